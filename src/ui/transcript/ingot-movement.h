/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-transcript-private.h"

G_BEGIN_DECLS

typedef enum
{
  INGOT_STEP_CHARACTER, /* what is read next: an emoji or a syllable at once */
  INGOT_STEP_VISUAL,    /* what stands to the right; in text that is read from the right what was read before */
  INGOT_STEP_WORD,      /* to the end of a word, or back to the start of one */
  INGOT_STEP_LINE,
  INGOT_STEP_LINE_END,
  INGOT_STEP_PARAGRAPH,
  INGOT_STEP_PAGE,
  INGOT_STEP_END,       /* of the conversation */
} IngotStep;

/**
 * ingot_transcript_view_move:
 * @direction: 1 or -1
 * @goal_x: (inout): for lines and pages, in pixels of the column: where the caret wants to be, or -1, which
 *   becomes where it is
 *
 * Moves @position by a step, whether what it comes to is laid out or not.
 *
 * Returns: whether it is elsewhere now
 */
gboolean ingot_transcript_view_move (IngotTranscriptView *self, IngotPosition *position, IngotStep step,
                                     int direction, int *goal_x);

/* Whether the text there is read from the right. */
gboolean ingot_transcript_view_is_rtl (IngotTranscriptView *self, const IngotPosition *position);

/* The word that has @position; where there is none, the space or the sign that stands there. */
void ingot_transcript_view_get_word (IngotTranscriptView *self, const IngotPosition *position, gsize *start,
                                     gsize *end);

G_END_DECLS
