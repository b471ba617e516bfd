/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "ingot-chat-fixture.h"
#include "ingot-test.h"

#define HELLO "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n"
#define STOP "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define NO_RETRY "x-should-retry: false\r\n"
#define HEAD "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

static const struct
{
  int status;
  const char *headers;
  const char *body;
  IngotError code;
  const char *service_code;
  const char *text;
} refusals[] = {
  { 400, "", "{\"error\":{\"code\":\"BadRequest\",\"message\":\"Bad\"}}", INGOT_ERROR_BAD_REQUEST, "BadRequest", "Bad" },
  { 400, "", "{\"error\":{\"code\":\"content_filter\",\"message\":\"No\"}}", INGOT_ERROR_FILTERED, "content_filter", "No" },
  { 400, "", "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"Long\"}}", INGOT_ERROR_TOO_LONG,
    "context_length_exceeded", "Long" },
  { 401, "", "{\"statusCode\":401,\"message\":\"Unauthorized.\"}", INGOT_ERROR_SIGN_IN, "401", "Unauthorized." },
  { 403, "Content-Type: text/html\r\n", "<html><h1>403 Forbidden</h1></html>", INGOT_ERROR_FORBIDDEN, NULL, "403 Forbidden" },
  { 404, "Content-Type: text/plain\r\n", "{\"error\":{\"code\":\"unknown_model\",\"message\":\"Unknown model: x\"}}",
    INGOT_ERROR_NO_DEPLOYMENT, "unknown_model", "Unknown model: x" },
  { 404, "x-ms-error-code: DeploymentNotFound\r\n", "", INGOT_ERROR_NO_DEPLOYMENT, "DeploymentNotFound", NULL },
  { 404, "", "", INGOT_ERROR_NOT_FOUND, NULL, NULL },
  { 408, NO_RETRY, "", INGOT_ERROR_TIMEOUT, NULL, NULL },
  { 422, "", "{\"status\":422,\"code\":\"parameter_not_supported\",\"message\":\"Invalid.\"}", INGOT_ERROR_BAD_REQUEST,
    "parameter_not_supported", "Invalid." },
  { 429, NO_RETRY "retry-after-ms: 1500\r\n", "{\"error\":{\"code\":\"429\",\"message\":\"Slow\"}}", INGOT_ERROR_RATE_LIMIT,
    "429", "Slow" },
  { 503, NO_RETRY, "Service Unavailable", INGOT_ERROR_SERVICE, NULL, "Service Unavailable" },
};

static void
test_refusals (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *headers = g_strconcat ("apim-request-id: 1-2-3\r\n", refusals[i].headers, NULL);
      g_autoptr(IngotFailure) failure = NULL;

      ingot_wire_server_answer_text (fixture->server, refusals[i].status, headers, refusals[i].body);
      failure = ingot_chat_fixture_fail (fixture, refusals[i].code);
      g_assert_cmpint (failure->status, ==, refusals[i].status);
      g_assert_cmpstr (failure->service_code, ==, refusals[i].service_code);
      if (refusals[i].text != NULL)
        g_assert_cmpstr (failure->service_text, ==, refusals[i].text);
      g_assert_cmpstr (failure->request_id, ==, "1-2-3");
      g_assert_cmpint (failure->retry_after_ms, ==, refusals[i].status == 429 ? 1500 : -1);
      g_assert_cmpstr (ingot_turn_get_facts (fixture->reply)->request_id, ==, "1-2-3");
      /* Where the path is what is not known, the two other endpoint styles are tried. */
      g_assert_cmpuint (fixture->server->requests->len, ==, refusals[i].code == INGOT_ERROR_NOT_FOUND ? 3 : 1);
      g_assert_cmpint (failure->suggested_style, ==, 0);
      g_ptr_array_set_size (fixture->server->requests, 0);
    }
}

/* A failure in mid-stream tells as much as one at the start. */
static void
test_stream_failure (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autoptr(IngotFailure) failure = NULL;

  ingot_wire_server_answer_text (fixture->server, 200, "x-request-id: 4-5-6\r\n",
                                 HELLO "data: {\"error\":{\"code\":500,\"message\":\"Oops\",\"type\":\"server_error\"}}\n\n");
  failure = ingot_chat_fixture_fail (fixture, INGOT_ERROR_SERVICE);
  g_assert_cmpint (failure->status, ==, 500);
  g_assert_cmpstr (failure->service_code, ==, "500");
  g_assert_cmpstr (failure->service_text, ==, "Oops");
  g_assert_cmpstr (failure->request_id, ==, "4-5-6");
  g_assert_cmpstr (ingot_turn_get_text (fixture->reply), ==, "Hello");
}

