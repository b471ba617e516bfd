/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-net"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/ingot-error.h"
#include "ingot-exchange-private.h"

/* A dead route shows itself within seconds. The head may take as long as the official clients allow.
 * Once a body has begun, the services send comments or empty pieces well within two minutes. */
static const IngotDeadlines default_deadlines = {
  .connect = 30 * 1000,
  .head = 600 * 1000,
  .idle = 120 * 1000,
};

enum
{
  PROP_0,
  PROP_ATTEMPT,
  PROP_RETRY_AT,
  PROP_RETRY_STATUS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotExchange, ingot_exchange, G_TYPE_OBJECT)

static gboolean
watchdog_cb (gpointer user_data)
{
  IngotExchange *self = user_data;

  g_source_set_ready_time (self->watchdog, -1);
  self->timed_out = TRUE;
  g_cancellable_cancel (self->io);
  return G_SOURCE_CONTINUE;
}

static gboolean
close_idle_cb (gpointer user_data)
{
  IngotExchange *self = user_data;

  if (!self->reading)
    ingot_exchange_close_stream (self);
  return G_SOURCE_REMOVE;
}

/* Nobody may be reading at this moment, and then cancelling alone would close nothing. */
static void
caller_cancelled_cb (GCancellable *caller, gpointer user_data)
{
  IngotExchange *self = user_data;

  g_cancellable_cancel (self->io);
  g_idle_add_full (G_PRIORITY_DEFAULT, close_idle_cb, g_object_ref (self), g_object_unref);
}

static void
ingot_exchange_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IngotExchange *self = INGOT_EXCHANGE (object);

  switch (id)
    {
    case PROP_ATTEMPT:
      g_value_set_int (value, self->attempt);
      break;
    case PROP_RETRY_AT:
      g_value_set_int64 (value, self->retry_at);
      break;
    case PROP_RETRY_STATUS:
      g_value_set_int (value, self->retry_status);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ingot_exchange_dispose (GObject *object)
{
  IngotExchange *self = INGOT_EXCHANGE (object);

  ingot_exchange_forget_caller (self);
  ingot_exchange_close_stream (self);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  if (self->prepare_destroy != NULL)
    self->prepare_destroy (g_steal_pointer (&self->prepare_data));
  self->prepare_destroy = NULL;
  G_OBJECT_CLASS (ingot_exchange_parent_class)->dispose (object);
}

static void
ingot_exchange_finalize (GObject *object)
{
  IngotExchange *self = INGOT_EXCHANGE (object);

  g_object_unref (self->io);
  g_free (self->url);
  g_free (self->accept);
  g_clear_pointer (&self->body, g_bytes_unref);
  G_OBJECT_CLASS (ingot_exchange_parent_class)->finalize (object);
}

static void
ingot_exchange_class_init (IngotExchangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_exchange_get_property;
  object_class->dispose = ingot_exchange_dispose;
  object_class->finalize = ingot_exchange_finalize;

  props[PROP_ATTEMPT] = g_param_spec_int ("attempt", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_RETRY_AT] = g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_RETRY_STATUS] = g_param_spec_int ("retry-status", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_exchange_init (IngotExchange *self)
{
  self->deadlines = default_deadlines;
  self->io = g_cancellable_new ();
  self->content_type = "application/json";
}

IngotExchange *
ingot_exchange_new (SoupSession *session, const char *url, GBytes *body, const char *accept)
{
  IngotExchange *self = g_object_new (INGOT_TYPE_EXCHANGE, NULL);

  self->session = g_object_ref (session);
  self->url = g_strdup (url);
  self->body = body == NULL ? NULL : g_bytes_ref (body);
  self->accept = g_strdup (accept);
  return self;
}

void
ingot_exchange_set_prepare (IngotExchange *self, IngotExchangePrepareFunc prepare_func,
                            gpointer user_data, GDestroyNotify destroy)
{
  g_return_if_fail (self->prepare == NULL);

  self->prepare = prepare_func;
  self->prepare_data = user_data;
  self->prepare_destroy = destroy;
}

void
ingot_exchange_set_review (IngotExchange *self, IngotExchangeReviewFunc review)
{
  g_return_if_fail (self->prepare != NULL);

  self->review = review;
}

void
ingot_exchange_set_content_type (IngotExchange *self, const char *type)
{
  self->content_type = type;
}

void
ingot_exchange_set_connect_limit (IngotExchange *self, int limit)
{
  self->deadlines.connect = limit;
}

void
ingot_exchange_forbid_retries (IngotExchange *self)
{
  self->one_attempt = TRUE;
}

void
ingot_exchange_allow_link_local (IngotExchange *self)
{
  self->link_local = TRUE;
}

void
ingot_exchange_set_deadlines (IngotExchange *self, const IngotDeadlines *deadlines)
{
  self->deadlines = *deadlines;
}

int
ingot_exchange_get_status (IngotExchange *self)
{
  return self->message == NULL ? 0 : (int) soup_message_get_status (self->message);
}

SoupMessageHeaders *
ingot_exchange_get_headers (IngotExchange *self)
{
  return ingot_exchange_get_status (self) == 0 ? NULL : soup_message_get_response_headers (self->message);
}

int
ingot_exchange_get_attempt (IngotExchange *self)
{
  return self->attempt;
}

gint64
ingot_exchange_get_retry_at (IngotExchange *self)
{
  return self->retry_at;
}

int
ingot_exchange_get_retry_status (IngotExchange *self)
{
  return self->retry_status;
}

gint64
ingot_exchange_get_sent_at (IngotExchange *self)
{
  return self->sent_at;
}

void
ingot_exchange_set_attempt (IngotExchange *self, int attempt)
{
  if (self->attempt == attempt)
    return;
  self->attempt = attempt;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ATTEMPT]);
}

