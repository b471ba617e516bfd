/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-day-clock.h"
#include "ingot-deployments-row.h"
#include "ingot-library-pane.h"
#include "ingot-text-size.h"
#include "ingot-window.h"

G_BEGIN_DECLS

struct _IngotWindow
{
  AdwApplicationWindow parent_instance;

  GSettings *settings;
  IngotWorkspace *workspace;
  IngotConversation *conversation;
  IngotDayClock *clock;
  IngotTextSize *text_size; /* NULL without settings */
  GSignalGroup *workspace_signals;
  GSignalGroup *conversation_signals;
  guint refresh_id; /* the source that looks for what is deployed, or 0 */
  GtkWidget *chat_page; /* made when the workspace is ready */
  GtkWidget *deployments_page; /* these are made when first shown */
  GtkWidget *failure_page;
  GtkWidget *welcome_page;

  IngotDeploymentsRow *deployments_row;
  IngotLibraryPane *library_pane;
  GtkStack *pages; /* "chat" and "deployments" */
  AdwOverlaySplitView *split_view;
  GtkStack *stack; /* "loading", "failure", "welcome" and "main" */
  AdwToastOverlay *toast_overlay;
};

void ingot_window_install_actions (GtkWidgetClass *widget_class);
void ingot_window_install_check (GtkWidgetClass *widget_class);
void ingot_window_update_actions (IngotWindow *self);

/* The pages: a reply goes on while another one is shown. */
void ingot_window_make_pages (IngotWindow *self);
void ingot_window_drop_pages (IngotWindow *self);
void ingot_window_show_chat (IngotWindow *self);
void ingot_window_show_deployments (IngotWindow *self);
void ingot_window_show_failure (IngotWindow *self, const IngotFailure *failure);
void ingot_window_show_welcome (IngotWindow *self);

/* What the door of the welcome page does, whichever page is shown. */
void ingot_window_try_sandbox (IngotWindow *self);
gboolean ingot_window_shows_deployments (IngotWindow *self);

/* What the library has marked follows what is shown. */
void ingot_window_sync_selected (IngotWindow *self);

/* To where a person writes; the library no longer lies over it. */
void ingot_window_go_to_composer (IngotWindow *self);

/* Shows a conversation that is not in the library yet. @deployment: (nullable) */
void ingot_window_start_chat (IngotWindow *self, IngotDeployment *deployment);

/* Looks for what is deployed, in a while and where that has not been done for long. What comes of it is on the Deployments
 * page. */
void ingot_window_begin_refresh (IngotWindow *self);
void ingot_window_end_refresh (IngotWindow *self);

/* Shows what @account reaches as it is found; where there is nothing, says why, and offers to type an address. */
void ingot_window_look_for (IngotWindow *self, IngotAccount *account);

/* @account: (nullable): whose tokens to offer first */
void ingot_window_add_resource (IngotWindow *self, IngotAccount *account);

/* Some words in a toast. */
void ingot_window_tell (IngotWindow *self, const char *words);

void ingot_window_export (IngotWindow *self, IngotConversation *conversation);
void ingot_window_rename (IngotWindow *self, IngotConversation *conversation);
void ingot_window_delete (IngotWindow *self, IngotConversation *conversation);

G_END_DECLS
