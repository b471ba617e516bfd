/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "base/ingot-json.h"
#include "ingot-chat-reply.h"
#include "ingot-filter-notes.h"
#include "ingot-service-error.h"
#include "ingot-think.h"

/* No model writes this much; a hostile server would fill the memory. */
#define MAX_TEXT (16 * 1024 * 1024)

struct _IngotChatReply
{
  IngotTurn *turn;
  IngotFacts *facts;
  IngotFailure *failure;
  IngotThink *think;
  gint64 sent_at;
  gint64 thinks_since; /* when the first reasoning came, or 0 */
  gboolean withheld; /* the filter took back what had been shown */
  gboolean any;
  gboolean done;
};

IngotChatReply *
ingot_chat_reply_new (IngotTurn *turn, gint64 sent_at)
{
  IngotChatReply *self = g_new0 (IngotChatReply, 1);

  self->turn = g_object_ref (turn);
  self->facts = ingot_facts_new ();
  self->think = ingot_think_new ();
  self->sent_at = sent_at;
  return self;
}

void
ingot_chat_reply_free (IngotChatReply *self)
{
  g_object_unref (self->turn);
  ingot_facts_free (self->facts);
  ingot_think_free (self->think);
  g_clear_pointer (&self->failure, ingot_failure_free);
  g_free (self);
}

void
ingot_chat_reply_set_adjusted (IngotChatReply *self, const char *adjusted)
{
  g_set_str (&self->facts->adjusted, adjusted);
}

/* The service writes -1 for a limit that it does not know, and sometimes words. */
static gint64
get_headroom (SoupMessageHeaders *headers, const char *name)
{
  const char *text = soup_message_headers_get_one (headers, name);
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &number, NULL))
    return -1;
  return (gint64) number;
}

void
ingot_chat_reply_read_headers (IngotChatReply *self, SoupMessageHeaders *headers, int attempts)
{
  IngotFacts *facts = self->facts;

  facts->attempts = attempts;
  if (headers == NULL)
    return;
  facts->region = ingot_service_error_dup_header (headers, "x-ms-region");
  facts->request_id = ingot_service_error_dup_request_id (headers);
  facts->limit_requests = get_headroom (headers, "x-ratelimit-limit-requests");
  facts->remaining_requests = get_headroom (headers, "x-ratelimit-remaining-requests");
  facts->limit_tokens = get_headroom (headers, "x-ratelimit-limit-tokens");
  facts->remaining_tokens = get_headroom (headers, "x-ratelimit-remaining-tokens");
}

/* Names are the service's, and short; what is not is no name. */
static void
set_name (char **name, const char *value)
{
  if (value != NULL && *value != '\0' && strlen (value) <= 256)
    g_set_str (name, value);
}

static void
set_count (gint64 *count, JsonObject *usage, const char *name)
{
  gint64 value = ingot_json_get_int (usage, name, -1);

  if (value >= 0)
    *count = value;
}

static void
read_usage (IngotFacts *facts, JsonObject *usage)
{
  set_count (&facts->prompt_tokens, usage, "prompt_tokens");
  set_count (&facts->completion_tokens, usage, "completion_tokens");
  set_count (&facts->reasoning_tokens, ingot_json_get_object (usage, "completion_tokens_details"),
             "reasoning_tokens");
  set_count (&facts->cached_tokens, ingot_json_get_object (usage, "prompt_tokens_details"), "cached_tokens");
}

static gboolean
append (IngotChatReply *self, const char *text, void (*func) (IngotTurn *, const char *), GError **error)
{
  if (text == NULL || *text == '\0')
    return TRUE;
  if (ingot_turn_get_text_length (self->turn) + ingot_turn_get_reasoning_length (self->turn) + strlen (text)
      > MAX_TEXT)
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL, _("The reply does not end."));
      return FALSE;
    }

  if (self->facts->first_token_us < 0)
    {
      self->facts->first_token_us = g_get_monotonic_time () - self->sent_at;
      ingot_turn_set_facts (self->turn, self->facts);
    }
  func (self->turn, text);
  return TRUE;
}

static gboolean
append_reasoning (IngotChatReply *self, const char *text, GError **error)
{
  if (self->thinks_since == 0 && text != NULL && *text != '\0')
    self->thinks_since = g_get_monotonic_time ();
  return append (self, text, ingot_turn_append_reasoning, error);
}

static void
end_thinking (IngotChatReply *self)
{
  if (self->thinks_since == 0 || self->facts->thinking_us >= 0)
    return;
  self->facts->thinking_us = g_get_monotonic_time () - self->thinks_since;
  ingot_turn_set_facts (self->turn, self->facts);
}

static gboolean
append_text (IngotChatReply *self, const char *text, GError **error)
{
  if (text != NULL && *text != '\0')
    end_thinking (self);
  return append (self, text, ingot_turn_append, error);
}

/* The text of a model that writes its reasoning into it; NULL is its end. */
static gboolean
append_content (IngotChatReply *self, const char *text, GError **error)
{
  g_autoptr(GString) reasoning = g_string_new (NULL);
  g_autoptr(GString) answer = g_string_new (NULL);

  if (text != NULL)
    ingot_think_feed (self->think, text, reasoning, answer);
  else
    ingot_think_finish (self->think, reasoning, answer);
  return append_reasoning (self, reasoning->str, error)
         && append_text (self, answer->str, error);
}

