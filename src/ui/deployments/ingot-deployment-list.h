/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ingot-deployment-entry.h"

G_BEGIN_DECLS

/**
 * IngotDeploymentList:
 *
 * Deployments in boxed lists, one for each resource, for where there is little room. It makes rows only for what is
 * seen.
 *
 * Property, writable: "model" (#GListModel of #IngotDeploymentEntry, nullable): in any order
 *
 * Signal "activated" (#IngotDeploymentEntry): somebody wants to see what it is
 */
#define INGOT_TYPE_DEPLOYMENT_LIST (ingot_deployment_list_get_type ())
G_DECLARE_FINAL_TYPE (IngotDeploymentList, ingot_deployment_list, INGOT, DEPLOYMENT_LIST, AdwBin)

/* The entries have changed, perhaps in what they are ordered by. */
void ingot_deployment_list_sort_again (IngotDeploymentList *self);

/* What can be done with a resource, as a menu of the actions "deployments.…-resource" of whoever has the list. (transfer
 * full) */
GMenuModel *ingot_deployment_list_new_menu (IngotResource *resource);

G_END_DECLS
