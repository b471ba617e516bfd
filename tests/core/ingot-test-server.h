/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Iterates the main loop until @condition holds; the limit is Meson's. */
#define INGOT_TEST_WAIT_FOR(condition) \
  G_STMT_START { \
    while (!(condition)) \
      g_main_context_iteration (NULL, TRUE); \
  } G_STMT_END

/**
 * IngotTestServer:
 *
 * A web server on the loopback device, in the test's own process and main loop.
 * It gives its answers in the order in which they were queued, the last one again and again.
 */
typedef struct
{
  SoupServer *server;
  char *url;                 /* "http://127.0.0.1:port", or https */
  GPtrArray *seen;           /* char *: "POST /path" of each request, in order */
  SoupMessageHeaders *headers; /* of the last request */
  char *body;                /* of the last request */
  guint16 client_port;       /* of the last request: a connection that is used again keeps it */
  SoupServerMessage *held;   /* what ingot_test_server_hold() keeps open */
  gboolean is_closed;        /* whether the client has closed the held connection … */
  gint64 closed_at;          /* … and the monotonic time at which this was seen */

  GQueue answers;
  GSource *watch;
} IngotTestServer;

/* @certificate: (nullable): makes it https */
IngotTestServer *ingot_test_server_new (GTlsCertificate *certificate);
void             ingot_test_server_free (IngotTestServer *self);

/* @header: (nullable) */
void ingot_test_server_answer (IngotTestServer *self, int status, const char *header, const char *value,
                               const char *body);

/* Instead of an answer: holds the request without a word. */
void ingot_test_server_hold (IngotTestServer *self);

/* Sends the head, if it has not been sent, and a chunk of the held request's answer. */
void ingot_test_server_send_chunk (IngotTestServer *self, const char *data, gsize length);
void ingot_test_server_complete (IngotTestServer *self);

/* Closes the held connection's socket, in mid-sentence. */
void ingot_test_server_cut (IngotTestServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotTestServer, ingot_test_server_free)

G_END_DECLS
