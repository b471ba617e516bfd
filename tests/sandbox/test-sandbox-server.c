/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sandbox-server"
#include "config.h"

#include <string.h>

#include "sandbox-options.h"
#include "server/sandbox-certificate.h"
#include "server/sandbox-key.h"
#include "server/sandbox-listen.h"
#include "server/sandbox-server.h"

typedef struct
{
  GString *answer;
  char buffer[4096];
  gboolean over;
} Listening;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Listening *listening = user_data;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  listening->over = length <= 0;
  if (listening->over)
    return;
  g_string_append_len (listening->answer, listening->buffer, length);
  g_input_stream_read_async (G_INPUT_STREAM (source), listening->buffer, sizeof listening->buffer, 0, NULL,
                             read_cb, listening);
}

/* All that a server says to a client that sends @beginning and no more, until the server hangs up, which ends
 * the loop. */
static char *
talk (GIOStream *stream, const char *beginning)
{
  Listening listening = { .answer = g_string_new (NULL) };

  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (stream), beginning,
                                            strlen (beginning), NULL, NULL, NULL));
  g_input_stream_read_async (g_io_stream_get_input_stream (stream), listening.buffer, sizeof listening.buffer,
                             0, NULL, read_cb, &listening);
  while (!listening.over)
    g_main_context_iteration (NULL, TRUE);
  return g_string_free_and_steal (listening.answer);
}

static SandboxServer *
new_impatient_server (GTlsCertificate *certificate)
{
  SandboxServer *server = sandbox_server_new ("key", 20);

  if (certificate != NULL)
    sandbox_server_set_certificate (server, certificate);
  g_assert_true (sandbox_server_listen (server, 0, NULL));
  return server;
}

static GSocketConnection *
connect_to (SandboxServer *server)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  GSocketConnection *connection
    = g_socket_client_connect_to_uri (client, sandbox_server_get_origin (server), 80, NULL, NULL);

  g_assert_nonnull (connection);
  return connection;
}

static char *
talk_to_impatient_server (GTlsCertificate *certificate, const char *beginning)
{
  g_autoptr(SandboxServer) server = new_impatient_server (certificate);
  g_autoptr(GSocketConnection) connection = connect_to (server);

  return talk (G_IO_STREAM (connection), beginning);
}

static void
test_half_sent (void)
{
  g_autofree char *head = talk_to_impatient_server (NULL, "GET /x HTTP/1.1\r\nHost: local");
  g_autofree char *body
    = talk_to_impatient_server (NULL, "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf");
  g_autofree char *second
    = talk_to_impatient_server (NULL, "GET /x HTTP/1.1\r\nHost: localhost\r\n\r\nGET /x HT");

  g_autofree char *none = talk_to_impatient_server (NULL, "GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n");

  g_assert_cmpstr (head, ==, "");
  g_assert_cmpstr (body, ==, "");
  g_assert_true (g_str_has_prefix (second, "HTTP/1.1 404 "));
  g_assert_true (g_str_has_prefix (none, "HTTP/1.1 404 "));
}

static void
test_silent (void)
{
  g_autofree char *answer = talk_to_impatient_server (NULL, "");

  g_assert_cmpstr (answer, ==, "");
}

static gboolean
accept_cb (void)
{
  return TRUE;
}

static void
handshake_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *greeted = user_data;

  *greeted = g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, NULL);
}

/* The same within TLS. */
static char *
talk_within_tls (GTlsCertificate *certificate, const char *beginning)
{
  g_autoptr(SandboxServer) server = new_impatient_server (certificate);
  g_autoptr(GSocketConnection) connection = connect_to (server);
  g_autoptr(GIOStream) stream = g_tls_client_connection_new (G_IO_STREAM (connection), NULL, NULL);
  gboolean greeted = FALSE;

  g_signal_connect (stream, "accept-certificate", G_CALLBACK (accept_cb), NULL);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (stream), 0, NULL, handshake_cb, &greeted);
  while (!greeted)
    g_main_context_iteration (NULL, TRUE);
  return talk (stream, beginning);
}

static void
test_tls (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SandboxState) state = sandbox_state_new (NULL, &error);
  g_autoptr(GTlsCertificate) certificate = sandbox_certificate_new (state, &error);
  g_autofree char *silent = talk_to_impatient_server (certificate, "");
  g_autofree char *half_hello = talk_to_impatient_server (certificate, "\x16\x03\x01");
  g_autofree char *silent_within = talk_within_tls (certificate, "");
  g_autofree char *half_within = talk_within_tls (certificate, "GET /x HTTP/1.1\r\nHost: local");

  g_assert_no_error (error);
  g_assert_cmpstr (silent, ==, "");
  g_assert_cmpstr (half_hello, ==, "");
  g_assert_cmpstr (silent_within, ==, "");
  g_assert_cmpstr (half_within, ==, "");
}

