/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "azure/ingot-chat.h"
#include "azure/ingot-deployment-list.h"
#include "base/ingot-spawn.h"
#include "ingot-list-job.h"
#include "ingot-resources-private.h"
#include "ingot-setup-job.h"

typedef struct
{
  IngotResources *resources;
  IngotJob *job;
  IngotResource *resource;
  char *text; /* a project or NULL; or the name that was typed */
} Listing;

static void
listing_free (gpointer data)
{
  Listing *self = data;

  g_object_unref (self->resources);
  g_object_unref (self->job);
  g_object_unref (self->resource);
  g_free (self->text);
  g_free (self);
}

static Listing *
listing_new (IngotResources *resources, IngotJob *job, IngotResource *resource, const char *text)
{
  Listing *self = g_new0 (Listing, 1);

  self->resources = g_object_ref (resources);
  self->job = g_object_ref (job);
  self->resource = g_object_ref (resource);
  self->text = g_strdup (text);
  return self;
}

static gboolean
save (Listing *self, GError **error)
{
  return dex_await (ingot_store_save_resource (ingot_keeper_get_store (self->resources->keeper), self->resource), error);
}

/* The resource may have been removed while it was asked: what is found then must not bring it back. */
static gboolean
is_still_there (Listing *self, GError **error)
{
  if (!g_ptr_array_find (self->resources->resources, self->resource, NULL))
    g_cancellable_cancel (ingot_job_get_cancellable (self->job));
  return !g_cancellable_set_error_if_cancelled (ingot_job_get_cancellable (self->job), error);
}

static GListModel *
fetch (Listing *self, GError **error)
{
  const char *project = self->text != NULL ? self->text : ingot_resources_get_project (self->resource);
  SoupSession *session;

  if (!dex_await (ingot_resources_prepare (self->resources, self->resource), error))
    return NULL;
  session = ingot_resources_get_session (self->resources, self->resource, error);
  if (session == NULL)
    return NULL;
  return dex_await_object (ingot_deployment_list_fetch (session, self->resource,
                                                        ingot_resources_get_credential (self->resources, self->resource),
                                                        project, ingot_job_get_cancellable (self->job)), error);
}

static DexFuture *
list_fiber (gpointer user_data)
{
  Listing *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) list = fetch (self, &error);
  g_autoptr(GPtrArray) listed = g_ptr_array_new_with_free_func (g_object_unref);

  if (list == NULL || !is_still_there (self, &error))
    {
      ingot_job_fail_with_error (self->job, error);
      return dex_future_new_true ();
    }
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (listed, g_list_model_get_item (list, i));
  ingot_resources_merge_deployments (self->resources, self->resource, listed, g_get_real_time (), TRUE);
  if (save (self, &error))
    ingot_job_set_state (self->job, INGOT_JOB_DONE);
  else
    ingot_job_fail_with_error (self->job, error);
  return dex_future_new_true ();
}

IngotJob *
ingot_resources_list_deployments (IngotResources *self, IngotResource *resource, const char *project)
{
  IngotJob *job = INGOT_JOB (ingot_list_job_new (resource));

  ingot_spawn_detached (list_fiber, listing_new (self, job, resource, project), listing_free);
  ingot_resources_note_look (self, job);
  return job;
}

/* Names that were typed */

/* What the service says only of a deployment that it has. */
static gboolean
is_there (const GError *error)
{
  static const IngotError codes[] = {
    INGOT_ERROR_INTERRUPTED, INGOT_ERROR_FILTERED, INGOT_ERROR_RATE_LIMIT, INGOT_ERROR_CAPACITY,
    INGOT_ERROR_QUOTA_TOO_SMALL, INGOT_ERROR_NO_CHAT,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, INGOT_ERROR, (int) codes[i]))
      return TRUE;
  return FALSE;
}

/* One token is the least that a chat can cost. */
static gboolean
try_chat (Listing *self, IngotDeployment *deployment, GError **error)
{
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply (NULL, NULL);
  g_autoptr(IngotConversation) conversation = ingot_conversation_new_shortest (reply);
  SoupSession *session = ingot_resources_get_session (self->resources, self->resource, error);
  g_autoptr(IngotChat) chat = NULL;
  g_autoptr(GError) refusal = NULL;

  if (session == NULL)
    return FALSE;
  chat = ingot_chat_new (session, deployment, ingot_resources_get_credential (self->resources, self->resource),
                         conversation, reply);
  if (dex_await (ingot_chat_run (chat, ingot_job_get_cancellable (self->job)), &refusal))
    return TRUE;
  if (is_there (refusal))
    {
      ingot_deployment_set_chats (deployment, !g_error_matches (refusal, INGOT_ERROR, INGOT_ERROR_NO_CHAT));
      return TRUE;
    }
  if (g_error_matches (refusal, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&refusal));
  else
    {
      g_autoptr(IngotFailure) failure = ingot_chat_dup_failure (chat, refusal);

      ingot_job_fail (self->job, failure);
    }
  return FALSE;
}

static DexFuture *
try_fiber (gpointer user_data)
{
  Listing *self = user_data;
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new (self->text, INGOT_ENDPOINT_STYLE_V1);
  g_autoptr(GError) error = NULL;
  gboolean done;

  ingot_deployment_set_resource (deployment, self->resource);
  done = dex_await (ingot_resources_prepare (self->resources, self->resource), &error)
         && try_chat (self, deployment, &error) && is_still_there (self, &error);
  if (done)
    {
      IngotDeployment *added = ingot_resource_add_deployment (self->resource, deployment);

      ingot_deployment_set_chats (added, ingot_deployment_get_chats (deployment));
      done = save (self, &error);
      if (done)
        ingot_setup_job_finish (INGOT_SETUP_JOB (self->job), added);
    }
  if (!done && !ingot_job_is_over (self->job))
    ingot_job_fail_with_error (self->job, error);
  return dex_future_new_true ();
}

IngotJob *
ingot_resources_try_name (IngotResources *self, IngotResource *resource, const char *name)
{
  IngotJob *job = INGOT_JOB (ingot_setup_job_new ());

  ingot_spawn_detached (try_fiber, listing_new (self, job, resource, name), listing_free);
  return job;
}
