/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-transcript-children.h"
#include "ingot-view-find.h"
#include "ingot-view-input.h"

#define RADIUS 12
#define BUBBLE_RADIUS 15
#define BUBBLE_INSET 6  /* what is selected does not reach the round corners */
#define QUOTE_WIDTH 3
#define BRIDGE 18      /* how far up a bar may have to reach to the one it goes on from */
#define CAPTION_INSET 12
#define EDGE_WIDTH 12
#define THUMB_HEIGHT 3
#define THUMB_MIN_WIDTH 24
#define TALL_PAGES 3   /* a segment that is higher is not kept as a node */

typedef struct
{
  IngotTranscriptView *view;
  GtkSnapshot *snapshot;
  IngotSegment *segment;
} Pen;

static const GdkRGBA *
get_color (const Pen *pen, IngotColor color)
{
  return ingot_text_style_get_color (pen->view->style, color);
}

static void
fill (const Pen *pen, IngotColor color, float x, float y, float width, float height)
{
  gtk_snapshot_append_color (pen->snapshot, get_color (pen, color), &GRAPHENE_RECT_INIT (x, y, width, height));
}

static void
draw_layout (const Pen *pen, PangoLayout *layout, float x, float y, IngotColor color)
{
  if (layout == NULL)
    return;
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (pen->snapshot, layout, get_color (pen, color));
  gtk_snapshot_restore (pen->snapshot);
}

/* A box of which the start or the end may be in another segment. */
static void
init_box (GskRoundedRect *box, const GdkRectangle *bounds, float radius, gboolean begins, gboolean ends)
{
  graphene_size_t top = GRAPHENE_SIZE_INIT (begins ? radius : 0, begins ? radius : 0);
  graphene_size_t bottom = GRAPHENE_SIZE_INIT (ends ? radius : 0, ends ? radius : 0);

  gsk_rounded_rect_init (box, &GRAPHENE_RECT_INIT (bounds->x, bounds->y, bounds->width, bounds->height), &top, &top,
                         &bottom, &bottom);
}

static void
fill_box (const Pen *pen, const GskRoundedRect *box, IngotColor color)
{
  gtk_snapshot_push_rounded_clip (pen->snapshot, box);
  gtk_snapshot_append_color (pen->snapshot, get_color (pen, color), &box->bounds);
  gtk_snapshot_pop (pen->snapshot);
}

static void
draw_border (const Pen *pen, const GskRoundedRect *box, IngotColor color, gboolean begins, gboolean ends)
{
  const GdkRGBA *rgba = get_color (pen, color);
  GdkRGBA colors[4] = { *rgba, *rgba, *rgba, *rgba };
  float widths[4] = { begins ? 1 : 0, 1, ends ? 1 : 0, 1 };

  if (rgba->alpha > 0)
    gtk_snapshot_append_border (pen->snapshot, box, widths, colors);
}

static IngotPosition
get_run_position (const Pen *pen, guint block, guint run)
{
  return (IngotPosition) {
    .turn = pen->segment->turn->number,
    .part = pen->segment->part,
    .place = { .segment = pen->segment->index, .block = block, .run = run },
  };
}

static void
fill_range (const Pen *pen, const IngotShownRun *run, gsize start, gsize end, IngotColor color)
{
  const GdkRectangle *bubble = &pen->segment->bubble;
  cairo_region_t *region;

  region = gdk_pango_layout_get_clip_region (run->layout, run->x, run->y, (int[]) { (int) start, (int) end }, 1);
  /* A line that goes on is selected up to the width that it may have, which is more than a bubble that is as wide as
   * its text. */
  if (bubble->width > 0)
    cairo_region_intersect_rectangle (region, &(GdkRectangle) { bubble->x + BUBBLE_INSET, bubble->y,
                                                                bubble->width - 2 * BUBBLE_INSET, bubble->height });
  for (int i = 0; i < cairo_region_num_rectangles (region); i++)
    {
      GdkRectangle rectangle;

      cairo_region_get_rectangle (region, i, &rectangle);
      fill (pen, color, rectangle.x, rectangle.y, rectangle.width, rectangle.height);
    }
  cairo_region_destroy (region);
}

