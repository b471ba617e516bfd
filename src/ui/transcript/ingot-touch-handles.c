/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-touch-handles.h"
#include "ingot-view-input.h"

#define RADIUS 10 /* as it is drawn */
#define REACH 24  /* as a finger meets it */

struct _IngotTouchHandles
{
  IngotTranscriptView *view;
  GtkEventController *drag; /* the view's */
  gboolean is_shown;
  double lift; /* from the finger up to the line that the handle hangs on */
};

/* Where the middle of a handle is: below the line. */
static gboolean
get_middle (IngotTouchHandles *self, int handle, graphene_point_t *middle)
{
  IngotPosition first, last;
  GdkRectangle place;

  if (!self->is_shown || !ingot_transcript_view_get_selection (self->view, &first, &last)
      || !ingot_transcript_view_get_rectangle (self->view, handle > 0 ? &self->view->caret : &self->view->bound, &place))
    return FALSE;
  graphene_point_init (middle, place.x, place.y + place.height + RADIUS);
  return TRUE;
}

int
ingot_touch_handles_pick (IngotTouchHandles *self, double x, double y)
{
  int nearest = 0;
  double best = REACH;

  for (int handle = 1; handle >= -1; handle -= 2)
    {
      graphene_point_t middle;
      double distance;

      if (!get_middle (self, handle, &middle))
        continue;
      distance = graphene_point_distance (&middle, &GRAPHENE_POINT_INIT ((float) x, (float) y), NULL, NULL);
      if (distance <= best)
        {
          best = distance;
          nearest = handle;
        }
    }
  return nearest;
}

/* The caret is the end that moves. */
void
ingot_touch_handles_begin (IngotTouchHandles *self, int handle)
{
  IngotPosition bound = self->view->bound, caret = self->view->caret;
  GdkRectangle place;

  if (handle < 0)
    ingot_transcript_view_select (self->view, &caret, &bound);
  self->lift = RADIUS;
  if (ingot_transcript_view_get_rectangle (self->view, &self->view->caret, &place))
    self->lift = RADIUS + place.height / 2.0;
}

void
ingot_touch_handles_drag_to (IngotTouchHandles *self, double x, double y)
{
  IngotTranscriptView *view = self->view;
  int page = gtk_widget_get_height (GTK_WIDGET (view));
  IngotPosition position, bound = view->bound;

  if (!ingot_transcript_view_get_position_at (view, x, CLAMP (y - self->lift, 0, MAX (0, page - 1)), &position)
      || ingot_position_equal (&position, &bound))
    return;
  ingot_transcript_view_select (view, &bound, &position);
  ingot_transcript_view_scroll_to (view, &position);
}

static void
drag_begin_cb (IngotTouchHandles *self, double x, double y, GtkGesture *gesture)
{
  int handle = ingot_touch_handles_pick (self, x, y);

  if (handle == 0)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  ingot_touch_handles_begin (self, handle);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (IngotTouchHandles *self, double offset_x, double offset_y, GtkGestureDrag *gesture)
{
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  ingot_touch_handles_drag_to (self, x + offset_x, y + offset_y);
}

static void
drag_end_cb (IngotTouchHandles *self)
{
  ingot_transcript_view_update_primary (self->view);
}

IngotTouchHandles *
ingot_touch_handles_new (IngotTranscriptView *view)
{
  IngotTouchHandles *self = g_new0 (IngotTouchHandles, 1);
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->view = view;
  self->drag = GTK_EVENT_CONTROLLER (drag);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (drag), TRUE);
  /* Before the window scrolls by it. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (drag));
  return self;
}

void
ingot_touch_handles_free (IngotTouchHandles *self)
{
  gtk_widget_remove_controller (GTK_WIDGET (self->view), self->drag);
  g_free (self);
}

void
ingot_touch_handles_show (IngotTouchHandles *self)
{
  self->is_shown = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

void
ingot_touch_handles_hide (IngotTouchHandles *self)
{
  if (!self->is_shown)
    return;
  self->is_shown = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

void
ingot_touch_handles_snapshot (IngotTouchHandles *self, GtkSnapshot *snapshot)
{
  const GdkRGBA *color = ingot_text_style_get_color (self->view->style, INGOT_COLOR_LINK);

  for (int handle = 1; handle >= -1; handle -= 2)
    {
      graphene_point_t middle;
      GskRoundedRect disc;

      if (!get_middle (self, handle, &middle))
        continue;
      gsk_rounded_rect_init_from_rect (&disc, &GRAPHENE_RECT_INIT (middle.x - RADIUS, middle.y - RADIUS, 2 * RADIUS,
                                                                   2 * RADIUS), RADIUS);
      gtk_snapshot_push_rounded_clip (snapshot, &disc);
      gtk_snapshot_append_color (snapshot, color, &disc.bounds);
      gtk_snapshot_pop (snapshot);
      gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (middle.x - 1, middle.y - RADIUS - 1, 2,
                                                                       RADIUS));
    }
}
