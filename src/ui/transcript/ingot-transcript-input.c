/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-transcript-input.h"
#include "widgets/ingot-long-lines.h"

/* What the view keeps for this. */
#define TURNS "ingot-turns"
#define POPOVER "ingot-popover"

static IngotTurnText *
find_turn (GtkTextView *view, const GtkTextIter *iter)
{
  GPtrArray *turns = g_object_get_data (G_OBJECT (view), TURNS);

  for (guint i = turns->len; i > 0; i--)
    {
      GtkTextIter start;

      ingot_turn_text_get_start (turns->pdata[i - 1], &start);
      if (gtk_text_iter_compare (&start, iter) <= 0)
        return turns->pdata[i - 1];
    }
  return NULL;
}

static void
get_caret (GtkTextView *view, GtkTextIter *iter)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  gtk_text_buffer_get_iter_at_mark (buffer, iter, gtk_text_buffer_get_insert (buffer));
}

static gboolean
get_pointed (GtkTextView *view, double x, double y, GtkTextIter *iter)
{
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  return gtk_text_view_get_iter_at_location (view, iter, buffer_x, buffer_y);
}

static void
append_item (GMenu *menu, const char *label, const char *action, IngotTurn *turn)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", ingot_turn_get_id (turn));
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static GMenu *
build_menu (GtkTextView *view, IngotTurn *turn)
{
  g_autoptr(GMenu) selection = g_menu_new ();
  g_autoptr(GMenu) own = g_menu_new ();
  GMenu *menu = g_menu_new ();

  if (gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (view)))
    g_menu_append (selection, _("_Copy"), "clipboard.copy");
  g_menu_append (selection, _("Select _All"), "selection.select-all");
  if (turn != NULL && ingot_turn_get_role (turn) == INGOT_ROLE_USER)
    {
      append_item (own, _("_Edit Message…"), "chat.edit", turn);
      append_item (own, _("Copy _Message"), "chat.copy", turn);
      append_item (own, _("_Delete Message"), "chat.delete", turn);
    }
  else if (turn != NULL)
    {
      append_item (own, _("Copy _Reply as Markdown"), "chat.copy", turn);
      append_item (own, _("_Delete Reply"), "chat.delete", turn);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (selection));
  return menu;
}

/* The view's own menu is one of cutting and pasting, which nobody can do here. */
static void
pop_up (GtkTextView *view, const GtkTextIter *iter, const GdkRectangle *place)
{
  GtkWidget *popover = g_object_get_data (G_OBJECT (view), POPOVER);
  IngotTurnText *text = find_turn (view, iter);
  g_autoptr(GMenu) menu = build_menu (view, text != NULL ? ingot_turn_text_get_turn (text) : NULL);

  if (popover == NULL)
    {
      popover = gtk_popover_menu_new_from_model (NULL);
      gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
      gtk_widget_set_halign (popover, GTK_ALIGN_START);
      gtk_widget_set_parent (popover, GTK_WIDGET (view));
      g_object_set_data (G_OBJECT (view), POPOVER, popover);
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (popover), G_MENU_MODEL (menu));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), place);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
pop_up_at_caret (GtkTextView *view)
{
  GdkRectangle place, shown;
  GtkTextIter iter;

  get_caret (view, &iter);
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (gtk_text_view_get_buffer (view)));
  gtk_text_view_get_iter_location (view, &iter, &place);
  /* The view scrolls to the caret only later, and a menu that points out of the window is not shown. */
  gtk_text_view_get_visible_rect (view, &shown);
  place.y = CLAMP (place.y, shown.y, shown.y + MAX (0, shown.height - place.height));
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &place.x, &place.y);
  pop_up (view, &iter, &place);
}

static void
pressed_cb (GtkTextView *view, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  GtkTextIter iter;

  if (event == NULL || !gdk_event_triggers_context_menu (event))
    return;
  get_pointed (view, x, y, &iter);
  pop_up (view, &iter, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

/* Whoever marks a part of the line wants to copy it. */
static void
released_cb (GtkTextView *view, int n_press, double x, double y, GtkGestureSingle *gesture)
{
  GtkTextIter iter;
  IngotTurnText *turn;

  if (gtk_gesture_single_get_current_button (gesture) != GDK_BUTTON_PRIMARY || !get_pointed (view, x, y, &iter)
      || gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (view)))
    return;
  turn = find_turn (view, &iter);
  if (turn != NULL && ingot_turn_text_is_fold (turn, &iter))
    ingot_turn_text_toggle (turn);
}

static gboolean
key_pressed_cb (GtkTextView *view, guint keyval, guint keycode, GdkModifierType state)
{
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      return ingot_transcript_input_toggle_at_caret (view) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
    case GDK_KEY_Menu:
      pop_up_at_caret (view);
      return GDK_EVENT_STOP;
    case GDK_KEY_F10:
      if ((state & GDK_SHIFT_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      pop_up_at_caret (view);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
moved_cb (GtkTextView *view, double x, double y)
{
  GtkTextIter iter;
  IngotTurnText *turn = get_pointed (view, x, y, &iter) ? find_turn (view, &iter) : NULL;
  gboolean can_press = turn != NULL && ingot_turn_text_is_fold (turn, &iter);

  gtk_widget_set_cursor_from_name (GTK_WIDGET (view), can_press ? "pointer" : "text");
}

static void
copy_cb (GtkTextView *view)
{
  g_autofree char *selected = ingot_transcript_input_dup_selection (view);

  g_signal_stop_emission_by_name (view, "copy-clipboard");
  if (selected != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (view)), selected);
}

static void
add_controller (GtkTextView *view, GtkEventController *controller)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (view), controller);
}

void
ingot_transcript_input_watch (GtkTextView *view, GPtrArray *turns)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_object_set_data_full (G_OBJECT (view), TURNS, g_ptr_array_ref (turns), (GDestroyNotify) g_ptr_array_unref);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), view, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), view, G_CONNECT_SWAPPED);
  add_controller (view, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (motion, "motion", G_CALLBACK (moved_cb), view, G_CONNECT_SWAPPED);
  add_controller (view, motion);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), view, G_CONNECT_SWAPPED);
  add_controller (view, key);
  g_signal_connect (view, "copy-clipboard", G_CALLBACK (copy_cb), NULL);
}

gboolean
ingot_transcript_input_toggle_at_caret (GtkTextView *view)
{
  GtkTextIter iter;
  IngotTurnText *turn;

  get_caret (view, &iter);
  turn = find_turn (view, &iter);
  if (turn == NULL || !ingot_turn_text_is_fold (turn, &iter))
    return FALSE;
  ingot_turn_text_toggle (turn);
  ingot_turn_text_get_fold (turn, &iter);
  gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (view), &iter);
  return TRUE;
}

void
ingot_transcript_input_unwatch (GtkTextView *view)
{
  GtkWidget *popover = g_object_steal_data (G_OBJECT (view), POPOVER);

  if (popover != NULL)
    gtk_widget_unparent (popover);
}

char *
ingot_transcript_input_dup_selection (GtkTextView *view)
{
  GtkTextIter start, end;

  if (!gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (view), &start, &end))
    return NULL;
  return ingot_long_lines_dup_slice (&start, &end);
}
