/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-deployment.h"

G_BEGIN_DECLS

/**
 * IngotDeploymentPopover:
 *
 * The deployments that can chat, by resource, with a search. It is dear to make, so whoever offers it makes it when
 * it is first opened.
 *
 * Properties: "resources" (a #GListModel of #IngotResource), "selected" (#IngotDeployment), which has the check mark.
 * Signal "picked" (#IngotDeployment): somebody chose one; the popover is closed.
 */
#define INGOT_TYPE_DEPLOYMENT_POPOVER (ingot_deployment_popover_get_type ())
G_DECLARE_FINAL_TYPE (IngotDeploymentPopover, ingot_deployment_popover, INGOT, DEPLOYMENT_POPOVER, GtkPopover)

GtkWidget *ingot_deployment_popover_new (void);

G_END_DECLS
