/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "ingot-chat-fixture.h"
#include "ingot-test-server.h"
#include "ingot-test.h"

#define CHUNK(choices, rest) \
  "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1785300200,\"model\":\"gpt-4o-2024-11-20\"," \
  "\"choices\":[" choices "]" rest "}\n\n"
#define DELTA(members) "{\"index\":0,\"delta\":{" members "},\"finish_reason\":null}"
#define STOP "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\",\"content_filter_results\":{}}"
#define USAGE ",\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":3,\"total_tokens\":23," \
  "\"completion_tokens_details\":{\"audio_tokens\":null,\"reasoning_tokens\":2}," \
  "\"prompt_tokens_details\":{\"audio_tokens\":null,\"cached_tokens\":16}}"
#define DONE "data: [DONE]\n\n"
#define HELLO CHUNK (DELTA ("\"content\":\"Hello\""), "")
#define END CHUNK (STOP, "") DONE

/* A stream of Azure with the default filter: a first chunk without choices, one of usage last. */
#define PROMPT_FILTER \
  "data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":[" \
  "{\"prompt_index\":0,\"content_filter_results\":{\"hate\":{\"filtered\":false,\"severity\":\"safe\"}}}]}\n\n"
#define AZURE PROMPT_FILTER CHUNK (DELTA ("\"role\":\"assistant\",\"content\":\"\",\"refusal\":null"), ",\"usage\":null") \
  CHUNK (DELTA ("\"content\":\"H\xc3\xa4llo \""), ",\"usage\":null") \
  CHUNK (DELTA ("\"content\":\"\xed\x95\x9c\\ud83d\\ude00\""), ",\"usage\":null") \
  CHUNK (STOP, ",\"usage\":null") CHUNK ("", USAGE) DONE

#define ANNOTATION "data: {\"id\":\"\",\"object\":\"\",\"created\":0,\"model\":\"\",\"choices\":[{\"index\":0," \
  "\"finish_reason\":null,\"content_filter_results\":{\"hate\":{\"filtered\":false,\"severity\":\"safe\"}}," \
  "\"content_filter_offsets\":{\"check_offset\":120,\"start_offset\":120,\"end_offset\":342}}],\"usage\":null}\n\n"

static void
count_line (GHashTable *lines, const char *line)
{
  g_assert_true (g_hash_table_add (lines, g_strdup (line)));
}

/* Every byte of the head is accounted for; of what differs each time, its form. */
static void
assert_head (const char *request, const char *url, const char *path, const char *key_line)
{
  const char *body = strstr (request, "\r\n\r\n");
  g_autofree char *head = g_strndup (request, (gsize) (body - request));
  g_auto(GStrv) lines = g_strsplit (head, "\r\n", -1);
  g_autofree char *first = g_strdup_printf ("POST %s/chat/completions HTTP/1.1", path);
  g_autofree char *host = g_strdup_printf ("Host: %s", url + strlen ("http://"));
  g_autofree char *length = g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT, strlen (body + 4));
  g_autoptr(GHashTable) rest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *const expected[] = { host, length, key_line, "Content-Type: application/json",
                                   "Accept: text/event-stream" };

  g_assert_cmpstr (lines[0], ==, first);
  for (gsize i = 1; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], "x-ms-client-request-id: "))
        g_assert_true (g_uuid_string_is_valid (strchr (lines[i], ' ') + 1));
      else if (g_str_has_prefix (lines[i], "User-Agent: "))
        g_assert_nonnull (strstr (lines[i], "Ingot/"));
      else if (!g_str_has_prefix (lines[i], "Accept-Encoding: ") && !g_str_has_prefix (lines[i], "Connection: "))
        count_line (rest, lines[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    if (!g_hash_table_remove (rest, expected[i]))
      g_error ("“%s” is not in:\n%s", expected[i], head);
  g_assert_cmpuint (g_hash_table_size (rest), ==, 0);
}

static void
test_request (gconstpointer user_data)
{
  const char *path = user_data;
  gboolean azure = g_str_equal (path, "/openai/v1");
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new (path);
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(JsonNode) expected = json_from_string (
    "{\"model\":\"my model\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true,"
    "\"stream_options\":{\"include_usage\":true}}", NULL);
  g_autoptr(GError) error = NULL;

  ingot_wire_server_answer_text (fixture->server, 200, "", AZURE);
  ingot_chat_fixture_run (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
  assert_head (g_ptr_array_index (fixture->server->requests, 0), fixture->server->url, path,
               azure ? "api-key: " INGOT_CHAT_FIXTURE_KEY : "Authorization: Bearer " INGOT_CHAT_FIXTURE_KEY);
  body = ingot_chat_fixture_dup_body (fixture, 0);
  g_assert_true (json_node_equal (body, expected));
}

static void
add_turn (IngotConversation *conversation, IngotTurn *turn, const char *reasoning, const char *text,
          IngotTurnState state)
{
  g_autoptr(IngotTurn) owned = turn;

  if (ingot_turn_get_role (turn) == INGOT_ROLE_ASSISTANT)
    {
      ingot_turn_append_reasoning (turn, reasoning);
      ingot_turn_append (turn, text);
      ingot_turn_finish (turn, state, NULL);
    }
  ingot_conversation_append (conversation, turn);
}

/* Failed turns without text are left out, a reply in pieces is one message, what a person wrote never is, and no reasoning goes back. */
static void
test_history (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("my model", "Contoso");
  g_autoptr(IngotChat) chat = NULL;
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(JsonNode) expected = json_from_string (
    "[{\"role\":\"user\",\"content\":\"One \\\"quoted\\\"\\nline\"},{\"role\":\"assistant\",\"content\":\"1 \xed\x95\x9c\"},"
    "{\"role\":\"user\",\"content\":\"Two\"},{\"role\":\"user\",\"content\":\"Three\"},"
    "{\"role\":\"assistant\",\"content\":\"cutting edge\"},{\"role\":\"user\",\"content\":\"Four\"}]", NULL);

  add_turn (conversation, ingot_turn_new_user ("One \"quoted\"\nline"), NULL, NULL, 0);
  add_turn (conversation, ingot_turn_new_reply ("a", "b"), "thoughts", "1 \xed\x95\x9c", INGOT_TURN_COMPLETE);
  add_turn (conversation, ingot_turn_new_user ("Two"), NULL, NULL, 0);
  add_turn (conversation, ingot_turn_new_reply ("a", "b"), "thoughts", "", INGOT_TURN_FAILED);
  add_turn (conversation, ingot_turn_new_user ("Three"), NULL, NULL, 0);
  add_turn (conversation, ingot_turn_new_reply ("a", "b"), "", "cut", INGOT_TURN_INTERRUPTED);
  add_turn (conversation, ingot_turn_new_reply ("a", "b"), "", "ting edge", INGOT_TURN_COMPLETE);
  add_turn (conversation, ingot_turn_new_user ("Four"), NULL, NULL, 0);
  ingot_conversation_append (conversation, reply);
  add_turn (conversation, ingot_turn_new_user ("After the reply"), NULL, NULL, 0);

  ingot_wire_server_answer_text (fixture->server, 200, "", AZURE);
  chat = ingot_chat_new (fixture->session, fixture->deployment, NULL, conversation, reply);
  ingot_test_await_success (ingot_chat_run (chat, NULL));
  body = ingot_chat_fixture_dup_body (fixture, 0);
  g_assert_true (json_node_equal (json_object_get_member (json_node_get_object (body), "messages"), expected));
  g_assert_null (strstr (g_ptr_array_index (fixture->server->requests, 0), "api-key"));
  g_assert_null (strstr (g_ptr_array_index (fixture->server->requests, 0), "Authorization"));
}

/* What the filter took back is not sent, and asking for the rest of a reply ends with what a user says. */
static void
test_continue (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotTurn) withheld = ingot_turn_new_reply ("my model", "Contoso");
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("my model", "Contoso");
  g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_FILTERED);
  g_autoptr(IngotChat) chat = NULL;
  g_autoptr(JsonNode) body = NULL;
  JsonArray *messages;
  JsonObject *last;

  add_turn (conversation, ingot_turn_new_user ("One"), NULL, NULL, 0);
  ingot_turn_append (withheld, "Terrible");
  failure->withheld = TRUE;
  ingot_turn_finish (withheld, INGOT_TURN_FAILED, failure);
  ingot_conversation_append (conversation, withheld);
  add_turn (conversation, ingot_turn_new_user ("Two"), NULL, NULL, 0);
  add_turn (conversation, ingot_turn_new_reply ("a", "b"), "", "Half a sen", INGOT_TURN_INTERRUPTED);
  ingot_conversation_append (conversation, reply);

  ingot_wire_server_answer_text (fixture->server, 200, "", AZURE);
  chat = ingot_chat_new (fixture->session, fixture->deployment, NULL, conversation, reply);
  ingot_test_await_success (ingot_chat_run (chat, NULL));
  body = ingot_chat_fixture_dup_body (fixture, 0);
  messages = json_object_get_array_member (json_node_get_object (body), "messages");
  g_assert_cmpuint (json_array_get_length (messages), ==, 4);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (messages, 2), "content"), ==,
                   "Half a sen");
  last = json_array_get_object_element (messages, 3);
  g_assert_cmpstr (json_object_get_string_member (last, "role"), ==, "user");
  g_assert_nonnull (strstr (json_object_get_string_member (last, "content"), "Continue it"));
}

