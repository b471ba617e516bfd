/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "auth/ingot-token-credential.h"
#include "ingot-resources-private.h"

/* Which audience a resource takes is learned once, not at each start. */
static void
scope_cb (IngotResources *self, GParamSpec *pspec, IngotTokenCredential *credential)
{
  IngotResource *resource = g_object_get_data (G_OBJECT (credential), "resource");
  IngotAccount *account = ingot_resource_get_account (resource);
  const char *scope = ingot_token_credential_get_scope (credential);

  if (account == NULL || self->keeper == NULL)
    return;
  if (g_strcmp0 (scope, ingot_cloud_get_scope (ingot_account_get_cloud (account))) == 0)
    scope = NULL;
  ingot_resource_set_scope (resource, scope);
  ingot_keeper_watch (self->keeper, ingot_store_save_resource (ingot_keeper_get_store (self->keeper), resource));
}

IngotCredential *
ingot_resources_new_account_credential (IngotResources *self, IngotResource *resource)
{
  IngotAccount *account = ingot_resource_get_account (resource);
  IngotCloud *cloud = ingot_account_get_cloud (account);
  const char *learned = ingot_resource_get_scope (resource);
  const char *scope = learned != NULL ? learned : ingot_cloud_get_scope (cloud);
  IngotTokenSource *source = ingot_accounts_get_source (self->accounts, account);

  return ingot_token_credential_new (source, ingot_resource_get_tenant (resource), scope,
                                     ingot_cloud_get_other_scope (cloud, scope));
}

IngotCredential *
ingot_resources_make_account_credential (IngotResources *self, IngotResource *resource)
{
  IngotCredential *credential = ingot_resources_new_account_credential (self, resource);

  g_object_set_data_full (G_OBJECT (credential), "resource", g_object_ref (resource), g_object_unref);
  g_signal_connect_object (credential, "notify::scope", G_CALLBACK (scope_cb), self, G_CONNECT_SWAPPED);
  return credential;
}

static void
removed_cb (IngotResources *self, IngotAccount *account)
{
  ingot_resources_forget_look (self, account);
  for (guint i = self->resources->len; i-- > 0;)
    {
      g_autoptr(IngotResource) resource = g_object_ref (self->resources->pdata[i]);

      if (ingot_resource_get_account (resource) == account)
        ingot_resources_remove (self, resource);
    }
}

/* The next request asks for the account's source again. */
static void
source_dropped_cb (IngotResources *self, IngotAccount *account)
{
  for (guint i = 0; i < self->resources->len; i++)
    if (ingot_resource_get_account (self->resources->pdata[i]) == account)
      g_hash_table_remove (self->credentials, self->resources->pdata[i]);
}

void
ingot_resources_follow_accounts (IngotResources *self)
{
  g_signal_connect_object (self->accounts, "source-dropped", G_CALLBACK (source_dropped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->accounts, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
}
