/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ingot_long_lines_watch:
 *
 * Keeps @buffer quick when somebody pastes a line of megabytes. GTK lays out a
 * line as a whole, which takes seconds and overflows near 300 KB, so a line
 * over 4096 characters gets breaks that are shown but are not part of the text.
 */
void ingot_long_lines_watch (GtkTextBuffer *buffer);

/* Whether a change that @buffer tells of is only a part of one: it tells once more when all is in. */
gboolean ingot_long_lines_is_cutting (GtkTextBuffer *buffer);

/* The text without those breaks, all of it or what is between two places. */
char *ingot_long_lines_dup_text (GtkTextBuffer *buffer);
char *ingot_long_lines_dup_slice (const GtkTextIter *start, const GtkTextIter *end);

/* Moves @iter on by so many characters of the text, over those breaks. */
void ingot_long_lines_forward (GtkTextIter *iter, int characters);

G_END_DECLS
