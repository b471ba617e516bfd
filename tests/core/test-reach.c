/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to a host, against real sockets. */
#include "config.h"

#include <string.h>

#include "base/ingot-error.h"
#include "base/ingot-spawn.h"
#include "ingot-test-certificate.h"
#include "ingot-test-server.h"
#include "ingot-test.h"
#include "ingot-wire-server.h"
#include "net/ingot-exchange.h"
#include "net/ingot-reach.h"

#define ESTABLISHED "HTTP/1.1 200 Connection established\r\n\r\n"
#define FORBIDDEN "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"

/* What a fiber does, and how it ends. */
typedef struct
{
  IngotReach *reach;
  gboolean (*step) (IngotReach *self, GError **error);
} Step;

static DexFuture *
step_fiber (gpointer user_data)
{
  Step *self = user_data;
  g_autoptr(GError) error = NULL;

  if (self->step (self->reach, &error))
    return dex_future_new_true ();
  return dex_future_new_for_error (g_steal_pointer (&error));
}

static gboolean
take_step (IngotReach *reach, gboolean (*step) (IngotReach *self, GError **error), GError **error)
{
  Step self = { reach, step };

  return ingot_test_await (ingot_spawn (step_fiber, &self, NULL), error);
}

static void
take_good_step (IngotReach *reach, gboolean (*step) (IngotReach *self, GError **error))
{
  g_autoptr(GError) error = NULL;

  take_step (reach, step, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ingot_reach_get_duration (reach), >=, 0);
}

static IngotReach *
new_reach (SoupSession *session, const char *url)
{
  g_autoptr(GError) error = NULL;
  IngotReach *reach = ingot_reach_new (session, url, NULL, &error);

  g_assert_no_error (error);
  return reach;
}

