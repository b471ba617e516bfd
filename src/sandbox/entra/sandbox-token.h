/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-entra-private.h"

G_BEGIN_DECLS

/* What a redemption gives: an access token for @scope's resource and, as far as the scope says and somebody
 * has signed in, a refresh token and an id_token. @origin is what the tokens name as their issuer. */
JsonNode *sandbox_token_reply (SandboxEntra *entra, SandboxSession *session, const SandboxScope *scope,
                               const char *origin);

/* An access token alone, good for @lifetime seconds. */
char *sandbox_token_new (SandboxEntra *entra, const SandboxSession *session, const char *audience,
                         const char *origin, guint lifetime);

/* The session that a refresh token stands for; NULL with the number of the refusal
 * in @code. */
SandboxSession *sandbox_token_redeem_refresh (SandboxEntra *entra, const char *token, const char *client_id,
                                              guint *code);

void sandbox_token_revoke (SandboxEntra *entra, const char *token);

/* A table for sandbox_token_redeem_refresh (). */
GHashTable *sandbox_token_new_table (void);

G_END_DECLS