/* With the asynchronous filter text is shown before it was judged. That it should not have been comes in a
 * chunk that has no text of its own, unlike the last one of a reply that was stopped in time. */
static void
read_filter (IngotChatReply *self, JsonObject *choice, gboolean has_part)
{
  const char *reason = ingot_json_get_string (choice, "finish_reason");

  ingot_filter_notes_read (&self->facts->reply_filter, ingot_json_get_object (choice, "content_filter_results"));
  if (!has_part && g_strcmp0 (reason, "content_filter") == 0)
    self->withheld = TRUE;
}

/* A part is the "delta" of a chunk or the "message" of a whole answer; either may be missing. */
static gboolean
read_choice (IngotChatReply *self, JsonObject *choice, GError **error)
{
  JsonObject *delta = ingot_json_get_object (choice, "delta");
  JsonObject *part = delta != NULL ? delta : ingot_json_get_object (choice, "message");

  const char *content = ingot_json_get_string (part, "content");

  read_filter (self, choice, part != NULL);
  if (!append_reasoning (self, ingot_json_get_string (part, "reasoning_content"), error)
      || (content != NULL && !append_content (self, content, error))
      || !append_text (self, ingot_json_get_string (part, "refusal"), error))
    return FALSE;

  set_name (&self->facts->finish_reason, ingot_json_get_string (choice, "finish_reason"));
  return TRUE;
}

gboolean
ingot_chat_reply_read (IngotChatReply *self, JsonObject *object, GError **error)
{
  JsonArray *choices = ingot_json_get_array (object, "choices");

  if (ingot_turn_get_state (self->turn) != INGOT_TURN_WRITING)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The reply is not being written any more."));
      return FALSE;
    }
  if (ingot_json_is_truthy (object, "error"))
    return ingot_chat_reply_fail (self, object, error);

  self->any = self->any || choices != NULL || ingot_json_get_object (object, "usage") != NULL;
  set_name (&self->facts->model, ingot_json_get_string (object, "model"));
  read_usage (self->facts, ingot_json_get_object (object, "usage"));
  ingot_filter_notes_read_prompt (&self->facts->prompt_filter, object);
  for (guint i = 0; choices != NULL && i < json_array_get_length (choices); i++)
    {
      JsonObject *choice = ingot_json_array_object (choices, i);

      /* One reply is asked for; a server that sends more must not mix them. */
      if (ingot_json_get_int (choice, "index", 0) == 0 && !read_choice (self, choice, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ingot_chat_reply_fail (IngotChatReply *self, JsonObject *object, GError **error)
{
  g_clear_pointer (&self->failure, ingot_failure_free);
  self->failure = ingot_service_error_read_object (0, object);
  /* An error that comes after text is about the reply. */
  if (ingot_turn_get_text_length (self->turn) > 0)
    self->failure->prompt_stopped = FALSE;
  g_propagate_error (error, ingot_service_error_to_gerror (self->failure));
  return FALSE;
}

void
ingot_chat_reply_set_done (IngotChatReply *self)
{
  self->done = TRUE;
}

gboolean
ingot_chat_reply_is_done (IngotChatReply *self)
{
  return self->done;
}

gboolean
ingot_chat_reply_has_finished (IngotChatReply *self)
{
  return self->facts->finish_reason != NULL;
}

gboolean
ingot_chat_reply_has_anything (IngotChatReply *self)
{
  return self->any;
}

static void
fail_filtered (IngotChatReply *self, GError **error)
{
  g_clear_pointer (&self->failure, ingot_failure_free);
  self->failure = ingot_failure_new (INGOT_ERROR_FILTERED);
  if (self->facts->reply_filter != NULL)
    self->failure->filter = ingot_filter_copy (self->facts->reply_filter);
  self->failure->withheld = self->withheld;
  g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_FILTERED, _("The content filter stopped the reply."));
}

gboolean
ingot_chat_reply_end (IngotChatReply *self, GError **error)
{
  const char *reason = self->facts->finish_reason;
  gboolean text;

  if (!append_content (self, NULL, error))
    return FALSE;
  text = ingot_turn_get_text_length (self->turn) + ingot_turn_get_reasoning_length (self->turn) > 0;
  if (g_strcmp0 (reason, "content_filter") == 0)
    fail_filtered (self, error);
  else if (reason == NULL && !(self->done && text))
    g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_INTERRUPTED,
                         _("The reply ended without saying that it is complete."));
  else
    return TRUE;
  return FALSE;
}

void
ingot_chat_reply_write_facts (IngotChatReply *self)
{
  if (ingot_turn_get_state (self->turn) != INGOT_TURN_WRITING)
    return;
  /* A reply that broke off may have been in the middle of what looked like a tag. */
  append_content (self, NULL, NULL);
  end_thinking (self);
  self->facts->total_us = g_get_monotonic_time () - self->sent_at;
  ingot_turn_set_facts (self->turn, self->facts);
}

const IngotFailure *
ingot_chat_reply_get_failure (IngotChatReply *self)
{
  return self->failure;
}
