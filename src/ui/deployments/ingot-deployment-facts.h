/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-deployment.h"

G_BEGIN_DECLS

/**
 * IngotDeploymentFacts:
 *
 * What a listing says that a deployment is. What it does not say is told in a line, in place of a dash each.
 */
#define INGOT_TYPE_DEPLOYMENT_FACTS (ingot_deployment_facts_get_type ())
G_DECLARE_FINAL_TYPE (IngotDeploymentFacts, ingot_deployment_facts, INGOT, DEPLOYMENT_FACTS, AdwBin)

/* Shows @deployment as it is now; it is not kept. */
void ingot_deployment_facts_show (IngotDeploymentFacts *self, IngotDeployment *deployment);

G_END_DECLS
