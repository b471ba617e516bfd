/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <adwaita.h>

#include "ingot-transcript-accessible.h"
#include "ingot-transcript-children.h"

#define MAX_WIDTH 760
#define TIGHTENING 560
#define MARGIN 18
#define NARROW 500 /* below this there is less room beside the text */
#define NARROW_MARGIN 12
#define BOTTOM_MARGIN 12

/* As wide as AdwClamp, in which everything else on the page stands, would have it. */
static int
get_clamped_width (int for_width)
{
  double lower = TIGHTENING;
  double upper = lower + 3 * (MAX_WIDTH - lower);
  double progress = ((double) for_width - lower) / (upper - lower);

  if (for_width <= lower)
    return for_width;
  return (int) (lower + adw_easing_ease (ADW_EASE_OUT_CUBIC, MIN (progress, 1)) * (MAX_WIDTH - lower));
}

/* Returns whether everything has to be laid out for another width. */
static gboolean
update_column (IngotTranscriptView *self, int width)
{
  int clamped = get_clamped_width (width);
  int old = self->column_width;

  self->column_width = MAX (1, clamped - 2 * (width < NARROW ? NARROW_MARGIN : MARGIN));
  self->column_x = (width - self->column_width) / 2;
  return self->column_width != old;
}

void
ingot_transcript_view_context_init (IngotTranscriptView *self, IngotLayoutContext *context)
{
  context->context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  context->ltr_context = self->ltr_context;
  context->style = self->style;
  context->direction = gtk_widget_get_direction (GTK_WIDGET (self));
  context->dim = FALSE;
  context->first_piece = NULL;
}

static void
drop (IngotTranscriptView *self, guint i)
{
  IngotSegment *segment = self->laid_out->pdata[i];

  ingot_segment_drop (segment);
  g_ptr_array_remove_index_fast (self->laid_out, i);
}

void
ingot_transcript_view_drop_layouts (IngotTranscriptView *self)
{
  while (self->laid_out->len > 0)
    drop (self, self->laid_out->len - 1);
}

static void
update_style (IngotTranscriptView *self)
{
  self->is_style_stale = FALSE;
  if (ingot_text_style_update (self->style) == 0 && self->ltr_context != NULL)
    return;
  g_clear_object (&self->ltr_context);
  self->ltr_context = gtk_widget_create_pango_context (GTK_WIDGET (self));
  pango_context_set_base_dir (self->ltr_context, PANGO_DIRECTION_LTR);
  ingot_transcript_view_drop_layouts (self);
}

static gboolean
needs_layout (IngotTranscriptView *self, IngotSegment *segment)
{
  return segment->blocks == NULL || segment->is_stale || !segment->turn->is_cut;
}

void
ingot_transcript_view_ensure (IngotTranscriptView *self, guint number)
{
  IngotSegment *segment = self->segments->pdata[number];
  IngotLayoutContext context;
  gboolean is_new = segment->blocks == NULL;

  if (!needs_layout (self, segment))
    return;
  if (!segment->turn->is_cut)
    {
      ingot_transcript_view_cut (self, segment->turn);
      segment = self->segments->pdata[number];
    }
  if (ingot_segment_is_last (segment))
    ingot_transcript_children_prepare (self->children, segment->turn);
  ingot_transcript_view_context_init (self, &context);
  ingot_height_index_set (self->index, number, ingot_segment_lay_out (segment, &context, self->column_width));
  ingot_transcript_view_restore_scrolls (self, segment);
  self->n_layouts++;
  if (!is_new)
    return;
  g_ptr_array_add (self->laid_out, segment);
  self->known_bytes += segment->bytes;
  self->known_pixels += segment->height;
}

static void
measure_cb (guint number, gpointer user_data)
{
  ingot_transcript_view_ensure (user_data, number);
}

/* The segments in sight and one more each way. */
static void
get_range (IngotTranscriptView *self, int height, guint *first, guint *last)
{
  gint64 top = ingot_anchor_get_top (self->anchor);

  *first = ingot_height_index_find (self->index, top);
  *last = ingot_height_index_find (self->index, top + height);
  *first -= MIN (*first, 1);
  *last = MIN (*last + 1, self->segments->len - 1);
}

