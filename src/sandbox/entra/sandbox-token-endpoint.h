/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-entra-private.h"

G_BEGIN_DECLS

/* POST /TENANT/oauth2/v2.0/token: everything that can be exchanged for tokens. */
void sandbox_token_endpoint_handler (SandboxExchange *exchange, gpointer entra);

G_END_DECLS
