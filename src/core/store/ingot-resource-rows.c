/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include "ingot-resource-rows.h"
#include "ingot-statement.h"

typedef struct
{
  gint64 id;
  char *name;
  char *model;
  gint64 style;
  gint64 chats;
  char *api_version;
  char *lessons;
  char *info;
  gint64 found;
} DeploymentRow;

struct _IngotResourceRow
{
  gint64 id;
  gint64 kind;
  char *name;
  char *url;
  char *v1_path;
  gint64 sign_in;
  gint64 drops_extras;
  gint64 account; /* 0 for none */
  char *scope;
  char *tenant;
  char *info;
  gint64 listed;
  GPtrArray *deployments; /* of DeploymentRow */
};

static void
deployment_row_free (gpointer data)
{
  DeploymentRow *row = data;

  g_free (row->name);
  g_free (row->model);
  g_free (row->api_version);
  g_free (row->lessons);
  g_free (row->info);
  g_free (row);
}

static DeploymentRow *
deployment_row_new (IngotDeployment *deployment)
{
  DeploymentRow *row = g_new0 (DeploymentRow, 1);

  row->id = ingot_deployment_get_id (deployment);
  row->name = g_strdup (ingot_deployment_get_name (deployment));
  row->model = g_strdup (ingot_deployment_get_model (deployment));
  row->style = ingot_deployment_get_style (deployment);
  row->chats = ingot_deployment_get_chats (deployment);
  row->api_version = g_strdup (ingot_deployment_get_api_version (deployment));
  row->lessons = ingot_lessons_to_json (ingot_deployment_get_lessons (deployment));
  if (ingot_deployment_get_info (deployment) != NULL)
    row->info = ingot_deployment_info_to_json (ingot_deployment_get_info (deployment));
  row->found = ingot_deployment_get_found (deployment);
  return row;
}

IngotResourceRow *
ingot_resource_row_new (IngotResource *resource)
{
  IngotResourceRow *row = g_new0 (IngotResourceRow, 1);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (resource));

  row->id = ingot_resource_get_id (resource);
  row->kind = ingot_resource_get_kind (resource);
  row->name = g_strdup (ingot_resource_get_name (resource));
  /* The sandbox's address dies with its process: a later start must not call whoever has the port then. */
  if (row->kind != INGOT_RESOURCE_SANDBOX)
    row->url = g_strdup (ingot_resource_get_url (resource));
  row->v1_path = g_strdup (ingot_resource_get_v1_path (resource));
  row->sign_in = ingot_resource_get_sign_in (resource);
  row->drops_extras = ingot_resource_get_drops_extras (resource);
  if (ingot_resource_get_account (resource) != NULL)
    row->account = ingot_account_get_id (ingot_resource_get_account (resource));
  row->scope = g_strdup (ingot_resource_get_scope (resource));
  row->tenant = g_strdup (ingot_resource_get_tenant (resource));
  if (ingot_resource_get_info (resource) != NULL)
    row->info = ingot_resource_info_to_json (ingot_resource_get_info (resource));
  row->listed = ingot_resource_get_listed (resource);
  row->deployments = g_ptr_array_new_full (n, deployment_row_free);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (G_LIST_MODEL (resource), i);

      g_ptr_array_add (row->deployments, deployment_row_new (deployment));
    }
  return row;
}

void
ingot_resource_row_free (gpointer data)
{
  IngotResourceRow *row = data;

  g_free (row->name);
  g_free (row->url);
  g_free (row->v1_path);
  g_free (row->scope);
  g_free (row->tenant);
  g_free (row->info);
  g_ptr_array_unref (row->deployments);
  g_free (row);
}

static IngotDeployment *
read_deployment (IngotStatement *statement)
{
  gint64 id = ingot_statement_get_int (statement, 0);
  gint64 style = ingot_statement_get_int (statement, 3);
  g_autofree char *name = ingot_statement_dup_text (statement, 1);
  g_autofree char *model = ingot_statement_dup_text (statement, 2);
  g_autofree char *api_version = ingot_statement_dup_text (statement, 5);
  g_autofree char *lessons = ingot_statement_dup_text (statement, 6);
  g_autofree char *json = ingot_statement_dup_text (statement, 7);
  g_autoptr(IngotDeploymentInfo) info = ingot_deployment_info_from_json (json);
  IngotDeployment *deployment;

  if (style < INGOT_ENDPOINT_STYLE_INFERENCE || style > INGOT_ENDPOINT_STYLE_V1)
    {
      g_message ("Deployment %" G_GINT64_FORMAT " is left out: its style %" G_GINT64_FORMAT " is not known",
                 id, style);
      return NULL;
    }
  deployment = ingot_deployment_new (name, (IngotEndpointStyle) style);
  ingot_deployment_set_id (deployment, id);
  ingot_deployment_set_info (deployment, info);
  ingot_deployment_set_found (deployment, MAX (ingot_statement_get_int (statement, 8), 0));
  ingot_deployment_set_model (deployment, model);
  ingot_deployment_set_chats (deployment, ingot_statement_get_int (statement, 4) != 0);
  ingot_deployment_set_api_version (deployment, api_version);
  ingot_lessons_read_json (ingot_deployment_get_lessons (deployment), lessons);
  return deployment;
}

