/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ingot-transcript-view.h"

G_BEGIN_DECLS

/* Where one says what to find in a conversation, and goes from one place to the next. */
#define INGOT_TYPE_FIND_BAR (ingot_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (IngotFindBar, ingot_find_bar, INGOT, FIND_BAR, AdwBin)

/* @view, in which it finds, outlives it. */
GtkWidget *ingot_find_bar_new (IngotTranscriptView *view);

/* Shows it and gives it the focus. @text: (nullable): what is looked for, else what it was the last time */
void ingot_find_bar_open (IngotFindBar *self, const char *text);

/* Nothing is marked any more; the place that was current is selected. */
void ingot_find_bar_close (IngotFindBar *self);

G_END_DECLS
