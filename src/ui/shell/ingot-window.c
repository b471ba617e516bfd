/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-window-private.h"
#include "chat/ingot-chat-page.h"
#include "widgets/ingot-stack.h"

enum
{
  PROP_0,
  PROP_WORKSPACE,
  PROP_SETTINGS,
  PROP_CONVERSATION,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotWindow, ingot_window, ADW_TYPE_APPLICATION_WINDOW)

static void
go_to_composer_cb (gpointer user_data)
{
  g_autoptr(IngotWindow) self = user_data;

  ingot_window_go_to_composer (self);
}

static void
selected_cb (IngotWindow *self)
{
  IngotConversation *selected = ingot_library_pane_get_selected (self->library_pane);

  if (selected != NULL)
    ingot_window_set_conversation (self, selected);
}

/* Later, because the row takes the focus when the click is over. */
static void
chosen_cb (IngotWindow *self)
{
  g_idle_add_once (go_to_composer_cb, g_object_ref (self));
}

static void
hit_chosen_cb (IngotWindow *self, IngotSearchHit *hit)
{
  IngotLibrary *library = ingot_workspace_get_library (self->workspace);
  IngotConversation *conversation = ingot_library_find (library, ingot_search_hit_get_conversation (hit));

  /* It may have been deleted since it was found. */
  if (conversation == NULL)
    return;
  ingot_window_set_conversation (self, conversation);
  chosen_cb (self);
  if (ingot_search_hit_get_turn (hit) != 0)
    ingot_chat_page_reveal (INGOT_CHAT_PAGE (self->chat_page), ingot_search_hit_get_turn (hit),
                            ingot_search_hit_get_position (hit));
}

static gboolean
wants_library (IngotWindow *self)
{
  return self->settings == NULL || g_settings_get_boolean (self->settings, "library-shown");
}

/* Beside the page the library is as it was left there; over the page it is hidden at first. */
static void
collapsed_cb (IngotWindow *self)
{
  adw_overlay_split_view_set_show_sidebar (self->split_view,
                                           !adw_overlay_split_view_get_collapsed (self->split_view)
                                             && wants_library (self));
}

static void
show_sidebar_cb (IngotWindow *self)
{
  if (self->settings != NULL && !adw_overlay_split_view_get_collapsed (self->split_view))
    g_settings_set_boolean (self->settings, "library-shown",
                            adw_overlay_split_view_get_show_sidebar (self->split_view));
}

static void
conversation_id_cb (IngotWindow *self)
{
  if (self->settings != NULL && self->conversation != NULL)
    g_settings_set_int64 (self->settings, "last-conversation",
                          ingot_conversation_get_id (self->conversation));
  ingot_window_update_actions (self);
}

static gboolean
has_something (IngotWorkspace *workspace)
{
  GListModel *resources = G_LIST_MODEL (ingot_workspace_get_resources (workspace));

  return g_list_model_get_n_items (G_LIST_MODEL (ingot_workspace_get_library (workspace))) > 0
         || g_list_model_get_n_items (resources) > 1; /* the sandbox is always there */
}

/* The one that was open last, else the latest, else a new one. */
static void
open_conversation (IngotWindow *self)
{
  IngotLibrary *library = ingot_workspace_get_library (self->workspace);
  gint64 id = self->settings != NULL ? g_settings_get_int64 (self->settings, "last-conversation") : 0;
  IngotConversation *last = id != 0 ? ingot_library_find (library, id) : NULL;
  IngotConversation *latest = ingot_library_get_latest (library);
  IngotResources *resources = ingot_workspace_get_resources (self->workspace);

  if (last != NULL || latest != NULL)
    ingot_window_set_conversation (self, last != NULL ? last : latest);
  else
    ingot_window_start_chat (self, ingot_resources_get_default_deployment (resources));
  ingot_window_go_to_composer (self);
}

