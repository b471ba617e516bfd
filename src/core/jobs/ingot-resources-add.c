/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <libsecret/secret.h>

#include "auth/ingot-key-credential.h"
#include "azure/ingot-endpoint-style.h"
#include "base/ingot-spawn.h"
#include "ingot-resources-private.h"
#include "ingot-setup-job.h"
#include "model/ingot-pasted.h"

typedef struct
{
  IngotResources *resources;
  IngotSetupJob *job;
  IngotResource *resource; /* known before, or new */
  gboolean is_new;
  char *deployment_name;
  IngotEndpointStyle style;
  gboolean drops_extras;
  char *api_version; /* or NULL for the style's usual one */
  char *key; /* NULL for a server that asks for none */
  IngotKeepKey keep;
  IngotAccount *account; /* or NULL */
  char *tenant;
} Adding;

static void
adding_free (Adding *self)
{
  g_object_unref (self->resources);
  g_object_unref (self->job);
  g_object_unref (self->resource);
  g_free (self->deployment_name);
  g_free (self->api_version);
  g_clear_object (&self->account);
  g_free (self->tenant);
  g_clear_pointer (&self->key, secret_password_free); /* wipes it, whoever allocated it */
  g_free (self);
}

static gboolean
keep_key (Adding *self, GError **error)
{
  IngotCredential *credential;
  g_autofree char *address = ingot_resource_dup_address (self->resource);
  g_autofree char *label = NULL;

  if (self->key == NULL)
    return TRUE;

  if (self->keep == INGOT_KEEP_IN_KEYRING)
    {
      label = g_strdup_printf ("Ingot: %s", ingot_resource_get_name (self->resource));
      if (!dex_await (ingot_vault_store (self->resources->vault, address, label, self->key,
                                         ingot_job_get_cancellable (INGOT_JOB (self->job))), error))
        return FALSE;
    }

  credential = ingot_key_credential_new_for_key (self->key, ingot_azure_key_header (self->resource));
  ingot_resources_set_credential (self->resources, self->resource, credential);
  return TRUE;
}

/* What it was signed in to with before is not used any more. */
static void
set_sign_in (Adding *self)
{
  if (self->key == NULL)
    g_hash_table_remove (self->resources->credentials, self->resource);
  if (self->account != NULL)
    ingot_resource_set_sign_in (self->resource, INGOT_SIGN_IN_ACCOUNT);
  else
    ingot_resource_set_sign_in (self->resource, self->key != NULL ? INGOT_SIGN_IN_KEY : INGOT_SIGN_IN_NONE);
  if (ingot_resource_get_account (self->resource) != self->account)
    ingot_resource_set_scope (self->resource, NULL);
  ingot_resource_set_account (self->resource, self->account);
  ingot_resource_set_tenant (self->resource, self->tenant);
}

static DexFuture *
add_fiber (gpointer user_data)
{
  Adding *self = user_data;
  IngotStore *store = ingot_keeper_get_store (self->resources->keeper);
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new (self->deployment_name, self->style);
  IngotDeployment *added;
  g_autoptr(GError) error = NULL;

  if (!keep_key (self, &error))
    {
      ingot_job_fail_with_error (INGOT_JOB (self->job), error);
      return dex_future_new_true ();
    }

  set_sign_in (self);
  added = ingot_resource_add_deployment (self->resource, deployment);
  ingot_deployment_set_api_version (added, self->api_version);
  if (self->style == INGOT_ENDPOINT_STYLE_INFERENCE)
    ingot_resource_set_drops_extras (self->resource, self->drops_extras);
  if (!dex_await (ingot_store_save_resource (store, self->resource), &error))
    {
      if (self->is_new && self->key != NULL)
        ingot_resources_forget_key (self->resources, self->resource);
      ingot_job_fail_with_error (INGOT_JOB (self->job), error);
      return dex_future_new_true ();
    }

  if (self->is_new)
    ingot_resources_list (self->resources, self->resource);
  ingot_setup_job_finish (self->job, added);
  return dex_future_new_true ();
}

