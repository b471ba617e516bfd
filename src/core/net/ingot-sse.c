/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-net"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-error.h"
#include "ingot-sse.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct _IngotSse
{
  gsize max_event;
  GString *line;        /* the beginning of a line whose end has not come yet */
  GString *type;
  GString *data;        /* each data line with a line feed behind it */
  gboolean skip_lf;     /* the last byte was a CR: an LF now belongs to it */
  gboolean past_start;  /* a byte order mark can stand before the first line only */
  gboolean too_long;
};

typedef struct
{
  IngotSseFunc func;
  gpointer user_data;
} Listener;

static gboolean
fail_too_long (IngotSse *self, GError **error)
{
  self->too_long = TRUE;
  g_set_error (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL,
               _("The service sent an event of more than %lu bytes."), (unsigned long) self->max_event);
  return FALSE;
}

static gboolean
has_room (IngotSse *self, gsize more)
{
  gsize used = self->line->len + self->type->len + self->data->len;

  return used <= self->max_event && more <= self->max_event - used;
}

/* Nothing but valid UTF-8 without NUL leaves this file. The whole is looked at, and not
 * each read, because a character can lie across two. */
static gboolean
emit (const char *type, const char *data, gsize length, const Listener *listener, GError **error)
{
  g_autofree char *repaired = NULL;

  if (!g_utf8_validate_len (data, length, NULL))
    {
      repaired = g_utf8_make_valid (data, length);
      data = repaired;
      length = strlen (repaired);
    }
  return listener->func (type, data, length, listener->user_data, error);
}

static gboolean
dispatch (IngotSse *self, const Listener *listener, GError **error)
{
  g_autofree char *type = self->type->len > 0 ? g_utf8_make_valid (self->type->str, self->type->len)
                                              : g_strdup ("message");
  gboolean go_on = TRUE;

  if (self->data->len > 0)
    {
      g_string_truncate (self->data, self->data->len - 1);
      go_on = emit (type, self->data->str, self->data->len, listener, error);
    }
  g_string_truncate (self->type, 0);
  g_string_truncate (self->data, 0);
  return go_on;
}

static gboolean
is_field (const char *line, gsize length, const char *name)
{
  return length == strlen (name) && memcmp (line, name, length) == 0;
}

static gboolean
take_value (IngotSse *self, GString *field, const char *value, gsize length, GError **error)
{
  if (!has_room (self, length))
    return fail_too_long (self, error);
  g_string_append_len (field, value, length);
  return TRUE;
}

/* Comments have an empty name; "id" and "retry" are for reconnecting, which an answer cannot do. */
static gboolean
take_field (IngotSse *self, const char *line, gsize length, GError **error)
{
  const char *colon = memchr (line, ':', length);
  gsize name_length = colon == NULL ? length : (gsize) (colon - line);
  const char *value = colon == NULL ? line + length : colon + 1;
  gsize value_length = line + length - value;

  if (value_length > 0 && *value == ' ')
    {
      value++;
      value_length--;
    }
  if (is_field (line, name_length, "event"))
    return take_value (self, g_string_truncate (self->type, 0), value, value_length, error);
  if (!is_field (line, name_length, "data"))
    return TRUE;
  if (!take_value (self, self->data, value, value_length, error))
    return FALSE;
  g_string_append_c (self->data, '\n');
  return TRUE;
}

static gboolean
take_line (IngotSse *self, const char *line, gsize length, const Listener *listener, GError **error)
{
  if (!self->past_start && length >= strlen (BYTE_ORDER_MARK)
      && memcmp (line, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    {
      line += strlen (BYTE_ORDER_MARK);
      length -= strlen (BYTE_ORDER_MARK);
    }
  self->past_start = TRUE;
  if (length == 0)
    return dispatch (self, listener, error);
  return take_field (self, line, length, error);
}

/* The line that self->line holds the beginning of ends with these bytes. */
static gboolean
end_line (IngotSse *self, const char *rest, gsize length, const Listener *listener, GError **error)
{
  g_autofree char *whole = NULL;
  gsize whole_length;

  if (!has_room (self, length))
    return fail_too_long (self, error);
  if (self->line->len == 0)
    return take_line (self, rest, length, listener, error);
  g_string_append_len (self->line, rest, length);
  whole_length = self->line->len;
  whole = g_string_free_and_steal (self->line);
  self->line = g_string_new (NULL);
  return take_line (self, whole, whole_length, listener, error);
}

static const char *
find_line_end (const char *bytes, const char *end)
{
  while (bytes < end && *bytes != '\n' && *bytes != '\r')
    bytes++;
  return bytes;
}

gboolean
ingot_sse_feed (IngotSse *self, const char *bytes, gsize length,
                IngotSseFunc func, gpointer user_data, GError **error)
{
  const Listener listener = { func, user_data };
  const char *end = bytes + length;

  if (self->too_long)
    return fail_too_long (self, error);
  while (bytes < end)
    {
      const char *stop;

      if (self->skip_lf && *bytes == '\n')
        bytes++;
      self->skip_lf = FALSE;
      stop = find_line_end (bytes, end);
      if (stop == end)
        break;
      self->skip_lf = *stop == '\r';
      if (!end_line (self, bytes, stop - bytes, &listener, error))
        return FALSE;
      bytes = stop + 1;
    }
  if (!has_room (self, end - bytes))
    return fail_too_long (self, error);
  g_string_append_len (self->line, bytes, end - bytes);
  return TRUE;
}

gboolean
ingot_sse_finish (IngotSse *self, IngotSseFunc func, gpointer user_data, GError **error)
{
  const Listener listener = { func, user_data };

  if (self->too_long)
    return fail_too_long (self, error);
  if (self->line->len > 0 && !end_line (self, "", 0, &listener, error))
    return FALSE;
  return dispatch (self, &listener, error);
}

IngotSse *
ingot_sse_new (gsize max_event)
{
  IngotSse *self = g_new0 (IngotSse, 1);

  self->max_event = max_event;
  self->line = g_string_new (NULL);
  self->type = g_string_new (NULL);
  self->data = g_string_new (NULL);
  return self;
}

void
ingot_sse_free (IngotSse *self)
{
  g_string_free (self->line, TRUE);
  g_string_free (self->type, TRUE);
  g_string_free (self->data, TRUE);
  g_free (self);
}
