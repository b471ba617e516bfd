/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-server"
#include "config.h"

#include "sandbox-listen.h"

enum
{
  /* SoupServer's own sockets have 10, which makes 200 clients at once wait for seconds. */
  BACKLOG = 512,
};

static guint16
listen_on (SoupServer *soup, GSocketFamily family, guint16 port, GError **error)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (family);
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new (loopback, port);
  g_autoptr(GSocket) socket = g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  g_autoptr(GSocketAddress) bound = NULL;

  if (socket == NULL)
    return 0;
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, wanted, TRUE, error) || !g_socket_listen (socket, error))
    return 0;
  bound = g_socket_get_local_address (socket, error);
  if (bound == NULL || !soup_server_listen_socket (soup, socket, 0, error))
    return 0;
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

guint16
sandbox_listen (SoupServer *soup, guint16 port, GError **error)
{
  guint16 bound = listen_on (soup, G_SOCKET_FAMILY_IPV4, port, error);
  g_autoptr(GError) ignored = NULL;

  /* The second address is a courtesy to clients that try it first: a machine may not have it. */
  if (bound != 0 && listen_on (soup, G_SOCKET_FAMILY_IPV6, bound, &ignored) == 0)
    g_debug ("Not listening on ::1: %s", ignored->message);
  return bound;
}

gboolean
sandbox_host_is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}