static void
test_name (void)
{
  g_autoptr(SoupSession) session = ingot_http_session_new ();
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autoptr(GUri) uri = g_uri_parse (server->url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *url = g_strdup_printf ("http://localhost:%d/openai", g_uri_get_port (uri));
  g_autofree char *address = g_strdup_printf ("localhost:%d", g_uri_get_port (uri));
  g_autoptr(IngotReach) reach = new_reach (session, url);
  g_autofree char *told = ingot_reach_dup_address (reach);

  g_assert_false (ingot_reach_is_number (reach));
  g_assert_false (ingot_reach_is_secure (reach));
  take_good_step (reach, ingot_reach_find_name);
  g_assert_null (ingot_reach_get_proxy (reach));
  g_assert_true (g_ptr_array_find_with_equal_func (ingot_reach_get_addresses (reach), "127.0.0.1", g_str_equal, NULL));
  take_good_step (reach, ingot_reach_connect);
  g_assert_nonnull (ingot_reach_get_peer (reach));
  g_assert_cmpstr (told, ==, address);
}

static void
test_address (void)
{
  g_autoptr(SoupSession) session = ingot_http_session_new ();
  g_autoptr(IngotReach) number = new_reach (session, "https://[::1]/models");
  g_autoptr(IngotReach) other_port = new_reach (session, "https://contoso.example:8443");
  g_autofree char *shown = ingot_reach_dup_shown_host (number);
  g_autofree char *other = ingot_reach_dup_shown_host (other_port);
  g_autoptr(GError) error = NULL;

  g_assert_true (ingot_reach_is_number (number));
  g_assert_cmpstr (shown, ==, "::1");
  g_assert_cmpstr (other, ==, "contoso.example:8443");
  g_assert_null (ingot_reach_new (session, NULL, NULL, &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_ADDRESS);
}

/* @proxy: the address of a proxy, with the password that some have in theirs */
static SoupSession *
new_proxied_session (IngotWireServer *proxy)
{
  SoupSession *session = ingot_http_session_new ();
  g_autofree char *address = g_strdup_printf ("http://kim:s3cret@%s", proxy->url + strlen ("http://"));
  g_autoptr(GProxyResolver) resolver = g_simple_proxy_resolver_new (address, NULL);

  soup_session_set_proxy_resolver (session, resolver);
  return session;
}

/* The proxy looks the name up and connects; the name itself is nobody's here. */
static void
test_proxy (void)
{
  g_autoptr(IngotWireServer) proxy = ingot_wire_server_new ();
  g_autoptr(SoupSession) session = new_proxied_session (proxy);
  g_autoptr(IngotReach) reach = new_reach (session, "https://contoso.invalid");

  ingot_wire_server_answer (proxy, ESTABLISHED, strlen (ESTABLISHED), INGOT_WIRE_KEEP);
  take_good_step (reach, ingot_reach_find_name);
  g_assert_cmpstr (ingot_reach_get_proxy (reach), ==, proxy->url + strlen ("http://"));
  g_assert_null (ingot_reach_get_addresses (reach));
  take_good_step (reach, ingot_reach_connect);
  g_assert_true (g_str_has_prefix (proxy->requests->pdata[0], "CONNECT contoso.invalid:443 "));
}

static void
test_proxy_refuses (void)
{
  g_autoptr(IngotWireServer) proxy = ingot_wire_server_new ();
  g_autoptr(SoupSession) session = new_proxied_session (proxy);
  g_autoptr(IngotReach) reach = new_reach (session, "https://contoso.invalid");
  g_autoptr(GError) error = NULL;

  ingot_wire_server_answer (proxy, FORBIDDEN, strlen (FORBIDDEN), INGOT_WIRE_CLOSE);
  take_good_step (reach, ingot_reach_find_name);
  g_assert_false (take_step (reach, ingot_reach_connect, &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_ADDRESS);
  g_assert_null (strstr (error->message, "s3cret"));
}

/* A server on a thread of its own that shakes hands, and counts what it is told afterwards. libsoup's own does not
 * outlive a handshake that fails (see test-exchange-tls.c). */
typedef struct
{
  GSocketListener *listener;
  GTlsCertificate *certificate;
  gssize n_read;
} Host;

#define N_CALLS 2

static gpointer
serve (gpointer user_data)
{
  Host *self = user_data;

  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autoptr(GSocketConnection) connection = g_socket_listener_accept (self->listener, NULL, NULL, NULL);
      g_autoptr(GIOStream) tls = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
      char buffer[256];

      if (g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, NULL))
        self->n_read += MAX (0, g_input_stream_read (g_io_stream_get_input_stream (tls), buffer, sizeof buffer, NULL,
                                                     NULL));
    }
  return NULL;
}

static SoupSession *
new_session (const IngotTestCertificate *own, gboolean trusts)
{
  SoupSession *session = ingot_http_session_new ();
  g_autoptr(GTlsDatabase) database = trusts ? g_tls_file_database_new (own->certificate_file, NULL) : NULL;

  if (database != NULL)
    soup_session_set_tls_database (session, database);
  return session;
}

static IngotReach *
connect_to (SoupSession *session, guint16 port)
{
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", port);
  IngotReach *reach = new_reach (session, url);

  take_good_step (reach, ingot_reach_find_name);
  take_good_step (reach, ingot_reach_connect);
  return reach;
}

static void
call_trusting (const IngotTestCertificate *own, guint16 port)
{
  g_autoptr(SoupSession) session = new_session (own, TRUE);
  g_autoptr(IngotReach) reach = connect_to (session, port);

  take_good_step (reach, ingot_reach_secure);
  g_assert_cmpstr (ingot_reach_get_protocol (reach), ==, "TLS 1.3");
  g_assert_cmpstr (ingot_reach_get_issuer (reach), ==, "Ingot test");
}

static void
call_warily (const IngotTestCertificate *own, guint16 port)
{
  g_autoptr(SoupSession) session = new_session (own, FALSE);
  g_autoptr(IngotReach) reach = connect_to (session, port);
  g_autoptr(GError) error = NULL;

  g_assert_false (take_step (reach, ingot_reach_secure, &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_TLS);
  g_assert_nonnull (strstr (error->message, "does not trust"));
  g_assert_null (ingot_reach_get_issuer (reach));
}

/* Whom the session trusts decides, and nothing is sent but the handshake. */
static void
test_secure (void)
{
  g_auto(IngotTestCertificate) own = ingot_test_certificate_make ("IP:127.0.0.1", FALSE);
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  Host host = { listener, own.certificate, 0 };
  GThread *thread = g_thread_new ("host", serve, &host);

  call_warily (&own, port);
  call_trusting (&own, port);
  while (g_main_context_iteration (NULL, FALSE))
    ; /* what is being closed is closed */
  g_thread_join (thread);
  g_assert_cmpint (host.n_read, ==, 0);
}

int
main (int argc, char *argv[])
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/reach/name", test_name);
  g_test_add_func ("/reach/address", test_address);
  g_test_add_func ("/reach/proxy", test_proxy);
  g_test_add_func ("/reach/proxy-refuses", test_proxy_refuses);
  g_test_add_func ("/reach/secure", test_secure);
  return g_test_run ();
}