static void
assert_azure_reply (IngotChatFixture *fixture)
{
  const IngotFacts *facts = ingot_turn_get_facts (fixture->reply);

  g_assert_cmpstr (ingot_turn_get_text (fixture->reply), ==, "H\xc3\xa4llo \xed\x95\x9c\xf0\x9f\x98\x80");
  g_assert_cmpstr (facts->finish_reason, ==, "stop");
  g_assert_cmpstr (facts->model, ==, "gpt-4o-2024-11-20");
  g_assert_cmpint (facts->prompt_tokens, ==, 20);
  g_assert_cmpint (facts->completion_tokens, ==, 3);
  g_assert_cmpint (facts->reasoning_tokens, ==, 2);
  g_assert_cmpint (facts->cached_tokens, ==, 16);
  g_assert_cmpint (facts->attempts, ==, 1);
  g_assert_cmpint (facts->first_token_us, >, 0);
  g_assert_cmpint (facts->total_us, >=, facts->first_token_us);
}

static void
run_chunked (IngotChatFixture *fixture, const char *body, gsize first, gsize size)
{
  gsize length;
  g_autofree char *wire = ingot_wire_chunked (200, "Content-Type: text/event-stream\r\n", body, strlen (body),
                                              first, size, &length);
  g_autoptr(GError) error = NULL;

  ingot_wire_server_answer (fixture->server, wire, length, INGOT_WIRE_KEEP);
  ingot_chat_fixture_run (fixture, &error);
  g_assert_no_error (error);
  assert_azure_reply (fixture);
}

