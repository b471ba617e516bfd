/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-segment.h"
#include "ingot-turn-head.h"

#define TURN_DISTANCE 24
#define MARGIN 12             /* above the first turn */
#define BUBBLE_PADDING_X 15
#define BUBBLE_PADDING_Y 9
#define BUBBLE_CHARACTERS 58
#define CHARACTER_EMS 0.5     /* how wide a character is, about */
#define PART_DISTANCE 12
#define REASONING_INDENT 15

IngotSegment *
ingot_segment_new (IngotShownTurn *turn, IngotPart part, guint index, gsize bytes)
{
  IngotSegment *self = g_new0 (IngotSegment, 1);

  self->turn = turn;
  self->part = part;
  self->index = index;
  self->bytes = bytes;
  return self;
}

void
ingot_segment_drop (IngotSegment *self)
{
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->head, ingot_turn_head_free);
  g_clear_pointer (&self->node, gsk_render_node_unref);
}

void
ingot_segment_free (IngotSegment *self)
{
  ingot_segment_drop (self);
  g_free (self);
}

gboolean
ingot_segment_is_first (IngotSegment *self)
{
  return self->number == self->turn->first_segment;
}

gboolean
ingot_segment_is_last (IngotSegment *self)
{
  return self->number == self->turn->first_segment + self->turn->n_segments - 1;
}

/* Only once it is cut has a turn segments with text; one without text has an empty one for its head. */
static const GPtrArray *
get_source_blocks (IngotSegment *self)
{
  IngotMarkdown *text = ingot_shown_turn_get_text (self->turn, self->part);

  if (self->index >= ingot_markdown_get_n_segments (text))
    return NULL;
  return ingot_markdown_get_blocks (text, self->index);
}

/* (nullable): the first piece of the table that goes on with block @number, laid out for nothing but its columns. */
static IngotShownBlock *
create_first_piece (IngotSegment *self, guint number, const IngotLayoutContext *context, int width)
{
  IngotMarkdown *text = ingot_shown_turn_get_text (self->turn, self->part);
  guint index = self->index;
  const GPtrArray *blocks = ingot_markdown_get_blocks (text, index);
  g_autoptr(IngotBlock) piece = ingot_block_ref (blocks->pdata[number]);
  gboolean drop = FALSE;

  while (piece->piece > 0 && (number > 0 || index > 0))
    {
      if (number == 0)
        {
          if (drop)
            ingot_markdown_drop_blocks (text, index);
          drop = !ingot_markdown_has_blocks (text, --index);
          blocks = ingot_markdown_get_blocks (text, index);
          number = blocks->len;
        }
      else
        {
          ingot_block_unref (piece);
          piece = ingot_block_ref (blocks->pdata[--number]);
        }
    }
  if (drop)
    ingot_markdown_drop_blocks (text, index);
  return piece->piece == 0 && piece->kind == INGOT_BLOCK_TABLE
           ? ingot_shown_block_new (piece, NULL, context, width)
           : NULL;
}

/* All pieces of one table in a segment take the same columns, which are found once. */
static IngotShownBlock *
create_block (IngotSegment *self, guint number, const IngotBlock *block, const IngotBlock *before,
              const IngotLayoutContext *context, int width, IngotShownBlock **first)
{
  IngotLayoutContext own = *context;

  if (block->kind != INGOT_BLOCK_TABLE || block->piece == 0)
    return ingot_shown_block_new (block, before, context, width);
  if (*first == NULL)
    *first = create_first_piece (self, number, context, width);
  own.first_piece = *first;
  return ingot_shown_block_new (block, before, &own, width);
}

/* The blocks of @old that are as they were keep their layouts. */
static GPtrArray *
create_blocks (IngotSegment *self, GPtrArray *old, const IngotLayoutContext *context, int width)
{
  const GPtrArray *source = get_source_blocks (self);
  IngotShownBlock *first_piece = NULL;
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_shown_block_free);

  for (guint i = 0; source != NULL && i < source->len; i++)
    {
      const IngotBlock *block = source->pdata[i];
      const IngotBlock *before = i > 0 ? source->pdata[i - 1] : NULL;
      IngotShownBlock *shown = old != NULL && i < old->len ? old->pdata[i] : NULL;

      if (shown != NULL && (shown->block == block || ingot_block_looks_equal (shown->block, block))
          && (shown->for_width == width || ingot_shown_block_resize (shown, context, width)))
        {
          old->pdata[i] = NULL;
          if (shown->block != block)
            {
              ingot_block_unref (shown->block);
              shown->block = ingot_block_ref (block);
            }
        }
      else
        shown = create_block (self, i, block, before, context, width, &first_piece);
      g_ptr_array_add (blocks, shown);
    }
  g_clear_pointer (&first_piece, ingot_shown_block_free);
  return blocks;
}

