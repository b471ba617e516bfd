/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <string.h>

#include "sandbox-chat-json.h"
#include "sandbox-logprobs.h"
#include "server/sandbox-json.h"

/* Stands for the text while the rest of a chunk is built; no name or id has it in it. */
#define PLACE "%TEXT%"
#define LOGPROBS_PLACE "%LOGPROBS%"

static gboolean
is_inference (const SandboxChatHead *head)
{
  return head->style == SANDBOX_STYLE_INFERENCE;
}

static void
add_prompt_results (JsonBuilder *builder, const SandboxChatHead *head, const char *name)
{
  sandbox_json_begin_array (builder, name);
  json_builder_begin_object (builder);
  sandbox_json_add_integer (builder, "prompt_index", 0);
  sandbox_verdict_add_prompt (&head->prompt, builder, "content_filter_results");
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

/* What the filter says about a choice: when it blocks, the other ones come through. */
static const SandboxVerdict *
verdict_of (const SandboxChatHead *head, guint choice)
{
  static const SandboxVerdict nothing = { 0 };

  return choice > 0 && sandbox_verdict_blocks (&head->reply) ? &nothing : &head->reply;
}

static void
add_usage (JsonBuilder *builder, const SandboxChatHead *head, GPtrArray *replies)
{
  const SandboxReply *reply = g_ptr_array_index (replies, 0);
  guint completion_tokens = 0, reasoning_tokens = 0;

  for (guint i = 0; i < replies->len; i++)
    {
      completion_tokens += sandbox_reply_get_completion_tokens (g_ptr_array_index (replies, i));
      reasoning_tokens += sandbox_reply_get_reasoning_tokens (g_ptr_array_index (replies, i));
    }

  sandbox_json_begin_object (builder, "usage");
  sandbox_json_add_integer (builder, "prompt_tokens", reply->prompt_tokens);
  sandbox_json_add_integer (builder, "completion_tokens", completion_tokens);
  sandbox_json_add_integer (builder, "total_tokens", (gint64) reply->prompt_tokens + completion_tokens);
  sandbox_json_begin_object (builder, "completion_tokens_details");
  sandbox_json_add_integer (builder, "audio_tokens", 0);
  sandbox_json_add_integer (builder, "reasoning_tokens", reasoning_tokens);
  if (is_inference (head))
    sandbox_json_add_integer (builder, "total_tokens", completion_tokens);
  json_builder_end_object (builder);
  sandbox_json_begin_object (builder, "prompt_tokens_details");
  sandbox_json_add_integer (builder, "audio_tokens", 0);
  sandbox_json_add_integer (builder, "cached_tokens", 0);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static JsonBuilder *
begin (const SandboxChatHead *head, const char *object)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "id", head->id);
  sandbox_json_add_string (builder, "object", object);
  sandbox_json_add_integer (builder, "created", head->created);
  sandbox_json_add_string (builder, "model", head->model);
  if (!is_inference (head))
    sandbox_json_add_string (builder, "system_fingerprint", head->fingerprint);
  return builder;
}

static JsonBuilder *
begin_delta (const SandboxChatHead *head, guint choice)
{
  JsonBuilder *builder = begin (head, "chat.completion.chunk");

  sandbox_json_begin_array (builder, "choices");
  json_builder_begin_object (builder);
  sandbox_json_add_integer (builder, "index", choice);
  sandbox_json_begin_object (builder, "delta");
  return builder;
}

