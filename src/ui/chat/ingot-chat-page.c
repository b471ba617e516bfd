/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-chat"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-chat-page-private.h"
#include "ingot-empty-chat.h"
#include "transcript/ingot-transcript.h"
#include "widgets/ingot-late-menu.h"

struct _IngotChatPage
{
  AdwBin parent_instance;

  IngotWorkspace *workspace;
  IngotConversation *conversation;
  GSignalGroup *workspace_signals;
  GSignalGroup *resources_signals;
  GSignalGroup *conversation_signals;
  GSignalGroup *turn_signals; /* of the last turn */
  gboolean enter_sends;
  gint64 sought_turn;         /* what is shown when the conversation is loaded, or 0 */
  gsize sought_position;

  AdwWindowTitle *title;
  GMenuModel *menu;
  GtkMenuButton *menu_button;
  GtkWidget *find;
  AdwBanner *banner;
  GtkStack *stack;
  IngotEmptyChat *empty; /* NULL until it is shown */
  IngotTranscript *transcript;
  IngotReplyStatus *status; /* (nullable): below the last turn */
  IngotComposer *composer;
};

enum
{
  PROP_0,
  PROP_CONVERSATION,
  PROP_ENTER_SENDS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotChatPage, ingot_chat_page, ADW_TYPE_BIN)

static IngotOutbox *
get_outbox (IngotChatPage *self)
{
  return self->workspace != NULL ? ingot_workspace_get_outbox (self->workspace) : NULL;
}

static IngotResources *
get_resources (IngotChatPage *self)
{
  return self->workspace != NULL ? ingot_workspace_get_resources (self->workspace) : NULL;
}

static IngotDeployment *
get_deployment (IngotChatPage *self)
{
  return self->conversation != NULL ? ingot_conversation_get_deployment (self->conversation) : NULL;
}

/* The last turn, when it is a reply. */
static IngotTurn *
get_reply (IngotChatPage *self)
{
  IngotTurn *last = self->conversation != NULL ? ingot_conversation_get_last (self->conversation) : NULL;

  return last != NULL && ingot_turn_get_role (last) == INGOT_ROLE_ASSISTANT ? last : NULL;
}

static IngotSendJob *
get_job (IngotChatPage *self)
{
  IngotOutbox *outbox = get_outbox (self);

  if (outbox == NULL || self->conversation == NULL)
    return NULL;
  return ingot_outbox_get_job (outbox, self->conversation);
}

/* The one place that says what can be done. */
static void
update_actions (IngotChatPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  IngotTurn *reply = get_reply (self);
  gboolean busy = self->conversation != NULL && ingot_conversation_get_busy (self->conversation);
  gboolean able = get_outbox (self) != NULL && get_deployment (self) != NULL
                  && ingot_conversation_get_loaded (self->conversation);

  gtk_widget_action_set_enabled (widget, "chat.stop", busy);
  gtk_widget_action_set_enabled (widget, "chat.retry-now", busy);
  gtk_widget_action_set_enabled (widget, "chat.use-style", able && !busy && reply != NULL);
  ingot_chat_page_update_turn_actions (self, able && !busy);
}

static void
update_title (IngotChatPage *self)
{
  const char *title = self->conversation != NULL ? ingot_conversation_get_title (self->conversation) : NULL;

  adw_window_title_set_title (self->title, title != NULL ? title : _("New Chat"));
}

static void
update_deployment (IngotChatPage *self)
{
  IngotDeployment *deployment = get_deployment (self);
  IngotResource *resource = deployment != NULL ? ingot_deployment_get_resource (deployment) : NULL;

  adw_banner_set_revealed (self->banner,
                           resource != NULL && ingot_resource_get_kind (resource) == INGOT_RESOURCE_SANDBOX);
}

static void
example_cb (IngotChatPage *self, const char *example)
{
  ingot_composer_fill (self->composer, example);
}

static void
show_empty (IngotChatPage *self)
{
  IngotResources *resources = get_resources (self);

  if (self->empty == NULL)
    {
      self->empty = INGOT_EMPTY_CHAT (ingot_empty_chat_new ());
      g_signal_connect_object (self->empty, "example", G_CALLBACK (example_cb), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
    }
  ingot_empty_chat_show (self->empty, get_deployment (self),
                         resources != NULL && ingot_resources_get_default_deployment (resources) != NULL);
}

static void
update_stack (IngotChatPage *self)
{
  gboolean empty = self->conversation != NULL && ingot_conversation_get_loaded (self->conversation)
                   && ingot_conversation_get_last (self->conversation) == NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.find", self->conversation != NULL && !empty);
  if (empty)
    show_empty (self);
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "transcript");
}