/* Each chunk of HTTP is a read: the stream is cut at every byte, and into pieces of every small size. */
static void
test_every_split (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_auto(GStrv) lines = g_strsplit (AZURE, "\n", -1);
  g_autofree char *crlf = g_strjoinv ("\r\n", lines);

  for (gsize split = 1; split < strlen (crlf); split++)
    run_chunked (fixture, crlf, split, G_MAXSIZE);
  for (gsize size = 1; size < 64; size++)
    run_chunked (fixture, AZURE, 0, size);
  /* All of it went over one connection, since each stream was read to its end. */
  g_assert_cmpuint (fixture->server->n_connections, ==, 1);
}

typedef struct
{
  const char *name;
  const char *body;
  int code; /* of IngotError, 0 for a complete reply */
  const char *text;
  const char *reasoning;
  const char *finish_reason;
  gint64 prompt_tokens;
} Row;

static const Row rows[] = {
  { "first-chunk-empty", PROMPT_FILTER HELLO END, 0, "Hello", "", "stop", -1 },
  { "prompt-annotations", "data: {\"choices\":[],\"prompt_annotations\":[{}]}\n\n" HELLO END, 0, "Hello", "", "stop", -1 },
  { "no-choices", "data: {\"id\":\"x\"}\n\ndata: {\"choices\":null}\n\n" HELLO END, 0, "Hello", "", "stop", -1 },
  { "annotation-between", HELLO ANNOTATION CHUNK (DELTA ("\"content\":\"!\""), "") END, 0, "Hello!", "", "stop", -1 },
  { "annotation-after", HELLO CHUNK (STOP, "") ANNOTATION DONE, 0, "Hello", "", "stop", -1 },
  { "delta-null", CHUNK ("{\"index\":0,\"delta\":null,\"finish_reason\":null}", "") HELLO END, 0, "Hello", "", "stop", -1 },
  { "content-null", CHUNK (DELTA ("\"content\":null,\"role\":\"assistant\""), "") HELLO
    CHUNK ("{\"index\":0,\"delta\":{\"content\":null},\"finish_reason\":\"stop\"}", "") DONE, 0, "Hello", "", "stop", -1 },
  { "usage-with-finish", HELLO CHUNK (STOP, USAGE) DONE, 0, "Hello", "", "stop", 20 },
  { "usage-after-finish", HELLO CHUNK (STOP, "") CHUNK ("", USAGE) DONE, 0, "Hello", "", "stop", 20 },
  { "usage-of-nulls", HELLO CHUNK (STOP, ",\"usage\":{\"prompt_tokens\":null,\"completion_tokens_details\":null}") DONE,
    0, "Hello", "", "stop", -1 },
  { "reasoning", CHUNK (DELTA ("\"reasoning_content\":\"Hm.\",\"content\":null"), "")
    CHUNK (DELTA ("\"reasoning_content\":null,\"content\":\"Hello\""), "") END, 0, "Hello", "Hm.", "stop", -1 },
  { "refusal", CHUNK (DELTA ("\"refusal\":\"I will not.\""), "") END, 0, "I will not.", "", "stop", -1 },
  { "tool-calls", CHUNK (DELTA ("\"tool_calls\":[{\"id\":null,\"function\":{\"name\":null,\"arguments\":null}}]"), "")
    HELLO CHUNK ("{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}", "") DONE, 0, "Hello", "", "tool_calls", -1 },
  { "second-choice", HELLO CHUNK ("{\"index\":1,\"delta\":{\"content\":\"other\"},\"finish_reason\":\"length\"}", "") END,
    0, "Hello", "", "stop", -1 },
  { "unknown-finish", HELLO CHUNK ("{\"delta\":{},\"finish_reason\":\"tired\"}", "") DONE, 0, "Hello", "", "tired", -1 },
  { "no-done", HELLO CHUNK (STOP, ""), 0, "Hello", "", "stop", -1 },
  { "no-done-no-blank-line", HELLO "data: {\"choices\":[" STOP "]}", 0, "Hello", "", "stop", -1 },
  { "done-without-finish", HELLO DONE, 0, "Hello", "", NULL, -1 },
  { "lines", ": keep-alive\r\n\r\nevent: message\r\ndata:{\"choices\":[\r\ndata:{\"delta\":{\"content\":\"Hello\"}}]}\r\n\r\n"
    "id: 7\r\nretry: 10\r\nfoo: bar\r\n\r\n" END, 0, "Hello", "", "stop", -1 },
  { "mark", "\xef\xbb\xbf" HELLO END, 0, "Hello", "", "stop", -1 },
  { "half-a-pair", CHUNK (DELTA ("\"content\":\"a\\ud83d\""), "") CHUNK (DELTA ("\"content\":\"\\ude00z\""), "") END,
    0, "a\xef\xbf\xbd\xef\xbf\xbdz", "", "stop", -1 },
  { "whole", "{\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\","
    "\"reasoning_content\":\"Hm.\",\"tool_calls\":null},\"finish_reason\":\"stop\",\"logprobs\":null}]" USAGE "}",
    0, "Hello", "Hm.", "stop", 20 },
  { "whole-indented", "\n\n  {\n \"choices\": [{\"message\": {\"content\": \"Hello\"}, \"finish_reason\": \"length\"}]\n}\n",
    0, "Hello", "", "length", -1 },
  { "whole-null", "{\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"tool_calls\"}]}",
    0, "", "", "tool_calls", -1 },
  { "no-finish", HELLO, INGOT_ERROR_INTERRUPTED, "Hello", "", NULL, -1 },
  { "cut-event", HELLO "data: {\"choices\":[{\"del", INGOT_ERROR_INTERRUPTED, "Hello", "", NULL, -1 },
  { "done-alone", DONE, INGOT_ERROR_INTERRUPTED, "", "", NULL, -1 },
  { "empty", "", INGOT_ERROR_INTERRUPTED, "", "", NULL, -1 },
  { "comments", ": ping\n\n: ping\n\n", INGOT_ERROR_INTERRUPTED, "", "", NULL, -1 },
  { "whole-no-finish", "{\"choices\":[{\"message\":{\"content\":\"Hello\"}}]}", INGOT_ERROR_INTERRUPTED, "Hello", "", NULL, -1 },
  { "filtered", HELLO CHUNK ("{\"index\":0,\"delta\":{},\"finish_reason\":\"content_filter\"}", ""), INGOT_ERROR_FILTERED,
    "Hello", "", "content_filter", -1 },
  { "filtered-late", HELLO CHUNK (STOP, "") CHUNK ("{\"index\":0,\"finish_reason\":\"content_filter\","
    "\"content_filter_results\":{\"protected_material_text\":{\"detected\":true,\"filtered\":true}}}", "") DONE,
    INGOT_ERROR_FILTERED, "Hello", "", "content_filter", -1 },
  { "whole-filtered", "{\"choices\":[{\"message\":{\"role\":\"assistant\"},\"finish_reason\":\"content_filter\"}]}",
    INGOT_ERROR_FILTERED, "", "", "content_filter", -1 },
  { "error-nested", HELLO "data: {\"error\":{\"code\":\"server_error\",\"message\":\"Oops\"}}\n\n" HELLO,
    INGOT_ERROR_SERVICE, "Hello", "", NULL, -1 },
  { "error-event", HELLO "event: error\ndata: {\"code\":\"content_filter\",\"message\":\"Oops\"}\n\n",
    INGOT_ERROR_FILTERED, "Hello", "", NULL, -1 },
  { "error-null", "data: {\"error\":null,\"choices\":[" DELTA ("\"content\":\"Hello\"") "]}\n\n" END, 0, "Hello", "", "stop", -1 },
  { "error-whole", "{\"error\":{\"code\":\"429\",\"message\":\"Oops\"}}", INGOT_ERROR_RATE_LIMIT, "", "", NULL, -1 },
  { "bad-json", HELLO "data: {oops\n\n" END, INGOT_ERROR_PROTOCOL, "Hello", "", NULL, -1 },
  { "not-a-chat", "{\"hello\":\"world\"}", INGOT_ERROR_PROTOCOL, "", "", NULL, -1 },
  { "a-page", "<html><body>Please log in</body></html>", INGOT_ERROR_PROTOCOL, "", "", NULL, -1 },
  { "words", "Data is great", INGOT_ERROR_PROTOCOL, "", "", NULL, -1 },
  { "one-letter", "d", INGOT_ERROR_PROTOCOL, "", "", NULL, -1 },
  { "a-list", "[1,2]", INGOT_ERROR_PROTOCOL, "", "", NULL, -1 },
};

