/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-conversation-text.h"
#include "ingot-turn-text.h"

#define REFRESH_MS 50 /* at most 20 redraws a second: nobody reads faster, and each costs a layout */

struct _IngotConversationText
{
  GObject parent_instance;

  IngotConversation *conversation;
  GtkTextBuffer *buffer;
  GPtrArray *turns; /* of IngotTurnText */
  guint refresh_id;
};

G_DEFINE_FINAL_TYPE (IngotConversationText, ingot_conversation_text, G_TYPE_OBJECT)

static gboolean
refresh_cb (gpointer user_data)
{
  IngotConversationText *self = user_data;
  gboolean changed = FALSE;

  for (guint i = self->turns->len; i > 0; i--)
    changed |= ingot_turn_text_update (self->turns->pdata[i - 1]);
  if (!changed)
    self->refresh_id = 0;
  return changed ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
turn_changed_cb (IngotConversationText *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* Two replies in a row are one that was continued; it has a head of its own if somebody else went on. */
static gboolean
goes_on (IngotConversationText *self, IngotTurn *turn)
{
  IngotTurnText *before = self->turns->len > 0 ? self->turns->pdata[self->turns->len - 1] : NULL;

  IngotTurn *last = before != NULL ? ingot_turn_text_get_turn (before) : NULL;

  return last != NULL && ingot_turn_get_role (turn) == INGOT_ROLE_ASSISTANT
         && ingot_turn_get_role (last) == INGOT_ROLE_ASSISTANT
         && g_strcmp0 (ingot_turn_get_deployment_name (last), ingot_turn_get_deployment_name (turn)) == 0
         && g_strcmp0 (ingot_turn_get_resource_name (last), ingot_turn_get_resource_name (turn)) == 0;
}

static void
append_turn (IngotConversationText *self, IngotTurn *turn)
{
  g_ptr_array_add (self->turns, ingot_turn_text_new (self->buffer, turn, goes_on (self, turn)));
  if (ingot_turn_get_state (turn) == INGOT_TURN_WRITING)
    {
      static const char *const changes[] = { "notify::text", "notify::reasoning", "notify::state" };

      for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
        g_signal_connect_object (turn, changes[i], G_CALLBACK (turn_changed_cb), self, G_CONNECT_SWAPPED);
    }
}

static void
remove_turns (IngotConversationText *self, guint position)
{
  GtkTextIter start, end;

  if (position >= self->turns->len)
    return;
  for (guint i = position; i < self->turns->len; i++)
    g_signal_handlers_disconnect_by_func (ingot_turn_text_get_turn (self->turns->pdata[i]), turn_changed_cb, self);
  ingot_turn_text_get_start (self->turns->pdata[position], &start);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  g_ptr_array_set_size (self->turns, (int) position);
}

/* Turns come and go at the end, but for a conversation that is read from disk and one that is deleted: all after a
 * change is made anew. */
static void
turns_changed_cb (IngotConversationText *self, guint position, guint removed, guint added, GListModel *turns)
{
  remove_turns (self, position);
  for (guint i = position; turns != NULL && i < g_list_model_get_n_items (turns); i++)
    {
      g_autoptr(IngotTurn) turn = g_list_model_get_item (turns, i);

      append_turn (self, turn);
    }
}

static void
ingot_conversation_text_dispose (GObject *object)
{
  IngotConversationText *self = INGOT_CONVERSATION_TEXT (object);

  ingot_conversation_text_set_conversation (self, NULL);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (ingot_conversation_text_parent_class)->dispose (object);
}

static void
ingot_conversation_text_finalize (GObject *object)
{
  g_ptr_array_unref (INGOT_CONVERSATION_TEXT (object)->turns);
  G_OBJECT_CLASS (ingot_conversation_text_parent_class)->finalize (object);
}

static void
ingot_conversation_text_class_init (IngotConversationTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ingot_conversation_text_dispose;
  object_class->finalize = ingot_conversation_text_finalize;
}

static void
ingot_conversation_text_init (IngotConversationText *self)
{
  self->turns = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_turn_text_free);
}

IngotConversationText *
ingot_conversation_text_new (GtkTextBuffer *buffer)
{
  IngotConversationText *self = g_object_new (INGOT_TYPE_CONVERSATION_TEXT, NULL);

  self->buffer = g_object_ref (buffer);
  ingot_turn_text_prepare (buffer);
  return self;
}

void
ingot_conversation_text_set_conversation (IngotConversationText *self, IngotConversation *conversation)
{
  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_func (self->conversation, turns_changed_cb, self);
  g_set_object (&self->conversation, conversation);
  turns_changed_cb (self, 0, 0, 0, G_LIST_MODEL (conversation));
  if (conversation != NULL)
    g_signal_connect_object (conversation, "items-changed", G_CALLBACK (turns_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

GPtrArray *
ingot_conversation_text_get_turns (IngotConversationText *self)
{
  return self->turns;
}

gboolean
ingot_conversation_text_find (IngotConversationText *self, gint64 turn, gsize source_offset, GtkTextIter *iter)
{
  for (guint i = 0; i < self->turns->len; i++)
    if (ingot_turn_get_id (ingot_turn_text_get_turn (self->turns->pdata[i])) == turn)
      {
        ingot_turn_text_get_iter (self->turns->pdata[i], source_offset, iter);
        return TRUE;
      }
  return FALSE;
}

char *
ingot_conversation_text_dup_markdown (IngotConversationText *self)
{
  g_autoptr(GString) markdown = g_string_new (NULL);

  for (guint i = 0; i < self->turns->len; i++)
    {
      IngotTurnText *text = self->turns->pdata[i];
      IngotTurn *turn = ingot_turn_text_get_turn (text);

      if (!ingot_turn_text_goes_on (text))
        g_string_append_printf (markdown, "%s**%s**\n\n", i > 0 ? "\n\n" : "", ingot_turn_text_get_name (text));
      if (!ingot_turn_is_withheld (turn))
        g_string_append (markdown, ingot_turn_get_text (turn));
    }
  if (markdown->len > 0)
    g_string_append_c (markdown, '\n');
  return g_string_free_and_steal (g_steal_pointer (&markdown));
}
