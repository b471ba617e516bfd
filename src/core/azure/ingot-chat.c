/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-spawn.h"
#include "ingot-chat-answer.h"
#include "ingot-chat-body.h"
#include "ingot-chat.h"
#include "ingot-service-error.h"
#include "ingot-style-probe.h"

/* A request that sets many parameters may be refused for one after the other. */
#define MAX_LEARNED_ROUNDS 4

#define MAX_REASON 300

struct _IngotChat
{
  GObject parent_instance;

  SoupSession *session;
  IngotDeployment *deployment;
  IngotCredential *credential;
  IngotConversation *conversation;
  IngotTurn *reply;
  const IngotEndpointStyleTable *style;
  char *url;
  IngotExchange *exchange;
  GCancellable *cancellable;
  IngotFailure *failure;
  int earlier_attempts;
  JsonNode *body;
  GHashTable *refused; /* names on the wire that were refused while this ran */
  guint learned_rounds;
  gboolean probing;
  gboolean one_attempt;
};

enum
{
  PROP_0,
  PROP_EXCHANGE,
  PROP_PROBING,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotChat, ingot_chat, G_TYPE_OBJECT)

static void
ingot_chat_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotChat *self = INGOT_CHAT (object);

  if (prop_id == PROP_EXCHANGE)
    g_value_set_object (value, self->exchange);
  else if (prop_id == PROP_PROBING)
    g_value_set_boolean (value, self->probing);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_chat_finalize (GObject *object)
{
  IngotChat *self = INGOT_CHAT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->deployment);
  g_clear_object (&self->credential);
  g_clear_object (&self->conversation);
  g_clear_object (&self->reply);
  g_clear_object (&self->exchange);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->failure, ingot_failure_free);
  g_clear_pointer (&self->body, json_node_unref);
  g_hash_table_unref (self->refused);
  g_free (self->url);
  G_OBJECT_CLASS (ingot_chat_parent_class)->finalize (object);
}

static void
ingot_chat_class_init (IngotChatClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ingot_chat_get_property;
  object_class->finalize = ingot_chat_finalize;
  props[PROP_EXCHANGE] = g_param_spec_object ("exchange", NULL, NULL, INGOT_TYPE_EXCHANGE,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_PROBING] = g_param_spec_boolean ("probing", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_chat_init (IngotChat *self)
{
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
build_exchange (IngotChat *self)
{
  g_autoptr(IngotExchange) old = self->exchange;
  g_autoptr(GBytes) bytes = NULL;
  char *text;

  g_clear_pointer (&self->body, json_node_unref);
  self->body = self->style->build_chat (self->deployment, self->conversation, self->reply);
  text = json_to_string (self->body, FALSE);
  bytes = g_bytes_new_take (text, strlen (text));
  self->exchange = ingot_exchange_new (self->session, self->url, bytes, "text/event-stream");
  if (self->one_attempt)
    ingot_exchange_forbid_retries (self->exchange);
}

/* Tells why it failed as far as that is known, in place of @error, unless it was cancelled. */
static GError *
note_failure (IngotChat *self, IngotRequest *request, const IngotFailure *told, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;

  self->failure = told != NULL ? ingot_failure_copy (told) : ingot_failure_new_from_error (error);
  ingot_request_complete_failure (request, self->failure);
  g_error_free (error);
  return ingot_service_error_to_gerror (self->failure);
}

static gboolean
read_answer (IngotChat *self, IngotRequest *request, IngotChatReply *reply, GError **error)
{
  g_autoptr(IngotFailure) refusal = NULL;
  GError *reason = NULL;

  if (ingot_request_is_ok (request))
    {
      if (ingot_chat_answer_read (request, self->style, reply, &reason))
        return TRUE;
    }
  else
    {
      refusal = ingot_request_read_failure (request, &reason);
      if (refusal != NULL)
        reason = ingot_service_error_to_gerror (refusal);
    }
  g_propagate_error (error, note_failure (self, request,
                                          refusal != NULL ? refusal : ingot_chat_reply_get_failure (reply), reason));
  return FALSE;
}

static gboolean
ask (IngotChat *self, GError **error)
{
  g_autoptr(IngotRequest) request = ingot_request_new (self->exchange, self->credential, self->cancellable);
  g_autoptr(IngotChatReply) reply = NULL;
  g_autofree char *adjusted = NULL;
  GError *reason = NULL;
  gboolean complete;

  if (self->style->get_extra_parameters != NULL)
    ingot_request_set_header (request, "extra-parameters", self->style->get_extra_parameters (self->deployment, self->body));
  if (!ingot_request_send (request, &reason))
    {
      g_propagate_error (error, note_failure (self, request, NULL, reason));
      return FALSE;
    }
  reply = ingot_chat_reply_new (self->reply, ingot_exchange_get_sent_at (self->exchange));
  adjusted = ingot_chat_body_dup_adjusted (self->deployment, self->conversation);
  ingot_chat_reply_set_adjusted (reply, adjusted);
  ingot_chat_reply_read_headers (reply, ingot_exchange_get_headers (self->exchange),
                                 self->earlier_attempts + ingot_exchange_get_attempt (self->exchange));
  complete = read_answer (self, request, reply, error);
  if (!complete)
    ingot_chat_reply_write_facts (reply);
  return complete;
}

/* What came must not be asked for again. */
static gboolean
may_ask_again (IngotChat *self)
{
  return ingot_turn_get_text_length (self->reply) == 0 && ingot_turn_get_reasoning_length (self->reply) == 0
         && self->learned_rounds <= MAX_LEARNED_ROUNDS && !g_cancellable_is_cancelled (self->cancellable);
}

/* Where both names of a parameter are refused it is left out; where only the other one is, that lesson was wrong. */
static gboolean
learn_parameter (IngotChat *self, const char *refused)
{
  IngotLessons *lessons = ingot_deployment_get_lessons (self->deployment);
  const char *parameter = ingot_chat_body_find_parameter (self->body, refused);
  const char *other = ingot_chat_body_get_other_name (refused);
  const char *text = self->failure->service_text != NULL ? self->failure->service_text : "";
  g_autofree char *reason = NULL;

  if (parameter == NULL || !g_hash_table_add (self->refused, g_strdup (refused)))
    return FALSE;
  if (other != NULL && g_hash_table_contains (self->refused, other))
    other = NULL;
  reason = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_REASON));
  if (other != NULL && g_str_equal (other, parameter))
    ingot_lessons_forget (lessons, parameter);
  else
    ingot_lessons_add (lessons, parameter, other, *reason != '\0' ? reason : NULL);
  return TRUE;
}

/* A deployment that refuses a parameter says so: from then on it is renamed or left out. */
static gboolean
learn (IngotChat *self)
{
  gboolean learned = FALSE;

  if (self->failure == NULL || self->failure->refused == NULL)
    return FALSE;
  for (gsize i = 0; self->failure->refused[i] != NULL; i++)
    learned = learn_parameter (self, self->failure->refused[i]) || learned;
  self->learned_rounds++;
  return learned;
}

static void
begin_again (IngotChat *self)
{
  self->earlier_attempts += ingot_exchange_get_attempt (self->exchange);
  g_clear_pointer (&self->failure, ingot_failure_free);
  build_exchange (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EXCHANGE]);
}

