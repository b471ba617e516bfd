/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-deployment-facts.h"
#include "ingot-deployment-pane.h"
#include "ingot-resource-facts.h"
#include "ingot-routing.h"
#include "ingot-track-view.h"
#include "widgets/ingot-copied.h"
#include "widgets/ingot-lesson-list.h"
#include "widgets/ingot-words.h"

/* Ages are shown in minutes. */
#define REFRESH_S 20

struct _IngotDeploymentPane
{
  AdwBin parent_instance;

  IngotResources *resources;
  IngotLibrary *library;
  IngotDeployment *deployment;
  GSignalGroup *deployment_signals;
  GSignalGroup *resource_signals;
  GSignalGroup *account_signals;
  const char *problem_class; /* of the icon, at the moment */
  guint refresh_id;

  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkLabel *name;
  GtkLabel *subtitle;
  GtkWidget *problem;
  GtkImage *problem_icon;
  GtkLabel *problem_word;
  GtkLabel *problem_reason;
  GtkWidget *accounts;
  GtkWidget *chat;
  GtkWidget *check;
  GtkWidget *copy;
  GtkWidget *no_chat;
  IngotTrackView *track;
  IngotLessonList *lessons;
  IngotDeploymentFacts *facts;
  IngotRouting *routing;
  IngotResourceFacts *resource_facts;
};

enum
{
  PROP_0,
  PROP_DEPLOYMENT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint chat_signal;

G_DEFINE_FINAL_TYPE (IngotDeploymentPane, ingot_deployment_pane, ADW_TYPE_BIN)

static void
show_head (IngotDeploymentPane *self)
{
  IngotResource *resource = ingot_deployment_get_resource (self->deployment);
  const char *model = ingot_deployment_get_model (self->deployment);
  const char *place = resource != NULL ? ingot_resource_get_name (resource) : NULL;
  g_autofree char *both = model != NULL && place != NULL ? g_strdup_printf (_("%s on %s"), model, place) : NULL;

  gtk_label_set_label (self->name, ingot_deployment_get_name (self->deployment));
  gtk_label_set_label (self->subtitle, both != NULL ? both : model != NULL ? model : place != NULL ? place : "");
}

static void
set_problem_class (IngotDeploymentPane *self, const char *css_class)
{
  if (self->problem_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->problem_icon), self->problem_class);
  self->problem_class = css_class;
  gtk_widget_add_css_class (GTK_WIDGET (self->problem_icon), css_class);
}

static void
show_problem (IngotDeploymentPane *self)
{
  IngotWordsState state = ingot_words_find_state (self->deployment);
  const char *reason = ingot_words_get_state_reason (self->deployment);

  gtk_widget_set_visible (self->problem, reason != NULL);
  gtk_image_set_from_icon_name (self->problem_icon, ingot_words_get_state_icon (state));
  set_problem_class (self, ingot_words_get_state_class (state));
  gtk_label_set_label (self->problem_word, ingot_words_get_state (self->deployment));
  gtk_label_set_label (self->problem_reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (self->accounts, state == INGOT_WORDS_STATE_SIGNED_OUT);
}

static void
show_actions (IngotDeploymentPane *self)
{
  gboolean chats = ingot_deployment_get_chats (self->deployment);
  GVariant *id = g_variant_new_int64 (ingot_deployment_get_id (self->deployment));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "deployment.chat", chats);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->check), id);
  gtk_widget_set_visible (self->no_chat, !chats && !gtk_widget_get_visible (self->problem));
}

/* What can be copied is of the style that is shown. */
static void
show_copying (IngotDeploymentPane *self)
{
  gboolean any = ingot_routing_get_main_route (self->routing) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "deployment.copy-endpoint", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "deployment.copy-sample", any);
  gtk_widget_set_sensitive (self->copy, any);
}

static void
show_routing (IngotDeploymentPane *self)
{
  g_autoptr(GListModel) routes = ingot_resources_dup_routes (self->resources, self->deployment);

  ingot_routing_show (self->routing, self->deployment, routes);
  show_copying (self);
}

/* Ages grow. */
static void
show_resource (IngotDeploymentPane *self)
{
  IngotResource *resource = ingot_deployment_get_resource (self->deployment);

  gtk_widget_set_visible (GTK_WIDGET (self->resource_facts), resource != NULL);
  if (resource != NULL)
    ingot_resource_facts_show (self->resource_facts, resource, g_get_real_time ());
}

static void
show_all (IngotDeploymentPane *self)
{
  if (self->deployment == NULL)
    return;
  show_head (self);
  show_problem (self);
  show_actions (self);
  ingot_deployment_facts_show (self->facts, self->deployment);
  show_routing (self);
  show_resource (self);
}

