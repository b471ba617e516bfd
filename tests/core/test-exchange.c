/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "base/ingot-error.h"
#include "ingot-test.h"
#include "ingot-test-server.h"
#include "ingot-wire-server.h"
#include "net/ingot-exchange.h"
#include "net/ingot-proxy-resolver.h"

static char *
read_all (IngotExchange *exchange, GError **error)
{
  g_autoptr(GString) all = g_string_new (NULL);

  for (;;)
    {
      g_autoptr(GBytes) bytes = ingot_test_await_boxed (ingot_exchange_read (exchange, NULL), error);

      if (bytes == NULL)
        return NULL;
      g_assert_cmpuint (g_bytes_get_size (bytes), <=, 16384);
      if (g_bytes_get_size (bytes) == 0)
        return g_string_free_and_steal (g_steal_pointer (&all));
      g_string_append_len (all, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
}

static IngotExchange *
new_exchange (IngotTestServer *server, const char *path, const char *body)
{
  g_autoptr(SoupSession) session = ingot_http_session_new ();
  g_autofree char *url = g_strconcat (server->url, path, NULL);
  g_autoptr(GBytes) bytes = body == NULL ? NULL : g_bytes_new (body, strlen (body));

  return ingot_exchange_new (session, url, bytes, "text/event-stream");
}

static void
assert_answer (IngotExchange *exchange, int status, const char *body)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = ingot_test_await_object (ingot_exchange_send (exchange, NULL), &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (G_IS_INPUT_STREAM (stream));
  g_assert_cmpint (ingot_exchange_get_status (exchange), ==, status);
  text = read_all (exchange, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, body);
}

static void
assert_failure (IngotExchange *exchange, int code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ingot_test_await (ingot_exchange_send (exchange, NULL), &error));
  g_assert_error (error, INGOT_ERROR, code);
  g_assert_cmpuint (strlen (error->message), >, 10);
}

static DexFuture *
count_and_sign (SoupMessage *message, gpointer user_data)
{
  int *count = user_data;
  g_autofree char *value = g_strdup_printf ("Bearer token-%d", ++*count);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  return dex_future_new_true ();
}

static void
retry_at_once_cb (IngotExchange *exchange, GParamSpec *pspec, gpointer user_data)
{
  int *waits = user_data;

  if (ingot_exchange_get_retry_at (exchange) == 0)
    return;
  (*waits)++;
  g_assert_cmpint (ingot_exchange_get_retry_at (exchange), >, g_get_monotonic_time ());
  ingot_exchange_retry_now (exchange);
}

static void
test_get (void)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autoptr(IngotExchange) exchange = new_exchange (server, "/v1/models", NULL);
  gint64 before = g_get_monotonic_time ();

  ingot_test_server_answer (server, 200, "x-ms-region", "Korea Central", "{}");
  assert_answer (exchange, 200, "{}");
  g_assert_cmpuint (server->seen->len, ==, 1);
  g_assert_cmpstr (server->seen->pdata[0], ==, "GET /v1/models");
  g_assert_cmpstr (soup_message_headers_get_one (server->headers, "User-Agent"), ==, "Ingot/" VERSION);
  g_assert_cmpstr (soup_message_headers_get_one (server->headers, "Accept"), ==, "text/event-stream");
  g_assert_null (soup_message_headers_get_one (server->headers, "Accept-Encoding"));
  g_assert_null (soup_message_headers_get_one (server->headers, "Content-Type"));
  g_assert_cmpstr (soup_message_headers_get_one (ingot_exchange_get_headers (exchange), "x-ms-region"),
                   ==, "Korea Central");
  g_assert_cmpint (ingot_exchange_get_attempt (exchange), ==, 1);
  g_assert_cmpint (ingot_exchange_get_sent_at (exchange), >=, before);
  g_assert_cmpint (ingot_exchange_get_retry_at (exchange), ==, 0);
}

static void
test_post (void)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autoptr(IngotExchange) exchange = new_exchange (server, "/v1/chat", "{\"a\": 1}");

  ingot_test_server_answer (server, 200, NULL, NULL, "ok");
  assert_answer (exchange, 200, "ok");
  g_assert_cmpstr (server->seen->pdata[0], ==, "POST /v1/chat");
  g_assert_cmpstr (server->body, ==, "{\"a\": 1}");
  g_assert_cmpstr (soup_message_headers_get_one (server->headers, "Content-Type"), ==, "application/json");
}