/* A page of a gateway in front, with a good status: some of its words are kept. */
static void
test_page (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autoptr(IngotFailure) failure = NULL;

  ingot_wire_server_answer_text (fixture->server, 200, "", "<html><body>Please <b>log in</b></body></html>");
  failure = ingot_chat_fixture_fail (fixture, INGOT_ERROR_PROTOCOL);
  g_assert_cmpstr (failure->service_text, ==, "Please log in");
}

/* A server may send back what it was sent: the key must not get into a failure, which is stored. */
static void
test_echoed_key (void)
{
  static const char *const paths[] = { "/openai/v1", "/v1" };
  static const char *const bodies[] = {
    "{\"error\":{\"code\":\"" INGOT_CHAT_FIXTURE_KEY "\",\"message\":\"Bad key " INGOT_CHAT_FIXTURE_KEY "!\"}}",
    "<p>Bad key " INGOT_CHAT_FIXTURE_KEY "!</p>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths) * G_N_ELEMENTS (bodies) * 2; i++)
    {
      int status = i / 4 == 0 ? 401 : 200;
      g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new (paths[i / 2 % 2]);
      g_autoptr(IngotFailure) failure = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *json = NULL;

      ingot_wire_server_answer_text (fixture->server, status, "apim-request-id: " INGOT_CHAT_FIXTURE_KEY "\r\n", bodies[i % 2]);
      g_assert_false (ingot_chat_fixture_run (fixture, &error));
      failure = ingot_chat_dup_failure (fixture->chat, error);
      json = ingot_failure_to_json (failure);
      g_assert_nonnull (strstr (g_ptr_array_index (fixture->server->requests, 0), INGOT_CHAT_FIXTURE_KEY));
      g_assert_null (strstr (json, INGOT_CHAT_FIXTURE_KEY));
      g_assert_null (strstr (error->message, INGOT_CHAT_FIXTURE_KEY));
      g_assert_nonnull (strstr (error->message, "Bad key …!"));
    }
}

static gboolean
asks_for_usage (IngotChatFixture *fixture, guint request)
{
  g_autoptr(JsonNode) body = ingot_chat_fixture_dup_body (fixture, request);

  return json_object_has_member (json_node_get_object (body), "stream_options");
}

static const char *const usage_refusals[] = {
  "{\"error\":{\"message\":\"Unrecognized request argument supplied: stream_options\"}}",
  "{\"error\":{\"code\":\"Invalid input\",\"status\":422,\"message\":\"{\\\"detail\\\":[{\\\"type\\\":"
  "\\\"extra_forbidden\\\",\\\"loc\\\":[\\\"body\\\",\\\"stream_options\\\",\\\"include_usage\\\"]}]}\"}}",
  "{\"error\":{\"message\":\"Unsupported parameter.\",\"param\":\"stream_options\",\"code\":\"unsupported_parameter\"}}",
  "{\"detail\":\"Extra parameters ['stream_options'] are not allowed\"}",
};

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_usage_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (usage_refusals); i++)
    {
      g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
      g_autoptr(GError) error = NULL;
      guint notified = 0;

      ingot_wire_server_answer_text (fixture->server, i % 2 == 0 ? 400 : 422, "", usage_refusals[i]);
      ingot_wire_server_answer_text (fixture->server, 200, "", HELLO STOP);
      ingot_chat_fixture_begin (fixture);
      g_signal_connect (fixture->chat, "notify::exchange", G_CALLBACK (count_cb), &notified);
      ingot_test_await (ingot_chat_run (fixture->chat, NULL), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (fixture->server->requests->len, ==, 2);
      g_assert_true (asks_for_usage (fixture, 0));
      g_assert_false (asks_for_usage (fixture, 1));
      g_assert_cmpuint (notified, ==, 1);
      g_assert_cmpstr (ingot_turn_get_text (fixture->reply), ==, "Hello");
      g_assert_cmpint (ingot_turn_get_facts (fixture->reply)->attempts, ==, 2);
    }
}

static void
test_usage_refused_twice (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autoptr(IngotFailure) failure = NULL;

  ingot_wire_server_answer_text (fixture->server, 400, "", usage_refusals[0]);
  failure = ingot_chat_fixture_fail (fixture, INGOT_ERROR_BAD_REQUEST);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
}

