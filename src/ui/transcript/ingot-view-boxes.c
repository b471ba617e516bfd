/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-transcript-private.h"
#include "ingot-view-input.h"

#define WHEEL_STEP 60 /* pixels for a notch */
#define CARET_MARGIN 24

static gboolean
can_scroll (IngotShownBlock *shown, int step)
{
  int scroll = shown->scroll + step;

  return step != 0 && ingot_shown_block_get_max_scroll (shown) > 0
         && CLAMP (scroll, 0, ingot_shown_block_get_max_scroll (shown)) != shown->scroll;
}

/* The box at a point that has more than it shows, or NULL. */
static IngotShownBlock *
find_box (IngotTranscriptView *self, double x, double y, IngotSegment **segment, guint *block)
{
  IngotShownBlock *shown;

  if (!ingot_transcript_view_get_block_at (self, x, y, segment, block))
    return NULL;
  shown = (*segment)->blocks->pdata[*block];
  return ingot_shown_block_get_max_scroll (shown) > 0 ? shown : NULL;
}

gboolean
ingot_transcript_view_scroll_box_at (IngotTranscriptView *self, double x, double y, int step)
{
  IngotSegment *segment;
  guint block;
  IngotShownBlock *shown = find_box (self, x, y, &segment, &block);

  if (shown == NULL || !can_scroll (shown, step))
    return FALSE;
  ingot_transcript_view_scroll_box (self, segment, block, shown->scroll + step);
  return TRUE;
}

/* What scrolls up and down is the window's; Shift turns a wheel that has one direction only. */
static gboolean
scroll_cb (IngotTranscriptView *self, double dx, double dy, GtkEventControllerScroll *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  double step = (state & GDK_SHIFT_MASK) != 0 && dx == 0 ? dy : dx;

  if ((state & GDK_SHIFT_MASK) == 0 && ABS (dx) <= ABS (dy))
    return GDK_EVENT_PROPAGATE;
  if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL)
    step *= WHEEL_STEP;
  /* Touchpads send less than a pixel, too, and the direction of that counts. */
  step = step < 0 ? MIN (step, -1) : MAX (step, 1);
  return ingot_transcript_view_scroll_box_at (self, self->input->hover_x, self->input->hover_y, (int) step)
           ? GDK_EVENT_STOP
           : GDK_EVENT_PROPAGATE;
}

/* Events of scrolling do not say where they are. */
static void
hovered_cb (IngotTranscriptView *self, double x, double y)
{
  self->input->hover_x = x;
  self->input->hover_y = y;
}

static void
pan_begin_cb (IngotTranscriptView *self, double x, double y, GtkGesture *gesture)
{
  IngotSegment *segment;
  guint block;

  if (find_box (self, x, y, &segment, &block) == NULL)
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
  self->input->panned = 0;
}

static void
pan_cb (IngotTranscriptView *self, GtkPanDirection direction, double offset, GtkGesture *gesture)
{
  double way = direction == GTK_PAN_DIRECTION_LEFT ? offset : -offset;
  int step = (int) (way - self->input->panned);
  double x, y;

  gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &x, &y);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (ingot_transcript_view_scroll_box_at (self, x, y, step))
    self->input->panned += step;
}

void
ingot_transcript_view_boxes_init (IngotTranscriptView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *pan = gtk_gesture_pan_new (GTK_ORIENTATION_HORIZONTAL);

  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, scroll);
  g_signal_connect_object (motion, "enter", G_CALLBACK (hovered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (hovered_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, motion);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (pan), TRUE);
  g_signal_connect_object (pan, "drag-begin", G_CALLBACK (pan_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pan, "pan", G_CALLBACK (pan_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pan));
}

void
ingot_transcript_view_scroll_box_to (IngotTranscriptView *self, const IngotPosition *position)
{
  IngotSegment *segment = ingot_transcript_view_get_segment (self, position);
  IngotShownBlock *shown;
  GdkRectangle place, bounds;
  int margin, step = 0;

  if (ingot_transcript_view_get_shown_run (self, position, &shown) == NULL
      || ingot_shown_block_get_max_scroll (shown) == 0
      || !ingot_transcript_view_get_rectangle (self, position, &place))
    return;
  ingot_transcript_view_get_block_bounds (self, segment, position->place.block, &bounds);
  margin = MIN (CARET_MARGIN, bounds.width / 4);
  if (place.x < bounds.x + margin)
    step = place.x - bounds.x - margin;
  else if (place.x > bounds.x + bounds.width - margin)
    step = place.x - bounds.x - bounds.width + margin;
  if (can_scroll (shown, step))
    ingot_transcript_view_scroll_box (self, segment, position->place.block, shown->scroll + step);
}
