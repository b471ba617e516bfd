/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include "ingot-account-rows.h"
#include "ingot-conversation-rows.h"
#include "ingot-resource-rows.h"
#include "ingot-search-rows.h"
#include "ingot-store-thread.h"
#include "ingot-store.h"
#include "ingot-track-rows.h"
#include "ingot-turn-rows.h"

struct _IngotStore
{
  GObject parent_instance;

  IngotStoreThread *thread;
};

G_DEFINE_FINAL_TYPE (IngotStore, ingot_store, G_TYPE_OBJECT)

static void
ingot_store_finalize (GObject *object)
{
  IngotStore *self = INGOT_STORE (object);

  ingot_store_thread_release (self->thread);
  G_OBJECT_CLASS (ingot_store_parent_class)->finalize (object);
}

static void
ingot_store_class_init (IngotStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_store_finalize;
}

static void
ingot_store_init (IngotStore *self)
{
  self->thread = ingot_store_thread_new ();
}

DexFuture *
ingot_store_open (const char *folder)
{
  g_autoptr(IngotStore) self = g_object_new (INGOT_TYPE_STORE, NULL);

  return ingot_store_thread_open (self->thread, folder, self);
}

IngotSetAside
ingot_store_get_set_aside (IngotStore *self, const char **path)
{
  return ingot_store_thread_get_set_aside (self->thread, path);
}

gint64
ingot_store_new_id (IngotStore *self)
{
  return ingot_store_thread_new_id (self->thread);
}

DexFuture *
ingot_store_close (IngotStore *self)
{
  return ingot_store_thread_close (self->thread);
}

static DexFuture *
write_id (IngotStore *self, IngotStoreWork work, gint64 id)
{
  return ingot_store_thread_write (self->thread, work, g_memdup2 (&id, sizeof id), g_free);
}

DexFuture *
ingot_store_load_accounts (IngotStore *self)
{
  return ingot_store_thread_read (self->thread, ingot_account_rows_load, NULL, NULL);
}

DexFuture *
ingot_store_save_account (IngotStore *self, IngotAccount *account)
{
  if (ingot_account_get_id (account) == 0)
    ingot_account_set_id (account, ingot_store_new_id (self));
  return ingot_store_thread_write (self->thread, ingot_account_rows_save,
                                   ingot_account_row_new (account), ingot_account_row_free);
}

DexFuture *
ingot_store_remove_account (IngotStore *self, gint64 account_id)
{
  DexFuture *removed = write_id (self, ingot_account_rows_remove, account_id);

  return dex_future_all (removed, ingot_store_thread_read (self->thread, ingot_account_rows_empty_log, NULL, NULL),
                         NULL);
}

DexFuture *
ingot_store_load_resources (IngotStore *self, GListModel *accounts)
{
  return ingot_store_thread_read (self->thread, ingot_resource_rows_load, ingot_account_rows_index (accounts),
                                  (GDestroyNotify) g_hash_table_unref);
}

DexFuture *
ingot_store_save_resource (IngotStore *self, IngotResource *resource)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (resource));

  if (ingot_resource_get_id (resource) == 0)
    ingot_resource_set_id (resource, ingot_store_new_id (self));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (G_LIST_MODEL (resource), i);

      if (ingot_deployment_get_id (deployment) == 0)
        ingot_deployment_set_id (deployment, ingot_store_new_id (self));
    }
  return ingot_store_thread_write (self->thread, ingot_resource_rows_save,
                                   ingot_resource_row_new (resource), ingot_resource_row_free);
}

DexFuture *
ingot_store_remove_resource (IngotStore *self, gint64 resource_id)
{
  return write_id (self, ingot_resource_rows_remove, resource_id);
}

DexFuture *
ingot_store_load_conversations (IngotStore *self, GListModel *resources)
{
  return ingot_store_thread_read (self->thread, ingot_conversation_rows_load,
                                  ingot_conversation_rows_index_deployments (resources),
                                  (GDestroyNotify) g_hash_table_unref);
}

DexFuture *
ingot_store_load_turns (IngotStore *self, gint64 conversation_id)
{
  return ingot_store_thread_read (self->thread, ingot_turn_rows_load,
                                  g_memdup2 (&conversation_id, sizeof conversation_id), g_free);
}

DexFuture *
ingot_store_save_conversation (IngotStore *self, IngotConversation *conversation)
{
  if (ingot_conversation_get_id (conversation) == 0)
    ingot_conversation_set_id (conversation, ingot_store_new_id (self));
  return ingot_store_thread_write (self->thread, ingot_conversation_rows_save,
                                   ingot_conversation_row_new (conversation), ingot_conversation_row_free);
}

DexFuture *
ingot_store_set_deleted (IngotStore *self, gint64 conversation_id, gboolean deleted)
{
  return write_id (self, deleted ? ingot_conversation_rows_delete : ingot_conversation_rows_restore,
                   conversation_id);
}

DexFuture *
ingot_store_purge_deleted (IngotStore *self)
{
  return ingot_store_thread_write (self->thread, ingot_conversation_rows_purge, NULL, NULL);
}

DexFuture *
ingot_store_add_turn (IngotStore *self, gint64 conversation_id, IngotTurn *turn)
{
  if (ingot_turn_get_id (turn) == 0)
    ingot_turn_set_id (turn, ingot_store_new_id (self));
  return ingot_store_thread_write (self->thread, ingot_turn_rows_add,
                                   ingot_turn_row_new (conversation_id, turn), ingot_turn_row_free);
}

DexFuture *
ingot_store_append_part (IngotStore *self, gint64 turn_id, IngotPartKind kind, const char *text, gsize length)
{
  return ingot_store_thread_write (self->thread, ingot_turn_rows_append_part,
                                   ingot_part_row_new (turn_id, kind, text, length), g_free);
}

DexFuture *
ingot_store_finish_turn (IngotStore *self, IngotTurn *turn)
{
  return ingot_store_thread_write (self->thread, ingot_turn_rows_finish,
                                   ingot_turn_row_new (0, turn), ingot_turn_row_free);
}

DexFuture *
ingot_store_supersede_turn (IngotStore *self, gint64 turn_id)
{
  return write_id (self, ingot_turn_rows_supersede, turn_id);
}

DexFuture *
ingot_store_restore_turn (IngotStore *self, gint64 turn_id)
{
  return write_id (self, ingot_turn_rows_restore, turn_id);
}

DexFuture *
ingot_store_search (IngotStore *self, const char *text, gint64 before_id, guint limit)
{
  return ingot_store_thread_read (self->thread, ingot_search_rows_find,
                                  ingot_search_row_new (text, before_id, limit), ingot_search_row_free);
}

DexFuture *
ingot_store_load_track_record (IngotStore *self, const char *deployment_name, const char *resource_name)
{
  return ingot_store_thread_read (self->thread, ingot_track_rows_load,
                                  ingot_track_row_new (deployment_name, resource_name), ingot_track_row_free);
}
