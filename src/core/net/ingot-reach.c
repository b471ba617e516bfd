/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-net"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <libdex.h>

#include "base/ingot-error.h"
#include "ingot-exchange-private.h"
#include "ingot-net-error.h"
#include "ingot-reach.h"

#define LIMIT_S 30

struct _IngotReach
{
  SoupSession *session;
  GCancellable *cancellable;
  GUri *uri;
  GSocketConnectable *target;
  gboolean is_secure;
  guint16 port;
  char *proxy;
  GPtrArray *addresses;
  GSocketConnection *connection;
  GTlsConnection *tls;
  gint64 connecting_at;
  char *peer;
  GTlsCertificateFlags tls_flags;
  char *protocol;
  char *issuer;
  gint64 duration;
};

static gboolean
read_url (IngotReach *self, const char *url)
{
  const char *scheme;
  int port;

  self->uri = url != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  if (self->uri == NULL || g_uri_get_host (self->uri) == NULL || *g_uri_get_host (self->uri) == '\0')
    return FALSE;
  scheme = g_uri_get_scheme (self->uri);
  self->is_secure = g_strcmp0 (scheme, "https") == 0;
  port = g_uri_get_port (self->uri);
  self->port = (guint16) (port > 0 ? port : self->is_secure ? 443 : 80);
  /* With the scheme, for which proxies differ. */
  self->target = g_network_address_parse_uri (url, self->port, NULL);
  return self->target != NULL;
}

IngotReach *
ingot_reach_new (SoupSession *session, const char *url, GCancellable *cancellable, GError **error)
{
  g_autoptr(IngotReach) self = g_new0 (IngotReach, 1);

  self->session = g_object_ref (session);
  g_set_object (&self->cancellable, cancellable);
  if (read_url (self, url))
    return g_steal_pointer (&self);
  g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_ADDRESS,
                       _("No request can be sent to this address. Check the address of the resource."));
  return NULL;
}

void
ingot_reach_leave (IngotReach *self)
{
  GIOStream *stream = self->tls != NULL ? G_IO_STREAM (self->tls) : G_IO_STREAM (self->connection);

  if (stream != NULL)
    g_io_stream_close_async (stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_clear_object (&self->tls);
  g_clear_object (&self->connection);
}

void
ingot_reach_free (IngotReach *self)
{
  ingot_reach_leave (self);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->target);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_free (self->proxy);
  g_free (self->peer);
  g_free (self->protocol);
  g_free (self->issuer);
  g_free (self);
}

/* Waiting */

/* (transfer full): @promise, or what ends the waiting for it */
static DexFuture *
until (IngotReach *self, DexPromise *promise)
{
  DexFuture *limit = dex_timeout_new_seconds (LIMIT_S);

  if (self->cancellable == NULL)
    return dex_future_first (DEX_FUTURE (promise), limit, NULL);
  return dex_future_first (DEX_FUTURE (promise), limit, dex_cancellable_new_from_cancellable (self->cancellable), NULL);
}

/* @reason: (transfer full) */
static void
take_error (IngotReach *self, GError *reason, GError **error)
{
  g_autoptr(GError) owned = reason;

  if (g_error_matches (reason, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    g_propagate_error (error, ingot_exchange_timeout_error ());
  else
    g_propagate_error (error, ingot_net_error_for_send (reason, self->tls_flags));
}

/* The name */

static void
proxies_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  GError *error = NULL;
  char **proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (object), result, &error);

  if (proxies != NULL)
    dex_promise_resolve_boxed (promise, G_TYPE_STRV, proxies);
  else
    dex_promise_reject (promise, error);
}

/* "proxy.example:3128" of "http://user:word@proxy.example:3128". */
static char *
dup_proxy_name (const char *address)
{
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_HAS_PASSWORD, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup (_("a proxy"));
  if (g_uri_get_port (uri) <= 0)
    return g_strdup (g_uri_get_host (uri));
  return g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
}

