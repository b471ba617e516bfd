/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-deployment.h"
#include "model/ingot-route.h"

G_BEGIN_DECLS

/**
 * IngotRouting:
 *
 * How requests get to a deployment: for one endpoint style at a time, which operations it has, where exactly they
 * are, and whether this style is the one in use.
 *
 * Property: "style" (int, an #IngotEndpointStyle): the style that is shown.
 *
 * Signals "use-style": somebody wants the style that is shown to be used; "use-version" (string, nullable: the usual
 * one): somebody wants this version of the style that is in use.
 */
#define INGOT_TYPE_ROUTING (ingot_routing_get_type ())
G_DECLARE_FINAL_TYPE (IngotRouting, ingot_routing, INGOT, ROUTING, AdwBin)

/* Shows @deployment, which is not kept, as it is now. @routes: (transfer none): of it. The style that is shown stays
 * while the deployment and the style that it uses do. */
void ingot_routing_show (IngotRouting *self, IngotDeployment *deployment, GListModel *routes);

/* What is shown of the deployment's main operation: the first that works. (transfer none) (nullable): NULL where
 * none has a URL. */
IngotRoute        *ingot_routing_get_main_route (IngotRouting *self);
IngotEndpointStyle ingot_routing_get_style      (IngotRouting *self);

G_END_DECLS