/* Before the first answer there is nothing of it, and after the end it stays the end. */
static void
test_before_and_after (void)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  IngotExchange *exchange = new_exchange (server, "/", NULL);
  g_autoptr(GBytes) end = NULL;

  g_assert_cmpint (ingot_exchange_get_status (exchange), ==, 0);
  g_assert_null (ingot_exchange_get_headers (exchange));
  g_assert_cmpint (ingot_exchange_get_attempt (exchange), ==, 0);
  ingot_test_server_answer (server, 200, NULL, NULL, "ok");
  assert_answer (exchange, 200, "ok");
  end = ingot_test_await_boxed (ingot_exchange_read (exchange, NULL), NULL);
  g_assert_cmpuint (g_bytes_get_size (end), ==, 0);
  g_assert_finalize_object (exchange);
}

/* A body that was read to its end leaves a connection for the next request. */
static void
test_connection_is_kept (void)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autoptr(SoupSession) session = ingot_http_session_new ();
  g_autoptr(IngotExchange) first = ingot_exchange_new (session, server->url, NULL, NULL);
  g_autoptr(GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr(IngotExchange) second = ingot_exchange_new (session, server->url, body, NULL);
  guint16 port;

  ingot_test_server_answer (server, 200, NULL, NULL, "ok");
  assert_answer (first, 200, "ok");
  port = server->client_port;
  assert_answer (second, 200, "ok");
  g_assert_cmpint (server->client_port, ==, port);
}

static void
test_prepare_each_attempt (void)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autoptr(IngotExchange) exchange = new_exchange (server, "/", "{}");
  int count = 0;

  ingot_exchange_set_prepare (exchange, count_and_sign, &count, NULL);
  ingot_test_server_answer (server, 503, "retry-after-ms", "1", "busy");
  ingot_test_server_answer (server, 401, "WWW-Authenticate", "Basic realm=\"x\"", "no");
  assert_answer (exchange, 401, "no");
  g_assert_cmpint (count, ==, 2);
  g_assert_cmpuint (server->seen->len, ==, 2);
  g_assert_cmpstr (soup_message_headers_get_one (server->headers, "Authorization"), ==, "Bearer token-2");
}

