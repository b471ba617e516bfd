/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-view-input.h"

#define TOOLTIP_LETTERS 300
#define RING_DISTANCE 2
#define RING_RADIUS 5

/* The link at @position that may be opened. */
static const IngotSpan *
get_safe_link (IngotTranscriptView *self, const IngotPosition *position)
{
  const IngotSpan *link = ingot_transcript_view_get_link (self, position);

  return link != NULL && ingot_target_is_safe (link->target) ? link : NULL;
}

static gboolean
get_fold (IngotTranscriptView *self, IngotSegment *segment, GdkRectangle *bounds, IngotStop *stop)
{
  if (!ingot_segment_is_first (segment)
      || !ingot_transcript_view_get_fold_bounds (self, segment->turn, bounds))
    return FALSE;
  *stop = (IngotStop) { .kind = INGOT_STOP_FOLD };
  stop->position.turn = segment->turn->number;
  stop->position.part = INGOT_PART_REASONING;
  return TRUE;
}

gboolean
ingot_transcript_view_get_stop_at (IngotTranscriptView *self, double x, double y, IngotStop *stop)
{
  IngotSegment *segment = ingot_transcript_view_get_segment_at (self, y);
  const IngotSpan *link;
  GdkRectangle bounds;

  if (segment != NULL && get_fold (self, segment, &bounds, stop)
      && gdk_rectangle_contains_point (&bounds, (int) x, (int) y))
    return TRUE;
  *stop = (IngotStop) { .kind = INGOT_STOP_LINK };
  if (!ingot_transcript_view_get_character_at (self, x, y, &stop->position)
      || (link = get_safe_link (self, &stop->position)) == NULL)
    return FALSE;
  stop->position.place.offset = link->start;
  return TRUE;
}

/* --- Those in sight, for Tab --- */

static gboolean
is_in_sight (IngotTranscriptView *self, const GdkRectangle *bounds)
{
  return bounds->y >= 0 && bounds->y < gtk_widget_get_height (GTK_WIDGET (self));
}

static void
add_links (IngotTranscriptView *self, IngotPosition *position, const IngotRun *run, GArray *stops)
{
  guint end = 0;

  for (guint i = 0; i < run->n_spans; i++)
    {
      const IngotSpan *span = &run->spans[i];
      IngotStop stop = { INGOT_STOP_LINK, *position };
      GdkRectangle bounds;

      /* An image in a link is one with it. */
      if ((span->kind != INGOT_SPAN_LINK && span->kind != INGOT_SPAN_IMAGE) || span->start < end
          || !ingot_target_is_safe (span->target))
        continue;
      end = span->end;
      stop.position.place.offset = span->start;
      if (ingot_transcript_view_get_rectangle (self, &stop.position, &bounds) && is_in_sight (self, &bounds))
        g_array_append_val (stops, stop);
    }
}

static void
add_stops (IngotTranscriptView *self, IngotSegment *segment, GArray *stops)
{
  IngotPosition position = { .turn = segment->turn->number, .part = segment->part };
  GdkRectangle bounds;
  IngotStop stop;

  if (get_fold (self, segment, &bounds, &stop) && is_in_sight (self, &bounds))
    g_array_append_val (stops, stop);
  position.place.segment = segment->index;
  for (guint i = 0; i < segment->blocks->len; i++)
    {
      const IngotBlock *block = ((IngotShownBlock *) segment->blocks->pdata[i])->block;

      position.place.block = i;
      for (position.place.run = 0; position.place.run < block->n_runs; position.place.run++)
        add_links (self, &position, &block->runs[position.place.run], stops);
    }
}

static GArray *
create_stops (IngotTranscriptView *self)
{
  GArray *stops = g_array_new (FALSE, FALSE, sizeof (IngotStop));
  IngotSegment *first = ingot_transcript_view_get_segment_at (self, 0);
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  for (guint i = first != NULL ? first->number : 0; i < self->segments->len; i++)
    {
      IngotSegment *segment = self->segments->pdata[i];

      if (ingot_transcript_view_get_segment_y (self, segment) >= height)
        break;
      if (segment->blocks != NULL)
        add_stops (self, segment, stops);
    }
  return stops;
}

