/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-resource.h"

G_BEGIN_DECLS

/**
 * IngotDeploymentPicker:
 *
 * A button that tells a deployment and offers all others that chat, grouped by
 * resource.
 *
 * Properties, both writable:
 * - "resources" (#GListModel of #IngotResource, nullable)
 * - "selected" (#IngotDeployment, nullable)
 * - "purpose" (string, nullable): what a choice does, where the button is only an
 *   arrow beside another button
 *
 * Signal "picked" (#IngotDeployment): a person chose it, perhaps once more.
 */
#define INGOT_TYPE_DEPLOYMENT_PICKER (ingot_deployment_picker_get_type ())
G_DECLARE_FINAL_TYPE (IngotDeploymentPicker, ingot_deployment_picker, INGOT, DEPLOYMENT_PICKER, AdwBin)

GtkWidget *ingot_deployment_picker_new (void);

GListModel      *ingot_deployment_picker_get_resources (IngotDeploymentPicker *self);
void             ingot_deployment_picker_set_resources (IngotDeploymentPicker *self, GListModel *resources);
IngotDeployment *ingot_deployment_picker_get_selected (IngotDeploymentPicker *self);
void             ingot_deployment_picker_set_selected (IngotDeploymentPicker *self,
                                                       IngotDeployment *selected);

void ingot_deployment_picker_popup (IngotDeploymentPicker *self);

G_END_DECLS
