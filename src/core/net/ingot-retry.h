/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * IngotRetry:
 *
 * What came of one attempt, for the policy of when to try again. It is the one
 * of OpenAI's Python client: azure-api.md 3.7.
 */
typedef struct
{
  int attempt;                 /* 1 for the first */
  int status;                  /* HTTP status, 0 when no answer came */
  SoupMessageHeaders *headers; /* of the answer, or NULL */
  const GError *error;         /* of GIO or libsoup, when no answer came */
} IngotRetry;

/**
 * ingot_retry_delay:
 * @now: the time of day, seconds since 1970
 * @jitter: 0 to 1, drawn at random: how much of a quarter is taken off our own delays,
 *   so that clients that failed together do not come back together
 *
 * Returns: the milliseconds to wait before the next attempt, or -1 to give up
 */
int ingot_retry_delay (const IngotRetry *retry, gint64 now, double jitter);

G_END_DECLS
