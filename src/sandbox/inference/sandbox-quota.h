/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-address.h"
#include "inference/sandbox-deployment.h"
#include "server/sandbox-exchange.h"

G_BEGIN_DECLS

/* What one deployment has used of its limits in the present minute. All zero is a fresh start. */
typedef struct
{
  gint64 minute_began; /* microseconds; 0 before the first request */
  guint requests;
  guint tokens;
  guint refused; /* requests that were refused only because the deployment is a faulty one */
} SandboxQuota;

/* Counts a request that may cost @tokens: the prompt's and, as the service does, all that it allows the
 * answer.
 * @now is monotonic time in microseconds. Returns the refusal with 429 if it is too much, else NULL. */
SandboxProblem *sandbox_quota_take (SandboxQuota *quota, const SandboxDeployment *deployment,
                                    const SandboxAddress *address, guint tokens, gint64 now);

/* The headers that every reply has, x-ratelimit-*; @now as above. */
void sandbox_quota_add_headers (const SandboxQuota *quota, const SandboxDeployment *deployment,
                                SandboxExchange *exchange, gint64 now);

G_END_DECLS
