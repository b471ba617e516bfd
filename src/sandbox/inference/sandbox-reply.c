/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <string.h>

#include "sandbox-answer.h"
#include "sandbox-reply.h"
#include "sandbox-tokens.h"

/* OpenAI's reasoning models report their reasoning in steps of this many tokens. */
enum
{
  HIDDEN_STEP = 64,
};

static void
cut_at_stop (char *text, GStrv stop)
{
  for (guint i = 0; stop[i] != NULL; i++)
    {
      char *found = *stop[i] != '\0' ? strstr (text, stop[i]) : NULL;

      if (found != NULL)
        *found = '\0';
    }
}

/* Keeps at most *@budget tokens, and takes them off it. */
static gboolean
spend (GPtrArray *tokens, guint *budget)
{
  gboolean fits = tokens->len <= *budget;

  if (!fits)
    g_ptr_array_set_size (tokens, (gint) *budget);
  if (*budget != SANDBOX_NO_LIMIT)
    *budget -= tokens->len;
  return fits;
}

static guint
hidden_tokens (const SandboxDeployment *deployment, const char *thoughts)
{
  guint tokens = sandbox_tokens_count (thoughts);

  return deployment->reasoning == SANDBOX_REASONING_HIDDEN ? (tokens / HIDDEN_STEP + 1) * HIDDEN_STEP : 0;
}

SandboxReply *
sandbox_reply_new (const SandboxDeployment *deployment, const SandboxChatRequest *request, guint64 seed)
{
  SandboxTopic topic = { deployment->name, deployment->model, request->prompt, request->turns,
                         seed + (guint64) request->seed };
  g_autofree char *thoughts = sandbox_answer_think (&topic);
  g_autofree char *answer = sandbox_answer_write (&topic);
  SandboxReply *reply = g_new0 (SandboxReply, 1);
  guint budget = request->max_tokens;
  gboolean fits;

  cut_at_stop (answer, request->stop);
  reply->prompt_tokens = request->prompt_tokens;
  reply->texts = g_string_chunk_new (4096);
  reply->reasoning = g_ptr_array_new ();
  reply->content = g_ptr_array_new ();
  if (deployment->reasoning == SANDBOX_REASONING_SHOWN)
    sandbox_tokens_append (reply->reasoning, reply->texts, thoughts);
  sandbox_tokens_append (reply->content, reply->texts, answer);

  /* Reasoning is paid for out of the same limit, so a small one can leave nothing for the answer. */
  reply->hidden_tokens = MIN (hidden_tokens (deployment, thoughts), budget);
  if (budget != SANDBOX_NO_LIMIT)
    budget -= reply->hidden_tokens;
  fits = spend (reply->reasoning, &budget);
  fits = spend (reply->content, &budget) && fits;
  reply->finish_reason = fits ? "stop" : "length";
  return reply;
}

void
sandbox_reply_inline_reasoning (SandboxReply *reply)
{
  g_autoptr (GPtrArray) answer = NULL;
  GPtrArray *content;

  if (reply->reasoning->len == 0)
    return;
  content = g_ptr_array_new ();
  reply->inlined_tokens = reply->reasoning->len;
  answer = g_steal_pointer (&reply->content);
  sandbox_tokens_append (content, reply->texts, "<think>\n");
  g_ptr_array_extend_and_steal (content, g_steal_pointer (&reply->reasoning));
  if (answer->len > 0)
    sandbox_tokens_append (content, reply->texts, "</think>\n\n");
  g_ptr_array_extend_and_steal (content, g_steal_pointer (&answer));
  reply->content = content;
  reply->reasoning = g_ptr_array_new ();
}

void
sandbox_reply_withhold (SandboxReply *reply, guint n_tokens)
{
  if (reply->content->len > n_tokens)
    g_ptr_array_set_size (reply->content, (gint) n_tokens);
  reply->finish_reason = "content_filter";
}

void
sandbox_reply_free (SandboxReply *reply)
{
  g_ptr_array_unref (reply->reasoning);
  g_ptr_array_unref (reply->content);
  g_string_chunk_free (reply->texts);
  g_free (reply);
}

guint
sandbox_reply_get_reasoning_tokens (const SandboxReply *reply)
{
  return reply->hidden_tokens + reply->inlined_tokens + reply->reasoning->len;
}

guint
sandbox_reply_get_completion_tokens (const SandboxReply *reply)
{
  return reply->hidden_tokens + reply->reasoning->len + reply->content->len;
}