/* Ends the delta and its choice; the chunk itself stays open. */
static void
end_delta (JsonBuilder *builder, const SandboxChatHead *head, const char *finish_reason,
           const SandboxVerdict *verdict, const char *logprobs)
{
  json_builder_end_object (builder);
  sandbox_json_add_string (builder, "finish_reason", finish_reason);
  sandbox_json_add_string (builder, "logprobs", logprobs);
  if (verdict != NULL && finish_reason != NULL)
    sandbox_verdict_add_reply (verdict, builder, "content_filter_results");
  else if (verdict != NULL)
    sandbox_verdict_add_piece (verdict, builder, "content_filter_results");
  else if (!is_inference (head))
    {
      sandbox_json_begin_object (builder, "content_filter_results");
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

static char *
finish (JsonBuilder *builder, const SandboxChatHead *head)
{
  if (!is_inference (head))
    sandbox_json_add_null (builder, "usage");
  return sandbox_json_print (builder);
}

static char *
join (GPtrArray *tokens)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tokens->len; i++)
    g_string_append (text, g_ptr_array_index (tokens, i));
  return g_string_free_and_steal (text);
}

static void
add_call (JsonBuilder *builder, const SandboxToolCall *call, const char *arguments)
{
  sandbox_json_add_string (builder, "id", call->id);
  sandbox_json_add_string (builder, "type", "function");
  sandbox_json_begin_object (builder, "function");
  sandbox_json_add_string (builder, "name", call->name);
  sandbox_json_add_string (builder, "arguments", arguments);
  json_builder_end_object (builder);
}

static void
add_calls (JsonBuilder *builder, GPtrArray *calls)
{
  sandbox_json_begin_array (builder, "tool_calls");
  for (guint i = 0; i < calls->len; i++)
    {
      SandboxReplyCall *call = g_ptr_array_index (calls, i);
      g_autofree char *arguments = join (call->arguments);

      json_builder_begin_object (builder);
      add_call (builder, call->call, arguments);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_message (JsonBuilder *builder, const SandboxChatHead *head, const SandboxReply *reply)
{
  g_autofree char *content = join (reply->content);
  g_autofree char *reasoning = join (reply->reasoning);

  sandbox_json_begin_object (builder, "message");
  sandbox_json_add_string (builder, "role", "assistant");
  if (*reasoning != '\0')
    sandbox_json_add_string (builder, "reasoning_content", reasoning);
  sandbox_json_add_string (builder, "content", reply->calls->len == 0 ? content : NULL);
  if (reply->calls->len > 0)
    add_calls (builder, reply->calls);
  else if (is_inference (head))
    sandbox_json_add_null (builder, "tool_calls");
  if (!is_inference (head))
    sandbox_json_add_null (builder, "refusal");
  json_builder_end_object (builder);
}

static void
add_choice (JsonBuilder *builder, const SandboxChatHead *head, guint choice, const SandboxReply *reply)
{
  json_builder_begin_object (builder);
  sandbox_json_add_integer (builder, "index", choice);
  sandbox_json_add_string (builder, "finish_reason", reply->finish_reason);
  if (head->logprobs)
    {
      json_builder_set_member_name (builder, "logprobs");
      json_builder_add_value (builder, sandbox_logprobs_to_json (reply->content, head->n_top_logprobs));
    }
  else
    sandbox_json_add_null (builder, "logprobs");
  add_message (builder, head, reply);
  sandbox_verdict_add_reply (verdict_of (head, choice), builder, "content_filter_results");
  json_builder_end_object (builder);
}

void
sandbox_chat_head_init (SandboxChatHead *head, const SandboxDeployment *deployment,
                        const SandboxChatRequest *request, SandboxStyle style)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (GString) id = g_string_new (uuid);

  g_string_replace (id, "-", "", 0);
  head->style = style;
  head->id = g_strconcat (style == SANDBOX_STYLE_INFERENCE ? "" : "chatcmpl-", id->str, NULL);
  head->created = g_get_real_time () / G_USEC_PER_SEC;
  head->model = deployment->reported_model;
  head->fingerprint = g_strdup_printf ("fp_%08x", g_str_hash (deployment->reported_model));
  head->prompt = request->prompt_verdict;
  head->reply = request->reply_verdict;
  head->annotates = deployment->fault != SANDBOX_FAULT_ASYNC_FILTER;
  head->logprobs = request->logprobs;
  head->n_top_logprobs = request->n_top_logprobs;
  head->null_reasoning = deployment->fault == SANDBOX_FAULT_REASONING_NULL;
}

void
sandbox_chat_head_clear (SandboxChatHead *head)
{
  g_free (head->id);
  g_free (head->fingerprint);
}

JsonNode *
sandbox_chat_json_whole (const SandboxChatHead *head, GPtrArray *replies)
{
  g_autoptr (JsonBuilder) builder = begin (head, "chat.completion");

  add_prompt_results (builder, head, "prompt_filter_results");
  sandbox_json_begin_array (builder, "choices");
  for (guint i = 0; i < replies->len; i++)
    add_choice (builder, head, i, g_ptr_array_index (replies, i));
  json_builder_end_array (builder);
  add_usage (builder, head, replies);
  return sandbox_json_end (builder);
}

char *
sandbox_chat_json_prompt (const SandboxChatHead *head, const char *name)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_begin_array (builder, "choices");
  json_builder_end_array (builder);
  sandbox_json_add_integer (builder, "created", 0);
  sandbox_json_add_string (builder, "id", "");
  sandbox_json_add_string (builder, "model", "");
  sandbox_json_add_string (builder, "object", "");
  add_prompt_results (builder, head, name);
  return sandbox_json_print (builder);
}

