/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "base/ingot-error.h"
#include "ingot-test.h"
#include "ingot-test-server.h"
#include "net/ingot-exchange-private.h"

/* How exchanges end before their time: Stop at every point, broken connections, silence. */

typedef struct
{
  IngotTestServer *server;
  SoupSession *session;
  IngotExchange *exchange;
  GCancellable *cancellable;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(GBytes) body = g_bytes_new_static ("{}", 2);

  fixture->server = ingot_test_server_new (NULL);
  fixture->session = ingot_http_session_new ();
  fixture->exchange = ingot_exchange_new (fixture->session, fixture->server->url, body, NULL);
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->exchange != NULL)
    g_assert_finalize_object (fixture->exchange);
  g_assert_finalize_object (fixture->cancellable);
  ingot_test_server_free (fixture->server);
  g_object_unref (fixture->session);
}

static void
assert_cancelled (DexFuture *future)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ingot_test_await (future, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
assert_error (DexFuture *future, int code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ingot_test_await (future, &error));
  g_assert_error (error, INGOT_ERROR, code);
}

/* The server sees the end of the connection, and the session is as good as before. */
static void
assert_closed (Fixture *fixture, gint64 stopped_at)
{
  guint16 port = fixture->server->client_port;
  g_autoptr(IngotExchange) next = ingot_exchange_new (fixture->session, fixture->server->url, NULL, NULL);

  INGOT_TEST_WAIT_FOR (fixture->server->is_closed);
  g_test_message ("Stop to closed socket: %.2f ms", (fixture->server->closed_at - stopped_at) / 1000.0);
  ingot_test_server_answer (fixture->server, 204, NULL, NULL, "");
  soup_server_message_unpause (fixture->server->held);
  ingot_test_await_success (ingot_exchange_send (next, NULL));
  g_assert_cmpint (ingot_exchange_get_status (next), ==, 204);
  g_assert_cmpint (fixture->server->client_port, !=, port);
}

static void
start_body (Fixture *fixture)
{
  g_autoptr(DexFuture) sent = ingot_exchange_send (fixture->exchange, fixture->cancellable);
  g_autoptr(GBytes) bytes = NULL;

  ingot_test_server_hold (fixture->server);
  INGOT_TEST_WAIT_FOR (fixture->server->held != NULL);
  ingot_test_server_send_chunk (fixture->server, "data: one\n\n", 11);
  ingot_test_await_success (g_steal_pointer (&sent));
  /* Whoever takes their time between two reads is not late. */
  g_assert_null (fixture->exchange->watchdog);
  bytes = ingot_test_await_boxed (ingot_exchange_read (fixture->exchange, fixture->cancellable), NULL);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "data: one\n\n", 11);
  g_assert_null (fixture->exchange->watchdog);
}

static void
test_stop_before (Fixture *fixture, gconstpointer unused)
{
  g_cancellable_cancel (fixture->cancellable);
  assert_cancelled (ingot_exchange_send (fixture->exchange, fixture->cancellable));
  g_assert_cmpuint (fixture->server->seen->len, ==, 0);
}

static DexFuture *
wait_for_ever (SoupMessage *message, gpointer user_data)
{
  gboolean *called = user_data;

  *called = TRUE;
  return dex_future_new_infinite ();
}

static void
test_stop_while_preparing (Fixture *fixture, gconstpointer unused)
{
  gboolean called = FALSE;
  DexFuture *sent;

  ingot_exchange_set_prepare (fixture->exchange, wait_for_ever, &called, NULL);
  sent = ingot_exchange_send (fixture->exchange, fixture->cancellable);
  INGOT_TEST_WAIT_FOR (called);
  g_cancellable_cancel (fixture->cancellable);
  assert_cancelled (sent);
  g_assert_cmpuint (fixture->server->seen->len, ==, 0);
}