/* Runs one exchange whose connection is kept, then another one. Returns: (transfer full): that one, which has ended */
static IngotExchange *
run_on_kept_connection (IngotWireServer *server, const char *body, int *waits, GError **error)
{
  g_autoptr(SoupSession) session = ingot_http_session_new ();
  g_autoptr(IngotExchange) first = ingot_exchange_new (session, server->url, NULL, NULL);
  g_autoptr(GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr(IngotExchange) second = ingot_exchange_new (session, server->url, bytes, NULL);

  assert_answer (first, 200, "ok");
  g_assert_cmpuint (server->n_open, ==, 1);
  g_signal_connect (second, "notify::retry-at", G_CALLBACK (retry_at_once_cb), waits);
  if (ingot_test_await (ingot_exchange_send (second, NULL), error))
    g_free (read_all (second, NULL));
  return g_steal_pointer (&second);
}

/* Found closed before a byte came, it is replaced at once: for nobody was this an attempt that failed. */
static void
test_kept_connection_is_closed (void)
{
  static const char *const bodies[] = { NULL, "{}" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(IngotWireServer) server = ingot_wire_server_new ();
      g_autoptr(IngotExchange) exchange = NULL;
      g_autoptr(GError) error = NULL;
      int waits = 0;

      ingot_wire_server_answer_text (server, 200, "", "ok");
      ingot_wire_server_answer (server, "", 0, INGOT_WIRE_CLOSE);
      ingot_wire_server_answer_text (server, 200, "", "again");
      exchange = run_on_kept_connection (server, bodies[i], &waits, &error);
      g_assert_no_error (error);
      g_assert_cmpint (ingot_exchange_get_status (exchange), ==, 200);
      g_assert_cmpint (ingot_exchange_get_attempt (exchange), ==, 1);
      g_assert_cmpint (waits, ==, 0);
      g_assert_cmpuint (server->requests->len, ==, 3);
      g_assert_cmpuint (server->n_connections, ==, 2);
      g_assert_cmpstr (strstr (server->requests->pdata[1], "\r\n\r\n"), ==,
                       strstr (server->requests->pdata[2], "\r\n\r\n"));
    }
}

/* That happens once: a connection of its own that closes is an attempt. After half a line of an answer there is none. */
static void
test_closing_ends (void)
{
  static const struct { const char *bytes; int attempts; guint requests; } cases[] = {
    { "", 3, 1 + 1 + 3 },
    { "HTTP/1.1 2", 1, 1 + 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(IngotWireServer) server = ingot_wire_server_new ();
      g_autoptr(IngotExchange) exchange = NULL;
      g_autoptr(GError) error = NULL;
      int waits = 0;

      ingot_wire_server_answer_text (server, 200, "", "ok");
      ingot_wire_server_answer (server, cases[i].bytes, strlen (cases[i].bytes), INGOT_WIRE_CLOSE);
      exchange = run_on_kept_connection (server, "{}", &waits, &error);
      g_assert_error (error, INGOT_ERROR, INGOT_ERROR_FAILED);
      g_assert_cmpint (ingot_exchange_get_attempt (exchange), ==, cases[i].attempts);
      g_assert_cmpint (waits, ==, cases[i].attempts - 1);
      g_assert_cmpuint (server->requests->len, ==, cases[i].requests);
    }
}

static DexFuture *
watch_message (SoupMessage *message, gpointer user_data)
{
  g_object_add_weak_pointer (G_OBJECT (message), user_data);
  *(SoupMessage **) user_data = message;
  return dex_future_new_true ();
}

/* The message has the key in its headers: it is gone as soon as its exchange is. */
static void
test_message_is_freed (void)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autoptr(SoupSession) session = ingot_http_session_new ();
  IngotExchange *exchange = ingot_exchange_new (session, server->url, NULL, NULL);
  SoupMessage *message = NULL;

  ingot_exchange_set_prepare (exchange, watch_message, &message, NULL);
  ingot_test_server_answer (server, 200, NULL, NULL, "ok");
  assert_answer (exchange, 200, "ok");
  g_assert_nonnull (message);
  g_assert_finalize_object (exchange);
  INGOT_TEST_WAIT_FOR (message == NULL);
}

static DexFuture *
refuse_to_sign (SoupMessage *message, gpointer user_data)
{
  return dex_future_new_reject (INGOT_ERROR, INGOT_ERROR_NO_KEY, "There is no key.");
}

static void
test_prepare_refuses (void)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autoptr(IngotExchange) exchange = new_exchange (server, "/", NULL);

  ingot_exchange_set_prepare (exchange, refuse_to_sign, NULL, NULL);
  assert_failure (exchange, INGOT_ERROR_NO_KEY);
  g_assert_cmpuint (server->seen->len, ==, 0);
}

static const int retried[] = { 408, 409, 429, 500, 502, 503, 504 };

static void
test_retry_with_header (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (retried); i++)
    {
      g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
      g_autoptr(IngotExchange) exchange = new_exchange (server, "/", "{}");

      ingot_test_server_answer (server, retried[i], "retry-after-ms", "2.5", "wait");
      ingot_test_server_answer (server, retried[i], "retry-after", "0.001", "wait");
      ingot_test_server_answer (server, 200, NULL, NULL, "ok");
      assert_answer (exchange, 200, "ok");
      g_assert_cmpint (ingot_exchange_get_attempt (exchange), ==, 3);
      g_assert_cmpint (ingot_exchange_get_retry_status (exchange), ==, retried[i]);
      g_assert_cmpstr (server->body, ==, "{}");
    }
}

