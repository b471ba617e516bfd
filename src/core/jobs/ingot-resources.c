/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "auth/ingot-key-credential.h"
#include "azure/ingot-endpoint-style.h"
#include "ingot-resources-private.h"
#include "ingot-setup-job.h"

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

enum
{
  PROP_0,
  PROP_PREFERRED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotResources, ingot_resources, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
ingot_resources_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_PREFERRED)
    g_value_set_int64 (value, INGOT_RESOURCES (object)->preferred);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_resources_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotResources *self = INGOT_RESOURCES (object);

  if (prop_id != PROP_PREFERRED)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
  else if (self->preferred != g_value_get_int64 (value))
    {
      self->preferred = g_value_get_int64 (value);
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
ingot_resources_dispose (GObject *object)
{
  IngotResources *self = INGOT_RESOURCES (object);

  g_clear_object (&self->keeper);
  g_clear_object (&self->vault);
  g_clear_object (&self->accounts);
  g_clear_object (&self->process);
  g_clear_object (&self->last_used);
  g_list_store_remove_all (self->looks);
  g_hash_table_remove_all (self->credentials);
  g_ptr_array_set_size (self->resources, 0);
  G_OBJECT_CLASS (ingot_resources_parent_class)->dispose (object);
}

static void
ingot_resources_finalize (GObject *object)
{
  IngotResources *self = INGOT_RESOURCES (object);

  g_hash_table_unref (self->credentials);
  g_object_unref (self->looks);
  g_ptr_array_unref (self->resources);
  G_OBJECT_CLASS (ingot_resources_parent_class)->finalize (object);
}

static void
ingot_resources_class_init (IngotResourcesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ingot_resources_get_property;
  object_class->set_property = ingot_resources_set_property;
  object_class->dispose = ingot_resources_dispose;
  object_class->finalize = ingot_resources_finalize;

  props[PROP_PREFERRED] =
    g_param_spec_int64 ("preferred", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_resources_init (IngotResources *self)
{
  self->resources = g_ptr_array_new_with_free_func (g_object_unref);
  self->looks = g_list_store_new (INGOT_TYPE_JOB);
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
ingot_resources_new (IngotKeeper *keeper, IngotVault *vault, IngotAccounts *accounts,
                     const char *sandbox_program, GListModel *stored)
{
  IngotResources *self = g_object_new (INGOT_TYPE_RESOURCES, NULL);

  self->keeper = g_object_ref (keeper);
  self->vault = g_object_ref (vault);
  self->accounts = g_object_ref (accounts);
  self->process = ingot_sandbox_process_new (sandbox_program);
  take_stored (self, stored);
  for (guint i = 0; i < self->resources->len; i++)
    ingot_resources_watch_lessons (self, self->resources->pdata[i]);
  ingot_resources_follow_accounts (self);
  return self;
}

SoupSession *
ingot_resources_get_session (IngotResources *self, IngotResource *resource, GError **error)
{
  return ingot_accounts_get_session (self->accounts, ingot_resource_get_account (resource), error);
}

IngotResource *
ingot_resources_get_sandbox (IngotResources *self)
{
  return self->resources->pdata[self->resources->len - 1];
}

void
ingot_resources_set_credential (IngotResources *self, IngotResource *resource, IngotCredential *credential)
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
      ingot_resources_set_credential (self, resource, credential);
    }
  else if (credential == NULL && ingot_resource_get_sign_in (resource) == INGOT_SIGN_IN_ACCOUNT
           && ingot_resource_get_account (resource) != NULL)
    {
      credential = ingot_resources_make_account_credential (self, resource);
      ingot_resources_set_credential (self, resource, credential);
    }
  return credential;
}

void
ingot_resources_forget_key (IngotResources *self, IngotResource *resource)
{
  g_autofree char *address = ingot_resource_dup_address (resource);

  ingot_keeper_watch (self->keeper, ingot_vault_clear (self->vault, address, NULL));
}

void
ingot_resources_list (IngotResources *self, IngotResource *resource)
{
  guint position = self->resources->len - 1;

  g_ptr_array_insert (self->resources, (int) position, g_object_ref (resource));
  ingot_resources_watch_lessons (self, resource);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
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
    ingot_resources_forget_key (self, resource);
  ingot_keeper_watch (self->keeper, ingot_store_remove_resource (store, ingot_resource_get_id (resource)));
  g_hash_table_remove (self->credentials, resource);
  ingot_resources_forget_look (self, resource);
  g_ptr_array_remove_index (self->resources, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
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
  IngotDeployment *preferred = self->preferred != 0 ? find_in_all (self, has_id, self->preferred) : NULL;

  if (preferred != NULL && can_chat (preferred, 0))
    return preferred;
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