static void
open_last (IngotWindow *self)
{
  g_autofree char *page = self->settings != NULL ? g_settings_get_string (self->settings, "page") : NULL;

  open_conversation (self);
  if (g_strcmp0 (page, "deployments") == 0)
    ingot_window_show_deployments (self);
}

static void
workspace_ready_cb (IngotWindow *self)
{
  if (!ingot_workspace_get_ready (self->workspace) || self->chat_page != NULL)
    return;

  ingot_window_make_pages (self);
  g_object_set (self->library_pane, "library", ingot_workspace_get_library (self->workspace),
                "search", ingot_workspace_get_search (self->workspace), NULL);
  ingot_window_update_actions (self);
  if (self->settings != NULL)
    g_settings_bind (self->settings, "default-deployment", ingot_workspace_get_resources (self->workspace),
                     "preferred", G_SETTINGS_BIND_GET);

  if (has_something (self->workspace))
    open_last (self);
  else
    ingot_window_show_welcome (self);
}

static void
workspace_failure_cb (IngotWindow *self)
{
  const IngotFailure *failure = ingot_workspace_get_failure (self->workspace);

  if (failure != NULL)
    ingot_window_show_failure (self, failure);
}

static void
workspace_notice_cb (IngotWindow *self)
{
  const char *notice = ingot_workspace_get_notice (self->workspace);
  AdwDialog *dialog;

  if (notice == NULL)
    return;
  dialog = adw_alert_dialog_new (_("Please Note"), notice);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
save_state (IngotWindow *self)
{
  int width, height;

  if (self->settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set (self->settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

static void
restore_state (IngotWindow *self)
{
  int width, height;

  if (self->settings == NULL)
    return;
  g_settings_get (self->settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  adw_overlay_split_view_set_show_sidebar (self->split_view, wants_library (self));
}

static gboolean
ingot_window_close_request (GtkWindow *window)
{
  save_state (INGOT_WINDOW (window));
  return GTK_WINDOW_CLASS (ingot_window_parent_class)->close_request (window);
}

static void
ingot_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotWindow *self = INGOT_WINDOW (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    case PROP_CONVERSATION:
      g_value_set_object (value, self->conversation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
follow_text_scale (IngotWindow *self)
{
  if (self->settings == NULL)
    return;
  self->text_size = ingot_text_size_new (gtk_widget_get_display (GTK_WIDGET (self)));
  g_settings_bind (self->settings, "text-scale", self->text_size, "scale", G_SETTINGS_BIND_GET);
}

static void
ingot_window_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotWindow *self = INGOT_WINDOW (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      ingot_window_set_workspace (self, g_value_get_object (value));
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      restore_state (self);
      follow_text_scale (self);
      break;
    case PROP_CONVERSATION:
      ingot_window_set_conversation (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_window_dispose (GObject *object)
{
  IngotWindow *self = INGOT_WINDOW (object);

  ingot_window_end_refresh (self);
  g_clear_object (&self->workspace_signals);
  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->conversation);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);
  g_clear_object (&self->text_size);
  self->chat_page = NULL;
  self->deployments_page = NULL;
  self->failure_page = NULL;
  self->welcome_page = NULL;
  G_OBJECT_CLASS (ingot_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (INGOT_TYPE_DEPLOYMENTS_ROW);
  g_type_ensure (INGOT_TYPE_LIBRARY_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-window.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "deployments-row", FALSE,
                                             G_STRUCT_OFFSET (IngotWindow, deployments_row));
  gtk_widget_class_bind_template_child_full (widget_class, "library-pane", FALSE,
                                             G_STRUCT_OFFSET (IngotWindow, library_pane));
  gtk_widget_class_bind_template_child (widget_class, IngotWindow, pages);
  gtk_widget_class_bind_template_child_full (widget_class, "split-view", FALSE,
                                             G_STRUCT_OFFSET (IngotWindow, split_view));
  gtk_widget_class_bind_template_child (widget_class, IngotWindow, stack);
  gtk_widget_class_bind_template_child_full (widget_class, "toast-overlay", FALSE,
                                             G_STRUCT_OFFSET (IngotWindow, toast_overlay));
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, collapsed_cb);
  gtk_widget_class_bind_template_callback (widget_class, hit_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, ingot_window_delete);
  gtk_widget_class_bind_template_callback (widget_class, ingot_window_export);
  gtk_widget_class_bind_template_callback (widget_class, ingot_window_rename);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_sidebar_cb);
}

static void
ingot_window_class_init (IngotWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_window_get_property;
  object_class->set_property = ingot_window_set_property;
  object_class->dispose = ingot_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ingot_window_close_request;

  props[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, INGOT_TYPE_WORKSPACE, writable);
  props[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS,
                                              writable | G_PARAM_CONSTRUCT_ONLY);
  props[PROP_CONVERSATION] = g_param_spec_object ("conversation", NULL, NULL, INGOT_TYPE_CONVERSATION,
                                                  writable);
  g_object_class_install_properties (object_class, N_PROPS, props);

  bind_template (widget_class);
  ingot_window_install_actions (widget_class);
}

static void
ingot_window_init (IngotWindow *self)
{
  g_autoptr(GPropertyAction) toggle = NULL;

  self->workspace_signals = g_signal_group_new (INGOT_TYPE_WORKSPACE);
  g_signal_group_connect_swapped (self->workspace_signals, "notify::ready",
                                  G_CALLBACK (workspace_ready_cb), self);
  g_signal_group_connect_swapped (self->workspace_signals, "notify::failure",
                                  G_CALLBACK (workspace_failure_cb), self);
  g_signal_group_connect_swapped (self->workspace_signals, "notify::notice",
                                  G_CALLBACK (workspace_notice_cb), self);
  self->conversation_signals = g_signal_group_new (INGOT_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::id",
                                  G_CALLBACK (conversation_id_cb), self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::pinned",
                                  G_CALLBACK (ingot_window_update_actions), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  toggle = g_property_action_new ("toggle-library", self->split_view, "show-sidebar");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (toggle));
  self->clock = ingot_day_clock_new ();
  g_object_bind_property (self->clock, "today", self->library_pane, "today", G_BINDING_SYNC_CREATE);
  ingot_window_update_actions (self);
}

GtkWidget *
ingot_window_new (GtkApplication *application, IngotWorkspace *workspace, GSettings *settings)
{
  return g_object_new (INGOT_TYPE_WINDOW, "application", application, "settings", settings,
                       "workspace", workspace, NULL);
}

void
ingot_window_set_workspace (IngotWindow *self, IngotWorkspace *workspace)
{
  if (self->workspace == workspace)
    return;

  ingot_window_set_conversation (self, NULL);
  g_object_set (self->library_pane, "library", NULL, "search", NULL, NULL);
  ingot_stack_show (self->stack, "loading");
  ingot_window_drop_pages (self);

  g_set_object (&self->workspace, workspace);
  g_signal_group_set_target (self->workspace_signals, workspace);
  ingot_window_update_actions (self);
  if (workspace != NULL)
    {
      workspace_ready_cb (self);
      workspace_failure_cb (self);
      workspace_notice_cb (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WORKSPACE]);
}

IngotConversation *
ingot_window_get_conversation (IngotWindow *self)
{
  return self->conversation;
}

void
ingot_window_set_conversation (IngotWindow *self, IngotConversation *conversation)
{
  gboolean changed = g_set_object (&self->conversation, conversation);

  if (changed && conversation != NULL)
    ingot_library_load (ingot_workspace_get_library (self->workspace), conversation);
  if (conversation != NULL)
    ingot_window_show_chat (self);
  if (!changed)
    return;
  ingot_window_sync_selected (self);
  g_signal_group_set_target (self->conversation_signals, conversation);
  conversation_id_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATION]);
}

gboolean
ingot_window_has_content (IngotWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "loading") != 0;
}
