/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-transcript-private.h"

#define REVEAL_MARGIN 60 /* what is looked for does not stand at the edge */
#define SCROLL_MARGIN 12

gboolean
ingot_transcript_view_reveal (IngotTranscriptView *self, gint64 turn, gsize source_offset)
{
  for (guint i = 0; i < self->turns->len; i++)
    {
      IngotPosition position = { .turn = i, .part = INGOT_PART_TEXT };
      IngotShownTurn *shown = self->turns->pdata[i];
      IngotMarkdown *text;
      gsize offset;

      if (!ingot_shown_turn_find (shown, turn, source_offset, &offset))
        continue;
      text = ingot_shown_turn_get_text (shown, INGOT_PART_TEXT);
      ingot_markdown_locate (text, offset, &position.place);
      ingot_transcript_view_aim (self, &position);
      return TRUE;
    }
  return FALSE;
}

/* Where it is can be told only once it is laid out, in the next allocation. */
void
ingot_transcript_view_aim (IngotTranscriptView *self, const IngotPosition *position)
{
  IngotSegment *segment = ingot_transcript_view_get_segment (self, position);

  if (segment == NULL)
    return;
  self->has_target = TRUE;
  self->target = *position;
  ingot_anchor_hold (self->anchor, segment->number, 0);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
ingot_transcript_view_hit_target (IngotTranscriptView *self)
{
  IngotSegment *segment = ingot_transcript_view_get_segment (self, &self->target);
  GdkRectangle place;

  if (!self->has_target)
    return FALSE;
  self->has_target = FALSE;
  if (segment == NULL || !ingot_transcript_view_get_rectangle (self, &self->target, &place))
    return FALSE;
  ingot_transcript_view_scroll_box_to (self, &self->target);
  place.y -= ingot_transcript_view_get_segment_y (self, segment);
  ingot_anchor_hold (self->anchor, segment->number, place.y - REVEAL_MARGIN);
  return TRUE;
}

void
ingot_transcript_view_scroll_to (IngotTranscriptView *self, const IngotPosition *position)
{
  int page = ingot_anchor_get_page (self->anchor);
  GdkRectangle place;
  int step = 0;

  if (!ingot_transcript_view_get_rectangle (self, position, &place))
    {
      ingot_transcript_view_aim (self, position);
      return;
    }
  ingot_transcript_view_scroll_box_to (self, position);
  if (place.y < SCROLL_MARGIN)
    step = place.y - SCROLL_MARGIN;
  else if (place.y + place.height > page - SCROLL_MARGIN)
    step = MIN (place.y + place.height - page + SCROLL_MARGIN, place.y - SCROLL_MARGIN);
  if (step != 0 && self->vadjustment != NULL)
    gtk_adjustment_set_value (self->vadjustment, gtk_adjustment_get_value (self->vadjustment) + step);
}

static gboolean
can_scroll (IngotShownBlock *shown)
{
  return shown->block->kind == INGOT_BLOCK_CODE || shown->block->kind == INGOT_BLOCK_HTML
         || shown->block->kind == INGOT_BLOCK_TABLE;
}

static void
set_scroll (IngotTranscriptView *self, IngotSegment *segment, IngotShownBlock *shown, int scroll)
{
  GHashTable *scrolls = segment->turn->scrolls;

  if (scrolls == NULL)
    scrolls = segment->turn->scrolls = g_hash_table_new (NULL, NULL);
  shown->scroll = CLAMP (scroll, 0, ingot_shown_block_get_max_scroll (shown));
  g_hash_table_insert (scrolls, GUINT_TO_POINTER (shown->block->source_start), GINT_TO_POINTER (scroll));
  ingot_transcript_view_redraw_segment (self, segment);
}

/* The block above or below it, if it is laid out. */
static IngotShownBlock *
step_block (IngotTranscriptView *self, IngotSegment **segment, guint *block, int step)
{
  guint number = (*segment)->number;
  IngotSegment *next;

  if (step < 0 ? *block > 0 : *block + 1 < (*segment)->blocks->len)
    {
      *block += step;
      return (*segment)->blocks->pdata[*block];
    }
  if (step < 0 ? number == 0 : number + 1 >= self->segments->len)
    return NULL;
  next = self->segments->pdata[number + step];
  if (next->turn != (*segment)->turn || next->part != (*segment)->part || next->blocks == NULL
      || next->blocks->len == 0)
    return NULL;
  *segment = next;
  *block = step < 0 ? next->blocks->len - 1 : 0;
  return next->blocks->pdata[*block];
}

void
ingot_transcript_view_scroll_box (IngotTranscriptView *self, IngotSegment *segment, guint block, int scroll)
{
  IngotShownBlock *shown = segment->blocks->pdata[block];

  if (!can_scroll (shown))
    return;
  set_scroll (self, segment, shown, scroll);
  for (int step = -1; step <= 1; step += 2)
    {
      IngotSegment *at = segment;
      guint i = block;
      IngotShownBlock *last = shown;
      IngotShownBlock *piece;

      while ((piece = step_block (self, &at, &i, step)) != NULL
             && (step < 0 ? last->block->piece > 0 : piece->block->piece > 0))
        {
          set_scroll (self, at, piece, scroll);
          last = piece;
        }
    }
}

/* How far its pieces in other segments are scrolled, or those above it here: all of them move together. */
static gboolean
get_scroll_of_pieces (IngotTranscriptView *self, IngotSegment *segment, guint block, int *scroll)
{
  IngotShownBlock *shown = segment->blocks->pdata[block];
  IngotSegment *at = segment;
  guint i = block;
  IngotShownBlock *piece = shown->block->piece > 0 ? step_block (self, &at, &i, -1) : NULL;

  if (piece == NULL)
    {
      at = segment;
      i = block;
      do
        piece = step_block (self, &at, &i, 1);
      while (piece != NULL && piece->block->piece > 0 && at == segment);
      if (piece != NULL && piece->block->piece == 0)
        return FALSE;
    }
  if (piece != NULL)
    *scroll = piece->scroll;
  return piece != NULL;
}

void
ingot_transcript_view_restore_scrolls (IngotTranscriptView *self, IngotSegment *segment)
{
  GHashTable *scrolls = segment->turn->scrolls;

  for (guint i = 0; i < segment->blocks->len; i++)
    {
      IngotShownBlock *shown = segment->blocks->pdata[i];
      int most = ingot_shown_block_get_max_scroll (shown);
      int together, old = shown->scroll;
      gpointer scroll;

      if (!can_scroll (shown))
        continue;
      if (get_scroll_of_pieces (self, segment, i, &together))
        shown->scroll = CLAMP (together, 0, most);
      else if (scrolls != NULL
          && g_hash_table_lookup_extended (scrolls, GUINT_TO_POINTER (shown->block->source_start), NULL, &scroll))
        shown->scroll = CLAMP (GPOINTER_TO_INT (scroll), 0, most);
      else if (shown->direction == GTK_TEXT_DIR_RTL)
        /* Where it begins to be read. */
        shown->scroll = most;
      if (shown->scroll != old)
        ingot_shown_block_redraw (shown);
    }
}
