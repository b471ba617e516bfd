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

typedef enum
{
  BY_REQUESTS,
  BY_TOKENS,
} Measure;

static char *
describe (const SandboxDeployment *deployment, const SandboxAddress *address, Measure measure, guint seconds)
{
  gboolean chats = (deployment->operations & SANDBOX_OPERATION_CHAT) != 0;
  const char *operation = chats ? "ChatCompletions_Create" : "Embeddings_Create";

  if (deployment->fault == SANDBOX_FAULT_CAPACITY)
    return g_strdup_printf (
      "The system is currently experiencing high demand and cannot process your request. Your request "
      "exceeds the maximum usage size allowed during peak load. Please retry after %u seconds. For "
      "improved capacity reliability, consider switching to Provisioned Throughput.",
      seconds);
  if (address->style == SANDBOX_STYLE_DEPLOYMENT)
    return g_strdup_printf (
      "Requests to the %s Operation under Azure OpenAI API version %s have exceeded %s "
      "rate limit of your current OpenAI S0 pricing tier. Please retry after %u seconds. Please go here: "
      "https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.",
      operation, address->version, measure == BY_TOKENS ? "token" : "call", seconds);
  return g_strdup_printf (
    "Your requests to %s for %s in Sandbox have exceeded the %s rate limit for your current AIServices S0 "
    "pricing tier. This request was for %s. Please retry after %u seconds. To increase "
    "your default rate limit, visit: https://aka.ms/oai/quotaincrease.",
    deployment->name, deployment->model, measure == BY_TOKENS ? "token" : "call", operation, seconds);
}

static SandboxProblem *
too_many (const SandboxDeployment *deployment, const SandboxAddress *address, Measure measure, guint seconds)
{
  g_autofree char *message = describe (deployment, address, measure, seconds);
  SandboxProblem *problem = sandbox_problem_new (TOO_MANY_REQUESTS, "429", message);

  if (deployment->fault == SANDBOX_FAULT_RETRY_RESET)
    problem->reset_s = seconds;
  else
    problem->retry_after_ms = seconds * 1000;
  if (deployment->fault != SANDBOX_FAULT_CAPACITY)
    problem->policy = measure == BY_TOKENS ? "DeploymentRatelimit-Token" : "DeploymentRatelimit-Call";
  return problem;
}

SandboxProblem *
sandbox_quota_take (SandboxQuota *quota, const SandboxDeployment *deployment, const SandboxAddress *address,
                    guint tokens, gint64 now)
{
  guint request_limit = sandbox_deployment_get_requests_per_minute (deployment);
  guint token_limit = sandbox_deployment_get_tokens_per_minute (deployment);
  guint seconds_left;

  if (quota->refused < deployment->refuse_first)
    {
      quota->refused++;
      return too_many (deployment, address,
                       deployment->fault == SANDBOX_FAULT_RETRY_DAYS ? BY_TOKENS : BY_REQUESTS,
                       deployment->retry_after_s);
    }
  if (quota->minute_began == 0 || now - quota->minute_began >= MINUTE)
    {
      quota->minute_began = now;
      quota->requests = quota->tokens = 0;
    }
  seconds_left = (guint) ((quota->minute_began + MINUTE - now + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  if (quota->requests >= request_limit)
    return too_many (deployment, address, BY_REQUESTS, seconds_left);
  quota->requests++;
  if (tokens > token_limit)
    return too_many (deployment, address, BY_TOKENS, SECONDS_OF_NEVER);
  if (tokens > token_limit - quota->tokens)
    return too_many (deployment, address, BY_TOKENS, seconds_left);
  quota->tokens += tokens;
  return NULL;
}

void
sandbox_quota_add_headers (const SandboxQuota *quota, const SandboxDeployment *deployment,
                           SandboxExchange *exchange, gint64 now)
{
  gint64 requests = sandbox_deployment_get_requests_per_minute (deployment);
  gint64 tokens = sandbox_deployment_get_tokens_per_minute (deployment);
  gboolean unknown = deployment->fault == SANDBOX_FAULT_RATE_HEADERS;
  gint64 began = quota->minute_began != 0 ? quota->minute_began : now;
  gint64 seconds_left = (began + MINUTE - now + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

  sandbox_exchange_set_number_header (exchange, "x-ratelimit-limit-requests", unknown ? 0 : requests);
  sandbox_exchange_set_number_header (exchange, "x-ratelimit-limit-tokens", unknown ? 0 : tokens);
  sandbox_exchange_set_number_header (exchange, "x-ratelimit-remaining-requests",
                                      unknown ? -1 : requests - quota->requests);
  sandbox_exchange_set_number_header (exchange, "x-ratelimit-remaining-tokens",
                                      unknown ? -1 : tokens - quota->tokens);
  sandbox_exchange_set_number_header (exchange, "x-ratelimit-reset-requests", unknown ? 0 : seconds_left);
  sandbox_exchange_set_number_header (exchange, "x-ratelimit-reset-tokens", unknown ? 0 : seconds_left);
}
