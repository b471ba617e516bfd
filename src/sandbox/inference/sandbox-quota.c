/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-quota.h"

#define MINUTE (60 * G_USEC_PER_SEC)

enum
{
  TOO_MANY_REQUESTS = 429, /* libsoup has no name for it */
  /* What the service says when a single request is larger than a whole minute's budget. */
  SECONDS_OF_NEVER = 86400,
};

static SandboxProblem *
too_many (const char *what, guint seconds)
{
  g_autofree char *message = g_strdup_printf (
    "Requests to the ChatCompletions_Create Operation under Azure OpenAI API version v1 have "
    "exceeded %s rate limit of your current AIServices S0 pricing tier. Please retry after %u "
    "seconds. Please go here: https://aka.ms/oai/quotaincrease if you would like to further "
    "increase the default rate limit.",
    what, seconds);
  SandboxProblem *problem = sandbox_problem_new (TOO_MANY_REQUESTS, "429", message);

  problem->retry_after_ms = seconds * 1000;
  return problem;
}

SandboxProblem *
sandbox_quota_take (SandboxQuota *quota, const SandboxDeployment *deployment, guint tokens, gint64 now)
{
  guint request_limit = sandbox_deployment_get_requests_per_minute (deployment);
  guint token_limit = sandbox_deployment_get_tokens_per_minute (deployment);
  guint seconds_left;

  if (quota->refused < deployment->faults.refuse_first)
    {
      quota->refused++;
      return too_many ("call", deployment->faults.retry_after_s);
    }
  if (quota->minute_began == 0 || now - quota->minute_began >= MINUTE)
    {
      quota->minute_began = now;
      quota->requests = quota->tokens = 0;
    }
  seconds_left = (guint) ((quota->minute_began + MINUTE - now + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  if (quota->requests >= request_limit)
    return too_many ("call", seconds_left);
  quota->requests++;
  if (tokens > token_limit)
    return too_many ("token", SECONDS_OF_NEVER);
  if (tokens > token_limit - quota->tokens)
    return too_many ("token", seconds_left);
  quota->tokens += tokens;
  return NULL;
}

void
sandbox_quota_add_headers (const SandboxQuota *quota, const SandboxDeployment *deployment,
                           SandboxExchange *exchange)
{
  guint requests = sandbox_deployment_get_requests_per_minute (deployment);
  guint tokens = sandbox_deployment_get_tokens_per_minute (deployment);

  sandbox_exchange_set_number_header (exchange, "x-ratelimit-limit-requests", requests);
  sandbox_exchange_set_number_header (exchange, "x-ratelimit-limit-tokens", tokens);
  sandbox_exchange_set_number_header (exchange, "x-ratelimit-remaining-requests", requests - quota->requests);
  sandbox_exchange_set_number_header (exchange, "x-ratelimit-remaining-tokens", tokens - quota->tokens);
}
