/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-server"
#include "config.h"

#include "sandbox-key.h"
#include "sandbox-log.h"

enum
{
  MAX_ENTRIES = 100,
  MAX_BODY = 64 * 1024,
};

struct _SandboxLog
{
  GQueue entries;
  char *key;
  guint64 next_id;
};

struct _SandboxLogEntry
{
  guint64 id;
  char *time; /* ISO 8601, UTC */
  char *method;
  char *path;
  char *query;
  SoupMessageHeaders *headers;
  GBytes *body; /* possibly only its beginning */
  gsize body_length;
  guint status;
  gboolean finished;
  gboolean closed_early;
  gint64 started;
  gint64 duration;
};

SandboxLog *
sandbox_log_new (const char *key)
{
  SandboxLog *log = g_new0 (SandboxLog, 1);

  g_queue_init (&log->entries);
  log->key = g_strdup (key);
  log->next_id = 1;
  return log;
}

void
sandbox_log_clear (SandboxLog *log)
{
  g_queue_clear_full (&log->entries, (GDestroyNotify) sandbox_log_entry_unref);
}

void
sandbox_log_free (SandboxLog *log)
{
  sandbox_log_clear (log);
  g_free (log->key);
  g_free (log);
}

SandboxLogEntry *
sandbox_log_add (SandboxLog *log, SoupServerMessage *message)
{
  SandboxLogEntry *entry = g_rc_box_new0 (SandboxLogEntry);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  GUri *uri = soup_server_message_get_uri (message);

  entry->id = log->next_id++;
  entry->time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.%fZ");
  entry->method = g_strdup (soup_server_message_get_method (message));
  entry->path = g_strdup (g_uri_get_path (uri));
  entry->query = g_strdup (g_uri_get_query (uri));
  entry->headers = soup_message_headers_ref (soup_server_message_get_request_headers (message));
  entry->started = g_get_monotonic_time ();

  g_queue_push_tail (&log->entries, entry);
  if (g_queue_get_length (&log->entries) > MAX_ENTRIES)
    sandbox_log_entry_unref (g_queue_pop_head (&log->entries));
  return sandbox_log_entry_ref (entry);
}

SandboxLogEntry *
sandbox_log_entry_ref (SandboxLogEntry *entry)
{
  return g_rc_box_acquire (entry);
}

static void
clear_entry (gpointer data)
{
  SandboxLogEntry *entry = data;

  g_free (entry->time);
  g_free (entry->method);
  g_free (entry->path);
  g_free (entry->query);
  soup_message_headers_unref (entry->headers);
  g_clear_pointer (&entry->body, g_bytes_unref);
}

void
sandbox_log_entry_unref (SandboxLogEntry *entry)
{
  g_rc_box_release_full (entry, clear_entry);
}

void
sandbox_log_entry_set_body (SandboxLogEntry *entry, GBytes *body)
{
  g_clear_pointer (&entry->body, g_bytes_unref);
  entry->body_length = g_bytes_get_size (body);
  entry->body = entry->body_length <= MAX_BODY ? g_bytes_ref (body)
                                               : g_bytes_new (g_bytes_get_data (body, NULL), MAX_BODY);
}

void
sandbox_log_entry_finish (SandboxLogEntry *entry, guint status, gboolean closed_early)
{
  entry->status = status;
  entry->closed_early = closed_early;
  entry->finished = TRUE;
  entry->duration = g_get_monotonic_time () - entry->started;
}

static void
add_text (JsonBuilder *builder, SandboxLog *log, const char *name, const char *text)
{
  g_autofree char *masked = text != NULL ? sandbox_key_mask (log->key, text) : NULL;

  json_builder_set_member_name (builder, name);
  if (masked != NULL)
    json_builder_add_string_value (builder, masked);
  else
    json_builder_add_null_value (builder);
}

static void
add_headers (JsonBuilder *builder, SandboxLog *log, SoupMessageHeaders *headers)
{
  SoupMessageHeadersIter iter;
  const char *name, *value;

  json_builder_set_member_name (builder, "headers");
  json_builder_begin_object (builder);
  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      g_autofree char *utf8 = g_utf8_make_valid (value, -1);
      g_autofree char *shown = sandbox_key_mask_header (name, utf8);

      add_text (builder, log, name, shown);
    }
  json_builder_end_object (builder);
}

static void
add_body (JsonBuilder *builder, SandboxLog *log, SandboxLogEntry *entry)
{
  const char *type = soup_message_headers_get_content_type (entry->headers, NULL);
  gsize length = 0;
  const char *data = entry->body != NULL ? g_bytes_get_data (entry->body, &length) : NULL;
  g_autofree char *text = length > 0 ? g_utf8_make_valid (data, (gssize) length) : NULL;
  g_autofree char *masked = NULL;

  if (text != NULL && g_strcmp0 (type, SOUP_FORM_MIME_TYPE_URLENCODED) == 0)
    masked = sandbox_key_mask_form (text);
  add_text (builder, log, "body", masked != NULL ? masked : text);
  json_builder_set_member_name (builder, "body_length");
  json_builder_add_int_value (builder, (gint64) entry->body_length);
}

static void
add_entry (JsonBuilder *builder, SandboxLog *log, SandboxLogEntry *entry)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_int_value (builder, (gint64) entry->id);
  add_text (builder, log, "time", entry->time);
  add_text (builder, log, "method", entry->method);
  add_text (builder, log, "path", entry->path);
  add_text (builder, log, "query", entry->query);
  add_headers (builder, log, entry->headers);
  add_body (builder, log, entry);
  json_builder_set_member_name (builder, "status");
  if (entry->status != 0)
    json_builder_add_int_value (builder, entry->status);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "finished");
  json_builder_add_boolean_value (builder, entry->finished);
  json_builder_set_member_name (builder, "client_closed_early");
  json_builder_add_boolean_value (builder, entry->closed_early);
  json_builder_set_member_name (builder, "duration_ms");
  json_builder_add_int_value (builder, entry->duration / 1000);
  json_builder_end_object (builder);
}

JsonNode *
sandbox_log_to_json (SandboxLog *log)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "requests");
  json_builder_begin_array (builder);
  for (GList *link = log->entries.head; link != NULL; link = link->next)
    add_entry (builder, log, link->data);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
