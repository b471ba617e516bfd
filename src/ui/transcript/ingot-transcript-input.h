/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ingot-turn-text.h"

G_BEGIN_DECLS

/**
 * ingot_transcript_input_watch:
 * @view: shows a conversation
 * @turns: (element-type IngotTurnText): its turns, in order; outlives @view
 *
 * Lets a person fold reasoning, by a click on its line or by Enter or Space with
 * the caret there; shows in a menu what can be done with the turn below the
 * pointer, or at the caret for Menu and Shift+F10, by the actions "chat.edit",
 * "chat.copy", "chat.delete" (int64: the turn's id); copies as it was written
 * what is shown cut. To be undone before @view is disposed of.
 */
void ingot_transcript_input_watch (GtkTextView *view, GPtrArray *turns);
void ingot_transcript_input_unwatch (GtkTextView *view);

/* Folds or unfolds the reasoning whose line the caret is on, and says whether it is on one. */
gboolean ingot_transcript_input_toggle_at_caret (GtkTextView *view);

/* The selection as it was written, or NULL without one. */
char *ingot_transcript_input_dup_selection (GtkTextView *view);

G_END_DECLS
