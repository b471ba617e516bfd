/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include "ingot-check-row.h"
#include "widgets/ingot-words.h"

struct _IngotCheckRow
{
  GtkListBoxRow parent_instance;

  IngotCheckStep *step;

  GtkStack *mark;
  GtkImage *icon;
  GtkWidget *spinner;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *duration;
};

G_DEFINE_FINAL_TYPE (IngotCheckRow, ingot_check_row, GTK_TYPE_LIST_BOX_ROW)

static const struct
{
  const char *icon;
  const char *style;
} looks[] = {
  [INGOT_CHECK_WAITING] = { "content-loading-symbolic", "dim-label" },
  [INGOT_CHECK_RUNNING] = { "content-loading-symbolic", "dim-label" },
  [INGOT_CHECK_PASSED] = { "object-select-symbolic", "success" },
  [INGOT_CHECK_FAILED] = { "dialog-error-symbolic", "error" },
  [INGOT_CHECK_SKIPPED] = { "list-remove-symbolic", "dim-label" },
};

static void
set_look (IngotCheckRow *self, IngotCheckState state)
{
  gtk_stack_set_visible_child (self->mark, state == INGOT_CHECK_RUNNING ? self->spinner : GTK_WIDGET (self->icon));
  gtk_image_set_from_icon_name (self->icon, looks[state].icon);
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), looks[i].style);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), looks[state].style);
  if (state == INGOT_CHECK_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "failed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "failed");
  if (state == INGOT_CHECK_WAITING)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "dim-label");
}

/* "Connection, failed: Connection refused, 0.3 ms" */
static void
set_accessible_name (IngotCheckRow *self, const char *detail, const char *duration)
{
  g_autoptr(GString) words = g_string_new (ingot_check_step_get_title (self->step));

  g_string_append_printf (words, ", %s", ingot_check_state_get_title (ingot_check_step_get_state (self->step)));
  if (*detail != '\0')
    g_string_append_printf (words, ": %s", detail);
  if (duration != NULL)
    g_string_append_printf (words, ", %s", duration);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words->str, -1);
}

static void
show_step (IngotCheckRow *self)
{
  const char *told = ingot_check_step_get_detail (self->step);
  const char *detail = told != NULL ? told : "";
  g_autofree char *duration = ingot_words_dup_duration (ingot_check_step_get_duration (self->step));

  set_look (self, ingot_check_step_get_state (self->step));
  gtk_label_set_label (self->title, ingot_check_step_get_title (self->step));
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *detail != '\0');
  gtk_label_set_label (self->duration, duration != NULL ? duration : "");
  set_accessible_name (self, detail, duration);
}

static void
ingot_check_row_dispose (GObject *object)
{
  g_clear_object (&INGOT_CHECK_ROW (object)->step);
  G_OBJECT_CLASS (ingot_check_row_parent_class)->dispose (object);
}

static void
ingot_check_row_class_init (IngotCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ingot_check_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotCheckRow, mark);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckRow, icon);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckRow, title);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckRow, detail);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckRow, duration);
}

static void
ingot_check_row_init (IngotCheckRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ingot_check_row_new (IngotCheckStep *step)
{
  IngotCheckRow *self = g_object_new (INGOT_TYPE_CHECK_ROW, NULL);

  self->step = g_object_ref (step);
  g_signal_connect_object (step, "notify", G_CALLBACK (show_step), self, G_CONNECT_SWAPPED);
  show_step (self);
  return GTK_WIDGET (self);
}
