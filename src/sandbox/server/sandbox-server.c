/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-server"
#include "config.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sandbox-key.h"
#include "sandbox-listen.h"
#include "sandbox-server.h"

#define MAX_BODY (16 * 1024 * 1024)
#define OWN_PATHS "/sandbox/"

typedef struct
{
  const char *method;
  const char *path;
  SandboxRouteFlags flags;
  SandboxHandler handler;
  gpointer user_data;
} Route;

typedef struct
{
  SandboxResetFunc func;
  gpointer user_data;
} Reset;

struct _SandboxServer
{
  SoupServer *soup;
  SandboxListener *listener;
  SandboxListener *plain_listener; /* NULL when the other one is plain */
  GTlsCertificate *certificate;
  SandboxAccessCheck check_access;
  gpointer access_data;
  SandboxLog *log;
  GArray *routes;
  GArray *resets;
  char *key;
  char *origin;
  char *plain_origin;
  guint request_timeout_ms;
  int far_end; /* of the pair that SoupServer listens at, or -1 */
};

static const char *
path_of (SoupServerMessage *message)
{
  return g_uri_get_path (soup_server_message_get_uri (message));
}

/* A page on the web can make a browser send requests here under a name of its own that resolves to this
 * machine. It cannot make the browser send another Host. */
static gboolean
comes_from_here (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *host = soup_message_headers_get_one (headers, "Host");
  g_autofree char *text = host != NULL ? g_strconcat ("http://", host, "/", NULL) : NULL;
  g_autoptr(GUri) uri = text != NULL ? g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  if (host != NULL
      && (uri == NULL || g_uri_get_host (uri) == NULL || !sandbox_host_is_loopback (g_uri_get_host (uri))))
    return FALSE;
  return sandbox_host_is_loopback (g_uri_get_host (soup_server_message_get_uri (message)));
}

/* Looking at the log must not push what is looked for out of it. A browser asks for an icon by itself. */
static gboolean
is_ours (const char *path)
{
  return g_str_has_prefix (path, OWN_PATHS) || g_str_equal (path, "/") || g_str_equal (path, "/favicon.ico");
}

static void
early_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
          gpointer user_data)
{
  SandboxServer *server = user_data;
  SandboxExchange *exchange = sandbox_exchange_get (message);

  if (is_ours (path_of (message)))
    sandbox_exchange_got_headers (exchange, NULL, 0, MAX_BODY);
  else
    sandbox_exchange_got_headers (exchange, server->log, sandbox_log_add (server->log, message), MAX_BODY);
  if (soup_server_message_get_status (message) == 0 && !comes_from_here (message))
    sandbox_exchange_refuse (
      exchange, sandbox_problem_new (SOUP_STATUS_FORBIDDEN, "403",
                                     "The sandbox answers only requests that name a loopback host: use "
                                     "127.0.0.1, [::1] or localhost."));
}

static gboolean
matches (const char *pattern, const char *path)
{
  while (*pattern != '\0' && *path != '\0')
    {
      if (g_str_equal (pattern, "**"))
        return TRUE;
      if (*pattern == '*' && *path != '/')
        {
          path += strcspn (path, "/");
          pattern++;
        }
      else if (*pattern++ != *path++)
        return FALSE;
    }
  return *pattern == *path;
}

static void
refuse_route (SandboxExchange *exchange, const char *allowed)
{
  if (allowed == NULL)
    {
      sandbox_exchange_refuse (exchange, sandbox_problem_new_no_resource ());
      return;
    }
  sandbox_exchange_set_header (exchange, "Allow", allowed);
  sandbox_exchange_refuse (exchange,
                           sandbox_problem_new (SOUP_STATUS_METHOD_NOT_ALLOWED, "405", "Method Not Allowed"));
}

