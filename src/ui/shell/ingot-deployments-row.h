/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * IngotDeploymentsRow:
 *
 * The row below the library that shows the Deployments page, with their count. Uses the window's action
 * "win.deployments".
 *
 * Properties, all writable:
 * - "resources" (#GListModel of #IngotResource, nullable): whose deployments are counted, each name once
 * - "current" (boolean): the page is shown
 */
#define INGOT_TYPE_DEPLOYMENTS_ROW (ingot_deployments_row_get_type ())
G_DECLARE_FINAL_TYPE (IngotDeploymentsRow, ingot_deployments_row, INGOT, DEPLOYMENTS_ROW, AdwBin)

G_END_DECLS
