/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-resource.h"

G_BEGIN_DECLS

/**
 * IngotDeploymentFacts:
 *
 * What the listings say that a deployment and its resource are. What is not said of the deployment is shown as
 * unknown, what is not said of the resource is left out.
 */
#define INGOT_TYPE_DEPLOYMENT_FACTS (ingot_deployment_facts_get_type ())
G_DECLARE_FINAL_TYPE (IngotDeploymentFacts, ingot_deployment_facts, INGOT, DEPLOYMENT_FACTS, AdwBin)

/* Shows @deployment as it is now; it is not kept. @now: Unix time in microseconds. */
void ingot_deployment_facts_show (IngotDeploymentFacts *self, IngotDeployment *deployment, gint64 now);

G_END_DECLS
