/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "server/sandbox-log.h"
#include "server/sandbox-problem.h"

G_BEGIN_DECLS

/* One request and its answer. It lives as long as its message and belongs to it.
 *
 * A handler answers at once with one of the reply functions; or it holds the exchange, with a job that
 * answers later, whole or as a stream of events. The exchange owns the job and frees it when the answer is
 * complete, when the client has gone or when the server stops: after sandbox_exchange_reply (), _refuse (),
 * _end_events () and _cut () a job must not be touched any more. */
typedef struct _SandboxExchange SandboxExchange;

/* Begins to watch a message that is about to be read. One whose request is not complete after @timeout_ms
 * is hung up on. */
void sandbox_exchange_begin (SoupServerMessage *message, guint timeout_ms);

/* The exchange of a message, NULL for one that was never begun. */
SandboxExchange *sandbox_exchange_get (SoupServerMessage *message);

/* The headers have arrived: refuses a body that announces more than @max_body bytes or turns out to be
 * larger, with 413, and hangs up on one of more than four times that. @log is told about the rest of the
 * request as @number; NULL for none. */
void sandbox_exchange_got_headers (SandboxExchange *exchange, SandboxLog *log, guint64 number,
                                   goffset max_body);

/* The request is complete. */
void sandbox_exchange_got_body (SandboxExchange *exchange);

/* The message is over; @aborted when it was not completed. */
void sandbox_exchange_finish (SandboxExchange *exchange, gboolean aborted);

SoupServerMessage *sandbox_exchange_get_message (SandboxExchange *exchange);
GBytes *sandbox_exchange_dup_body (SandboxExchange *exchange);

/* The value of a parameter in the query, or NULL. */
char *sandbox_exchange_dup_query (SandboxExchange *exchange, const char *name);

/* The fields of a form that was posted, name to value; NULL when the body is none. */
GHashTable *sandbox_exchange_dup_form (SandboxExchange *exchange);

void sandbox_exchange_set_header (SandboxExchange *exchange, const char *name, const char *value);
void sandbox_exchange_set_number_header (SandboxExchange *exchange, const char *name, gint64 value);

/* The @index-th part of the path, counted from 0, decoded; NULL when there is none or it is not UTF-8. */
char *sandbox_exchange_dup_segment (SandboxExchange *exchange, guint index);

/* Answers with JSON; takes @json. */
void sandbox_exchange_reply (SandboxExchange *exchange, guint status, JsonNode *json);

/* Answers with text of any kind; takes @text. */
void sandbox_exchange_reply_text (SandboxExchange *exchange, guint status, const char *content_type,
                                  char *text);

/* Answers with a page for people; takes @body, the HTML within it, in which everything that came from
 * outside is escaped. Scripts do not run there, and nothing is loaded. */
void sandbox_exchange_reply_page (SandboxExchange *exchange, guint status, const char *title, char *body);

/* Answers with 302 and @location. */
void sandbox_exchange_redirect (SandboxExchange *exchange, const char *location);

/* Answers with a problem; takes it. */
void sandbox_exchange_refuse (SandboxExchange *exchange, SandboxProblem *problem);

/* Nothing more happens until @job answers. */
void sandbox_exchange_hold (SandboxExchange *exchange, gpointer job, GDestroyNotify free_job);

/* Server-sent events, for an exchange that is held. */
void sandbox_exchange_begin_events (SandboxExchange *exchange);
void sandbox_exchange_send (SandboxExchange *exchange, char *event); /* takes it, framed as it is sent */
void sandbox_exchange_end_events (SandboxExchange *exchange);

/* Events that the client's socket has not taken yet: a job should wait when there are many. */
guint sandbox_exchange_get_waiting (SandboxExchange *exchange);

/* Hangs up in the middle of the answer. */
void sandbox_exchange_cut (SandboxExchange *exchange);

/* The same, but so that the client sees its connection reset. */
void sandbox_exchange_reset (SandboxExchange *exchange);

G_END_DECLS
