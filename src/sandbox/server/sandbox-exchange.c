/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* POLLRDHUP */
#define G_LOG_DOMAIN "sandbox-server"
#include "config.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <glib-unix.h>

#include "sandbox-exchange.h"
#include "sandbox-listen.h"
#include "sandbox-page.h"

#define EXCHANGE_KEY "sandbox-exchange"
#define IDLE_KEY "sandbox-idle"

enum
{
  TOO_MANY_REQUESTS = 429, /* libsoup has no name for it */
  /* After so many, when there is nothing else to do, the memory that they took is given back to the system.
   */
  MANY_EXCHANGES = 128,
};

struct _SandboxExchange
{
  SoupServerMessage *message; /* owns the exchange */
  SandboxLog *log;            /* NULL: not told */
  guint64 number;             /* there */
  guint deadline;
  guint timeout_ms;
  goffset max_body;
  goffset received;
  GSource *watch; /* on the socket, while the exchange is held */
  gpointer job;
  GDestroyNotify free_job;
  guint waiting;
  guint status; /* of the answer we began; libsoup puts 500 in its place when it cannot finish one */
  gboolean held;
  gboolean cut; /* by us */
  gboolean over;
};

static guint n_exchanges, n_since_trim;

static gboolean
trim_cb (gpointer data)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
  return G_SOURCE_REMOVE;
}

/* The allocator keeps what many at once took. Their connections are gone, too, when everything else is done.
 */
static void
discount_exchange (void)
{
  if (--n_exchanges > 0 || n_since_trim < MANY_EXCHANGES)
    return;
  n_since_trim = 0;
  g_idle_add_full (G_PRIORITY_LOW, trim_cb, NULL, NULL);
}

static void
stop_job (SandboxExchange *exchange)
{
  gpointer job = g_steal_pointer (&exchange->job);

  if (exchange->watch != NULL)
    g_source_destroy (exchange->watch);
  g_clear_pointer (&exchange->watch, g_source_unref);
  if (job != NULL)
    exchange->free_job (job);
}

static void
exchange_free (gpointer data)
{
  SandboxExchange *exchange = data;

  stop_job (exchange);
  g_clear_handle_id (&exchange->deadline, g_source_remove);
  g_free (exchange);
  discount_exchange ();
}

static void
shut_down (SandboxExchange *exchange)
{
  GSocket *socket = sandbox_socket_of (exchange->message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

/* libsoup finds out by itself about a closed socket that it reads from; a message that waits for us has to be
 * woken, so that it tries to write and fails. */
static void
hang_up (SandboxExchange *exchange)
{
  gboolean held = exchange->held;

  stop_job (exchange);
  shut_down (exchange);
  if (!held || exchange->over)
    return;
  exchange->held = FALSE;
  if (soup_server_message_get_status (exchange->message) == 0)
    soup_server_message_set_status (exchange->message, SOUP_STATUS_SERVICE_UNAVAILABLE, NULL);
  soup_message_body_complete (soup_server_message_get_response_body (exchange->message));
  soup_server_message_unpause (exchange->message);
}

static gboolean
deadline_cb (gpointer data)
{
  SandboxExchange *exchange = data;

  exchange->deadline = 0;
  exchange->cut = TRUE;
  hang_up (exchange);
  return G_SOURCE_REMOVE;
}

static gboolean
client_left_cb (gint fd, GIOCondition condition, gpointer data)
{
  hang_up (data);
  return G_SOURCE_REMOVE;
}

/* A client that closes its socket shows as the end of what it sends, whatever else is there to be read: the
 * farewell of TLS, or its next request, sent ahead. GIOCondition, whose values are those of poll (), has no
 * name for this one. */
static void
watch_socket (SandboxExchange *exchange)
{
  GSocket *socket = sandbox_socket_of (exchange->message);

  if (socket == NULL)
    return;
  exchange->watch
    = g_unix_fd_source_new (g_socket_get_fd (socket), (GIOCondition) POLLRDHUP | G_IO_HUP | G_IO_ERR);
  g_source_set_callback (exchange->watch, G_SOURCE_FUNC (client_left_cb), exchange, NULL);
  g_source_attach (exchange->watch, NULL);
}

static void
refuse_body (SandboxExchange *exchange)
{
  SoupServerMessage *message = exchange->message;

  if (soup_server_message_get_status (message) != 0)
    return;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  sandbox_exchange_set_header (exchange, "Connection", "close");
  sandbox_exchange_refuse (exchange,
                           sandbox_problem_new (SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "413",
                                                "The request is too large: a body can have 16 MB at most."));
}

static void
got_chunk_cb (SandboxExchange *exchange, GBytes *chunk)
{
  exchange->received += (goffset) g_bytes_get_size (chunk);
  if (exchange->received > 4 * exchange->max_body)
    {
      exchange->cut = TRUE;
      hang_up (exchange);
    }
  else if (exchange->received > exchange->max_body)
    refuse_body (exchange);
}

static void
wrote_chunk_cb (SandboxExchange *exchange)
{
  if (exchange->waiting > 0)
    exchange->waiting--;
}

static gboolean
idle_cb (gpointer socket)
{
  g_socket_shutdown (socket, TRUE, TRUE, NULL);
  return G_SOURCE_REMOVE;
}

static void
idle_free (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

/* A connection is kept for another request as long as a request may take to arrive. libsoup tells of the next
 * one only when its first line is complete. */
static void
await_next (SandboxExchange *exchange)
{
  GSocket *socket = sandbox_socket_of (exchange->message);
  GSource *source;

  if (socket == NULL)
    return;
  source = g_timeout_source_new (exchange->timeout_ms);
  g_source_set_callback (source, idle_cb, socket, NULL);
  g_source_attach (source, NULL);
  g_object_set_data_full (G_OBJECT (socket), IDLE_KEY, source, idle_free);
}

void
sandbox_exchange_begin (SoupServerMessage *message, guint timeout_ms)
{
  SandboxExchange *exchange = g_new0 (SandboxExchange, 1);
  GSocket *socket = sandbox_socket_of (message);

  n_exchanges++;
  n_since_trim++;
  if (socket != NULL)
    g_object_set_data (G_OBJECT (socket), IDLE_KEY, NULL);
  exchange->message = message;
  exchange->timeout_ms = timeout_ms;
  exchange->deadline = g_timeout_add (timeout_ms, deadline_cb, exchange);
  g_object_set_data_full (G_OBJECT (message), EXCHANGE_KEY, exchange, exchange_free);
}

SandboxExchange *
sandbox_exchange_get (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), EXCHANGE_KEY);
}

static void
add_common_headers (SandboxExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  const char *client_id = soup_message_headers_get_one (headers, "x-ms-client-request-id");
  g_autofree char *gateway_id = g_uuid_string_random ();

  sandbox_exchange_set_header (exchange, "apim-request-id", gateway_id);
  sandbox_exchange_set_header (exchange, "x-ms-client-request-id",
                               client_id != NULL ? client_id : gateway_id);
  sandbox_exchange_set_header (exchange, "x-ms-region", "Sandbox");
  sandbox_exchange_set_header (exchange, "x-content-type-options", "nosniff");
}

void
sandbox_exchange_got_headers (SandboxExchange *exchange, SandboxLog *log, guint64 number, goffset max_body)
{
  SoupServerMessage *message = exchange->message;

  exchange->log = log;
  exchange->number = number;
  exchange->max_body = max_body;
  add_common_headers (exchange);
  g_signal_connect_swapped (message, "got-chunk", G_CALLBACK (got_chunk_cb), exchange);
  g_signal_connect_swapped (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), exchange);
  if (soup_message_headers_get_content_length (soup_server_message_get_request_headers (message)) > max_body)
    refuse_body (exchange);
}