/* Replies may have come since it was looked up. */
static void
look_up_record (IngotDeploymentPane *self)
{
  g_autoptr(IngotTrackRecord) record =
    self->deployment != NULL ? ingot_library_dup_track_record (self->library, self->deployment) : NULL;

  ingot_track_view_set_record (self->track, record);
}

static void
account_changed_cb (IngotDeploymentPane *self)
{
  IngotResource *resource = g_signal_group_dup_target (self->resource_signals);

  g_signal_group_set_target (self->account_signals, resource != NULL ? ingot_resource_get_account (resource) : NULL);
  g_clear_object (&resource);
}

static gboolean
refresh_cb (gpointer user_data)
{
  IngotDeploymentPane *self = user_data;

  if (self->deployment != NULL)
    show_resource (self);
  ingot_track_view_refresh (self->track);
  return G_SOURCE_CONTINUE;
}

static void
chat_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotDeploymentPane *self = INGOT_DEPLOYMENT_PANE (widget);

  if (self->deployment != NULL)
    g_signal_emit (self, chat_signal, 0, self->deployment);
}

static void
copy_text (IngotDeploymentPane *self, const char *text, const char *words)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  ingot_copied_show (self->copy, words);
}

static void
copy_endpoint_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotDeploymentPane *self = INGOT_DEPLOYMENT_PANE (widget);
  IngotRoute *route = ingot_routing_get_main_route (self->routing);

  if (route != NULL)
    copy_text (self, ingot_route_get_url (route), _("Endpoint copied"));
}

static void
copy_sample_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct { const char *name; IngotSampleLanguage language; } languages[] = {
    { "curl", INGOT_SAMPLE_LANGUAGE_CURL },
    { "python", INGOT_SAMPLE_LANGUAGE_PYTHON },
    { "csharp", INGOT_SAMPLE_LANGUAGE_CSHARP },
  };
  IngotDeploymentPane *self = INGOT_DEPLOYMENT_PANE (widget);

  for (gsize i = 0; self->deployment != NULL && i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (g_variant_get_string (parameter, NULL), languages[i].name))
      {
        g_autofree char *sample = ingot_resources_dup_sample (self->resources, self->deployment,
                                                              ingot_routing_get_style (self->routing),
                                                              languages[i].language);

        if (sample != NULL)
          copy_text (self, sample, _("Sample copied"));
      }
}

static void
use_style_cb (IngotDeploymentPane *self)
{
  IngotDeployment *deployment = ingot_resources_use_style (self->resources, self->deployment,
                                                           ingot_routing_get_style (self->routing));

  ingot_deployment_pane_set_deployment (self, deployment);
}

static void
use_version_cb (IngotDeploymentPane *self, const char *version)
{
  ingot_resources_use_version (self->resources, self->deployment, version);
  show_routing (self);
}

static void
forgot_last_cb (IngotDeploymentPane *self)
{
  gtk_widget_grab_focus (gtk_widget_get_sensitive (self->chat) ? self->chat : self->copy);
}

static void
ingot_deployment_pane_map (GtkWidget *widget)
{
  IngotDeploymentPane *self = INGOT_DEPLOYMENT_PANE (widget);

  show_all (self);
  look_up_record (self);
  GTK_WIDGET_CLASS (ingot_deployment_pane_parent_class)->map (widget);
  self->refresh_id = g_timeout_add_seconds (REFRESH_S, refresh_cb, self);
}

static void
ingot_deployment_pane_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&INGOT_DEPLOYMENT_PANE (widget)->refresh_id, g_source_remove);
  GTK_WIDGET_CLASS (ingot_deployment_pane_parent_class)->unmap (widget);
}

/* Who comes here wants to do something; the name, which can be selected, would be so at once. */
static gboolean
ingot_deployment_pane_focus (GtkWidget *widget, GtkDirectionType direction)
{
  IngotDeploymentPane *self = INGOT_DEPLOYMENT_PANE (widget);
  GtkWidget *actions[] = { self->chat, self->check, self->copy };

  if (direction == GTK_DIR_TAB_FORWARD && gtk_widget_get_focus_child (widget) == NULL)
    for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
      if (gtk_widget_get_mapped (actions[i]) && gtk_widget_grab_focus (actions[i]))
        return TRUE;
  return GTK_WIDGET_CLASS (ingot_deployment_pane_parent_class)->focus (widget, direction);
}

