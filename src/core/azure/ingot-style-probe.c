/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <string.h>

#include "base/ingot-spawn.h"
#include "ingot-embedding-probe.h"
#include "ingot-endpoint-style.h"
#include "ingot-request.h"
#include "ingot-style-probe.h"

/* Whoever reads about a failure waits for this. */
#define LIMIT_S 10

/* The likeliest first. */
static const IngotEndpointStyle order[] = {
  INGOT_ENDPOINT_STYLE_V1, INGOT_ENDPOINT_STYLE_DEPLOYMENT, INGOT_ENDPOINT_STYLE_INFERENCE,
};

typedef struct
{
  SoupSession *session;
  IngotDeployment *deployment;
  IngotCredential *credential;
  IngotOperation operation;
  GCancellable *cancellable;
} Probe;

static void
probe_free (gpointer data)
{
  Probe *self = data;

  g_object_unref (self->session);
  g_object_unref (self->deployment);
  g_clear_object (&self->credential);
  g_object_unref (self->cancellable);
  g_free (self);
}

gboolean
ingot_style_probe_is_due (IngotDeployment *deployment, const IngotFailure *failure)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);

  return (failure->code == INGOT_ERROR_NOT_FOUND || failure->code == INGOT_ERROR_API_VERSION)
         && resource != NULL && ingot_azure_has_styles (resource);
}

static IngotExchange *
build_exchange (Probe *self, const IngotEndpointStyleTable *style, IngotDeployment *candidate, const char **extra)
{
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply (NULL, NULL);
  g_autoptr(IngotConversation) conversation = ingot_conversation_new_shortest (reply);
  g_autofree char *url = style->dup_url (candidate, INGOT_OPERATION_CHAT);
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(GBytes) bytes = NULL;
  char *text;

  body = style->build_chat (candidate, conversation, reply);
  *extra = style->get_extra_parameters != NULL ? style->get_extra_parameters (candidate, body) : NULL;
  text = json_to_string (body, FALSE);
  bytes = g_bytes_new_take (text, strlen (text));
  return ingot_exchange_new (self->session, url, bytes, "text/event-stream");
}

/* A service that argues about the body has found the deployment. */
static gboolean
is_at_home (const IngotFailure *failure)
{
  return failure->status == 429 || failure->code == INGOT_ERROR_BAD_REQUEST || failure->code == INGOT_ERROR_FILTERED;
}

static gboolean
answers_chat (Probe *self, IngotDeployment *candidate)
{
  const IngotEndpointStyleTable *table = ingot_endpoint_style_find (ingot_deployment_get_style (candidate));
  g_autoptr(IngotExchange) exchange = NULL;
  g_autoptr(IngotRequest) request = NULL;
  g_autoptr(IngotFailure) failure = NULL;
  const char *extra;

  exchange = build_exchange (self, table, candidate, &extra);
  ingot_exchange_forbid_retries (exchange);
  request = ingot_request_new (exchange, self->credential, self->cancellable);
  ingot_request_set_header (request, "extra-parameters", extra);
  if (!ingot_request_send (request, NULL))
    return FALSE;
  if (ingot_request_is_ok (request))
    {
      ingot_request_drain (request);
      return TRUE;
    }
  failure = ingot_request_read_failure (request, NULL);
  return failure != NULL && is_at_home (failure);
}

static gboolean
answers (Probe *self, IngotEndpointStyle style)
{
  g_autoptr(IngotDeployment) candidate = ingot_deployment_new (ingot_deployment_get_name (self->deployment), style);
  g_autoptr(IngotFailure) failure = NULL;

  ingot_deployment_set_resource (candidate, ingot_deployment_get_resource (self->deployment));
  if (self->operation == INGOT_OPERATION_CHAT)
    return answers_chat (self, candidate);
  return ingot_embedding_probe_run (self->session, candidate, self->credential, self->operation, self->cancellable,
                                    &failure, NULL) > 0
         || (failure != NULL && is_at_home (failure));
}

static DexFuture *
probe_fiber (gpointer user_data)
{
  Probe *self = user_data;

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (order[i] == ingot_deployment_get_style (self->deployment)
          || ingot_deployment_get_resource (self->deployment) == NULL)
        continue;
      if (g_cancellable_is_cancelled (self->cancellable))
        break;
      if (answers (self, order[i]))
        return dex_future_new_for_int ((int) order[i]);
    }
  return dex_future_new_for_int (0);
}

static void
cancel_cb (GCancellable *cancellable, GCancellable *own)
{
  g_cancellable_cancel (own);
}

IngotEndpointStyle
ingot_style_probe_run (SoupSession *session, IngotDeployment *deployment, IngotCredential *credential,
                       IngotOperation operation, GCancellable *cancellable)
{
  g_autoptr(GCancellable) own = g_cancellable_new ();
  Probe *probe = g_new0 (Probe, 1);
  gulong id = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), own, NULL) : 0;
  int found;

  probe->session = g_object_ref (session);
  probe->deployment = g_object_ref (deployment);
  g_set_object (&probe->credential, credential);
  probe->operation = operation;
  probe->cancellable = g_object_ref (own);
  found = dex_await_int (dex_future_first (ingot_spawn (probe_fiber, probe, probe_free),
                                           dex_timeout_new_seconds (LIMIT_S), NULL), NULL);
  g_cancellable_cancel (own);
  g_cancellable_disconnect (cancellable, id);
  return ingot_endpoint_style_read (found);
}