static void
draw_selection (const Pen *pen, const IngotShownRun *run, const IngotPosition *position, gsize length)
{
  gsize start, end;

  if (ingot_transcript_view_get_selected (pen->view, position, length, &start, &end) && start < end)
    fill_range (pen, run, start, end, INGOT_COLOR_SELECTION);
}

typedef struct
{
  const Pen *pen;
  const IngotShownRun *run;
} FoundPen;

static void
draw_found (gsize start, gsize end, gboolean is_current, gpointer user_data)
{
  FoundPen *found = user_data;

  fill_range (found->pen, found->run, start, end, is_current ? INGOT_COLOR_FOUND_CURRENT : INGOT_COLOR_FOUND);
}

static void
draw_run (const Pen *pen, IngotShownBlock *shown, guint block, guint number)
{
  const IngotShownRun *run = &shown->runs[number];
  IngotPosition position = get_run_position (pen, block, number);

  if (run->layout == NULL)
    return;
  ingot_view_find_foreach (pen->view->find, &position, draw_found, &(FoundPen) { pen, run });
  draw_selection (pen, run, &position, shown->block->runs[number].length);
  draw_layout (pen, run->layout, run->x, run->y, INGOT_COLOR_TEXT);
}

static void
draw_markers (const Pen *pen, IngotShownBlock *shown, int distance)
{
  for (guint i = 0; i < shown->markers->len; i++)
    {
      IngotMarker *marker = &g_array_index (shown->markers, IngotMarker, i);
      int up = marker->joins ? distance : 0;

      if (marker->layout != NULL)
        draw_layout (pen, marker->layout, marker->x, marker->y, INGOT_COLOR_TEXT);
      else
        fill (pen, INGOT_COLOR_QUOTE, marker->x, shown->y - up, QUOTE_WIDTH, shown->height + up);
    }
}

static void
draw_runs (const Pen *pen, IngotShownBlock *shown, guint block)
{
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT ((float) -shown->scroll, 0));
  for (guint i = 0; i < shown->block->n_runs; i++)
    draw_run (pen, shown, block, i);
  gtk_snapshot_restore (pen->snapshot);
}

static void
draw_edge (const Pen *pen, const GdkRectangle *bounds, gboolean at_end)
{
  GdkRGBA color = *get_color (pen, INGOT_COLOR_SHADE);
  GskColorStop stops[2] = { { 0, color }, { 1, color } };
  float left = (float) (at_end ? bounds->x + bounds->width - EDGE_WIDTH : bounds->x);
  float middle = (float) bounds->y;

  stops[at_end ? 0 : 1].color.alpha = 0;
  gtk_snapshot_append_linear_gradient (pen->snapshot,
                                       &GRAPHENE_RECT_INIT (left, middle, EDGE_WIDTH, bounds->height),
                                       &GRAPHENE_POINT_INIT (left, middle),
                                       &GRAPHENE_POINT_INIT (left + EDGE_WIDTH, middle), stops, 2);
}

/* A box that has more than it shows: a shade where that is, and at its bottom which part of it is seen. */
static void
draw_overflow (const Pen *pen, const IngotShownBlock *shown)
{
  GdkRectangle bounds = { shown->x, shown->y, shown->width, shown->height };
  int most = ingot_shown_block_get_max_scroll (shown);
  float track = (float) (shown->width - 2 * RADIUS);
  float thumb = MAX (track * (float) shown->width / (float) shown->content_width, THUMB_MIN_WIDTH);
  GskRoundedRect box;

  if (most == 0)
    return;
  if (shown->scroll > 0)
    draw_edge (pen, &bounds, FALSE);
  if (shown->scroll < most)
    draw_edge (pen, &bounds, TRUE);
  if (!shown->block->is_last_piece || thumb >= track)
    return;
  gsk_rounded_rect_init_from_rect (&box, &GRAPHENE_RECT_INIT (
    (float) (shown->x + RADIUS) + (track - thumb) * (float) shown->scroll / (float) most,
    (float) (shown->y + shown->height - THUMB_HEIGHT - 2), thumb, THUMB_HEIGHT), THUMB_HEIGHT / 2.0f);
  fill_box (pen, &box, INGOT_COLOR_THUMB);
}

