/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-entra-private.h"

G_BEGIN_DECLS

/* What a redemption gives: an access token for @scope's resource and, as far as the scope says and somebody
 * has signed in, a refresh token and an id_token. @origin is what the tokens name as their issuer. */
JsonNode *sandbox_token_reply (SandboxEntra *entra, const SandboxSession *session, const SandboxScope *scope,
                               const char *origin);

/* An access token alone, good for @lifetime seconds. */
char *sandbox_token_new (SandboxEntra *entra, const SandboxSession *session, const char *audience,
                         const char *origin, guint lifetime);

G_END_DECLS
