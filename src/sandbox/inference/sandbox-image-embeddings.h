/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sandbox-exchange.h"

G_BEGIN_DECLS

/* POST /models/images/embeddings; @inference is a SandboxInference. */
void sandbox_image_embeddings_handler (SandboxExchange *exchange, gpointer inference);

G_END_DECLS
