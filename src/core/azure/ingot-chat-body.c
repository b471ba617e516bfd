/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include "ingot-chat-body.h"

#define STREAM_OPTIONS "stream_options"

/* Reasoning models of OpenAI take the second only, Mistral the first. */
#define MAX_TOKENS "max_tokens"
#define MAX_COMPLETION_TOKENS "max_completion_tokens"

/* What the inference style's specification lists, of what is ever sent. */
static const char *const inference_members[] = {
  "model", "messages", "stream", "temperature", "top_p", MAX_TOKENS, "stop", "seed", "presence_penalty",
  "frequency_penalty", "response_format", NULL
};

/* Asks for the rest of a reply that broke off. Nobody sees it but the model. */
#define CONTINUE "Your last message was cut off. Continue it exactly where it stopped, in the middle of the word if " \
                 "need be, without repeating any of it and without saying so."

static void
add_message (JsonArray *messages, const char *role, const char *content)
{
  JsonObject *message = json_object_new ();

  json_object_set_string_member (message, "role", role);
  json_object_set_string_member (message, "content", content);
  json_array_add_object_element (messages, message);
}

/* (nullable) */
static JsonObject *
get_last_reply (JsonArray *messages)
{
  guint n = json_array_get_length (messages);
  JsonObject *last = n > 0 ? json_array_get_object_element (messages, n - 1) : NULL;

  return last != NULL && g_str_equal (json_object_get_string_member (last, "role"), "assistant") ? last : NULL;
}

/* A reply that was continued is several turns and one message: many models insist on roles that alternate. */
static void
add_reply (JsonArray *messages, IngotTurn *turn)
{
  JsonObject *before = get_last_reply (messages);

  /* What the filter took back was never said. */
  if (ingot_turn_get_text_length (turn) == 0 || ingot_turn_is_withheld (turn))
    return;
  if (before != NULL)
    {
      g_autofree char *whole = g_strconcat (json_object_get_string_member (before, "content"),
                                            ingot_turn_get_text (turn), NULL);

      json_object_set_string_member (before, "content", whole);
    }
  else
    add_message (messages, "assistant", ingot_turn_get_text (turn));
}

/* The prompt goes as "system", which every model and the gateway understand. "developer" means the same to
 * reasoning models and nothing to others, and both in one request are refused. */
static JsonArray *
build_messages (IngotConversation *conversation, IngotTurn *reply)
{
  const char *prompt = ingot_parameters_get_system_prompt (ingot_conversation_get_parameters (conversation));
  JsonArray *messages = json_array_new ();

  if (*prompt != '\0')
    add_message (messages, "system", prompt);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (conversation)); i++)
    {
      g_autoptr(IngotTurn) turn = g_list_model_get_item (G_LIST_MODEL (conversation), i);

      if (turn == reply)
        break;
      if (ingot_turn_get_role (turn) == INGOT_ROLE_USER)
        add_message (messages, "user", ingot_turn_get_text (turn));
      else
        add_reply (messages, turn);
    }
  if (get_last_reply (messages) != NULL)
    add_message (messages, "user", CONTINUE);
  return messages;
}

/* A line break cannot be typed into a list of lines: it is written as in code. */
static JsonNode *
build_lines (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autoptr(GString) line = g_string_new (lines[i]);

      g_string_replace (line, "\\n", "\n", 0);
      g_string_replace (line, "\\t", "\t", 0);
      if (line->len > 0)
        json_array_add_string_element (array, line->str);
    }
  return node;
}

static JsonNode *
build_format (const char *type)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *format = json_object_new ();

  json_object_set_string_member (format, "type", type);
  json_node_take_object (node, format);
  return node;
}

static JsonNode *
build_value (IngotParameters *parameters, IngotParameter parameter)
{
  if (parameter == INGOT_PARAMETER_FORMAT)
    return build_format (ingot_parameters_get_text (parameters, parameter));
  switch (ingot_parameter_get_info (parameter)->kind)
    {
    case INGOT_PARAMETER_KIND_NUMBER:
      return json_node_init_double (json_node_alloc (), ingot_parameters_get_number (parameters, parameter));
    case INGOT_PARAMETER_KIND_INTEGER:
      return json_node_init_int (json_node_alloc (), (gint64) ingot_parameters_get_number (parameters, parameter));
    case INGOT_PARAMETER_KIND_LINES:
      return build_lines (ingot_parameters_get_text (parameters, parameter));
    case INGOT_PARAMETER_KIND_CHOICE:
      return json_node_init_string (json_node_alloc (), ingot_parameters_get_text (parameters, parameter));
    default:
      g_assert_not_reached ();
    }
}

