/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-exchange.h"

G_BEGIN_DECLS

/* How long each step may take without a byte, in milliseconds. Tests of silence cannot wait
 * for the real ones. */
typedef struct
{
  int connect; /* names, addresses, the TLS handshake */
  int head;    /* from there to the head of the answer: an answer that is not streamed thinks first */
  int idle;    /* between two reads of the body */
} IngotDeadlines;

struct _IngotExchange
{
  GObject parent_instance;

  SoupSession *session;
  char *url;
  GBytes *body;
  char *accept;
  const char *content_type;
  gboolean link_local;
  gboolean one_attempt;
  IngotExchangePrepareFunc prepare;
  IngotExchangeReviewFunc review;
  gpointer prepare_data;
  GDestroyNotify prepare_destroy;
  IngotDeadlines deadlines;

  SoupMessage *message;
  GInputStream *stream;
  GCancellable *io;      /* ends whatever libsoup does for us: the caller's wish, or a deadline */
  GCancellable *caller;
  gulong caller_id;
  GSource *watchdog;
  DexPromise *wake;
  GTlsCertificateFlags tls_flags;
  gboolean is_kept;      /* the message goes out on a connection that an earlier one opened */
  gboolean wants_new;    /* no such connection is used any more */
  gboolean timed_out;
  gboolean reading;
  gboolean at_end;

  int attempt;
  gint64 retry_at;
  int retry_status;
  gint64 sent_at;
};

void ingot_exchange_set_deadlines (IngotExchange *self, const IngotDeadlines *deadlines);

/* What follows is shared by the files of the exchange. */

void ingot_exchange_set_attempt (IngotExchange *self, int attempt);
void ingot_exchange_set_retry (IngotExchange *self, gint64 retry_at, int retry_status);

/* From now on, @caller ends what libsoup does for us. */
void ingot_exchange_follow_caller (IngotExchange *self, GCancellable *caller);
void ingot_exchange_forget_caller (IngotExchange *self);

/* Cancels in @delay milliseconds, unless it is moved or disarmed before. */
void ingot_exchange_arm (IngotExchange *self, int delay);
void ingot_exchange_disarm (IngotExchange *self);

/* libsoup keeps a connection only when its body was read to the end; any other is closed
 * here at once, without reading what is left. */
void ingot_exchange_close_stream (IngotExchange *self);

/* In a fiber: whether the request of an answer that is there should be sent once more; @error when the review
 * failed. Where it should not, the body can still be read. */
gboolean ingot_exchange_is_mended (IngotExchange *self, GError **error);

/* (transfer full) */
GError *ingot_exchange_timeout_error (void);

G_END_DECLS