static void
free_shown (gpointer shown)
{
  if (shown != NULL)
    ingot_shown_block_free (shown);
}

static void
update_blocks (IngotSegment *self, const IngotLayoutContext *context, int width)
{
  GPtrArray *old = g_steal_pointer (&self->blocks);

  self->blocks = create_blocks (self, old, context, width);
  if (old != NULL)
    {
      g_ptr_array_set_free_func (old, free_shown);
      g_ptr_array_unref (old);
    }
}

/* Where the blocks stand, from @y on; returns where they end. */
static int
stack_blocks (IngotSegment *self, int y)
{
  const IngotBlock *before = NULL;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      IngotShownBlock *shown = self->blocks->pdata[i];

      /* The first block of a later segment has one before it, although not here. */
      if (before == NULL && self->index > 0 && shown->block->piece == 0)
        y += PART_DISTANCE;
      y += ingot_shown_block_get_distance (shown->block, before);
      ingot_shown_block_move (shown, y);
      y += shown->height;
      before = shown->block;
    }
  return y;
}

static void
shift_blocks (IngotSegment *self, int x)
{
  for (guint i = 0; i < self->blocks->len; i++)
    ingot_shown_block_shift (self->blocks->pdata[i], x);
}

static int
get_natural_width (IngotSegment *self)
{
  int width = 1;

  for (guint i = 0; i < self->blocks->len; i++)
    width = MAX (width, ingot_shown_block_get_natural_width (self->blocks->pdata[i]));
  return width;
}

/* As wide as what is in it, unless it is so long that its parts do not know of each other. */
static int
lay_out_bubble (IngotSegment *self, const IngotLayoutContext *context, int width)
{
  double em = ingot_text_style_get_em (context->style);
  int limit = (int) MIN (width - 2 * BUBBLE_PADDING_X, BUBBLE_CHARACTERS * CHARACTER_EMS * em);
  int top = !ingot_segment_is_first (self) ? 0 : self->turn->number == 0 ? MARGIN : TURN_DISTANCE;
  int y = top + (ingot_segment_is_first (self) ? BUBBLE_PADDING_Y : 0);
  int inner;

  limit = MAX (limit, 1);
  update_blocks (self, context, limit);
  inner = self->turn->n_segments > 1 ? limit : get_natural_width (self);
  if (inner < limit)
    update_blocks (self, context, inner);
  y = stack_blocks (self, y);
  if (ingot_segment_is_last (self))
    y += BUBBLE_PADDING_Y;
  self->bubble = (GdkRectangle) { 0, top, inner + 2 * BUBBLE_PADDING_X, y - top };
  if (context->direction != GTK_TEXT_DIR_RTL)
    self->bubble.x = width - self->bubble.width;
  shift_blocks (self, self->bubble.x + BUBBLE_PADDING_X);
  return y;
}

static int
lay_out_reply (IngotSegment *self, const IngotLayoutContext *context, int width)
{
  IngotLayoutContext own = *context;
  int indent = self->part == INGOT_PART_REASONING ? REASONING_INDENT : 0;
  int y = 0;

  g_clear_pointer (&self->head, ingot_turn_head_free);
  if (ingot_segment_is_first (self))
    {
      self->head = ingot_turn_head_new (self->turn, context, width,
                                        self->turn->number == 0 ? MARGIN : TURN_DISTANCE, &y);
    }
  else if (self->part == INGOT_PART_TEXT && self->index == 0)
    y += PART_DISTANCE;
  own.dim = self->part == INGOT_PART_REASONING;
  update_blocks (self, &own, MAX (1, width - indent));
  y = stack_blocks (self, y);
  if (indent > 0 && context->direction != GTK_TEXT_DIR_RTL)
    shift_blocks (self, indent);
  else
    shift_blocks (self, 0);
  return y;
}

int
ingot_segment_lay_out (IngotSegment *self, const IngotLayoutContext *context, int width)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  if (ingot_shown_turn_is_user (self->turn))
    self->height = lay_out_bubble (self, context, width);
  else
    self->height = lay_out_reply (self, context, width);
  if (ingot_segment_is_last (self))
    self->height += self->turn->foot_height;
  self->is_stale = FALSE;
  return self->height;
}

guint
ingot_segment_find_block (IngotSegment *self, int y)
{
  guint low = 0;
  guint high = self->blocks != NULL ? self->blocks->len : 0;

  /* The first block that ends below y. */
  while (low < high)
    {
      guint middle = (low + high) / 2;
      IngotShownBlock *shown = self->blocks->pdata[middle];

      if (shown->y + shown->height <= y)
        low = middle + 1;
      else
        high = middle;
    }
  if (self->blocks != NULL && low == self->blocks->len && low > 0)
    low--;
  return low;
}
