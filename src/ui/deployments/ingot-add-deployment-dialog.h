/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-resources.h"

G_BEGIN_DECLS

/**
 * IngotAddDeploymentDialog:
 *
 * Adds a deployment by its name, which the resource is asked for: for resources that do not list theirs. It closes when
 * the deployment is there.
 *
 * Signal "found" (#IngotDeployment): it was added, or somebody took one of the near names
 */
#define INGOT_TYPE_ADD_DEPLOYMENT_DIALOG (ingot_add_deployment_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IngotAddDeploymentDialog, ingot_add_deployment_dialog, INGOT, ADD_DEPLOYMENT_DIALOG, AdwDialog)

AdwDialog *ingot_add_deployment_dialog_new (IngotResources *resources, IngotResource *resource);

G_END_DECLS
