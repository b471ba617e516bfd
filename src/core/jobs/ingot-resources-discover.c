/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "auth/ingot-token-credential.h"
#include "azure/ingot-arm-items.h"
#include "azure/ingot-arm.h"
#include "base/ingot-spawn.h"
#include "ingot-discover-job.h"
#include "ingot-resources-private.h"

/* How many lists are asked for at a time: the service counts requests by the hour, people wait by the second. */
#define N_WORKERS 6

#define LAST_JOB "ingot-discovery"

#define MAX_TENANTS 50
#define MAX_SUBSCRIPTIONS 1000
#define MAX_RESOURCES 5000
#define MAX_DEPLOYMENTS 5000

typedef struct
{
  IngotResources *resources;
  IngotDiscoverJob *job;
  GCancellable *cancellable;
  IngotAccount *account;
  SoupSession *session;
  GHashTable *arms;       /* tenant, "" for the account's own → IngotArm */
  GHashTable *known;      /* ids of subscriptions; two directories may have the same one */
  GQueue *work;           /* of Work: the lists of this step … */
  GQueue *next;           /* … and those that its answers ask for */
  GPtrArray *found;       /* ids of the resources that were listed … */
  GHashTable *complete;   /* … and of the subscriptions of which all were */
  guint n_found;
  gboolean listed_any;
  GError *error;          /* of the store: nothing can be kept */
} Discovery;

/* One list to ask for. */
typedef struct
{
  void (*run) (Discovery *self, gpointer work);
  char *tenant;                    /* or NULL */
  char *title;                     /* of the tenant; or NULL */
  IngotSubscription *subscription; /* or NULL */
  IngotResource *resource;         /* or NULL */
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_free (self->tenant);
  g_free (self->title);
  g_clear_object (&self->subscription);
  g_clear_object (&self->resource);
  g_free (self);
}

static void
queue_free (GQueue *queue)
{
  g_queue_free_full (queue, work_free);
}

static void
discovery_free (gpointer data)
{
  Discovery *self = data;

  g_object_unref (self->resources);
  g_object_unref (self->job);
  g_object_unref (self->cancellable);
  g_object_unref (self->account);
  g_clear_object (&self->session);
  g_hash_table_unref (self->arms);
  g_hash_table_unref (self->known);
  queue_free (self->work);
  queue_free (self->next);
  g_ptr_array_unref (self->found);
  g_hash_table_unref (self->complete);
  g_clear_error (&self->error);
  g_free (self);
}

static IngotArm *
get_arm (Discovery *self, const char *tenant)
{
  IngotCloud *cloud = ingot_account_get_cloud (self->account);
  IngotTokenSource *source = ingot_accounts_get_source (self->resources->accounts, self->account);
  g_autofree char *scope = ingot_cloud_dup_management_scope (cloud);
  IngotArm *arm;

  if (g_strcmp0 (tenant, ingot_account_get_tenant (self->account)) == 0)
    tenant = NULL;
  arm = g_hash_table_lookup (self->arms, tenant != NULL ? tenant : "");
  if (arm == NULL)
    {
      g_autoptr(IngotCredential) credential = ingot_token_credential_new (source, tenant, scope, NULL);

      arm = ingot_arm_new (self->session, ingot_cloud_get_management (cloud), credential);
      g_hash_table_insert (self->arms, g_strdup (tenant != NULL ? tenant : ""), arm);
    }
  return arm;
}

static gboolean
is_over (Discovery *self)
{
  return g_cancellable_is_cancelled (self->cancellable) || self->error != NULL;
}

static Work *
push (Discovery *self, void (*run) (Discovery *self, gpointer work))
{
  Work *work = g_new0 (Work, 1);

  work->run = run;
  g_queue_push_tail (self->next, work);
  ingot_discover_job_add_to_ask (self->job, 1);
  return work;
}

static DexFuture *
worker_fiber (gpointer user_data)
{
  Discovery *self = user_data;
  Work *work;

  while (!is_over (self) && (work = g_queue_pop_head (self->work)) != NULL)
    {
      work->run (self, work);
      work_free (work);
      ingot_discover_job_add_asked (self->job);
    }
  return dex_future_new_true ();
}

/* Asks for the lists of the next step, some at a time. */
static void
take_step (Discovery *self)
{
  GQueue *done = self->work;
  DexFuture *workers[N_WORKERS];
  guint n = MIN (N_WORKERS, g_queue_get_length (self->next));

  self->work = self->next;
  self->next = done;
  for (guint i = 0; i < n; i++)
    workers[i] = ingot_spawn (worker_fiber, self, NULL);
  for (guint i = 0; i < n; i++)
    dex_await (workers[i], NULL);
}

static void
save (Discovery *self, IngotResource *resource)
{
  IngotStore *store = ingot_keeper_get_store (self->resources->keeper);
  g_autoptr(GError) error = NULL;

  if (!dex_await (ingot_store_save_resource (store, resource), &error) && self->error == NULL)
    self->error = g_steal_pointer (&error);
}

