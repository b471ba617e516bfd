/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-resources-private.h"

static gboolean
has_info_id (IngotResource *resource, const char *id)
{
  const IngotResourceInfo *info = ingot_resource_get_info (resource);

  return info != NULL && info->id != NULL && g_ascii_strcasecmp (info->id, id) == 0;
}

/* What was added by hand is the same resource when it is at the same address, and not known to be another one. */
static gboolean
is_unknown_at (IngotResource *resource, const char *url)
{
  return ingot_resource_get_info (resource) == NULL && ingot_resource_get_kind (resource) == INGOT_RESOURCE_REMOTE
         && g_strcmp0 (ingot_resource_get_url (resource), url) == 0;
}

static IngotResource *
find_known (IngotResources *self, IngotResource *fresh)
{
  const char *id = ingot_resource_get_info (fresh)->id;

  for (guint i = 0; i < self->resources->len; i++)
    if (has_info_id (self->resources->pdata[i], id))
      return self->resources->pdata[i];
  for (guint i = 0; i < self->resources->len; i++)
    if (is_unknown_at (self->resources->pdata[i], ingot_resource_get_url (fresh)))
      return self->resources->pdata[i];
  return NULL;
}

IngotResource *
ingot_resources_merge (IngotResources *self, IngotResource *fresh, IngotAccount *account)
{
  const IngotResourceInfo *info = ingot_resource_get_info (fresh);
  IngotResource *known = find_known (self, fresh);
  gboolean is_ours;

  if (known == NULL)
    {
      ingot_resource_set_account (fresh, account);
      ingot_resource_set_id (fresh, ingot_store_new_id (ingot_keeper_get_store (self->keeper)));
    }
  /* How somebody chose to sign in to a resource stays, and so does where they said that it is. */
  is_ours = known == NULL || (ingot_resource_get_account (known) == account && ingot_resource_get_info (known) != NULL);
  ingot_resource_set_info (known != NULL ? known : fresh, info);
  if (is_ours)
    {
      IngotResource *resource = known != NULL ? known : fresh;

      ingot_resource_set_address (resource, ingot_resource_get_url (fresh), ingot_resource_get_v1_path (fresh));
      if (g_strcmp0 (info->tenant, ingot_account_get_tenant (account)) != 0
          && g_strcmp0 (info->tenant, ingot_resource_get_tenant (resource)) != 0)
        {
          ingot_resource_set_tenant (resource, info->tenant);
          g_hash_table_remove (self->credentials, resource);
        }
    }
  if (known != NULL)
    return known;
  ingot_resources_list (self, fresh);
  return fresh;
}

/* Of each name, the last one that a listing has. */
static GHashTable *
index_listed (GPtrArray *listed)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < listed->len; i++)
    g_hash_table_replace (index, (gpointer) ingot_deployment_get_name (listed->pdata[i]), listed->pdata[i]);
  return index;
}

static void
update (IngotDeployment *deployment, IngotDeployment *listed, gint64 now)
{
  ingot_deployment_set_info (deployment, ingot_deployment_get_info (listed));
  ingot_deployment_set_chats (deployment, ingot_deployment_get_chats (listed));
  ingot_deployment_set_found (deployment, now);
}

void
ingot_resources_merge_deployments (IngotResources *self, IngotResource *resource, GPtrArray *listed, gint64 now,
                                   gboolean is_complete)
{
  g_autoptr(GHashTable) index = index_listed (listed);
  g_autoptr(GHashTable) old = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (resource));

  for (guint i = 0; i < n_old; i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (G_LIST_MODEL (resource), i);
      IngotDeployment *found = g_hash_table_lookup (index, ingot_deployment_get_name (deployment));

      g_hash_table_add (old, (gpointer) ingot_deployment_get_name (deployment));
      if (found != NULL)
        update (deployment, found, now);
      else if (is_complete && ingot_deployment_get_found (deployment) != 0)
        ingot_deployment_set_chats (deployment, FALSE); /* it was listed, and is no more */
    }
  for (guint i = 0; i < listed->len; i++)
    {
      IngotDeployment *deployment = listed->pdata[i];

      if (!g_hash_table_add (old, (gpointer) ingot_deployment_get_name (deployment)))
        continue;
      ingot_deployment_set_found (deployment, now);
      ingot_resource_add_deployment (resource, deployment);
    }
  if (is_complete)
    ingot_resource_set_listed (resource, now);
}
