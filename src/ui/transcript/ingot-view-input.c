/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-transcript-accessible.h"
#include "ingot-view-input.h"

#define CARET_WIDTH 2
#define AUTOSCROLL_SHARE 0.2 /* of how far the pointer is outside, in every frame */

static gboolean
is_touch (GtkEventController *controller)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (controller);

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

/* Buttons that stand in the text are not the text, and neither is the menu above it, whose events come here, too. */
static gboolean
is_own (IngotTranscriptView *self, GtkGesture *gesture, double x, double y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *picked = gtk_widget_pick (widget, x, y, GTK_PICK_DEFAULT);

  return (picked == NULL || picked == widget)
         && (event == NULL || gdk_event_get_surface (event) == gtk_native_get_surface (gtk_widget_get_native (widget)));
}

/* --- Selecting --- */

/* From what was pressed to the unit that the pointer is on. */
static void
extend_to (IngotTranscriptView *self, const IngotPosition *position)
{
  IngotViewInput *input = self->input;
  IngotPosition start, end;

  ingot_transcript_view_get_unit (self, position, input->unit, &start, &end);
  if (ingot_position_compare (&start, &input->unit_start) < 0)
    ingot_transcript_view_select (self, &input->unit_end, &start);
  else if (ingot_position_compare (&end, &input->unit_end) > 0)
    ingot_transcript_view_select (self, &input->unit_start, &end);
  else
    ingot_transcript_view_select (self, &input->unit_start, &input->unit_end);
}

void
ingot_transcript_view_press (IngotTranscriptView *self, int n_press, double x, double y, gboolean extend)
{
  IngotViewInput *input = self->input;
  IngotPosition position, character;

  input->press_x = input->pointer_x = x;
  input->press_y = input->pointer_y = y;
  input->has_dragged = FALSE;
  input->is_on_selection = FALSE;
  input->goal_x = -1;
  ingot_transcript_view_clear_stop (self);
  ingot_touch_handles_hide (input->handles);
  if (n_press != 1 || extend || !ingot_transcript_view_get_stop_at (self, x, y, &input->pressed))
    input->pressed.kind = INGOT_STOP_NONE;
  input->is_pressed = ingot_transcript_view_get_position_at (self, x, y, &position);
  if (!input->is_pressed)
    return;
  input->unit = (IngotUnit) ((n_press - 1) % 3);
  if (extend && self->has_caret)
    {
      input->unit_start = input->unit_end = self->bound;
      extend_to (self, &position);
      return;
    }
  input->is_on_selection = n_press == 1 && ingot_transcript_view_get_character_at (self, x, y, &character)
                           && ingot_transcript_view_is_selected (self, &character);
  ingot_transcript_view_get_unit (self, &position, input->unit, &input->unit_start, &input->unit_end);
  /* A line that folds is no text: the caret stays where it is. */
  if (!input->is_on_selection && input->pressed.kind != INGOT_STOP_FOLD)
    ingot_transcript_view_select (self, &input->unit_start, &input->unit_end);
}

static void
stop_autoscroll (IngotTranscriptView *self)
{
  if (self->input->autoscroll_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->input->autoscroll_id);
  self->input->autoscroll_id = 0;
}

static double
get_overshoot (IngotTranscriptView *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double y = self->input->pointer_y;

  return y < 0 ? y : MAX (0, y - height);
}

static void
extend_to_pointer (IngotTranscriptView *self)
{
  double y = CLAMP (self->input->pointer_y, 0, MAX (0, gtk_widget_get_height (GTK_WIDGET (self)) - 1));
  IngotPosition position;

  if (!ingot_transcript_view_get_position_at (self, self->input->pointer_x, y, &position))
    return;
  extend_to (self, &position);
  ingot_transcript_view_scroll_box_to (self, &self->caret);
}

static gboolean
autoscroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (widget);
  double step = get_overshoot (self) * AUTOSCROLL_SHARE;

  if (self->vadjustment != NULL)
    gtk_adjustment_set_value (self->vadjustment, gtk_adjustment_get_value (self->vadjustment) + step);
  extend_to_pointer (self);
  return G_SOURCE_CONTINUE;
}

