/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-route.h"

G_BEGIN_DECLS

/**
 * IngotRouteRow:
 *
 * One operation of a deployment in one endpoint style: whether a request for it works, why not, and where it goes.
 *
 * Property, writable: "route" (#IngotRoute, nullable).
 */
#define INGOT_TYPE_ROUTE_ROW (ingot_route_row_get_type ())
G_DECLARE_FINAL_TYPE (IngotRouteRow, ingot_route_row, INGOT, ROUTE_ROW, AdwPreferencesRow)

GtkWidget *ingot_route_row_new (void);

IngotRoute *ingot_route_row_get_route (IngotRouteRow *self); /* (nullable) */
void        ingot_route_row_set_route (IngotRouteRow *self, IngotRoute *route);

G_END_DECLS
