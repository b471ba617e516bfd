/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "base/ingot-error.h"
#include "ingot-test-certificate.h"
#include "ingot-test.h"
#include "ingot-test-server.h"
#include "net/ingot-exchange-private.h"

/* libsoup's server forgets to keep a connection alive whose handshake is about to fail, and a server
 * that is freed at that moment is a critical. So they live until the last test, which succeeds. */
static GPtrArray *servers;

static IngotTestServer *
new_server (GTlsCertificate *certificate)
{
  IngotTestServer *server = ingot_test_server_new (certificate);

  g_ptr_array_add (servers, server);
  return server;
}

/* With the certificate as its own authority, or with the system's authorities when there is none. */
static SoupSession *
new_session (const char *authority_file)
{
  SoupSession *session = ingot_http_session_new ();
  g_autoptr(GTlsDatabase) database = NULL;
  g_autoptr(GError) error = NULL;

  if (authority_file == NULL)
    return session;
  database = g_tls_file_database_new (authority_file, &error);
  g_assert_no_error (error);
  soup_session_set_tls_database (session, database);
  return session;
}

static void
assert_refused (SoupSession *session, IngotTestServer *server, IngotError code, const char *words)
{
  g_autoptr(IngotExchange) exchange = ingot_exchange_new (session, server->url, NULL, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (ingot_test_await (ingot_exchange_send (exchange, NULL), &error));
  g_assert_error (error, INGOT_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpint (ingot_exchange_get_attempt (exchange), ==, 1);
  g_assert_cmpuint (server->seen->len, ==, 0);
}

static void
test_trusted (void)
{
  g_auto(IngotTestCertificate) own = ingot_test_certificate_make ("IP:127.0.0.1", FALSE);
  IngotTestServer *server = new_server (own.certificate);
  g_autoptr(SoupSession) session = new_session (own.certificate_file);
  g_autoptr(IngotExchange) exchange = ingot_exchange_new (session, server->url, NULL, NULL);

  ingot_test_server_answer (server, 200, NULL, NULL, "ok");
  ingot_test_await_success (ingot_exchange_send (exchange, NULL));
  g_assert_cmpint (ingot_exchange_get_status (exchange), ==, 200);
  ingot_test_await_success (ingot_exchange_read (exchange, NULL));
}

static void
test_unknown_authority (void)
{
  g_auto(IngotTestCertificate) own = ingot_test_certificate_make ("IP:127.0.0.1", FALSE);
  IngotTestServer *server = new_server (own.certificate);
  g_autoptr(SoupSession) session = new_session (NULL);

  assert_refused (session, server, INGOT_ERROR_TLS, "authority that this computer does not trust");
}

static gboolean
talk_plainly_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  static const char words[] = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), words, strlen (words), NULL,
                             NULL, NULL);
  return TRUE;
}

/* Whoever answers something else to a handshake has no certificate that could be wrong; trust it has none either. */
static void
test_no_tls (void)
{
  g_autoptr(GSocketService) service = g_socket_service_new ();
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%d", port);
  g_autoptr(SoupSession) session = new_session (NULL);
  g_autoptr(IngotExchange) exchange = ingot_exchange_new (session, url, NULL, NULL);
  g_autoptr(GError) error = NULL;

  g_signal_connect (service, "incoming", G_CALLBACK (talk_plainly_cb), NULL);
  g_assert_false (ingot_test_await (ingot_exchange_send (exchange, NULL), &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_TLS);
}

static void
test_expired (void)
{
  g_auto(IngotTestCertificate) own = ingot_test_certificate_make ("IP:127.0.0.1", TRUE);
  IngotTestServer *server = new_server (own.certificate);
  g_autoptr(SoupSession) session = new_session (own.certificate_file);

  assert_refused (session, server, INGOT_ERROR_CERTIFICATE_DATE, "has expired");
}

static void
test_other_host (void)
{
  g_auto(IngotTestCertificate) own = ingot_test_certificate_make ("DNS:contoso.example", FALSE);
  IngotTestServer *server = new_server (own.certificate);
  g_autoptr(SoupSession) session = new_session (own.certificate_file);

  assert_refused (session, server, INGOT_ERROR_TLS, "belongs to another host");
}

static void
spliced_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_closed = user_data;

  g_output_stream_splice_finish (G_OUTPUT_STREAM (object), result, NULL);
  *is_closed = TRUE;
}

/* Waits until the client has closed the connection that the listener has in store. */
static void
wait_for_close (GSocketListener *listener)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketConnection) connection = g_socket_listener_accept (listener, NULL, NULL, &error);
  g_autoptr(GOutputStream) sink = g_memory_output_stream_new_resizable ();
  gboolean is_closed = FALSE;

  g_assert_no_error (error);
  g_output_stream_splice_async (sink, g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                G_OUTPUT_STREAM_SPLICE_NONE, G_PRIORITY_DEFAULT, NULL,
                                spliced_cb, &is_closed);
  INGOT_TEST_WAIT_FOR (is_closed);
}

