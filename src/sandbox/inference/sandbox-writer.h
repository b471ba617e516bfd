/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-reply.h"
#include "server/sandbox-exchange.h"

G_BEGIN_DECLS

/* How fast a deployment writes. */
typedef struct
{
  double tokens_per_second;
  guint first_token_ms;
} SandboxPace;

/* Writes @reply into @exchange at @pace: as events if @request asks for a stream, else whole when the time
 * for all of it has passed. Takes @request and @reply; holds the exchange. */
void sandbox_writer_start (SandboxExchange *exchange, const SandboxDeployment *deployment,
                           SandboxChatRequest *request, SandboxReply *reply, SandboxPace pace);

G_END_DECLS
