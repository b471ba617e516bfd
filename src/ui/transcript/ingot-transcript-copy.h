/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-transcript-private.h"
#include "text/ingot-copy.h"

G_BEGIN_DECLS

/**
 * IngotTranscriptCopy:
 *
 * What somebody copied: turns, or parts of them, as they were then. It is cheap
 * to make: texts are put together only when somebody asks for them, which may
 * be after the turns left the transcript.
 *
 * Where there are several turns each has its name above it. What a reasoning
 * that is open says is in it, what a folded one says is not.
 */
typedef struct _IngotTranscriptCopy IngotTranscriptCopy;

IngotTranscriptCopy *ingot_transcript_copy_new (IngotTranscriptView *view, const IngotPosition *first,
                                                const IngotPosition *last);

/* The whole conversation as it is exported: the texts of all turns, no reasoning, every turn with its name. */
IngotTranscriptCopy *ingot_transcript_copy_new_all (IngotTranscriptView *view);

void ingot_transcript_copy_free (IngotTranscriptCopy *self);

/* HTML is a fragment. */
char *ingot_transcript_copy_dup (IngotTranscriptCopy *self, IngotCopyFormat format);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotTranscriptCopy, ingot_transcript_copy_free)

G_END_DECLS
