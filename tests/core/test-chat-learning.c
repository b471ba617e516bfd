/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a deployment refuses is asked for otherwise, at once and from then on. */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "ingot-chat-fixture.h"
#include "ingot-test.h"

#define HELLO "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n"
#define STOP "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define UNSUPPORTED(name, rest) \
  "{\"error\":{\"message\":\"Unsupported parameter: '" name "' is not supported with this model." rest "\"," \
  "\"type\":\"invalid_request_error\",\"param\":\"" name "\",\"code\":\"unsupported_parameter\"}}"
#define UNSUPPORTED_VALUE(name) \
  "{\"error\":{\"message\":\"Unsupported value: '" name "' does not support 0.2 with this model. Only the default (1) " \
  "value is supported.\",\"type\":\"invalid_request_error\",\"param\":\"" name "\",\"code\":\"unsupported_value\"}}"
#define FORBIDDEN(location) \
  "{\"error\":{\"code\":\"Invalid input\",\"status\":422,\"message\":\"{\\\"detail\\\":[{\\\"type\\\":" \
  "\\\"extra_forbidden\\\",\\\"loc\\\":[\\\"body\\\"," location "],\\\"msg\\\":\\\"Extra inputs are not permitted" \
  "\\\",\\\"input\\\":true}]}\"}}"
#define USE_OTHER " Use 'max_completion_tokens' instead."

/* @number: given to all @parameters, which end with INGOT_N_PARAMETERS. The body is made when the chat begins. */
static void
begin_with (IngotChatFixture *fixture, const IngotParameter *parameters, double number)
{
  ingot_chat_fixture_begin (fixture);
  for (; *parameters != INGOT_N_PARAMETERS; parameters++)
    ingot_parameters_set_number (ingot_conversation_get_parameters (fixture->conversation), *parameters, number);
  g_clear_object (&fixture->chat);
  fixture->chat = ingot_chat_new (fixture->session, fixture->deployment, fixture->credential, fixture->conversation,
                                  fixture->reply);
}

#define BEGIN_WITH(fixture, number, ...) \
  begin_with (fixture, (const IngotParameter[]) { __VA_ARGS__, INGOT_N_PARAMETERS }, number)

static void
refuse (IngotChatFixture *fixture, int status, const char *body)
{
  ingot_wire_server_answer_text (fixture->server, status, "", body);
}

static void
succeed (IngotChatFixture *fixture)
{
  g_autoptr(GError) error = NULL;

  ingot_test_await (ingot_chat_run (fixture->chat, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ingot_turn_get_text (fixture->reply), ==, "Hello");
}

static void
fail (IngotChatFixture *fixture, const char *words)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ingot_test_await (ingot_chat_run (fixture->chat, NULL), &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_BAD_REQUEST);
  g_assert_nonnull (strstr (error->message, words));
}

static gboolean
has (IngotChatFixture *fixture, guint request, const char *member)
{
  g_autoptr(JsonNode) body = ingot_chat_fixture_dup_body (fixture, request);

  return json_object_has_member (json_node_get_object (body), member);
}

static IngotLesson *
get_lesson (IngotChatFixture *fixture, const char *parameter)
{
  return ingot_lessons_find (ingot_deployment_get_lessons (fixture->deployment), parameter);
}

static void
assert_adjusted (IngotChatFixture *fixture, const char *adjusted, gint64 attempts)
{
  const IngotFacts *facts = ingot_turn_get_facts (fixture->reply);

  g_assert_cmpstr (facts->adjusted, ==, adjusted);
  g_assert_cmpint (facts->attempts, ==, attempts);
}

static const char *const usage_refusals[] = {
  "{\"error\":{\"message\":\"Unrecognized request argument supplied: stream_options\"}}",
  FORBIDDEN ("\\\"stream_options\\\",\\\"include_usage\\\""),
};