static void
test_retry_without_header (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (retried); i++)
    {
      g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
      g_autoptr(IngotExchange) exchange = new_exchange (server, "/", NULL);
      int waits = 0;

      g_signal_connect (exchange, "notify::retry-at", G_CALLBACK (retry_at_once_cb), &waits);
      ingot_test_server_answer (server, retried[i], NULL, NULL, "the last word");
      assert_answer (exchange, retried[i], "the last word");
      g_assert_cmpint (waits, ==, 2);
      g_assert_cmpint (ingot_exchange_get_attempt (exchange), ==, 3);
      g_assert_cmpuint (server->seen->len, ==, 3);
    }
}

static void
test_no_retry (void)
{
  static const int statuses[] = { 400, 401, 403, 404, 413, 422 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
      g_autoptr(IngotExchange) exchange = new_exchange (server, "/", "{}");

      ingot_test_server_answer (server, statuses[i], "retry-after", "1", "why");
      assert_answer (exchange, statuses[i], "why");
      g_assert_cmpuint (server->seen->len, ==, 1);
    }
}

static void
test_no_long_wait (void)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autoptr(IngotExchange) exchange = new_exchange (server, "/", "{}");

  ingot_test_server_answer (server, 429, "retry-after", "86400", "wait a day");
  assert_answer (exchange, 429, "wait a day");
  g_assert_cmpuint (server->seen->len, ==, 1);
}

static void
test_refused (void)
{
  g_autoptr(SoupSession) session = ingot_http_session_new ();
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autofree char *url = g_strdup (server->url);
  g_autoptr(IngotExchange) exchange = ingot_exchange_new (session, url, NULL, NULL);
  int waits = 0;

  soup_server_disconnect (server->server);
  g_signal_connect (exchange, "notify::retry-at", G_CALLBACK (retry_at_once_cb), &waits);
  assert_failure (exchange, INGOT_ERROR_ADDRESS);
  g_assert_cmpint (waits, ==, 2);
  g_assert_cmpint (ingot_exchange_get_retry_status (exchange), ==, 0);
  g_assert_cmpint (ingot_exchange_get_status (exchange), ==, 0);
}

static void
test_unknown_host (void)
{
  g_autoptr(SoupSession) session = ingot_http_session_new ();
  g_autoptr(IngotExchange) exchange = ingot_exchange_new (session, "https://nowhere.invalid/", NULL, NULL);
  int waits = 0;

  g_signal_connect (exchange, "notify::retry-at", G_CALLBACK (retry_at_once_cb), &waits);
  assert_failure (exchange, INGOT_ERROR_ADDRESS);
}

static void
test_bad_addresses (void)
{
  static const char *urls[] = { "", "no address", "http://192.0.2.1/", "http://contoso.openai.azure.com/",
                                "http://127.0.0.1.nip.io/", "http://localhost.example/", "ftp://127.0.0.1/",
                                "https://", "https:///path", "file:///etc/passwd" };

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr(SoupSession) session = ingot_http_session_new ();
      g_autoptr(IngotExchange) exchange = ingot_exchange_new (session, urls[i], NULL, NULL);
      int count = 0;

      ingot_exchange_set_prepare (exchange, count_and_sign, &count, NULL);
      assert_failure (exchange, INGOT_ERROR_ADDRESS);
      g_assert_cmpint (count, ==, 0);
    }
}

static void
test_redirects (void)
{
  static const int statuses[] = { 300, 301, 302, 303, 307, 308 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr(IngotTestServer) second = ingot_test_server_new (NULL);
      g_autoptr(IngotTestServer) first = ingot_test_server_new (NULL);
      g_autoptr(IngotExchange) exchange = new_exchange (first, "/", "{}");
      g_autoptr(IngotExchange) bare = new_exchange (first, "/", NULL);

      ingot_test_server_answer (second, 200, NULL, NULL, "caught");
      ingot_test_server_answer (first, statuses[i], "Location", second->url, "");
      ingot_test_server_answer (first, statuses[i], NULL, NULL, "");
      assert_failure (exchange, INGOT_ERROR_REDIRECT);
      assert_failure (bare, INGOT_ERROR_REDIRECT);
      g_assert_cmpuint (first->seen->len, ==, 2);
      g_assert_cmpuint (second->seen->len, ==, 0);
    }
}

