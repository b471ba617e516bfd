/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "auth/ingot-key-credential.h"
#include "azure/ingot-endpoint-style.h"
#include "azure/ingot-model-list.h"
#include "base/ingot-spawn.h"
#include "ingot-resources-private.h"
#include "ingot-sandbox-process.h"
#include "ingot-setup-job.h"

struct _IngotResources
{
  GObject parent_instance;

  IngotKeeper *keeper;
  IngotVault *vault;
  SoupSession *session;
  IngotSandboxProcess *process;
  GPtrArray *resources;    /* of IngotResource; the sandbox is the last */
  GHashTable *credentials; /* IngotResource → IngotCredential, made when first needed */
  IngotDeployment *last_used;
};

static GType
ingot_resources_get_item_type (GListModel *model)
{
  return INGOT_TYPE_RESOURCE;
}

static guint
ingot_resources_get_n_items (GListModel *model)
{
  return INGOT_RESOURCES (model)->resources->len;
}

static gpointer
ingot_resources_get_item (GListModel *model, guint position)
{
  IngotResources *self = INGOT_RESOURCES (model);

  return position < self->resources->len ? g_object_ref (self->resources->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ingot_resources_get_item_type;
  iface->get_n_items = ingot_resources_get_n_items;
  iface->get_item = ingot_resources_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotResources, ingot_resources, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
ingot_resources_dispose (GObject *object)
{
  IngotResources *self = INGOT_RESOURCES (object);

  g_clear_object (&self->keeper);
  g_clear_object (&self->vault);
  g_clear_object (&self->session);
  g_clear_object (&self->process);
  g_clear_object (&self->last_used);
  g_hash_table_remove_all (self->credentials);
  g_ptr_array_set_size (self->resources, 0);
  G_OBJECT_CLASS (ingot_resources_parent_class)->dispose (object);
}

static void
ingot_resources_finalize (GObject *object)
{
  IngotResources *self = INGOT_RESOURCES (object);

  g_hash_table_unref (self->credentials);
  g_ptr_array_unref (self->resources);
  G_OBJECT_CLASS (ingot_resources_parent_class)->finalize (object);
}

static void
ingot_resources_class_init (IngotResourcesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ingot_resources_dispose;
  object_class->finalize = ingot_resources_finalize;
}

static void
ingot_resources_init (IngotResources *self)
{
  self->resources = g_ptr_array_new_with_free_func (g_object_unref);
  self->credentials = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
}

/* The sandbox stays the last one, whatever the order in which the store has them. */
static void
take_stored (IngotResources *self, GListModel *stored)
{
  g_autoptr(IngotResource) sandbox = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (stored); i++)
    {
      g_autoptr(IngotResource) resource = g_list_model_get_item (stored, i);

      if (ingot_resource_get_kind (resource) == INGOT_RESOURCE_SANDBOX)
        g_set_object (&sandbox, resource);
      else
        g_ptr_array_add (self->resources, g_steal_pointer (&resource));
    }
  if (sandbox == NULL)
    sandbox = ingot_resource_new (INGOT_RESOURCE_SANDBOX, NULL, INGOT_SIGN_IN_KEY);
  ingot_resource_set_name (sandbox, _("Sandbox"));
  /* An address of an earlier process leads nowhere. */
  ingot_resource_set_address (sandbox, NULL, "/openai/v1");
  g_ptr_array_add (self->resources, g_steal_pointer (&sandbox));
}

IngotResources *
ingot_resources_new (IngotKeeper *keeper, IngotVault *vault, SoupSession *session,
                     const char *sandbox_program, GListModel *stored)
{
  IngotResources *self = g_object_new (INGOT_TYPE_RESOURCES, NULL);

  self->keeper = g_object_ref (keeper);
  self->vault = g_object_ref (vault);
  self->session = g_object_ref (session);
  self->process = ingot_sandbox_process_new (sandbox_program);
  take_stored (self, stored);
  return self;
}

SoupSession *
ingot_resources_get_session (IngotResources *self)
{
  return self->session;
}

IngotResource *
ingot_resources_get_sandbox (IngotResources *self)
{
  return self->resources->pdata[self->resources->len - 1];
}

static void
set_credential (IngotResources *self, IngotResource *resource, IngotCredential *credential)
{
  g_hash_table_insert (self->credentials, g_object_ref (resource), credential);
}

IngotCredential *
ingot_resources_get_credential (IngotResources *self, IngotResource *resource)
{
  IngotCredential *credential = g_hash_table_lookup (self->credentials, resource);

  if (credential == NULL && ingot_resource_get_sign_in (resource) == INGOT_SIGN_IN_KEY)
    {
      g_autofree char *address = ingot_resource_dup_address (resource);

      credential = ingot_key_credential_new (self->vault, address, ingot_azure_key_header (resource));
      set_credential (self, resource, credential);
    }
  return credential;
}

/* Adding */

typedef struct
{
  IngotResources *resources;
  IngotSetupJob *job;
  IngotResource *resource; /* known before, or new */
  gboolean is_new;
  char *deployment_name;
  char *key; /* NULL for a server that asks for none */
  IngotKeepKey keep;
} Adding;

static void
adding_free (Adding *self)
{
  g_object_unref (self->resources);
  g_object_unref (self->job);
  g_object_unref (self->resource);
  g_free (self->deployment_name);
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
  set_credential (self->resources, self->resource, credential);
  return TRUE;
}

/* A key that no resource points to would lie in the keyring for ever. */
static void
forget_key (IngotResources *self, IngotResource *resource)
{
  g_autofree char *address = ingot_resource_dup_address (resource);

  ingot_keeper_watch (self->keeper, ingot_vault_clear (self->vault, address, NULL));
}

static void
list_resource (IngotResources *self, IngotResource *resource)
{
  guint position = self->resources->len - 1;

  g_ptr_array_insert (self->resources, (int) position, g_object_ref (resource));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static DexFuture *
add_fiber (gpointer user_data)
{
  Adding *self = user_data;
  IngotStore *store = ingot_keeper_get_store (self->resources->keeper);
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new (self->deployment_name, INGOT_ENDPOINT_STYLE_V1);
  IngotDeployment *added;
  g_autoptr(GError) error = NULL;

  if (!keep_key (self, &error))
    {
      ingot_job_fail_with_error (INGOT_JOB (self->job), error);
      return dex_future_new_true ();
    }

  ingot_resource_set_sign_in (self->resource, self->key != NULL ? INGOT_SIGN_IN_KEY : INGOT_SIGN_IN_NONE);
  if (self->key == NULL)
    g_hash_table_remove (self->resources->credentials, self->resource);
  added = ingot_resource_add_deployment (self->resource, deployment);
  if (!dex_await (ingot_store_save_resource (store, self->resource), &error))
    {
      if (self->is_new && self->key != NULL)
        forget_key (self->resources, self->resource);
      ingot_job_fail_with_error (INGOT_JOB (self->job), error);
      return dex_future_new_true ();
    }

  if (self->is_new)
    list_resource (self->resources, self->resource);
  ingot_setup_job_finish (self->job, added);
  return dex_future_new_true ();
}

static IngotResource *
find_by_address (IngotResources *self, const IngotEndpoint *endpoint)
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

IngotJob *
ingot_resources_add (IngotResources *self, const char *name, const IngotEndpoint *endpoint,
                     const char *deployment_name, const char *key, IngotKeepKey keep)
{
  IngotResource *known = find_by_address (self, endpoint);
  Adding *adding = g_new0 (Adding, 1);
  g_autoptr(IngotSetupJob) job = ingot_setup_job_new ();

  adding->resources = g_object_ref (self);
  adding->job = g_object_ref (job);
  adding->deployment_name = g_strdup (deployment_name);
  adding->key = key != NULL && *key != '\0' ? g_strdup (key) : NULL;
  adding->keep = keep;
  adding->is_new = known == NULL;
  adding->resource = known != NULL ? g_object_ref (known) : new_resource (self, name, endpoint, adding->key);
  ingot_spawn_detached (add_fiber, adding, (GDestroyNotify) adding_free);
  return INGOT_JOB (g_steal_pointer (&job));
}

IngotDeployment *
ingot_resources_get_added (IngotResources *self, IngotJob *job)
{
  return ingot_setup_job_get_deployment (INGOT_SETUP_JOB (job));
}

void
ingot_resources_remove (IngotResources *self, IngotResource *resource)
{
  IngotStore *store = ingot_keeper_get_store (self->keeper);
  guint position;

  if (resource == ingot_resources_get_sandbox (self)
      || !g_ptr_array_find (self->resources, resource, &position))
    return;

  if (ingot_resource_get_sign_in (resource) == INGOT_SIGN_IN_KEY)
    forget_key (self, resource);
  ingot_keeper_watch (self->keeper, ingot_store_remove_resource (store, ingot_resource_get_id (resource)));
  g_hash_table_remove (self->credentials, resource);
  g_ptr_array_remove_index (self->resources, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* The sandbox */

static DexFuture *
prepare_sandbox_fiber (gpointer user_data)
{
  IngotResources *self = user_data;
  IngotResource *sandbox = ingot_resources_get_sandbox (self);
  g_autoptr(GListModel) listed = NULL;
  g_autoptr(GError) error = NULL;
  const char *origin;

  if (!dex_await (ingot_sandbox_process_start (self->process), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  origin = ingot_sandbox_process_get_origin (self->process);
  if (g_strcmp0 (ingot_resource_get_url (sandbox), origin) == 0)
    return dex_future_new_true ();

  ingot_resource_set_address (sandbox, origin, "/openai/v1");
  set_credential (self, sandbox,
                  ingot_key_credential_new_for_key (ingot_sandbox_process_get_key (self->process),
                                                    INGOT_KEY_HEADER_API_KEY));
  listed = dex_await_object (ingot_model_list_fetch (self->session, sandbox,
                                                     ingot_resources_get_credential (self, sandbox), NULL), &error);
  if (listed == NULL)
    {
      ingot_resource_set_address (sandbox, NULL, "/openai/v1");
      return dex_future_new_reject (INGOT_ERROR, INGOT_ERROR_SANDBOX, "%s", error->message);
    }

  for (guint i = 0; i < g_list_model_get_n_items (listed); i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (listed, i);

      ingot_resource_add_deployment (sandbox, deployment);
    }
  ingot_keeper_watch (self->keeper, ingot_store_save_resource (ingot_keeper_get_store (self->keeper), sandbox));
  return dex_future_new_true ();
}

DexFuture *
ingot_resources_prepare (IngotResources *self, IngotResource *resource)
{
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

/* Finding */

static IngotDeployment *
find_in_all (IngotResources *self, gboolean (*matches) (IngotDeployment *deployment, gint64 id), gint64 id)
{
  for (guint i = 0; i < self->resources->len; i++)
    {
      GListModel *deployments = self->resources->pdata[i];

      for (guint j = 0; j < g_list_model_get_n_items (deployments); j++)
        {
          g_autoptr(IngotDeployment) deployment = g_list_model_get_item (deployments, j);

          if (matches (deployment, id))
            return deployment; /* the list holds it */
        }
    }
  return NULL;
}

static gboolean
has_id (IngotDeployment *deployment, gint64 id)
{
  return ingot_deployment_get_id (deployment) == id;
}

static gboolean
can_chat (IngotDeployment *deployment, gint64 id)
{
  return ingot_deployment_get_chats (deployment);
}

IngotDeployment *
ingot_resources_find_deployment (IngotResources *self, gint64 id)
{
  return find_in_all (self, has_id, id);
}

IngotDeployment *
ingot_resources_get_default_deployment (IngotResources *self)
{
  if (self->last_used != NULL && ingot_deployment_get_resource (self->last_used) != NULL)
    return self->last_used;
  return find_in_all (self, can_chat, 0);
}

void
ingot_resources_set_last_used (IngotResources *self, IngotDeployment *deployment)
{
  g_set_object (&self->last_used, deployment);
}

void
ingot_resources_close (IngotResources *self)
{
  ingot_sandbox_process_stop (self->process);
}