/* Where Tab goes on from: the stop where it is, or the caret while it is in sight. */
static gboolean
get_origin (IngotTranscriptView *self, IngotPosition *origin)
{
  GdkRectangle bounds;

  if (self->input->stop.kind != INGOT_STOP_NONE)
    *origin = self->input->stop.position;
  else if (self->has_caret && ingot_transcript_view_get_rectangle (self, &self->caret, &bounds)
           && is_in_sight (self, &bounds))
    *origin = self->caret;
  else
    return FALSE;
  return TRUE;
}

static void
go_to_stop (IngotTranscriptView *self, const IngotStop *stop)
{
  self->input->goal_x = -1;
  self->input->stop = *stop;
  if (stop->kind == INGOT_STOP_LINK)
    {
      ingot_transcript_view_select (self, &stop->position, &stop->position);
      ingot_transcript_view_scroll_to (self, &stop->position);
    }
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
ingot_transcript_view_step_stop (IngotTranscriptView *self, int direction)
{
  g_autoptr(GArray) stops = create_stops (self);
  IngotPosition origin;
  gboolean has_origin = get_origin (self, &origin);
  /* Whoever comes to a link by the caret has not come to it by Tab. */
  gboolean may_stay = self->input->stop.kind == INGOT_STOP_NONE && direction > 0;

  for (guint n = 0; n < stops->len; n++)
    {
      const IngotStop *stop = &g_array_index (stops, IngotStop, direction > 0 ? n : stops->len - 1 - n);
      int order = has_origin ? direction * ingot_position_compare (&stop->position, &origin) : direction;

      if (order > 0 || (order == 0 && may_stay))
        {
          go_to_stop (self, stop);
          return TRUE;
        }
    }
  ingot_transcript_view_clear_stop (self);
  return FALSE;
}

void
ingot_transcript_view_clear_stop (IngotTranscriptView *self)
{
  if (self->input->stop.kind == INGOT_STOP_NONE)
    return;
  self->input->stop.kind = INGOT_STOP_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- What they do --- */

static void
launched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  /* The address may say more about a person than a log should know. */
  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (object), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_info ("A link could not be opened: %s", error->message);
}

gboolean
ingot_transcript_view_open_link (IngotTranscriptView *self, const char *target)
{
  g_autoptr(GtkUriLauncher) launcher = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean handled = FALSE;

  if (!ingot_target_is_safe (target))
    return FALSE;
  g_signal_emit_by_name (self, "activate-link", target, &handled);
  if (handled)
    return TRUE;
  launcher = gtk_uri_launcher_new (target);
  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, launched_cb, NULL);
  return TRUE;
}

gboolean
ingot_transcript_view_activate_stop (IngotTranscriptView *self, const IngotStop *stop)
{
  const IngotSpan *link;

  switch (stop->kind)
    {
    case INGOT_STOP_LINK:
      link = get_safe_link (self, &stop->position);
      return link != NULL && ingot_transcript_view_open_link (self, link->target);
    case INGOT_STOP_FOLD:
      if (stop->position.turn >= self->turns->len)
        return FALSE;
      ingot_transcript_view_toggle_reasoning (self, self->turns->pdata[stop->position.turn]);
      return TRUE;
    case INGOT_STOP_NONE:
    default:
      return FALSE;
    }
}

/* As it is, but for characters that would show another address than the one that is opened. */
static char *
dup_readable (const char *target)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (const char *p = target; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      char bytes[6];
      int length = g_unichar_to_utf8 (character, bytes);

      if (n++ >= TOOLTIP_LETTERS)
        {
          g_string_append (text, "…");
          break;
        }
      if (g_unichar_isprint (character) && g_unichar_type (character) != G_UNICODE_FORMAT)
        g_string_append_len (text, bytes, length);
      else
        for (int i = 0; i < length; i++)
          g_string_append_printf (text, "%%%02X", (guchar) bytes[i]);
    }
  return g_string_free_and_steal (text);
}