char *
sandbox_chat_json_role (const SandboxChatHead *head, guint choice, const SandboxReply *reply)
{
  g_autoptr (JsonBuilder) builder = begin_delta (head, choice);

  sandbox_json_add_string (builder, "role", "assistant");
  sandbox_json_add_string (builder, "content", reply->calls->len == 0 || is_inference (head) ? "" : NULL);
  if (!is_inference (head))
    sandbox_json_add_null (builder, "refusal");
  end_delta (builder, head, NULL, NULL, NULL);
  if (is_inference (head) && choice == 0)
    add_prompt_results (builder, head, "prompt_filter_results");
  return finish (builder, head);
}

void
sandbox_piece_frame_init (SandboxPieceFrame *frame, const SandboxChatHead *head, guint choice,
                          const char *member)
{
  static const SandboxVerdict nothing = { 0 };
  const SandboxVerdict *verdict = sandbox_verdict_blocks (&head->reply) ? &nothing : &head->reply;
  gboolean has_logprobs = head->logprobs && g_str_equal (member, "content");
  g_autoptr (JsonBuilder) builder = begin_delta (head, choice);
  g_autofree char *chunk = NULL;
  g_auto (GStrv) parts = NULL;

  sandbox_json_add_string (builder, member, PLACE);
  if (head->null_reasoning && g_str_equal (member, "content"))
    sandbox_json_add_null (builder, "reasoning_content");
  end_delta (builder, head, NULL, head->annotates ? verdict : NULL, has_logprobs ? LOGPROBS_PLACE : NULL);
  chunk = finish (builder, head);
  parts = g_strsplit (chunk, "\"" PLACE "\"", 2);
  frame->before = g_strdup (parts[0]);
  frame->between = g_strdup (parts[1]);
  if (has_logprobs)
    {
      g_auto (GStrv) rest = g_strsplit (parts[1], "\"" LOGPROBS_PLACE "\"", 2);

      g_set_str (&frame->between, rest[0]);
      frame->after = g_strdup (rest[1]);
    }
}

void
sandbox_piece_frame_clear (SandboxPieceFrame *frame)
{
  g_free (frame->before);
  g_free (frame->between);
  g_free (frame->after);
}

static JsonBuilder *
begin_call (const SandboxChatHead *head, guint choice, guint index)
{
  JsonBuilder *builder = begin_delta (head, choice);

  sandbox_json_begin_array (builder, "tool_calls");
  json_builder_begin_object (builder);
  sandbox_json_add_integer (builder, "index", index);
  return builder;
}

static char *
end_call (JsonBuilder *builder, const SandboxChatHead *head)
{
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  end_delta (builder, head, NULL, NULL, NULL);
  return finish (builder, head);
}

