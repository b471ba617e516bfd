/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-server"
#include "config.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include "sandbox-listen.h"

#define SOCKET_KEY "sandbox-socket"
#define LISTENER_KEY "sandbox-listener"

enum
{
  /* SoupServer's own sockets have 10, which makes 200 clients at once wait for seconds. */
  BACKLOG = 512,
};

struct _SandboxListener
{
  SoupServer *soup;
  guint silence_ms;
  GTlsCertificate *certificate; /* NULL: no TLS */
  GPtrArray *sources;           /* one for each address */
  GHashTable *guests;           /* those who have not said anything yet */
};

typedef struct
{
  SandboxListener *listener;
  GSocket *socket;
  GIOStream *stream;
  GCancellable *cancellable;
  GSource *readable;
  guint deadline;
} Guest;

static void
source_free (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

static void
guest_free (gpointer data)
{
  Guest *guest = data;

  g_cancellable_cancel (guest->cancellable);
  g_object_unref (guest->cancellable);
  g_clear_pointer (&guest->readable, source_free);
  g_clear_handle_id (&guest->deadline, g_source_remove);
  g_clear_object (&guest->stream);
  g_object_unref (guest->socket);
  g_free (guest);
}

SandboxListener *
sandbox_listener_new (SoupServer *soup, guint silence_ms)
{
  SandboxListener *listener = g_new0 (SandboxListener, 1);

  listener->soup = soup;
  listener->silence_ms = silence_ms;
  listener->sources = g_ptr_array_new_with_free_func (source_free);
  listener->guests = g_hash_table_new_full (NULL, NULL, guest_free, NULL);
  return listener;
}

void
sandbox_listener_free (SandboxListener *listener)
{
  g_ptr_array_unref (listener->sources);
  g_hash_table_unref (listener->guests);
  g_clear_object (&listener->certificate);
  g_free (listener);
}

void
sandbox_listener_set_certificate (SandboxListener *listener, GTlsCertificate *certificate)
{
  g_set_object (&listener->certificate, certificate);
}

/* The address is an object of ours that every message of this connection gives back: it carries the socket.
 */
static void
hand_over (Guest *guest)
{
  SandboxListener *listener = guest->listener;
  g_autoptr(GSocketAddress) local = g_socket_get_local_address (guest->socket, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_get_remote_address (guest->socket, NULL);
  g_autoptr(GError) error = NULL;

  if (local == NULL || remote == NULL)
    return;
  g_object_set_data_full (G_OBJECT (remote), SOCKET_KEY, g_object_ref (guest->socket), g_object_unref);
  g_object_set_data (G_OBJECT (remote), LISTENER_KEY, listener);
  if (!soup_server_accept_iostream (listener->soup, guest->stream, local, remote, &error))
    g_debug ("A connection was not taken: %s", error->message);
}

static gboolean
guest_asks_cb (GObject *stream, gpointer data)
{
  Guest *guest = data;

  hand_over (guest);
  g_hash_table_remove (guest->listener->guests, guest);
  return G_SOURCE_REMOVE;
}

/* libsoup takes the connection only when a request comes, because it sets no deadline before that. */
static void
handshake_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Guest *guest = data;
  g_autoptr(GError) error = NULL;
  gboolean greeted = g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error);

  /* The guest has left, and its memory is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!greeted)
    {
      g_debug ("A TLS handshake failed: %s", error->message);
      g_socket_close (guest->socket, NULL);
      g_hash_table_remove (guest->listener->guests, guest);
      return;
    }
  guest->readable = g_pollable_input_stream_create_source (
    G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (guest->stream)), NULL);
  g_source_set_callback (guest->readable, G_SOURCE_FUNC (guest_asks_cb), guest, NULL);
  g_source_attach (guest->readable, NULL);
}

static void
begin_handshake (Guest *guest)
{
  static const char *const protocols[] = { "http/1.1", NULL };
  GIOStream *stream = g_tls_server_connection_new (guest->stream, guest->listener->certificate, NULL);

  g_object_unref (guest->stream);
  guest->stream = stream;
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (stream), protocols);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (stream), G_PRIORITY_DEFAULT, guest->cancellable,
                                    handshake_cb, guest);
}

static gboolean
guest_speaks_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  Guest *guest = data;

  guest->stream = G_IO_STREAM (g_socket_connection_factory_create_connection (guest->socket));
  if (guest->listener->certificate == NULL)
    return guest_asks_cb (NULL, guest);
  g_clear_pointer (&guest->readable, source_free);
  begin_handshake (guest);
  return G_SOURCE_REMOVE;
}

static gboolean
guest_is_silent_cb (gpointer data)
{
  Guest *guest = data;

  guest->deadline = 0;
  g_socket_close (guest->socket, NULL);
  g_hash_table_remove (guest->listener->guests, guest);
  return G_SOURCE_REMOVE;
}

static gboolean
accept_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  SandboxListener *listener = data;
  g_autoptr(GError) error = NULL;
  GSocket *accepted = g_socket_accept (socket, NULL, &error);
  Guest *guest;

  if (accepted == NULL)
    {
      g_debug ("A connection was not accepted: %s", error->message);
      /* Those who say nothing make room for those who do. */
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES))
        g_hash_table_remove_all (listener->guests);
      return G_SOURCE_CONTINUE;
    }
  g_socket_set_option (accepted, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  guest = g_new0 (Guest, 1);
  guest->listener = listener;
  guest->socket = accepted;
  guest->cancellable = g_cancellable_new ();
  guest->deadline = g_timeout_add (listener->silence_ms, guest_is_silent_cb, guest);
  guest->readable = g_socket_create_source (accepted, G_IO_IN | G_IO_HUP | G_IO_ERR, NULL);
  g_source_set_callback (guest->readable, G_SOURCE_FUNC (guest_speaks_cb), guest, NULL);
  g_source_attach (guest->readable, NULL);
  g_hash_table_add (listener->guests, guest);
  return G_SOURCE_CONTINUE;
}

static guint16
listen_on (SandboxListener *listener, GSocketFamily family, guint16 port, GError **error)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (family);
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new (loopback, port);
  g_autoptr(GSocket) socket = g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  g_autoptr(GSocketAddress) bound = NULL;
  GSource *source;

  if (socket == NULL)
    return 0;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, wanted, TRUE, error) || !g_socket_listen (socket, error))
    return 0;
  bound = g_socket_get_local_address (socket, error);
  if (bound == NULL)
    return 0;
  source = g_socket_create_source (socket, G_IO_IN, NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (accept_cb), listener, NULL);
  g_source_attach (source, NULL);
  g_ptr_array_add (listener->sources, source);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

guint16
sandbox_listener_listen (SandboxListener *listener, guint16 port, GError **error)
{
  guint16 bound = listen_on (listener, G_SOCKET_FAMILY_IPV4, port, error);
  g_autoptr(GError) ignored = NULL;

  /* The second address is a courtesy to clients that try it first: a machine may not have it. */
  if (bound != 0 && listen_on (listener, G_SOCKET_FAMILY_IPV6, bound, &ignored) == 0)
    g_debug ("Not listening on ::1: %s", ignored->message);
  return bound;
}

GSocket *
sandbox_socket_of (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  return address != NULL ? g_object_get_data (G_OBJECT (address), SOCKET_KEY) : NULL;
}

SandboxListener *
sandbox_listener_of (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  return address != NULL ? g_object_get_data (G_OBJECT (address), LISTENER_KEY) : NULL;
}

gboolean
sandbox_host_is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}
