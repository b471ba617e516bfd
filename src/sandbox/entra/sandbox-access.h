/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-entra-private.h"

G_BEGIN_DECLS

/* Who a token lets in. */

/* A SandboxAccessCheck for the data plane: the network, whether it takes keys, and a token's signature, time,
 * audience and role. */
SandboxProblem *sandbox_access_check (SandboxExchange *exchange, gboolean with_key, const char *token,
                                      gpointer entra);

/* The claims of a token that we have given out and that is good now; else NULL, with @expired set when only
 * its time is wrong. */
JsonObject *sandbox_access_open (SandboxEntra *entra, const char *token, gboolean *expired);

G_END_DECLS