static void
test_stop_before_head (Fixture *fixture, gconstpointer unused)
{
  DexFuture *sent = ingot_exchange_send (fixture->exchange, fixture->cancellable);
  gint64 stopped_at;

  ingot_test_server_hold (fixture->server);
  INGOT_TEST_WAIT_FOR (fixture->server->held != NULL);
  stopped_at = g_get_monotonic_time ();
  g_cancellable_cancel (fixture->cancellable);
  assert_cancelled (sent);
  assert_closed (fixture, stopped_at);
}

static void
test_stop_while_reading (Fixture *fixture, gconstpointer unused)
{
  DexFuture *read;
  gint64 stopped_at;

  start_body (fixture);
  read = ingot_exchange_read (fixture->exchange, fixture->cancellable);
  stopped_at = g_get_monotonic_time ();
  g_cancellable_cancel (fixture->cancellable);
  assert_cancelled (read);
  assert_closed (fixture, stopped_at);
  assert_cancelled (ingot_exchange_read (fixture->exchange, NULL));
}

/* Nobody reads while the consumer works on what it has. */
static void
test_stop_between_reads (Fixture *fixture, gconstpointer unused)
{
  gint64 stopped_at;

  start_body (fixture);
  stopped_at = g_get_monotonic_time ();
  g_cancellable_cancel (fixture->cancellable);
  assert_closed (fixture, stopped_at);
  assert_cancelled (ingot_exchange_read (fixture->exchange, fixture->cancellable));
}

/* What the server goes on sending is not read to the end before the connection closes. */
static void
test_stop_with_much_unread (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *much = g_strnfill (4 * 1024 * 1024, 'x');
  gint64 stopped_at;

  start_body (fixture);
  ingot_test_server_send_chunk (fixture->server, much, strlen (much));
  ingot_test_await_success (ingot_exchange_read (fixture->exchange, fixture->cancellable));
  stopped_at = g_get_monotonic_time ();
  g_cancellable_cancel (fixture->cancellable);
  assert_cancelled (ingot_exchange_read (fixture->exchange, fixture->cancellable));
  assert_closed (fixture, stopped_at);
}

static void
test_stop_while_waiting (Fixture *fixture, gconstpointer unused)
{
  DexFuture *sent = ingot_exchange_send (fixture->exchange, fixture->cancellable);

  ingot_test_server_answer (fixture->server, 429, "retry-after", "100", "wait");
  INGOT_TEST_WAIT_FOR (ingot_exchange_get_retry_at (fixture->exchange) != 0);
  g_cancellable_cancel (fixture->cancellable);
  assert_cancelled (sent);
  g_assert_cmpuint (fixture->server->seen->len, ==, 1);
  g_assert_cmpint (ingot_exchange_get_retry_at (fixture->exchange), ==, 0);
}