void
ingot_transcript_view_drag_to (IngotTranscriptView *self, double x, double y)
{
  IngotViewInput *input = self->input;

  input->pointer_x = x;
  input->pointer_y = y;
  if (!input->is_pressed
      || (!input->has_dragged
          && !gtk_drag_check_threshold (GTK_WIDGET (self), (int) input->press_x, (int) input->press_y, (int) x,
                                        (int) y)))
    return;
  input->has_dragged = TRUE;
  if (input->is_on_selection)
    return;
  extend_to_pointer (self);
  if (get_overshoot (self) == 0)
    stop_autoscroll (self);
  else if (input->autoscroll_id == 0)
    input->autoscroll_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), autoscroll_cb, NULL, NULL);
}

void
ingot_transcript_view_release (IngotTranscriptView *self)
{
  IngotViewInput *input = self->input;

  stop_autoscroll (self);
  if (!input->has_dragged && input->is_on_selection)
    ingot_transcript_view_select (self, &input->unit_start, &input->unit_start);
  if (!input->has_dragged && input->pressed.kind != INGOT_STOP_NONE)
    ingot_transcript_view_activate_stop (self, &input->pressed);
  if (input->is_pressed)
    ingot_transcript_view_update_primary (self);
  input->pressed.kind = INGOT_STOP_NONE;
  input->is_pressed = FALSE;
}

/* --- Gestures --- */

static void
pressed_cb (IngotTranscriptView *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);

  if (!is_own (self, gesture, x, y))
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  /* Whoever touches may want to scroll. */
  if (is_touch (controller))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (event != NULL && gdk_event_triggers_context_menu (event))
    {
      ingot_transcript_view_pop_up_at (self, x, y);
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
    }
  else if (button == GDK_BUTTON_PRIMARY)
    ingot_transcript_view_press (self, n_press, x, y, (state & GDK_SHIFT_MASK) != 0);
}

/* Of the mouse the drag tells when the button is let go. */
static void
released_cb (IngotTranscriptView *self, int n_press, double x, double y, GtkGesture *gesture)
{
  IngotPosition position;

  if (!is_touch (GTK_EVENT_CONTROLLER (gesture)) || !is_own (self, gesture, x, y))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (ingot_transcript_view_get_character_at (self, x, y, &position)
      && ingot_transcript_view_is_selected (self, &position))
    {
      ingot_transcript_view_pop_up_at (self, x, y);
      return;
    }
  ingot_transcript_view_press (self, 1, x, y, FALSE);
  ingot_transcript_view_release (self);
}

static void
drag_begin_cb (IngotTranscriptView *self, double x, double y, GtkGesture *gesture)
{
  if (is_touch (GTK_EVENT_CONTROLLER (gesture)) || !is_own (self, gesture, x, y))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (IngotTranscriptView *self, double offset_x, double offset_y, GtkGestureDrag *gesture)
{
  IngotViewInput *input = self->input;
  gboolean had_dragged = input->has_dragged;
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  ingot_transcript_view_drag_to (self, x + offset_x, y + offset_y);
  if (had_dragged || !input->has_dragged)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (input->is_on_selection)
    ingot_transcript_view_begin_drag (self, gtk_gesture_get_device (GTK_GESTURE (gesture)), x, y);
}

static void
drag_end_cb (IngotTranscriptView *self)
{
  /* Gestures end also when the view goes away. */
  if (self->input == NULL)
    return;
  if (self->input->is_pressed || self->input->pressed.kind != INGOT_STOP_NONE)
    ingot_transcript_view_release (self);
}

static void
long_pressed_cb (IngotTranscriptView *self, double x, double y, GtkGesture *gesture)
{
  IngotPosition position, start, end;

  if (!is_own (self, gesture, x, y) || !ingot_transcript_view_get_position_at (self, x, y, &position))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  ingot_transcript_view_get_unit (self, &position, INGOT_UNIT_WORD, &start, &end);
  ingot_transcript_view_select (self, &start, &end);
  ingot_transcript_view_update_primary (self);
  ingot_touch_handles_show (self->input->handles);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
moved_cb (IngotTranscriptView *self, double x, double y)
{
  IngotStop stop;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   ingot_transcript_view_get_stop_at (self, x, y, &stop) ? "pointer" : "text");
}

static void
focus_changed_cb (IngotTranscriptView *self, GParamSpec *pspec, GtkEventController *controller)
{
  if (self->input == NULL)
    return;
  if (!gtk_event_controller_focus_is_focus (GTK_EVENT_CONTROLLER_FOCUS (controller)))
    ingot_transcript_view_clear_stop (self);
  else if (!self->has_caret)
    ingot_transcript_view_ensure_caret (self);
  ingot_transcript_view_caret_moved (self);
}

static void
add_gestures (IngotTranscriptView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect_swapped (hold, "pressed", G_CALLBACK (long_pressed_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (focus, "notify::is-focus", G_CALLBACK (focus_changed_cb), self);
  gtk_gesture_group (drag, click);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (hold));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, focus);
}

/* --- The view's own part --- */

static gboolean
query_tooltip_cb (IngotTranscriptView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  return ingot_transcript_view_query_link (self, x, y, keyboard, tooltip);
}

static gboolean
ingot_transcript_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (widget);
  GtkWidgetClass *parent = g_type_class_peek_parent (G_OBJECT_GET_CLASS (self));

  if (gtk_widget_is_focus (widget) && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
      && ingot_transcript_view_step_stop (self, direction == GTK_DIR_TAB_FORWARD ? 1 : -1))
    return TRUE;
  return parent->focus (widget, direction);
}