static void
ingot_deployment_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_DEPLOYMENT)
    g_value_set_object (value, INGOT_DEPLOYMENT_PANE (object)->deployment);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_deployment_pane_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_DEPLOYMENT)
    ingot_deployment_pane_set_deployment (INGOT_DEPLOYMENT_PANE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_deployment_pane_dispose (GObject *object)
{
  IngotDeploymentPane *self = INGOT_DEPLOYMENT_PANE (object);

  g_clear_object (&self->deployment_signals);
  g_clear_object (&self->resource_signals);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->deployment);
  g_clear_object (&self->resources);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (ingot_deployment_pane_parent_class)->dispose (object);
}

static void
ingot_deployment_pane_class_init (IngotDeploymentPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ingot_deployment_pane_get_property;
  object_class->set_property = ingot_deployment_pane_set_property;
  object_class->dispose = ingot_deployment_pane_dispose;
  widget_class->map = ingot_deployment_pane_map;
  widget_class->unmap = ingot_deployment_pane_unmap;
  widget_class->focus = ingot_deployment_pane_focus;

  props[PROP_DEPLOYMENT] =
    g_param_spec_object ("deployment", NULL, NULL, INGOT_TYPE_DEPLOYMENT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  chat_signal = g_signal_new ("chat", INGOT_TYPE_DEPLOYMENT_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, INGOT_TYPE_DEPLOYMENT);
  gtk_widget_class_install_action (widget_class, "deployment.chat", NULL, chat_activated);
  gtk_widget_class_install_action (widget_class, "deployment.copy-endpoint", NULL, copy_endpoint_activated);
  gtk_widget_class_install_action (widget_class, "deployment.copy-sample", "s", copy_sample_activated);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-deployment-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, stack);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, name);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, subtitle);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, problem);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, problem_icon);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, problem_word);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, problem_reason);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, accounts);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, chat);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, check);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, copy);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, no_chat);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, track);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, lessons);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, facts);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPane, routing);
  gtk_widget_class_bind_template_child_full (widget_class, "resource-facts", FALSE,
                                             G_STRUCT_OFFSET (IngotDeploymentPane, resource_facts));
  gtk_widget_class_bind_template_callback (widget_class, forgot_last_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_copying);
  gtk_widget_class_bind_template_callback (widget_class, use_style_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_version_cb);
}

/* What a deployment is said to be may change while it is shown: a discovery goes on. */
static void
watch (IngotDeploymentPane *self)
{
  self->deployment_signals = g_signal_group_new (INGOT_TYPE_DEPLOYMENT);
  g_signal_group_connect_swapped (self->deployment_signals, "notify", G_CALLBACK (show_all), self);
  self->resource_signals = g_signal_group_new (INGOT_TYPE_RESOURCE);
  g_signal_group_connect_swapped (self->resource_signals, "notify::account", G_CALLBACK (account_changed_cb), self);
  g_signal_group_connect_swapped (self->resource_signals, "notify", G_CALLBACK (show_all), self);
  self->account_signals = g_signal_group_new (INGOT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify", G_CALLBACK (show_all), self);
}

static void
ingot_deployment_pane_init (IngotDeploymentPane *self)
{
  g_type_ensure (INGOT_TYPE_DEPLOYMENT_FACTS);
  g_type_ensure (INGOT_TYPE_LESSON_LIST);
  g_type_ensure (INGOT_TYPE_RESOURCE_FACTS);
  g_type_ensure (INGOT_TYPE_ROUTING);
  g_type_ensure (INGOT_TYPE_TRACK_VIEW);
  gtk_widget_init_template (GTK_WIDGET (self));
  watch (self);
}

GtkWidget *
ingot_deployment_pane_new (IngotResources *resources, IngotLibrary *library)
{
  IngotDeploymentPane *self = g_object_new (INGOT_TYPE_DEPLOYMENT_PANE, NULL);

  self->resources = g_object_ref (resources);
  self->library = g_object_ref (library);
  return GTK_WIDGET (self);
}

IngotDeployment *
ingot_deployment_pane_get_deployment (IngotDeploymentPane *self)
{
  return self->deployment;
}

void
ingot_deployment_pane_set_deployment (IngotDeploymentPane *self, IngotDeployment *deployment)
{
  if (!g_set_object (&self->deployment, deployment))
    return;
  g_signal_group_set_target (self->deployment_signals, deployment);
  g_signal_group_set_target (self->resource_signals,
                             deployment != NULL ? ingot_deployment_get_resource (deployment) : NULL);
  account_changed_cb (self);
  gtk_stack_set_visible_child_name (self->stack, deployment != NULL ? "details" : "nothing");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  ingot_lesson_list_set_lessons (self->lessons, deployment != NULL ? ingot_deployment_get_lessons (deployment) : NULL);
  look_up_record (self);
  ingot_copied_clear (self->copy);
  show_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DEPLOYMENT]);
}
