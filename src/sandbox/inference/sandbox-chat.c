/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-chat.h"
#include "sandbox-inference.h"
#include "sandbox-version.h"
#include "sandbox-writer.h"

static SandboxProblem *
no_deployment (void)
{
  return sandbox_problem_new (
    SOUP_STATUS_NOT_FOUND, "DeploymentNotFound",
    "The API deployment for this resource does not exist. If you created the deployment "
    "within the last 5 minutes, please wait a moment and try again.");
}

static SandboxProblem *
no_chat (const SandboxDeployment *deployment)
{
  g_autofree char *message = g_strdup_printf (
    "The chatCompletion operation does not work with the specified model, %s. Please choose "
    "different model and try again. You can learn more about which models can be used with each "
    "operation here: https://go.microsoft.com/fwlink/?linkid=2197993.",
    deployment->model);

  return sandbox_problem_new (SOUP_STATUS_BAD_REQUEST, "OperationNotSupported", message);
}

/* The desk that a body is meant for, or NULL with *@problem set. */
static SandboxDesk *
find_desk (SandboxInference *inference, JsonObject *body, SandboxProblem **problem)
{
  const char *name = sandbox_request_body_get_model (body, problem);
  SandboxDesk *desk = name != NULL ? sandbox_inference_find (inference, name) : NULL;

  if (desk == NULL && *problem == NULL)
    *problem = no_deployment ();
  else if (desk != NULL && (desk->deployment->operations & SANDBOX_OPERATION_CHAT) == 0)
    *problem = no_chat (desk->deployment);
  return *problem == NULL ? desk : NULL;
}

/* Failed requests count against the limits, too: the check of the parameters comes after. */
static SandboxProblem *
take_quota (SandboxDesk *desk, const SandboxChatRequest *request)
{
  guint tokens = 0;

  if (request != NULL)
    tokens = request->prompt_tokens + (request->max_tokens != SANDBOX_NO_LIMIT ? request->max_tokens : 0);
  return sandbox_quota_take (&desk->quota, desk->deployment, tokens, g_get_monotonic_time ());
}

static SandboxPace
pace_of (SandboxInference *inference, const SandboxDeployment *deployment)
{
  SandboxPace pace = { deployment->tokens_per_second, deployment->first_token_ms };
  double rate = sandbox_inference_get_rate (inference);

  if (rate > 0 && !deployment->faults.ignore_rate)
    pace = (SandboxPace) { rate, 0 };
  return pace;
}

static void
answer (SandboxInference *inference, SandboxDesk *desk, SandboxExchange *exchange,
        SandboxChatRequest *request)
{
  guint64 seed = sandbox_inference_get_seed (inference);
  g_autofree char *request_id = g_uuid_string_random ();
  SandboxReply *reply;

  if (!request->is_repeatable)
    seed += desk->answers++;
  reply = sandbox_reply_new (desk->deployment, request, seed);
  sandbox_exchange_set_header (exchange, "x-request-id", request_id);
  sandbox_exchange_set_header (exchange, "x-ms-rai-invoked", "true");
  sandbox_exchange_set_header (exchange, "x-ms-deployment-name", desk->deployment->name);
  sandbox_writer_start (exchange, desk->deployment, request, reply, pace_of (inference, desk->deployment));
}

void
sandbox_chat_handler (SandboxExchange *exchange, gpointer user_data)
{
  SandboxInference *inference = user_data;
  g_autoptr(GBytes) bytes = sandbox_exchange_dup_body (exchange);
  g_autoptr(JsonObject) body = NULL;
  g_autoptr(SandboxChatRequest) request = NULL;
  g_autoptr(SandboxProblem) problem = NULL;
  SandboxProblem *no_quota = NULL;
  SandboxDesk *desk = NULL;

  if (sandbox_version_refuse_dated (exchange))
    return;
  body = sandbox_request_body_parse (bytes, &problem);
  if (body != NULL)
    desk = find_desk (inference, body, &problem);
  if (desk != NULL)
    {
      request = sandbox_chat_request_new (body, desk->deployment, &problem);
      no_quota = take_quota (desk, request);
      sandbox_quota_add_headers (&desk->quota, desk->deployment, exchange);
    }
  if (no_quota != NULL)
    sandbox_exchange_refuse (exchange, no_quota);
  else if (problem != NULL)
    sandbox_exchange_refuse (exchange, g_steal_pointer (&problem));
  else
    answer (inference, desk, exchange, g_steal_pointer (&request));
}