static void
list_deployments (Discovery *self, gpointer data)
{
  Work *work = data;
  const IngotResourceInfo *info = ingot_resource_get_info (work->resource);
  g_autofree char *path = ingot_arm_dup_deployments_path (info);
  g_autoptr(GPtrArray) items = ingot_arm_items_new ();
  g_autoptr(GPtrArray) listed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(IngotFailure) failure = ingot_arm_list (get_arm (self, info->tenant), path, INGOT_ARM_VERSION_ACCOUNTS, items,
                                                    self->cancellable);
  IngotResource *resource;

  if (is_over (self))
    return;
  if (failure != NULL)
    ingot_discover_job_note_failure (self->job, work->subscription, failure, ingot_resource_get_name (work->resource));
  for (guint i = 0; i < MIN (items->len, MAX_DEPLOYMENTS); i++)
    {
      IngotDeployment *deployment = ingot_arm_read_deployment (items->pdata[i]);

      if (deployment != NULL)
        g_ptr_array_add (listed, deployment);
    }
  resource = ingot_resources_merge (self->resources, work->resource, self->account);
  /* A list of which the end is missing says nothing of what is not in it: what was known stays as it was. */
  ingot_resources_merge_deployments (self->resources, resource, listed, g_get_real_time (), failure == NULL);
  ingot_subscription_add_deployments (work->subscription, listed->len);
  save (self, resource);
}

static void
list_accounts (Discovery *self, gpointer data)
{
  Work *work = data;
  g_autofree char *path = ingot_arm_dup_accounts_path (work->subscription);
  g_autoptr(GPtrArray) items = ingot_arm_items_new ();
  gboolean is_azure = ingot_cloud_get_kind (ingot_account_get_cloud (self->account)) != INGOT_CLOUD_OTHER;
  g_autoptr(IngotFailure) failure = ingot_arm_list (get_arm (self, ingot_subscription_get_tenant (work->subscription)), path,
                                                    INGOT_ARM_VERSION_ACCOUNTS, items, self->cancellable);

  if (is_over (self))
    return;
  if (failure != NULL)
    ingot_discover_job_note_failure (self->job, work->subscription, failure, NULL);
  else
    g_hash_table_add (self->complete, g_strdup (ingot_subscription_get_id (work->subscription)));
  for (guint i = 0; i < items->len && self->n_found < MAX_RESOURCES; i++)
    {
      IngotResource *resource = ingot_arm_read_account (items->pdata[i], work->subscription, is_azure);
      Work *next;

      if (resource == NULL)
        continue;
      self->n_found++;
      g_ptr_array_add (self->found, g_strdup (ingot_resource_get_info (resource)->id));
      ingot_subscription_add_resource (work->subscription);
      next = push (self, list_deployments);
      next->subscription = g_object_ref (work->subscription);
      next->resource = resource;
    }
}

static void
list_subscriptions (Discovery *self, gpointer data)
{
  Work *work = data;
  g_autoptr(GPtrArray) items = ingot_arm_items_new ();
  const char *own = ingot_account_get_tenant (self->account);
  g_autoptr(IngotFailure) failure = ingot_arm_list (get_arm (self, work->tenant), "/subscriptions",
                                                    INGOT_ARM_VERSION_RESOURCES, items, self->cancellable);

  if (is_over (self))
    return;
  if (failure == NULL)
    self->listed_any = TRUE;
  for (guint i = 0; i < items->len && g_hash_table_size (self->known) < MAX_SUBSCRIPTIONS; i++)
    {
      g_autoptr(IngotSubscription) subscription =
        ingot_arm_read_subscription (items->pdata[i], work->tenant != NULL ? work->tenant : own);

      if (subscription == NULL || !g_hash_table_add (self->known, g_strdup (ingot_subscription_get_id (subscription))))
        continue;
      ingot_discover_job_add_subscription (self->job, subscription);
      push (self, list_accounts)->subscription = g_object_ref (subscription);
    }
  if (failure != NULL)
    {
      g_autoptr(IngotSubscription) directory = ingot_subscription_new (NULL, work->title, work->tenant);

      ingot_discover_job_add_subscription (self->job, directory);
      ingot_discover_job_note_failure (self->job, directory, failure, NULL);
    }
}

static void
push_tenant (Discovery *self, const char *tenant, const char *title)
{
  Work *work = push (self, list_subscriptions);

  work->tenant = g_strdup (tenant);
  work->title = g_strdup (title != NULL ? title : tenant);
}

/* The account's own directory is asked even if nobody says which others there are. Tokens of other directories can
 * be had for people only. */
static void
list_tenants (Discovery *self)
{
  g_autoptr(GPtrArray) items = ingot_arm_items_new ();
  g_autoptr(IngotFailure) failure = NULL;
  const char *own = ingot_account_get_tenant (self->account);

  push_tenant (self, NULL, ingot_account_get_title (self->account));
  if (ingot_account_get_kind (self->account) != INGOT_ACCOUNT_PERSON)
    return;
  failure = ingot_arm_list (get_arm (self, NULL), "/tenants", INGOT_ARM_VERSION_RESOURCES, items, self->cancellable);
  for (guint i = 0; i < items->len && g_queue_get_length (self->next) < MAX_TENANTS; i++)
    {
      g_autofree char *title = NULL;
      g_autofree char *tenant = ingot_arm_read_tenant (items->pdata[i], &title);

      if (tenant != NULL && (own == NULL || g_ascii_strcasecmp (tenant, own) != 0))
        push_tenant (self, tenant, title);
    }
}

