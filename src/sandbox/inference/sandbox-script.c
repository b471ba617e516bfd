/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <string.h>

#include "faults/sandbox-fault-script.h"
#include "sandbox-logprobs.h"
#include "sandbox-script.h"
#include "server/sandbox-json.h"

enum
{
  /* A proxy's comment comes before every so many events. */
  EVENTS_PER_COMMENT = 5,
};

static void
insert_clear (gpointer data)
{
  SandboxInsert *insert = data;

  g_free (insert->data);
}

static void
frame_clear (gpointer data)
{
  sandbox_piece_frame_clear (data);
}

static void
write_beginning (SandboxScript *script)
{
  if (script->head.style != SANDBOX_STYLE_INFERENCE)
    g_ptr_array_add (script->before, sandbox_chat_json_prompt (&script->head, "prompt_filter_results"));
  for (guint i = 0; i < script->replies->len; i++)
    g_ptr_array_add (script->before,
                     sandbox_chat_json_role (&script->head, i, g_ptr_array_index (script->replies, i)));
}

/* The inference style sends its usage unasked, on the last chunk; the others when asked, on one of its own.
 */
static void
write_ending (SandboxScript *script, gboolean include_usage)
{
  gboolean rides = script->head.style == SANDBOX_STYLE_INFERENCE;
  guint n_replies = script->replies->len;

  for (guint i = 0; i < n_replies; i++)
    {
      SandboxReply *reply = g_ptr_array_index (script->replies, i);

      g_ptr_array_add (script->after,
                       sandbox_chat_json_end (&script->head, i, NULL, reply->finish_reason,
                                              rides && i + 1 == n_replies ? script->replies : NULL));
    }
  if (include_usage && !rides)
    g_ptr_array_add (script->after, sandbox_chat_json_usage (&script->head, script->replies));
}

static void
add_pieces (GArray *pieces, GPtrArray *texts, SandboxPiece piece)
{
  for (guint i = 0; i < texts->len; i++)
    {
      piece.text = g_ptr_array_index (texts, i);
      g_array_append_val (pieces, piece);
    }
}

static GArray *
pieces_of (const SandboxReply *reply, guint choice)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (SandboxPiece));
  SandboxPiece piece = { .choice = (guint16) choice, .kind = SANDBOX_PIECE_REASONING };

  add_pieces (pieces, reply->reasoning, piece);
  piece.kind = SANDBOX_PIECE_CONTENT;
  add_pieces (pieces, reply->content, piece);
  for (guint i = 0; i < reply->calls->len; i++)
    {
      SandboxReplyCall *call = g_ptr_array_index (reply->calls, i);

      piece = (SandboxPiece) { NULL, (guint16) choice, (guint16) i, SANDBOX_PIECE_CALL };
      g_array_append_val (pieces, piece);
      piece.kind = SANDBOX_PIECE_ARGUMENTS;
      add_pieces (pieces, call->arguments, piece);
    }
  return pieces;
}

/* The choices take turns, a token each. */
static void
order_pieces (SandboxScript *script)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  guint longest = 0;

  for (guint i = 0; i < script->replies->len; i++)
    {
      GArray *pieces = pieces_of (g_ptr_array_index (script->replies, i), i);

      longest = MAX (longest, pieces->len);
      g_ptr_array_add (choices, pieces);
    }
  for (guint place = 0; place < longest; place++)
    for (guint i = 0; i < choices->len; i++)
      {
        GArray *pieces = g_ptr_array_index (choices, i);

        if (place < pieces->len)
          g_array_append_val (script->pieces, g_array_index (pieces, SandboxPiece, place));
      }
  script->n_pieces = script->pieces->len;
}

static void
write_frames (SandboxScript *script)
{
  for (guint i = 0; i < script->replies->len; i++)
    {
      SandboxReply *reply = g_ptr_array_index (script->replies, i);
      SandboxPieceFrame content = { 0 }, reasoning = { 0 };

      if (reply->content->len > 0)
        sandbox_piece_frame_init (&content, &script->head, i, "content");
      if (reply->reasoning->len > 0)
        sandbox_piece_frame_init (&reasoning, &script->head, i, "reasoning_content");
      g_array_append_val (script->contents, content);
      g_array_append_val (script->reasonings, reasoning);
    }
}

