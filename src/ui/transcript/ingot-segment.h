/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-shown-block.h"
#include "ingot-shown-turn.h"

G_BEGIN_DECLS

/* Who speaks, above a reply. Places are in pixels of the segment. */
typedef struct
{
  PangoLayout *name;
  PangoLayout *origin; /* (nullable) */
  PangoLayout *time;
  PangoLayout *thought;
  PangoLayout *tokens; /* (nullable) */
  int name_x, name_y, origin_x, origin_y, time_x, time_y, thought_x, thought_y, tokens_x, tokens_y;
} IngotTurnHead;

/**
 * IngotSegment:
 * @turn: not owned
 * @part, @index: which of the turn's segments: as in #IngotPosition
 * @number: in the transcript
 * @bytes: of source
 * @blocks: (nullable) (element-type IngotShownBlock): NULL while it is not laid out. A block's number here is the
 *   one that #IngotPlace has
 * @is_stale: what it shows has changed since it was laid out
 * @bubble: behind what the person wrote; empty in a reply
 * @height: in pixels, with the distance to what is above
 * @node: (nullable): what was drawn; see ingot_transcript_view_redraw_segment()
 *
 * Some blocks of a turn: the only unit that is estimated, laid out, drawn and
 * dropped. Its pixels count from the left of the column and from the top of the segment.
 */
typedef struct
{
  IngotShownTurn *turn;
  IngotPart part;
  guint index;
  guint number;
  gsize bytes;
  GPtrArray *blocks;
  gboolean is_stale;
  IngotTurnHead *head;
  GdkRectangle bubble;
  int height;
  GskRenderNode *node;
} IngotSegment;

IngotSegment *ingot_segment_new (IngotShownTurn *turn, IngotPart part, guint index, gsize bytes);
void          ingot_segment_free (IngotSegment *self);

gboolean ingot_segment_is_first (IngotSegment *self);
gboolean ingot_segment_is_last (IngotSegment *self);

/* Lays it out, keeping what is as it was, and returns its height. */
int ingot_segment_lay_out (IngotSegment *self, const IngotLayoutContext *context, int width);

/* Lets go of all that is laid out and drawn, and keeps the height. */
void ingot_segment_drop (IngotSegment *self);

/* The number of the block that covers @y, or is nearest to it; 0 if there is none at all. */
guint ingot_segment_find_block (IngotSegment *self, int y);

G_END_DECLS
