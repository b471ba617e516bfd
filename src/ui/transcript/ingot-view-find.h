/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-transcript-private.h"

G_BEGIN_DECLS

/*
 * Find in the conversation: all places, in idle time. What comes, grows, goes or is folded is looked through again.
 */

/* (nullable): NULL or empty ends it. The first place at or below the top of the viewport becomes the current one. */
void ingot_transcript_view_find (IngotTranscriptView *self, const char *text);

/* To the next (1) or previous (-1) place; around at the ends. */
void ingot_transcript_view_find_step (IngotTranscriptView *self, int direction);

/* How many there are so far, and which one is current, from 1 on; 0 if none is. */
guint ingot_transcript_view_get_found (IngotTranscriptView *self, guint *current);

gboolean ingot_transcript_view_is_searching (IngotTranscriptView *self);

/* Selects the current place, for whoever goes on from there. */
void ingot_transcript_view_select_found (IngotTranscriptView *self);

/* --- Of these files among themselves --- */

typedef struct _IngotViewFind IngotViewFind;

IngotViewFind *ingot_view_find_new (IngotTranscriptView *view);
void           ingot_view_find_free (IngotViewFind *self);

/* Nothing from @turn (and, of its @part, from @segment) on is as it was. */
void ingot_view_find_invalidate (IngotViewFind *self, guint turn, IngotPart part, guint segment);

/* The places in a run, in order: calls @draw for each. */
void ingot_view_find_foreach (IngotViewFind *self, const IngotPosition *run,
                              void (*draw) (gsize start, gsize end, gboolean is_current, gpointer user_data),
                              gpointer user_data);

G_END_DECLS
