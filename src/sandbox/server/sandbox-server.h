/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sandbox-exchange.h"

G_BEGIN_DECLS

/* An HTTP server on the loopback addresses. It keeps strangers out (a foreign Host, a wrong key), bounds what
 * a request may cost, keeps the log, and gives the rest to the handlers of its routes. */
typedef struct _SandboxServer SandboxServer;

typedef void (*SandboxHandler) (SandboxExchange *exchange, gpointer user_data);
typedef void (*SandboxResetFunc) (gpointer user_data);

/* @request_timeout_ms: how long a request may take to arrive. */
SandboxServer *sandbox_server_new (const char *key, guint request_timeout_ms);
void sandbox_server_free (SandboxServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxServer, sandbox_server_free)

/* Listens on 127.0.0.1 and, where there is one, on ::1. @port 0 takes a free one. Errors are those of GIO. */
gboolean sandbox_server_listen (SandboxServer *server, guint16 port, GError **error);

/* Such as http://127.0.0.1:40001; NULL before it listens. */
const char *sandbox_server_get_origin (SandboxServer *server);

/* @path is matched as a whole, as it was sent; a part of it that is "*" stands for any part that is not
 * empty. Both strings must outlive the server. All routes need the key. */
void sandbox_server_add_route (SandboxServer *server, const char *method, const char *path,
                               SandboxHandler handler, gpointer user_data);

/* @func is called when somebody asks for a fresh start with POST /sandbox/reset. */
void sandbox_server_add_reset (SandboxServer *server, SandboxResetFunc func, gpointer user_data);

G_END_DECLS