static void
answer_cut (IngotChatFixture *fixture, const char *body)
{
  g_autofree char *wire = g_strdup_printf (HEAD "%" G_GSIZE_MODIFIER "x\r\n%s\r\n", strlen (body), body);

  ingot_wire_server_answer (fixture->server, wire, strlen (wire), INGOT_WIRE_CLOSE);
}

/* A connection that breaks takes away what had not come, and nothing else. */
static void
test_cut (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autoptr(IngotFailure) failure = NULL;
  g_autoptr(GError) error = NULL;

  answer_cut (fixture, HELLO);
  failure = ingot_chat_fixture_fail (fixture, INGOT_ERROR_INTERRUPTED);
  g_assert_cmpstr (ingot_turn_get_text (fixture->reply), ==, "Hello");
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);

  answer_cut (fixture, HELLO STOP);
  ingot_chat_fixture_run (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ingot_turn_get_text (fixture->reply), ==, "Hello");
}

/* A kept connection that the server has closed meanwhile is nothing that the facts of the reply should tell of. */
static void
test_kept_connection_is_closed (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");

  ingot_wire_server_answer_text (fixture->server, 200, "", HELLO STOP "data: [DONE]\n\n");
  ingot_wire_server_answer (fixture->server, "", 0, INGOT_WIRE_CLOSE);
  ingot_wire_server_answer_text (fixture->server, 200, "", HELLO STOP);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;

      ingot_chat_fixture_run (fixture, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (ingot_turn_get_text (fixture->reply), ==, "Hello");
      g_assert_cmpint (ingot_turn_get_facts (fixture->reply)->attempts, ==, 1);
    }
  g_assert_cmpuint (fixture->server->requests->len, ==, 3);
}

/* A model that never ends: 17 MiB in events of one. */
static void
test_endless (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autofree char *mebibyte = g_strnfill (1024 * 1024, 'x');
  g_autoptr(GString) body = g_string_new (NULL);
  g_autoptr(IngotFailure) failure = NULL;

  for (guint i = 0; i < 17; i++)
    g_string_append_printf (body, "data: {\"choices\":[{\"delta\":{\"%s\":\"%s\"}}]}\n\n",
                            i % 2 == 0 ? "content" : "reasoning_content", mebibyte);
  ingot_wire_server_answer_text (fixture->server, 200, "", body->str);
  failure = ingot_chat_fixture_fail (fixture, INGOT_ERROR_PROTOCOL);
  g_assert_cmpuint (ingot_turn_get_text_length (fixture->reply) + ingot_turn_get_reasoning_length (fixture->reply),
                    ==, 16 * 1024 * 1024);
}

static void
test_no_address (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotFailure) failure = NULL;

  ingot_resource_set_address (fixture->resource, NULL, NULL);
  g_assert_false (ingot_chat_fixture_run (fixture, &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_ADDRESS);
  g_assert_null (ingot_chat_get_exchange (fixture->chat));
  failure = ingot_chat_dup_failure (fixture->chat, error);
  g_assert_cmpstr (failure->deployment, ==, "my model");
  g_assert_null (failure->host);
}

typedef gboolean (*Condition) (IngotChatFixture *fixture);

static gboolean
at_once (IngotChatFixture *fixture)
{
  return TRUE;
}

static gboolean
is_asked (IngotChatFixture *fixture)
{
  return fixture->server->requests->len > 0;
}

static gboolean
has_head (IngotChatFixture *fixture)
{
  return ingot_exchange_get_status (ingot_chat_get_exchange (fixture->chat)) == 200;
}

static gboolean
has_text (IngotChatFixture *fixture)
{
  return ingot_turn_get_text_length (fixture->reply) > 0;
}

static gboolean
waits_for_retry (IngotChatFixture *fixture)
{
  return ingot_exchange_get_retry_at (ingot_chat_get_exchange (fixture->chat)) > 0;
}

static const struct
{
  const char *name;
  const char *wire; /* after which the server is silent */
  Condition condition;
} points[] = {
  { "at-once", "", at_once },
  { "asked", "", is_asked },
  { "head", HEAD, has_head },
  { "text", HEAD "33\r\n" HELLO "\r\n", has_text },
  { "finished", HEAD "33\r\n" HELLO "\r\n39\r\n" STOP "\r\n", has_text },
  { "refusal", "HTTP/1.1 404 No\r\nContent-Length: 100\r\n\r\n{\"error\"", is_asked },
  { "retry", "HTTP/1.1 429 No\r\nretry-after: 60\r\nContent-Length: 0\r\n\r\n", waits_for_retry },
};

