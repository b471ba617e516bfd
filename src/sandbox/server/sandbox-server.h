/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sandbox-exchange.h"

G_BEGIN_DECLS

/* An HTTP server on the loopback addresses. It keeps strangers out (a foreign Host, a wrong key), bounds what
 * a request may cost, keeps the log, and gives the rest to the handlers of its routes. */
typedef struct _SandboxServer SandboxServer;

typedef void (*SandboxHandler) (SandboxExchange *exchange, gpointer user_data);
typedef void (*SandboxResetFunc) (gpointer user_data);

/* What keeps @exchange from the data plane, or NULL. @with_key: whether it carries the key; @token: what came as
 * "Authorization: Bearer TOKEN" instead, or NULL. The caller owns the problem. */
typedef SandboxProblem *(*SandboxAccessCheck) (SandboxExchange *exchange, gboolean with_key, const char *token,
                                               gpointer user_data);

typedef enum
{
  SANDBOX_ROUTE_DATA_PLANE = 0, /* needs the key, or whatever the access check wants */
  SANDBOX_ROUTE_KEY = 1 << 0,   /* needs the key, no token will do */
  SANDBOX_ROUTE_OPEN = 1 << 1,  /* needs nothing: the handler looks itself who asks */
  SANDBOX_ROUTE_PLAIN = 1 << 2, /* answers without TLS, too */
} SandboxRouteFlags;

/* @request_timeout_ms: how long a request may take to arrive. */
SandboxServer *sandbox_server_new (const char *key, guint request_timeout_ms);
void sandbox_server_free (SandboxServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxServer, sandbox_server_free)

/* Makes the server speak TLS, with @certificate; routes with SANDBOX_ROUTE_PLAIN get a second port without.
 * Before it listens. */
void sandbox_server_set_certificate (SandboxServer *server, GTlsCertificate *certificate);

/* Without a check the key opens the data plane and no token does. */
void sandbox_server_set_access_check (SandboxServer *server, SandboxAccessCheck check, gpointer user_data);

/* Listens on 127.0.0.1 and, where there is one, on ::1. @port 0 takes a free one. Errors are those of GIO. */
gboolean sandbox_server_listen (SandboxServer *server, guint16 port, GError **error);

/* Such as http://127.0.0.1:40001; NULL before it listens. */
const char *sandbox_server_get_origin (SandboxServer *server);

/* The same without TLS: the same origin, if the server does not speak TLS. */
const char *sandbox_server_get_plain_origin (SandboxServer *server);

/* @path is matched as a whole, as it was sent; a part of it that is "*" stands for any part that is not
 * empty, "**" at its end for any rest that is not empty. A NULL for @method stands for all. Both strings must outlive the server. Of two routes that match, the one that was added first wins.
 * A plain add is one to the data plane. */
void sandbox_server_add_route (SandboxServer *server, const char *method, const char *path,
                               SandboxHandler handler, gpointer user_data);
void sandbox_server_add_route_with_flags (SandboxServer *server, const char *method, const char *path,
                                          SandboxRouteFlags flags, SandboxHandler handler,
                                          gpointer user_data);

/* The last 100 requests, {"requests": […]}, oldest first, secrets masked. */
JsonNode *sandbox_server_dup_requests (SandboxServer *server);

/* @func is called when somebody asks for a fresh start with POST /sandbox/reset. */
void sandbox_server_add_reset (SandboxServer *server, SandboxResetFunc func, gpointer user_data);

G_END_DECLS