static void
test_row (gconstpointer user_data)
{
  const Row *row = user_data;
  static const char *const types[] = { "Content-Type: text/event-stream\r\n", "Content-Type: application/json\r\n", "" };
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr(GError) error = NULL;
      const IngotFacts *facts;

      ingot_wire_server_answer_text (fixture->server, 200, types[i], row->body);
      ingot_chat_fixture_run (fixture, &error);
      if (row->code == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, INGOT_ERROR, row->code);
      g_assert_cmpstr (ingot_turn_get_text (fixture->reply), ==, row->text);
      g_assert_cmpstr (ingot_turn_get_reasoning (fixture->reply), ==, row->reasoning);
      facts = ingot_turn_get_facts (fixture->reply);
      g_assert_cmpstr (facts->finish_reason, ==, row->finish_reason);
      g_assert_cmpint (facts->prompt_tokens, ==, row->prompt_tokens);
      g_assert_true ((facts->first_token_us >= 0) == (*row->text != '\0' || *row->reasoning != '\0'));
      g_assert_cmpint (facts->total_us, >, 0);
    }
}

static void
test_facts (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autoptr(GError) error = NULL;
  const IngotFacts *facts;

  ingot_wire_server_answer_text (fixture->server, 200,
                                 "x-ms-region: East US\r\napim-request-id: 1-2-3\r\nx-request-id: 4-5-6\r\n"
                                 "x-ratelimit-limit-requests: 600\r\nx-ratelimit-remaining-requests: -1\r\n"
                                 "x-ratelimit-limit-tokens: many\r\nx-ratelimit-remaining-tokens: 0\r\n", AZURE);
  ingot_chat_fixture_run (fixture, &error);
  g_assert_no_error (error);
  facts = ingot_turn_get_facts (fixture->reply);
  g_assert_cmpstr (facts->region, ==, "East US");
  g_assert_cmpstr (facts->request_id, ==, "1-2-3");
  g_assert_cmpint (facts->limit_requests, ==, 600);
  g_assert_cmpint (facts->remaining_requests, ==, -1);
  g_assert_cmpint (facts->limit_tokens, ==, -1);
  g_assert_cmpint (facts->remaining_tokens, ==, 0);
}

