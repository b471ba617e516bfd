/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/ingot-json.h"
#include "base/ingot-spawn.h"
#include "ingot-endpoint-style.h"
#include "ingot-model-list.h"
#include "ingot-request.h"
#include "ingot-service-error.h"

#define MAX_BODY (8 * 1024 * 1024)
#define MAX_NAMES 10000

typedef struct
{
  const IngotEndpointStyleTable *style;
  IngotExchange *exchange;
  IngotCredential *credential;
  GCancellable *cancellable;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  g_clear_object (&self->exchange);
  g_clear_object (&self->credential);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static GListModel *
read_list (const IngotEndpointStyleTable *style, JsonNode *root, GError **error)
{
  JsonArray *data = ingot_json_get_array (ingot_json_node_object (root), "data");
  g_autoptr(GListStore) list = g_list_store_new (INGOT_TYPE_DEPLOYMENT);

  if (data == NULL)
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL, _("The answer is not a list of models."));
      return NULL;
    }
  for (guint i = 0; i < MIN (json_array_get_length (data), MAX_NAMES); i++)
    {
      g_autoptr(IngotDeployment) deployment = style->read_listed (ingot_json_array_object (data, i));

      if (deployment != NULL)
        g_list_store_append (list, deployment);
    }
  return G_LIST_MODEL (g_steal_pointer (&list));
}

static GListModel *
read_answer (const IngotEndpointStyleTable *style, IngotRequest *request, GError **error)
{
  g_autoptr(GByteArray) text = g_byte_array_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonNode) root = NULL;

  if (!ingot_request_read_rest (request, text, MAX_BODY, error))
    return NULL;
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&text));
  root = ingot_json_parse_await (bytes, error);
  return root != NULL ? read_list (style, root, error) : NULL;
}

static DexFuture *
fetch_fiber (gpointer user_data)
{
  Fetch *self = user_data;
  g_autoptr(IngotRequest) request = ingot_request_new (self->exchange, self->credential, self->cancellable);
  g_autoptr(GError) error = NULL;
  GListModel *list = NULL;

  if (ingot_request_send (request, &error) && !ingot_request_is_ok (request))
    {
      g_autoptr(IngotFailure) failure = ingot_request_read_failure (request, &error);

      if (failure != NULL)
        error = ingot_service_error_to_gerror (failure);
    }
  else if (error == NULL)
    list = read_answer (self->style, request, &error);

  if (list == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (list);
}

DexFuture *
ingot_model_list_fetch (SoupSession *session, IngotResource *resource, IngotCredential *credential,
                        GCancellable *cancellable)
{
  const IngotEndpointStyleTable *style = &ingot_v1_style;
  g_autofree char *url = NULL;
  Fetch *fetch;

  if (ingot_resource_get_url (resource) == NULL)
    return dex_future_new_reject (INGOT_ERROR, INGOT_ERROR_ADDRESS, "%s", _("The resource has no address yet."));

  url = style->dup_list_url (resource);
  fetch = g_new0 (Fetch, 1);
  fetch->style = style;
  fetch->exchange = ingot_exchange_new (session, url, NULL, "application/json");
  g_set_object (&fetch->credential, credential);
  g_set_object (&fetch->cancellable, cancellable);
  return ingot_spawn (fetch_fiber, fetch, fetch_free);
}
