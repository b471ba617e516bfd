/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "azure/ingot-chat.h"
#include "base/ingot-spawn.h"
#include "ingot-reply-writer.h"
#include "ingot-send-job-private.h"

struct _IngotSendJob
{
  IngotJob parent_instance;

  IngotKeeper *keeper;
  IngotResources *resources;
  IngotConversation *conversation;
  IngotDeployment *deployment;
  IngotTurn *reply;
  IngotChat *chat; /* once the resource is ready */
  IngotFailure *retry_failure;
  gboolean interrupted;
};

enum
{
  PROP_0,
  PROP_REPLY,
  PROP_ATTEMPT,
  PROP_RETRY_AT,
  PROP_PROBING,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotSendJob, ingot_send_job, INGOT_TYPE_JOB)

static void
ingot_send_job_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotSendJob *self = INGOT_SEND_JOB (object);

  switch (prop_id)
    {
    case PROP_REPLY:
      g_value_set_object (value, self->reply);
      break;
    case PROP_ATTEMPT:
      g_value_set_int (value, ingot_send_job_get_attempt (self));
      break;
    case PROP_RETRY_AT:
      g_value_set_int64 (value, ingot_send_job_get_retry_at (self));
      break;
    case PROP_PROBING:
      g_value_set_boolean (value, ingot_send_job_get_probing (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_send_job_dispose (GObject *object)
{
  IngotSendJob *self = INGOT_SEND_JOB (object);

  g_clear_object (&self->keeper);
  g_clear_object (&self->resources);
  g_clear_object (&self->conversation);
  g_clear_object (&self->deployment);
  g_clear_object (&self->reply);
  g_clear_object (&self->chat);
  g_clear_pointer (&self->retry_failure, ingot_failure_free);
  G_OBJECT_CLASS (ingot_send_job_parent_class)->dispose (object);
}

static void
ingot_send_job_class_init (IngotSendJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_send_job_get_property;
  object_class->dispose = ingot_send_job_dispose;

  props[PROP_REPLY] = g_param_spec_object ("reply", NULL, NULL, INGOT_TYPE_TURN, readable);
  props[PROP_ATTEMPT] = g_param_spec_int ("attempt", NULL, NULL, 1, G_MAXINT, 1, readable);
  props[PROP_RETRY_AT] = g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0, readable);
  props[PROP_PROBING] = g_param_spec_boolean ("probing", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_send_job_init (IngotSendJob *self)
{
}

IngotSendJob *
ingot_send_job_new (IngotKeeper *keeper, IngotResources *resources, IngotConversation *conversation,
                    IngotDeployment *deployment, IngotTurn *reply)
{
  IngotSendJob *self = g_object_new (INGOT_TYPE_SEND_JOB, NULL);

  self->keeper = g_object_ref (keeper);
  self->resources = g_object_ref (resources);
  self->conversation = g_object_ref (conversation);
  self->deployment = g_object_ref (deployment);
  self->reply = g_object_ref (reply);
  return self;
}

/* The countdown */

/* (nullable): before the resource is ready, and when it has no address */
static IngotExchange *
get_exchange (IngotSendJob *self)
{
  return self->chat != NULL ? ingot_chat_get_exchange (self->chat) : NULL;
}

static IngotError
code_of_status (int status)
{
  if (status == 0)
    return INGOT_ERROR_ADDRESS;
  return status == 429 ? INGOT_ERROR_RATE_LIMIT : INGOT_ERROR_SERVICE;
}

static void
attempt_cb (IngotSendJob *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ATTEMPT]);
}

static void
retry_at_cb (IngotSendJob *self)
{
  IngotExchange *exchange = get_exchange (self);
  gboolean waits = ingot_exchange_get_retry_at (exchange) != 0;

  g_clear_pointer (&self->retry_failure, ingot_failure_free);
  if (waits)
    {
      int status = ingot_exchange_get_retry_status (exchange);

      self->retry_failure = ingot_failure_new (code_of_status (status));
      self->retry_failure->status = status;
      self->retry_failure->deployment = g_strdup (ingot_deployment_get_name (self->deployment));
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RETRY_AT]);
  if (!ingot_job_is_over (INGOT_JOB (self)))
    ingot_job_set_state (INGOT_JOB (self), waits ? INGOT_JOB_WAITING : INGOT_JOB_RUNNING);
}

static void
probing_cb (IngotSendJob *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROBING]);
}

