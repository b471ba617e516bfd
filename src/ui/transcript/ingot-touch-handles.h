/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-transcript-private.h"

G_BEGIN_DECLS

/**
 * IngotTouchHandles:
 *
 * What is dragged by touch to select more or less: one handle at either end of
 * the selection. GTK keeps its own to itself.
 */
typedef struct _IngotTouchHandles IngotTouchHandles;

/* @view: has to outlive it */
IngotTouchHandles *ingot_touch_handles_new (IngotTranscriptView *view);
void               ingot_touch_handles_free (IngotTouchHandles *self);

/* They are there until the selection is empty or somebody hides them. */
void ingot_touch_handles_show (IngotTouchHandles *self);
void ingot_touch_handles_hide (IngotTouchHandles *self);

/* The handle under a point of the view: 1 for the caret's, -1 for the bound's, 0 for none. */
int ingot_touch_handles_pick (IngotTouchHandles *self, double x, double y);

void ingot_touch_handles_begin (IngotTouchHandles *self, int handle);
void ingot_touch_handles_drag_to (IngotTouchHandles *self, double x, double y);

void ingot_touch_handles_snapshot (IngotTouchHandles *self, GtkSnapshot *snapshot);

G_END_DECLS
