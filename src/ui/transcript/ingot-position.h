/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/ingot-markdown.h"

G_BEGIN_DECLS

/* The texts of a turn, in the order in which they are shown. */
typedef enum
{
  INGOT_PART_REASONING,
  INGOT_PART_TEXT,
  INGOT_N_PARTS
} IngotPart;

/**
 * IngotPosition:
 * @turn: number of the shown turn
 * @part: which of its texts
 * @place: within that text; its offset is 0 to the length of its run, both included
 *
 * A place in a conversation, between two characters. It survives that what is
 * there is dropped and parsed again. Turns that are put in front or taken away
 * change @turn, and a growing tail may be cut elsewhere: positions that live
 * longer than a call are handed to ingot_transcript_view_watch_position(), which keeps them right.
 */
typedef struct
{
  guint turn;
  IngotPart part;
  IngotPlace place;
} IngotPosition;

/* As strcmp(): in the order in which things are read. */
int      ingot_position_compare (const IngotPosition *a, const IngotPosition *b);
gboolean ingot_position_equal (const IngotPosition *a, const IngotPosition *b);

G_END_DECLS
