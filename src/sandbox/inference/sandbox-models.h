/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sandbox-exchange.h"

G_BEGIN_DECLS

/* GET /openai/v1/models; @inference is a SandboxInference. The service lists the catalogue of base models
 * there. The sandbox has no catalogue and lists its deployments by their names, so that every id can
 * be used. */
void sandbox_models_handler (SandboxExchange *exchange, gpointer inference);

G_END_DECLS
