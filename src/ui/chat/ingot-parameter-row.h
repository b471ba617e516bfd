/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-deployment.h"
#include "model/ingot-parameters.h"

G_BEGIN_DECLS

/**
 * IngotParameterRow:
 *
 * One parameter: its control, what is usual while nothing is set, and a button that
 * resets it. A parameter that the deployment refuses cannot be changed, and the row
 * says why.
 */
#define INGOT_TYPE_PARAMETER_ROW (ingot_parameter_row_get_type ())
G_DECLARE_FINAL_TYPE (IngotParameterRow, ingot_parameter_row, INGOT, PARAMETER_ROW, AdwPreferencesRow)

GtkWidget *ingot_parameter_row_new (IngotParameter parameter);

/* @parameters: (nullable) */
void ingot_parameter_row_set_parameters (IngotParameterRow *self, IngotParameters *parameters);

/* @deployment: (nullable): to be called again when its lessons change */
void ingot_parameter_row_set_deployment (IngotParameterRow *self, IngotDeployment *deployment);

G_END_DECLS
