/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "net/ingot-retry.h"

/* Sun, 06 Nov 1994 08:49:37 GMT */
#define NOW G_GINT64_CONSTANT (784111777)

typedef struct
{
  const char *name, *value;
  int delay;
} HeaderCase;

static int
delay_with (int attempt, int status, const char *name, const char *value, const char *advice)
{
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  IngotRetry retry = { .attempt = attempt, .status = status, .headers = headers };

  if (name != NULL)
    soup_message_headers_append (headers, name, value);
  if (advice != NULL)
    soup_message_headers_append (headers, "x-should-retry", advice);
  return ingot_retry_delay (&retry, NOW, 0);
}

static void
test_statuses (void)
{
  for (int status = 100; status < 700; status++)
    {
      gboolean worth = status == 408 || status == 409 || status == 429 || (status >= 500 && status < 600);

      g_assert_cmpint (delay_with (1, status, NULL, NULL, NULL), ==, worth ? 500 : -1);
      g_assert_cmpint (delay_with (2, status, NULL, NULL, NULL), ==, worth ? 1000 : -1);
      g_assert_cmpint (delay_with (3, status, "retry-after-ms", "1", "true"), ==, -1);
      g_assert_cmpint (delay_with (1, status, NULL, NULL, "true"), ==, status >= 400 ? 500 : -1);
      g_assert_cmpint (delay_with (1, status, "retry-after", "1", "false"), ==, -1);
      g_assert_cmpint (delay_with (1, status, NULL, NULL, "perhaps"), ==, worth ? 500 : -1);
    }
}

static void
test_headers (void)
{
  static const HeaderCase cases[] = {
    { "retry-after-ms", "250", 250 },
    { "Retry-After-Ms", "250.4", 251 },
    { "retry-after-ms", "0", 500 },
    { "retry-after-ms", "-5", 500 },
    { "retry-after-ms", "soon", 500 },
    { "retry-after-ms", "12x", 500 },
    { "retry-after-ms", "nan", 500 },
    { "retry-after-ms", "inf", 500 },
    { "retry-after-ms", "120000", 120000 },
    { "retry-after-ms", "120001", -1 },
    { "retry-after", "2", 2000 },
    { "retry-after", "0.25", 250 },
    { "retry-after", "0", 500 },
    { "retry-after", "-1", 500 },
    { "retry-after", "", 500 },
    { "retry-after", "120", 120000 },
    { "retry-after", "121", -1 },
    { "retry-after", "86400", -1 },
    { "retry-after", "1e300", -1 },
    { "retry-after", "nan", 500 },
    { "retry-after", "Sun, 06 Nov 1994 08:49:47 GMT", 10000 },
    { "retry-after", "Sun, 06 Nov 1994 08:49:37 GMT", 500 },
    { "retry-after", "Sun, 06 Nov 1994 08:00:00 GMT", 500 },
    { "retry-after", "Mon, 07 Nov 1994 08:49:37 GMT", -1 },
    { "retry-after", "Thu, 31 Dec 2099 23:59:59 GMT", -1 },
    { "retry-after", "one of these days", 500 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].name, cases[i].value);
      g_assert_cmpint (delay_with (1, 429, cases[i].name, cases[i].value, NULL), ==, cases[i].delay);
    }
}

static void
test_milliseconds_win (void)
{
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  IngotRetry retry = { .attempt = 1, .status = 429, .headers = headers };

  soup_message_headers_append (headers, "retry-after", "60");
  soup_message_headers_append (headers, "retry-after-ms", "1500");
  g_assert_cmpint (ingot_retry_delay (&retry, NOW, 0), ==, 1500);
}

static void
test_jitter (void)
{
  IngotRetry retry = { .attempt = 1, .status = 503 };

  g_assert_cmpint (ingot_retry_delay (&retry, NOW, 1), ==, 375);
  g_assert_cmpint (ingot_retry_delay (&retry, NOW, 0.5), ==, 437);
  retry.attempt = 2;
  g_assert_cmpint (ingot_retry_delay (&retry, NOW, 1), ==, 750);
}

static void
test_errors (void)
{
  static const struct
  {
    const char *domain;
    int code;
    int delay;
  } cases[] = {
    { "g-io-error-quark", G_IO_ERROR_CONNECTION_REFUSED, 500 },
    { "g-io-error-quark", G_IO_ERROR_CONNECTION_CLOSED, 500 },
    { "g-io-error-quark", G_IO_ERROR_NETWORK_UNREACHABLE, 500 },
    { "g-io-error-quark", G_IO_ERROR_PARTIAL_INPUT, 500 },
    { "g-io-error-quark", G_IO_ERROR_TIMED_OUT, -1 },
    { "g-io-error-quark", G_IO_ERROR_CANCELLED, -1 },
    { "g-resolver-error-quark", G_RESOLVER_ERROR_TEMPORARY_FAILURE, 500 },
    { "g-resolver-error-quark", G_RESOLVER_ERROR_NOT_FOUND, -1 },
    { "g-tls-error-quark", G_TLS_ERROR_BAD_CERTIFICATE, -1 },
    { "soup-session-error-quark", SOUP_SESSION_ERROR_PARSING, -1 },
    { "ingot-error", 1, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error =
        g_error_new_literal (g_quark_from_string (cases[i].domain), cases[i].code, "test");
      IngotRetry retry = { .attempt = 1, .error = error };

      g_assert_cmpint (ingot_retry_delay (&retry, NOW, 0), ==, cases[i].delay);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry/statuses", test_statuses);
  g_test_add_func ("/retry/headers", test_headers);
  g_test_add_func ("/retry/milliseconds-win", test_milliseconds_win);
  g_test_add_func ("/retry/jitter", test_jitter);
  g_test_add_func ("/retry/errors", test_errors);
  return g_test_run ();
}