/* A chat that has to ask in another way begins another exchange. */
static void
follow_exchange (IngotSendJob *self)
{
  IngotExchange *exchange = get_exchange (self);

  if (exchange == NULL)
    return;
  g_signal_connect_object (exchange, "notify::attempt", G_CALLBACK (attempt_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (exchange, "notify::retry-at", G_CALLBACK (retry_at_cb), self, G_CONNECT_SWAPPED);
}

/* The end */

static gboolean
has_arrived (IngotTurn *reply)
{
  return ingot_turn_get_text_length (reply) > 0 || ingot_turn_get_reasoning_length (reply) > 0;
}

static IngotFailure *
dup_failure (IngotSendJob *self, const GError *error)
{
  IngotFailure *failure;

  if (self->chat != NULL)
    return ingot_chat_dup_failure (self->chat, error);
  failure = ingot_failure_new_from_error (error);
  failure->deployment = g_strdup (ingot_deployment_get_name (self->deployment));
  return failure;
}

static IngotTurnState
state_after (IngotSendJob *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return self->interrupted ? INGOT_TURN_INTERRUPTED : INGOT_TURN_STOPPED;
  if (g_error_matches (error, INGOT_ERROR, INGOT_ERROR_INTERRUPTED) && has_arrived (self->reply))
    return INGOT_TURN_INTERRUPTED;
  return INGOT_TURN_FAILED;
}

static void
end (IngotSendJob *self, const GError *error)
{
  IngotJob *job = INGOT_JOB (self);
  IngotTurnState state = error != NULL ? state_after (self, error) : INGOT_TURN_COMPLETE;
  g_autoptr(IngotFailure) failure = NULL;

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    failure = dup_failure (self, error);

  ingot_turn_finish (self->reply, state, failure);
  if (failure != NULL)
    ingot_job_fail (job, failure);
  else
    ingot_job_set_state (job, error != NULL ? INGOT_JOB_CANCELLED : INGOT_JOB_DONE);
  ingot_conversation_set_busy (self->conversation, FALSE);
}

static gboolean
get_reply (IngotSendJob *self, GError **error)
{
  IngotResource *resource = ingot_deployment_get_resource (self->deployment);
  GCancellable *cancellable = ingot_job_get_cancellable (INGOT_JOB (self));
  SoupSession *session;

  if (resource == NULL)
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_NO_DEPLOYMENT, "Its resource was removed");
      return FALSE;
    }

  if (!dex_await (dex_future_first (ingot_resources_prepare (self->resources, resource),
                                    dex_cancellable_new_from_cancellable (cancellable), NULL), error))
    return FALSE;

  session = ingot_resources_get_session (self->resources, resource, error);
  if (session == NULL)
    return FALSE;
  self->chat = ingot_chat_new (session, self->deployment,
                               ingot_resources_get_credential (self->resources, resource),
                               self->conversation, self->reply);
  g_signal_connect_object (self->chat, "notify::exchange", G_CALLBACK (follow_exchange), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chat, "notify::probing", G_CALLBACK (probing_cb), self, G_CONNECT_SWAPPED);
  follow_exchange (self);
  return dex_await (ingot_chat_run (self->chat, cancellable), error);
}

static DexFuture *
run_fiber (gpointer user_data)
{
  IngotSendJob *self = user_data;
  g_autoptr(IngotReplyWriter) writer = ingot_reply_writer_new (self->keeper, self->reply);
  g_autoptr(GError) error = NULL;
  DexFuture *finished;

  get_reply (self, &error);
  end (self, error);

  finished = ingot_reply_writer_finish (writer);
  ingot_keeper_watch (self->keeper, dex_ref (finished));
  dex_await (finished, NULL);
  return dex_future_new_true ();
}

DexFuture *
ingot_send_job_run (IngotSendJob *self)
{
  ingot_conversation_set_busy (self->conversation, TRUE);
  return ingot_spawn (run_fiber, g_object_ref (self), g_object_unref);
}

void
ingot_send_job_interrupt (IngotSendJob *self)
{
  self->interrupted = TRUE;
  ingot_job_cancel (INGOT_JOB (self));
}

IngotConversation *
ingot_send_job_get_conversation (IngotSendJob *self)
{
  return self->conversation;
}

IngotTurn *
ingot_send_job_get_reply (IngotSendJob *self)
{
  return self->reply;
}

int
ingot_send_job_get_attempt (IngotSendJob *self)
{
  IngotExchange *exchange = get_exchange (self);

  return exchange != NULL ? MAX (1, ingot_exchange_get_attempt (exchange)) : 1;
}

gint64
ingot_send_job_get_retry_at (IngotSendJob *self)
{
  IngotExchange *exchange = get_exchange (self);

  return exchange != NULL ? ingot_exchange_get_retry_at (exchange) : 0;
}

gboolean
ingot_send_job_get_probing (IngotSendJob *self)
{
  return self->chat != NULL && ingot_chat_get_probing (self->chat);
}

const IngotFailure *
ingot_send_job_get_retry_failure (IngotSendJob *self)
{
  return self->retry_failure;
}

void
ingot_send_job_retry_now (IngotSendJob *self)
{
  IngotExchange *exchange = get_exchange (self);

  if (exchange != NULL)
    ingot_exchange_retry_now (exchange);
}
