/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <string.h>

#include "sandbox-answer.h"
#include "sandbox-hints.h"
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
hidden_tokens (const SandboxDeployment *deployment, const SandboxChatRequest *request, const char *thoughts)
{
  guint tokens = sandbox_tokens_count (thoughts) * request->effort_percent / 100;

  if (deployment->reasoning != SANDBOX_REASONING_HIDDEN || request->effort_percent == 0)
    return 0;
  return (tokens / HIDDEN_STEP + 1) * HIDDEN_STEP;
}

static void
call_free (gpointer data)
{
  SandboxReplyCall *call = data;

  sandbox_tool_call_free (call->call);
  g_ptr_array_unref (call->arguments);
  g_free (call);
}

static void
take_calls (SandboxReply *reply, GPtrArray *calls)
{
  g_ptr_array_set_free_func (calls, NULL);
  for (guint i = 0; i < calls->len; i++)
    {
      SandboxReplyCall *call = g_new0 (SandboxReplyCall, 1);

      call->call = g_ptr_array_index (calls, i);
      call->arguments = g_ptr_array_new ();
      sandbox_tokens_append (call->arguments, reply->texts, call->call->arguments);
      g_ptr_array_add (reply->calls, call);
    }
}

/* What stands in the answer: calls of tools, JSON, or Markdown. */
static void
write_answer (SandboxReply *reply, const SandboxDeployment *deployment, const SandboxChatRequest *request,
              const SandboxTopic *topic)
{
  g_autoptr (SandboxHints) hints = sandbox_hints_new (request->prompt);
  gboolean is_answered = request->results->len > 0 || sandbox_answer_is_asked_for (request->prompt);
  guint variant = (guint) topic->seed;
  g_autoptr (GPtrArray) calls = sandbox_tools_call (request->tools, hints, is_answered, deployment, variant);
  g_autofree char *answer = NULL;

  take_calls (reply, calls);
  if (reply->calls->len > 0)
    return;
  answer = request->format.kind == SANDBOX_FORMAT_TEXT
             ? sandbox_answer_write (topic)
             : sandbox_format_write (&request->format, hints, deployment->name, variant);
  cut_at_stop (answer, request->stop);
  sandbox_tokens_append (reply->content, reply->texts, answer);
}

/* Reasoning is paid for out of the same limit, so a small one can leave nothing for the answer. */
static void
spend_all (SandboxReply *reply, guint budget)
{
  gboolean fits;

  reply->hidden_tokens = MIN (reply->hidden_tokens, budget);
  if (budget != SANDBOX_NO_LIMIT)
    budget -= reply->hidden_tokens;
  fits = spend (reply->reasoning, &budget);
  fits = spend (reply->content, &budget) && fits;
  for (guint i = 0; i < reply->calls->len; i++)
    {
      SandboxReplyCall *call = g_ptr_array_index (reply->calls, i);

      fits = spend (call->arguments, &budget) && fits;
    }
  if (!fits)
    reply->finish_reason = "length";
  else
    reply->finish_reason = reply->calls->len > 0 ? "tool_calls" : "stop";
}

SandboxReply *
sandbox_reply_new (const SandboxDeployment *deployment, const SandboxChatRequest *request, guint64 seed)
{
  SandboxTopic topic = { .deployment = deployment->name,
                         .model = deployment->model,
                         .prompt = request->prompt,
                         .turns = request->turns,
                         .seed = seed + (guint64) request->seed,
                         .pictures = request->pictures,
                         .results = request->results };
  g_autofree char *thoughts = sandbox_answer_think (&topic);
  SandboxReply *reply = g_new0 (SandboxReply, 1);

  reply->prompt_tokens = request->prompt_tokens;
  reply->texts = g_string_chunk_new (4096);
  reply->reasoning = g_ptr_array_new ();
  reply->content = g_ptr_array_new ();
  reply->calls = g_ptr_array_new_with_free_func (call_free);
  if (deployment->reasoning == SANDBOX_REASONING_SHOWN)
    sandbox_tokens_append (reply->reasoning, reply->texts, thoughts);
  reply->hidden_tokens = hidden_tokens (deployment, request, thoughts);
  write_answer (reply, deployment, request, &topic);
  spend_all (reply, request->max_tokens);
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
  g_ptr_array_set_size (reply->calls, 0);
  reply->finish_reason = "content_filter";
}

void
sandbox_reply_free (SandboxReply *reply)
{
  g_ptr_array_unref (reply->reasoning);
  g_ptr_array_unref (reply->content);
  g_ptr_array_unref (reply->calls);
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
  guint tokens = reply->hidden_tokens + reply->reasoning->len + reply->content->len;

  for (guint i = 0; i < reply->calls->len; i++)
    tokens += ((SandboxReplyCall *) g_ptr_array_index (reply->calls, i))->arguments->len;
  return tokens;
}