static void
call (SandboxServer *server, const Route *route, SandboxExchange *exchange)
{
  SoupMessageHeaders *headers
    = soup_server_message_get_request_headers (sandbox_exchange_get_message (exchange));
  gboolean with_key = sandbox_key_opens (server->key, headers);
  SandboxProblem *problem = NULL;

  if ((route->flags & (SANDBOX_ROUTE_OPEN | SANDBOX_ROUTE_KEY)) == 0 && server->check_access != NULL)
    problem = server->check_access (exchange, with_key, with_key ? NULL : sandbox_key_get_token (headers),
                                    server->access_data);
  else if ((route->flags & SANDBOX_ROUTE_OPEN) == 0 && !with_key)
    problem = sandbox_problem_new_no_access ();
  if (problem != NULL)
    sandbox_exchange_refuse (exchange, problem);
  else
    route->handler (exchange, route->user_data);
}

static void
handler_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  SandboxServer *server = user_data;
  SandboxExchange *exchange = sandbox_exchange_get (message);
  const char *allowed = NULL;
  gboolean plain = server->plain_listener != NULL && sandbox_listener_of (message) == server->plain_listener;

  for (guint i = 0; i < server->routes->len; i++)
    {
      Route *route = &g_array_index (server->routes, Route, i);

      if (!matches (route->path, path_of (message)) || (plain && (route->flags & SANDBOX_ROUTE_PLAIN) == 0))
        continue;
      allowed = route->method;
      if (route->method != NULL && !g_str_equal (route->method, soup_server_message_get_method (message)))
        continue;
      call (server, route, exchange);
      return;
    }
  refuse_route (exchange, allowed);
}

static void
request_started_cb (SandboxServer *server, SoupServerMessage *message)
{
  sandbox_exchange_begin (message, server->request_timeout_ms);
}

static void
request_read_cb (SandboxServer *server, SoupServerMessage *message)
{
  sandbox_exchange_got_body (sandbox_exchange_get (message));
}

static void
request_finished_cb (SandboxServer *server, SoupServerMessage *message)
{
  sandbox_exchange_finish (sandbox_exchange_get (message), FALSE);
}

static void
request_aborted_cb (SandboxServer *server, SoupServerMessage *message)
{
  sandbox_exchange_finish (sandbox_exchange_get (message), TRUE);
}

static void
requests_handler (SandboxExchange *exchange, gpointer user_data)
{
  SandboxServer *server = user_data;

  sandbox_exchange_reply (exchange, SOUP_STATUS_OK, sandbox_log_to_json (server->log));
}

static void
reset_handler (SandboxExchange *exchange, gpointer user_data)
{
  SandboxServer *server = user_data;
  JsonNode *empty = json_node_new (JSON_NODE_OBJECT);

  sandbox_log_clear (server->log);
  for (guint i = 0; i < server->resets->len; i++)
    {
      Reset *reset = &g_array_index (server->resets, Reset, i);

      reset->func (reset->user_data);
    }
  json_node_take_object (empty, json_object_new ());
  sandbox_exchange_reply (exchange, SOUP_STATUS_OK, empty);
}

/* SoupServer keeps a connection for further requests only while it listens itself, and our connections come
 * from a listener of ours. So it listens where nobody can come: at one end of a pair of sockets. */
static void
keep_connections (SandboxServer *server)
{
  g_autoptr(GSocket) socket = NULL;
  int ends[2];

  server->far_end = -1;
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return;
  server->far_end = ends[1];
  socket = g_socket_new_from_fd (ends[0], NULL);
  if (socket != NULL)
    soup_server_listen_socket (server->soup, socket, 0, NULL);
  else
    close (ends[0]);
}

