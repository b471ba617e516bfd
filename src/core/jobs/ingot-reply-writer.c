/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-reply-writer.h"

/* The store has to have acknowledged text at most 250 ms after it came. */
#define WRITE_DELAY_MS 150

struct _IngotReplyWriter
{
  GObject parent_instance;

  IngotKeeper *keeper;
  IngotTurn *reply;
  gsize written;           /* bytes of its text that the store was given */
  gsize written_reasoning;
  guint source;
};

G_DEFINE_FINAL_TYPE (IngotReplyWriter, ingot_reply_writer, G_TYPE_OBJECT)

static void
ingot_reply_writer_dispose (GObject *object)
{
  IngotReplyWriter *self = INGOT_REPLY_WRITER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->keeper);
  g_clear_object (&self->reply);
  G_OBJECT_CLASS (ingot_reply_writer_parent_class)->dispose (object);
}

static void
ingot_reply_writer_class_init (IngotReplyWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ingot_reply_writer_dispose;
}

static void
ingot_reply_writer_init (IngotReplyWriter *self)
{
}

static void
write_part (IngotReplyWriter *self, IngotPartKind kind, const char *text, gsize length, gsize *written)
{
  IngotStore *store = ingot_keeper_get_store (self->keeper);

  if (length == *written)
    return;
  ingot_keeper_watch (self->keeper,
                      ingot_store_append_part (store, ingot_turn_get_id (self->reply), kind,
                                               text + *written, length - *written));
  *written = length;
}

static void
write_new (IngotReplyWriter *self)
{
  write_part (self, INGOT_PART_REASONING, ingot_turn_get_reasoning (self->reply),
              ingot_turn_get_reasoning_length (self->reply), &self->written_reasoning);
  write_part (self, INGOT_PART_TEXT, ingot_turn_get_text (self->reply),
              ingot_turn_get_text_length (self->reply), &self->written);
}

static void
timeout_cb (gpointer user_data)
{
  IngotReplyWriter *self = user_data;

  self->source = 0;
  write_new (self);
}

static void
grown_cb (IngotReplyWriter *self)
{
  if (self->source == 0)
    self->source = g_timeout_add_once (WRITE_DELAY_MS, timeout_cb, self);
}

IngotReplyWriter *
ingot_reply_writer_new (IngotKeeper *keeper, IngotTurn *reply)
{
  IngotReplyWriter *self = g_object_new (INGOT_TYPE_REPLY_WRITER, NULL);

  self->keeper = g_object_ref (keeper);
  self->reply = g_object_ref (reply);
  g_signal_connect_object (reply, "notify::text", G_CALLBACK (grown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reply, "notify::reasoning", G_CALLBACK (grown_cb), self, G_CONNECT_SWAPPED);
  return self;
}

DexFuture *
ingot_reply_writer_finish (IngotReplyWriter *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  write_new (self);
  return ingot_store_finish_turn (ingot_keeper_get_store (self->keeper), self->reply);
}
