/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-entra-private.h"

G_BEGIN_DECLS

/* The authorization code grant, with PKCE (RFC 7636), back to a loopback address (RFC 8252). */

/* GET /TENANT/oauth2/v2.0/authorize: the page on which a person chooses an account. */
void sandbox_authorize_handler (SandboxExchange *exchange, gpointer entra);

/* POST /signin: what that page sends. */
void sandbox_authorize_form_handler (SandboxExchange *exchange, gpointer entra);

/* The session that an authorization code stands for; else NULL and the request has a problem. */
SandboxSession *sandbox_authorize_redeem (SandboxEntraRequest *request, SandboxScope **scope);

/* A table of sign-ins that are under way, by a name that becomes their code. */
GHashTable *sandbox_authorize_new_table (void);

G_END_DECLS