SandboxServer *
sandbox_server_new (const char *key, guint request_timeout_ms)
{
  SandboxServer *server = g_new0 (SandboxServer, 1);

  /* Raw paths: a deployment's name may hold an encoded slash. */
  server->soup = soup_server_new ("server-header", "ingot-sandbox/" VERSION, "raw-paths", TRUE, NULL);
  server->log = sandbox_log_new (key);
  server->routes = g_array_new (FALSE, FALSE, sizeof (Route));
  server->resets = g_array_new (FALSE, FALSE, sizeof (Reset));
  server->key = g_strdup (key);
  server->request_timeout_ms = request_timeout_ms;

  keep_connections (server);
  soup_server_add_early_handler (server->soup, "/", early_cb, server, NULL);
  soup_server_add_handler (server->soup, "/", handler_cb, server, NULL);
  g_signal_connect_swapped (server->soup, "request-started", G_CALLBACK (request_started_cb), server);
  g_signal_connect_swapped (server->soup, "request-read", G_CALLBACK (request_read_cb), server);
  g_signal_connect_swapped (server->soup, "request-finished", G_CALLBACK (request_finished_cb), server);
  g_signal_connect_swapped (server->soup, "request-aborted", G_CALLBACK (request_aborted_cb), server);

  sandbox_server_add_route_with_flags (server, "GET", OWN_PATHS "requests", SANDBOX_ROUTE_KEY,
                                       requests_handler, server);
  sandbox_server_add_route_with_flags (server, "POST", OWN_PATHS "reset", SANDBOX_ROUTE_KEY, reset_handler,
                                       server);
  return server;
}

void
sandbox_server_free (SandboxServer *server)
{
  g_clear_pointer (&server->listener, sandbox_listener_free);
  g_clear_pointer (&server->plain_listener, sandbox_listener_free);
  soup_server_disconnect (server->soup);
  if (server->far_end >= 0)
    close (server->far_end);
  g_signal_handlers_disconnect_by_data (server->soup, server);
  g_object_unref (server->soup);
  sandbox_log_free (server->log);
  g_array_unref (server->routes);
  g_array_unref (server->resets);
  g_free (server->key);
  g_free (server->origin);
  g_free (server->plain_origin);
  g_clear_object (&server->certificate);
  g_free (server);
}

void
sandbox_server_set_certificate (SandboxServer *server, GTlsCertificate *certificate)
{
  g_set_object (&server->certificate, certificate);
}

void
sandbox_server_set_access_check (SandboxServer *server, SandboxAccessCheck check, gpointer user_data)
{
  server->check_access = check;
  server->access_data = user_data;
}

gboolean
sandbox_server_listen (SandboxServer *server, guint16 port, GError **error)
{
  guint16 bound;

  server->listener = sandbox_listener_new (server->soup, server->request_timeout_ms);
  if (server->certificate != NULL)
    sandbox_listener_set_certificate (server->listener, server->certificate);
  bound = sandbox_listener_listen (server->listener, port, error);
  if (bound == 0)
    return FALSE;
  server->origin
    = g_strdup_printf ("%s://127.0.0.1:%u", server->certificate != NULL ? "https" : "http", bound);
  if (server->certificate != NULL)
    {
      server->plain_listener = sandbox_listener_new (server->soup, server->request_timeout_ms);
      bound = sandbox_listener_listen (server->plain_listener, 0, error);
    }
  server->plain_origin = g_strdup_printf ("http://127.0.0.1:%u", bound);
  return bound != 0;
}

const char *
sandbox_server_get_origin (SandboxServer *server)
{
  return server->origin;
}

const char *
sandbox_server_get_plain_origin (SandboxServer *server)
{
  return server->plain_origin;
}

void
sandbox_server_add_route (SandboxServer *server, const char *method, const char *path, SandboxHandler handler,
                          gpointer user_data)
{
  sandbox_server_add_route_with_flags (server, method, path, SANDBOX_ROUTE_DATA_PLANE, handler, user_data);
}

void
sandbox_server_add_route_with_flags (SandboxServer *server, const char *method, const char *path,
                                     SandboxRouteFlags flags, SandboxHandler handler, gpointer user_data)
{
  Route route = { method, path, flags, handler, user_data };

  g_array_append_val (server->routes, route);
}

JsonNode *
sandbox_server_dup_requests (SandboxServer *server)
{
  return sandbox_log_to_json (server->log);
}

void
sandbox_server_add_reset (SandboxServer *server, SandboxResetFunc func, gpointer user_data)
{
  Reset reset = { func, user_data };

  g_array_append_val (server->resets, reset);
}
