/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Takes connections on the loopback addresses and hands them to a SoupServer when they begin to speak. One
 * that stays silent is closed. */
typedef struct _SandboxListener SandboxListener;

/* @silence_ms: how long a new connection may take to send its first byte. @soup must outlive the listener. */
SandboxListener *sandbox_listener_new (SoupServer *soup, guint silence_ms);
void sandbox_listener_free (SandboxListener *listener);

/* From now on connections have to speak TLS, and the client sees @certificate. */
void sandbox_listener_set_certificate (SandboxListener *listener, GTlsCertificate *certificate);

/* Listens on 127.0.0.1 and, where there is one, on ::1. @port 0 takes a free one. The port, or 0 with
 * @error set. */
guint16 sandbox_listener_listen (SandboxListener *listener, guint16 port, GError **error);

/* The socket that a message came by. libsoup knows it only for connections that it has taken itself. */
GSocket *sandbox_socket_of (SoupServerMessage *message);

/* The listener that a message came by. */
SandboxListener *sandbox_listener_of (SoupServerMessage *message);

gboolean sandbox_host_is_loopback (const char *host);

G_END_DECLS
