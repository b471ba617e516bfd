/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-entra-private.h"

G_BEGIN_DECLS

/* Tokens for programs that run on a machine of Azure's and need no secret of their own. */

/* GET /msi/token: as App Service has it, with the header X-IDENTITY-HEADER. */
void sandbox_managed_identity_app_service_handler (SandboxExchange *exchange, gpointer entra);

/* GET /metadata/identity/oauth2/token: as virtual machines have it, with the header Metadata. */
void sandbox_managed_identity_imds_handler (SandboxExchange *exchange, gpointer entra);

G_END_DECLS