static void
set_probing (IngotChat *self, gboolean probing)
{
  self->probing = probing;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROBING]);
}

/* An address that is not known may be known in another style: that is found out, and offered. */
static void
find_style (IngotChat *self)
{
  if (self->failure == NULL || !ingot_style_probe_is_due (self->deployment, self->failure)
      || g_cancellable_is_cancelled (self->cancellable))
    return;
  set_probing (self, TRUE);
  self->failure->suggested_style = ingot_style_probe_run (self->session, self->deployment, self->credential,
                                                          INGOT_OPERATION_CHAT,
                                                          self->cancellable);
  set_probing (self, FALSE);
}

static DexFuture *
run_fiber (gpointer user_data)
{
  IngotChat *self = user_data;
  g_autoptr(GError) error = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  while (!ask (self, &error))
    {
      /* What is learned too late for this reply serves the next one. */
      if (!learn (self) || !may_ask_again (self))
        {
          find_style (self);
          return dex_future_new_for_error (g_steal_pointer (&error));
        }
      g_clear_error (&error);
      begin_again (self);
    }
  return dex_future_new_true ();
}

IngotChat *
ingot_chat_new (SoupSession *session, IngotDeployment *deployment, IngotCredential *credential,
                IngotConversation *conversation, IngotTurn *reply)
{
  IngotChat *self = g_object_new (INGOT_TYPE_CHAT, NULL);
  IngotResource *resource = ingot_deployment_get_resource (deployment);

  self->session = g_object_ref (session);
  self->deployment = g_object_ref (deployment);
  g_set_object (&self->credential, credential);
  self->conversation = g_object_ref (conversation);
  self->reply = g_object_ref (reply);
  self->style = ingot_endpoint_style_find (ingot_deployment_get_style (deployment));
  if (self->style != NULL && resource != NULL && ingot_resource_get_url (resource) != NULL)
    {
      self->url = self->style->dup_url (deployment, INGOT_OPERATION_CHAT);
      build_exchange (self);
    }
  return self;
}

void
ingot_chat_forbid_retries (IngotChat *self)
{
  self->one_attempt = TRUE;
  if (self->exchange != NULL)
    ingot_exchange_forbid_retries (self->exchange);
}

IngotExchange *
ingot_chat_get_exchange (IngotChat *self)
{
  return self->exchange;
}

gboolean
ingot_chat_get_probing (IngotChat *self)
{
  return self->probing;
}

DexFuture *
ingot_chat_run (IngotChat *self, GCancellable *cancellable)
{
  if (self->exchange == NULL)
    return dex_future_new_reject (INGOT_ERROR, INGOT_ERROR_ADDRESS, "%s",
                                  _("The resource of this deployment has no address yet."));

  g_set_object (&self->cancellable, cancellable);
  return ingot_spawn (run_fiber, g_object_ref (self), g_object_unref);
}

static char *
dup_host (const char *url)
{
  g_autoptr(GUri) uri = url != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  if (uri == NULL)
    return NULL;
  if (g_uri_get_port (uri) <= 0 || g_uri_get_port (uri) == 443)
    return g_strdup (g_uri_get_host (uri));
  return g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
}

IngotFailure *
ingot_chat_dup_failure (IngotChat *self, const GError *error)
{
  IngotFailure *failure = self->failure != NULL ? ingot_failure_copy (self->failure)
                                                : ingot_failure_new_from_error (error);

  g_set_str (&failure->deployment, ingot_deployment_get_name (self->deployment));
  g_free (failure->host);
  failure->host = dup_host (self->url);
  return failure;
}