static gboolean
was_found (Discovery *self, const char *id)
{
  for (guint i = 0; i < self->found->len; i++)
    if (g_ascii_strcasecmp (self->found->pdata[i], id) == 0)
      return TRUE;
  return FALSE;
}

/* What was in a subscription that could be listed, and is not any more, was deleted. It stays in the list, since
 * conversations lead to it, with deployments that are known to be gone. */
static void
note_gone (Discovery *self)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  for (guint i = 0; i < self->resources->resources->len; i++)
    {
      IngotResource *resource = self->resources->resources->pdata[i];
      const IngotResourceInfo *info = ingot_resource_get_info (resource);

      if (info == NULL || info->id == NULL || info->subscription == NULL
          || ingot_resource_get_account (resource) != self->account
          || !g_hash_table_contains (self->complete, info->subscription) || was_found (self, info->id))
        continue;
      ingot_resources_merge_deployments (self->resources, resource, none, g_get_real_time (), TRUE);
      ingot_keeper_watch (self->resources->keeper,
                          ingot_store_save_resource (ingot_keeper_get_store (self->resources->keeper), resource));
    }
}

static void
finish (Discovery *self)
{
  IngotJob *job = INGOT_JOB (self->job);
  g_autoptr(IngotSubscription) first =
    g_list_model_get_item (ingot_discover_job_get_subscriptions (self->job), 0);

  if (g_cancellable_is_cancelled (self->cancellable))
    ingot_job_set_state (job, INGOT_JOB_CANCELLED);
  else if (self->error != NULL)
    ingot_job_fail_with_error (job, self->error);
  else if (!self->listed_any && first != NULL && ingot_subscription_get_failure (first) != NULL)
    ingot_job_fail (job, ingot_subscription_get_failure (first));
  else
    ingot_job_set_state (job, INGOT_JOB_DONE);
}

static gboolean
prepare (Discovery *self, GError **error)
{
  IngotCloud *cloud = ingot_account_get_cloud (self->account);
  SoupSession *session;

  if (ingot_cloud_get_management (cloud) == NULL)
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_INPUT,
                           _("The cloud of this account has no management address. Sign in again and fill it in, or "
                             "add resources by their address."));
      return FALSE;
    }
  session = ingot_accounts_get_session (self->resources->accounts, self->account, error);
  g_set_object (&self->session, session);
  return session != NULL;
}

static DexFuture *
discover_fiber (gpointer user_data)
{
  Discovery *self = user_data;

  if (prepare (self, &self->error))
    {
      list_tenants (self);
      while (!is_over (self) && !g_queue_is_empty (self->next))
        take_step (self);
      if (!is_over (self))
        note_gone (self);
    }
  finish (self);
  return dex_future_new_true ();
}

/* Nothing may come back of an account that is signed out. */
static void
removed_cb (IngotJob *job, IngotAccount *account)
{
  if (ingot_discover_job_get_account (INGOT_DISCOVER_JOB (job)) == account)
    ingot_job_cancel (job);
}

IngotDiscoverJob *
ingot_resources_get_discovery (IngotResources *self, IngotAccount *account)
{
  return g_object_get_data (G_OBJECT (account), LAST_JOB);
}

IngotDiscoverJob *
ingot_resources_discover (IngotResources *self, IngotAccount *account)
{
  IngotDiscoverJob *last = ingot_resources_get_discovery (self, account);
  Discovery *discovery;
  IngotDiscoverJob *job;

  if (last != NULL && !ingot_job_is_over (INGOT_JOB (last))
      && !g_cancellable_is_cancelled (ingot_job_get_cancellable (INGOT_JOB (last))))
    return g_object_ref (last);
  discovery = g_new0 (Discovery, 1);
  job = ingot_discover_job_new (account);
  g_object_set_data_full (G_OBJECT (account), LAST_JOB, g_object_ref (job), g_object_unref);
  g_signal_connect_object (self->accounts, "removed", G_CALLBACK (removed_cb), job, G_CONNECT_SWAPPED);
  discovery->resources = g_object_ref (self);
  discovery->job = g_object_ref (job);
  discovery->cancellable = g_object_ref (ingot_job_get_cancellable (INGOT_JOB (job)));
  discovery->account = g_object_ref (account);
  discovery->arms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  discovery->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  discovery->work = g_queue_new ();
  discovery->next = g_queue_new ();
  discovery->found = g_ptr_array_new_with_free_func (g_free);
  discovery->complete = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ingot_spawn_detached (discover_fiber, discovery, discovery_free);
  ingot_resources_note_look (self, INGOT_JOB (job));
  return job;
}
