/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-json.h"
#include "ingot-chat-answer.h"
#include "ingot-service-error.h"
#include "net/ingot-sse.h"

/* An event or a whole answer: the text that is kept, with room for its escapes and annotations. */
#define MAX_BODY (24 * 1024 * 1024)

typedef enum
{
  KIND_UNKNOWN,
  KIND_STREAM,
  KIND_WHOLE,
} Kind;

typedef struct
{
  const IngotEndpointStyleTable *style;
  IngotChatReply *reply;
  gboolean at_end;
} Reader;

/* What begins like a line of an event stream is one; everything else is one document. */
static Kind
tell_kind (const char *text, gsize length)
{
  static const char *const beginnings[] = { ":", "data:", "event:", "id:", "retry:" };
  Kind kind = KIND_WHOLE;

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  for (; length > 0 && g_ascii_isspace (*text); length--)
    text++;
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      gsize known = strlen (beginnings[i]);

      if (strncmp (text, beginnings[i], MIN (known, length)) != 0)
        continue;
      if (length >= known)
        return KIND_STREAM;
      kind = KIND_UNKNOWN;
    }
  return kind;
}

static gboolean
read_event (const char *type, const char *data, gsize length, gpointer user_data, GError **error)
{
  Reader *self = user_data;
  g_autoptr(GBytes) text = g_bytes_new_static (data, length);
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) reason = NULL;
  JsonObject *object;

  if (ingot_chat_reply_is_done (self->reply) || length == 0)
    return TRUE;
  if (g_str_has_prefix (data, "[DONE]"))
    {
      ingot_chat_reply_set_done (self->reply);
      return TRUE;
    }

  root = ingot_json_parse_await (text, &reason);
  object = ingot_json_node_object (root);
  /* The last event of a body may have been cut off. */
  if (root == NULL && !self->at_end)
    g_propagate_error (error, g_steal_pointer (&reason));
  if (object == NULL)
    return root != NULL || self->at_end;
  if (g_str_equal (type, "error"))
    return ingot_chat_reply_fail (self->reply, object, error);
  return self->style->read_chat (self->reply, object, error);
}

/* A connection that breaks, or is left open, after the finish reason has taken nothing away. */
static gboolean
is_harmless (Reader *self, const GError *error)
{
  return ingot_chat_reply_has_finished (self->reply)
         && (g_error_matches (error, INGOT_ERROR, INGOT_ERROR_INTERRUPTED)
             || g_error_matches (error, INGOT_ERROR, INGOT_ERROR_TIMEOUT));
}

static gboolean
read_stream (Reader *self, IngotRequest *request, const GByteArray *head, GError **error)
{
  g_autoptr(IngotSse) sse = ingot_sse_new (MAX_BODY);
  g_autoptr(GBytes) bytes = g_bytes_new (head->data, head->len);
  g_autoptr(GError) reason = NULL;

  while (bytes != NULL && g_bytes_get_size (bytes) > 0)
    {
      if (!ingot_sse_feed (sse, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), read_event, self, error))
        return FALSE;
      g_clear_pointer (&bytes, g_bytes_unref);
      if (ingot_chat_reply_is_done (self->reply))
        break;
      bytes = ingot_request_read (request, &reason);
    }

  self->at_end = TRUE;
  if (!ingot_chat_reply_is_done (self->reply) && !ingot_sse_finish (sse, read_event, self, error))
    return FALSE;
  if (reason != NULL && !is_harmless (self, reason))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_whole (Reader *self, IngotRequest *request, GByteArray *text, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *page = NULL;
  JsonObject *object;

  if (!ingot_request_read_rest (request, text, MAX_BODY, error))
    return FALSE;
  bytes = g_bytes_new (text->data, text->len);
  root = ingot_json_parse_await (bytes, NULL);
  object = ingot_json_node_object (root);
  if (object != NULL && !self->style->read_chat (self->reply, object, error))
    return FALSE;
  if (ingot_chat_reply_has_anything (self->reply))
    return TRUE;

  page = ingot_service_error_dup_page_text ((const char *) text->data, text->len);
  g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL,
                       page != NULL ? page : _("The answer is not one of a chat."));
  return FALSE;
}

gboolean
ingot_chat_answer_read (IngotRequest *request, const IngotEndpointStyleTable *style, IngotChatReply *reply,
                        GError **error)
{
  Reader self = { .style = style, .reply = reply };
  g_autoptr(GByteArray) head = g_byte_array_new ();
  Kind kind = KIND_UNKNOWN;

  while (kind == KIND_UNKNOWN)
    {
      g_autoptr(GBytes) bytes = ingot_request_read (request, error);

      if (bytes == NULL)
        return FALSE;
      if (g_bytes_get_size (bytes) == 0)
        {
          /* A line that ended undecided decides it. */
          g_byte_array_append (head, (const guint8 *) "\n", 1);
          kind = tell_kind ((const char *) head->data, head->len);
          break;
        }
      g_byte_array_append (head, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
      kind = tell_kind ((const char *) head->data, head->len);
    }

  /* An empty body is a stream that ended before it began. */
  if (kind == KIND_WHOLE ? !read_whole (&self, request, head, error) : !read_stream (&self, request, head, error))
    return FALSE;
  ingot_chat_reply_write_facts (reply);
  if (ingot_chat_reply_is_done (reply))
    ingot_request_drain (request);
  return ingot_chat_reply_end (reply, error);
}
