/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-outbox-private.h"
#include "ingot-resources-private.h"
#include "ingot-send-job-private.h"

typedef struct
{
  IngotSendJob *job;
  DexFuture *end;
} Sending;

struct _IngotOutbox
{
  GObject parent_instance;

  IngotKeeper *keeper;
  IngotResources *resources;
  GHashTable *sendings; /* IngotConversation → Sending */
};

G_DEFINE_FINAL_TYPE (IngotOutbox, ingot_outbox, G_TYPE_OBJECT)

static void
sending_free (Sending *self)
{
  g_object_unref (self->job);
  dex_clear (&self->end);
  g_free (self);
}

static void
ingot_outbox_dispose (GObject *object)
{
  IngotOutbox *self = INGOT_OUTBOX (object);

  g_hash_table_remove_all (self->sendings);
  g_clear_object (&self->keeper);
  g_clear_object (&self->resources);
  G_OBJECT_CLASS (ingot_outbox_parent_class)->dispose (object);
}

static void
ingot_outbox_finalize (GObject *object)
{
  g_hash_table_unref (INGOT_OUTBOX (object)->sendings);
  G_OBJECT_CLASS (ingot_outbox_parent_class)->finalize (object);
}

static void
ingot_outbox_class_init (IngotOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ingot_outbox_dispose;
  object_class->finalize = ingot_outbox_finalize;
}

static void
ingot_outbox_init (IngotOutbox *self)
{
  self->sendings = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) sending_free);
}

IngotOutbox *
ingot_outbox_new (IngotKeeper *keeper, IngotResources *resources)
{
  IngotOutbox *self = g_object_new (INGOT_TYPE_OUTBOX, NULL);

  self->keeper = g_object_ref (keeper);
  self->resources = g_object_ref (resources);
  return self;
}

static IngotStore *
get_store (IngotOutbox *self)
{
  return ingot_keeper_get_store (self->keeper);
}

static void
add_turn (IngotOutbox *self, IngotConversation *conversation, IngotTurn *turn)
{
  /* The library hears of the first turn and gives the conversation its id before this goes on. */
  ingot_conversation_append (conversation, turn);
  ingot_keeper_watch (self->keeper,
                      ingot_store_add_turn (get_store (self), ingot_conversation_get_id (conversation), turn));
}

static void
state_cb (IngotOutbox *self, GParamSpec *pspec, IngotSendJob *job)
{
  if (ingot_job_is_over (INGOT_JOB (job)))
    g_hash_table_remove (self->sendings, ingot_send_job_get_conversation (job));
}

static void
remove_turn (IngotOutbox *self, IngotConversation *conversation, IngotTurn *turn)
{
  ingot_keeper_watch (self->keeper, ingot_store_supersede_turn (get_store (self), ingot_turn_get_id (turn)));
  ingot_conversation_remove (conversation, turn);
}

static IngotSendJob *
ask (IngotOutbox *self, IngotConversation *conversation, IngotDeployment *deployment)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);
  const char *resource_name = resource != NULL ? ingot_resource_get_name (resource) : NULL;
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply (ingot_deployment_get_name (deployment), resource_name);
  Sending *sending = g_new0 (Sending, 1);

  add_turn (self, conversation, reply);
  if (deployment == ingot_conversation_get_deployment (conversation))
    ingot_resources_set_last_used (self->resources, deployment);

  /* The person may pick another deployment while this reply is being written. */
  sending->job = ingot_send_job_new (self->keeper, self->resources, conversation, deployment, reply);
  g_signal_connect_object (sending->job, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  /* Whoever hears that the conversation is busy finds the job. */
  g_hash_table_insert (self->sendings, g_object_ref (conversation), sending);
  sending->end = ingot_send_job_run (sending->job);
  return sending->job;
}