static void
dispatch_all (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Somebody who drops the future without a word stops the exchange too. */
static void
test_drop_while_reading (Fixture *fixture, gconstpointer unused)
{
  DexFuture *read;
  gint64 stopped_at;

  start_body (fixture);
  read = dex_future_first (ingot_exchange_read (fixture->exchange, fixture->cancellable),
                           dex_future_new_infinite (), NULL);
  stopped_at = g_get_monotonic_time ();
  dex_unref (read);
  assert_closed (fixture, stopped_at);
  dispatch_all ();
}

static void
test_drop_the_exchange (Fixture *fixture, gconstpointer unused)
{
  gint64 stopped_at;

  start_body (fixture);
  stopped_at = g_get_monotonic_time ();
  g_assert_finalize_object (g_steal_pointer (&fixture->exchange));
  assert_closed (fixture, stopped_at);
}

static void
test_cut_in_body (Fixture *fixture, gconstpointer unused)
{
  start_body (fixture);
  ingot_test_server_cut (fixture->server);
  assert_error (ingot_exchange_read (fixture->exchange, fixture->cancellable), INGOT_ERROR_INTERRUPTED);
  assert_error (ingot_exchange_read (fixture->exchange, fixture->cancellable), INGOT_ERROR_INTERRUPTED);
  g_assert_cmpuint (fixture->server->seen->len, ==, 1);
}

/* Before a byte came it is safe to try again. */
static void
test_cut_before_head (Fixture *fixture, gconstpointer unused)
{
  DexFuture *sent = ingot_exchange_send (fixture->exchange, fixture->cancellable);

  ingot_test_server_hold (fixture->server);
  ingot_test_server_answer (fixture->server, 200, NULL, NULL, "ok");
  INGOT_TEST_WAIT_FOR (fixture->server->held != NULL);
  ingot_test_server_cut (fixture->server);
  INGOT_TEST_WAIT_FOR (ingot_exchange_get_retry_at (fixture->exchange) != 0);
  g_assert_cmpint (ingot_exchange_get_retry_status (fixture->exchange), ==, 0);
  ingot_exchange_retry_now (fixture->exchange);
  ingot_test_await_success (sent);
  g_assert_cmpint (ingot_exchange_get_status (fixture->exchange), ==, 200);
  g_assert_cmpuint (fixture->server->seen->len, ==, 2);
}

static void
test_silent_head (Fixture *fixture, gconstpointer unused)
{
  const IngotDeadlines deadlines = { .connect = 60000, .head = 20, .idle = 60000 };

  ingot_exchange_set_deadlines (fixture->exchange, &deadlines);
  ingot_test_server_hold (fixture->server);
  assert_error (ingot_exchange_send (fixture->exchange, fixture->cancellable), INGOT_ERROR_TIMEOUT);
  g_assert_cmpuint (fixture->server->seen->len, <=, 1);
}

static void
test_silent_body (Fixture *fixture, gconstpointer unused)
{
  const IngotDeadlines deadlines = { .connect = 60000, .head = 60000, .idle = 20 };

  start_body (fixture);
  ingot_exchange_set_deadlines (fixture->exchange, &deadlines);
  assert_error (ingot_exchange_read (fixture->exchange, fixture->cancellable), INGOT_ERROR_TIMEOUT);
  assert_error (ingot_exchange_read (fixture->exchange, fixture->cancellable), INGOT_ERROR_TIMEOUT);
  assert_closed (fixture, g_get_monotonic_time ());
}

static void
test_odd_chunks (Fixture *fixture, gconstpointer unused)
{
  static const int sizes[] = { 1, 2, 3, 7, 1000, 16383, 16384, 16385, 70001 };
  g_autoptr(GString) expected = g_string_new ("data: one\n\n");
  g_autoptr(GString) got = g_string_new ("data: one\n\n");

  start_body (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *chunk = g_strnfill (sizes[i], 'a' + i);

      g_string_append (expected, chunk);
      ingot_test_server_send_chunk (fixture->server, chunk, sizes[i]);
      while (got->len < expected->len)
        {
          g_autoptr(GBytes) bytes =
            ingot_test_await_boxed (ingot_exchange_read (fixture->exchange, fixture->cancellable), NULL);

          g_string_append_len (got, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
        }
      g_assert_cmpstr (got->str, ==, expected->str);
    }
  ingot_test_server_complete (fixture->server);
  ingot_test_await_success (ingot_exchange_read (fixture->exchange, fixture->cancellable));
}

#define ADD(name, func) g_test_add ("/exchange-end/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  ADD ("stop-before", test_stop_before);
  ADD ("stop-while-preparing", test_stop_while_preparing);
  ADD ("stop-before-head", test_stop_before_head);
  ADD ("stop-while-reading", test_stop_while_reading);
  ADD ("stop-between-reads", test_stop_between_reads);
  ADD ("stop-with-much-unread", test_stop_with_much_unread);
  ADD ("stop-while-waiting", test_stop_while_waiting);
  ADD ("drop-while-reading", test_drop_while_reading);
  ADD ("drop-the-exchange", test_drop_the_exchange);
  ADD ("cut-in-body", test_cut_in_body);
  ADD ("cut-before-head", test_cut_before_head);
  ADD ("silent-head", test_silent_head);
  ADD ("silent-body", test_silent_body);
  ADD ("odd-chunks", test_odd_chunks);
  return g_test_run ();
}
