/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "auth/ingot-key-credential.h"
#include "azure/ingot-endpoint-style.h"
#include "base/ingot-spawn.h"
#include "ingot-check-job-private.h"

static DexFuture *
check_fiber (gpointer user_data)
{
  ingot_check_job_run (user_data);
  return dex_future_new_true ();
}

static IngotCheckJob *
start (IngotCheckJob *job)
{
  ingot_spawn_detached (check_fiber, g_object_ref (job), g_object_unref);
  return job;
}

IngotCheckJob *
ingot_resources_check (IngotResources *self, IngotDeployment *deployment)
{
  g_return_val_if_fail (ingot_deployment_get_resource (deployment) != NULL, NULL);

  return start (ingot_check_job_new (self, deployment, NULL, FALSE));
}

static IngotSignIn
sign_in_of (const char *key, IngotAccount *account)
{
  if (account != NULL)
    return INGOT_SIGN_IN_ACCOUNT;
  return key != NULL && *key != '\0' ? INGOT_SIGN_IN_KEY : INGOT_SIGN_IN_NONE;
}

/* (transfer full) (nullable) */
static IngotCredential *
new_credential (IngotResources *self, IngotResource *resource, const char *key)
{
  switch (ingot_resource_get_sign_in (resource))
    {
    case INGOT_SIGN_IN_ACCOUNT:
      return ingot_resources_new_account_credential (self, resource);
    case INGOT_SIGN_IN_KEY:
      return ingot_key_credential_new_for_key (key, ingot_azure_key_header (resource));
    case INGOT_SIGN_IN_NONE:
    default:
      return NULL;
    }
}

IngotCheckJob *
ingot_resources_check_typed (IngotResources *self, const char *name, const IngotEndpoint *endpoint,
                             const char *deployment_name, const char *key, IngotAccount *account, const char *tenant)
{
  g_autoptr(IngotResource) resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, name, sign_in_of (key, account));
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new (deployment_name, endpoint->style);
  g_autoptr(IngotCredential) credential = NULL;

  ingot_resource_set_address (resource, endpoint->url, endpoint->v1_path);
  ingot_resource_set_account (resource, account);
  ingot_resource_set_tenant (resource, tenant);
  ingot_resource_set_drops_extras (resource, endpoint->drops_extras);
  ingot_deployment_set_api_version (deployment, endpoint->api_version);
  ingot_resource_add_deployment (resource, deployment);
  credential = new_credential (self, resource, key);
  return start (ingot_check_job_new (self, deployment, credential, TRUE));
}
