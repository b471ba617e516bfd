/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-deployment-entries.h"
#include "ingot-deployment-filter.h"
#include "ingot-deployment-list.h"
#include "ingot-deployment-pane.h"
#include "ingot-deployment-table.h"
#include "ingot-deployments-page.h"
#include "ingot-looks-view.h"

G_BEGIN_DECLS

struct _IngotDeploymentsPage
{
  AdwBin parent_instance;

  IngotWorkspace *workspace;
  IngotResources *resources;
  GSettings *settings;
  IngotDeploymentEntries *entries;
  IngotDeploymentFilter *filter;
  GtkFilterListModel *filtered;
  IngotDeploymentPane *pane; /* made when first seen */
  gboolean pane_shown;
  gboolean is_beside; /* the pane has room of its own */
  gboolean is_narrow;
  guint minute_id;    /* what tells ages again while the page is seen, or 0 */

  AdwNavigationView *navigation;
  AdwNavigationPage *details;
  AdwOverlaySplitView *split_view;
  AdwBin *wide_bin;   /* where the pane is … */
  AdwBin *narrow_bin; /* … where there is room, and where not */
  AdwWindowTitle *title;
  GtkWidget *spinner;
  GtkEditable *search;
  GtkDropDown *resource;
  GtkMenuButton *resource_menu;
  AdwToggleGroup *kind;
  IngotLooksView *looks;
  GtkStack *stack;
  IngotDeploymentTable *table;
  IngotDeploymentList *list;
  AdwStatusPage *nothing;
  GtkWidget *add_deployment;
  GtkWidget *clear;
};

/* The resource whose deployments are looked at, where it is one. (transfer none) (nullable) */
IngotResource *ingot_deployments_page_get_resource (IngotDeploymentsPage *self);

/* Shows what @entry is: beside the list, over it, or instead of it. */
void ingot_deployments_page_show_details (IngotDeploymentsPage *self, IngotDeploymentEntry *entry);

/* Chats with @entry; one that does not chat is shown. */
void ingot_deployments_page_open (IngotDeploymentsPage *self, IngotDeploymentEntry *entry);
void ingot_deployments_page_chat (IngotDeploymentsPage *self, IngotDeployment *deployment);

void ingot_deployments_page_install_actions (GtkWidgetClass *widget_class);

/* What can be done with @entry and with its resource. (transfer full) */
GMenuModel *ingot_deployments_page_new_menu (IngotDeploymentsPage *self, IngotDeploymentEntry *entry);

G_END_DECLS
