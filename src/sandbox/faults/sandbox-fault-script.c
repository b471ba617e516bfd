/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-faults"
#include "config.h"

#include "sandbox-fault-script.h"

enum
{
  BURST = 40,
  /* Pieces of text between two looks of the asynchronous filter. */
  PIECES_PER_CHECK = 30,
};

#define SERVER_ERROR                                                                                         \
  "{\"error\":{\"message\":\"The server had an error while processing your request. Sorry about that!\","    \
  "\"type\":\"server_error\",\"param\":null,\"code\":\"server_error\"}}"
#define FLAT_ERROR                                                                                           \
  SANDBOX_RAW "event: error\ndata: {\"code\":\"InternalServerError\",\"message\":\"Backend returned "        \
              "unexpected response.\"}\n\n"
#define FILTER_ERROR                                                                                         \
  "{\"error\":{\"message\":\"The response was filtered due to the prompt triggering Azure OpenAI's content " \
  "management policy.\",\"type\":null,\"param\":\"prompt\",\"code\":\"content_filter\",\"status\":400,"      \
  "\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\",\"content_filter_result\":{\"violence\":"       \
  "{\"filtered\":true,\"severity\":\"medium\"}}}}}"

/* Stops after some pieces, with @data if there is any. */
static void
stop (SandboxScript *script, const char *data, SandboxEnd end)
{
  script->n_pieces = MIN (script->n_pieces, SANDBOX_FAULT_TOKENS);
  g_ptr_array_set_size (script->after, 0);
  if (data != NULL)
    g_ptr_array_add (script->after, g_strdup (data));
  script->end = end;
}

static void
insert_choice (SandboxScript *script, guint after, const char *choice)
{
  sandbox_script_insert (script, after, sandbox_chat_json_choice (&script->head, choice));
}

static void
set_ending (SandboxScript *script, char *data)
{
  g_ptr_array_set_size (script->after, 0);
  g_ptr_array_add (script->after, data);
}

static void
empty_choices (SandboxScript *script)
{
  if (script->before->len == 1)
    g_ptr_array_insert (script->before, 0, sandbox_chat_json_prompt (&script->head, "prompt_filter_results"));
  insert_choice (script, 3, NULL);
  sandbox_script_insert (script, 6, sandbox_chat_json_no_choices (&script->head));
  sandbox_script_insert (script, 9, sandbox_chat_json_prompt (&script->head, "prompt_filter_results"));
}

static void
old_annotations (SandboxScript *script)
{
  if (script->before->len > 1)
    g_ptr_array_remove_index (script->before, 0);
  g_ptr_array_insert (script->before, 0, sandbox_chat_json_prompt (&script->head, "prompt_annotations"));
}

static void
null_deltas (SandboxScript *script)
{
  insert_choice (script, 4, "{\"index\":0,\"finish_reason\":null,\"content_filter_results\":{}}");
  insert_choice (script, 8, "{\"index\":0,\"delta\":null,\"finish_reason\":null}");
  insert_choice (script, 10, "{\"index\":0,\"delta\":{},\"finish_reason\":null}");
}

static void
null_content (SandboxScript *script)
{
  insert_choice (script, 5, "{\"index\":0,\"delta\":{\"content\":null},\"finish_reason\":null}");
  set_ending (script,
              sandbox_chat_json_choice (
                &script->head, "{\"index\":0,\"delta\":{\"content\":null},\"finish_reason\":\"stop\"}"));
}

/* The last piece, the finish and no line end at all behind it. */
static void
no_blank_line (SandboxScript *script)
{
  GPtrArray *content = script->reply->content;
  const char *text = content->len > 0 ? g_ptr_array_index (content, content->len - 1) : NULL;
  g_autofree char *chunk = sandbox_chat_json_end (&script->head, 0, text, script->reply->finish_reason, NULL);

  if (content->len > 0)
    script->n_pieces--;
  set_ending (script, g_strconcat (SANDBOX_RAW "data: ", chunk, NULL));
  script->end = SANDBOX_END_NO_DONE;
}

static void
tool_calls (SandboxScript *script)
{
  static const char *const fragments[] = {
    "{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}",
    "{\"index\":0,\"id\":null,\"function\":{\"name\":null,\"arguments\":\"{\\\"city\\\": \"}}",
    "{\"index\":0,\"id\":\"\",\"function\":{\"arguments\":\"\\\"Busan\\\"}\"}}",
    "{\"index\":0,\"function\":{\"arguments\":null}}",
  };

  script->n_pieces = 0;
  g_ptr_array_set_size (script->after, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (fragments); i++)
    {
      g_autofree char *choice = g_strconcat ("{\"index\":0,\"delta\":{\"content\":null,\"tool_calls\":[",
                                             fragments[i], "]},\"finish_reason\":null}", NULL);

      g_ptr_array_add (script->after, sandbox_chat_json_choice (&script->head, choice));
    }
  g_ptr_array_add (script->after, sandbox_chat_json_end (&script->head, 0, NULL, "tool_calls", NULL));
}

