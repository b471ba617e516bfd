/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-server"
#include "config.h"

#include <string.h>

#include "sandbox-key.h"
#include "sandbox-log.h"

enum
{
  MAX_ENTRIES = 100,
  MAX_BODY = 64 * 1024,
  USUAL_TEXT = 4000,
  LARGE_TEXT = 4 * USUAL_TEXT,
};

/* What is kept of a request is in one block, which is there before the first request: many small ones that
 * stay, made while many requests are answered, would keep the allocator from giving memory back. */
typedef struct
{
  guint64 number; /* 0: none */
  GString *text; /* time (ISO 8601, UTC), method, path, query, names and values of headers, each with its NUL;
                    then the beginning of the body */
  guint n_headers;
  gboolean has_query;
  gsize body_at;
  gsize body_length; /* as it was sent */
  guint status;
  gboolean finished;
  gboolean closed_early;
  gint64 started;
  gint64 duration;
} Entry;

struct _SandboxLog
{
  char *key;
  guint64 last_number;
  Entry entries[MAX_ENTRIES]; /* a ring: each at its number modulo its length */
};

SandboxLog *
sandbox_log_new (const char *key)
{
  SandboxLog *log = g_new0 (SandboxLog, 1);

  log->key = g_strdup (key);
  for (guint i = 0; i < MAX_ENTRIES; i++)
    log->entries[i].text = g_string_sized_new (USUAL_TEXT);
  return log;
}

void
sandbox_log_clear (SandboxLog *log)
{
  for (guint i = 0; i < MAX_ENTRIES; i++)
    log->entries[i].number = 0;
}

void
sandbox_log_free (SandboxLog *log)
{
  for (guint i = 0; i < MAX_ENTRIES; i++)
    g_string_free (log->entries[i].text, TRUE);
  g_free (log->key);
  g_free (log);
}

static Entry *
find (SandboxLog *log, guint64 number)
{
  Entry *entry = &log->entries[number % MAX_ENTRIES];

  return number != 0 && entry->number == number ? entry : NULL;
}

static Entry *
begin_entry (SandboxLog *log)
{
  Entry *entry = &log->entries[++log->last_number % MAX_ENTRIES];
  GString *text = entry->text;

  if (text->allocated_len > LARGE_TEXT)
    {
      g_string_free (text, TRUE);
      text = g_string_sized_new (USUAL_TEXT);
    }
  g_string_truncate (text, 0);
  *entry = (Entry) { .number = log->last_number, .text = text, .started = g_get_monotonic_time () };
  return entry;
}

static void
keep (Entry *entry, const char *text)
{
  g_string_append_len (entry->text, text, (gssize) strlen (text) + 1);
}

guint64
sandbox_log_add (SandboxLog *log, SoupServerMessage *message)
{
  Entry *entry = begin_entry (log);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.%fZ");
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  keep (entry, time);
  keep (entry, soup_server_message_get_method (message));
  keep (entry, g_uri_get_path (uri));
  keep (entry, query != NULL ? query : "");
  entry->has_query = query != NULL;
  soup_message_headers_iter_init (&iter, soup_server_message_get_request_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      keep (entry, name);
      keep (entry, value);
      entry->n_headers++;
    }
  entry->body_at = entry->text->len;
  return entry->number;
}

void
sandbox_log_set_body (SandboxLog *log, guint64 number, GBytes *body)
{
  Entry *entry = find (log, number);
  gsize length;
  const char *data = g_bytes_get_data (body, &length);

  if (entry == NULL || length == 0)
    return;
  entry->body_length = length;
  g_string_append_len (entry->text, data, (gssize) MIN (length, MAX_BODY));
}

void
sandbox_log_finish (SandboxLog *log, guint64 number, guint status, gboolean closed_early)
{
  Entry *entry = find (log, number);

  if (entry == NULL)
    return;
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

/* The text that @at points to; moves @at behind it. */
static const char *
next (const char **at)
{
  const char *text = *at;

  *at += strlen (text) + 1;
  return text;
}

static void
add_headers (JsonBuilder *builder, SandboxLog *log, const Entry *entry, const char *at)
{
  json_builder_set_member_name (builder, "headers");
  json_builder_begin_object (builder);
  for (guint i = 0; i < entry->n_headers; i++)
    {
      g_autofree char *name = g_utf8_make_valid (next (&at), -1);
      g_autofree char *utf8 = g_utf8_make_valid (next (&at), -1);
      g_autofree char *shown = sandbox_key_mask_header (name, utf8);

      add_text (builder, log, name, shown);
    }
  json_builder_end_object (builder);
}

static void
add_body (JsonBuilder *builder, SandboxLog *log, const Entry *entry)
{
  gsize kept = entry->text->len - entry->body_at;
  g_autofree char *text
    = kept > 0 ? g_utf8_make_valid (entry->text->str + entry->body_at, (gssize) kept) : NULL;

  add_text (builder, log, "body", text);
  json_builder_set_member_name (builder, "body_length");
  json_builder_add_int_value (builder, (gint64) entry->body_length);
}

static void
add_result (JsonBuilder *builder, const Entry *entry)
{
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
}

static void
add_entry (JsonBuilder *builder, SandboxLog *log, const Entry *entry)
{
  const char *at = entry->text->str;
  const char *query;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_int_value (builder, (gint64) entry->number);
  add_text (builder, log, "time", next (&at));
  add_text (builder, log, "method", next (&at));
  add_text (builder, log, "path", next (&at));
  query = next (&at);
  add_text (builder, log, "query", entry->has_query ? query : NULL);
  add_headers (builder, log, entry, at);
  add_body (builder, log, entry);
  add_result (builder, entry);
  json_builder_end_object (builder);
}

JsonNode *
sandbox_log_to_json (SandboxLog *log)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "requests");
  json_builder_begin_array (builder);
  for (guint i = 1; i <= MAX_ENTRIES; i++)
    {
      const Entry *entry = &log->entries[(log->last_number + i) % MAX_ENTRIES];

      if (entry->number != 0)
        add_entry (builder, log, entry);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
