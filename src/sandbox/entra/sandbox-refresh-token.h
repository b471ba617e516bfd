/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-entra-private.h"

G_BEGIN_DECLS

/* Refresh tokens carry what they stand for, under a seal that only this sandbox can make. Nothing is kept
 * about them, so that with a state folder they are good after a restart, too. */

char *sandbox_refresh_token_new (SandboxEntra *entra, const SandboxSession *session);

/* The session that a token stands for; NULL with the number of the refusal in @code. */
SandboxSession *sandbox_refresh_token_redeem (SandboxEntra *entra, const char *token, const char *client_id,
                                              guint *code);

G_END_DECLS