/* The text up to a piece, in characters from the beginning of the prompt. */
static guint
offset_of (SandboxScript *script, guint piece)
{
  GPtrArray *content = script->reply->content;
  guint offset = script->prompt_characters;

  for (guint i = 0; i < piece && i < content->len; i++)
    offset += (guint) g_utf8_strlen (g_ptr_array_index (content, i), -1);
  return offset;
}

/* Text at once, annotations later, the last of them after the finish; or, where the filter objects, in
 * place of it. */
static void
asynchronous_filter (SandboxScript *script)
{
  gboolean blocked = sandbox_verdict_blocks (&script->head.reply);
  guint first = script->reply->reasoning->len;
  guint checked = 0;
  guint length = script->n_pieces - first;

  for (guint piece = PIECES_PER_CHECK; piece < length; piece += PIECES_PER_CHECK)
    {
      sandbox_script_insert (
        script, first + MIN (piece + PIECES_PER_CHECK / 3, length),
        sandbox_chat_json_annotation (NULL, NULL, offset_of (script, checked), offset_of (script, piece)));
      checked = piece;
    }
  if (blocked)
    set_ending (script,
                sandbox_chat_json_annotation (&script->head.reply, "content_filter",
                                              offset_of (script, checked), offset_of (script, length)));
  else
    g_ptr_array_add (script->after,
                     sandbox_chat_json_annotation (&script->head.reply, NULL, offset_of (script, checked),
                                                   offset_of (script, length)));
}

static void
annotations_after_stop (SandboxScript *script)
{
  guint end = offset_of (script, script->n_pieces);

  g_ptr_array_add (script->after,
                   sandbox_chat_json_annotation (&script->head.reply, NULL, script->prompt_characters, end));
  g_ptr_array_add (script->after, sandbox_chat_json_annotation (&script->head.reply, NULL, end, end));
}

static void
set_usage (SandboxScript *script, gboolean late)
{
  set_ending (script, sandbox_chat_json_end (&script->head, 0, NULL, script->reply->finish_reason, NULL));
  if (late)
    g_ptr_array_add (script->after, sandbox_chat_json_usage (&script->head, script->replies));
}

/* Faults of single events. */
static void
bend_events (SandboxScript *script, SandboxFault fault)
{
  if (fault == SANDBOX_FAULT_EMPTY_CHOICES)
    empty_choices (script);
  else if (fault == SANDBOX_FAULT_PROMPT_ANNOTATIONS_OLD)
    old_annotations (script);
  else if (fault == SANDBOX_FAULT_NULL_DELTA)
    null_deltas (script);
  else if (fault == SANDBOX_FAULT_NULL_CONTENT)
    null_content (script);
  else if (fault == SANDBOX_FAULT_ANNOTATIONS_AFTER_STOP)
    annotations_after_stop (script);
  else if (fault == SANDBOX_FAULT_USAGE_LATE || fault == SANDBOX_FAULT_NO_USAGE)
    set_usage (script, fault == SANDBOX_FAULT_USAGE_LATE);
  else if (fault == SANDBOX_FAULT_TOOL_CALLS)
    tool_calls (script);
  else if (fault == SANDBOX_FAULT_ASYNC_FILTER)
    asynchronous_filter (script);
}

/* Faults of the end. */
static void
bend_end (SandboxScript *script, SandboxFault fault)
{
  if (fault == SANDBOX_FAULT_NO_BLANK_LINE)
    no_blank_line (script);
  else if (fault == SANDBOX_FAULT_ERROR_IN_STREAM)
    stop (script, SERVER_ERROR, SANDBOX_END_NO_DONE);
  else if (fault == SANDBOX_FAULT_ERROR_FLAT)
    stop (script, FLAT_ERROR, SANDBOX_END_NO_DONE);
  else if (fault == SANDBOX_FAULT_ERROR_FILTER)
    stop (script, FILTER_ERROR, SANDBOX_END_NO_DONE);
  else if (fault == SANDBOX_FAULT_CUT)
    stop (script, NULL, SANDBOX_END_CUT);
  else if (fault == SANDBOX_FAULT_RESET)
    stop (script, NULL, SANDBOX_END_RESET);
  else if (fault == SANDBOX_FAULT_SILENT)
    stop (script, NULL, SANDBOX_END_SILENT);
  else if (fault == SANDBOX_FAULT_NO_DONE || fault == SANDBOX_FAULT_FILTER_NO_DONE)
    script->end = SANDBOX_END_NO_DONE;
  else if (fault == SANDBOX_FAULT_NO_FINISH)
    {
      g_ptr_array_set_size (script->after, 0);
      script->end = SANDBOX_END_NO_DONE;
    }
}

void
sandbox_fault_script_bend (SandboxScript *script, SandboxFault fault)
{
  bend_events (script, fault);
  bend_end (script, fault);
  script->is_rewritten = fault == SANDBOX_FAULT_PROXY;
  script->burst = fault == SANDBOX_FAULT_BURSTS ? BURST : 0;
}
