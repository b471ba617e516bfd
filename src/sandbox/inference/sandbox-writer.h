/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-script.h"
#include "server/sandbox-exchange.h"

G_BEGIN_DECLS

/* How fast a deployment writes. */
typedef struct
{
  double tokens_per_second;
  guint first_token_ms;
} SandboxPace;

/* Writes @script, which it takes, into @exchange at @pace: as events if @stream, else whole when the time
 * for all of it has passed. Holds the exchange. */
void sandbox_writer_start (SandboxExchange *exchange, SandboxScript *script, gboolean stream,
                           SandboxPace pace);

G_END_DECLS