void
ingot_transcript_view_input_class_init (GtkWidgetClass *widget_class)
{
  widget_class->focus = ingot_transcript_view_focus;
  /* Like the one of GtkLabel: whoever says TRUE has opened it. */
  g_signal_new ("activate-link", G_TYPE_FROM_CLASS (widget_class), G_SIGNAL_RUN_LAST, 0,
                g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_STRING);
  ingot_transcript_view_keys_class_init (widget_class);
  ingot_transcript_view_menu_class_init (widget_class);
}

void
ingot_transcript_view_input_init (IngotTranscriptView *self)
{
  IngotViewInput *input = self->input = g_new0 (IngotViewInput, 1);

  input->goal_x = -1;
  input->handles = ingot_touch_handles_new (self);
  ingot_transcript_view_watch_position (self, &input->unit_start);
  ingot_transcript_view_watch_position (self, &input->unit_end);
  ingot_transcript_view_watch_position (self, &input->stop.position);
  ingot_transcript_view_watch_position (self, &input->pressed.position);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "text");
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  add_gestures (self);
  ingot_transcript_view_boxes_init (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clipboard.copy", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "transcript.copy-markdown", FALSE);
}

void
ingot_transcript_view_input_dispose (IngotTranscriptView *self)
{
  IngotViewInput *input = self->input;

  if (input == NULL)
    return;
  stop_autoscroll (self);
  ingot_transcript_view_unwatch_position (self, &input->unit_start);
  ingot_transcript_view_unwatch_position (self, &input->unit_end);
  ingot_transcript_view_unwatch_position (self, &input->stop.position);
  ingot_transcript_view_unwatch_position (self, &input->pressed.position);
  g_clear_pointer (&input->menu, gtk_widget_unparent);
  g_clear_pointer (&input->handles, ingot_touch_handles_free);
  g_free (input->menu_link);
  g_clear_pointer (&self->input, g_free);
}

void
ingot_transcript_view_input_allocate (IngotTranscriptView *self)
{
  if (self->input->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->input->menu));
}

void
ingot_transcript_view_caret_moved (IngotTranscriptView *self)
{
  IngotPosition first, last;
  gboolean has_selection = ingot_transcript_view_get_selection (self, &first, &last);

  if (self->input == NULL)
    return;
  if (!self->has_caret)
    self->input->stop.kind = INGOT_STOP_NONE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clipboard.copy", has_selection);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "transcript.copy-markdown", has_selection);
  if (self->accessible != NULL)
    ingot_transcript_accessible_update_caret (self->accessible);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ingot_transcript_view_input_snapshot (IngotTranscriptView *self, GtkSnapshot *snapshot)
{
  GdkRectangle caret;

  if (gtk_widget_is_focus (GTK_WIDGET (self)) && self->has_caret
      && ingot_transcript_view_get_rectangle (self, &self->caret, &caret)
      && ingot_transcript_view_get_overhang (self, &self->caret) == 0)
    gtk_snapshot_append_color (snapshot, ingot_text_style_get_color (self->style, INGOT_COLOR_TEXT),
                               &GRAPHENE_RECT_INIT (caret.x - CARET_WIDTH / 2, caret.y, CARET_WIDTH, caret.height));
  ingot_transcript_view_draw_stop (self, snapshot);
  ingot_touch_handles_snapshot (self->input->handles, snapshot);
}