/* Somebody who takes the connection and never says a word of TLS. */
static IngotExchange *
call_silence (GSocketListener *listener, SoupSession *session)
{
  g_autoptr(GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%d/", port);

  g_assert_no_error (error);
  return ingot_exchange_new (session, url, NULL, NULL);
}

static void
test_silent_handshake (void)
{
  const IngotDeadlines deadlines = { .connect = 20, .head = 60000, .idle = 60000 };
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  g_autoptr(SoupSession) session = new_session (NULL);
  g_autoptr(IngotExchange) exchange = call_silence (listener, session);
  g_autoptr(GError) error = NULL;

  ingot_exchange_set_deadlines (exchange, &deadlines);
  g_assert_false (ingot_test_await (ingot_exchange_send (exchange, NULL), &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_TIMEOUT);
  wait_for_close (listener);
}

static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer user_data)
{
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    g_cancellable_cancel (user_data);
}

static DexFuture *
stop_at_handshake (SoupMessage *message, gpointer cancellable)
{
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), cancellable);
  return dex_future_new_true ();
}

static void
test_stop_in_handshake (void)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  g_autoptr(SoupSession) session = new_session (NULL);
  g_autoptr(IngotExchange) exchange = call_silence (listener, session);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  ingot_exchange_set_prepare (exchange, stop_at_handshake, cancellable, NULL);
  g_assert_false (ingot_test_await (ingot_exchange_send (exchange, cancellable), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wait_for_close (listener);
}

typedef struct
{
  GSocketListener *listener;
  GTlsCertificate *certificate;
  gint64 closed_at;
} Speaker;

/* Begins an answer over TLS, then looks at the bare socket until the client has closed it. */
static gpointer
speak (gpointer user_data)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\ndata: one\n\n\r\n";
  Speaker *speaker = user_data;
  g_autoptr(GSocketConnection) connection = g_socket_listener_accept (speaker->listener, NULL, NULL, NULL);
  g_autoptr(GIOStream) tls =
    g_tls_server_connection_new (G_IO_STREAM (connection), speaker->certificate, NULL);
  g_autoptr(GError) error = NULL;
  char buffer[4096];
  GInputStream *request = g_io_stream_get_input_stream (tls);
  GSocket *socket = g_socket_connection_get_socket (connection);

  g_assert_cmpint (g_input_stream_read (request, buffer, sizeof buffer, NULL, NULL), >, 0);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (tls), answer, strlen (answer),
                                            NULL, NULL, NULL));
  while (g_socket_receive (socket, buffer, sizeof buffer, NULL, &error) > 0)
    ;
  g_assert_false (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK));
  speaker->closed_at = g_get_monotonic_time ();
  return NULL;
}

static void
test_stop_in_body (void)
{
  g_auto(IngotTestCertificate) own = ingot_test_certificate_make ("IP:127.0.0.1", FALSE);
  g_autoptr(SoupSession) session = new_session (own.certificate_file);
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  g_autoptr(IngotExchange) exchange = call_silence (listener, session);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Speaker speaker = { listener, own.certificate, 0 };
  GThread *thread = g_thread_new ("speaker", speak, &speaker);
  g_autoptr(GError) error = NULL;
  DexFuture *read;
  gint64 stopped_at;

  ingot_test_await_success (ingot_exchange_send (exchange, cancellable));
  ingot_test_await_success (ingot_exchange_read (exchange, cancellable));
  read = ingot_exchange_read (exchange, cancellable);
  stopped_at = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  g_assert_false (ingot_test_await (read, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  INGOT_TEST_WAIT_FOR (!g_main_context_pending (NULL));
  g_thread_join (thread);
  g_test_message ("Stop to closed socket, TLS: %.2f ms", (speaker.closed_at - stopped_at) / 1000.0);
}

int
main (int argc, char **argv)
{
  int status;

  ingot_test_init (&argc, &argv);
  g_test_add_func ("/exchange-tls/unknown-authority", test_unknown_authority);
  g_test_add_func ("/exchange-tls/no-tls", test_no_tls);
  g_test_add_func ("/exchange-tls/expired", test_expired);
  g_test_add_func ("/exchange-tls/other-host", test_other_host);
  g_test_add_func ("/exchange-tls/silent-handshake", test_silent_handshake);
  g_test_add_func ("/exchange-tls/stop-in-handshake", test_stop_in_handshake);
  g_test_add_func ("/exchange-tls/stop-in-body", test_stop_in_body);
  g_test_add_func ("/exchange-tls/trusted", test_trusted);
  servers = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_test_server_free);
  status = g_test_run ();
  g_ptr_array_unref (servers);
  return status;
}
