/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "base/ingot-spawn.h"
#include "ingot-library-private.h"

/* Typing changes the draft at each key; the disk needs to hear of it a few times a second at most. */
#define SAVE_DELAY_MS 250

struct _IngotLibrary
{
  GObject parent_instance;

  IngotKeeper *keeper;
  GPtrArray *conversations; /* of IngotConversation, in the order of comes_before() */
  GHashTable *unsaved;      /* set of IngotConversation */
  GHashTable *loading;      /* set of IngotConversation */
  guint save_source;
};

static GType
ingot_library_get_item_type (GListModel *model)
{
  return INGOT_TYPE_CONVERSATION;
}

static guint
ingot_library_get_n_items (GListModel *model)
{
  return INGOT_LIBRARY (model)->conversations->len;
}

static gpointer
ingot_library_get_item (GListModel *model, guint position)
{
  IngotLibrary *self = INGOT_LIBRARY (model);

  return position < self->conversations->len ? g_object_ref (self->conversations->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ingot_library_get_item_type;
  iface->get_n_items = ingot_library_get_n_items;
  iface->get_item = ingot_library_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotLibrary, ingot_library, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
ingot_library_dispose (GObject *object)
{
  IngotLibrary *self = INGOT_LIBRARY (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_object (&self->keeper);
  g_hash_table_remove_all (self->unsaved);
  g_hash_table_remove_all (self->loading);
  g_ptr_array_set_size (self->conversations, 0);
  G_OBJECT_CLASS (ingot_library_parent_class)->dispose (object);
}

static void
ingot_library_finalize (GObject *object)
{
  IngotLibrary *self = INGOT_LIBRARY (object);

  g_hash_table_unref (self->unsaved);
  g_hash_table_unref (self->loading);
  g_ptr_array_unref (self->conversations);
  G_OBJECT_CLASS (ingot_library_parent_class)->finalize (object);
}

static void
ingot_library_class_init (IngotLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ingot_library_dispose;
  object_class->finalize = ingot_library_finalize;
}

static void
ingot_library_init (IngotLibrary *self)
{
  self->conversations = g_ptr_array_new_with_free_func (g_object_unref);
  self->unsaved = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->loading = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/* Keeping the store in step */

static void
save_soon_cb (gpointer user_data)
{
  IngotLibrary *self = user_data;

  self->save_source = 0;
  ingot_library_flush (self);
}

static void
save_soon (IngotLibrary *self, IngotConversation *conversation)
{
  g_hash_table_add (self->unsaved, g_object_ref (conversation));
  if (self->save_source == 0)
    self->save_source = g_timeout_add_once (SAVE_DELAY_MS, save_soon_cb, self);
}

static void
save_now (IngotLibrary *self, IngotConversation *conversation)
{
  g_hash_table_remove (self->unsaved, conversation);
  ingot_keeper_watch (self->keeper,
                      ingot_store_save_conversation (ingot_keeper_get_store (self->keeper), conversation));
}

void
ingot_library_flush (IngotLibrary *self)
{
  GHashTableIter iter;
  gpointer conversation;

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_hash_table_iter_init (&iter, self->unsaved);
  while (g_hash_table_iter_next (&iter, &conversation, NULL))
    {
      ingot_keeper_watch (self->keeper,
                          ingot_store_save_conversation (ingot_keeper_get_store (self->keeper), conversation));
      g_hash_table_iter_remove (&iter);
    }
}

/* The order of the list */

static gboolean
comes_before (IngotConversation *a, IngotConversation *b)
{
  gboolean is_pinned = ingot_conversation_get_pinned (a);

  if (is_pinned != ingot_conversation_get_pinned (b))
    return is_pinned;
  return ingot_conversation_get_updated (a) > ingot_conversation_get_updated (b);
}

static guint
find_place (IngotLibrary *self, IngotConversation *conversation)
{
  guint i;

  for (i = 0; i < self->conversations->len; i++)
    if (!comes_before (self->conversations->pdata[i], conversation))
      break;
  return i;
}

static void
list_conversation (IngotLibrary *self, IngotConversation *conversation)
{
  guint place = find_place (self, conversation);

  g_ptr_array_insert (self->conversations, (int) place, g_object_ref (conversation));
  g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
}

static gboolean
unlist_conversation (IngotLibrary *self, IngotConversation *conversation)
{
  guint position;

  if (!g_ptr_array_find (self->conversations, conversation, &position))
    return FALSE;
  g_ptr_array_remove_index (self->conversations, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  return TRUE;
}

static gboolean
is_listed (IngotLibrary *self, IngotConversation *conversation)
{
  return g_ptr_array_find (self->conversations, conversation, NULL);
}

/* Time only moves forward, so it can only have come to stand before what is above it. */
static gboolean
keeps_place (IngotLibrary *self, IngotConversation *conversation)
{
  guint position;

  return g_ptr_array_find (self->conversations, conversation, &position)
         && (position == 0 || comes_before (self->conversations->pdata[position - 1], conversation));
}

static gboolean
is_worth_keeping (IngotConversation *conversation)
{
  return g_list_model_get_n_items (G_LIST_MODEL (conversation)) > 0
         || *ingot_conversation_get_draft (conversation) != '\0'
         || ingot_conversation_get_own_title (conversation) != NULL
         || ingot_parameters_is_any_set (ingot_conversation_get_parameters (conversation));
}

/* What was begun and never filled leaves no trace. */
static void
head_changed_cb (IngotLibrary *self, GParamSpec *pspec, IngotConversation *conversation)
{
  if (is_listed (self, conversation))
    {
      save_soon (self, conversation);
    }
  else if (ingot_conversation_get_id (conversation) == 0 && is_worth_keeping (conversation))
    {
      save_now (self, conversation);
      list_conversation (self, conversation);
    }
}

static void
parameters_changed_cb (IngotLibrary *self, IngotConversation *conversation)
{
  head_changed_cb (self, NULL, conversation);
}

static void
pinned_cb (IngotLibrary *self, GParamSpec *pspec, IngotConversation *conversation)
{
  g_autoptr(IngotConversation) kept = g_object_ref (conversation);

  if (!unlist_conversation (self, kept))
    return;
  list_conversation (self, kept);
  save_soon (self, kept);
}

/* A turn refers to its conversation, so that has to be written before it. */
static void
updated_cb (IngotLibrary *self, GParamSpec *pspec, IngotConversation *conversation)
{
  g_autoptr(IngotConversation) kept = g_object_ref (conversation);
  gboolean stays = keeps_place (self, kept);
  gboolean is_removed = ingot_conversation_get_id (conversation) != 0 && !is_listed (self, conversation);

  save_now (self, conversation);
  if (stays || is_removed)
    return;
  unlist_conversation (self, conversation);
  list_conversation (self, conversation);
}

static void
follow (IngotLibrary *self, IngotConversation *conversation)
{
  g_signal_connect_object (conversation, "notify::own-title", G_CALLBACK (head_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::draft", G_CALLBACK (head_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::deployment", G_CALLBACK (head_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::pinned", G_CALLBACK (pinned_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "parameters-changed", G_CALLBACK (parameters_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::updated", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED);
}

IngotLibrary *
ingot_library_new (IngotKeeper *keeper, GListModel *stored)
{
  IngotLibrary *self = g_object_new (INGOT_TYPE_LIBRARY, NULL);

  self->keeper = g_object_ref (keeper);
  for (guint i = 0; i < g_list_model_get_n_items (stored); i++)
    {
      IngotConversation *conversation = g_list_model_get_item (stored, i);

      g_ptr_array_add (self->conversations, conversation);
      follow (self, conversation);
    }
  return self;
}

IngotStore *
ingot_library_get_store (IngotLibrary *self)
{
  return ingot_keeper_get_store (self->keeper);
}

IngotConversation *
ingot_library_begin (IngotLibrary *self)
{
  IngotConversation *conversation = ingot_conversation_new ();

  follow (self, conversation);
  return conversation;
}

IngotConversation *
ingot_library_find (IngotLibrary *self, gint64 id)
{
  for (guint i = 0; i < self->conversations->len; i++)
    if (ingot_conversation_get_id (self->conversations->pdata[i]) == id)
      return self->conversations->pdata[i];
  return NULL;
}

IngotConversation *
ingot_library_get_latest (IngotLibrary *self)
{
  IngotConversation *latest = NULL;

  for (guint i = 0; i < self->conversations->len; i++)
    {
      IngotConversation *next = self->conversations->pdata[i];

      if (latest == NULL || ingot_conversation_get_updated (next) > ingot_conversation_get_updated (latest))
        latest = next;
      if (!ingot_conversation_get_pinned (next))
        break;
    }
  return latest;
}

/* Loading */

typedef struct
{
  IngotLibrary *library;
  IngotConversation *conversation;
} Loading;

static void
loading_free (Loading *self)
{
  g_object_unref (self->library);
  g_object_unref (self->conversation);
  g_free (self);
}

static DexFuture *
loaded_cb (DexFuture *completed, gpointer user_data)
{
  Loading *self = user_data;
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  g_hash_table_remove (self->library->loading, self->conversation);
  if (value == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  ingot_conversation_load (self->conversation, g_value_get_object (value));
  return dex_future_new_true ();
}

void
ingot_library_load (IngotLibrary *self, IngotConversation *conversation)
{
  IngotStore *store = ingot_keeper_get_store (self->keeper);
  Loading *loading;

  if (ingot_conversation_get_loaded (conversation) || g_hash_table_contains (self->loading, conversation))
    return;

  g_hash_table_add (self->loading, g_object_ref (conversation));
  loading = g_new0 (Loading, 1);
  loading->library = g_object_ref (self);
  loading->conversation = g_object_ref (conversation);
  ingot_keeper_watch (self->keeper,
                      dex_future_finally (ingot_store_load_turns (store, ingot_conversation_get_id (conversation)),
                                          loaded_cb, loading, (GDestroyNotify) loading_free));
}

/* Deleting */

static void
write_deleted (IngotLibrary *self, IngotConversation *conversation, gboolean deleted)
{
  IngotStore *store = ingot_keeper_get_store (self->keeper);

  ingot_keeper_watch (self->keeper,
                      ingot_store_set_deleted (store, ingot_conversation_get_id (conversation), deleted));
}

void
ingot_library_remove (IngotLibrary *self, IngotConversation *conversation)
{
  g_autoptr(IngotConversation) kept = g_object_ref (conversation);

  if (!unlist_conversation (self, conversation))
    return;
  if (g_hash_table_contains (self->unsaved, conversation))
    save_now (self, conversation);
  write_deleted (self, conversation, TRUE);
}

void
ingot_library_restore (IngotLibrary *self, IngotConversation *conversation)
{
  if (is_listed (self, conversation))
    return;
  write_deleted (self, conversation, FALSE);
  list_conversation (self, conversation);
}