/* A resolver of proxies that does not work is no reason not to try: GSocketClient then says what is wrong. */
static gboolean
find_proxy (IngotReach *self, GError **error)
{
  GProxyResolver *resolver = soup_session_get_proxy_resolver (self->session);
  DexPromise *promise = dex_promise_new_cancellable ();
  g_autofree char *address = g_uri_to_string_partial (self->uri, G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY);
  g_auto(GStrv) proxies = NULL;

  g_proxy_resolver_lookup_async (resolver != NULL ? resolver : g_proxy_resolver_get_default (), address,
                                 dex_promise_get_cancellable (promise), proxies_cb, dex_ref (promise));
  proxies = dex_await_boxed (until (self, promise), NULL);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (proxies != NULL && proxies[0] != NULL && !g_str_has_prefix (proxies[0], "direct://"))
    self->proxy = dup_proxy_name (proxies[0]);
  return TRUE;
}

static void
addresses_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  GError *error = NULL;
  GList *found = g_resolver_lookup_by_name_finish (G_RESOLVER (object), result, &error);
  GPtrArray *addresses;

  if (found == NULL)
    {
      dex_promise_reject (promise, error);
      return;
    }
  addresses = g_ptr_array_new_with_free_func (g_free);
  for (GList *link = found; link != NULL; link = link->next)
    g_ptr_array_add (addresses, g_inet_address_to_string (link->data));
  g_resolver_free_addresses (found);
  dex_promise_resolve_boxed (promise, G_TYPE_PTR_ARRAY, addresses);
}

static GError *
explain_name (IngotReach *self, const GError *error)
{
  const char *host = ingot_reach_get_host (self);

  if (error->domain != G_RESOLVER_ERROR)
    return g_error_copy (error);
  if (error->code == G_RESOLVER_ERROR_NOT_FOUND)
    return g_error_new (INGOT_ERROR, INGOT_ERROR_NO_HOST, _("There is no host of the name %s."), host);
  return g_error_new_literal (INGOT_ERROR, INGOT_ERROR_NO_NAME_SERVICE, error->message);
}

static gboolean
look_up (IngotReach *self, GError **error)
{
  g_autoptr(GResolver) resolver = g_resolver_get_default ();
  DexPromise *promise = dex_promise_new_cancellable ();
  g_autoptr(GError) reason = NULL;

  g_resolver_lookup_by_name_async (resolver, ingot_reach_get_host (self), dex_promise_get_cancellable (promise),
                                   addresses_cb, dex_ref (promise));
  self->addresses = dex_await_boxed (until (self, promise), &reason);
  if (self->addresses == NULL)
    take_error (self, explain_name (self, reason), error);
  return self->addresses != NULL;
}

gboolean
ingot_reach_find_name (IngotReach *self, GError **error)
{
  gint64 begin = g_get_monotonic_time ();
  gboolean done = find_proxy (self, error);

  if (done && self->proxy == NULL && !ingot_reach_is_number (self))
    done = look_up (self, error);
  self->duration = g_get_monotonic_time () - begin;
  return done;
}

/* The connection */

static void
connected_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  GError *error = NULL;
  GSocketConnection *connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (object), result, &error);

  if (connection != NULL)
    dex_promise_resolve_object (promise, connection);
  else
    dex_promise_reject (promise, error);
}

/* The name was looked up in the step before: what it takes to do so again is not the connection's time. */
static void
event_cb (IngotReach *self, GSocketClientEvent event, GSocketConnectable *connectable, GIOStream *stream)
{
  if (event == G_SOCKET_CLIENT_CONNECTING && self->connecting_at == 0)
    self->connecting_at = g_get_monotonic_time ();
}

static void
note_peer (IngotReach *self)
{
  g_autoptr(GSocketAddress) address = g_socket_connection_get_remote_address (self->connection, NULL);

  if (G_IS_INET_SOCKET_ADDRESS (address))
    self->peer = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
}

gboolean
ingot_reach_connect (IngotReach *self, GError **error)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  DexPromise *promise = dex_promise_new_cancellable ();
  gint64 begin = g_get_monotonic_time ();
  g_autoptr(GError) reason = NULL;
  gulong id = g_signal_connect_swapped (client, "event", G_CALLBACK (event_cb), self);

  g_socket_client_set_proxy_resolver (client, soup_session_get_proxy_resolver (self->session));
  g_socket_client_connect_async (client, self->target, dex_promise_get_cancellable (promise), connected_cb,
                                 dex_ref (promise));
  self->connection = dex_await_object (until (self, promise), &reason);
  g_signal_handler_disconnect (client, id);
  self->duration = g_get_monotonic_time () - MAX (begin, self->connecting_at);
  if (self->connection == NULL)
    take_error (self, g_steal_pointer (&reason), error);
  else
    note_peer (self);
  return self->connection != NULL;
}

