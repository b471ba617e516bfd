/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-net"
#include "config.h"

#include <math.h>

#include "ingot-retry.h"

#define MAX_ATTEMPTS 3
#define FIRST_DELAY_MS 500
#define GIVE_UP -1

/* "Retry after 86400 seconds" mostly means that this request never fits the budget: nobody waits for that. */
#define LONGEST_WAIT_MS (120 * 1000)

static gboolean
is_worth_retrying (int status)
{
  return status == SOUP_STATUS_REQUEST_TIMEOUT || status == SOUP_STATUS_CONFLICT || status == 429
         || (status >= 500 && status < 600);
}

/* A certificate, a name that does not exist and a long silence stay what they are. */
static gboolean
is_passing (const GError *error)
{
  if (error == NULL || error->domain == G_TLS_ERROR || error->domain == SOUP_SESSION_ERROR)
    return FALSE;
  if (error->domain == G_RESOLVER_ERROR)
    return error->code == G_RESOLVER_ERROR_TEMPORARY_FAILURE;
  return error->domain == G_IO_ERROR
         && error->code != G_IO_ERROR_CANCELLED
         && error->code != G_IO_ERROR_TIMED_OUT;
}

static gboolean
parse_number (const char *text, double *number)
{
  char *end;

  if (text == NULL || *text == '\0')
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*number);
}

/* The milliseconds that the service asks for, 0 for none. May be far more than an int holds. */
static double
asked_delay (SoupMessageHeaders *headers, gint64 now)
{
  const char *text = soup_message_headers_get_one (headers, "retry-after");
  g_autoptr(GDateTime) date = NULL;
  double number;

  if (parse_number (soup_message_headers_get_one (headers, "retry-after-ms"), &number) && number > 0)
    return number;
  if (parse_number (text, &number))
    return MAX (number * 1000, 0);
  if (text != NULL)
    date = soup_date_time_new_from_http_string (text);
  return date == NULL ? 0 : MAX ((g_date_time_to_unix (date) - now) * 1000.0, 0);
}

static gboolean
should_retry (const IngotRetry *retry)
{
  const char *advice = NULL;

  if (retry->status == 0)
    return is_passing (retry->error);
  if (retry->status < 400)
    return FALSE;
  if (retry->headers != NULL)
    advice = soup_message_headers_get_one (retry->headers, "x-should-retry");
  if (g_strcmp0 (advice, "true") == 0)
    return TRUE;
  return g_strcmp0 (advice, "false") != 0 && is_worth_retrying (retry->status);
}

int
ingot_retry_delay (const IngotRetry *retry, gint64 now, double jitter)
{
  double asked;

  if (retry->attempt >= MAX_ATTEMPTS || !should_retry (retry))
    return GIVE_UP;
  asked = retry->headers == NULL ? 0 : asked_delay (retry->headers, now);
  if (asked > LONGEST_WAIT_MS)
    return GIVE_UP;
  if (asked > 0)
    return (int) ceil (asked);
  return (int) ((FIRST_DELAY_MS << (retry->attempt - 1)) * (1 - CLAMP (jitter, 0, 1) / 4));
}
