/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/ingot-json.h"
#include "base/ingot-spawn.h"
#include "ingot-arm-items.h"
#include "ingot-deployment-list.h"
#include "ingot-request.h"
#include "ingot-service-error.h"

#define MAX_BODY (8 * 1024 * 1024)
#define MAX_DEPLOYMENTS 5000

typedef IngotDeployment *(*ReadFunc) (JsonObject *item);

typedef struct
{
  SoupSession *session;
  char *url;
  char *project;
  IngotCredential *credential;
  GCancellable *cancellable;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  g_object_unref (self->session);
  g_free (self->url);
  g_free (self->project);
  g_clear_object (&self->credential);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static IngotDeployment *
take_info (const char *name, IngotDeploymentInfo *info)
{
  IngotDeployment *deployment = ingot_deployment_new (name, INGOT_ENDPOINT_STYLE_V1);

  ingot_deployment_set_info (deployment, info);
  ingot_deployment_info_free (info);
  return deployment;
}

/* {"id": name, "model": …, "status": "succeeded"} */
static IngotDeployment *
read_old (JsonObject *item)
{
  const char *name = ingot_json_get_string (item, "id");
  IngotDeploymentInfo *info;

  if (!ingot_arm_is_name (name))
    return NULL;
  info = ingot_deployment_info_new ();
  info->model = ingot_arm_dup_text (item, "model");
  info->state = ingot_arm_dup_text (item, "status");
  return take_info (name, info);
}

/* Capabilities are called "chat_completion" here. */
static IngotDeployment *
read_of_project (JsonObject *item)
{
  const char *name = ingot_json_get_string (item, "name");
  JsonObject *sku = ingot_json_get_object (item, "sku");
  IngotDeploymentInfo *info;

  if (!ingot_arm_is_name (name))
    return NULL;
  info = ingot_deployment_info_new ();
  info->model = ingot_arm_dup_text (item, "modelName");
  info->version = ingot_arm_dup_text (item, "modelVersion");
  info->format = ingot_arm_dup_text (item, "modelPublisher");
  info->sku = ingot_arm_dup_text (sku, "name");
  info->capacity = MAX (ingot_json_get_int (sku, "capacity", -1), -1);
  info->capabilities = ingot_arm_dup_capabilities (ingot_json_get_object (item, "capabilities"));
  return take_info (name, info);
}

static GListModel *
read_list (JsonArray *items, ReadFunc read, GError **error)
{
  g_autoptr(GListStore) list = g_list_store_new (INGOT_TYPE_DEPLOYMENT);

  if (items == NULL)
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL, _("The answer is not a list."));
      return NULL;
    }
  for (guint i = 0; i < MIN (json_array_get_length (items), MAX_DEPLOYMENTS); i++)
    {
      g_autoptr(IngotDeployment) deployment = read (ingot_json_array_object (items, i));

      if (deployment != NULL)
        g_list_store_append (list, deployment);
    }
  return G_LIST_MODEL (g_steal_pointer (&list));
}

/* (transfer full): the root of the answer, or NULL with the error */
static JsonNode *
ask (Fetch *self, const char *path, GError **error)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autoptr(IngotExchange) exchange = ingot_exchange_new (self->session, url, NULL, "application/json");
  g_autoptr(IngotRequest) request = ingot_request_new (exchange, self->credential, self->cancellable);
  g_autoptr(GByteArray) text = g_byte_array_new ();
  g_autoptr(GBytes) bytes = NULL;

  if (!ingot_request_send (request, error))
    return NULL;
  if (!ingot_request_is_ok (request))
    {
      g_autoptr(IngotFailure) failure = ingot_request_read_failure (request, error);

      if (failure != NULL)
        g_propagate_error (error, ingot_service_error_to_gerror (failure));
      return NULL;
    }
  if (!ingot_request_read_rest (request, text, MAX_BODY, error))
    return NULL;
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&text));
  return ingot_json_parse_await (bytes, error);
}

static gboolean
is_not_there (const GError *error)
{
  static const IngotError codes[] = {
    INGOT_ERROR_NOT_FOUND, INGOT_ERROR_FORBIDDEN, INGOT_ERROR_API_VERSION, INGOT_ERROR_NO_DEPLOYMENT,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, INGOT_ERROR, (int) codes[i]))
      return TRUE;
  return FALSE;
}

/* (transfer full) (nullable) */
static GListModel *
ask_resource (Fetch *self, GError **error)
{
  g_autoptr(JsonNode) root = ask (self, "/openai/deployments?api-version=2023-03-15-preview", error);

  if (root == NULL)
    return NULL;
  return read_list (ingot_json_get_array (ingot_json_node_object (root), "data"), read_old, error);
}

/* (transfer full) (nullable) */
static GListModel *
ask_project (Fetch *self, GError **error)
{
  g_autofree char *project = g_uri_escape_string (self->project, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/api/projects/%s/deployments?api-version=v1", project);
  g_autoptr(JsonNode) root = ask (self, path, error);

  if (root == NULL)
    return NULL;
  return read_list (ingot_json_get_array (ingot_json_node_object (root), "value"), read_of_project, error);
}

/* The resource tells names, models and states; the project all but the state. */
static void
add_details (GListModel *list, GListModel *of_project)
{
  g_autoptr(GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (of_project); i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (of_project, i);

      g_hash_table_replace (by_name, (gpointer) ingot_deployment_get_name (deployment), deployment);
    }
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (list, i);
      IngotDeployment *known = g_hash_table_lookup (by_name, ingot_deployment_get_name (deployment));
      g_autoptr(IngotDeploymentInfo) info = NULL;

      if (known == NULL)
        continue;
      info = ingot_deployment_info_copy (ingot_deployment_get_info (known));
      g_set_str (&info->state, ingot_deployment_get_info (deployment)->state);
      ingot_deployment_set_info (deployment, info);
    }
}

static DexFuture *
fetch_fiber (gpointer user_data)
{
  Fetch *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) of_project = NULL;
  GListModel *list = ask_resource (self, &error);

  if (list != NULL && self->project != NULL && (of_project = ask_project (self, NULL)) != NULL)
    add_details (list, of_project);
  else if (list == NULL && self->project != NULL && is_not_there (error))
    {
      g_clear_error (&error);
      list = ask_project (self, &error);
    }
  if (list == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (list);
}

DexFuture *
ingot_deployment_list_fetch (SoupSession *session, IngotResource *resource, IngotCredential *credential,
                             const char *project, GCancellable *cancellable)
{
  Fetch *fetch;

  if (ingot_resource_get_url (resource) == NULL)
    return dex_future_new_reject (INGOT_ERROR, INGOT_ERROR_ADDRESS, "%s", _("The resource has no address yet."));
  fetch = g_new0 (Fetch, 1);
  fetch->session = g_object_ref (session);
  fetch->url = g_strdup (ingot_resource_get_url (resource));
  fetch->project = ingot_arm_is_name (project) ? g_strdup (project) : NULL;
  g_set_object (&fetch->credential, credential);
  g_set_object (&fetch->cancellable, cancellable);
  return ingot_spawn (fetch_fiber, fetch, fetch_free);
}