char *
sandbox_chat_json_call (const SandboxChatHead *head, guint choice, guint index, const SandboxToolCall *call)
{
  g_autoptr (JsonBuilder) builder = begin_call (head, choice, index);

  add_call (builder, call, "");
  return end_call (builder, head);
}

/* The inference style repeats the id: its description demands one. */
char *
sandbox_chat_json_arguments (const SandboxChatHead *head, guint choice, guint index,
                             const SandboxToolCall *call, const char *piece)
{
  g_autoptr (JsonBuilder) builder = begin_call (head, choice, index);

  if (is_inference (head))
    sandbox_json_add_string (builder, "id", call->id);
  sandbox_json_begin_object (builder, "function");
  if (is_inference (head))
    sandbox_json_add_string (builder, "name", "");
  sandbox_json_add_string (builder, "arguments", piece);
  json_builder_end_object (builder);
  return end_call (builder, head);
}

char *
sandbox_chat_json_end (const SandboxChatHead *head, guint choice, const char *text, const char *finish_reason,
                       GPtrArray *usage)
{
  static const SandboxVerdict nothing = { 0 };
  const SandboxVerdict *verdict = verdict_of (head, choice);
  gboolean says = memcmp (verdict, &nothing, sizeof nothing) != 0 && head->annotates;
  g_autoptr (JsonBuilder) builder = begin_delta (head, choice);

  if (text != NULL || is_inference (head))
    sandbox_json_add_string (builder, "content", text != NULL ? text : "");
  end_delta (builder, head, finish_reason, says ? verdict : NULL, NULL);
  if (usage == NULL)
    return finish (builder, head);
  add_usage (builder, head, usage);
  return sandbox_json_print (builder);
}

char *
sandbox_chat_json_usage (const SandboxChatHead *head, GPtrArray *replies)
{
  g_autoptr (JsonBuilder) builder = begin (head, "chat.completion.chunk");

  sandbox_json_begin_array (builder, "choices");
  json_builder_end_array (builder);
  add_usage (builder, head, replies);
  return sandbox_json_print (builder);
}

char *
sandbox_chat_json_annotation (const SandboxVerdict *verdict, const char *finish_reason, guint start,
                              guint end)
{
  static const SandboxVerdict nothing = { 0 };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "id", "");
  sandbox_json_add_string (builder, "object", "");
  sandbox_json_add_integer (builder, "created", 0);
  sandbox_json_add_string (builder, "model", "");
  sandbox_json_begin_array (builder, "choices");
  json_builder_begin_object (builder);
  sandbox_json_add_integer (builder, "index", 0);
  sandbox_json_add_string (builder, "finish_reason", finish_reason);
  sandbox_verdict_add_reply (verdict != NULL ? verdict : &nothing, builder, "content_filter_results");
  sandbox_json_begin_object (builder, "content_filter_offsets");
  sandbox_json_add_integer (builder, "check_offset", finish_reason != NULL ? end : start);
  sandbox_json_add_integer (builder, "start_offset", start);
  sandbox_json_add_integer (builder, "end_offset", end);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  sandbox_json_add_null (builder, "usage");
  return sandbox_json_print (builder);
}

char *
sandbox_chat_json_choice (const SandboxChatHead *head, const char *choice)
{
  g_autoptr (JsonBuilder) builder = begin (head, "chat.completion.chunk");
  g_autoptr (JsonNode) node = choice != NULL ? json_from_string (choice, NULL) : NULL;

  if (node == NULL)
    {
      sandbox_json_add_null (builder, "choices");
      return sandbox_json_print (builder);
    }
  sandbox_json_begin_array (builder, "choices");
  json_builder_add_value (builder, g_steal_pointer (&node));
  json_builder_end_array (builder);
  return sandbox_json_print (builder);
}

char *
sandbox_chat_json_no_choices (const SandboxChatHead *head)
{
  g_autoptr (JsonBuilder) builder = begin (head, "chat.completion.chunk");

  return sandbox_json_print (builder);
}
