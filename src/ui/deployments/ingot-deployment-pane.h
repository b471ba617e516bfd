/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-library.h"
#include "jobs/ingot-resources.h"

G_BEGIN_DECLS

/**
 * IngotDeploymentPane:
 *
 * All that is known of one deployment: what it is, what was measured of it, what it taught, and how requests get to
 * it. It scrolls by itself and has no header bar: whoever places it has one.
 *
 * Property, writable: "deployment" (#IngotDeployment, nullable). It changes by itself, too, when somebody chooses
 * another endpoint style for it and the resource has that as a deployment of its own.
 *
 * Signal "chat" (#IngotDeployment): somebody wants to chat with it.
 *
 * It calls the window's actions "win.check" (int64: the deployment's id) and "win.accounts".
 */
#define INGOT_TYPE_DEPLOYMENT_PANE (ingot_deployment_pane_get_type ())
G_DECLARE_FINAL_TYPE (IngotDeploymentPane, ingot_deployment_pane, INGOT, DEPLOYMENT_PANE, AdwBin)

GtkWidget *ingot_deployment_pane_new (IngotResources *resources, IngotLibrary *library);

IngotDeployment *ingot_deployment_pane_get_deployment (IngotDeploymentPane *self); /* (nullable) */
void             ingot_deployment_pane_set_deployment (IngotDeploymentPane *self, IngotDeployment *deployment);

G_END_DECLS
