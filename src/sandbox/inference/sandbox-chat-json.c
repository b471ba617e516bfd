/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <string.h>

#include "sandbox-chat-json.h"

static const char *const severities[] = { "hate", "self_harm", "sexual", "violence" };

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_integer (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
begin_object (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
}

static void
begin_array (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

/* Ends the object that @builder began with, and prints it. */
static char *
print (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
add_detection (JsonBuilder *builder, const char *name)
{
  begin_object (builder, name);
  json_builder_set_member_name (builder, "filtered");
  json_builder_add_boolean_value (builder, FALSE);
  json_builder_set_member_name (builder, "detected");
  json_builder_add_boolean_value (builder, FALSE);
  json_builder_end_object (builder);
}

static void
begin_filter_results (JsonBuilder *builder)
{
  begin_object (builder, "content_filter_results");
  for (gsize i = 0; i < G_N_ELEMENTS (severities); i++)
    {
      begin_object (builder, severities[i]);
      json_builder_set_member_name (builder, "filtered");
      json_builder_add_boolean_value (builder, FALSE);
      add_string (builder, "severity", "safe");
      json_builder_end_object (builder);
    }
}

static void
add_prompt_filter_results (JsonBuilder *builder)
{
  begin_array (builder, "prompt_filter_results");
  json_builder_begin_object (builder);
  add_integer (builder, "prompt_index", 0);
  begin_filter_results (builder);
  add_detection (builder, "jailbreak");
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

static void
add_usage (JsonBuilder *builder, const SandboxReply *reply)
{
  guint completion_tokens = sandbox_reply_get_completion_tokens (reply);

  begin_object (builder, "usage");
  add_integer (builder, "prompt_tokens", reply->prompt_tokens);
  add_integer (builder, "completion_tokens", completion_tokens);
  add_integer (builder, "total_tokens", (gint64) reply->prompt_tokens + completion_tokens);
  begin_object (builder, "completion_tokens_details");
  add_integer (builder, "audio_tokens", 0);
  add_integer (builder, "reasoning_tokens", sandbox_reply_get_reasoning_tokens (reply));
  json_builder_end_object (builder);
  begin_object (builder, "prompt_tokens_details");
  add_integer (builder, "audio_tokens", 0);
  add_integer (builder, "cached_tokens", 0);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static JsonBuilder *
begin (const SandboxChatHead *head, const char *object)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "id", head->id);
  add_string (builder, "object", object);
  add_integer (builder, "created", head->created);
  add_string (builder, "model", head->model);
  add_string (builder, "system_fingerprint", head->fingerprint);
  return builder;
}

static JsonBuilder *
begin_delta (const SandboxChatHead *head)
{
  JsonBuilder *builder = begin (head, "chat.completion.chunk");

  begin_array (builder, "choices");
  json_builder_begin_object (builder);
  add_integer (builder, "index", 0);
  begin_object (builder, "delta");
  return builder;
}

static char *
end_delta (JsonBuilder *builder, const char *finish_reason, gboolean filtered)
{
  json_builder_end_object (builder);
  add_string (builder, "finish_reason", finish_reason);
  add_string (builder, "logprobs", NULL);
  if (filtered)
    begin_filter_results (builder);
  else
    begin_object (builder, "content_filter_results");
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  add_string (builder, "usage", NULL);
  return print (builder);
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
add_message (JsonBuilder *builder, const SandboxReply *reply)
{
  g_autofree char *content = join (reply->content);
  g_autofree char *reasoning = join (reply->reasoning);

  begin_object (builder, "message");
  add_string (builder, "role", "assistant");
  if (*reasoning != '\0')
    add_string (builder, "reasoning_content", reasoning);
  add_string (builder, "content", content);
  add_string (builder, "refusal", NULL);
  json_builder_end_object (builder);
}

void
sandbox_chat_head_init (SandboxChatHead *head, const SandboxDeployment *deployment)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr(GString) id = g_string_new (uuid);

  g_string_replace (id, "-", "", 0);
  head->id = g_strconcat ("chatcmpl-", id->str, NULL);
  head->created = g_get_real_time () / G_USEC_PER_SEC;
  head->model = deployment->reported_model;
  head->fingerprint = g_strdup_printf ("fp_%08x", g_str_hash (deployment->reported_model));
}

void
sandbox_chat_head_clear (SandboxChatHead *head)
{
  g_free (head->id);
  g_free (head->fingerprint);
}

JsonNode *
sandbox_chat_json_whole (const SandboxChatHead *head, const SandboxReply *reply)
{
  g_autoptr(JsonBuilder) builder = begin (head, "chat.completion");

  add_prompt_filter_results (builder);
  begin_array (builder, "choices");
  json_builder_begin_object (builder);
  add_integer (builder, "index", 0);
  add_string (builder, "finish_reason", reply->finish_reason);
  add_string (builder, "logprobs", NULL);
  add_message (builder, reply);
  begin_filter_results (builder);
  add_detection (builder, "protected_material_text");
  add_detection (builder, "protected_material_code");
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  add_usage (builder, reply);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

char *
sandbox_chat_json_prompt (void)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  begin_array (builder, "choices");
  json_builder_end_array (builder);
  add_integer (builder, "created", 0);
  add_string (builder, "id", "");
  add_string (builder, "model", "");
  add_string (builder, "object", "");
  add_prompt_filter_results (builder);
  return print (builder);
}

char *
sandbox_chat_json_role (const SandboxChatHead *head)
{
  g_autoptr(JsonBuilder) builder = begin_delta (head);

  add_string (builder, "role", "assistant");
  add_string (builder, "content", "");
  add_string (builder, "refusal", NULL);
  return end_delta (builder, NULL, FALSE);
}

char *
sandbox_chat_json_delta (const SandboxChatHead *head, const char *member, const char *text)
{
  g_autoptr(JsonBuilder) builder = begin_delta (head);

  add_string (builder, member, text);
  return end_delta (builder, NULL, TRUE);
}

char *
sandbox_chat_json_end (const SandboxChatHead *head, const char *finish_reason)
{
  g_autoptr(JsonBuilder) builder = begin_delta (head);

  return end_delta (builder, finish_reason, FALSE);
}

char *
sandbox_chat_json_usage (const SandboxChatHead *head, const SandboxReply *reply)
{
  g_autoptr(JsonBuilder) builder = begin (head, "chat.completion.chunk");

  begin_array (builder, "choices");
  json_builder_end_array (builder);
  add_usage (builder, reply);
  return print (builder);
}
