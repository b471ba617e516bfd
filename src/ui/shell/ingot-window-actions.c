/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-preferences-dialog.h"
#include "ingot-rename-dialog.h"
#include "ingot-window-private.h"
#include "setup/ingot-accounts-dialog.h"
#include "setup/ingot-add-resource-dialog.h"
#include "setup/ingot-sign-in-dialog.h"

/* The usual five seconds are over before somebody has come here by keyboard, or has heard of it. */
#define UNDO_S 20

static gboolean
is_empty (IngotConversation *conversation)
{
  return ingot_conversation_get_loaded (conversation) && *ingot_conversation_get_draft (conversation) == '\0'
         && g_list_model_get_n_items (G_LIST_MODEL (conversation)) == 0;
}

static void
new_chat_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotWindow *self = INGOT_WINDOW (widget);
  IngotResources *resources = ingot_workspace_get_resources (self->workspace);

  /* One that nothing is in yet is as new as another. */
  if (self->conversation == NULL || !is_empty (self->conversation))
    ingot_window_start_chat (self, ingot_resources_get_default_deployment (resources));
  ingot_window_go_to_composer (self);
}

/* With a key, a resource is asked itself for what else is there. */
static void
list_added (IngotWindow *self, IngotDeployment *deployment)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);

  if (resource != NULL && ingot_resource_get_sign_in (resource) != INGOT_SIGN_IN_ACCOUNT)
    ingot_resources_refresh_resource (ingot_workspace_get_resources (self->workspace), resource);
}

/* A conversation that has begun keeps whom it talks to: what was said there went to that one. Whoever has only
 * replaced its key wants to go on in it. */
static void
resource_added_cb (IngotWindow *self, IngotDeployment *deployment)
{
  list_added (self, deployment);
  if (self->conversation != NULL && ingot_conversation_get_deployment (self->conversation) == deployment)
    return;
  if (self->conversation != NULL && ingot_conversation_get_loaded (self->conversation)
      && ingot_conversation_get_last (self->conversation) == NULL)
    ingot_conversation_set_deployment (self->conversation, deployment);
  else if (!ingot_window_shows_deployments (self)) /* where it is seen in the list */
    ingot_window_start_chat (self, deployment);
}

static void
add_resource_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ingot_window_add_resource (INGOT_WINDOW (widget), NULL);
}

static void
tell_signed_in (IngotWindow *self, IngotAccount *account)
{
  g_autofree char *words = g_strdup_printf (_("Signed in as %s"), ingot_account_get_title (account));

  ingot_window_tell (self, words);
}

/* An account is of use once there is something that it is signed in to: that is looked for, or typed. */
static void
signed_in_cb (IngotWindow *self, IngotAccount *account)
{
  tell_signed_in (self, account);
  if (ingot_cloud_get_management (ingot_account_get_cloud (account)) == NULL)
    ingot_window_add_resource (self, account);
  else
    ingot_window_look_for (self, account);
}

/* Whoever is in the middle of something else only gets to know more. */
static void
account_added_cb (IngotWindow *self, IngotAccount *account)
{
  if (ingot_cloud_get_management (ingot_account_get_cloud (account)) != NULL)
    g_object_unref (ingot_resources_discover (ingot_workspace_get_resources (self->workspace), account));
}

static void
sign_in_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotWindow *self = INGOT_WINDOW (widget);
  AdwDialog *dialog = ingot_sign_in_dialog_new (ingot_workspace_get_accounts (self->workspace), NULL);

  g_signal_connect_object (dialog, "signed-in", G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
accounts_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotWindow *self = INGOT_WINDOW (widget);
  AdwDialog *dialog = ingot_accounts_dialog_new (ingot_workspace_get_accounts (self->workspace));

  g_signal_connect_object (dialog, "signed-in", G_CALLBACK (account_added_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
signed_in_again_cb (IngotWindow *self, IngotAccount *account)
{
  tell_signed_in (self, account);
  gtk_widget_activate_action (self->chat_page, "chat.regenerate", NULL);
}

/* The account of whom the conversation talks to: its card says that it is signed out. */
static void
sign_in_again_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotWindow *self = INGOT_WINDOW (widget);
  IngotDeployment *deployment = ingot_conversation_get_deployment (self->conversation);
  IngotResource *resource = deployment != NULL ? ingot_deployment_get_resource (deployment) : NULL;
  IngotAccount *account = resource != NULL ? ingot_resource_get_account (resource) : NULL;
  AdwDialog *dialog;

  if (account == NULL || ingot_account_get_kind (account) != INGOT_ACCOUNT_PERSON)
    {
      accounts_activated (widget, name, NULL);
      return;
    }
  dialog = ingot_sign_in_dialog_new (ingot_workspace_get_accounts (self->workspace), account);
  g_signal_connect_object (dialog, "signed-in", G_CALLBACK (signed_in_again_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
try_sandbox_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ingot_window_try_sandbox (INGOT_WINDOW (widget));
}

static void
deployments_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ingot_window_show_deployments (INGOT_WINDOW (widget));
}

static void
rename_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ingot_window_rename (INGOT_WINDOW (widget), INGOT_WINDOW (widget)->conversation);
}

static void
export_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ingot_window_export (INGOT_WINDOW (widget), INGOT_WINDOW (widget)->conversation);
}

static void
delete_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ingot_window_delete (INGOT_WINDOW (widget), INGOT_WINDOW (widget)->conversation);
}