void
sandbox_exchange_got_body (SandboxExchange *exchange)
{
  g_autoptr(GBytes) body = sandbox_exchange_dup_body (exchange);

  g_clear_handle_id (&exchange->deadline, g_source_remove);
  if (exchange->log != NULL)
    sandbox_log_set_body (exchange->log, exchange->number, body);
}

void
sandbox_exchange_finish (SandboxExchange *exchange, gboolean aborted)
{
  exchange->over = TRUE;
  stop_job (exchange);
  g_clear_handle_id (&exchange->deadline, g_source_remove);
  if (exchange->log != NULL)
    sandbox_log_finish (exchange->log, exchange->number, exchange->status, aborted && !exchange->cut);
  if (!aborted)
    await_next (exchange);
}

SoupServerMessage *
sandbox_exchange_get_message (SandboxExchange *exchange)
{
  return exchange->message;
}

GBytes *
sandbox_exchange_dup_body (SandboxExchange *exchange)
{
  SoupMessageBody *body = soup_server_message_get_request_body (exchange->message);
  GBytes *bytes = soup_message_body_get_accumulate (body) ? soup_message_body_flatten (body) : NULL;

  return bytes != NULL ? bytes : g_bytes_new (NULL, 0);
}

char *
sandbox_exchange_dup_query (SandboxExchange *exchange, const char *name)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (exchange->message));
  g_autoptr(GHashTable) values = query != NULL ? soup_form_decode (query) : NULL;

  return values != NULL ? g_strdup (g_hash_table_lookup (values, name)) : NULL;
}

GHashTable *
sandbox_exchange_dup_form (SandboxExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr(GBytes) body = sandbox_exchange_dup_body (exchange);
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autofree char *text = g_strndup (data != NULL ? data : "", length);

  return g_strcmp0 (type, SOUP_FORM_MIME_TYPE_URLENCODED) == 0 ? soup_form_decode (text) : NULL;
}

char *
sandbox_exchange_dup_segment (SandboxExchange *exchange, guint index)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (exchange->message));
  g_auto(GStrv) segments = g_strsplit (path, "/", -1);
  g_autofree char *segment = NULL;

  if (index + 1 >= g_strv_length (segments))
    return NULL;
  segment = g_uri_unescape_string (segments[index + 1], NULL);
  return segment != NULL && g_utf8_validate (segment, -1, NULL) ? g_steal_pointer (&segment) : NULL;
}

