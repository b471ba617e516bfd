/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-net"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/ingot-error.h"
#include "base/ingot-soup.h"
#include "base/ingot-spawn.h"
#include "ingot-exchange-private.h"
#include "ingot-net-error.h"
#include "ingot-retry.h"
#include "model/ingot-endpoint.h"

static gboolean
accept_certificate_cb (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags flags,
                       gpointer user_data)
{
  IngotExchange *self = user_data;

  self->tls_flags = flags;
  return FALSE;
}

static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer user_data)
{
  IngotExchange *self = user_data;

  self->is_kept = FALSE;
  if (event == G_SOCKET_CLIENT_RESOLVING)
    ingot_exchange_arm (self, self->deadlines.connect);
}

static void
starting_cb (SoupMessage *message, gpointer user_data)
{
  IngotExchange *self = user_data;

  ingot_exchange_arm (self, self->deadlines.head);
}

static gboolean
is_link_local (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4
         && g_inet_address_get_is_link_local (address);
}

static gboolean
check_address (IngotExchange *self, GUri *uri, GError **error)
{
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_ADDRESS,
                         _("No request can be sent to this address. Check the address of the resource."));
  else if (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0)
    return TRUE;
  else if (g_strcmp0 (g_uri_get_scheme (uri), "http") == 0
           && (ingot_endpoint_is_loopback (g_uri_get_host (uri))
               || (self->link_local && is_link_local (g_uri_get_host (uri)))))
    return TRUE;
  else
    g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_ADDRESS,
                         _("Only https keeps the key secret on its way. Nothing was sent: "
                           "check the address of the resource."));
  return FALSE;
}