/* Item 16: token counts are asked for once, then no more. */
static void
test_stream_options (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (usage_refusals); i++)
    {
      g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");

      refuse (fixture, i == 0 ? 400 : 422, usage_refusals[i]);
      refuse (fixture, 200, HELLO STOP);
      ingot_chat_fixture_begin (fixture);
      succeed (fixture);
      g_assert_true (has (fixture, 0, "stream_options"));
      g_assert_false (has (fixture, 1, "stream_options"));
      assert_adjusted (fixture, "stream_options", 2);
      g_assert_null (ingot_lesson_get_replacement (get_lesson (fixture, "stream_options")));

      ingot_chat_fixture_begin (fixture);
      succeed (fixture);
      g_assert_cmpuint (fixture->server->requests->len, ==, 3);
      g_assert_false (has (fixture, 2, "stream_options"));
      assert_adjusted (fixture, "stream_options", 1);
    }
}

/* Item 27: a reasoning model wants the other name, whatever the deployment is called. */
static void
test_max_tokens (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autoptr(JsonNode) body = NULL;

  refuse (fixture, 400, UNSUPPORTED ("max_tokens", USE_OTHER));
  refuse (fixture, 200, HELLO STOP);
  BEGIN_WITH (fixture, 77, INGOT_PARAMETER_MAX_TOKENS);
  succeed (fixture);
  g_assert_true (has (fixture, 0, "max_tokens"));
  g_assert_false (has (fixture, 1, "max_tokens"));
  body = ingot_chat_fixture_dup_body (fixture, 1);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (body), "max_completion_tokens"), ==, 77);
  assert_adjusted (fixture, "max_tokens:max_completion_tokens", 2);
  g_assert_nonnull (strstr (ingot_lesson_get_reason (get_lesson (fixture, "max_tokens")), "not supported"));

  BEGIN_WITH (fixture, 78, INGOT_PARAMETER_MAX_TOKENS);
  succeed (fixture);
  g_assert_cmpuint (fixture->server->requests->len, ==, 3);
  g_assert_true (has (fixture, 2, "max_completion_tokens"));
  assert_adjusted (fixture, "max_tokens:max_completion_tokens", 1);

  /* Nothing is said where nothing was set. */
  ingot_chat_fixture_begin (fixture);
  succeed (fixture);
  assert_adjusted (fixture, NULL, 1);
}

/* Item 27: Mistral is the other way round, so what another model taught is forgotten. */
static void
test_max_tokens_back (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");

  ingot_lessons_add (ingot_deployment_get_lessons (fixture->deployment), "max_tokens", "max_completion_tokens", NULL);
  refuse (fixture, 422, FORBIDDEN ("\\\"max_completion_tokens\\\""));
  refuse (fixture, 200, HELLO STOP);
  BEGIN_WITH (fixture, 77, INGOT_PARAMETER_MAX_TOKENS);
  succeed (fixture);
  g_assert_true (has (fixture, 0, "max_completion_tokens"));
  g_assert_true (has (fixture, 1, "max_tokens"));
  g_assert_null (get_lesson (fixture, "max_tokens"));
  assert_adjusted (fixture, NULL, 2);
}

/* A server that takes neither gets neither, and is not asked a third time with either. */
static void
test_max_tokens_neither (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");

  refuse (fixture, 400, UNSUPPORTED ("max_tokens", USE_OTHER));
  refuse (fixture, 422, FORBIDDEN ("\\\"max_completion_tokens\\\""));
  refuse (fixture, 200, HELLO STOP);
  BEGIN_WITH (fixture, 77, INGOT_PARAMETER_MAX_TOKENS);
  succeed (fixture);
  g_assert_cmpuint (fixture->server->requests->len, ==, 3);
  g_assert_false (has (fixture, 2, "max_tokens"));
  g_assert_false (has (fixture, 2, "max_completion_tokens"));
  assert_adjusted (fixture, "max_tokens", 3);
}

/* Item 28: the two ways in which temperature is refused. */
static void
test_temperature (void)
{
  static const char *const bodies[] = { UNSUPPORTED ("temperature", ""), UNSUPPORTED_VALUE ("temperature") };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");

      refuse (fixture, 400, bodies[i]);
      refuse (fixture, 200, HELLO STOP);
      BEGIN_WITH (fixture, 0.2, INGOT_PARAMETER_TEMPERATURE);
      succeed (fixture);
      g_assert_true (has (fixture, 0, "temperature"));
      g_assert_false (has (fixture, 1, "temperature"));
      assert_adjusted (fixture, "temperature", 2);

      BEGIN_WITH (fixture, 0.3, INGOT_PARAMETER_TEMPERATURE);
      succeed (fixture);
      g_assert_cmpuint (fixture->server->requests->len, ==, 3);
      g_assert_false (has (fixture, 2, "temperature"));
    }
}