/* Events and documents that are large enough for a worker. */
static void
test_large (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autofree char *long_text = g_strnfill (700 * 1024, 'x');
  g_autofree char *stream = g_strconcat ("data: {\"choices\":[{\"delta\":{\"content\":\"", long_text, "\"}}]}\n\n",
                                         HELLO END, NULL);
  g_autofree char *whole = g_strconcat ("{\"choices\":[{\"message\":{\"content\":\"", long_text,
                                        "Hello\"},\"finish_reason\":\"stop\"}]}", NULL);
  const char *const bodies[] = { stream, whole };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(GError) error = NULL;

      ingot_wire_server_answer_text (fixture->server, 200, "", bodies[i]);
      ingot_chat_fixture_run (fixture, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (ingot_turn_get_text_length (fixture->reply), ==, 700 * 1024 + 5);
      g_assert_true (g_str_has_suffix (ingot_turn_get_text (fixture->reply), "xxHello"));
    }
}

/* A server that has given up the connection in the meantime costs nobody a reply. */
static void
test_stale_connection (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");

  for (guint i = 0; i < 3; i++)
    {
      gsize length;
      g_autofree char *wire = ingot_wire_chunked (200, "", AZURE, strlen (AZURE), 0, G_MAXSIZE, &length);
      g_autoptr(GError) error = NULL;

      ingot_wire_server_answer (fixture->server, wire, length, INGOT_WIRE_CLOSE);
      ingot_chat_fixture_run (fixture, &error);
      g_assert_no_error (error);
      assert_azure_reply (fixture);
    }
  g_assert_cmpuint (fixture->server->requests->len, ==, 3);
}