/* One pass; returns whether something was laid out, so that what is in sight may be something else. */
static gboolean
lay_out_range (IngotTranscriptView *self, int height)
{
  guint first, last;
  gboolean changed = FALSE;

  ingot_anchor_update (self->anchor);
  get_range (self, height, &first, &last);
  for (guint i = first; i <= last && i < self->segments->len; i++)
    if (needs_layout (self, self->segments->pdata[i]))
      {
        ingot_transcript_view_ensure (self, i);
        changed = TRUE;
      }
  return changed;
}

static gboolean
is_open_tail (IngotSegment *segment)
{
  return ingot_segment_is_last (segment) && ingot_shown_turn_is_writing (segment->turn);
}

static gboolean
has_layouts (IngotTranscriptView *self, IngotShownTurn *turn)
{
  for (guint i = 0; i < turn->n_segments; i++)
    if (((IngotSegment *) self->segments->pdata[turn->first_segment + i])->blocks != NULL)
      return TRUE;
  return FALSE;
}

static void
drop_far (IngotTranscriptView *self, int height)
{
  guint first, last;

  get_range (self, height, &first, &last);
  for (guint i = self->laid_out->len; i-- > 0;)
    {
      IngotSegment *segment = self->laid_out->pdata[i];

      if ((segment->number + 1 >= first && segment->number <= last + 1) || is_open_tail (segment))
        continue;
      drop (self, i);
      if (segment->turn->texts[segment->part] != NULL)
        ingot_markdown_drop_blocks (segment->turn->texts[segment->part], segment->index);
      if (!ingot_shown_turn_is_writing (segment->turn) && !has_layouts (self, segment->turn))
        ingot_shown_turn_drop (segment->turn);
    }
}

static void
lay_out_segments (IngotTranscriptView *self, int height)
{
  if (self->segments->len == 0)
    {
      ingot_anchor_update (self->anchor);
      return;
    }
  ingot_anchor_normalize (self->anchor, measure_cb, self);
  while (lay_out_range (self, height))
    ;
  drop_far (self, height);
}

/* What is at the top of the viewport stays there when lines wrap elsewhere. */
static void
lay_out_anew (IngotTranscriptView *self, int height)
{
  IngotPosition position;
  GdkRectangle before, after;
  gboolean keep = !ingot_anchor_follows (self->anchor) && ingot_anchor_get_top (self->anchor) > 0
                  && ingot_transcript_view_get_position_at (self, self->column_x, 0, &position)
                  && ingot_transcript_view_get_rectangle (self, &position, &before);

  for (guint i = 0; i < self->laid_out->len; i++)
    ((IngotSegment *) self->laid_out->pdata[i])->is_stale = TRUE;
  lay_out_segments (self, height);
  if (!keep || !ingot_transcript_view_get_rectangle (self, &position, &after) || after.y == before.y)
    return;
  ingot_anchor_move (self->anchor, after.y - before.y);
  lay_out_segments (self, height);
}

static void
tell_what_is_in_sight (IngotTranscriptView *self, int height)
{
  IngotSegment *first = ingot_transcript_view_get_segment_at (self, 0);
  IngotSegment *last = ingot_transcript_view_get_segment_at (self, height);

  if (first != NULL && last != NULL)
    ingot_transcript_accessible_show (self->accessible, first->turn->number, last->turn->number);
}

void
ingot_transcript_view_lay_out (IngotTranscriptView *self, int width, int height)
{
  gboolean is_new_width;

  if (self->is_style_stale)
    update_style (self);
  ingot_anchor_set_page (self->anchor, height);
  ingot_anchor_set_margin (self->anchor, self->segments->len > 0 ? BOTTOM_MARGIN : 0);
  is_new_width = update_column (self, width);
  ingot_transcript_children_measure (self->children);
  if (is_new_width && self->laid_out->len > 0)
    lay_out_anew (self, height);
  else
    lay_out_segments (self, height);
  if (ingot_transcript_view_hit_target (self))
    lay_out_segments (self, height);
  ingot_transcript_children_allocate (self->children);
  tell_what_is_in_sight (self, height);
  ingot_transcript_view_queue_colors (self);
}
