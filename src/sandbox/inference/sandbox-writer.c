/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-writer.h"

enum
{
  /* A client that reads slowly gets its tokens when it has taken those before. */
  MAX_WAITING = 256,
  WAITING_MS = 5,
};

typedef struct
{
  SandboxExchange *exchange;
  SandboxScript *script;
  SandboxPace pace;
  gint64 first_due;  /* monotonic time of the first piece, microseconds */
  guint next;        /* the next piece to be sent */
  guint next_insert; /* what goes between the pieces */
  gboolean stream;
  gboolean begun;
  guint timer;
} Writer;

static gboolean tick_cb (gpointer data);

static void
writer_free (gpointer data)
{
  Writer *writer = data;

  g_clear_handle_id (&writer->timer, g_source_remove);
  sandbox_script_free (writer->script);
  g_free (writer);
}

/* In bursts a piece comes with the last one of its burst. */
static gint64
due (Writer *writer, guint piece)
{
  guint burst = writer->script->burst;

  if (burst > 0)
    piece = (piece / burst + 1) * burst;
  return writer->first_due + (gint64) (piece * (G_USEC_PER_SEC / writer->pace.tokens_per_second));
}

static void
schedule (Writer *writer, gint64 when)
{
  gint64 delay = (when - g_get_monotonic_time () + 999) / 1000;

  writer->timer = g_timeout_add ((guint) CLAMP (delay, 0, G_MAXINT), tick_cb, writer);
}

static void
send (Writer *writer, const char *data)
{
  sandbox_exchange_send (writer->exchange, sandbox_script_frame (writer->script, data));
}

static void
send_all (Writer *writer, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    send (writer, g_ptr_array_index (events, i));
}

static void
send_inserts (Writer *writer)
{
  GArray *inserts = writer->script->inserts;

  for (; writer->next_insert < inserts->len; writer->next_insert++)
    {
      SandboxInsert *insert = &g_array_index (inserts, SandboxInsert, writer->next_insert);

      if (insert->after > writer->next)
        return;
      send (writer, insert->data);
    }
}

static void
begin (Writer *writer)
{
  writer->begun = TRUE;
  sandbox_exchange_begin_events (writer->exchange);
  send_all (writer, writer->script->before);
}

/* Everything has been sent; what is to be cut waits until the client's socket has taken it. */
static void
end (Writer *writer)
{
  switch (writer->script->end)
    {
    case SANDBOX_END_SILENT:
      return;
    case SANDBOX_END_CUT:
      sandbox_exchange_cut (writer->exchange);
      return;
    case SANDBOX_END_RESET:
      sandbox_exchange_reset (writer->exchange);
      return;
    case SANDBOX_END_DONE:
    case SANDBOX_END_NO_DONE:
    default:
      break;
    }
  send_all (writer, writer->script->after);
  if (writer->script->end == SANDBOX_END_DONE)
    send (writer, "[DONE]");
  sandbox_exchange_end_events (writer->exchange);
}

static gboolean
ends_early (Writer *writer)
{
  return writer->script->end == SANDBOX_END_CUT || writer->script->end == SANDBOX_END_RESET
         || writer->script->end == SANDBOX_END_SILENT;
}

static void
write_whole (Writer *writer)
{
  if (ends_early (writer))
    end (writer);
  else
    sandbox_exchange_reply (writer->exchange, SOUP_STATUS_OK,
                            sandbox_chat_json_whole (&writer->script->head, writer->script->replies));
}

static void
write_due (Writer *writer)
{
  gint64 now = g_get_monotonic_time ();

  if (!writer->begun)
    begin (writer);
  while (writer->next < writer->script->n_pieces && due (writer, writer->next) <= now
         && sandbox_exchange_get_waiting (writer->exchange) < MAX_WAITING)
    {
      sandbox_exchange_send (writer->exchange, sandbox_script_dup_piece (writer->script, writer->next++));
      send_inserts (writer);
    }
}

static gboolean
tick_cb (gpointer data)
{
  Writer *writer = data;
  gint64 soon = g_get_monotonic_time () + WAITING_MS * 1000;
  guint waiting;

  writer->timer = 0;
  if (!writer->stream)
    {
      write_whole (writer);
      return G_SOURCE_REMOVE;
    }
  write_due (writer);
  waiting = sandbox_exchange_get_waiting (writer->exchange);
  if (waiting >= MAX_WAITING)
    schedule (writer, soon);
  else if (writer->next < writer->script->n_pieces)
    schedule (writer, due (writer, writer->next));
  else if (waiting > 0 && ends_early (writer))
    schedule (writer, soon);
  else
    end (writer);
  return G_SOURCE_REMOVE;
}

void
sandbox_writer_start (SandboxExchange *exchange, SandboxScript *script, gboolean stream, SandboxPace pace)
{
  Writer *writer = g_new0 (Writer, 1);

  writer->exchange = exchange;
  writer->script = script;
  writer->stream = stream;
  writer->pace = pace;
  writer->first_due = g_get_monotonic_time () + pace.first_token_ms * G_TIME_SPAN_MILLISECOND;
  /* Reasoning that is not shown takes its time all the same. */
  writer->first_due += (gint64) (script->reply->hidden_tokens * (G_USEC_PER_SEC / pace.tokens_per_second));
  sandbox_exchange_hold (exchange, writer, writer_free);
  schedule (writer, due (writer, stream ? 0 : script->n_pieces));
}