static gboolean
load_deployments (IngotDatabase *db, IngotResource *resource, GError **error)
{
  g_autoptr(IngotStatement) statement =
    ingot_statement_new (db, "SELECT id, name, model, style, chats, api_version, lessons, info, found"
                             " FROM deployment"
                             " WHERE resource = ?1 AND id > 0 ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ingot_statement_bind_int (statement, 1, ingot_resource_get_id (resource));
  while (ingot_statement_step (statement, db, &row, error))
    {
      g_autoptr(IngotDeployment) deployment = NULL;

      if (!row)
        return TRUE;
      deployment = read_deployment (statement);
      if (deployment != NULL)
        ingot_resource_add_deployment (resource, deployment);
    }
  return FALSE;
}

static IngotResource *
read_resource (IngotStatement *statement, GHashTable *accounts)
{
  gint64 id = ingot_statement_get_int (statement, 0);
  gint64 kind = ingot_statement_get_int (statement, 1);
  gint64 sign_in = ingot_statement_get_int (statement, 5);
  g_autofree char *name = ingot_statement_dup_text (statement, 2);
  g_autofree char *url = ingot_statement_dup_text (statement, 3);
  g_autofree char *v1_path = ingot_statement_dup_text (statement, 4);
  gint64 account = ingot_statement_get_int (statement, 7);
  g_autofree char *scope = ingot_statement_dup_text (statement, 8);
  g_autofree char *tenant = ingot_statement_dup_text (statement, 9);
  g_autofree char *json = ingot_statement_dup_text (statement, 10);
  g_autoptr(IngotResourceInfo) info = ingot_resource_info_from_json (json);
  IngotResource *resource;

  if (kind < INGOT_RESOURCE_REMOTE || kind > INGOT_RESOURCE_SANDBOX
      || sign_in < INGOT_SIGN_IN_NONE || sign_in > INGOT_SIGN_IN_ACCOUNT)
    {
      g_message ("Resource %" G_GINT64_FORMAT " is left out: its kind %" G_GINT64_FORMAT
                 " or its way to sign in %" G_GINT64_FORMAT " is not known", id, kind, sign_in);
      return NULL;
    }
  resource = ingot_resource_new ((IngotResourceKind) kind, name, (IngotSignIn) sign_in);
  ingot_resource_set_id (resource, id);
  ingot_resource_set_address (resource, url, v1_path);
  ingot_resource_set_drops_extras (resource, ingot_statement_get_int (statement, 6) != 0);
  ingot_resource_set_account (resource, g_hash_table_lookup (accounts, &account));
  ingot_resource_set_scope (resource, scope);
  ingot_resource_set_tenant (resource, tenant);
  ingot_resource_set_info (resource, info);
  ingot_resource_set_listed (resource, MAX (ingot_statement_get_int (statement, 11), 0));
  return resource;
}

gboolean
ingot_resource_rows_load (IngotDatabase *db, gpointer accounts, IngotOutcome *outcome, GError **error)
{
  g_autoptr(GListStore) resources = g_list_store_new (INGOT_TYPE_RESOURCE);
  g_autoptr(IngotStatement) statement =
    ingot_statement_new (db, "SELECT id, kind, name, url, v1_path, sign_in, drops_extras, account, scope, tenant,"
                             " info, listed FROM resource"
                             " WHERE id > 0 ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  while (ingot_statement_step (statement, db, &row, error))
    {
      g_autoptr(IngotResource) resource = NULL;

      if (!row)
        {
          outcome->object = G_OBJECT (g_steal_pointer (&resources));
          return TRUE;
        }
      resource = read_resource (statement, accounts);
      if (resource == NULL)
        continue;
      if (!load_deployments (db, resource, error))
        return FALSE;
      g_list_store_append (resources, resource);
    }
  return FALSE;
}

static gboolean
save_deployment (IngotDatabase *db, gint64 resource, const DeploymentRow *row, GError **error)
{
  return ingot_statement_run (db, error,
                              "INSERT INTO deployment (id, resource, name, model, style, chats, api_version, lessons,"
                              " info, found)"
                              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
                              " ON CONFLICT (id) DO UPDATE SET resource = excluded.resource,"
                              " name = excluded.name, model = excluded.model, style = excluded.style,"
                              " chats = excluded.chats, api_version = excluded.api_version,"
                              " lessons = excluded.lessons, info = excluded.info, found = excluded.found",
                              "iittiittti", row->id, resource, row->name, row->model, row->style, row->chats,
                              row->api_version, row->lessons, row->info, row->found);
}

gboolean
ingot_resource_rows_save (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  IngotResourceRow *row = data;

  if (!ingot_statement_run (db, error,
                            "INSERT INTO resource (id, kind, name, url, v1_path, sign_in, drops_extras, account,"
                            " scope, tenant, info, listed)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT id FROM account WHERE id = ?8), ?9, ?10,"
                            " ?11, ?12)"
                            " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name,"
                            " url = excluded.url, v1_path = excluded.v1_path, sign_in = excluded.sign_in,"
                            " drops_extras = excluded.drops_extras, account = excluded.account,"
                            " scope = excluded.scope, tenant = excluded.tenant, info = excluded.info,"
                            " listed = excluded.listed",
                            "iitttiiittti", row->id, row->kind, row->name, row->url, row->v1_path, row->sign_in,
                            row->drops_extras, row->account, row->scope, row->tenant, row->info,
                            row->listed))
    return FALSE;
  for (guint i = 0; i < row->deployments->len; i++)
    if (!save_deployment (db, row->id, row->deployments->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
ingot_resource_rows_remove (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  return ingot_statement_run (db, error, "DELETE FROM resource WHERE id = ?1", "i", *(gint64 *) data);
}