static void
update (IngotChatPage *self)
{
  update_title (self);
  update_deployment (self);
  update_stack (self);
  update_actions (self);
}

static void
update_alternative (IngotChatPage *self)
{
  IngotResources *resources = get_resources (self);
  IngotTurn *reply = get_reply (self);

  if (self->status == NULL)
    return;
  ingot_reply_status_set_alternative (self->status, resources != NULL && reply != NULL
                                                    ? ingot_resources_find_alternative (resources, reply) : NULL);
}

static void
update_reply (IngotChatPage *self)
{
  IngotTurn *last = self->conversation != NULL ? ingot_conversation_get_last (self->conversation) : NULL;
  IngotTurn *edited = ingot_composer_get_edited (self->composer);

  g_signal_group_set_target (self->turn_signals, last);
  update_alternative (self);
  if (self->status != NULL)
    ingot_reply_status_set_job (self->status, get_job (self));
  if (edited != NULL && ingot_conversation_find_turn (self->conversation, ingot_turn_get_id (edited)) != edited)
    ingot_composer_end_edit (self->composer);
  update_stack (self);
  update_actions (self);
}

static void
reveal_sought (IngotChatPage *self)
{
  if (self->sought_turn == 0 || self->conversation == NULL
      || !ingot_conversation_get_loaded (self->conversation))
    return;
  ingot_transcript_reveal (self->transcript, self->sought_turn, self->sought_position);
  self->sought_turn = 0;
}

/* A chat that has nobody to talk to yet gets whoever is there. */
static void
choose_default (IngotChatPage *self)
{
  IngotResources *resources = get_resources (self);

  if (resources == NULL || self->conversation == NULL || get_deployment (self) != NULL)
    return;
  if (ingot_conversation_get_loaded (self->conversation)
      && ingot_conversation_get_last (self->conversation) == NULL)
    ingot_conversation_set_deployment (self->conversation,
                                       ingot_resources_get_default_deployment (resources));
}

static void
resources_changed_cb (IngotChatPage *self)
{
  choose_default (self);
  update_alternative (self);
  update (self);
}

static void
workspace_changed_cb (IngotChatPage *self)
{
  IngotResources *resources = get_resources (self);
  IngotLibrary *library = self->workspace != NULL ? ingot_workspace_get_library (self->workspace) : NULL;

  ingot_composer_set_resources (self->composer, G_LIST_MODEL (resources));
  if (self->status != NULL)
    ingot_reply_status_set_resources (self->status, G_LIST_MODEL (resources));
  g_signal_group_set_target (self->resources_signals, resources);
  if (library != NULL && self->conversation != NULL && !ingot_conversation_get_loaded (self->conversation))
    ingot_library_load (library, self->conversation);
  resources_changed_cb (self);
  update_reply (self);
}

static GtkWidget *
create_foot (gpointer self)
{
  GtkWidget *foot = ingot_reply_status_new ();

  g_signal_connect_object (foot, "regenerate-with", G_CALLBACK (ingot_chat_page_regenerate), self,
                           G_CONNECT_SWAPPED);
  return foot;
}

static void
bind_foot (GtkWidget *foot, IngotTurn *turn, gboolean is_last, gpointer user_data)
{
  IngotChatPage *self = INGOT_CHAT_PAGE (user_data);
  IngotReplyStatus *status = INGOT_REPLY_STATUS (foot);

  if (is_last)
    g_set_weak_pointer (&self->status, status);
  else if (self->status == status)
    g_clear_weak_pointer (&self->status);
  ingot_reply_status_set_is_last (status, is_last);
  ingot_reply_status_set_job (status, is_last ? get_job (self) : NULL);
  ingot_reply_status_set_resources (status, is_last ? G_LIST_MODEL (get_resources (self)) : NULL);
  ingot_reply_status_set_turn (status, turn);
  if (is_last)
    update_alternative (self);
  else
    ingot_reply_status_set_alternative (status, NULL);
}

