/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sandbox-exchange.h"

G_BEGIN_DECLS

/* @inference is a SandboxInference in all of these. */

/* GET /openai/v1/models and /openai/models. The service lists the catalogue of base models there. The
 * sandbox has no catalogue and lists its deployments by their names, so that every id can be used. */
void sandbox_models_handler (SandboxExchange *exchange, gpointer inference);

/* GET /openai/v1/models/<name>, one of them. */
void sandbox_model_handler (SandboxExchange *exchange, gpointer inference);

/* GET /openai/deployments, in the old versions that have it. */
void sandbox_deployments_handler (SandboxExchange *exchange, gpointer inference);

/* GET /models/info?model=<deployment>: 404 for most, as on the service. */
void sandbox_info_handler (SandboxExchange *exchange, gpointer inference);

G_END_DECLS