/* Item 29: the gateway's words, and Mistral's. */
static void
test_extra_parameters (void)
{
  static const char *const bodies[] = {
    "{\"detail\":\"Extra parameters ['seed'] are not allowed when extra-parameters is not set or set to be 'error'. "
    "Set extra-parameters to 'pass-through' to pass to the model.\"}",
    FORBIDDEN ("\\\"seed\\\""),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");

      refuse (fixture, i == 0 ? 400 : 422, bodies[i]);
      refuse (fixture, 200, HELLO STOP);
      BEGIN_WITH (fixture, 7, INGOT_PARAMETER_SEED);
      succeed (fixture);
      g_assert_false (has (fixture, 1, "seed"));
      assert_adjusted (fixture, "seed", 2);
    }
}

/* An error about something that was not sent, or that names nothing, is shown as it is. */
static void
test_not_learned (void)
{
  static const char *const bodies[] = {
    UNSUPPORTED ("logprobs", ""),
    UNSUPPORTED ("messages", ""),
    "{\"error\":{\"message\":\"Unsupported parameter: one is not supported\",\"code\":\"unsupported_parameter\"}}",
    "{\"error\":{\"message\":\"temperature is not supported, think of something else\"}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");

      refuse (fixture, 400, bodies[i]);
      BEGIN_WITH (fixture, 0.2, INGOT_PARAMETER_TEMPERATURE);
      fail (fixture, "not supported");
      g_assert_cmpuint (fixture->server->requests->len, ==, 1);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (ingot_deployment_get_lessons (fixture->deployment))),
                        ==, 0);
    }
}

/* A server that refuses the same whatever is left out is asked once more and no more. */
static void
test_stubborn (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");

  refuse (fixture, 400, UNSUPPORTED ("temperature", ""));
  BEGIN_WITH (fixture, 0.2, INGOT_PARAMETER_TEMPERATURE);
  fail (fixture, "temperature");
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
  assert_adjusted (fixture, "temperature", 2);
}

/* One after the other: five requests and no sixth, though what the fifth taught is kept for the next. */
static void
test_bounded (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");

  refuse (fixture, 400, UNSUPPORTED ("temperature", ""));
  refuse (fixture, 400, UNSUPPORTED ("top_p", ""));
  refuse (fixture, 400, UNSUPPORTED ("seed", ""));
  refuse (fixture, 400, UNSUPPORTED ("presence_penalty", ""));
  refuse (fixture, 400, UNSUPPORTED ("frequency_penalty", ""));
  refuse (fixture, 200, HELLO STOP);
  BEGIN_WITH (fixture, 1, INGOT_PARAMETER_TEMPERATURE, INGOT_PARAMETER_TOP_P, INGOT_PARAMETER_SEED,
              INGOT_PARAMETER_PRESENCE_PENALTY, INGOT_PARAMETER_FREQUENCY_PENALTY);
  fail (fixture, "frequency_penalty");
  g_assert_cmpuint (fixture->server->requests->len, ==, 5);
  g_assert_nonnull (get_lesson (fixture, "frequency_penalty"));
  assert_adjusted (fixture, "temperature top_p seed presence_penalty", 5);
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/chat-learning/item-16-stream-options", test_stream_options);
  g_test_add_func ("/chat-learning/item-27-max-tokens", test_max_tokens);
  g_test_add_func ("/chat-learning/item-27-max-tokens-back", test_max_tokens_back);
  g_test_add_func ("/chat-learning/item-27-max-tokens-neither", test_max_tokens_neither);
  g_test_add_func ("/chat-learning/item-28-temperature", test_temperature);
  g_test_add_func ("/chat-learning/item-29-extra-parameters", test_extra_parameters);
  g_test_add_func ("/chat-learning/not-learned", test_not_learned);
  g_test_add_func ("/chat-learning/stubborn", test_stubborn);
  g_test_add_func ("/chat-learning/bounded", test_bounded);
  return g_test_run ();
}
