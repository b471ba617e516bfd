/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chat request has in its body. */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "azure/ingot-chat-body.h"
#include "ingot-test.h"

typedef struct
{
  IngotDeployment *deployment;
  IngotConversation *conversation;
  IngotParameters *parameters;
  IngotLessons *lessons;
  IngotTurn *reply;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr(IngotTurn) question = ingot_turn_new_user ("Hi");

  self->deployment = ingot_deployment_new ("my model", INGOT_ENDPOINT_STYLE_V1);
  self->lessons = ingot_deployment_get_lessons (self->deployment);
  self->conversation = ingot_conversation_new ();
  self->parameters = ingot_conversation_get_parameters (self->conversation);
  self->reply = ingot_turn_new_reply ("my model", NULL);
  ingot_conversation_append (self->conversation, question);
  ingot_conversation_append (self->conversation, self->reply);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->reply);
  g_object_unref (self->conversation);
  g_object_unref (self->deployment);
}

static void
assert_body (Fixture *self, IngotChatBodyFlags flags, const char *messages, const char *rest)
{
  g_autoptr(JsonNode) body = ingot_chat_body_new (self->deployment, self->conversation, self->reply, flags);
  g_autofree char *text = g_strdup_printf ("{\"messages\":[%s],\"stream\":true%s}", messages, rest);
  g_autoptr(JsonNode) wanted = json_from_string (text, NULL);
  g_autofree char *got = json_to_string (body, FALSE);

  if (!json_node_equal (body, wanted))
    g_error ("%s is not %s", got, text);
}

#define HI "{\"role\":\"user\",\"content\":\"Hi\"}"

/* Nothing is sent that nobody changed, and each style has what it needs. */
static void
test_nothing_set (Fixture *self, gconstpointer data)
{
  assert_body (self, 0, HI, "");
  assert_body (self, INGOT_CHAT_BODY_MODEL, HI, ",\"model\":\"my model\"");
  assert_body (self, INGOT_CHAT_BODY_USAGE, HI, ",\"stream_options\":{\"include_usage\":true}");
  g_assert_null (ingot_chat_body_dup_adjusted (self->deployment, self->conversation));
}

static const struct
{
  IngotParameter parameter;
  double number;
  const char *text;
  const char *member;
  gboolean extra; /* whether the inference style needs a header for it */
} rows[] = {
  { INGOT_PARAMETER_TEMPERATURE, 0, NULL, ",\"temperature\":0.0", FALSE },
  { INGOT_PARAMETER_TOP_P, 0.25, NULL, ",\"top_p\":0.25", FALSE },
  { INGOT_PARAMETER_MAX_TOKENS, 512, NULL, ",\"max_tokens\":512", FALSE },
  { INGOT_PARAMETER_STOP, 0, "END\n\n\\n\\n###", ",\"stop\":[\"END\",\"\\n\\n###\"]", FALSE },
  { INGOT_PARAMETER_SEED, 0, NULL, ",\"seed\":0", FALSE },
  { INGOT_PARAMETER_REASONING_EFFORT, 0, "low", ",\"reasoning_effort\":\"low\"", TRUE },
  { INGOT_PARAMETER_PRESENCE_PENALTY, -1.5, NULL, ",\"presence_penalty\":-1.5", FALSE },
  { INGOT_PARAMETER_FREQUENCY_PENALTY, 2, NULL, ",\"frequency_penalty\":2.0", FALSE },
  { INGOT_PARAMETER_FORMAT, 0, "json_object", ",\"response_format\":{\"type\":\"json_object\"}", FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (rows) == INGOT_N_PARAMETERS);

static void
test_each (Fixture *self, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *name = ingot_parameter_get_info (rows[i].parameter)->name;
      g_autofree char *left_out = NULL;
      g_autoptr(JsonNode) body = NULL;

      if (rows[i].text != NULL)
        ingot_parameters_set_text (self->parameters, rows[i].parameter, rows[i].text);
      else
        ingot_parameters_set_number (self->parameters, rows[i].parameter, rows[i].number);
      assert_body (self, 0, HI, rows[i].member);
      body = ingot_chat_body_new (self->deployment, self->conversation, self->reply, 0);
      g_assert_true (ingot_chat_body_has_extras (body) == rows[i].extra);
      g_assert_cmpstr (ingot_chat_body_find_parameter (body, name), ==, name);
      g_assert_null (ingot_chat_body_dup_adjusted (self->deployment, self->conversation));

      ingot_lessons_add (self->lessons, name, NULL, "No.");
      assert_body (self, 0, HI, "");
      left_out = ingot_chat_body_dup_adjusted (self->deployment, self->conversation);
      g_assert_cmpstr (left_out, ==, name);

      /* What is not set is neither sent nor spoken of, whatever was taught about it. */
      ingot_parameters_reset (self->parameters, rows[i].parameter);
      g_assert_null (ingot_chat_body_dup_adjusted (self->deployment, self->conversation));
      ingot_lessons_forget (self->lessons, name);
    }
}