/* A proxy that the desktop names gets what is for other computers, and nothing else. */
static void
test_no_proxy_for_this_computer (void)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autoptr(IngotTestServer) proxy = ingot_test_server_new (NULL);
  g_autoptr(GProxyResolver) desktop = g_simple_proxy_resolver_new (proxy->url, NULL);
  g_autoptr(GProxyResolver) ours = ingot_proxy_resolver_new (desktop);
  g_autoptr(SoupSession) session = ingot_http_session_new ();
  g_autoptr(GProxyResolver) of_session = NULL;
  g_autoptr(IngotExchange) near = ingot_exchange_new (session, server->url, NULL, NULL);
  g_autoptr(IngotExchange) far = ingot_exchange_new (session, "https://nowhere.invalid/", NULL, NULL);
  g_autoptr(GError) error = NULL;

  g_object_get (session, "proxy-resolver", &of_session, NULL);
  g_assert_true (INGOT_IS_PROXY_RESOLVER (of_session));
  soup_session_set_proxy_resolver (session, ours);
  ingot_test_server_answer (server, 200, NULL, NULL, "ok");
  ingot_test_server_answer (proxy, 403, NULL, NULL, "no");
  assert_answer (near, 200, "ok");
  g_assert_cmpuint (proxy->seen->len, ==, 0);
  ingot_test_await (ingot_exchange_send (far, NULL), &error);
  g_assert_cmpuint (proxy->seen->len, ==, 1);
  g_assert_true (g_str_has_prefix (proxy->seen->pdata[0], "CONNECT "));
}

static void
note_cb (IngotExchange *exchange, GParamSpec *pspec, gpointer user_data)
{
  int attempt, retry_status;
  gint64 retry_at;

  g_object_get (exchange, "attempt", &attempt, "retry-at", &retry_at, "retry-status", &retry_status, NULL);
  g_string_append_printf (user_data, "%s=%d/%d/%d ", pspec->name, attempt, retry_at > 0, retry_status);
}

static void
test_properties (void)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autoptr(IngotExchange) exchange = new_exchange (server, "/", "{}");
  g_autoptr(GString) notes = g_string_new (NULL);

  g_signal_connect (exchange, "notify", G_CALLBACK (note_cb), notes);
  ingot_test_server_answer (server, 429, "retry-after-ms", "1", "");
  ingot_test_server_answer (server, 429, "retry-after-ms", "1", "");
  ingot_test_server_answer (server, 200, NULL, NULL, "ok");
  assert_answer (exchange, 200, "ok");
  g_assert_cmpstr (notes->str, ==,
                   "attempt=1/0/0 retry-at=1/1/429 retry-status=1/1/429 retry-at=1/0/429 "
                   "attempt=2/0/429 retry-at=2/1/429 retry-at=2/0/429 attempt=3/0/429 ");
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/exchange/get", test_get);
  g_test_add_func ("/exchange/post", test_post);
  g_test_add_func ("/exchange/before-and-after", test_before_and_after);
  g_test_add_func ("/exchange/connection-is-kept", test_connection_is_kept);
  g_test_add_func ("/exchange/kept-connection-is-closed", test_kept_connection_is_closed);
  g_test_add_func ("/exchange/closing-ends", test_closing_ends);
  g_test_add_func ("/exchange/prepare-each-attempt", test_prepare_each_attempt);
  g_test_add_func ("/exchange/message-is-freed", test_message_is_freed);
  g_test_add_func ("/exchange/prepare-refuses", test_prepare_refuses);
  g_test_add_func ("/exchange/retry-with-header", test_retry_with_header);
  g_test_add_func ("/exchange/retry-without-header", test_retry_without_header);
  g_test_add_func ("/exchange/no-retry", test_no_retry);
  g_test_add_func ("/exchange/no-long-wait", test_no_long_wait);
  g_test_add_func ("/exchange/refused", test_refused);
  g_test_add_func ("/exchange/unknown-host", test_unknown_host);
  g_test_add_func ("/exchange/bad-addresses", test_bad_addresses);
  g_test_add_func ("/exchange/redirects", test_redirects);
  g_test_add_func ("/exchange/no-proxy-for-this-computer", test_no_proxy_for_this_computer);
  g_test_add_func ("/exchange/properties", test_properties);
  return g_test_run ();
}
