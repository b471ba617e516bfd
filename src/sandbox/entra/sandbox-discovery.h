/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-entra-private.h"

G_BEGIN_DECLS

/* What clients ask before they begin: where everything is, and with which keys tokens are signed. */

/* GET /TENANT/v2.0/.well-known/openid-configuration, and the same without v2.0 */
void sandbox_discovery_openid_handler (SandboxExchange *exchange, gpointer entra);

/* GET /TENANT/discovery/v2.0/keys, and the same without v2.0 */
void sandbox_discovery_keys_handler (SandboxExchange *exchange, gpointer entra);

/* GET /common/discovery/instance: whether an authority is one. */
void sandbox_discovery_instance_handler (SandboxExchange *exchange, gpointer entra);

G_END_DECLS