static void
test_renamed (Fixture *self, gconstpointer data)
{
  g_autofree char *adjusted = NULL;
  g_autoptr(JsonNode) body = NULL;

  ingot_parameters_set_number (self->parameters, INGOT_PARAMETER_MAX_TOKENS, 7);
  ingot_parameters_set_number (self->parameters, INGOT_PARAMETER_TOP_P, 0.5);
  ingot_lessons_add (self->lessons, "max_tokens", "max_completion_tokens", NULL);
  ingot_lessons_add (self->lessons, "top_p", NULL, NULL);
  ingot_lessons_add (self->lessons, "stream_options", NULL, NULL);
  assert_body (self, INGOT_CHAT_BODY_USAGE, HI, ",\"max_completion_tokens\":7");
  adjusted = ingot_chat_body_dup_adjusted (self->deployment, self->conversation);
  g_assert_cmpstr (adjusted, ==, "top_p max_tokens:max_completion_tokens stream_options");
  body = ingot_chat_body_new (self->deployment, self->conversation, self->reply, 0);
  g_assert_true (ingot_chat_body_has_extras (body));
  g_assert_cmpstr (ingot_chat_body_find_parameter (body, "max_completion_tokens"), ==, "max_tokens");
  g_assert_null (ingot_chat_body_find_parameter (body, "max_tokens"));
}

/* Whatever a deployment is called, and whatever its model: only its own answers teach what it takes. */
static void
test_name_tells_nothing (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "gpt-5-mini", "o3", "o1-preview", "mistral-large", "deepseek-r1", "gpt-35-turbo",
                                       "text-embedding-3-small" };

  ingot_parameters_set_number (self->parameters, INGOT_PARAMETER_MAX_TOKENS, 7);
  ingot_parameters_set_number (self->parameters, INGOT_PARAMETER_TEMPERATURE, 0.5);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_object_unref (self->deployment);
      self->deployment = ingot_deployment_new (names[i], INGOT_ENDPOINT_STYLE_V1);
      ingot_deployment_set_model (self->deployment, names[G_N_ELEMENTS (names) - 1 - i]);
      assert_body (self, INGOT_CHAT_BODY_USAGE, HI,
                   ",\"temperature\":0.5,\"max_tokens\":7,\"stream_options\":{\"include_usage\":true}");
      g_assert_null (ingot_chat_body_dup_adjusted (self->deployment, self->conversation));
    }
}

/* The prompt comes first, once, and as "system". */
static void
test_system_prompt (Fixture *self, gconstpointer data)
{
  ingot_parameters_set_system_prompt (self->parameters, "Answer \"briefly\".\n한국어");
  assert_body (self, 0, "{\"role\":\"system\",\"content\":\"Answer \\\"briefly\\\".\\n한국어\"}," HI, "");
  ingot_parameters_set_system_prompt (self->parameters, "");
  assert_body (self, 0, HI, "");
}

/* Messages and what is always sent can be neither renamed nor left out. */
static void
test_fixed_members (Fixture *self, gconstpointer data)
{
  g_autoptr(JsonNode) body = ingot_chat_body_new (self->deployment, self->conversation, self->reply,
                                                  INGOT_CHAT_BODY_MODEL | INGOT_CHAT_BODY_USAGE);

  g_assert_null (ingot_chat_body_find_parameter (body, "messages"));
  g_assert_null (ingot_chat_body_find_parameter (body, "model"));
  g_assert_null (ingot_chat_body_find_parameter (body, "stream"));
  g_assert_null (ingot_chat_body_find_parameter (body, "temperature"));
  g_assert_cmpstr (ingot_chat_body_find_parameter (body, "stream_options"), ==, "stream_options");
}

/* Mistral refuses a history that has it: item 33. */
static void
test_no_reasoning (Fixture *self, gconstpointer data)
{
  g_autoptr(IngotTurn) question = ingot_turn_new_user ("And?");
  g_autoptr(IngotTurn) next = ingot_turn_new_reply ("my model", NULL);

  ingot_turn_append_reasoning (self->reply, "Hm.");
  ingot_turn_append (self->reply, "Hello");
  ingot_turn_finish (self->reply, INGOT_TURN_COMPLETE, NULL);
  ingot_conversation_append (self->conversation, question);
  ingot_conversation_append (self->conversation, next);
  g_set_object (&self->reply, next);
  assert_body (self, 0, HI ",{\"role\":\"assistant\",\"content\":\"Hello\"},"
                        "{\"role\":\"user\",\"content\":\"And?\"}", "");
}

/* What the content filter took back does not go out again. */
static void
test_withheld (Fixture *self, gconstpointer data)
{
  g_autoptr(IngotTurn) next = ingot_turn_new_reply ("my model", NULL);
  g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_FILTERED);

  failure->withheld = TRUE;
  ingot_turn_append (self->reply, "What should not have been said");
  ingot_turn_finish (self->reply, INGOT_TURN_FAILED, failure);
  ingot_conversation_append (self->conversation, next);
  g_set_object (&self->reply, next);
  assert_body (self, 0, HI, "");
}

#define ADD(path, func) g_test_add ("/chat-body/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  ADD ("nothing-set", test_nothing_set);
  ADD ("each-parameter", test_each);
  ADD ("renamed", test_renamed);
  ADD ("name-tells-nothing", test_name_tells_nothing);
  ADD ("system-prompt", test_system_prompt);
  ADD ("fixed-members", test_fixed_members);
  ADD ("item-33-no-reasoning", test_no_reasoning);
  ADD ("withheld", test_withheld);
  return g_test_run ();
}
