/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-turn-widgets.h"

/* What the widgets keep for this. */
#define WORDS "ingot-words"
#define HOVERED "ingot-hovered"

GtkWidget *
ingot_turn_widgets_create_fold (void)
{
  GtkWidget *fold = gtk_button_new ();

  gtk_widget_add_css_class (fold, "flat");
  gtk_widget_add_css_class (fold, "fold");
  gtk_widget_set_focusable (fold, FALSE); /* the keyboard comes to it as it comes to links */
  gtk_widget_set_cursor_from_name (fold, "pointer");
  return fold;
}

void
ingot_turn_widgets_set_fold (GtkWidget *fold, const char *words, gboolean is_open)
{
  const char *before = g_object_get_data (G_OBJECT (fold), WORDS);

  gtk_accessible_update_state (GTK_ACCESSIBLE (fold), GTK_ACCESSIBLE_STATE_EXPANDED, is_open, -1);
  if (g_strcmp0 (before, words) == 0)
    return;
  g_object_set_data_full (G_OBJECT (fold), WORDS, g_strdup (words), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (fold), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static GtkWidget *
create_button (const char *icon, const char *tooltip, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

GtkWidget *
ingot_turn_widgets_create_copy_code (void)
{
  GtkWidget *copy = create_button ("edit-copy-symbolic", _("Copy Code"), _("Copy Code"));

  gtk_widget_set_cursor_from_name (copy, "default");
  return copy;
}

static void
update_opacity (GtkWidget *actions)
{
  gboolean hovered = g_object_get_data (G_OBJECT (actions), HOVERED) != NULL;

  gtk_widget_set_opacity (actions, hovered || gtk_widget_get_focus_child (actions) != NULL ? 1 : 0);
}

GtkWidget *
ingot_turn_widgets_create_actions (void)
{
  static const struct { const char *icon, *tooltip, *label, *action; } buttons[] = {
    { "document-edit-symbolic", N_("Edit"), N_("Edit This Message"), "chat.edit" },
    { "edit-copy-symbolic", N_("Copy"), N_("Copy This Message"), "chat.copy" },
    { "user-trash-symbolic", N_("Delete"), N_("Delete This Message"), "chat.delete" },
  };
  GtkWidget *actions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = create_button (buttons[i].icon, _(buttons[i].tooltip), _(buttons[i].label));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), buttons[i].action);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", (gint64) 0);
      gtk_box_append (GTK_BOX (actions), button);
    }
  gtk_widget_set_cursor_from_name (actions, "default");
  g_signal_connect (actions, "notify::focus-child", G_CALLBACK (update_opacity), NULL);
  update_opacity (actions);
  return actions;
}

void
ingot_turn_widgets_set_turn (GtkWidget *actions, gint64 turn)
{
  for (GtkWidget *button = gtk_widget_get_first_child (actions); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", turn);
}

void
ingot_turn_widgets_set_hovered (GtkWidget *actions, gboolean hovered)
{
  g_object_set_data (G_OBJECT (actions), HOVERED, GINT_TO_POINTER (hovered));
  update_opacity (actions);
}