static void
pin_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ingot_conversation_set_pinned (INGOT_WINDOW (widget)->conversation, g_str_equal (name, "win.pin"));
}

static void
search_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotWindow *self = INGOT_WINDOW (widget);

  adw_overlay_split_view_set_show_sidebar (self->split_view, TRUE);
  ingot_library_pane_begin_search (self->library_pane);
}

static void
preferences_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotWindow *self = INGOT_WINDOW (widget);

  adw_dialog_present (ingot_preferences_dialog_new (self->workspace, self->settings), widget);
}

static void
zoom (IngotWindow *self, int direction)
{
  g_settings_set_double (self->settings, "text-scale", ingot_text_size_get_next (self->text_size, direction));
}

static void
zoom_in_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom (INGOT_WINDOW (widget), 1);
}

static void
zoom_out_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom (INGOT_WINDOW (widget), -1);
}

static void
zoom_reset_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom (INGOT_WINDOW (widget), 0);
}

static void
step (GtkWidget *widget, int direction)
{
  IngotWindow *self = INGOT_WINDOW (widget);
  g_autoptr(IngotConversation) next =
    ingot_library_pane_dup_neighbour (self->library_pane, self->conversation, direction);

  if (next != NULL)
    ingot_window_set_conversation (self, next);
}

static void
next_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (widget, 1);
}

static void
previous_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (widget, -1);
}

static void
focus_composer_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ingot_window_go_to_composer (INGOT_WINDOW (widget));
}

static void
close_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* The toast keeps what it can bring back. */
static void
undo_delete_cb (IngotWindow *self, AdwToast *toast)
{
  IngotConversation *conversation = g_object_get_data (G_OBJECT (toast), "conversation");

  ingot_library_restore (ingot_workspace_get_library (self->workspace), conversation);
  ingot_window_set_conversation (self, conversation);
}

static void
offer_undo (IngotWindow *self, IngotConversation *conversation)
{
  const char *name = ingot_conversation_get_title (conversation);
  g_autofree char *title = g_strdup_printf (_("“%s” deleted"), name != NULL ? name : _("New Chat"));
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, title);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_timeout (toast, UNDO_S);
  g_object_set_data_full (G_OBJECT (toast), "conversation", g_object_ref (conversation), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_delete_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

/* What is shown instead of a conversation that goes: the one below it, or above, or a new one. */
static void
leave_conversation (IngotWindow *self, IngotConversation *conversation)
{
  g_autoptr(IngotConversation) next =
    ingot_library_pane_dup_neighbour (self->library_pane, conversation, 1);

  if (next == NULL)
    next = ingot_library_pane_dup_neighbour (self->library_pane, conversation, -1);
  if (next != NULL)
    ingot_window_set_conversation (self, next);
  else
    ingot_window_start_chat (self, ingot_conversation_get_deployment (conversation));
}

void
ingot_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new-chat", NULL, new_chat_activated);
  gtk_widget_class_install_action (widget_class, "win.add-resource", NULL, add_resource_activated);
  gtk_widget_class_install_action (widget_class, "win.sign-in", NULL, sign_in_activated);
  gtk_widget_class_install_action (widget_class, "win.sign-in-again", NULL, sign_in_again_activated);
  gtk_widget_class_install_action (widget_class, "win.accounts", NULL, accounts_activated);
  gtk_widget_class_install_action (widget_class, "win.try-sandbox", NULL, try_sandbox_activated);
  gtk_widget_class_install_action (widget_class, "win.deployments", NULL, deployments_activated);
  gtk_widget_class_install_action (widget_class, "win.rename", NULL, rename_activated);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_activated);
  gtk_widget_class_install_action (widget_class, "win.delete", NULL, delete_activated);
  gtk_widget_class_install_action (widget_class, "win.pin", NULL, pin_activated);
  gtk_widget_class_install_action (widget_class, "win.unpin", NULL, pin_activated);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_activated);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_activated);
  gtk_widget_class_install_action (widget_class, "win.zoom-in", NULL, zoom_in_activated);
  gtk_widget_class_install_action (widget_class, "win.zoom-out", NULL, zoom_out_activated);
  gtk_widget_class_install_action (widget_class, "win.zoom-reset", NULL, zoom_reset_activated);
  gtk_widget_class_install_action (widget_class, "win.next", NULL, next_activated);
  gtk_widget_class_install_action (widget_class, "win.previous", NULL, previous_activated);
  gtk_widget_class_install_action (widget_class, "win.focus-composer", NULL, focus_composer_activated);
  gtk_widget_class_install_action (widget_class, "win.close", NULL, close_activated);
  ingot_window_install_check (widget_class);
}

