/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sandbox-server"
#include "config.h"

#include <string.h>

#include "sandbox-options.h"
#include "server/sandbox-key.h"
#include "server/sandbox-listen.h"
#include "server/sandbox-server.h"

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gssize *length = user_data;

  *length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
}

/* What a server with a deadline of 20 ms says to a client that sends @beginning and no more: the number of
 * bytes read before the end of the connection. */
static gssize
talk_to_impatient_server (const char *beginning)
{
  g_autoptr(SandboxServer) server = sandbox_server_new ("key", 20);
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) connection = NULL;
  gssize length = G_MINSSIZE;
  char buffer[64];

  g_assert_true (sandbox_server_listen (server, 0, NULL));
  connection = g_socket_client_connect_to_uri (client, sandbox_server_get_origin (server), 80, NULL, NULL);
  g_assert_nonnull (connection);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                            beginning, strlen (beginning), NULL, NULL, NULL));
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer, sizeof buffer,
                             0, NULL, read_cb, &length);
  while (length == G_MINSSIZE)
    g_main_context_iteration (NULL, TRUE);
  return length;
}

static void
test_half_sent (void)
{
  g_assert_cmpint (talk_to_impatient_server ("GET /x HTTP/1.1\r\nHost: local"), <=, 0);
  g_assert_cmpint (
    talk_to_impatient_server ("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf"), <=, 0);
}

static void
test_silent (void)
{
  g_assert_cmpint (talk_to_impatient_server (""), <=, 0);
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
  g_test_add_func ("/sandbox/server/keys", test_keys);
  g_test_add_func ("/sandbox/server/masks", test_masks);
  g_test_add_func ("/sandbox/server/hosts", test_hosts);
  g_test_add_func ("/sandbox/options", test_options);
  return g_test_run ();
}
