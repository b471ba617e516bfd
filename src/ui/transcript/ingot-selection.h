/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-transcript-private.h"

G_BEGIN_DECLS

/*
 * The caret of a transcript and what is selected: from the bound to the caret, over turns and over what is not laid
 * out. There is a caret once somebody clicked or came with the keyboard.
 */

typedef enum
{
  INGOT_UNIT_CHARACTER,
  INGOT_UNIT_WORD,
  INGOT_UNIT_PARAGRAPH, /* of code: a line */
} IngotUnit;

/* The caret goes to @caret; what is between it and @bound is selected. */
void ingot_transcript_view_select (IngotTranscriptView *self, const IngotPosition *bound, const IngotPosition *caret);

void ingot_transcript_view_select_all (IngotTranscriptView *self);
void ingot_transcript_view_unselect (IngotTranscriptView *self);

/* In the order in which it is read; FALSE if nothing is selected. */
gboolean ingot_transcript_view_get_selection (IngotTranscriptView *self, IngotPosition *first, IngotPosition *last);

/* Whether the character at @position is selected. */
gboolean ingot_transcript_view_is_selected (IngotTranscriptView *self, const IngotPosition *position);

/* The unit that @position is in or next to. */
void ingot_transcript_view_get_unit (IngotTranscriptView *self, const IngotPosition *position, IngotUnit unit,
                                     IngotPosition *start, IngotPosition *end);

/* There is a caret afterwards, in text that is shown; FALSE if there is no text. */
gboolean ingot_transcript_view_ensure_caret (IngotTranscriptView *self);

G_END_DECLS
