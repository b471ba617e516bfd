/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-view-input.h"

int
ingot_transcript_view_get_overhang (IngotTranscriptView *self, const IngotPosition *position)
{
  IngotShownBlock *shown;
  GdkRectangle place;
  int left;

  if (ingot_transcript_view_get_shown_run (self, position, &shown) == NULL
      || ingot_shown_block_get_max_scroll (shown) <= 0
      || !ingot_transcript_view_get_rectangle (self, position, &place))
    return 0;
  left = self->column_x + shown->x;
  if (place.x < left)
    return place.x - left;
  return MAX (0, place.x - (left + shown->width));
}

/* Where Right leads in text that is read from the right: back. */
static int
get_way (IngotTranscriptView *self, IngotStep step, int direction)
{
  if (step != INGOT_STEP_VISUAL && step != INGOT_STEP_WORD)
    return direction;
  return ingot_transcript_view_is_rtl (self, &self->caret) ? -direction : direction;
}

/* Without a selection the caret moves on, with one it goes to that end of it that it moves to. */
static gboolean
collapse (IngotTranscriptView *self, IngotStep step, int direction)
{
  IngotPosition first, last;

  if ((step != INGOT_STEP_VISUAL && step != INGOT_STEP_CHARACTER)
      || !ingot_transcript_view_get_selection (self, &first, &last))
    return FALSE;
  ingot_transcript_view_select (self, direction > 0 ? &last : &first, direction > 0 ? &last : &first);
  return TRUE;
}

void
ingot_transcript_view_step (IngotTranscriptView *self, IngotStep step, int direction, gboolean extend)
{
  gboolean keeps_x = step == INGOT_STEP_LINE || step == INGOT_STEP_PAGE;
  IngotPosition caret;

  ingot_transcript_view_clear_stop (self);
  if (!keeps_x)
    self->input->goal_x = -1;
  if (!ingot_transcript_view_ensure_caret (self))
    return;
  caret = self->caret;
  if (extend || !collapse (self, step, get_way (self, step, direction)))
    {
      if (step == INGOT_STEP_WORD)
        direction = get_way (self, step, direction);
      if (!ingot_transcript_view_move (self, &caret, step, direction, &self->input->goal_x))
        gtk_widget_error_bell (GTK_WIDGET (self));
      ingot_transcript_view_select (self, extend ? &self->bound : &caret, &caret);
    }
  ingot_transcript_view_scroll_to (self, &self->caret);
  ingot_transcript_view_update_primary (self);
}

static gboolean
step_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  int step, direction;
  gboolean extend;

  g_variant_get (arguments, "(iib)", &step, &direction, &extend);
  ingot_transcript_view_step (INGOT_TRANSCRIPT_VIEW (widget), (IngotStep) step, direction, extend);
  return TRUE;
}

/* On a link or a line that folds; elsewhere the key is somebody else's. */
static gboolean
activate_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (widget);
  IngotStop stop = self->input->stop;

  if (stop.kind == INGOT_STOP_NONE && self->has_caret
      && ingot_transcript_view_get_link (self, &self->caret) != NULL)
    stop = (IngotStop) { .kind = INGOT_STOP_LINK, .position = self->caret };
  return ingot_transcript_view_activate_stop (self, &stop);
}

static gboolean
menu_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  ingot_transcript_view_pop_up_at_caret (INGOT_TRANSCRIPT_VIEW (widget));
  return TRUE;
}

static gboolean
unselect_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (widget);

  ingot_transcript_view_unselect (self);
  return TRUE;
}

static void
bind_step (GtkWidgetClass *widget_class, guint key, guint keypad_key, GdkModifierType modifiers, IngotStep step,
           int direction)
{
  const guint keys[] = { key, keypad_key };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding (widget_class, keys[i], modifiers, step_cb, "(iib)", (int) step, direction, FALSE);
      gtk_widget_class_add_binding (widget_class, keys[i], modifiers | GDK_SHIFT_MASK, step_cb, "(iib)", (int) step,
                                    direction, TRUE);
    }
}

static void
bind_steps (GtkWidgetClass *widget_class)
{
  bind_step (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, 0, INGOT_STEP_VISUAL, 1);
  bind_step (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, 0, INGOT_STEP_VISUAL, -1);
  bind_step (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, GDK_CONTROL_MASK, INGOT_STEP_WORD, 1);
  bind_step (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, GDK_CONTROL_MASK, INGOT_STEP_WORD, -1);
  bind_step (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 0, INGOT_STEP_LINE, 1);
  bind_step (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, 0, INGOT_STEP_LINE, -1);
  bind_step (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, GDK_CONTROL_MASK, INGOT_STEP_PARAGRAPH, 1);
  bind_step (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, GDK_CONTROL_MASK, INGOT_STEP_PARAGRAPH, -1);
  bind_step (widget_class, GDK_KEY_End, GDK_KEY_KP_End, 0, INGOT_STEP_LINE_END, 1);
  bind_step (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, 0, INGOT_STEP_LINE_END, -1);
  bind_step (widget_class, GDK_KEY_End, GDK_KEY_KP_End, GDK_CONTROL_MASK, INGOT_STEP_END, 1);
  bind_step (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, GDK_CONTROL_MASK, INGOT_STEP_END, -1);
  bind_step (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, INGOT_STEP_PAGE, 1);
  bind_step (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, INGOT_STEP_PAGE, -1);
}

void
ingot_transcript_view_keys_class_init (GtkWidgetClass *widget_class)
{
  const guint activating[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter, GDK_KEY_space };
  GdkModifierType control = GDK_CONTROL_MASK;

  bind_steps (widget_class);
  for (gsize i = 0; i < G_N_ELEMENTS (activating); i++)
    gtk_widget_class_add_binding (widget_class, activating[i], 0, activate_cb, NULL);
  /* Menus show the one of an action that was added last. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, control, "clipboard.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, control, "clipboard.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_slash, control, "selection.select-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, control, "selection.select-all", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_A, control | GDK_SHIFT_MASK, unselect_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_backslash, control, unselect_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_cb, NULL);
}
