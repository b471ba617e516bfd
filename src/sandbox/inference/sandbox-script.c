/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <string.h>

#include "faults/sandbox-fault-script.h"
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
write_beginning (SandboxScript *script)
{
  if (script->head.style != SANDBOX_STYLE_INFERENCE)
    g_ptr_array_add (script->before, sandbox_chat_json_prompt (&script->head, "prompt_filter_results"));
  g_ptr_array_add (script->before, sandbox_chat_json_role (&script->head));
}

/* The inference style sends its usage unasked, on the last chunk; the others when asked, on one of its own.
 */
static void
write_ending (SandboxScript *script, gboolean include_usage)
{
  gboolean rides = script->head.style == SANDBOX_STYLE_INFERENCE;

  g_ptr_array_add (script->after, sandbox_chat_json_end (&script->head, NULL, script->reply->finish_reason,
                                                         rides ? script->reply : NULL));
  if (include_usage && !rides)
    g_ptr_array_add (script->after, sandbox_chat_json_usage (&script->head, script->reply));
}

SandboxScript *
sandbox_script_new (const SandboxDeployment *deployment, const SandboxChatRequest *request,
                    SandboxReply *reply, const SandboxAddress *address)
{
  SandboxScript *script = g_new0 (SandboxScript, 1);

  sandbox_chat_head_init (&script->head, deployment, request, address->style);
  script->reply = reply;
  script->prompt_characters = (guint) g_utf8_strlen (request->prompt, -1);
  script->before = g_ptr_array_new_with_free_func (g_free);
  script->after = g_ptr_array_new_with_free_func (g_free);
  script->inserts = g_array_new (FALSE, FALSE, sizeof (SandboxInsert));
  g_array_set_clear_func (script->inserts, insert_clear);
  script->n_pieces = reply->reasoning->len + reply->content->len;
  write_beginning (script);
  sandbox_chat_json_split (&script->head, "content", &script->content_before, &script->content_after);
  sandbox_chat_json_split (&script->head, "reasoning_content", &script->reasoning_before,
                           &script->reasoning_after);
  write_ending (script, request->include_usage);
  sandbox_fault_script_bend (script, deployment->fault);
  return script;
}

void
sandbox_script_free (SandboxScript *script)
{
  sandbox_chat_head_clear (&script->head);
  sandbox_reply_free (script->reply);
  g_ptr_array_unref (script->before);
  g_ptr_array_unref (script->after);
  g_array_unref (script->inserts);
  g_free (script->content_before);
  g_free (script->content_after);
  g_free (script->reasoning_before);
  g_free (script->reasoning_after);
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

char *
sandbox_script_dup_piece (SandboxScript *script, guint index)
{
  GPtrArray *reasoning = script->reply->reasoning;
  gboolean is_reasoning = index < reasoning->len;
  const char *text = is_reasoning ? g_ptr_array_index (reasoning, index)
                                  : g_ptr_array_index (script->reply->content, index - reasoning->len);
  GString *event = g_string_new (beginning (script));

  g_string_append (event, is_reasoning ? script->reasoning_before : script->content_before);
  sandbox_json_append_quoted (event, text);
  g_string_append (event, is_reasoning ? script->reasoning_after : script->content_after);
  g_string_append (event, ending (script));
  return g_string_free_and_steal (event);
}

char *
sandbox_script_frame (SandboxScript *script, const char *data)
{
  if (g_str_has_prefix (data, SANDBOX_RAW))
    return g_strdup (data + strlen (SANDBOX_RAW));
  return g_strconcat (beginning (script), data, ending (script), NULL);
}