/* The secure connection */

static void
handshake_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  GError *error = NULL;

  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (object), result, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, error);
}

static gboolean
accept_certificate_cb (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags flags,
                       IngotReach *self)
{
  self->tls_flags = flags;
  return FALSE;
}

static char *
dup_protocol (GTlsConnection *connection)
{
  switch (g_tls_connection_get_protocol_version (connection))
    {
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      return g_strdup ("TLS 1.2");
    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      return g_strdup ("TLS 1.3");
    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
    default:
      return g_strdup ("TLS");
    }
}

/* The common name of "CN=Microsoft Azure RSA,O=Microsoft Corporation,C=US", else all of it. */
static char *
dup_common_name (const char *name)
{
  g_auto(GStrv) parts = name != NULL ? g_strsplit (name, ",", -1) : NULL;

  for (gsize i = 0; parts != NULL && parts[i] != NULL; i++)
    if (g_str_has_prefix (g_strstrip (parts[i]), "CN="))
      return g_strdup (parts[i] + strlen ("CN="));
  return g_strdup (name);
}

static GTlsConnection *
new_tls (IngotReach *self, GError **error)
{
  GTlsDatabase *database = soup_session_get_tls_database (self->session);
  GIOStream *tls = g_tls_client_connection_new (G_IO_STREAM (self->connection), self->target, error);

  if (tls == NULL)
    return NULL;
  /* NULL would be no trust at all: what a session without a database of its own has is the default. */
  if (database != NULL)
    g_tls_connection_set_database (G_TLS_CONNECTION (tls), database);
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_certificate_cb), self);
  return G_TLS_CONNECTION (tls);
}

gboolean
ingot_reach_secure (IngotReach *self, GError **error)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  gint64 begin = g_get_monotonic_time ();
  g_autoptr(GError) reason = NULL;
  g_autoptr(GTlsConnection) tls = new_tls (self, &reason);
  gboolean done = FALSE;

  if (tls != NULL)
    {
      g_tls_connection_handshake_async (tls, G_PRIORITY_DEFAULT, dex_promise_get_cancellable (promise), handshake_cb,
                                        dex_ref (promise));
      done = dex_await (until (self, dex_ref (promise)), &reason);
      g_signal_handlers_disconnect_by_data (tls, self);
    }
  dex_unref (promise);
  self->duration = g_get_monotonic_time () - begin;
  if (done)
    {
      GTlsCertificate *certificate = g_tls_connection_get_peer_certificate (tls);
      g_autofree char *name = certificate != NULL ? g_tls_certificate_get_issuer_name (certificate) : NULL;

      g_set_object (&self->tls, tls);
      self->protocol = dup_protocol (tls);
      self->issuer = dup_common_name (name);
    }
  else
    take_error (self, g_steal_pointer (&reason), error);
  return done;
}

/* What was found */

const char *
ingot_reach_get_host (IngotReach *self)
{
  return g_uri_get_host (self->uri);
}

char *
ingot_reach_dup_address (IngotReach *self)
{
  const char *host = ingot_reach_get_host (self);

  return strchr (host, ':') != NULL ? g_strdup_printf ("[%s]:%u", host, self->port)
                                    : g_strdup_printf ("%s:%u", host, self->port);
}

char *
ingot_reach_dup_shown_host (IngotReach *self)
{
  return self->port == (self->is_secure ? 443 : 80) ? g_strdup (ingot_reach_get_host (self))
                                                    : ingot_reach_dup_address (self);
}

gboolean
ingot_reach_is_number (IngotReach *self)
{
  return g_hostname_is_ip_address (ingot_reach_get_host (self));
}

gboolean
ingot_reach_is_secure (IngotReach *self)
{
  return self->is_secure;
}

gint64
ingot_reach_get_duration (IngotReach *self)
{
  return self->duration;
}

const char *
ingot_reach_get_proxy (IngotReach *self)
{
  return self->proxy;
}

GPtrArray *
ingot_reach_get_addresses (IngotReach *self)
{
  return self->addresses;
}

const char *
ingot_reach_get_peer (IngotReach *self)
{
  return self->peer;
}

const char *
ingot_reach_get_protocol (IngotReach *self)
{
  return self->protocol;
}

const char *
ingot_reach_get_issuer (IngotReach *self)
{
  return self->issuer;
}