/* What has come is shown while the rest is still being made, and a pause is nothing that ends it. */
static void
test_as_it_comes (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  gsize length;
  g_autofree char *wire = ingot_wire_chunked (200, "", AZURE, strlen (AZURE), strlen (AZURE) / 2, G_MAXSIZE, &length);
  const char *rest = strstr (wire, "data: [DONE]");
  g_autoptr(GError) error = NULL;
  DexFuture *answer;

  ingot_wire_server_answer (fixture->server, wire, (gsize) (rest - wire), INGOT_WIRE_HOLD);
  ingot_chat_fixture_begin (fixture);
  answer = ingot_chat_run (fixture->chat, fixture->cancellable);
  INGOT_TEST_WAIT_FOR (ingot_exchange_get_status (ingot_chat_get_exchange (fixture->chat)) == 200);
  /* All that the server will ever send has come with the head. */
  for (guint i = 0; i < 1000; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (ingot_turn_get_text_length (fixture->reply), >, 0);
  g_assert_true (dex_future_is_pending (answer));
  g_cancellable_cancel (fixture->cancellable);
  g_assert_false (ingot_test_await (answer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);

  g_test_add_data_func ("/chat/request/azure", "/openai/v1", test_request);
  g_test_add_data_func ("/chat/request/other", "/v1", test_request);
  g_test_add_func ("/chat/history", test_history);
  g_test_add_func ("/chat/continue", test_continue);
  g_test_add_func ("/chat/every-split", test_every_split);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/chat/body/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/chat/facts", test_facts);
  g_test_add_func ("/chat/large", test_large);
  g_test_add_func ("/chat/stale-connection", test_stale_connection);
  g_test_add_func ("/chat/as-it-comes", test_as_it_comes);

  return g_test_run ();
}
