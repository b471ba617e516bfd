/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-chat-json.h"
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
  const SandboxDeployment *deployment;
  SandboxChatRequest *request;
  SandboxReply *reply;
  SandboxChatHead head;
  SandboxPace pace;
  gint64 first_due; /* monotonic time of the first token, microseconds */
  guint next;       /* the next token to be sent; those of the reasoning come first */
  gboolean begun;
  guint timer;
} Writer;

static gboolean tick_cb (gpointer data);

static void
writer_free (gpointer data)
{
  Writer *writer = data;

  g_clear_handle_id (&writer->timer, g_source_remove);
  sandbox_chat_head_clear (&writer->head);
  sandbox_chat_request_free (writer->request);
  sandbox_reply_free (writer->reply);
  g_free (writer);
}

static guint
n_tokens (Writer *writer)
{
  return writer->reply->reasoning->len + writer->reply->content->len;
}

static gint64
due (Writer *writer, guint token)
{
  return writer->first_due + (gint64) (token * (G_USEC_PER_SEC / writer->pace.tokens_per_second));
}

static void
schedule (Writer *writer, gint64 when)
{
  gint64 delay = (when - g_get_monotonic_time () + 999) / 1000;

  writer->timer = g_timeout_add ((guint) CLAMP (delay, 0, G_MAXINT), tick_cb, writer);
}

static void
send (Writer *writer, char *chunk)
{
  sandbox_exchange_send_event (writer->exchange, chunk);
  g_free (chunk);
}

static void
send_token (Writer *writer)
{
  GPtrArray *reasoning = writer->reply->reasoning;
  guint i = writer->next++;

  if (i < reasoning->len)
    send (writer,
          sandbox_chat_json_delta (&writer->head, "reasoning_content", g_ptr_array_index (reasoning, i)));
  else
    send (writer, sandbox_chat_json_delta (&writer->head, "content",
                                           g_ptr_array_index (writer->reply->content, i - reasoning->len)));
}

static void
begin (Writer *writer)
{
  writer->begun = TRUE;
  sandbox_exchange_begin_events (writer->exchange);
  send (writer, sandbox_chat_json_prompt ());
  send (writer, sandbox_chat_json_role (&writer->head));
}

static void
end (Writer *writer)
{
  send (writer, sandbox_chat_json_end (&writer->head, writer->reply->finish_reason));
  if (writer->request->include_usage)
    send (writer, sandbox_chat_json_usage (&writer->head, writer->reply));
  if (!writer->deployment->faults.omit_done)
    sandbox_exchange_send_event (writer->exchange, "[DONE]");
  sandbox_exchange_end_events (writer->exchange);
}

static gboolean
reached_cut (Writer *writer)
{
  guint cut_after = writer->deployment->faults.cut_after;

  return cut_after > 0 && writer->next >= cut_after;
}

static void
write_whole (Writer *writer)
{
  if (writer->deployment->faults.cut_after > 0)
    sandbox_exchange_cut (writer->exchange);
  else
    sandbox_exchange_reply (writer->exchange, SOUP_STATUS_OK,
                            sandbox_chat_json_whole (&writer->head, writer->reply));
}

static void
write_due (Writer *writer)
{
  gint64 now = g_get_monotonic_time ();

  if (!writer->begun)
    begin (writer);
  while (writer->next < n_tokens (writer) && !reached_cut (writer) && due (writer, writer->next) <= now
         && sandbox_exchange_get_waiting (writer->exchange) < MAX_WAITING)
    send_token (writer);
}

static gboolean
tick_cb (gpointer data)
{
  Writer *writer = data;
  gint64 soon = g_get_monotonic_time () + WAITING_MS * 1000;

  writer->timer = 0;
  if (!writer->request->stream)
    {
      write_whole (writer);
      return G_SOURCE_REMOVE;
    }
  write_due (writer);
  if (reached_cut (writer) && sandbox_exchange_get_waiting (writer->exchange) == 0)
    sandbox_exchange_cut (writer->exchange);
  else if (reached_cut (writer) || sandbox_exchange_get_waiting (writer->exchange) >= MAX_WAITING)
    schedule (writer, soon);
  else if (writer->next == n_tokens (writer))
    end (writer);
  else
    schedule (writer, due (writer, writer->next));
  return G_SOURCE_REMOVE;
}

void
sandbox_writer_start (SandboxExchange *exchange, const SandboxDeployment *deployment,
                      SandboxChatRequest *request, SandboxReply *reply, SandboxPace pace)
{
  Writer *writer = g_new0 (Writer, 1);

  writer->exchange = exchange;
  writer->deployment = deployment;
  writer->request = request;
  writer->reply = reply;
  writer->pace = pace;
  writer->first_due = g_get_monotonic_time () + pace.first_token_ms * G_TIME_SPAN_MILLISECOND;
  /* Reasoning that is not shown takes its time all the same. */
  writer->first_due = due (writer, reply->hidden_tokens);
  sandbox_chat_head_init (&writer->head, deployment);
  sandbox_exchange_hold (exchange, writer, writer_free);
  schedule (writer, due (writer, request->stream ? 0 : n_tokens (writer)));
}
