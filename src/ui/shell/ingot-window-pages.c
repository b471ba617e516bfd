/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include "chat/ingot-chat-page.h"
#include "chat/ingot-parameters-view.h"
#include "deployments/ingot-deployments-page.h"
#include "ingot-failure-page.h"
#include "ingot-window-private.h"
#include "setup/ingot-welcome-page.h"
#include "widgets/ingot-stack.h"

static void
chat_cb (IngotWindow *self, IngotDeployment *deployment)
{
  ingot_window_start_chat (self, deployment);
  ingot_window_go_to_composer (self);
}

static void
need_deployments_page (IngotWindow *self)
{
  if (self->deployments_page != NULL)
    return;
  self->deployments_page = ingot_deployments_page_new (self->workspace, self->settings);
  g_signal_connect_object (self->deployments_page, "chat", G_CALLBACK (chat_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->pages, self->deployments_page, "deployments");
}

/* The sandbox can be started from the chat page as well, where the welcome page's words are not seen. */
static void
problem_cb (IngotWindow *self, const char *problem)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "welcome") != 0)
    ingot_window_tell (self, problem);
}

static void
need_welcome_page (IngotWindow *self)
{
  if (self->welcome_page != NULL)
    return;
  self->welcome_page = ingot_welcome_page_new ();
  g_object_set (self->welcome_page, "resources", ingot_workspace_get_resources (self->workspace), NULL);
  g_signal_connect_object (self->welcome_page, "deployment-ready", G_CALLBACK (chat_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->welcome_page, "problem", G_CALLBACK (problem_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, self->welcome_page, "welcome");
}

/* Nothing is written at a start that shows what was shown last. */
static void
remember_page (IngotWindow *self, const char *name)
{
  g_autofree char *last = self->settings != NULL ? g_settings_get_string (self->settings, "page") : NULL;

  if (self->settings != NULL && !g_str_equal (last, name))
    g_settings_set_string (self->settings, "page", name);
}

static void
show_page (IngotWindow *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->pages, name);
  g_object_set (self->deployments_row, "current", ingot_window_shows_deployments (self), NULL);
  ingot_window_sync_selected (self);
  ingot_window_update_actions (self);
  remember_page (self, name);
}

void
ingot_window_make_pages (IngotWindow *self)
{
  GtkWidget *view;

  self->chat_page = ingot_chat_page_new (self->workspace);
  g_object_bind_property (self, "conversation", self->chat_page, "conversation", G_BINDING_SYNC_CREATE);
  view = ingot_parameters_view_new (self->chat_page, self->settings);
  g_object_bind_property (self, "conversation", view, "conversation", G_BINDING_SYNC_CREATE);
  g_object_set (view, "conversations", ingot_workspace_get_library (self->workspace), NULL);
  gtk_stack_add_named (self->pages, view, "chat");
  if (self->settings != NULL)
    g_settings_bind (self->settings, "enter-sends", self->chat_page, "enter-sends", G_SETTINGS_BIND_GET);
  g_object_set (self->deployments_row, "resources", ingot_workspace_get_resources (self->workspace), NULL);
  ingot_window_begin_refresh (self);
}

void
ingot_window_drop_pages (IngotWindow *self)
{
  GtkWidget *page;

  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, page);
  self->chat_page = NULL;
  self->deployments_page = NULL;
  if (self->welcome_page != NULL)
    gtk_stack_remove (self->stack, g_steal_pointer (&self->welcome_page));
  g_object_set (self->deployments_row, "resources", NULL, NULL);
  ingot_window_end_refresh (self);
}

gboolean
ingot_window_shows_deployments (IngotWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "deployments") == 0;
}

void
ingot_window_show_chat (IngotWindow *self)
{
  if (self->chat_page == NULL)
    return;
  ingot_stack_show (self->stack, "main");
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "chat") != 0)
    show_page (self, "chat");
}

void
ingot_window_show_deployments (IngotWindow *self)
{
  need_deployments_page (self);
  ingot_stack_show (self->stack, "main");
  show_page (self, "deployments");
  if (adw_overlay_split_view_get_collapsed (self->split_view))
    adw_overlay_split_view_set_show_sidebar (self->split_view, FALSE);
  gtk_widget_grab_focus (self->deployments_page);
}

void
ingot_window_show_failure (IngotWindow *self, const IngotFailure *failure)
{
  if (self->failure_page == NULL)
    {
      self->failure_page = ingot_failure_page_new ();
      gtk_stack_add_named (self->stack, self->failure_page, "failure");
    }
  ingot_failure_page_show (INGOT_FAILURE_PAGE (self->failure_page), failure);
  ingot_stack_show (self->stack, "failure");
}

void
ingot_window_show_welcome (IngotWindow *self)
{
  need_welcome_page (self);
  ingot_stack_show (self->stack, "welcome");
}

void
ingot_window_try_sandbox (IngotWindow *self)
{
  if (self->workspace == NULL || ingot_workspace_get_resources (self->workspace) == NULL)
    return;
  need_welcome_page (self);
  ingot_welcome_page_try_sandbox (INGOT_WELCOME_PAGE (self->welcome_page));
}

void
ingot_window_sync_selected (IngotWindow *self)
{
  ingot_library_pane_set_selected (self->library_pane,
                                   ingot_window_shows_deployments (self) ? NULL : self->conversation);
}
