/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-chat-messages.h"
#include "sandbox-picture.h"
#include "sandbox-tokens.h"
#include "server/sandbox-json.h"

enum
{
  /* What OpenAI's models add to a prompt for each message and for the start of the reply. */
  TOKENS_PER_MESSAGE = 3,
  TOKENS_PER_REPLY = 3,
  /* A picture at low detail, or one that is not looked at. */
  TOKENS_PER_IMAGE = 85,
  MAX_PICTURES = 50,
};

static const char *const roles[] = { "system", "developer", "user", "assistant", "tool", "function", NULL };

/* The messages while they are read. */
typedef struct
{
  SandboxChatRequest *request;
  GHashTable *called; /* id to name: calls of tools that the messages that follow have to answer; or NULL */
  guint index;        /* of the message */
  GString *text;
  guint n_pictures;
  SandboxProblem *problem;
} Reading;

static void
refuse_kind (Reading *reading, const char *member, const char *expected, JsonNode *got)
{
  g_autofree char *param = g_strdup_printf ("messages[%u]%s", reading->index, member);

  reading->problem = sandbox_problem_new_invalid ("invalid_type", param,
                                                  "Invalid type for '%s': expected %s, but got %s instead.",
                                                  param, expected, sandbox_json_kind (got));
}

static void
refuse_missing (Reading *reading, const char *member)
{
  g_autofree char *param = g_strdup_printf ("messages[%u].%s", reading->index, member);

  reading->problem = sandbox_problem_new_invalid ("missing_required_parameter", param,
                                                  "Missing required parameter: '%s'.", param);
}

/* A picture within the request is looked at. One that lies elsewhere is not: nothing is ever fetched. */
static void
read_picture (Reading *reading, JsonObject *part)
{
  JsonNode *node = json_object_get_member (part, "image_url");
  JsonObject *image = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *url = image != NULL ? json_object_get_member (image, "url") : NULL;
  JsonNode *detail = image != NULL ? json_object_get_member (image, "detail") : NULL;
  g_autoptr (SandboxPicture) picture = NULL;
  char *told;

  if (!sandbox_json_is_string (url))
    {
      refuse_missing (reading, "content[].image_url.url");
      return;
    }
  if (++reading->n_pictures > MAX_PICTURES)
    {
      reading->problem = sandbox_problem_new_invalid (NULL, "messages",
                                                      "Too many images in request. Max is %d.", MAX_PICTURES);
      return;
    }
  if (sandbox_picture_is_remote (json_node_get_string (url)))
    {
      reading->request->prompt_tokens += TOKENS_PER_IMAGE;
      told = g_strdup ("at an address; the sandbox fetches nothing");
    }
  else
    {
      picture = sandbox_picture_new (json_node_get_string (url), &reading->problem);
      if (picture == NULL)
        return;
      reading->request->prompt_tokens += sandbox_picture_get_tokens (
        picture, sandbox_json_is_string (detail) ? json_node_get_string (detail) : NULL);
      told = g_strdup_printf ("%s, %u × %u", picture->kind, picture->width, picture->height);
    }
  g_ptr_array_add (reading->request->pictures, told);
}

static void
read_part (Reading *reading, JsonNode *node, gboolean is_user)
{
  JsonObject *part;
  const char *type;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      refuse_kind (reading, ".content", "an array of objects", node);
      return;
    }
  part = json_node_get_object (node);
  if (!sandbox_json_is_string (json_object_get_member (part, "type")))
    {
      refuse_missing (reading, "content[].type");
      return;
    }
  type = json_object_get_string_member (part, "type");
  if (g_str_equal (type, "text") && sandbox_json_is_string (json_object_get_member (part, "text")))
    g_string_append (reading->text, json_object_get_string_member (part, "text"));
  else if (g_str_equal (type, "text"))
    refuse_missing (reading, "content[].text");
  else if (g_str_equal (type, "image_url") && is_user)
    read_picture (reading, part);
  else
    {
      g_autofree char *param = g_strdup_printf ("messages[%u].content[].type", reading->index);

      reading->problem = sandbox_problem_new_invalid ("invalid_value", param,
                                                      "Invalid value: '%s'. Supported values are: %s.", type,
                                                      is_user ? "'text' and 'image_url'" : "'text'");
    }
}