IngotSendJob *
ingot_outbox_send (IngotOutbox *self, IngotConversation *conversation, const char *text)
{
  IngotDeployment *deployment = ingot_conversation_get_deployment (conversation);
  g_autoptr(IngotTurn) turn = ingot_turn_new_user (text);

  g_return_val_if_fail (deployment != NULL, NULL);
  g_return_val_if_fail (ingot_conversation_get_loaded (conversation), NULL);
  g_return_val_if_fail (!ingot_conversation_get_busy (conversation), NULL);

  add_turn (self, conversation, turn);
  ingot_conversation_set_draft (conversation, "");
  return ask (self, conversation, deployment);
}

IngotSendJob *
ingot_outbox_edit (IngotOutbox *self, IngotConversation *conversation, IngotTurn *turn, const char *text)
{
  IngotDeployment *deployment = ingot_conversation_get_deployment (conversation);
  g_autoptr(IngotTurn) edited = ingot_turn_new_user (text);
  gboolean found = FALSE;

  g_return_val_if_fail (ingot_conversation_find_turn (conversation, ingot_turn_get_id (turn)) == turn, NULL);
  g_return_val_if_fail (deployment != NULL, NULL);
  g_return_val_if_fail (!ingot_conversation_get_busy (conversation), NULL);

  /* From the end on: whenever this is broken off, what is left makes sense. */
  while (!found)
    {
      g_autoptr(IngotTurn) last = g_object_ref (ingot_conversation_get_last (conversation));

      found = last == turn;
      remove_turn (self, conversation, last);
    }
  add_turn (self, conversation, edited);
  return ask (self, conversation, deployment);
}

IngotSendJob *
ingot_outbox_regenerate (IngotOutbox *self, IngotConversation *conversation, IngotDeployment *deployment)
{
  IngotTurn *last = ingot_conversation_get_last (conversation);

  if (deployment == NULL)
    deployment = ingot_conversation_get_deployment (conversation);
  g_return_val_if_fail (last != NULL && deployment != NULL, NULL);
  g_return_val_if_fail (!ingot_conversation_get_busy (conversation), NULL);

  for (; last != NULL && ingot_turn_get_role (last) == INGOT_ROLE_ASSISTANT;
       last = ingot_conversation_get_last (conversation))
    remove_turn (self, conversation, last);
  return ask (self, conversation, deployment);
}

IngotSendJob *
ingot_outbox_continue (IngotOutbox *self, IngotConversation *conversation)
{
  IngotDeployment *deployment = ingot_conversation_get_deployment (conversation);
  IngotTurn *last = ingot_conversation_get_last (conversation);

  g_return_val_if_fail (last != NULL && ingot_turn_can_continue (last), NULL);
  g_return_val_if_fail (deployment != NULL, NULL);
  g_return_val_if_fail (!ingot_conversation_get_busy (conversation), NULL);

  return ask (self, conversation, deployment);
}

/* Where the reply begins that has @turn: it may be in several pieces. */
static guint
find_beginning (GListModel *turns, IngotTurn *turn)
{
  guint beginning = 0;

  for (guint i = 0; i < g_list_model_get_n_items (turns); i++)
    {
      g_autoptr(IngotTurn) at = g_list_model_get_item (turns, i);
      g_autoptr(IngotTurn) before = i > 0 ? g_list_model_get_item (turns, i - 1) : NULL;

      if (ingot_turn_get_role (at) == INGOT_ROLE_USER || before == NULL
          || ingot_turn_get_role (before) == INGOT_ROLE_USER)
        beginning = i;
      if (at == turn)
        return beginning;
    }
  return beginning;
}

GListModel *
ingot_outbox_delete (IngotOutbox *self, IngotConversation *conversation, IngotTurn *turn)
{
  GListStore *gone = g_list_store_new (INGOT_TYPE_TURN);
  guint position = find_beginning (G_LIST_MODEL (conversation), turn);

  g_return_val_if_fail (!ingot_conversation_get_busy (conversation), G_LIST_MODEL (gone));

  for (;;)
    {
      g_autoptr(IngotTurn) next = g_list_model_get_item (G_LIST_MODEL (conversation), position);

      if (next == NULL || (g_list_model_get_n_items (G_LIST_MODEL (gone)) > 0
                           && ingot_turn_get_role (next) == INGOT_ROLE_USER))
        return G_LIST_MODEL (gone);
      g_list_store_append (gone, next);
      remove_turn (self, conversation, next);
    }
}