/* By its own name, by the one that the deployment wants, or not at all. */
static void
take_member (JsonObject *body, IngotLessons *lessons, const char *name, JsonNode *value)
{
  IngotLesson *lesson = ingot_lessons_find (lessons, name);
  const char *wanted = lesson != NULL ? ingot_lesson_get_replacement (lesson) : name;

  if (wanted != NULL)
    json_object_set_member (body, wanted, value);
  else
    json_node_unref (value);
}

static JsonNode *
build_stream_options (void)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *options = json_object_new ();

  json_object_set_boolean_member (options, "include_usage", TRUE);
  json_node_take_object (node, options);
  return node;
}

JsonNode *
ingot_chat_body_new (IngotDeployment *deployment, IngotConversation *conversation, IngotTurn *reply,
                     IngotChatBodyFlags flags)
{
  IngotParameters *parameters = ingot_conversation_get_parameters (conversation);
  IngotLessons *lessons = ingot_deployment_get_lessons (deployment);
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();

  json_node_take_object (root, body);
  if ((flags & INGOT_CHAT_BODY_MODEL) != 0)
    json_object_set_string_member (body, "model", ingot_deployment_get_name (deployment));
  json_object_set_array_member (body, "messages", build_messages (conversation, reply));
  for (IngotParameter i = 0; i < INGOT_N_PARAMETERS; i++)
    if (ingot_parameters_is_set (parameters, i))
      take_member (body, lessons, ingot_parameter_get_info (i)->name, build_value (parameters, i));
  json_object_set_boolean_member (body, "stream", TRUE);
  if ((flags & INGOT_CHAT_BODY_USAGE) != 0)
    take_member (body, lessons, STREAM_OPTIONS, build_stream_options ());
  return root;
}

static void
add_adjusted (GString *adjusted, IngotLessons *lessons, const char *name)
{
  IngotLesson *lesson = ingot_lessons_find (lessons, name);
  const char *replacement = lesson != NULL ? ingot_lesson_get_replacement (lesson) : NULL;

  if (lesson == NULL)
    return;
  if (adjusted->len > 0)
    g_string_append_c (adjusted, ' ');
  g_string_append (adjusted, name);
  if (replacement != NULL)
    g_string_append_printf (adjusted, ":%s", replacement);
}

char *
ingot_chat_body_dup_adjusted (IngotDeployment *deployment, IngotConversation *conversation)
{
  IngotParameters *parameters = ingot_conversation_get_parameters (conversation);
  IngotLessons *lessons = ingot_deployment_get_lessons (deployment);
  g_autoptr(GString) adjusted = g_string_new (NULL);

  for (IngotParameter i = 0; i < INGOT_N_PARAMETERS; i++)
    if (ingot_parameters_is_set (parameters, i))
      add_adjusted (adjusted, lessons, ingot_parameter_get_info (i)->name);
  add_adjusted (adjusted, lessons, STREAM_OPTIONS);
  return adjusted->len > 0 ? g_string_free (g_steal_pointer (&adjusted), FALSE) : NULL;
}

gboolean
ingot_chat_body_has_extras (JsonNode *body)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, json_node_get_object (body));
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (inference_members, name))
      return TRUE;
  return FALSE;
}

const char *
ingot_chat_body_find_parameter (JsonNode *body, const char *name)
{
  if (!json_object_has_member (json_node_get_object (body), name))
    return NULL;
  if (g_str_equal (name, MAX_COMPLETION_TOKENS))
    return MAX_TOKENS;
  if (g_str_equal (name, STREAM_OPTIONS))
    return STREAM_OPTIONS;
  for (IngotParameter i = 0; i < INGOT_N_PARAMETERS; i++)
    if (g_str_equal (name, ingot_parameter_get_info (i)->name))
      return ingot_parameter_get_info (i)->name;
  return NULL;
}

const char *
ingot_chat_body_get_other_name (const char *name)
{
  if (g_str_equal (name, MAX_TOKENS))
    return MAX_COMPLETION_TOKENS;
  if (g_str_equal (name, MAX_COMPLETION_TOKENS))
    return MAX_TOKENS;
  return NULL;
}
