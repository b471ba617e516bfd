/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-deployment-entry.h"

G_BEGIN_DECLS

/**
 * IngotDeploymentEntries:
 *
 * All deployments of all resources, a #GListModel of #IngotDeploymentEntry: resource by resource, in the order in which
 * they were found. What a look adds is listed in one piece when it pauses.
 *
 * Signal "entries-changed": something that is shown of some entries has changed, so that they may have to be ordered and
 * filtered again. Emitted when the changes pause, too.
 */
#define INGOT_TYPE_DEPLOYMENT_ENTRIES (ingot_deployment_entries_get_type ())
G_DECLARE_FINAL_TYPE (IngotDeploymentEntries, ingot_deployment_entries, INGOT, DEPLOYMENT_ENTRIES, GObject)

/* @resources: of #IngotResource */
IngotDeploymentEntries *ingot_deployment_entries_new (GListModel *resources);

/* (transfer none) (nullable) */
IngotDeploymentEntry   *ingot_deployment_entries_find (IngotDeploymentEntries *self, IngotDeployment *deployment);

/* How many resources have entries. */
guint                   ingot_deployment_entries_get_n_resources (IngotDeploymentEntries *self);

G_END_DECLS
