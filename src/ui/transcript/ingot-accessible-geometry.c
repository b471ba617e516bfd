/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-accessible-geometry.h"

/* From its first segment to its last, laid out or not. */
static gboolean
get_article_bounds (IngotTranscriptView *view, IngotShownTurn *turn, GdkRectangle *bounds)
{
  IngotSegment *first = view->segments->pdata[turn->first_segment];
  IngotSegment *last = view->segments->pdata[turn->first_segment + turn->n_segments - 1];

  bounds->x = view->column_x;
  bounds->y = ingot_transcript_view_get_segment_y (view, first);
  bounds->width = view->column_width;
  bounds->height = ingot_transcript_view_get_segment_y (view, last) + last->height - bounds->y;
  return TRUE;
}

static gboolean
get_run_bounds (IngotTranscriptView *view, const IngotPosition *position, GdkRectangle *bounds)
{
  IngotShownBlock *shown;
  IngotShownRun *run = ingot_transcript_view_get_shown_run (view, position, &shown);
  int y;

  if (run == NULL)
    return FALSE;
  y = ingot_transcript_view_get_segment_y (view, ingot_transcript_view_get_segment (view, position));
  bounds->x = view->column_x + run->x - shown->scroll;
  bounds->y = y + run->y;
  bounds->width = run->width;
  bounds->height = run->height;
  return TRUE;
}

static gboolean
get_children_bounds (IngotTranscriptView *view, IngotAccessibleNode *node, GdkRectangle *bounds)
{
  gboolean any = FALSE;

  for (guint i = 0; i < ingot_accessible_node_get_n_children (node); i++)
    {
      GdkRectangle child;

      if (!ingot_accessible_get_bounds (view, ingot_accessible_node_get_child (node, i), &child))
        continue;
      if (any)
        gdk_rectangle_union (bounds, &child, bounds);
      else
        *bounds = child;
      any = TRUE;
    }
  return any;
}

gboolean
ingot_accessible_get_bounds (IngotTranscriptView *view, IngotAccessibleNode *node, GdkRectangle *bounds)
{
  IngotShownTurn *turn = ingot_accessible_node_get_turn (node);
  IngotPosition position;
  gsize start, end;

  if (turn == NULL)
    return FALSE;
  if (ingot_accessible_node_get_above (node) == NULL)
    return get_article_bounds (view, turn, bounds);
  if (ingot_accessible_node_get_run (node, &start, &end) == NULL)
    return get_children_bounds (view, node, bounds);
  if (ingot_accessible_node_get_role (node) == GTK_ACCESSIBLE_ROLE_LINK)
    return ingot_accessible_get_extents (view, node, 0, end - start, bounds);
  ingot_accessible_node_get_position (node, &position);
  return get_run_bounds (view, &position, bounds);
}

static gboolean
is_in_run (const IngotPosition *a, const IngotPosition *b)
{
  return a->turn == b->turn && a->part == b->part && a->place.segment == b->place.segment
         && a->place.block == b->place.block && a->place.run == b->place.run;
}

gboolean
ingot_accessible_get_caret (IngotTranscriptView *view, IngotAccessibleNode *node, gsize *offset)
{
  IngotPosition position;
  gsize start, end;

  if (!view->has_caret || ingot_accessible_node_get_run (node, &start, &end) == NULL)
    return FALSE;
  ingot_accessible_node_get_position (node, &position);
  if (!is_in_run (&position, &view->caret))
    return FALSE;
  *offset = CLAMP (view->caret.place.offset, start, end) - start;
  return TRUE;
}

gboolean
ingot_accessible_get_selection (IngotTranscriptView *view, IngotAccessibleNode *node, gsize *start, gsize *end)
{
  IngotPosition position;
  gsize first, last;
  const IngotRun *run = ingot_accessible_node_get_run (node, &first, &last);

  if (run == NULL)
    return FALSE;
  ingot_accessible_node_get_position (node, &position);
  position.place.offset = 0;
  if (!ingot_transcript_view_get_selected (view, &position, run->length, start, end))
    return FALSE;
  *start = CLAMP (*start, first, last) - first;
  *end = CLAMP (*end, first, last) - first;
  return *start < *end;
}

/* The layout of a node's run, where that stands, and the bytes of it that are the node's. */
static PangoLayout *
get_layout (IngotTranscriptView *view, IngotAccessibleNode *node, GdkRectangle *place, gsize *start, gsize *end)
{
  IngotPosition position;
  IngotShownRun *run;

  if (ingot_accessible_node_get_run (node, start, end) == NULL)
    return NULL;
  ingot_accessible_node_get_position (node, &position);
  run = ingot_transcript_view_get_shown_run (view, &position, NULL);
  if (run == NULL || run->layout == NULL || !get_run_bounds (view, &position, place))
    return NULL;
  /* While it grows, what is laid out may be ahead of what the node says. */
  *end = MIN (*end, strlen (pango_layout_get_text (run->layout)));
  *start = MIN (*start, *end);
  return run->layout;
}

gboolean
ingot_accessible_get_line (IngotTranscriptView *view, IngotAccessibleNode *node, gsize offset, gsize *start,
                           gsize *end)
{
  GdkRectangle place;
  gsize first, last;
  PangoLayout *layout = get_layout (view, node, &place, &first, &last);
  PangoLayoutLine *line;
  int number;

  if (layout == NULL)
    return FALSE;
  pango_layout_index_to_line_x (layout, (int) MIN (first + offset, last), FALSE, &number, NULL);
  line = pango_layout_get_line_readonly (layout, number);
  if (line == NULL)
    return FALSE;
  *start = MAX (first, (gsize) line->start_index) - first;
  *end = MIN (last, (gsize) (line->start_index + line->length)) - first;
  return *start < *end;
}

gboolean
ingot_accessible_get_extents (IngotTranscriptView *view, IngotAccessibleNode *node, gsize start, gsize end,
                              GdkRectangle *extents)
{
  GdkRectangle place;
  gsize first, last;
  PangoLayout *layout = get_layout (view, node, &place, &first, &last);
  cairo_region_t *region;
  cairo_rectangle_int_t bounds;
  int range[2];

  if (layout == NULL)
    return FALSE;
  range[0] = (int) MIN (first + start, last);
  range[1] = (int) MIN (first + end, last);
  region = gdk_pango_layout_get_clip_region (layout, place.x, place.y, range, 1);
  cairo_region_get_extents (region, &bounds);
  cairo_region_destroy (region);
  *extents = bounds;
  return TRUE;
}

gboolean
ingot_accessible_get_offset (IngotTranscriptView *view, IngotAccessibleNode *node, double x, double y,
                             gsize *offset)
{
  GdkRectangle place;
  gsize first, last;
  PangoLayout *layout = get_layout (view, node, &place, &first, &last);
  int index, trailing;

  if (layout == NULL)
    return FALSE;
  pango_layout_xy_to_index (layout, (int) ((x - place.x) * PANGO_SCALE), (int) ((y - place.y) * PANGO_SCALE),
                            &index, &trailing);
  *offset = CLAMP ((gsize) index, first, last) - first;
  return TRUE;
}