/* Where a link (nullable) is, in pixels of the widget; empty if it is not laid out. */
static cairo_region_t *
create_region (IngotTranscriptView *self, const IngotPosition *position, const IngotSpan *link)
{
  IngotShownBlock *shown_block;
  IngotShownRun *shown = ingot_transcript_view_get_shown_run (self, position, &shown_block);
  int y;

  if (shown == NULL || shown->layout == NULL || link == NULL
      || link->end > strlen (pango_layout_get_text (shown->layout))
      || ingot_transcript_view_get_overhang (self, position) != 0)
    return cairo_region_create ();
  y = ingot_transcript_view_get_segment_y (self, ingot_transcript_view_get_segment (self, position));
  return gdk_pango_layout_get_clip_region (shown->layout, self->column_x + shown->x - shown_block->scroll,
                                           y + shown->y, (int[]) { (int) link->start, (int) link->end }, 1);
}

/* The tooltip stays while the pointer is on that line of the link. */
static void
set_tip_area (IngotTranscriptView *self, const IngotPosition *position, const IngotSpan *link, int x, int y,
              GtkTooltip *tooltip)
{
  cairo_region_t *region = create_region (self, position, link);
  GdkRectangle area;
  int found = -1;

  for (int i = 0; i < cairo_region_num_rectangles (region); i++)
    {
      cairo_region_get_rectangle (region, i, &area);
      if (found < 0 || gdk_rectangle_contains_point (&area, x, y))
        found = i;
    }
  if (found >= 0)
    {
      cairo_region_get_rectangle (region, found, &area);
      gtk_tooltip_set_tip_area (tooltip, &area);
    }
  cairo_region_destroy (region);
}

gboolean
ingot_transcript_view_query_link (IngotTranscriptView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  IngotPosition position = self->input->stop.position;
  const IngotSpan *link;
  g_autofree char *text = NULL;

  if (self->input->menu != NULL && gtk_widget_get_visible (self->input->menu))
    return FALSE;
  if (keyboard ? self->input->stop.kind != INGOT_STOP_LINK
               : !ingot_transcript_view_get_character_at (self, x, y, &position))
    return FALSE;
  link = ingot_transcript_view_get_link (self, &position);
  if (link == NULL || link->target == NULL || *link->target == '\0')
    return FALSE;
  text = dup_readable (link->target);
  gtk_tooltip_set_text (tooltip, text);
  set_tip_area (self, &position, link, x, y, tooltip);
  return TRUE;
}

/* --- The ring around the one that Tab came to --- */

static void
draw_ring (IngotTranscriptView *self, GtkSnapshot *snapshot, const GdkRectangle *bounds)
{
  const GdkRGBA *color = ingot_text_style_get_color (self->style, INGOT_COLOR_LINK);
  GskRoundedRect ring;

  gsk_rounded_rect_init_from_rect (&ring,
                                   &GRAPHENE_RECT_INIT (bounds->x - RING_DISTANCE, bounds->y - RING_DISTANCE,
                                                        bounds->width + 2 * RING_DISTANCE,
                                                        bounds->height + 2 * RING_DISTANCE), RING_RADIUS);
  gtk_snapshot_append_border (snapshot, &ring, (float[4]) { 2, 2, 2, 2 },
                              (GdkRGBA[4]) { *color, *color, *color, *color });
}

static void
draw_link_ring (IngotTranscriptView *self, GtkSnapshot *snapshot, const IngotPosition *position)
{
  cairo_region_t *region = create_region (self, position, get_safe_link (self, position));

  for (int i = 0; i < cairo_region_num_rectangles (region); i++)
    {
      GdkRectangle bounds;

      cairo_region_get_rectangle (region, i, &bounds);
      draw_ring (self, snapshot, &bounds);
    }
  cairo_region_destroy (region);
}

void
ingot_transcript_view_draw_stop (IngotTranscriptView *self, GtkSnapshot *snapshot)
{
  const IngotStop *stop = &self->input->stop;
  GdkRectangle bounds;

  if (stop->kind == INGOT_STOP_NONE || !gtk_widget_is_focus (GTK_WIDGET (self)))
    return;
  if (stop->kind == INGOT_STOP_LINK)
    draw_link_ring (self, snapshot, &stop->position);
  else if (stop->position.turn < self->turns->len
           && ingot_transcript_view_get_fold_bounds (self, self->turns->pdata[stop->position.turn], &bounds))
    draw_ring (self, snapshot, &bounds);
}
