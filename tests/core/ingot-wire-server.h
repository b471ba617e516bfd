/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the server does when it has written an answer. */
typedef enum
{
  INGOT_WIRE_KEEP,  /* waits for the next request on the same connection */
  INGOT_WIRE_CLOSE,
  INGOT_WIRE_HOLD,  /* says nothing more */
} IngotWireEnd;

/**
 * IngotWireServer:
 *
 * A server that knows no HTTP but the length of a request: it keeps the bytes that
 * came and sends the bytes it was given, so that a test sees both as they are on the wire.
 * It lives in the test's main loop. Answers are given in order, the last one again and again.
 */
typedef struct
{
  GSocketService *service;
  char *url;            /* "http://127.0.0.1:port" */
  GPtrArray *requests;  /* char *: the bytes of each */
  guint n_connections;
  guint n_open;
  guint n_closed;       /* connections that the client has closed */
  GQueue answers;
} IngotWireServer;

IngotWireServer *ingot_wire_server_new (void);

/* Waits until the clients' connections are closed: their sessions are freed first. */
void ingot_wire_server_free (IngotWireServer *self);

void ingot_wire_server_answer (IngotWireServer *self, const char *bytes, gsize length, IngotWireEnd end);

/* A head of @status with the lines of @headers (each with its CRLF), and @body in chunks, the first of
 * @first bytes and the others of @size. libsoup never reads beyond a chunk, so each is one read. */
char *ingot_wire_chunked (int status, const char *headers, const char *body, gsize length, gsize first, gsize size,
                          gsize *wire_length);

/* The same, queued: one chunk, and the connection kept. */
void ingot_wire_server_answer_text (IngotWireServer *self, int status, const char *headers, const char *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotWireServer, ingot_wire_server_free)

G_END_DECLS