static void
draw_code (const Pen *pen, IngotShownBlock *shown, guint block)
{
  GdkRectangle bounds = { shown->x, shown->y, shown->width, shown->height };
  gboolean begins = shown->block->piece == 0, ends = shown->block->is_last_piece;
  GskRoundedRect box;

  init_box (&box, &bounds, RADIUS, begins, ends);
  fill_box (pen, &box, INGOT_COLOR_CODE);
  draw_border (pen, &box, INGOT_COLOR_BORDER, begins, ends);
  if (shown->caption != NULL)
    draw_layout (pen, shown->caption, shown->x + CAPTION_INSET, shown->y + RADIUS / 2 + 2, INGOT_COLOR_DIM);
  if (ingot_shown_block_get_max_scroll (shown) > 0)
    gtk_snapshot_push_rounded_clip (pen->snapshot, &box);
  else
    gtk_snapshot_push_clip (pen->snapshot, &box.bounds);
  draw_runs (pen, shown, block);
  draw_overflow (pen, shown);
  gtk_snapshot_pop (pen->snapshot);
}

static void
draw_table (const Pen *pen, IngotShownBlock *shown, guint block)
{
  GdkRectangle bounds = { shown->x, shown->y, shown->width, shown->height };
  gboolean begins = shown->block->piece == 0, ends = shown->block->is_last_piece;
  GskRoundedRect box;

  init_box (&box, &bounds, RADIUS, begins, ends);
  gtk_snapshot_push_rounded_clip (pen->snapshot, &box);
  for (guint row = begins ? 1 : 0; row < shown->block->n_rows; row++)
    fill (pen, row == 1 && shown->block->has_head ? INGOT_COLOR_BORDER : INGOT_COLOR_HAIRLINE, shown->x,
          shown->y + shown->rows[row], shown->width, 1);
  draw_runs (pen, shown, block);
  draw_overflow (pen, shown);
  gtk_snapshot_pop (pen->snapshot);
  draw_border (pen, &box, INGOT_COLOR_BORDER, begins, ends);
}

static void
draw_content (const Pen *pen, IngotShownBlock *shown, guint block)
{
  switch (shown->block->kind)
    {
    case INGOT_BLOCK_CODE:
    case INGOT_BLOCK_HTML:
      draw_code (pen, shown, block);
      break;
    case INGOT_BLOCK_TABLE:
      if (shown->columns != NULL)
        draw_table (pen, shown, block);
      break;
    case INGOT_BLOCK_RULE:
      fill (pen, INGOT_COLOR_HAIRLINE, shown->x, shown->y, shown->width, 1);
      break;
    case INGOT_BLOCK_PARAGRAPH:
    case INGOT_BLOCK_HEADING:
    case INGOT_BLOCK_PLAIN:
    default:
      draw_runs (pen, shown, block);
    }
}

/* While a reply grows, what is above its last block is drawn once. */
static void
draw_block (const Pen *pen, guint block)
{
  IngotShownBlock *shown = pen->segment->blocks->pdata[block];
  IngotShownBlock *before = block > 0 ? pen->segment->blocks->pdata[block - 1] : NULL;

  draw_markers (pen, shown, before != NULL ? shown->y - before->y - before->height : BRIDGE);
  if (shown->node == NULL)
    {
      Pen own = { pen->view, gtk_snapshot_new (), pen->segment };

      draw_content (&own, shown, block);
      shown->node = gtk_snapshot_free_to_node (own.snapshot);
    }
  if (shown->node != NULL)
    gtk_snapshot_append_node (pen->snapshot, shown->node);
}

/* The arrow before the line that folds the reasoning: it points where what it opens is. */
static void
draw_arrow (const Pen *pen, const IngotTurnHead *head)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (pen->view)) == GTK_TEXT_DIR_RTL;
  const GdkRectangle *line = &pen->segment->turn->fold_bounds;
  float x = mirrored ? line->x + line->width - 9 : line->x + 9;
  float y = line->y + line->height / 2.0f;
  float way = mirrored ? -1 : 1;
  g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr(GskPath) path = NULL;
  g_autoptr(GskStroke) stroke = gsk_stroke_new (2);

  if (pen->segment->turn->is_open)
    {
      gsk_path_builder_move_to (builder, x - 4, y - 2);
      gsk_path_builder_line_to (builder, x, y + 2);
      gsk_path_builder_line_to (builder, x + 4, y - 2);
    }
  else
    {
      gsk_path_builder_move_to (builder, x - 2 * way, y - 4);
      gsk_path_builder_line_to (builder, x + 2 * way, y);
      gsk_path_builder_line_to (builder, x - 2 * way, y + 4);
    }
  path = gsk_path_builder_to_path (builder);
  gtk_snapshot_append_stroke (pen->snapshot, path, stroke, get_color (pen, INGOT_COLOR_TEXT));
}

