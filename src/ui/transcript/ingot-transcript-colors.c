/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-highlighter.h"
#include "ingot-transcript-private.h"

#define TAIL_INTERVAL_US 250000 /* between two looks at code that is still being written */

static gboolean
is_growing (IngotSegment *segment, guint block)
{
  return ingot_segment_is_last (segment) && block + 1 == segment->blocks->len
         && ingot_shown_turn_is_writing (segment->turn);
}

static gboolean
needs_colors (IngotShownBlock *shown)
{
  return ingot_highlighter_can_color (shown->block) && shown->n_colored < shown->block->runs[0].length;
}

/* The first block without colours; @later: whether there is one that is not due yet. */
static IngotShownBlock *
find_in_segment (IngotTranscriptView *self, IngotSegment *segment, guint *block, gboolean *later)
{
  gboolean is_due = g_get_monotonic_time () >= self->tail_colored + TAIL_INTERVAL_US;

  if (segment->part != INGOT_PART_TEXT || segment->is_stale)
    return NULL;
  for (guint i = 0; i < segment->blocks->len; i++)
    {
      IngotShownBlock *shown = segment->blocks->pdata[i];

      if (!needs_colors (shown))
        continue;
      if (is_growing (segment, i) && !is_due)
        {
          *later = TRUE;
          continue;
        }
      *block = i;
      return shown;
    }
  return NULL;
}

/* In sight first. */
static IngotShownBlock *
find_block (IngotTranscriptView *self, IngotSegment **segment, guint *block, gboolean *later)
{
  int page = ingot_anchor_get_page (self->anchor);
  IngotShownBlock *found = NULL;

  for (guint i = 0; i < self->laid_out->len; i++)
    {
      IngotSegment *candidate = self->laid_out->pdata[i];
      int y = ingot_transcript_view_get_segment_y (self, candidate);
      gboolean in_sight = y < page && y + candidate->height > 0;
      guint number;
      IngotShownBlock *shown;

      if (found != NULL && !in_sight)
        continue;
      shown = find_in_segment (self, candidate, &number, later);
      if (shown == NULL)
        continue;
      found = shown;
      *segment = candidate;
      *block = number;
      if (in_sight)
        break;
    }
  return found;
}

/* The pieces from the last multiple of so many on: (element-type IngotBlock), the nearest first. */
static GPtrArray *
list_pieces_before (IngotSegment *segment, guint number)
{
  IngotMarkdown *text = ingot_shown_turn_get_text (segment->turn, segment->part);
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_block_unref);
  const GPtrArray *blocks = ingot_markdown_get_blocks (text, segment->index);
  guint left = ((IngotBlock *) blocks->pdata[number])->piece % INGOT_HIGHLIGHTER_PIECES;
  guint index = segment->index;
  gboolean drop = FALSE;

  while (left > 0)
    {
      if (number == 0 && drop)
        ingot_markdown_drop_blocks (text, index);
      if (number == 0 && index == 0)
        return pieces;
      if (number == 0)
        {
          drop = !ingot_markdown_has_blocks (text, --index);
          blocks = ingot_markdown_get_blocks (text, index);
          number = blocks->len;
          continue;
        }
      g_ptr_array_add (pieces, ingot_block_ref (blocks->pdata[--number]));
      left--;
    }
  if (drop)
    ingot_markdown_drop_blocks (text, index);
  return pieces;
}

static char *
dup_text_before (IngotSegment *segment, guint number, const IngotBlock *block)
{
  g_autoptr(GPtrArray) pieces = list_pieces_before (segment, number);
  GString *text = g_string_new (NULL);

  for (guint i = pieces->len; i-- > 0;)
    {
      const IngotBlock *piece = pieces->pdata[i];
      const IngotBlock *next = i > 0 ? pieces->pdata[i - 1] : block;

      g_string_append (text, piece->runs[0].text);
      if (!next->is_joined)
        g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
color_block (IngotTranscriptView *self, IngotSegment *segment, guint number, IngotShownBlock *shown)
{
  g_autofree char *before = dup_text_before (segment, number, shown->block);
  gboolean grows = is_growing (segment, number);

  if (!ingot_highlighter_work (ingot_highlighter_get_default (), shown->block, before))
    return;
  if (grows)
    self->tail_colored = g_get_monotonic_time ();
  if (ingot_shown_block_color (shown))
    ingot_transcript_view_invalidate_segment (self, segment);
  ingot_transcript_view_redraw_segment (self, segment);
}

static gboolean
color_cb (gpointer user_data)
{
  IngotTranscriptView *self = user_data;
  gboolean later = FALSE;
  IngotSegment *segment;
  IngotShownBlock *shown;
  guint number;

  self->color_id = 0;
  shown = find_block (self, &segment, &number, &later);
  if (shown != NULL)
    {
      color_block (self, segment, number, shown);
      ingot_transcript_view_queue_colors (self);
    }
  else if (later)
    self->color_id = g_timeout_add (TAIL_INTERVAL_US / 1000, color_cb, self);
  return G_SOURCE_REMOVE;
}

void
ingot_transcript_view_queue_colors (IngotTranscriptView *self)
{
  if (self->color_id == 0)
    self->color_id = g_idle_add (color_cb, self);
}
