/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ingot-deployment-entry.h"

G_BEGIN_DECLS

/**
 * IngotDeploymentTable:
 *
 * Deployments in columns, for where there is room.
 *
 * Properties, all writable:
 * - "model" (#GListModel of #IngotDeploymentEntry, nullable): in any order
 * - "menu-model" (#GMenuModel, nullable): what can be done with a row; its actions are about "selected"
 * - "selected" (#IngotDeploymentEntry, nullable)
 *
 * Signals:
 * - "activated" (#IngotDeploymentEntry): Enter, or a double click
 * - "details" (#IngotDeploymentEntry): Space
 */
#define INGOT_TYPE_DEPLOYMENT_TABLE (ingot_deployment_table_get_type ())
G_DECLARE_FINAL_TYPE (IngotDeploymentTable, ingot_deployment_table, INGOT, DEPLOYMENT_TABLE, AdwBin)

/* The entries have changed, perhaps in what they are ordered by. */
void ingot_deployment_table_sort_again (IngotDeploymentTable *self);

IngotDeploymentEntry *ingot_deployment_table_get_selected (IngotDeploymentTable *self); /* (nullable) */
void                  ingot_deployment_table_set_selected (IngotDeploymentTable *self, IngotDeploymentEntry *entry);

G_END_DECLS