static const IngotFootFactory feet = { create_foot, bind_foot };

/* Said once, when it is over: a screen reader that is told of every word cannot be listened to. */
static void
turn_ended_cb (IngotChatPage *self)
{
  IngotTurn *reply = get_reply (self);

  update_actions (self);
  if (reply != NULL)
    ingot_chat_page_announce (self, reply);
}

static void
stop_cb (IngotChatPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "chat.stop", NULL);
}

static void
stop_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotChatPage *self = INGOT_CHAT_PAGE (widget);
  IngotOutbox *outbox = get_outbox (self);

  if (outbox != NULL && self->conversation != NULL)
    ingot_outbox_stop (outbox, self->conversation);
}

static void
retry_now_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotSendJob *job = get_job (INGOT_CHAT_PAGE (widget));

  if (job != NULL)
    ingot_send_job_retry_now (job);
}

/* Regenerates with the deployment that failed, addressed in the style that was found to answer. */
static void
use_style_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotChatPage *self = INGOT_CHAT_PAGE (widget);
  IngotTurn *reply = get_reply (self);
  const IngotFailure *failure = reply != NULL ? ingot_turn_get_failure (reply) : NULL;
  IngotDeployment *deployment = get_deployment (self);
  IngotEndpointStyle style = ingot_endpoint_style_read (g_variant_get_int32 (parameter));

  if (failure == NULL || deployment == NULL || get_resources (self) == NULL || style == 0)
    return;
  /* Another one may have been chosen since: then that is asked, as it is. */
  if (g_strcmp0 (failure->deployment, ingot_deployment_get_name (deployment)) == 0)
    ingot_conversation_set_deployment (self->conversation,
                                       ingot_resources_use_style (get_resources (self), deployment, style));
  gtk_widget_activate_action (widget, "chat.regenerate", NULL);
}

static void
find_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ingot_transcript_find (INGOT_CHAT_PAGE (widget)->transcript, NULL);
}

static void
focus_composer_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (INGOT_CHAT_PAGE (widget)->composer));
}

static void
pick_deployment_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ingot_composer_pick_deployment (INGOT_CHAT_PAGE (widget)->composer);
}

static gboolean
ingot_chat_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (INGOT_CHAT_PAGE (widget)->composer));
}

static void
ingot_chat_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_CONVERSATION)
    g_value_set_object (value, INGOT_CHAT_PAGE (object)->conversation);
  else if (prop_id == PROP_ENTER_SENDS)
    g_value_set_boolean (value, INGOT_CHAT_PAGE (object)->enter_sends);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
set_enter_sends (IngotChatPage *self, gboolean enter_sends)
{
  if (self->enter_sends == enter_sends)
    return;
  self->enter_sends = enter_sends;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ENTER_SENDS]);
}

static void
ingot_chat_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_CONVERSATION)
    ingot_chat_page_set_conversation (INGOT_CHAT_PAGE (object), g_value_get_object (value));
  else if (prop_id == PROP_ENTER_SENDS)
    set_enter_sends (INGOT_CHAT_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_chat_page_dispose (GObject *object)
{
  IngotChatPage *self = INGOT_CHAT_PAGE (object);

  g_clear_object (&self->workspace_signals);
  g_clear_object (&self->resources_signals);
  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->turn_signals);
  g_clear_weak_pointer (&self->status);
  g_clear_object (&self->conversation);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ingot_chat_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.stop", NULL, stop_activated);
  gtk_widget_class_install_action (widget_class, "chat.retry-now", NULL, retry_now_activated);
  gtk_widget_class_install_action (widget_class, "chat.use-style", "i", use_style_activated);
  ingot_chat_page_install_turn_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "chat.find", NULL, find_activated);
  gtk_widget_class_install_action (widget_class, "chat.focus-composer", NULL, focus_composer_activated);
  gtk_widget_class_install_action (widget_class, "chat.pick-deployment", NULL, pick_deployment_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "chat.stop", NULL);
}

