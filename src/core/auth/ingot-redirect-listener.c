/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ingot-entra-refusal.h"
#include "ingot-redirect-listener.h"
#include "ingot-token.h"

struct _IngotRedirectListener
{
  GObject parent_instance;

  SoupServer *server;
  char *state;
  char *uri;
  DexPromise *promise;
  gboolean answered; /* the rest is only to let the page arrive */
  char *code;
  GError *error;
};

G_DEFINE_FINAL_TYPE (IngotRedirectListener, ingot_redirect_listener, G_TYPE_OBJECT)

static void
ingot_redirect_listener_dispose (GObject *object)
{
  IngotRedirectListener *self = INGOT_REDIRECT_LISTENER (object);

  soup_server_remove_handler (self->server, NULL);
  soup_server_disconnect (self->server);
  G_OBJECT_CLASS (ingot_redirect_listener_parent_class)->dispose (object);
}

static void
ingot_redirect_listener_finalize (GObject *object)
{
  IngotRedirectListener *self = INGOT_REDIRECT_LISTENER (object);

  g_object_unref (self->server);
  g_free (self->state);
  g_free (self->uri);
  dex_unref (self->promise);
  g_free (self->code);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (ingot_redirect_listener_parent_class)->finalize (object);
}

static void
ingot_redirect_listener_class_init (IngotRedirectListenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ingot_redirect_listener_dispose;
  object_class->finalize = ingot_redirect_listener_finalize;
}

static void
ingot_redirect_listener_init (IngotRedirectListener *self)
{
  self->server = soup_server_new ("server-header", "Ingot", NULL);
  self->promise = dex_promise_new ();
}

/* Nothing that came with the request is in the page, and the page loads and tells nothing. */
static void
answer (SoupServerMessage *message, int status, const char *headline, const char *sentence)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *escaped_headline = g_markup_escape_text (headline, -1);
  g_autofree char *escaped_sentence = g_markup_escape_text (sentence, -1);
  g_autofree char *page =
    g_strdup_printf ("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Ingot</title></head>"
                     "<body><h1>%s</h1><p>%s</p></body></html>", escaped_headline, escaped_sentence);

  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_replace (headers, "Content-Security-Policy", "default-src 'none'");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Connection", "close");
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_COPY, page, strlen (page));
}

/* Some page in the browser may guess the port. It cannot guess the state, nor give itself our name. */
static gboolean
is_ours (IngotRedirectListener *self, SoupServerMessage *message, const char *path, GHashTable *query)
{
  const char *host = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Host");
  const char *state = query != NULL ? g_hash_table_lookup (query, "state") : NULL;

  return soup_server_message_get_method (message) == SOUP_METHOD_GET && g_str_equal (path, "/")
         && host != NULL && (g_str_has_prefix (host, "localhost:") || g_str_has_prefix (host, "127.0.0.1:")
                             || g_str_has_prefix (host, "[::1]:"))
         && g_strcmp0 (state, self->state) == 0;
}

/* The page has gone out: whoever waits may close the port now. */
static void
finished_cb (IngotRedirectListener *self)
{
  if (self->code != NULL)
    dex_promise_resolve_string (self->promise, g_steal_pointer (&self->code));
  else if (self->error != NULL)
    dex_promise_reject (self->promise, g_steal_pointer (&self->error));
}

static void
handle_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  IngotRedirectListener *self = user_data;
  const char *code = query != NULL ? g_hash_table_lookup (query, "code") : NULL;
  const char *error = query != NULL ? g_hash_table_lookup (query, "error") : NULL;

  if (!is_ours (self, message, path, query) || self->answered
      || (error == NULL && !ingot_token_is_text (code)))
    {
      answer (message, SOUP_STATUS_BAD_REQUEST, _("This is not the sign-in that Ingot waits for"),
              _("Close this page and start again in Ingot."));
      return;
    }
  self->answered = TRUE;
  g_signal_connect_object (message, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
  if (error == NULL)
    {
      answer (message, SOUP_STATUS_OK, _("You are signed in"), _("Close this page and go back to Ingot."));
      self->code = g_strdup (code);
    }
  else
    {
      g_autoptr(IngotEntraRefusal) refusal =
        ingot_entra_refusal_new (error, g_hash_table_lookup (query, "error_description"));

      answer (message, SOUP_STATUS_OK, _("You are not signed in"), _("Close this page: Ingot says what to do."));
      self->error = ingot_entra_refusal_to_gerror (refusal);
    }
}

/* Browsers try both addresses of "localhost". Where there is no IPv6 the other one is enough. */
static void
listen_there_too (IngotRedirectListener *self, guint16 port)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, port);

  soup_server_listen (self->server, address, 0, NULL);
}

IngotRedirectListener *
ingot_redirect_listener_new (const char *state, GError **error)
{
  g_autoptr(IngotRedirectListener) self = g_object_new (INGOT_TYPE_REDIRECT_LISTENER, NULL);
  g_autoptr(GError) reason = NULL;
  g_autoslist(GUri) uris = NULL;
  int port;

  self->state = g_strdup (state);
  if (!soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &reason))
    {
      g_set_error (error, INGOT_ERROR, INGOT_ERROR_FAILED,
                   _("Ingot cannot wait for the browser on this computer: %s"), reason->message);
      return NULL;
    }
  uris = soup_server_get_uris (self->server);
  port = g_uri_get_port (uris->data);
  listen_there_too (self, (guint16) port);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  self->uri = g_strdup_printf ("http://localhost:%d", port);
  return g_steal_pointer (&self);
}

const char *
ingot_redirect_listener_get_uri (IngotRedirectListener *self)
{
  return self->uri;
}

DexFuture *
ingot_redirect_listener_wait (IngotRedirectListener *self)
{
  return dex_ref (DEX_FUTURE (self->promise));
}
