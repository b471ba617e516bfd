/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-widgets"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-lesson-list.h"

struct _IngotLessonList
{
  AdwBin parent_instance;

  IngotLessons *lessons;
  GSignalGroup *signals; /* of them */

  GtkListBox *list;
};

enum
{
  PROP_0,
  PROP_LESSONS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint emptied_signal;

G_DEFINE_FINAL_TYPE (IngotLessonList, ingot_lesson_list, ADW_TYPE_BIN)

static char *
dup_consequence (IngotLesson *lesson)
{
  if (ingot_lesson_get_replacement (lesson) != NULL)
    return g_strdup_printf (_("Sent as %s, because the deployment asked for that."),
                            ingot_lesson_get_replacement (lesson));
  if (g_str_equal (ingot_lesson_get_parameter (lesson), "stream_options"))
    return g_strdup (_("Left out, because the deployment refused it. Tokens may not be counted."));
  return g_strdup (_("Left out, because the deployment refused it."));
}

/* The row goes with the button, and the focus to the next one. */
static void
forget_cb (IngotLessonList *self, GtkButton *button)
{
  IngotLesson *lesson = g_object_get_data (G_OBJECT (button), "lesson");
  g_autofree char *parameter = g_strdup (ingot_lesson_get_parameter (lesson));
  gboolean had_focus = gtk_widget_has_focus (GTK_WIDGET (button));

  if (self->lessons == NULL)
    return;
  ingot_lessons_forget (self->lessons, parameter);
  if (had_focus && !gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD))
    g_signal_emit (self, emptied_signal, 0);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  IngotLesson *lesson = item;
  g_autofree char *consequence = dup_consequence (lesson);
  g_autofree char *name = g_strdup_printf (_("Forget %s"), ingot_lesson_get_parameter (lesson));
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "activatable", FALSE, "focusable", FALSE,
                                 "title", ingot_lesson_get_parameter (lesson), "subtitle", consequence, NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", "edit-undo-symbolic", "tooltip-text", _("Forget"),
                                    "valign", GTK_ALIGN_CENTER, "css-classes", (const char *[]) { "flat", NULL }, NULL);

  /* The service's own words, for whoever wants to know exactly. */
  gtk_widget_set_tooltip_text (row, ingot_lesson_get_reason (lesson));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "lesson", g_object_ref (lesson), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (forget_cb), user_data, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
lessons_changed_cb (IngotLessonList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->lessons != NULL
                                               && g_list_model_get_n_items (G_LIST_MODEL (self->lessons)) > 0);
}

static void
ingot_lesson_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_LESSONS)
    g_value_set_object (value, INGOT_LESSON_LIST (object)->lessons);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_lesson_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_LESSONS)
    ingot_lesson_list_set_lessons (INGOT_LESSON_LIST (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_lesson_list_dispose (GObject *object)
{
  IngotLessonList *self = INGOT_LESSON_LIST (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->lessons);
  G_OBJECT_CLASS (ingot_lesson_list_parent_class)->dispose (object);
}

static void
ingot_lesson_list_class_init (IngotLessonListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ingot_lesson_list_get_property;
  object_class->set_property = ingot_lesson_list_set_property;
  object_class->dispose = ingot_lesson_list_dispose;

  props[PROP_LESSONS] =
    g_param_spec_object ("lessons", NULL, NULL, INGOT_TYPE_LESSONS,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  emptied_signal = g_signal_new ("emptied", INGOT_TYPE_LESSON_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-lesson-list.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotLessonList, list);
}

static void
ingot_lesson_list_init (IngotLessonList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (INGOT_TYPE_LESSONS);
  g_signal_group_connect_swapped (self->signals, "items-changed", G_CALLBACK (lessons_changed_cb), self);
}

void
ingot_lesson_list_set_lessons (IngotLessonList *self, IngotLessons *lessons)
{
  if (!g_set_object (&self->lessons, lessons))
    return;
  g_signal_group_set_target (self->signals, lessons);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (lessons), create_row, self, NULL);
  lessons_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LESSONS]);
}
