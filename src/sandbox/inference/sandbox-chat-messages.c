/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-chat-messages.h"
#include "sandbox-tokens.h"
#include "server/sandbox-json.h"

enum
{
  /* What OpenAI's models add to a prompt for each message and for the start of the reply. */
  TOKENS_PER_MESSAGE = 3,
  TOKENS_PER_REPLY = 3,
  /* A picture at low detail. */
  TOKENS_PER_IMAGE = 85,
};

static const char *const roles[] = { "system", "developer", "user", "assistant", "tool", "function", NULL };

static SandboxProblem *
refuse_kind (guint index, const char *member, const char *expected, JsonNode *got)
{
  g_autofree char *param = g_strdup_printf ("messages[%u]%s", index, member);

  return sandbox_problem_new_invalid ("invalid_type", param,
                                      "Invalid type for '%s': expected %s, but got %s instead.", param,
                                      expected, sandbox_json_kind (got));
}

static SandboxProblem *
refuse_missing (guint index, const char *member)
{
  g_autofree char *param = g_strdup_printf ("messages[%u].%s", index, member);

  return sandbox_problem_new_invalid ("missing_required_parameter", param,
                                      "Missing required parameter: '%s'.", param);
}

static SandboxProblem *
read_part (JsonNode *node, guint index, GString *text, guint *tokens)
{
  JsonObject *part;
  const char *type;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse_kind (index, ".content", "an array of objects", node);
  part = json_node_get_object (node);
  if (!sandbox_json_is_string (json_object_get_member (part, "type")))
    return refuse_missing (index, "content[].type");
  type = json_object_get_string_member (part, "type");
  if (g_str_equal (type, "text"))
    {
      if (!sandbox_json_is_string (json_object_get_member (part, "text")))
        return refuse_missing (index, "content[].text");
      g_string_append (text, json_object_get_string_member (part, "text"));
    }
  else if (g_str_equal (type, "image_url"))
    *tokens += TOKENS_PER_IMAGE;
  else
    {
      g_autofree char *param = g_strdup_printf ("messages[%u].content[].type", index);

      return sandbox_problem_new_invalid (
        "invalid_value", param, "Invalid value: '%s'. Supported values are: 'text' and 'image_url'.", type);
    }
  return NULL;
}

static SandboxProblem *
read_content (JsonObject *message, guint index, gboolean may_be_null, GString *text, guint *tokens)
{
  JsonNode *content = json_object_get_member (message, "content");

  if (content == NULL || JSON_NODE_HOLDS_NULL (content))
    return may_be_null ? NULL : refuse_missing (index, "content");
  if (sandbox_json_is_string (content))
    g_string_append (text, json_node_get_string (content));
  else if (JSON_NODE_HOLDS_ARRAY (content))
    {
      JsonArray *parts = json_node_get_array (content);

      for (guint i = 0; i < json_array_get_length (parts); i++)
        {
          SandboxProblem *problem = read_part (json_array_get_element (parts, i), index, text, tokens);

          if (problem != NULL)
            return problem;
        }
    }
  else
    return refuse_kind (index, ".content", "one of a string or array of objects", content);
  *tokens += sandbox_tokens_count (text->str);
  return NULL;
}

static SandboxProblem *
read_message (JsonNode *node, guint index, SandboxChatRequest *request)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *param = g_strdup_printf ("messages[%u].role", index);
  SandboxProblem *problem;
  JsonObject *message;
  const char *role;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse_kind (index, "", "an object", node);
  message = json_node_get_object (node);
  if (!sandbox_json_is_string (json_object_get_member (message, "role")))
    return refuse_missing (index, "role");
  role = json_object_get_string_member (message, "role");
  if (!g_strv_contains (roles, role))
    return sandbox_problem_new_invalid (
      "invalid_value", param,
      "Invalid value: '%s'. Supported values are: 'system', 'assistant', 'user', "
      "'function', 'tool', and 'developer'.",
      role);
  request->prompt_tokens += TOKENS_PER_MESSAGE;
  problem = read_content (message, index, g_str_equal (role, "assistant"), text, &request->prompt_tokens);
  if (problem == NULL && g_str_equal (role, "user"))
    {
      request->turns++;
      g_set_str (&request->prompt, text->str);
    }
  else if (problem == NULL && (g_str_equal (role, "system") || g_str_equal (role, "developer")))
    {
      sandbox_verdict_read (&request->prompt_verdict, text->str, "prompt");
      sandbox_verdict_read (&request->reply_verdict, text->str, "reply");
    }
  return problem;
}

SandboxProblem *
sandbox_chat_messages_read (JsonObject *body, SandboxChatRequest *request)
{
  JsonNode *node = json_object_get_member (body, "messages");
  SandboxProblem *problem = NULL;
  JsonArray *messages;

  if (node == NULL)
    return sandbox_problem_new_invalid ("missing_required_parameter", "messages",
                                        "Missing required parameter: 'messages'.");
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return sandbox_problem_new_invalid (
      "invalid_type", "messages",
      "Invalid type for 'messages': expected an array of objects, but got %s "
      "instead.",
      sandbox_json_kind (node));
  messages = json_node_get_array (node);
  if (json_array_get_length (messages) == 0)
    return sandbox_problem_new_invalid (
      "empty_array", "messages",
      "Invalid 'messages': empty array. Expected an array with minimum length 1, "
      "but got an empty array instead.");
  request->prompt_tokens = TOKENS_PER_REPLY;
  for (guint i = 0; i < json_array_get_length (messages) && problem == NULL; i++)
    problem = read_message (json_array_get_element (messages, i), i, request);
  /* Only the last of the user's messages: a conversation can go on after one that was blocked. */
  sandbox_verdict_read (&request->prompt_verdict, request->prompt, "prompt");
  sandbox_verdict_read (&request->reply_verdict, request->prompt, "reply");
  return problem;
}
