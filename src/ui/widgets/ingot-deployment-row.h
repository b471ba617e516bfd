/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-deployment.h"

G_BEGIN_DECLS

/**
 * IngotDeploymentRow:
 *
 * One line of the picker: name, model, endpoint style, and a check on the
 * deployment that is in use.
 *
 * Properties, both writable: "deployment", "current" (#IngotDeployment, nullable).
 */
#define INGOT_TYPE_DEPLOYMENT_ROW (ingot_deployment_row_get_type ())
G_DECLARE_FINAL_TYPE (IngotDeploymentRow, ingot_deployment_row, INGOT, DEPLOYMENT_ROW, AdwBin)

GtkWidget *ingot_deployment_row_new (void);

G_END_DECLS