static void
read_content (Reading *reading, JsonObject *message, gboolean may_be_null, gboolean is_user)
{
  JsonNode *content = json_object_get_member (message, "content");

  if (content == NULL || JSON_NODE_HOLDS_NULL (content))
    {
      if (!may_be_null)
        refuse_missing (reading, "content");
      return;
    }
  if (sandbox_json_is_string (content))
    g_string_append (reading->text, json_node_get_string (content));
  else if (JSON_NODE_HOLDS_ARRAY (content))
    {
      JsonArray *parts = json_node_get_array (content);

      for (guint i = 0; i < json_array_get_length (parts) && reading->problem == NULL; i++)
        read_part (reading, json_array_get_element (parts, i), is_user);
    }
  else
    refuse_kind (reading, ".content", "one of a string or array of objects", content);
  reading->request->prompt_tokens += sandbox_tokens_count (reading->text->str);
}

static void
read_call (Reading *reading, JsonNode *node)
{
  JsonObject *call = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *id = call != NULL ? json_object_get_member (call, "id") : NULL;
  JsonNode *function = call != NULL ? json_object_get_member (call, "function") : NULL;
  JsonObject *called
    = function != NULL && JSON_NODE_HOLDS_OBJECT (function) ? json_node_get_object (function) : NULL;

  if (!sandbox_json_is_string (id))
    refuse_missing (reading, "tool_calls[].id");
  else if (called == NULL || !sandbox_json_is_string (json_object_get_member (called, "name")))
    refuse_missing (reading, "tool_calls[].function.name");
  else if (!sandbox_json_is_string (json_object_get_member (called, "arguments")))
    refuse_missing (reading, "tool_calls[].function.arguments");
  if (reading->problem != NULL)
    return;
  reading->request->prompt_tokens
    += sandbox_tokens_count (json_object_get_string_member (called, "arguments"));
  g_hash_table_insert (reading->called, json_node_dup_string (id),
                       g_strdup (json_object_get_string_member (called, "name")));
}

static void
read_calls (Reading *reading, JsonObject *message)
{
  JsonNode *calls = json_object_get_member (message, "tool_calls");

  if (calls == NULL || JSON_NODE_HOLDS_NULL (calls))
    return;
  if (!JSON_NODE_HOLDS_ARRAY (calls))
    {
      refuse_kind (reading, ".tool_calls", "an array of objects", calls);
      return;
    }
  if (json_array_get_length (json_node_get_array (calls)) == 0)
    return;
  reading->called = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (calls)) && reading->problem == NULL; i++)
    read_call (reading, json_array_get_element (json_node_get_array (calls), i));
}

/* What a tool found goes with a call in the last message of the assistant. */
static void
read_result (Reading *reading, JsonObject *message)
{
  JsonNode *id = json_object_get_member (message, "tool_call_id");
  const char *name = reading->called != NULL && sandbox_json_is_string (id)
                       ? g_hash_table_lookup (reading->called, json_node_get_string (id))
                       : NULL;
  g_autofree char *param = g_strdup_printf ("messages.[%u].role", reading->index);

  if (!sandbox_json_is_string (id))
    refuse_missing (reading, "tool_call_id");
  else if (name == NULL)
    reading->problem = sandbox_problem_new_invalid (NULL, param,
                                                    "Invalid parameter: messages with role 'tool' must be a "
                                                    "response to a preceeding message with 'tool_calls'.");
  if (reading->problem != NULL)
    return;
  g_ptr_array_add (reading->request->results, g_strdup (name));
  g_ptr_array_add (reading->request->results, g_strdup (reading->text->str));
  /* The name is empty once the call is answered: another answer is none to it. */
  g_hash_table_insert (reading->called, json_node_dup_string (id), NULL);
}