static void
ingot_chat_page_class_init (IngotChatPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (INGOT_TYPE_COMPOSER);
  g_type_ensure (INGOT_TYPE_TRANSCRIPT);

  object_class->get_property = ingot_chat_page_get_property;
  object_class->set_property = ingot_chat_page_set_property;
  object_class->dispose = ingot_chat_page_dispose;
  widget_class->grab_focus = ingot_chat_page_grab_focus;

  props[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, INGOT_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_ENTER_SENDS] =
    g_param_spec_boolean ("enter-sends", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  install_actions (widget_class);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-chat-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotChatPage, title);
  gtk_widget_class_bind_template_child (widget_class, IngotChatPage, find);
  gtk_widget_class_bind_template_child (widget_class, IngotChatPage, menu);
  gtk_widget_class_bind_template_child (widget_class, IngotChatPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, IngotChatPage, banner);
  gtk_widget_class_bind_template_child (widget_class, IngotChatPage, stack);
  gtk_widget_class_bind_template_child (widget_class, IngotChatPage, transcript);
  gtk_widget_class_bind_template_child (widget_class, IngotChatPage, composer);
  gtk_widget_class_bind_template_callback_full (widget_class, "send_cb", G_CALLBACK (ingot_chat_page_send));
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
watch (GSignalGroup *group, const char *signal, void (*callback) (IngotChatPage *), IngotChatPage *self)
{
  g_signal_group_connect_swapped (group, signal, G_CALLBACK (callback), self);
}

static void
ingot_chat_page_init (IngotChatPage *self)
{
  self->enter_sends = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  ingot_menu_button_set_late_menu (self->menu_button, self->menu);
  ingot_transcript_set_foot_factory (self->transcript, &feet, self);

  self->workspace_signals = g_signal_group_new (INGOT_TYPE_WORKSPACE);
  watch (self->workspace_signals, "notify::ready", workspace_changed_cb, self);
  self->resources_signals = g_signal_group_new (INGOT_TYPE_RESOURCES);
  watch (self->resources_signals, "items-changed", resources_changed_cb, self);
  self->conversation_signals = g_signal_group_new (INGOT_TYPE_CONVERSATION);
  watch (self->conversation_signals, "notify::title", update_title, self);
  watch (self->conversation_signals, "notify::deployment", update, self);
  watch (self->conversation_signals, "notify::busy", update_reply, self);
  watch (self->conversation_signals, "notify::loaded", update_reply, self);
  watch (self->conversation_signals, "items-changed", update_reply, self);
  g_signal_group_connect_data (self->conversation_signals, "notify::loaded", G_CALLBACK (reveal_sought), self, NULL,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  self->turn_signals = g_signal_group_new (INGOT_TYPE_TURN);
  watch (self->turn_signals, "notify::state", turn_ended_cb, self);
  update (self);
}

GtkWidget *
ingot_chat_page_new (IngotWorkspace *workspace)
{
  IngotChatPage *self = g_object_new (INGOT_TYPE_CHAT_PAGE, NULL);

  if (g_set_object (&self->workspace, workspace))
    {
      g_signal_group_set_target (self->workspace_signals, workspace);
      workspace_changed_cb (self);
    }
  return GTK_WIDGET (self);
}

IngotConversation *
ingot_chat_page_get_conversation (IngotChatPage *self)
{
  return self->conversation;
}

void
ingot_chat_page_set_conversation (IngotChatPage *self, IngotConversation *conversation)
{
  if (!g_set_object (&self->conversation, conversation))
    return;
  self->sought_turn = 0;
  g_signal_group_set_target (self->conversation_signals, conversation);
  ingot_transcript_set_conversation (self->transcript, conversation);
  ingot_composer_set_conversation (self->composer, conversation);
  workspace_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATION]);
}

IngotOutbox *
ingot_chat_page_get_outbox (IngotChatPage *self)
{
  return get_outbox (self);
}

IngotResources *
ingot_chat_page_get_resources (IngotChatPage *self)
{
  return get_resources (self);
}

IngotComposer *
ingot_chat_page_get_composer (IngotChatPage *self)
{
  return self->composer;
}

IngotReplyStatus *
ingot_chat_page_get_status (IngotChatPage *self)
{
  return self->status;
}

void
ingot_chat_page_set_narrow (IngotChatPage *self, gboolean is_narrow)
{
  gtk_widget_set_visible (self->find, !is_narrow);
}

void
ingot_chat_page_reveal (IngotChatPage *self, gint64 turn, gsize position)
{
  self->sought_turn = turn;
  self->sought_position = position;
  reveal_sought (self);
}
