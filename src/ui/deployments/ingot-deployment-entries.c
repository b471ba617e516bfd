/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include "ingot-deployment-entries.h"

/* One resource. */
typedef struct
{
  IngotDeploymentEntries *entries_of; /* not owned */
  IngotResource *resource;
  GSignalGroup *account; /* of it */
  GPtrArray *entries;    /* of IngotDeploymentEntry */
  GHashTable *by_name;   /* name, owned by the deployment → IngotDeploymentEntry */
  guint n_known;         /* how many deployments are in the entries */
  gboolean is_dirty;     /* it has others */
  gboolean is_other;     /* some were taken away: all is to be made again */
} Group;

struct _IngotDeploymentEntries
{
  GObject parent_instance;

  GListModel *resources;
  GPtrArray *groups; /* of Group, as the resources */
  guint update_id;   /* the source that brings groups up to date, or 0 */
  gboolean is_changed;
};

static guint entries_changed_signal;

static GType
ingot_deployment_entries_get_item_type (GListModel *model)
{
  return INGOT_TYPE_DEPLOYMENT_ENTRY;
}

static guint
ingot_deployment_entries_get_n_items (GListModel *model)
{
  IngotDeploymentEntries *self = INGOT_DEPLOYMENT_ENTRIES (model);
  guint n = 0;

  for (guint i = 0; i < self->groups->len; i++)
    n += ((Group *) self->groups->pdata[i])->entries->len;
  return n;
}

static gpointer
ingot_deployment_entries_get_item (GListModel *model, guint position)
{
  IngotDeploymentEntries *self = INGOT_DEPLOYMENT_ENTRIES (model);

  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = self->groups->pdata[i];

      if (position < group->entries->len)
        return g_object_ref (group->entries->pdata[position]);
      position -= group->entries->len;
    }
  return NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ingot_deployment_entries_get_item_type;
  iface->get_n_items = ingot_deployment_entries_get_n_items;
  iface->get_item = ingot_deployment_entries_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotDeploymentEntries, ingot_deployment_entries, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static guint
find_offset (IngotDeploymentEntries *self, Group *group)
{
  guint offset = 0;

  for (guint i = 0; self->groups->pdata[i] != group; i++)
    offset += ((Group *) self->groups->pdata[i])->entries->len;
  return offset;
}

static gboolean update_cb (gpointer user_data);

static void
queue_update (IngotDeploymentEntries *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

static void
entry_changed_cb (IngotDeploymentEntries *self)
{
  self->is_changed = TRUE;
  queue_update (self);
}

/* Takes in what was added at the end. */
static void
fill_group (Group *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->resource));

  for (; self->n_known < n; self->n_known++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (G_LIST_MODEL (self->resource), self->n_known);
      const char *name = ingot_deployment_get_name (deployment);
      IngotDeploymentEntry *entry = g_hash_table_lookup (self->by_name, name);

      if (entry != NULL)
        {
          ingot_deployment_entry_add (entry, deployment);
          continue;
        }
      entry = ingot_deployment_entry_new (INGOT_IS_RESOURCES (self->entries_of->resources)
                                            ? INGOT_RESOURCES (self->entries_of->resources) : NULL, deployment);
      g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), self->entries_of, G_CONNECT_SWAPPED);
      g_hash_table_insert (self->by_name, (gpointer) name, entry);
      g_ptr_array_add (self->entries, entry);
    }
  self->is_dirty = FALSE;
}

static void
update_group (IngotDeploymentEntries *self, Group *group)
{
  guint offset = find_offset (self, group);
  guint n_before = group->entries->len;

  if (group->is_other)
    {
      g_hash_table_remove_all (group->by_name);
      g_ptr_array_set_size (group->entries, 0);
      group->n_known = 0;
    }
  fill_group (group);
  if (group->is_other)
    g_list_model_items_changed (G_LIST_MODEL (self), offset, n_before, group->entries->len);
  else if (group->entries->len > n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), offset + n_before, 0, group->entries->len - n_before);
  group->is_other = FALSE;
}

static gboolean
update_cb (gpointer user_data)
{
  IngotDeploymentEntries *self = user_data;
  gboolean is_changed = self->is_changed;

  self->update_id = 0;
  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = self->groups->pdata[i];

      if (group->is_dirty)
        update_group (self, group);
    }
  self->is_changed = FALSE;
  if (is_changed)
    g_signal_emit (self, entries_changed_signal, 0);
  return G_SOURCE_REMOVE;
}

static void
deployments_changed_cb (Group *group, guint position, guint removed, guint added, GListModel *resource)
{
  if (removed > 0 || position != g_list_model_get_n_items (resource) - added)
    group->is_other = TRUE;
  group->is_dirty = TRUE;
  queue_update (group->entries_of);
}

