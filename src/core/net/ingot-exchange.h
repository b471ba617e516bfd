/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * IngotExchangePrepareFunc:
 *
 * Called before each attempt, to add what may have changed since the last one
 * (a token). Resolves when the message is ready to be sent.
 */
typedef DexFuture *(*IngotExchangePrepareFunc) (SoupMessage *message, gpointer user_data);

/**
 * IngotExchangeReviewFunc:
 * @message: what was sent, and the head of the answer, which is of status 401
 * @body: the answer's body, as far as it came
 *
 * Called when a request was not let in, to mend what signs it in. Resolves to TRUE when it should be
 * sent once more, which is no attempt; it has to stop saying so. Rejects with what the exchange should fail with.
 */
typedef DexFuture *(*IngotExchangeReviewFunc) (SoupMessage *message, GBytes *body, gpointer user_data);

/**
 * IngotExchange:
 *
 * One HTTP request and its answer: sends, retries what is safe to retry, and
 * measures. What is safe: 408, 409, 429, 5xx, and failures to connect before a
 * byte came; at most twice, waiting as long as the service asks
 * (retry-after-ms, retry-after) up to 120 s, else 0.5 s, then 1 s, with a quarter of
 * jitter. No redirect is followed. A connection that was kept from an earlier
 * exchange and turns out to be closed is replaced at once, which is no attempt.
 *
 * Properties (each notifies): "attempt" (int, 1 and up), "retry-at" (int64,
 * monotonic time of the next attempt in microseconds, 0 while none is waited for),
 * "retry-status" (int, the HTTP status that is the reason, 0 for a failed connection).
 */
#define INGOT_TYPE_EXCHANGE (ingot_exchange_get_type ())
G_DECLARE_FINAL_TYPE (IngotExchange, ingot_exchange, INGOT, EXCHANGE, GObject)

/**
 * ingot_exchange_new:
 * @session: as ingot_http_session_new() makes it
 * @body: (nullable): the text of a POST, JSON unless it is said otherwise; NULL makes a GET
 * @accept: for the Accept header
 */
IngotExchange *ingot_exchange_new (SoupSession *session, const char *url, GBytes *body, const char *accept);

void ingot_exchange_set_prepare (IngotExchange *self, IngotExchangePrepareFunc prepare,
                                 gpointer user_data, GDestroyNotify destroy);

/* @user_data is that of the prepare function, which has to be set. */
void ingot_exchange_set_review (IngotExchange *self, IngotExchangeReviewFunc review);

/* @type: a literal, such as "application/x-www-form-urlencoded" */
void ingot_exchange_set_content_type (IngotExchange *self, const char *type);

/* How long to wait for a connection, in milliseconds; 30 s unless it is said otherwise. */
void ingot_exchange_set_connect_limit (IngotExchange *self, int limit);

/* One attempt and no more: the first answer is the one that is wanted, whatever it is. */
void ingot_exchange_forbid_retries (IngotExchange *self);

/* Plain http to 169.254.0.0/16 too: the addresses at which virtual machines and containers ask whoever
 * runs them who they are. Nothing that is sent there is secret. */
void ingot_exchange_allow_link_local (IngotExchange *self);

/**
 * ingot_exchange_send:
 *
 * Resolves to a #GInputStream, the body of the last answer, whatever its status.
 * Rejects with %INGOT_ERROR_ADDRESS, %INGOT_ERROR_TLS, %INGOT_ERROR_CERTIFICATE_DATE, %INGOT_ERROR_TIMEOUT,
 * %INGOT_ERROR_REDIRECT, %INGOT_ERROR_FAILED, an error of the prepare function, or
 * G_IO_ERROR_CANCELLED.
 */
DexFuture *ingot_exchange_send (IngotExchange *self, GCancellable *cancellable);

/**
 * ingot_exchange_read:
 *
 * Resolves to a #GBytes of at most 16 KiB as soon as some are there, empty at the
 * end of the body. Rejects as ingot_exchange_send() does, with %INGOT_ERROR_TIMEOUT
 * after a silence that even a reasoning model does not need, and with
 * %INGOT_ERROR_INTERRUPTED when the connection breaks.
 */
DexFuture *ingot_exchange_read (IngotExchange *self, GCancellable *cancellable);

/* Ends the waiting for the next attempt. */
void ingot_exchange_retry_now (IngotExchange *self);

/* Of the last answer; 0 and NULL before one came. */
int                 ingot_exchange_get_status (IngotExchange *self);
SoupMessageHeaders *ingot_exchange_get_headers (IngotExchange *self);

int    ingot_exchange_get_attempt (IngotExchange *self);
gint64 ingot_exchange_get_retry_at (IngotExchange *self);
int    ingot_exchange_get_retry_status (IngotExchange *self);

/* Monotonic time in microseconds at which the last attempt was sent. */
gint64 ingot_exchange_get_sent_at (IngotExchange *self);

/* A session with the limits, time-outs and user agent that every exchange needs. */
SoupSession *ingot_http_session_new (void);

G_END_DECLS
