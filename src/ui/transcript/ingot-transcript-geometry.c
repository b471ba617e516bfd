/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-transcript-private.h"

int
ingot_transcript_view_get_segment_y (IngotTranscriptView *self, IngotSegment *segment)
{
  gint64 y = ingot_height_index_get_top (self->index, segment->number) - ingot_anchor_get_top (self->anchor);

  return (int) CLAMP (y, -G_MAXINT / 2, G_MAXINT / 2);
}

IngotSegment *
ingot_transcript_view_get_segment_at (IngotTranscriptView *self, double y)
{
  guint number = ingot_height_index_find (self->index, ingot_anchor_get_top (self->anchor) + (gint64) y);

  if (self->segments->len == 0)
    return NULL;
  return self->segments->pdata[MIN (number, self->segments->len - 1)];
}

/* The cell of a table that is nearest to a point within its segment. */
static guint
find_cell (IngotShownBlock *shown, int x, int y)
{
  guint n = shown->block->n_columns;
  guint row = 0, column = 0;

  while (row + 1 < shown->block->n_rows && y >= shown->y + shown->rows[row + 1])
    row++;
  while (column + 1 < n && x + shown->scroll >= shown->x + shown->columns[column + 1])
    column++;
  if (shown->direction == GTK_TEXT_DIR_RTL)
    column = n - 1 - column;
  return row * n + column;
}

static guint
find_run (IngotShownBlock *shown, int x, int y)
{
  return shown->columns != NULL ? find_cell (shown, x, y) : 0;
}

/* Finds the block and the run that are nearest to a point. */
static IngotShownRun *
find_shown_run (IngotTranscriptView *self, double x, double y, IngotPosition *position, IngotShownBlock **block,
                double *inner_x, double *inner_y)
{
  IngotSegment *segment = ingot_transcript_view_get_segment_at (self, y);
  IngotShownBlock *shown;

  if (segment == NULL || segment->blocks == NULL || segment->blocks->len == 0)
    return NULL;
  *inner_x = x - self->column_x;
  *inner_y = y - ingot_transcript_view_get_segment_y (self, segment);
  position->turn = segment->turn->number;
  position->part = segment->part;
  position->place.segment = segment->index;
  position->place.block = ingot_segment_find_block (segment, (int) *inner_y);
  shown = segment->blocks->pdata[position->place.block];
  position->place.run = find_run (shown, (int) *inner_x, (int) *inner_y);
  position->place.offset = 0;
  *block = shown;
  *inner_x += shown->scroll;
  return &shown->runs[position->place.run];
}

gboolean
ingot_transcript_view_get_position_at (IngotTranscriptView *self, double x, double y, IngotPosition *position)
{
  IngotShownBlock *shown;
  double inner_x, inner_y;
  IngotShownRun *run = find_shown_run (self, x, y, position, &shown, &inner_x, &inner_y);
  int index, trailing;

  if (run == NULL)
    return FALSE;
  if (run->layout == NULL)
    return TRUE;
  pango_layout_xy_to_index (run->layout, (int) ((inner_x - run->x) * PANGO_SCALE),
                            (int) ((inner_y - run->y) * PANGO_SCALE), &index, &trailing);
  position->place.offset = index;
  while (trailing-- > 0)
    {
      const char *text = pango_layout_get_text (run->layout) + position->place.offset;

      position->place.offset += *text != '\0' ? g_utf8_next_char (text) - text : 0;
    }
  return TRUE;
}

gboolean
ingot_transcript_view_get_character_at (IngotTranscriptView *self, double x, double y, IngotPosition *position)
{
  IngotShownBlock *shown;
  double inner_x, inner_y;
  IngotShownRun *run = find_shown_run (self, x, y, position, &shown, &inner_x, &inner_y);
  int index, trailing;

  if (run == NULL || run->layout == NULL || inner_y < run->y || inner_y >= run->y + run->height
      || inner_x - shown->scroll < shown->x || inner_x - shown->scroll >= shown->x + shown->width)
    return FALSE;
  if (!pango_layout_xy_to_index (run->layout, (int) ((inner_x - run->x) * PANGO_SCALE),
                                 (int) ((inner_y - run->y) * PANGO_SCALE), &index, &trailing))
    return FALSE;
  position->place.offset = index;
  return TRUE;
}

