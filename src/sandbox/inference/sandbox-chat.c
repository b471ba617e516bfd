/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "safety/sandbox-refusal.h"
#include "sandbox-chat.h"
#include "sandbox-gate.h"
#include "sandbox-writer.h"

enum
{
  /* The asynchronous filter speaks up when the text has been sent. */
  TOKENS_BEFORE_ASYNC = 60,
};

static const char *const known[]
  = { "messages", "model",  "frequency_penalty", "presence_penalty", "temperature",
      "top_p",    "stream", "max_tokens",        "response_format",  "stop",
      "tools",    "seed",   "tool_choice",       "modalities",       "user_security_context",
      NULL };

static SandboxPace
pace_of (SandboxInference *inference, const SandboxDeployment *deployment)
{
  SandboxPace pace = { deployment->tokens_per_second, deployment->first_token_ms };
  double rate = sandbox_inference_get_rate (inference);

  if (rate > 0 && !deployment->ignore_rate)
    pace = (SandboxPace) { rate, 0 };
  return pace;
}

static guint
cost_of (const SandboxChatRequest *request)
{
  if (request == NULL)
    return 0;
  return request->prompt_tokens + (request->max_tokens != SANDBOX_NO_LIMIT ? request->max_tokens : 0);
}

static SandboxProblem *
filter_prompt (const SandboxGate *gate, const SandboxChatRequest *request)
{
  SandboxFault fault = gate->desk->deployment->fault;
  const char *product = gate->address->style == SANDBOX_STYLE_INFERENCE ? "Microsoft" : "Azure OpenAI";

  if (fault == SANDBOX_FAULT_FILTER_NO_INNER)
    return sandbox_refusal_new (NULL, product);
  if (fault == SANDBOX_FAULT_FILTER_UNWRAPPED)
    return sandbox_refusal_new_unwrapped ();
  return sandbox_verdict_blocks (&request->prompt_verdict)
           ? sandbox_refusal_new (&request->prompt_verdict, product)
           : NULL;
}

static void
filter_reply (SandboxReply *reply, SandboxChatRequest *request, const SandboxDeployment *deployment)
{
  guint n_tokens
    = deployment->fault == SANDBOX_FAULT_ASYNC_FILTER ? TOKENS_BEFORE_ASYNC : SANDBOX_FAULT_TOKENS;

  if (deployment->fault == SANDBOX_FAULT_FILTER_NO_DONE)
    sandbox_verdict_read (&request->reply_verdict, "filter-reply-violence-medium", "reply");
  if (sandbox_verdict_blocks (&request->reply_verdict))
    sandbox_reply_withhold (reply, request->stream ? n_tokens : 0);
}

static SandboxReply *
reply_of (SandboxGate *gate, SandboxChatRequest *request, guint choice)
{
  const SandboxDeployment *deployment = gate->desk->deployment;
  guint64 seed = sandbox_inference_get_seed (gate->inference) + choice;
  SandboxReply *reply;

  if (!request->is_repeatable)
    seed += gate->desk->answers++;
  reply = sandbox_reply_new (deployment, request, seed);
  if (sandbox_address_is_until (gate->address, "2025-05-01-preview")
      && gate->address->style == SANDBOX_STYLE_INFERENCE)
    sandbox_reply_inline_reasoning (reply);
  /* Of several the first one is blocked. */
  if (choice == 0)
    filter_reply (reply, request, deployment);
  return reply;
}

static void
answer (SandboxGate *gate, SandboxChatRequest *request)
{
  const SandboxDeployment *deployment = gate->desk->deployment;
  GPtrArray *replies = g_ptr_array_new_with_free_func ((GDestroyNotify) sandbox_reply_free);
  SandboxPace pace = pace_of (gate->inference, deployment);

  for (guint i = 0; i < request->n; i++)
    g_ptr_array_add (replies, reply_of (gate, request, i));
  /* They are written side by side. */
  pace.tokens_per_second *= request->n;
  sandbox_writer_start (gate->exchange, sandbox_script_new (deployment, request, replies, gate->address),
                        request->stream, pace);
}

void
sandbox_chat_handler (SandboxExchange *exchange, gpointer inference)
{
  g_auto (SandboxGate) gate = { 0 };
  g_autoptr (SandboxChatRequest) request = NULL;

  sandbox_gate_enter (&gate, inference, exchange, SANDBOX_OPERATION_CHAT, known);
  if (gate.problem == NULL)
    request = sandbox_chat_request_new (gate.body, gate.desk->deployment, gate.address, &gate.problem);
  if (gate.desk != NULL)
    sandbox_gate_charge (&gate, cost_of (request));
  if (gate.problem == NULL)
    gate.problem = filter_prompt (&gate, request);
  if (gate.problem == NULL)
    answer (&gate, request);
  else
    sandbox_gate_refuse (&gate);
}