void
sandbox_exchange_set_header (SandboxExchange *exchange, const char *name, const char *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (exchange->message), name, value);
}

void
sandbox_exchange_set_number_header (SandboxExchange *exchange, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  sandbox_exchange_set_header (exchange, name, text);
}

/* Lets go of a held exchange whose answer is complete. */
static void
release (SandboxExchange *exchange)
{
  gboolean held = exchange->held;

  exchange->held = FALSE;
  stop_job (exchange);
  if (held && !exchange->over)
    soup_server_message_unpause (exchange->message);
}

void
sandbox_exchange_reply_text (SandboxExchange *exchange, guint status, const char *content_type, char *text)
{
  exchange->status = status;
  soup_server_message_set_status (exchange->message, status,
                                  status == TOO_MANY_REQUESTS ? "Too Many Requests" : NULL);
  soup_server_message_set_response (exchange->message, content_type, SOUP_MEMORY_TAKE, text, strlen (text));
  release (exchange);
}

void
sandbox_exchange_reply (SandboxExchange *exchange, guint status, JsonNode *json)
{
  sandbox_exchange_reply_text (exchange, status, "application/json", json_to_string (json, FALSE));
  json_node_unref (json);
}

void
sandbox_exchange_reply_page (SandboxExchange *exchange, guint status, const char *title, char *body)
{
  g_autofree char *policy = sandbox_page_dup_policy ();

  sandbox_exchange_set_header (exchange, "Content-Security-Policy", policy);
  sandbox_exchange_set_header (exchange, "Referrer-Policy", "no-referrer");
  sandbox_exchange_set_header (exchange, "Cache-Control", "no-store");
  sandbox_exchange_reply_text (exchange, status, "text/html; charset=utf-8",
                               sandbox_page_print (title, body));
  g_free (body);
}

void
sandbox_exchange_redirect (SandboxExchange *exchange, const char *location)
{
  sandbox_exchange_set_header (exchange, "Location", location);
  sandbox_exchange_set_header (exchange, "Cache-Control", "no-store");
  sandbox_exchange_reply_text (exchange, SOUP_STATUS_FOUND, "text/plain; charset=utf-8", g_strdup (""));
}

static void
add_problem_headers (SandboxExchange *exchange, SandboxProblem *problem)
{
  if (problem->code != NULL)
    sandbox_exchange_set_header (exchange, "x-ms-error-code", problem->code);
  if (problem->policy != NULL)
    sandbox_exchange_set_header (exchange, "policy-id", problem->policy);
  if (problem->reset_s > 0)
    sandbox_exchange_set_number_header (exchange, "x-rate-limit-reset-tokens", problem->reset_s);
  if (problem->retry_after_ms > 0)
    {
      sandbox_exchange_set_number_header (exchange, "retry-after-ms", problem->retry_after_ms);
      sandbox_exchange_set_number_header (exchange, "retry-after", (problem->retry_after_ms + 999) / 1000);
    }
}

void
sandbox_exchange_refuse (SandboxExchange *exchange, SandboxProblem *problem)
{
  const char *type = problem->is_text ? "text/plain; charset=utf-8" : "application/json";

  add_problem_headers (exchange, problem);
  sandbox_exchange_reply_text (exchange, problem->status,
                               problem->content_type != NULL ? problem->content_type : type,
                               sandbox_problem_print (problem));
  sandbox_problem_free (problem);
}

void
sandbox_exchange_hold (SandboxExchange *exchange, gpointer job, GDestroyNotify free_job)
{
  exchange->job = job;
  exchange->free_job = free_job;
  exchange->held = TRUE;
  soup_server_message_pause (exchange->message);
  watch_socket (exchange);
}

void
sandbox_exchange_begin_events (SandboxExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);

  exchange->status = SOUP_STATUS_OK;
  soup_server_message_set_status (exchange->message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  sandbox_exchange_set_header (exchange, "Content-Type", "text/event-stream; charset=utf-8");
  sandbox_exchange_set_header (exchange, "Cache-Control", "no-cache, must-revalidate");
  soup_message_body_set_accumulate (soup_server_message_get_response_body (exchange->message), FALSE);
}

void
sandbox_exchange_send (SandboxExchange *exchange, char *event)
{
  soup_message_body_append_take (soup_server_message_get_response_body (exchange->message), (guchar *) event,
                                 strlen (event));
  exchange->waiting++;
  soup_server_message_unpause (exchange->message);
}

void
sandbox_exchange_end_events (SandboxExchange *exchange)
{
  soup_message_body_complete (soup_server_message_get_response_body (exchange->message));
  release (exchange);
}

guint
sandbox_exchange_get_waiting (SandboxExchange *exchange)
{
  return exchange->waiting;
}

void
sandbox_exchange_cut (SandboxExchange *exchange)
{
  exchange->cut = TRUE;
  hang_up (exchange);
}

void
sandbox_exchange_reset (SandboxExchange *exchange)
{
  const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
  GSocket *socket = sandbox_socket_of (exchange->message);

  exchange->cut = TRUE;
  stop_job (exchange);
  if (socket == NULL)
    return;
  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  g_socket_close (socket, NULL);
  hang_up (exchange);
}
