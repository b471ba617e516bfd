/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "auth/ingot-key-credential.h"
#include "azure/ingot-deployment-list.h"
#include "base/ingot-error.h"
#include "base/ingot-spawn.h"
#include "ingot-resources-private.h"
#include "ingot-setup-job.h"

const char *
ingot_resources_get_project (IngotResource *resource)
{
  const IngotResourceInfo *info = ingot_resource_get_info (resource);

  if (ingot_resource_get_kind (resource) == INGOT_RESOURCE_SANDBOX)
    return "sandbox"; /* it has any */
  return info != NULL ? info->project : NULL;
}

/* As from any resource: its /models are the catalogue there, too. */
static gboolean
list_sandbox (IngotResources *self, IngotResource *sandbox, GError **error)
{
  g_autoptr(GPtrArray) listed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GListModel) list = dex_await_object (
    ingot_deployment_list_fetch (ingot_resources_get_session (self, sandbox, NULL), sandbox,
                                 ingot_resources_get_credential (self, sandbox), ingot_resources_get_project (sandbox),
                                 NULL), error);

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (listed, g_list_model_get_item (list, i));
  ingot_resources_merge_deployments (self, sandbox, listed, g_get_real_time (), TRUE);
  return TRUE;
}

static DexFuture *
prepare_sandbox_fiber (gpointer user_data)
{
  IngotResources *self = user_data;
  IngotResource *sandbox = ingot_resources_get_sandbox (self);
  g_autoptr(GError) error = NULL;
  const char *origin;

  if (!dex_await (ingot_sandbox_process_start (self->process), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  origin = ingot_sandbox_process_get_origin (self->process);
  if (g_strcmp0 (ingot_resource_get_url (sandbox), origin) == 0)
    return dex_future_new_true ();

  ingot_resource_set_address (sandbox, origin, "/openai/v1");
  ingot_resources_set_credential (self, sandbox,
                  ingot_key_credential_new_for_key (ingot_sandbox_process_get_key (self->process),
                                                    INGOT_KEY_HEADER_API_KEY));
  if (!list_sandbox (self, sandbox, &error))
    {
      ingot_resource_set_address (sandbox, NULL, "/openai/v1");
      return dex_future_new_reject (INGOT_ERROR, INGOT_ERROR_SANDBOX, "%s", error->message);
    }
  ingot_keeper_watch (self->keeper, ingot_store_save_resource (ingot_keeper_get_store (self->keeper), sandbox));
  return dex_future_new_true ();
}

DexFuture *
ingot_resources_prepare (IngotResources *self, IngotResource *resource)
{
  if (ingot_resource_get_sign_in (resource) == INGOT_SIGN_IN_ACCOUNT && ingot_resource_get_account (resource) == NULL)
    return dex_future_new_reject (INGOT_ERROR, INGOT_ERROR_SIGN_IN_AGAIN, "%s", _("The account was signed out."));
  if (ingot_resource_get_kind (resource) != INGOT_RESOURCE_SANDBOX)
    return dex_future_new_true ();
  return ingot_spawn (prepare_sandbox_fiber, g_object_ref (self), g_object_unref);
}

static DexFuture *
sandbox_job_cb (DexFuture *prepared, gpointer user_data)
{
  IngotSetupJob *job = user_data;
  IngotResources *self = g_object_get_data (G_OBJECT (job), "resources");
  g_autoptr(GError) error = NULL;
  const char *name;

  if (dex_future_get_value (prepared, &error) == NULL)
    {
      ingot_job_fail_with_error (INGOT_JOB (job), error);
      return dex_future_new_true ();
    }

  name = ingot_sandbox_process_get_chat_deployment (self->process);
  ingot_setup_job_finish (job, ingot_resource_find_deployment (ingot_resources_get_sandbox (self), name));
  return dex_future_new_true ();
}

IngotJob *
ingot_resources_start_sandbox (IngotResources *self)
{
  IngotSetupJob *job = ingot_setup_job_new ();

  g_object_set_data_full (G_OBJECT (job), "resources", g_object_ref (self), g_object_unref);
  dex_future_disown (dex_future_finally (ingot_resources_prepare (self, ingot_resources_get_sandbox (self)),
                                         sandbox_job_cb, g_object_ref (job), g_object_unref));
  return INGOT_JOB (job);
}