void
ingot_outbox_restore (IngotOutbox *self, IngotConversation *conversation, GListModel *turns)
{
  for (guint i = 0; i < g_list_model_get_n_items (turns); i++)
    {
      g_autoptr(IngotTurn) turn = g_list_model_get_item (turns, i);

      ingot_keeper_watch (self->keeper, ingot_store_restore_turn (get_store (self), ingot_turn_get_id (turn)));
      ingot_conversation_restore_turn (conversation, turn);
    }
}

IngotSendJob *
ingot_outbox_get_job (IngotOutbox *self, IngotConversation *conversation)
{
  Sending *sending = g_hash_table_lookup (self->sendings, conversation);

  return sending != NULL ? sending->job : NULL;
}

void
ingot_outbox_stop (IngotOutbox *self, IngotConversation *conversation)
{
  Sending *sending = g_hash_table_lookup (self->sendings, conversation);

  if (sending != NULL)
    ingot_job_cancel (INGOT_JOB (sending->job));
}

/* What is to be asked when a reply has been stopped. */
typedef struct
{
  IngotOutbox *outbox;
  IngotConversation *conversation;
  IngotDeployment *deployment;
  IngotTurn *stopped;
} Instead;

static void
instead_free (gpointer data)
{
  Instead *self = data;

  g_object_unref (self->outbox);
  g_object_unref (self->conversation);
  g_object_unref (self->deployment);
  g_object_unref (self->stopped);
  g_free (self);
}

static void
replace_last (IngotOutbox *self, IngotConversation *conversation, IngotDeployment *deployment)
{
  IngotTurn *last = ingot_conversation_get_last (conversation);

  g_return_if_fail (last != NULL && ingot_turn_get_role (last) == INGOT_ROLE_ASSISTANT);
  remove_turn (self, conversation, last);
  ask (self, conversation, deployment);
}

static DexFuture *
stopped_cb (DexFuture *end, gpointer user_data)
{
  Instead *self = user_data;

  if (!ingot_conversation_get_busy (self->conversation)
      && ingot_conversation_get_last (self->conversation) == self->stopped
      && ingot_turn_get_state (self->stopped) == INGOT_TURN_STOPPED)
    replace_last (self->outbox, self->conversation, self->deployment);
  return dex_future_new_true ();
}

void
ingot_outbox_ask_instead (IngotOutbox *self, IngotConversation *conversation, IngotDeployment *deployment)
{
  Sending *sending = g_hash_table_lookup (self->sendings, conversation);
  Instead *instead;

  if (sending == NULL)
    {
      replace_last (self, conversation, deployment);
      return;
    }
  instead = g_new0 (Instead, 1);
  instead->outbox = g_object_ref (self);
  instead->conversation = g_object_ref (conversation);
  instead->deployment = g_object_ref (deployment);
  instead->stopped = g_object_ref (ingot_send_job_get_reply (sending->job));
  dex_future_disown (dex_future_finally (dex_ref (sending->end), stopped_cb, instead, instead_free));
  ingot_job_cancel (INGOT_JOB (sending->job));
}

DexFuture *
ingot_outbox_close (IngotOutbox *self)
{
  g_autoptr(GPtrArray) ends = g_ptr_array_new_with_free_func (dex_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->sendings);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Sending *sending = value;

      g_ptr_array_add (ends, dex_ref (sending->end));
      ingot_send_job_interrupt (sending->job);
    }
  if (ends->len == 0)
    return dex_future_new_true ();
  return dex_future_allv ((DexFuture *const *) ends->pdata, ends->len);
}
