/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sandbox-exchange.h"

G_BEGIN_DECLS

/* @inference is a SandboxInference in all of these. */

/* GET /openai/v1/models and /openai/models: the catalogue of models that could be deployed, as by the service, and
 * not what is deployed. */
void sandbox_models_handler (SandboxExchange *exchange, gpointer inference);

/* GET /openai/v1/models/<id> and /openai/models/<id>, one of them. */
void sandbox_model_handler (SandboxExchange *exchange, gpointer inference);

/* GET /openai/deployments, in the old versions that have it. */
void sandbox_deployments_handler (SandboxExchange *exchange, gpointer inference);

/* GET /models/info?model=<deployment>: 404 for most, as on the service. */
void sandbox_info_handler (SandboxExchange *exchange, gpointer inference);

G_END_DECLS
