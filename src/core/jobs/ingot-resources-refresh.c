/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "base/ingot-error.h"
#include "ingot-list-job.h"
#include "ingot-resources-private.h"

/* When a look began, on its job. */
#define BEGAN "ingot-began"

static gpointer
get_subject (IngotJob *look)
{
  if (INGOT_IS_LIST_JOB (look))
    return ingot_list_job_get_resource (INGOT_LIST_JOB (look));
  return ingot_discover_job_get_account (INGOT_DISCOVER_JOB (look));
}

/* (transfer none) (nullable): @position: (out) (optional) */
static IngotJob *
find_look (IngotResources *self, gpointer subject, guint *position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->looks));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(IngotJob) look = g_list_model_get_item (G_LIST_MODEL (self->looks), i);

      if (get_subject (look) != subject)
        continue;
      if (position != NULL)
        *position = i;
      return look; /* the list holds it */
    }
  return NULL;
}

void
ingot_resources_note_look (IngotResources *self, IngotJob *look)
{
  gint64 now = g_get_real_time ();
  gpointer job = look;
  guint position = g_list_model_get_n_items (G_LIST_MODEL (self->looks));
  IngotJob *last = find_look (self, get_subject (look), &position);

  g_object_set_data_full (G_OBJECT (look), BEGAN, g_memdup2 (&now, sizeof now), g_free);
  g_list_store_splice (self->looks, position, last != NULL ? 1 : 0, &job, 1);
}

void
ingot_resources_forget_look (IngotResources *self, gpointer subject)
{
  guint position;
  IngotJob *look = find_look (self, subject, &position);

  if (look == NULL)
    return;
  ingot_job_cancel (look);
  g_list_store_remove (self->looks, position);
}

/* Where nothing lists deployments, asking again every day would not change that. */
static gboolean
cannot_be_listed (IngotJob *look)
{
  const IngotFailure *failure = look != NULL ? ingot_job_get_failure (look) : NULL;

  return failure != NULL && INGOT_IS_LIST_JOB (look)
         && (failure->code == INGOT_ERROR_NOT_FOUND || failure->code == INGOT_ERROR_FORBIDDEN);
}

/* @listed: when the store says that something was found */
static gboolean
is_due (IngotResources *self, gpointer subject, gint64 listed, gint64 max_age_us)
{
  IngotJob *look = find_look (self, subject, NULL);
  gint64 *began = look != NULL ? g_object_get_data (G_OBJECT (look), BEGAN) : NULL;

  if (look != NULL && !ingot_job_is_over (look))
    return FALSE;
  if (max_age_us == 0)
    return TRUE;
  return !cannot_be_listed (look)
         && g_get_real_time () - MAX (listed, began != NULL ? *began : 0) > max_age_us;
}

/* When @account was last seen to have something. */
static gint64
get_last_listed (IngotResources *self, IngotAccount *account)
{
  gint64 last = 0;

  for (guint i = 0; i < self->resources->len; i++)
    if (ingot_resource_get_account (self->resources->pdata[i]) == account)
      last = MAX (last, ingot_resource_get_listed (self->resources->pdata[i]));
  return last;
}

/* What the management API has told of a resource is more than its own list has, as long as somebody can ask it. */
static gboolean
lists_itself (IngotResources *self, IngotResource *resource)
{
  return ingot_resource_get_kind (resource) == INGOT_RESOURCE_REMOTE
         && ingot_resource_get_sign_in (resource) != INGOT_SIGN_IN_ACCOUNT
         && (ingot_resource_get_info (resource) == NULL
             || g_list_model_get_n_items (G_LIST_MODEL (self->accounts)) == 0);
}

void
ingot_resources_refresh (IngotResources *self, gint64 max_age_us)
{
  GListModel *accounts = G_LIST_MODEL (self->accounts);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(IngotAccount) account = g_list_model_get_item (accounts, i);

      if (!ingot_account_get_signed_out (account)
          && ingot_cloud_get_management (ingot_account_get_cloud (account)) != NULL
          && is_due (self, account, get_last_listed (self, account), max_age_us))
        g_object_unref (ingot_resources_discover (self, account));
    }
  for (guint i = 0; i < self->resources->len; i++)
    {
      IngotResource *resource = self->resources->pdata[i];

      if (lists_itself (self, resource)
          && is_due (self, resource, ingot_resource_get_listed (resource), max_age_us))
        g_object_unref (ingot_resources_list_deployments (self, resource, NULL));
    }
}

void
ingot_resources_refresh_resource (IngotResources *self, IngotResource *resource)
{
  const IngotResourceInfo *info = ingot_resource_get_info (resource);
  IngotAccount *account = ingot_resource_get_account (resource);

  if (lists_itself (self, resource) && is_due (self, resource, 0, 0))
    g_object_unref (ingot_resources_list_deployments (self, resource, NULL));
  else if (account != NULL)
    g_object_unref (ingot_resources_discover (self, account));
  else if (info != NULL)
    ingot_resources_refresh (self, 0); /* whoever has found it will find it again */
}

GListModel *
ingot_resources_get_looks (IngotResources *self)
{
  return G_LIST_MODEL (self->looks);
}

void
ingot_resources_rename (IngotResources *self, IngotResource *resource, const char *name)
{
  if (ingot_resource_get_kind (resource) == INGOT_RESOURCE_SANDBOX)
    return;
  ingot_resource_set_name (resource, name);
  ingot_keeper_watch (self->keeper, ingot_store_save_resource (ingot_keeper_get_store (self->keeper), resource));
}