static void
test_cancel (gconstpointer user_data)
{
  gsize i = GPOINTER_TO_SIZE (user_data);
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autoptr(DexFuture) future = NULL;
  g_autoptr(GError) error = NULL;

  ingot_wire_server_answer (fixture->server, points[i].wire, strlen (points[i].wire), INGOT_WIRE_HOLD);
  ingot_chat_fixture_begin (fixture);
  future = ingot_chat_run (fixture->chat, fixture->cancellable);
  while (!points[i].condition (fixture))
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (fixture->cancellable);

  g_assert_false (ingot_test_await (g_steal_pointer (&future), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->server->requests->len, <=, 1);
  if (points[i].condition == has_text)
    g_assert_cmpstr (ingot_turn_get_text (fixture->reply), ==, "Hello");
  /* The connection is not kept: the server would go on to write into it. */
  if (points[i].condition != waits_for_retry)
    while (fixture->server->n_open > 0)
      g_main_context_iteration (NULL, TRUE);
}

static void
cancel_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* In the middle of the fiber's own work, with an event behind that goes to a worker. */
static void
test_cancel_inside (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autofree char *much = g_strnfill (500 * 1024, 'x');
  g_autofree char *body = g_strconcat (HELLO "data: {\"choices\":[{\"delta\":{\"content\":\"", much, "\"}}]}\n\n" HELLO STOP, NULL);
  g_autoptr(GError) error = NULL;

  ingot_wire_server_answer_text (fixture->server, 200, "", body);
  ingot_chat_fixture_begin (fixture);
  g_signal_connect (fixture->reply, "notify::text", G_CALLBACK (cancel_cb), fixture->cancellable);
  g_assert_false (ingot_test_await (ingot_chat_run (fixture->chat, fixture->cancellable), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_str_has_prefix (ingot_turn_get_text (fixture->reply), "Hello"));
}

static void
finish_cb (IngotTurn *turn, GParamSpec *pspec, gpointer user_data)
{
  if (ingot_turn_get_state (turn) == INGOT_TURN_WRITING)
    ingot_turn_finish (turn, INGOT_TURN_STOPPED, NULL);
}

/* A turn that somebody ends while it is written stays as it is, without a complaint. */
static void
test_turn_ended (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autoptr(GError) error = NULL;

  ingot_wire_server_answer_text (fixture->server, 200, "", HELLO HELLO STOP);
  ingot_chat_fixture_begin (fixture);
  g_signal_connect (fixture->reply, "notify::text", G_CALLBACK (finish_cb), NULL);
  g_assert_false (ingot_test_await (ingot_chat_run (fixture->chat, NULL), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (ingot_turn_get_text (fixture->reply), ==, "Hello");
}

/* The running keeps what it needs, and nothing beyond. */
static void
test_finalize (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  DexFuture *future;
  IngotChat *chat;

  ingot_wire_server_answer_text (fixture->server, 200, "", HELLO STOP);
  ingot_chat_fixture_begin (fixture);
  future = ingot_chat_run (fixture->chat, NULL);
  chat = g_steal_pointer (&fixture->chat);
  g_object_add_weak_pointer (G_OBJECT (chat), (gpointer *) &chat);
  g_object_unref (chat);
  g_assert_nonnull (chat);
  ingot_test_await_success (future);
  g_assert_cmpstr (ingot_turn_get_text (fixture->reply), ==, "Hello");
  while (chat != NULL)
    g_main_context_iteration (NULL, TRUE);
  ingot_chat_fixture_begin (fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->chat));
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);

  g_test_add_func ("/chat-failure/refusals", test_refusals);
  g_test_add_func ("/chat-failure/stream", test_stream_failure);
  g_test_add_func ("/chat-failure/page", test_page);
  g_test_add_func ("/chat-failure/echoed-key", test_echoed_key);
  g_test_add_func ("/chat-failure/usage-refused", test_usage_refused);
  g_test_add_func ("/chat-failure/usage-refused-twice", test_usage_refused_twice);
  g_test_add_func ("/chat-failure/cut", test_cut);
  g_test_add_func ("/chat-failure/kept-connection-is-closed", test_kept_connection_is_closed);
  g_test_add_func ("/chat-failure/endless", test_endless);
  g_test_add_func ("/chat-failure/no-address", test_no_address);
  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autofree char *path = g_strconcat ("/chat-failure/cancel/", points[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_cancel);
    }
  g_test_add_func ("/chat-failure/cancel-inside", test_cancel_inside);
  g_test_add_func ("/chat-failure/turn-ended", test_turn_ended);
  g_test_add_func ("/chat-failure/finalize", test_finalize);

  return g_test_run ();
}
