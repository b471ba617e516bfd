/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sandbox-exchange.h"

G_BEGIN_DECLS

/* The deployments as a Foundry project shows them. A sandbox has whatever project is asked for. @inference is
 * a SandboxInference. */

/* GET /api/projects/<project>/deployments, with the filters modelPublisher, modelName and deploymentType. */
void sandbox_project_deployments_handler (SandboxExchange *exchange, gpointer inference);

/* GET /api/projects/<project>/deployments/<name>. */
void sandbox_project_deployment_handler (SandboxExchange *exchange, gpointer inference);

G_END_DECLS
