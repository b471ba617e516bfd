/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-workspace.h"

G_BEGIN_DECLS

/**
 * IngotDeploymentsPage:
 *
 * Every deployment of every resource and what it is: a table, or boxed lists where there is little room, with a pane
 * of details. Uses the window's actions "win.toggle-library", "win.add-resource", "win.sign-in", "win.try-sandbox" and
 * "win.check".
 *
 * Signal "chat" (#IngotDeployment): somebody wants to talk to it.
 */
#define INGOT_TYPE_DEPLOYMENTS_PAGE (ingot_deployments_page_get_type ())
G_DECLARE_FINAL_TYPE (IngotDeploymentsPage, ingot_deployments_page, INGOT, DEPLOYMENTS_PAGE, AdwBin)

/* @workspace: (nullable): ready; @settings: (nullable): where it is kept whether the pane is shown */
GtkWidget *ingot_deployments_page_new (IngotWorkspace *workspace, GSettings *settings);

G_END_DECLS
