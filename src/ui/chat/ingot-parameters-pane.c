/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-chat"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-parameter-row.h"
#include "ingot-parameters-pane.h"
#include "ingot-prompt-menu.h"
#include "widgets/ingot-lesson-list.h"
#include "widgets/ingot-long-lines.h"
#include "widgets/ingot-sidebar-layout.h"

struct _IngotParametersPane
{
  AdwBin parent_instance;

  IngotConversation *conversation;
  GListModel *conversations;
  GSignalGroup *conversation_signals;
  GSignalGroup *parameters_signals;
  GSignalGroup *lessons_signals;
  gboolean in_step; /* the prompt is being written, by whichever side */

  GtkMenuButton *prompt_menu;
  GtkTextView *prompt;
  GtkTextBuffer *buffer; /* of the prompt */
  AdwPreferencesGroup *sampling;
  AdwPreferencesGroup *answer;
  IngotLessonList *learned;
  IngotParameterRow *rows[INGOT_N_PARAMETERS];
};

enum
{
  PROP_0,
  PROP_CONVERSATION,
  PROP_CONVERSATIONS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotParametersPane, ingot_parameters_pane, ADW_TYPE_BIN)

/* In this order; what comes before the first of the answer belongs to the sampling. */
static const IngotParameter order[] = {
  INGOT_PARAMETER_TEMPERATURE,
  INGOT_PARAMETER_TOP_P,
  INGOT_PARAMETER_PRESENCE_PENALTY,
  INGOT_PARAMETER_FREQUENCY_PENALTY,
  INGOT_PARAMETER_MAX_TOKENS,
  INGOT_PARAMETER_REASONING_EFFORT,
  INGOT_PARAMETER_FORMAT,
  INGOT_PARAMETER_SEED,
  INGOT_PARAMETER_STOP,
};
G_STATIC_ASSERT (G_N_ELEMENTS (order) == INGOT_N_PARAMETERS);

#define FIRST_OF_ANSWER 4

static IngotParameters *
get_parameters (IngotParametersPane *self)
{
  return self->conversation != NULL ? ingot_conversation_get_parameters (self->conversation) : NULL;
}

static IngotDeployment *
get_deployment (IngotParametersPane *self)
{
  return self->conversation != NULL ? ingot_conversation_get_deployment (self->conversation) : NULL;
}

static IngotLessons *
get_lessons (IngotParametersPane *self)
{
  IngotDeployment *deployment = get_deployment (self);

  return deployment != NULL ? ingot_deployment_get_lessons (deployment) : NULL;
}

static void
update_actions (IngotParametersPane *self)
{
  IngotParameters *parameters = get_parameters (self);
  gboolean any = FALSE;

  for (IngotParameter i = 0; parameters != NULL && i < INGOT_N_PARAMETERS; i++)
    any = any || ingot_parameters_is_set (parameters, i);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "parameters.reset", any);
}

static void
update_prompt_actions (IngotParametersPane *self)
{
  IngotParameters *parameters = get_parameters (self);
  gboolean any = parameters != NULL && *ingot_parameters_get_system_prompt (parameters) != '\0';

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "parameters.copy-prompt", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "parameters.clear-prompt", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "parameters.use-prompt", parameters != NULL);
}

/* The system prompt */

static void
prompt_changed_cb (IngotParametersPane *self)
{
  IngotParameters *parameters = get_parameters (self);
  g_autofree char *text = NULL;

  if (self->in_step || parameters == NULL || ingot_long_lines_is_cutting (self->buffer))
    return;
  text = ingot_long_lines_dup_text (self->buffer);
  self->in_step = TRUE;
  ingot_parameters_set_system_prompt (parameters, text);
  self->in_step = FALSE;
}

/* Of another conversation, so there is nothing of it to undo here. */
static void
show_prompt (IngotParametersPane *self)
{
  IngotParameters *parameters = get_parameters (self);

  if (self->in_step)
    return;
  self->in_step = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, parameters != NULL ? ingot_parameters_get_system_prompt (parameters) : "", -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  self->in_step = FALSE;
}

/* By a person, who can undo it. */
static void
replace_prompt (IngotParametersPane *self, const char *text)
{
  GtkTextIter start, end;

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->prompt));
}

static void
copy_prompt_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotParameters *parameters = get_parameters (INGOT_PARAMETERS_PANE (widget));

  if (parameters != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), ingot_parameters_get_system_prompt (parameters));
}

static void
clear_prompt_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  replace_prompt (INGOT_PARAMETERS_PANE (widget), "");
}

static void
use_prompt_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  replace_prompt (INGOT_PARAMETERS_PANE (widget), g_variant_get_string (parameter, NULL));
}

static void
create_prompt_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  IngotParametersPane *self = user_data;
  IngotParameters *parameters = get_parameters (self);
  g_autoptr(GMenuModel) menu =
    ingot_prompt_menu_new (self->conversations,
                           parameters != NULL ? ingot_parameters_get_system_prompt (parameters) : "");

  gtk_menu_button_set_menu_model (button, menu);
}

/* What was learned */

static void
forgot_last_cb (IngotParametersPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->prompt));
}

static void
lessons_changed_cb (IngotParametersPane *self)
{
  for (IngotParameter i = 0; i < INGOT_N_PARAMETERS; i++)
    ingot_parameter_row_set_deployment (self->rows[i], get_deployment (self));
}

static void
deployment_changed_cb (IngotParametersPane *self)
{
  IngotLessons *lessons = get_lessons (self);

  g_signal_group_set_target (self->lessons_signals, lessons);
  ingot_lesson_list_set_lessons (self->learned, lessons);
  lessons_changed_cb (self);
}