static SoupMessage *
build_message (IngotExchange *self, GError **error)
{
  g_autoptr(GUri) uri = g_uri_parse (self->url, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message;

  if (!check_address (self, uri, error))
    return NULL;
  message = soup_message_new_from_uri (self->body == NULL ? SOUP_METHOD_GET : SOUP_METHOD_POST, uri);
  if (self->body != NULL)
    soup_message_set_request_body_from_bytes (message, self->content_type, self->body);
  if (self->accept != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", self->accept);
  /* libsoup would carry an api-key header to wherever a redirect points, and open a connection for
   * every POST, which with TLS is the largest part of the time to the first token. On HTTP/2 an
   * exchange has no connection of its own that Stop could close. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT
                                     | SOUP_MESSAGE_COLLECT_METRICS);
  if (self->wants_new)
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_set_force_http1 (message, TRUE);
  g_signal_connect_object (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self, 0);
  g_signal_connect_object (message, "network-event", G_CALLBACK (network_event_cb), self, 0);
  g_signal_connect_object (message, "starting", G_CALLBACK (starting_cb), self, 0);
  return message;
}

static gboolean
prepare (IngotExchange *self, GError **error)
{
  if (self->prepare == NULL)
    return TRUE;
  return dex_await (dex_future_first (self->prepare (self->message, self->prepare_data),
                                      dex_cancellable_new_from_cancellable (self->io), NULL),
                    error);
}

/* Returns: FALSE with @error when there is nothing to be sent. */
static gboolean
make_ready (IngotExchange *self, GError **error)
{
  g_clear_object (&self->message);
  self->message = build_message (self, error);
  return self->message != NULL && !g_cancellable_set_error_if_cancelled (self->io, error) && prepare (self, error);
}

/* Returns: whether an answer came, of any status; its body is in self->stream. */
static gboolean
send_once (IngotExchange *self, GError **error)
{
  self->tls_flags = 0;
  self->is_kept = TRUE;
  self->sent_at = g_get_monotonic_time ();
  self->stream = dex_await_object (ingot_soup_send (self->session, self->message, self->io), error);
  ingot_exchange_disarm (self);
  return self->stream != NULL;
}

/* A server closes a connection that it kept whenever it likes, and may do so in the moment in which it is used
 * again. libsoup then sends a GET once more on another one, but whatever the flags say never a POST
 * (request_is_restartable() in its soup-client-message-io-http1.c). */
static gboolean
was_closed_meanwhile (IngotExchange *self, const GError *error)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (self->message);

  return error != NULL && self->is_kept && !g_cancellable_is_cancelled (self->io)
         && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
         && soup_message_metrics_get_response_header_bytes_received (metrics) == 0;
}

/* Returns: the milliseconds to wait before another attempt, or -1. */
static int
retry_delay (IngotExchange *self, const GError *error)
{
  IngotRetry retry = {
    .attempt = self->attempt,
    .status = error == NULL ? ingot_exchange_get_status (self) : 0,
    .headers = error == NULL ? ingot_exchange_get_headers (self) : NULL,
    .error = error,
  };

  if (self->one_attempt)
    return -1;
  return ingot_retry_delay (&retry, g_get_real_time () / G_USEC_PER_SEC, g_random_double ());
}

/* Returns: FALSE with @error when the waiting was given up. */
static gboolean
wait_before_retry (IngotExchange *self, int delay, int status, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  gboolean woken;

  self->wake = dex_promise_new ();
  ingot_exchange_set_retry (self, g_get_monotonic_time () + delay * G_GINT64_CONSTANT (1000), status);
  woken = dex_await (dex_future_first (dex_ref (self->wake), dex_timeout_new_msec (delay),
                                       dex_cancellable_new_from_cancellable (self->io), NULL),
                     &local_error);
  dex_clear (&self->wake);
  ingot_exchange_set_retry (self, 0, status);
  if (woken || g_error_matches (local_error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    return !g_cancellable_set_error_if_cancelled (self->io, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static GError *
explain_failure (IngotExchange *self, const GError *error)
{
  if (self->timed_out)
    return ingot_exchange_timeout_error ();
  return ingot_net_error_for_send (error, self->tls_flags);
}

/* A connection that was closed meanwhile, and an answer that says how to ask better, are no attempts: nobody
 * asked for those to be made. Returns: FALSE with @error when there is nothing to be sent */
static gboolean
send_attempt (IngotExchange *self, GError **failure, GError **error)
{
  do
    {
      if (!make_ready (self, error))
        return FALSE;
      send_once (self, failure);
      if (was_closed_meanwhile (self, *failure))
        {
          g_clear_error (failure);
          self->wants_new = TRUE;
          if (!make_ready (self, error))
            return FALSE;
          send_once (self, failure);
        }
    }
  while (*failure == NULL && ingot_exchange_is_mended (self, failure));
  return TRUE;
}

/* Returns: TRUE when the last answer is there to be read. */
static gboolean
send_with_retries (IngotExchange *self, GError **error)
{
  for (;;)
    {
      g_autoptr(GError) local_error = NULL;
      int delay;

      ingot_exchange_set_attempt (self, self->attempt + 1);
      if (!send_attempt (self, &local_error, error))
        return FALSE;
      delay = retry_delay (self, local_error);
      if (delay < 0 && local_error == NULL)
        return TRUE;
      if (delay < 0)
        {
          g_propagate_error (error, explain_failure (self, local_error));
          return FALSE;
        }
      ingot_exchange_close_stream (self);
      if (!wait_before_retry (self, delay, ingot_exchange_get_status (self), error))
        return FALSE;
    }
}

/* A fiber that nobody waits for any more, and a cancelled one, leave by this door too. */
static DexFuture *
give_up (IngotExchange *self, GError *error)
{
  ingot_exchange_forget_caller (self);
  g_cancellable_cancel (self->io);
  ingot_exchange_close_stream (self);
  return dex_future_new_for_error (error);
}

static DexFuture *
send_fiber (gpointer user_data)
{
  IngotExchange *self = user_data;
  GError *error = NULL;

  if (!send_with_retries (self, &error))
    return give_up (self, error);
  if (SOUP_STATUS_IS_REDIRECTION (ingot_exchange_get_status (self)))
    return give_up (self, ingot_net_error_for_redirect (
                            soup_message_headers_get_one (ingot_exchange_get_headers (self), "Location")));
  /* Cancelled between the answer's arrival and this moment: the idle callback may have closed it. */
  if (self->stream == NULL || g_cancellable_set_error_if_cancelled (self->io, &error))
    return give_up (self, error != NULL ? error : ingot_exchange_timeout_error ());
  return dex_future_new_for_object (self->stream);
}

DexFuture *
ingot_exchange_send (IngotExchange *self, GCancellable *cancellable)
{
  g_return_val_if_fail (self->attempt == 0, NULL);

  ingot_exchange_follow_caller (self, cancellable);
  return ingot_spawn (send_fiber, g_object_ref (self), g_object_unref);
}

void
ingot_exchange_retry_now (IngotExchange *self)
{
  if (self->wake != NULL && dex_future_is_pending (DEX_FUTURE (self->wake)))
    dex_promise_resolve_boolean (self->wake, TRUE);
}