IngotDeployment *
ingot_resources_use_name (IngotResources *self, IngotDeployment *deployment, const char *name)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);
  IngotDeployment *there;
  g_autoptr(IngotDeployment) meant = NULL;

  g_return_val_if_fail (resource != NULL, deployment);
  there = ingot_resource_find_deployment (resource, name);
  if (there != NULL)
    return there;
  meant = ingot_deployment_new (name, ingot_deployment_get_style (deployment));
  ingot_deployment_set_api_version (meant, ingot_deployment_get_api_version (deployment));
  there = ingot_resource_add_deployment (resource, meant);
  ingot_keeper_watch (self->keeper, ingot_store_save_resource (ingot_keeper_get_store (self->keeper), resource));
  return there;
}

IngotDeployment *
ingot_resources_use_style (IngotResources *self, IngotDeployment *deployment, IngotEndpointStyle style)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);

  g_return_val_if_fail (resource != NULL, deployment);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (resource)); i++)
    {
      g_autoptr(IngotDeployment) other = g_list_model_get_item (G_LIST_MODEL (resource), i);

      if (ingot_deployment_get_style (other) == style
          && g_str_equal (ingot_deployment_get_name (other), ingot_deployment_get_name (deployment)))
        return other; /* the resource holds it */
    }
  ingot_deployment_set_style (deployment, style);
  ingot_deployment_set_api_version (deployment, NULL);
  ingot_keeper_watch (self->keeper, ingot_store_save_resource (ingot_keeper_get_store (self->keeper), resource));
  return deployment;
}

void
ingot_resources_use_version (IngotResources *self, IngotDeployment *deployment, const char *version)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);

  g_return_if_fail (resource != NULL);
  g_return_if_fail (version == NULL || ingot_pasted_is_dated (version));
  ingot_deployment_set_api_version (deployment, version);
  ingot_keeper_watch (self->keeper, ingot_store_save_resource (ingot_keeper_get_store (self->keeper), resource));
}

IngotResource *
ingot_resources_find (IngotResources *self, const IngotEndpoint *endpoint)
{
  for (guint i = 0; i + 1 < self->resources->len; i++)
    {
      IngotResource *resource = self->resources->pdata[i];

      if (g_strcmp0 (ingot_resource_get_url (resource), endpoint->url) == 0
          && g_strcmp0 (ingot_resource_get_v1_path (resource), endpoint->v1_path) == 0)
        return resource;
    }
  return NULL;
}

static IngotResource *
new_resource (IngotResources *self, const char *name, const IngotEndpoint *endpoint, const char *key)
{
  IngotResource *resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, name,
                                                key != NULL ? INGOT_SIGN_IN_KEY : INGOT_SIGN_IN_NONE);

  ingot_resource_set_address (resource, endpoint->url, endpoint->v1_path);
  ingot_resource_set_id (resource, ingot_store_new_id (ingot_keeper_get_store (self->keeper)));
  return resource;
}

static Adding *
adding_new (IngotResources *self, const char *name, const IngotEndpoint *endpoint, const char *deployment_name,
            const char *key)
{
  IngotResource *known = ingot_resources_find (self, endpoint);
  Adding *adding = g_new0 (Adding, 1);

  adding->resources = g_object_ref (self);
  adding->job = ingot_setup_job_new ();
  adding->deployment_name = g_strdup (deployment_name);
  adding->style = endpoint->style;
  adding->api_version = g_strdup (endpoint->api_version);
  adding->drops_extras = endpoint->drops_extras;
  adding->key = key != NULL && *key != '\0' ? g_strdup (key) : NULL;
  adding->is_new = known == NULL;
  adding->resource = known != NULL ? g_object_ref (known) : new_resource (self, name, endpoint, adding->key);
  return adding;
}

static IngotJob *
start (Adding *adding)
{
  IngotJob *job = INGOT_JOB (g_object_ref (adding->job));

  ingot_spawn_detached (add_fiber, adding, (GDestroyNotify) adding_free);
  return job;
}

IngotJob *
ingot_resources_add (IngotResources *self, const char *name, const IngotEndpoint *endpoint,
                     const char *deployment_name, const char *key, IngotKeepKey keep)
{
  Adding *adding = adding_new (self, name, endpoint, deployment_name, key);

  adding->keep = keep;
  return start (adding);
}

IngotJob *
ingot_resources_add_with_account (IngotResources *self, const char *name, const IngotEndpoint *endpoint,
                                  const char *deployment_name, IngotAccount *account, const char *tenant)
{
  Adding *adding = adding_new (self, name, endpoint, deployment_name, NULL);

  adding->account = g_object_ref (account);
  adding->tenant = g_strdup (tenant);
  return start (adding);
}