static void
test_keys (void)
{
  g_autofree char *one = sandbox_key_new ();
  g_autofree char *two = sandbox_key_new ();
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);

  g_assert_cmpuint (strlen (one), ==, 64);
  g_assert_cmpstr (one, !=, two);
  g_assert_false (sandbox_key_opens (one, headers));
  soup_message_headers_replace (headers, "api-key", two);
  g_assert_false (sandbox_key_opens (one, headers));
  g_assert_true (sandbox_key_opens (two, headers));
  soup_message_headers_clear (headers);
  soup_message_headers_replace (headers, "Authorization", "bearer K");
  g_assert_true (sandbox_key_opens ("K", headers));
  g_assert_false (sandbox_key_opens ("KK", headers));
}

static void
test_masks (void)
{
  static const char *const cases[][3] = {
    { "Api-Key", "k123", "***" },      { "authorization", "Bearer abc def", "Bearer ***" },
    { "Authorization", "abc", "***" }, { "Cookie", "a=b c", "***" },
    { "Accept", "*/*", "*/*" },
  };
  static const char *const texts[][2] = {
    { "a k123 b k1234", "a *** b ***4" },
    { "grant_type=x&refresh_token=r.1-2&scope=y", "grant_type=x&refresh_token=***&scope=y" },
    { "code=c1&code_verifier=v&user_code=U", "code=***&code_verifier=***&user_code=U" },
    { "{\"password\" : \"a\\\"b\", \"code\": \"kept\"}", "{\"password\" : \"***\", \"code\": \"kept\"}" },
    { "see eyJhbGci.eyJhdWQi.c2ln now", "see *** now" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *masked = sandbox_key_mask ("k123", texts[i][0]);

      g_assert_cmpstr (masked, ==, texts[i][1]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = sandbox_key_mask_header (cases[i][0], cases[i][1]);

      g_assert_cmpstr (masked, ==, cases[i][2]);
    }
}

static void
test_hosts (void)
{
  g_assert_true (sandbox_host_is_loopback ("127.0.0.1"));
  g_assert_true (sandbox_host_is_loopback ("127.8.8.8"));
  g_assert_true (sandbox_host_is_loopback ("::1"));
  g_assert_true (sandbox_host_is_loopback ("LocalHost"));
  g_assert_false (sandbox_host_is_loopback ("localhost.example"));
  g_assert_false (sandbox_host_is_loopback ("0.0.0.0"));
  g_assert_false (sandbox_host_is_loopback ("192.168.1.1"));
  g_assert_false (sandbox_host_is_loopback (""));
}

static gboolean
parse (SandboxOptions *options, const char *arguments)
{
  g_autofree char *line = g_strconcat ("ingot-sandbox ", arguments, NULL);
  g_auto(GStrv) words = g_strsplit (line, " ", -1);
  g_autoptr(GError) error = NULL;
  gboolean parsed = sandbox_options_parse (options, words, &error);

  g_assert_true (parsed == (error == NULL));
  return parsed;
}

static void
test_options (void)
{
  static const char *const bad[]
    = { "--port=65536", "--port=-1", "--port=x",   "--rate=-1",          "--rate=nan", "--seed=x",
        "--state-dir",  "--config",  "--api-key=", "--api-key=\xc3\xa9", "surplus" };
  SandboxOptions options = { 0 };

  g_assert_true (parse (&options, "--port=80 --seed=-5 --rate=1.5 --api-key=K --faults"));
  g_assert_cmpuint (options.port, ==, 80);
  g_assert_true (options.seed == (guint64) -5);
  g_assert_cmpfloat (options.rate, ==, 1.5);
  g_assert_cmpstr (options.api_key, ==, "K");
  g_assert_true (options.faults);
  sandbox_options_clear (&options);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      SandboxOptions ignored = { 0 };

      g_test_message ("%s", bad[i]);
      g_assert_false (parse (&ignored, bad[i]));
      sandbox_options_clear (&ignored);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/server/half-sent", test_half_sent);
  g_test_add_func ("/sandbox/server/silent", test_silent);
  g_test_add_func ("/sandbox/server/tls", test_tls);
  g_test_add_func ("/sandbox/server/keys", test_keys);
  g_test_add_func ("/sandbox/server/masks", test_masks);
  g_test_add_func ("/sandbox/server/hosts", test_hosts);
  g_test_add_func ("/sandbox/options", test_options);
  return g_test_run ();
}