SandboxScript *
sandbox_script_new (const SandboxDeployment *deployment, const SandboxChatRequest *request,
                    GPtrArray *replies, const SandboxAddress *address)
{
  SandboxScript *script = g_new0 (SandboxScript, 1);

  sandbox_chat_head_init (&script->head, deployment, request, address->style);
  script->replies = replies;
  script->reply = g_ptr_array_index (replies, 0);
  script->prompt_characters = (guint) g_utf8_strlen (request->prompt, -1);
  script->before = g_ptr_array_new_with_free_func (g_free);
  script->after = g_ptr_array_new_with_free_func (g_free);
  script->inserts = g_array_new (FALSE, FALSE, sizeof (SandboxInsert));
  g_array_set_clear_func (script->inserts, insert_clear);
  script->pieces = g_array_new (FALSE, FALSE, sizeof (SandboxPiece));
  script->contents = g_array_new (FALSE, FALSE, sizeof (SandboxPieceFrame));
  script->reasonings = g_array_new (FALSE, FALSE, sizeof (SandboxPieceFrame));
  g_array_set_clear_func (script->contents, frame_clear);
  g_array_set_clear_func (script->reasonings, frame_clear);
  order_pieces (script);
  write_beginning (script);
  write_frames (script);
  write_ending (script, request->include_usage);
  sandbox_fault_script_bend (script, deployment->fault);
  return script;
}

void
sandbox_script_free (SandboxScript *script)
{
  sandbox_chat_head_clear (&script->head);
  g_ptr_array_unref (script->replies);
  g_ptr_array_unref (script->before);
  g_ptr_array_unref (script->after);
  g_array_unref (script->inserts);
  g_array_unref (script->pieces);
  g_array_unref (script->contents);
  g_array_unref (script->reasonings);
  g_free (script);
}

void
sandbox_script_insert (SandboxScript *script, guint after, char *data)
{
  SandboxInsert insert = { MIN (after, script->n_pieces), data };

  g_array_append_val (script->inserts, insert);
}

static const char *
beginning (SandboxScript *script)
{
  if (!script->is_rewritten)
    return "data: ";
  return script->n_framed++ % EVENTS_PER_COMMENT == 0 ? ": keep-alive\r\n\r\ndata:" : "data:";
}

static const char *
ending (SandboxScript *script)
{
  return script->is_rewritten ? "\r\n\r\n" : "\n\n";
}

static char *
dup_text (SandboxScript *script, const SandboxPiece *piece)
{
  GArray *frames = piece->kind == SANDBOX_PIECE_CONTENT ? script->contents : script->reasonings;
  const SandboxPieceFrame *frame = &g_array_index (frames, SandboxPieceFrame, piece->choice);
  GString *event = g_string_new (beginning (script));

  g_string_append (event, frame->before);
  sandbox_json_append_quoted (event, piece->text);
  g_string_append (event, frame->between);
  if (frame->after != NULL)
    {
      g_autofree char *logprobs = sandbox_logprobs_print (piece->text, script->head.n_top_logprobs);

      g_string_append (event, logprobs);
      g_string_append (event, frame->after);
    }
  g_string_append (event, ending (script));
  return g_string_free_and_steal (event);
}

static char *
dup_call (SandboxScript *script, const SandboxPiece *piece)
{
  SandboxReply *reply = g_ptr_array_index (script->replies, piece->choice);
  SandboxReplyCall *call = g_ptr_array_index (reply->calls, piece->call);
  g_autofree char *data
    = piece->kind == SANDBOX_PIECE_CALL
        ? sandbox_chat_json_call (&script->head, piece->choice, piece->call, call->call)
        : sandbox_chat_json_arguments (&script->head, piece->choice, piece->call, call->call, piece->text);

  return sandbox_script_frame (script, data);
}

char *
sandbox_script_dup_piece (SandboxScript *script, guint index)
{
  const SandboxPiece *piece = &g_array_index (script->pieces, SandboxPiece, index);

  return piece->kind == SANDBOX_PIECE_CONTENT || piece->kind == SANDBOX_PIECE_REASONING
           ? dup_text (script, piece)
           : dup_call (script, piece);
}

char *
sandbox_script_frame (SandboxScript *script, const char *data)
{
  if (g_str_has_prefix (data, SANDBOX_RAW))
    return g_strdup (data + strlen (SANDBOX_RAW));
  return g_strconcat (beginning (script), data, ending (script), NULL);
}
