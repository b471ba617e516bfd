/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sandbox-exchange.h"

G_BEGIN_DECLS

/* The v1 style has no versions: it refuses an api-version other than "v1" and "preview". TRUE if it
 * did. */
gboolean sandbox_version_refuse_dated (SandboxExchange *exchange);

G_END_DECLS