static void
draw_head (const Pen *pen)
{
  const IngotTurnHead *head = pen->segment->head;

  if (head == NULL)
    return;
  draw_layout (pen, head->name, head->name_x, head->name_y, INGOT_COLOR_TEXT);
  draw_layout (pen, head->origin, head->origin_x, head->origin_y, INGOT_COLOR_DIM);
  draw_layout (pen, head->time, head->time_x, head->time_y, INGOT_COLOR_DIM);
  if (head->thought == NULL)
    return;
  draw_arrow (pen, head);
  draw_layout (pen, head->thought, head->thought_x, head->thought_y, INGOT_COLOR_TEXT);
  draw_layout (pen, head->tokens, head->tokens_x, head->tokens_y, INGOT_COLOR_DIM);
}

static void
draw_bubble (const Pen *pen)
{
  gboolean begins = ingot_segment_is_first (pen->segment), ends = ingot_segment_is_last (pen->segment);
  GskRoundedRect box;

  if (pen->segment->bubble.width == 0)
    return;
  init_box (&box, &pen->segment->bubble, BUBBLE_RADIUS, begins, ends);
  fill_box (pen, &box, INGOT_COLOR_BUBBLE);
  draw_border (pen, &box, INGOT_COLOR_BUBBLE_BORDER, begins, ends);
}

/* The bar beside the reasoning. */
static void
draw_reasoning (const Pen *pen)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (pen->view)) == GTK_TEXT_DIR_RTL;
  GPtrArray *blocks = pen->segment->blocks;
  IngotShownBlock *first, *last;
  int top;

  if (pen->segment->part != INGOT_PART_REASONING || blocks->len == 0)
    return;
  first = blocks->pdata[0];
  last = blocks->pdata[blocks->len - 1];
  top = pen->segment->index > 0 ? 0 : first->y;
  fill (pen, INGOT_COLOR_QUOTE, mirrored ? pen->view->column_width - QUOTE_WIDTH : 0, top, QUOTE_WIDTH,
        last->y + last->height - top);
}

/* What is between @top and @bottom, in pixels of the segment. */
static void
draw_segment (const Pen *pen, int top, int bottom)
{
  draw_bubble (pen);
  draw_head (pen);
  draw_reasoning (pen);
  for (guint i = ingot_segment_find_block (pen->segment, top); i < pen->segment->blocks->len; i++)
    {
      IngotShownBlock *shown = pen->segment->blocks->pdata[i];

      if (shown->y >= bottom)
        break;
      draw_block (pen, i);
    }
}

static void
snapshot_segment (IngotTranscriptView *self, IngotSegment *segment, GtkSnapshot *snapshot, int y, int height)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) self->column_x, (float) y));
  if (segment->height > TALL_PAGES * height)
    {
      Pen pen = { self, snapshot, segment };

      draw_segment (&pen, -y, height - y);
    }
  else
    {
      if (segment->node == NULL)
        {
          Pen pen = { self, gtk_snapshot_new (), segment };

          draw_segment (&pen, 0, segment->height);
          segment->node = gtk_snapshot_free_to_node (pen.snapshot);
        }
      if (segment->node != NULL)
        gtk_snapshot_append_node (snapshot, segment->node);
    }
  gtk_snapshot_restore (snapshot);
}

void
ingot_transcript_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (widget);
  int height = gtk_widget_get_height (widget);
  IngotSegment *first = ingot_transcript_view_get_segment_at (self, 0);

  for (guint i = first != NULL ? first->number : 0; i < self->segments->len; i++)
    {
      IngotSegment *segment = self->segments->pdata[i];
      int y = ingot_transcript_view_get_segment_y (self, segment);

      if (y >= height)
        break;
      if (segment->blocks != NULL)
        snapshot_segment (self, segment, snapshot, y, height);
    }
  ingot_transcript_children_snapshot (self->children, snapshot);
  ingot_transcript_view_input_snapshot (self, snapshot);
}