static void
group_changed_cb (Group *group)
{
  for (guint i = 0; i < group->entries->len; i++)
    ingot_deployment_entry_invalidate (group->entries->pdata[i]);
}

static void
account_cb (Group *group)
{
  g_signal_group_set_target (group->account, ingot_resource_get_account (group->resource));
  group_changed_cb (group);
}

static Group *
group_new (IngotDeploymentEntries *entries, IngotResource *resource)
{
  Group *self = g_new0 (Group, 1);

  self->entries_of = entries;
  self->resource = g_object_ref (resource);
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->account = g_signal_group_new (INGOT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account, "notify::signed-out", G_CALLBACK (group_changed_cb), self);
  g_signal_group_set_target (self->account, ingot_resource_get_account (resource));
  g_signal_connect_swapped (resource, "items-changed", G_CALLBACK (deployments_changed_cb), self);
  g_signal_connect_swapped (resource, "notify::account", G_CALLBACK (account_cb), self);
  g_signal_connect_swapped (resource, "notify::listed", G_CALLBACK (group_changed_cb), self);
  g_signal_connect_swapped (resource, "notify::name", G_CALLBACK (group_changed_cb), self);
  g_signal_connect_swapped (resource, "notify::url", G_CALLBACK (group_changed_cb), self);
  g_signal_connect_swapped (resource, "notify::sign-in", G_CALLBACK (group_changed_cb), self);
  fill_group (self);
  return self;
}

static void
group_free (gpointer data)
{
  Group *self = data;

  g_signal_handlers_disconnect_by_data (self->resource, self);
  g_object_unref (self->account);
  g_object_unref (self->resource);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* At once, because the deployments of a resource that is removed have none any more. */
static void
resources_changed_cb (IngotDeploymentEntries *self, guint position, guint removed, guint added)
{
  guint offset = 0, n_removed = 0, n_added = 0;

  for (guint i = 0; i < position; i++)
    offset += ((Group *) self->groups->pdata[i])->entries->len;
  for (guint i = 0; i < removed; i++)
    {
      n_removed += ((Group *) self->groups->pdata[position])->entries->len;
      g_ptr_array_remove_index (self->groups, position);
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr(IngotResource) resource = g_list_model_get_item (self->resources, position + i);
      Group *group = group_new (self, resource);

      n_added += group->entries->len;
      g_ptr_array_insert (self->groups, (int) (position + i), group);
    }
  if (n_removed > 0 || n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), offset, n_removed, n_added);
}

static void
ingot_deployment_entries_dispose (GObject *object)
{
  IngotDeploymentEntries *self = INGOT_DEPLOYMENT_ENTRIES (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->resources != NULL)
    g_signal_handlers_disconnect_by_data (self->resources, self);
  g_clear_object (&self->resources);
  g_ptr_array_set_size (self->groups, 0);
  G_OBJECT_CLASS (ingot_deployment_entries_parent_class)->dispose (object);
}

static void
ingot_deployment_entries_finalize (GObject *object)
{
  g_ptr_array_unref (INGOT_DEPLOYMENT_ENTRIES (object)->groups);
  G_OBJECT_CLASS (ingot_deployment_entries_parent_class)->finalize (object);
}

static void
ingot_deployment_entries_class_init (IngotDeploymentEntriesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ingot_deployment_entries_dispose;
  object_class->finalize = ingot_deployment_entries_finalize;

  entries_changed_signal = g_signal_new ("entries-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
}

static void
ingot_deployment_entries_init (IngotDeploymentEntries *self)
{
  self->groups = g_ptr_array_new_with_free_func (group_free);
}

IngotDeploymentEntries *
ingot_deployment_entries_new (GListModel *resources)
{
  IngotDeploymentEntries *self = g_object_new (INGOT_TYPE_DEPLOYMENT_ENTRIES, NULL);

  self->resources = g_object_ref (resources);
  g_signal_connect_swapped (resources, "items-changed", G_CALLBACK (resources_changed_cb), self);
  resources_changed_cb (self, 0, 0, g_list_model_get_n_items (resources));
  return self;
}

IngotDeploymentEntry *
ingot_deployment_entries_find (IngotDeploymentEntries *self, IngotDeployment *deployment)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = self->groups->pdata[i];
      IngotDeploymentEntry *entry = g_hash_table_lookup (group->by_name, ingot_deployment_get_name (deployment));

      if (entry != NULL && ingot_deployment_entry_has (entry, deployment))
        return entry;
    }
  return NULL;
}

guint
ingot_deployment_entries_get_n_resources (IngotDeploymentEntries *self)
{
  guint n = 0;

  for (guint i = 0; i < self->groups->len; i++)
    n += ((Group *) self->groups->pdata[i])->entries->len > 0 ? 1 : 0;
  return n;
}