IngotShownRun *
ingot_transcript_view_get_shown_run (IngotTranscriptView *self, const IngotPosition *position,
                                     IngotShownBlock **shown)
{
  IngotSegment *segment = ingot_transcript_view_get_segment (self, position);
  IngotShownBlock *block;

  if (segment == NULL || segment->blocks == NULL || position->place.block >= segment->blocks->len)
    return NULL;
  block = segment->blocks->pdata[position->place.block];
  if (position->place.run >= block->block->n_runs)
    return NULL;
  if (shown != NULL)
    *shown = block;
  return &block->runs[position->place.run];
}

gboolean
ingot_transcript_view_get_rectangle (IngotTranscriptView *self, const IngotPosition *position,
                                     GdkRectangle *rectangle)
{
  IngotShownBlock *shown;
  IngotShownRun *run = ingot_transcript_view_get_shown_run (self, position, &shown);
  PangoRectangle strong = { 0 };
  int y;

  if (run == NULL)
    return FALSE;
  if (run->layout != NULL)
    {
      gsize length = strlen (pango_layout_get_text (run->layout));

      pango_layout_get_cursor_pos (run->layout, (int) MIN (position->place.offset, length), &strong, NULL);
    }
  y = ingot_transcript_view_get_segment_y (self, ingot_transcript_view_get_segment (self, position));
  rectangle->x = self->column_x + run->x - shown->scroll + PANGO_PIXELS (strong.x);
  rectangle->y = y + run->y + PANGO_PIXELS (strong.y);
  rectangle->width = 1;
  rectangle->height = run->layout != NULL ? PANGO_PIXELS (strong.height) : run->height;
  return TRUE;
}

const IngotSpan *
ingot_transcript_view_get_link (IngotTranscriptView *self, const IngotPosition *position)
{
  const IngotRun *run = ingot_transcript_view_get_run (self, position, NULL);

  for (guint i = 0; run != NULL && i < run->n_spans; i++)
    {
      const IngotSpan *span = &run->spans[i];

      if ((span->kind == INGOT_SPAN_LINK || span->kind == INGOT_SPAN_IMAGE)
          && span->start <= position->place.offset && position->place.offset < span->end)
        return span;
    }
  return NULL;
}

void
ingot_transcript_view_get_block_bounds (IngotTranscriptView *self, IngotSegment *segment, guint block,
                                        GdkRectangle *bounds)
{
  IngotShownBlock *shown = segment->blocks->pdata[block];

  bounds->x = self->column_x + shown->x;
  bounds->y = ingot_transcript_view_get_segment_y (self, segment) + shown->y;
  bounds->width = shown->width;
  bounds->height = shown->height;
}

gboolean
ingot_transcript_view_get_block_at (IngotTranscriptView *self, double x, double y, IngotSegment **segment,
                                    guint *block)
{
  GdkRectangle bounds;

  *segment = ingot_transcript_view_get_segment_at (self, y);
  if (*segment == NULL || (*segment)->blocks == NULL || (*segment)->blocks->len == 0)
    return FALSE;
  *block = ingot_segment_find_block (*segment, (int) y - ingot_transcript_view_get_segment_y (self, *segment));
  ingot_transcript_view_get_block_bounds (self, *segment, *block, &bounds);
  return gdk_rectangle_contains_point (&bounds, (int) x, (int) y);
}

gboolean
ingot_transcript_view_get_foot_bounds (IngotTranscriptView *self, IngotShownTurn *turn, GdkRectangle *bounds)
{
  IngotSegment *last = self->segments->pdata[turn->first_segment + turn->n_segments - 1];

  if (last->blocks == NULL || turn->foot_height == 0)
    return FALSE;
  bounds->x = self->column_x;
  bounds->y = ingot_transcript_view_get_segment_y (self, last) + last->height - turn->foot_height;
  bounds->width = self->column_width;
  bounds->height = turn->foot_height;
  return TRUE;
}

gboolean
ingot_transcript_view_get_fold_bounds (IngotTranscriptView *self, IngotShownTurn *turn, GdkRectangle *bounds)
{
  IngotSegment *first = self->segments->pdata[turn->first_segment];

  if (first->head == NULL || first->head->thought == NULL)
    return FALSE;
  *bounds = turn->fold_bounds;
  bounds->x += self->column_x;
  bounds->y += ingot_transcript_view_get_segment_y (self, first);
  return TRUE;
}