static void
reset_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotParameters *parameters = get_parameters (INGOT_PARAMETERS_PANE (widget));

  for (IngotParameter i = 0; parameters != NULL && i < INGOT_N_PARAMETERS; i++)
    ingot_parameters_reset (parameters, i);
}

static gboolean
ingot_parameters_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (INGOT_PARAMETERS_PANE (widget)->prompt));
}

static void
ingot_parameters_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_CONVERSATION)
    g_value_set_object (value, INGOT_PARAMETERS_PANE (object)->conversation);
  else if (prop_id == PROP_CONVERSATIONS)
    g_value_set_object (value, INGOT_PARAMETERS_PANE (object)->conversations);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
set_conversations (IngotParametersPane *self, GListModel *conversations)
{
  if (g_set_object (&self->conversations, conversations))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATIONS]);
}

static void
ingot_parameters_pane_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_CONVERSATION)
    ingot_parameters_pane_set_conversation (INGOT_PARAMETERS_PANE (object), g_value_get_object (value));
  else if (prop_id == PROP_CONVERSATIONS)
    set_conversations (INGOT_PARAMETERS_PANE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_parameters_pane_dispose (GObject *object)
{
  IngotParametersPane *self = INGOT_PARAMETERS_PANE (object);

  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->parameters_signals);
  g_clear_object (&self->lessons_signals);
  g_clear_object (&self->conversation);
  g_clear_object (&self->conversations);
  G_OBJECT_CLASS (ingot_parameters_pane_parent_class)->dispose (object);
}

static void
ingot_parameters_pane_class_init (IngotParametersPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ingot_parameters_pane_get_property;
  object_class->set_property = ingot_parameters_pane_set_property;
  object_class->dispose = ingot_parameters_pane_dispose;
  widget_class->grab_focus = ingot_parameters_pane_grab_focus;

  props[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, INGOT_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_CONVERSATIONS] =
    g_param_spec_object ("conversations", NULL, NULL, G_TYPE_LIST_MODEL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_install_action (widget_class, "parameters.reset", NULL, reset_activated);
  gtk_widget_class_install_action (widget_class, "parameters.copy-prompt", NULL, copy_prompt_activated);
  gtk_widget_class_install_action (widget_class, "parameters.clear-prompt", NULL, clear_prompt_activated);
  gtk_widget_class_install_action (widget_class, "parameters.use-prompt", "s", use_prompt_activated);

  gtk_widget_class_set_layout_manager_type (widget_class, INGOT_TYPE_SIDEBAR_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-parameters-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotParametersPane, prompt_menu);
  gtk_widget_class_bind_template_child (widget_class, IngotParametersPane, prompt);
  gtk_widget_class_bind_template_child (widget_class, IngotParametersPane, sampling);
  gtk_widget_class_bind_template_child (widget_class, IngotParametersPane, answer);
  gtk_widget_class_bind_template_child (widget_class, IngotParametersPane, learned);
  gtk_widget_class_bind_template_callback (widget_class, forgot_last_cb);
}

static void
add_rows (IngotParametersPane *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      GtkWidget *row = ingot_parameter_row_new (order[i]);

      self->rows[order[i]] = INGOT_PARAMETER_ROW (row);
      adw_preferences_group_add (i < FIRST_OF_ANSWER ? self->sampling : self->answer, row);
    }
}

static void
ingot_parameters_pane_init (IngotParametersPane *self)
{
  g_type_ensure (INGOT_TYPE_LESSON_LIST);
  gtk_widget_init_template (GTK_WIDGET (self));

  add_rows (self);
  gtk_menu_button_set_create_popup_func (self->prompt_menu, create_prompt_menu_cb, self, NULL);
  self->buffer = gtk_text_view_get_buffer (self->prompt);
  ingot_long_lines_watch (self->buffer);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (prompt_changed_cb), self, G_CONNECT_SWAPPED);
  self->conversation_signals = g_signal_group_new (INGOT_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::deployment", G_CALLBACK (deployment_changed_cb),
                                  self);
  self->parameters_signals = g_signal_group_new (INGOT_TYPE_PARAMETERS);
  g_signal_group_connect_swapped (self->parameters_signals, "changed", G_CALLBACK (update_actions), self);
  g_signal_group_connect_swapped (self->parameters_signals, "notify::system-prompt", G_CALLBACK (show_prompt), self);
  g_signal_group_connect_swapped (self->parameters_signals, "notify::system-prompt",
                                  G_CALLBACK (update_prompt_actions), self);
  self->lessons_signals = g_signal_group_new (INGOT_TYPE_LESSONS);
  g_signal_group_connect_swapped (self->lessons_signals, "items-changed", G_CALLBACK (lessons_changed_cb), self);
  update_actions (self);
  update_prompt_actions (self);
}

GtkWidget *
ingot_parameters_pane_new (void)
{
  return g_object_new (INGOT_TYPE_PARAMETERS_PANE, NULL);
}

void
ingot_parameters_pane_set_conversation (IngotParametersPane *self, IngotConversation *conversation)
{
  IngotParameters *parameters;

  if (!g_set_object (&self->conversation, conversation))
    return;
  parameters = get_parameters (self);
  g_signal_group_set_target (self->conversation_signals, conversation);
  g_signal_group_set_target (self->parameters_signals, parameters);
  for (IngotParameter i = 0; i < INGOT_N_PARAMETERS; i++)
    ingot_parameter_row_set_parameters (self->rows[i], parameters);
  show_prompt (self);
  deployment_changed_cb (self);
  update_actions (self);
  update_prompt_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATION]);
}