/* No other message may come before all calls are answered. */
static void
check_calls (Reading *reading)
{
  g_autofree char *param = g_strdup_printf ("messages.[%u].role", reading->index);
  g_autoptr (GString) left = g_string_new (NULL);
  GHashTableIter iter;
  gpointer id, name;

  if (reading->called == NULL)
    return;
  g_hash_table_iter_init (&iter, reading->called);
  while (g_hash_table_iter_next (&iter, &id, &name))
    if (name != NULL)
      g_string_append_printf (left, "%s%s", left->len > 0 ? ", " : "", (char *) id);
  g_clear_pointer (&reading->called, g_hash_table_unref);
  if (left->len > 0)
    reading->problem
      = sandbox_problem_new_invalid (NULL, param,
                                     "An assistant message with 'tool_calls' must be followed by tool "
                                     "messages responding to each 'tool_call_id'. "
                                     "The following tool_call_ids did not have response messages: %s",
                                     left->str);
}

static void
read_user (Reading *reading)
{
  reading->request->turns++;
  g_set_str (&reading->request->prompt, reading->text->str);
}

static void
read_as (Reading *reading, JsonObject *message, const char *role)
{
  gboolean is_tool = g_str_equal (role, "tool");
  gboolean is_user = g_str_equal (role, "user");

  if (!is_tool)
    {
      check_calls (reading);
      g_ptr_array_set_size (reading->request->results, 0);
    }
  if (is_user)
    g_ptr_array_set_size (reading->request->pictures, 0);
  if (reading->problem == NULL)
    read_content (reading, message, g_str_equal (role, "assistant"), is_user);
  if (reading->problem != NULL)
    return;
  if (sandbox_has_word (reading->text->str, "json"))
    reading->request->mentions_json = TRUE;
  if (is_user)
    read_user (reading);
  else if (is_tool)
    read_result (reading, message);
  else if (g_str_equal (role, "assistant"))
    read_calls (reading, message);
  else
    {
      sandbox_verdict_read (&reading->request->prompt_verdict, reading->text->str, "prompt");
      sandbox_verdict_read (&reading->request->reply_verdict, reading->text->str, "reply");
    }
}

static void
read_message (Reading *reading, JsonNode *node)
{
  g_autofree char *param = g_strdup_printf ("messages[%u].role", reading->index);
  JsonObject *message;
  const char *role;

  g_string_truncate (reading->text, 0);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      refuse_kind (reading, "", "an object", node);
      return;
    }
  message = json_node_get_object (node);
  if (!sandbox_json_is_string (json_object_get_member (message, "role")))
    {
      refuse_missing (reading, "role");
      return;
    }
  role = json_object_get_string_member (message, "role");
  reading->request->prompt_tokens += TOKENS_PER_MESSAGE;
  if (g_strv_contains (roles, role))
    read_as (reading, message, role);
  else
    reading->problem = sandbox_problem_new_invalid (
      "invalid_value", param,
      "Invalid value: '%s'. Supported values are: 'system', 'assistant', 'user', "
      "'function', 'tool', and 'developer'.",
      role);
}

static void
read_messages (Reading *reading, JsonArray *messages)
{
  for (; reading->index < json_array_get_length (messages) && reading->problem == NULL; reading->index++)
    read_message (reading, json_array_get_element (messages, reading->index));
  if (reading->problem == NULL)
    check_calls (reading);
}

SandboxProblem *
sandbox_chat_messages_read (JsonObject *body, SandboxChatRequest *request)
{
  JsonNode *node = json_object_get_member (body, "messages");
  g_autoptr (GString) text = g_string_new (NULL);
  Reading reading = { .request = request, .text = text };

  if (node == NULL)
    return sandbox_problem_new_invalid ("missing_required_parameter", "messages",
                                        "Missing required parameter: 'messages'.");
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return sandbox_problem_new_invalid (
      "invalid_type", "messages",
      "Invalid type for 'messages': expected an array of objects, but got %s "
      "instead.",
      sandbox_json_kind (node));
  if (json_array_get_length (json_node_get_array (node)) == 0)
    return sandbox_problem_new_invalid (
      "empty_array", "messages",
      "Invalid 'messages': empty array. Expected an array with minimum length 1, "
      "but got an empty array instead.");
  request->prompt_tokens = TOKENS_PER_REPLY;
  read_messages (&reading, json_node_get_array (node));
  g_clear_pointer (&reading.called, g_hash_table_unref);
  /* Only the last of the user's messages: a conversation can go on after one that was blocked. */
  sandbox_verdict_read (&request->prompt_verdict, request->prompt, "prompt");
  sandbox_verdict_read (&request->reply_verdict, request->prompt, "reply");
  return reading.problem;
}