void
ingot_exchange_set_retry (IngotExchange *self, gint64 retry_at, int retry_status)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->retry_status != retry_status)
    {
      self->retry_status = retry_status;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RETRY_STATUS]);
    }
  if (self->retry_at != retry_at)
    {
      self->retry_at = retry_at;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RETRY_AT]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

void
ingot_exchange_disarm (IngotExchange *self)
{
  if (self->watchdog != NULL)
    g_source_destroy (self->watchdog);
  g_clear_pointer (&self->watchdog, g_source_unref);
}

void
ingot_exchange_arm (IngotExchange *self, int delay)
{
  if (self->watchdog == NULL)
    {
      self->watchdog = g_timeout_source_new (delay);
      g_source_set_callback (self->watchdog, watchdog_cb, self, NULL);
      g_source_attach (self->watchdog, g_main_context_get_thread_default ());
    }
  g_source_set_ready_time (self->watchdog, g_get_monotonic_time () + delay * G_GINT64_CONSTANT (1000));
}

void
ingot_exchange_close_stream (IngotExchange *self)
{
  ingot_exchange_disarm (self);
  if (self->stream != NULL && !g_input_stream_is_closed (self->stream))
    g_input_stream_close_async (self->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_clear_object (&self->stream);
}

void
ingot_exchange_forget_caller (IngotExchange *self)
{
  /* Not g_cancellable_disconnect(): it would wait for a handler that may be running below us. */
  if (self->caller_id != 0)
    g_signal_handler_disconnect (self->caller, self->caller_id);
  self->caller_id = 0;
  g_clear_object (&self->caller);
}

void
ingot_exchange_follow_caller (IngotExchange *self, GCancellable *caller)
{
  if (caller == NULL || caller == self->caller)
    return;
  ingot_exchange_forget_caller (self);
  self->caller = g_object_ref (caller);
  self->caller_id = g_signal_connect (caller, "cancelled", G_CALLBACK (caller_cancelled_cb), self);
  if (g_cancellable_is_cancelled (caller))
    caller_cancelled_cb (caller, self);
}

GError *
ingot_exchange_timeout_error (void)
{
  return g_error_new_literal (INGOT_ERROR, INGOT_ERROR_TIMEOUT,
                              _("The server was silent for too long."));
}
