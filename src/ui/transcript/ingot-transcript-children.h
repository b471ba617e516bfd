/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-foot-factory.h"
#include "ingot-transcript-private.h"

G_BEGIN_DECLS

/**
 * IngotTranscriptChildren:
 *
 * The real widgets in a transcript, which are only there for what is near the
 * viewport: below a turn its foot, over the line that folds the reasoning a button,
 * Copy Code in each block of code, and beside a message of the person what can be done with it. They are used again
 * for other turns, but not while they have the keyboard's focus.
 */
typedef struct _IngotTranscriptChildren IngotTranscriptChildren;

IngotTranscriptChildren *ingot_transcript_children_new (IngotTranscriptView *view);
void                     ingot_transcript_children_free (IngotTranscriptChildren *self);

/* @factory: (nullable): not owned, lives as long as the view */
void ingot_transcript_children_set_factory (IngotTranscriptChildren *self, const IngotFootFactory *factory,
                                            gpointer user_data);

/* Before anything is laid out: brings the heights of the feet that are there in step. */
void ingot_transcript_children_measure (IngotTranscriptChildren *self);

/* Before the end of a turn is laid out: makes its foot, and takes its height. */
void ingot_transcript_children_prepare (IngotTranscriptChildren *self, IngotShownTurn *turn);

/* After all is laid out: puts everything in its place. */
void ingot_transcript_children_allocate (IngotTranscriptChildren *self);

/* The turn goes away. */
void ingot_transcript_children_forget (IngotTranscriptChildren *self, IngotShownTurn *turn);

void ingot_transcript_children_snapshot (IngotTranscriptChildren *self, GtkSnapshot *snapshot);

G_END_DECLS