void
ingot_window_update_actions (IngotWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean ready = self->workspace != NULL && ingot_workspace_get_ready (self->workspace);
  gboolean listed = ready && self->conversation != NULL && !ingot_window_shows_deployments (self)
                    && ingot_conversation_get_id (self->conversation) != 0;

  gtk_widget_action_set_enabled (widget, "win.new-chat", ready);
  gtk_widget_action_set_enabled (widget, "win.add-resource", ready);
  gtk_widget_action_set_enabled (widget, "win.sign-in", ready);
  gtk_widget_action_set_enabled (widget, "win.sign-in-again", ready && self->conversation != NULL);
  gtk_widget_action_set_enabled (widget, "win.accounts", ready);
  gtk_widget_action_set_enabled (widget, "win.check", ready);
  gtk_widget_action_set_enabled (widget, "win.try-sandbox", ready);
  gtk_widget_action_set_enabled (widget, "win.deployments", ready);
  gtk_widget_action_set_enabled (widget, "win.rename", listed);
  gtk_widget_action_set_enabled (widget, "win.export", listed);
  gtk_widget_action_set_enabled (widget, "win.delete", listed);
  gtk_widget_action_set_enabled (widget, "win.pin",
                                 listed && !ingot_conversation_get_pinned (self->conversation));
  gtk_widget_action_set_enabled (widget, "win.unpin",
                                 listed && ingot_conversation_get_pinned (self->conversation));
  gtk_widget_action_set_enabled (widget, "win.search", ready);
  gtk_widget_action_set_enabled (widget, "win.preferences", ready && self->settings != NULL);
  gtk_widget_action_set_enabled (widget, "win.zoom-in", self->text_size != NULL);
  gtk_widget_action_set_enabled (widget, "win.zoom-out", self->text_size != NULL);
  gtk_widget_action_set_enabled (widget, "win.zoom-reset", self->text_size != NULL);
  gtk_widget_action_set_enabled (widget, "win.next", ready);
  gtk_widget_action_set_enabled (widget, "win.previous", ready);
  gtk_widget_action_set_enabled (widget, "win.focus-composer", ready);
}

void
ingot_window_add_resource (IngotWindow *self, IngotAccount *account)
{
  AdwDialog *dialog = ingot_add_resource_dialog_new (ingot_workspace_get_resources (self->workspace),
                                                     ingot_workspace_get_accounts (self->workspace));

  if (account != NULL)
    ingot_add_resource_dialog_set_account (INGOT_ADD_RESOURCE_DIALOG (dialog), account);
  g_signal_connect_object (dialog, "added", G_CALLBACK (resource_added_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

void
ingot_window_go_to_composer (IngotWindow *self)
{
  if (adw_overlay_split_view_get_collapsed (self->split_view))
    adw_overlay_split_view_set_show_sidebar (self->split_view, FALSE);
  ingot_window_show_chat (self);
  if (self->chat_page != NULL)
    gtk_widget_activate_action (self->chat_page, "chat.focus-composer", NULL);
}

void
ingot_window_start_chat (IngotWindow *self, IngotDeployment *deployment)
{
  IngotLibrary *library = ingot_workspace_get_library (self->workspace);
  g_autoptr(IngotConversation) conversation = ingot_library_begin (library);

  ingot_conversation_set_deployment (conversation, deployment);
  ingot_window_set_conversation (self, conversation);
}

void
ingot_window_tell (IngotWindow *self, const char *words)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, words);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

void
ingot_window_rename (IngotWindow *self, IngotConversation *conversation)
{
  adw_dialog_present (ingot_rename_dialog_new (conversation), GTK_WIDGET (self));
}

void
ingot_window_delete (IngotWindow *self, IngotConversation *conversation)
{
  g_autoptr(IngotConversation) kept = g_object_ref (conversation);
  gboolean is_elsewhere = ingot_window_shows_deployments (self);

  ingot_outbox_stop (ingot_workspace_get_outbox (self->workspace), kept);
  if (self->conversation == kept)
    leave_conversation (self, kept);
  if (is_elsewhere && !ingot_window_shows_deployments (self))
    ingot_window_show_deployments (self);
  ingot_library_remove (ingot_workspace_get_library (self->workspace), kept);
  offer_undo (self, kept);
}
