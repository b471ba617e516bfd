/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-base"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <libdex.h>

#include "ingot-error.h"
#include "ingot-json.h"
#include "ingot-spawn.h"

#define WORKER_SIZE (256 * 1024)

/* Each takes about fifty times the memory of the two bytes that it can have. */
#define MAX_VALUES 1000000

/* Reads the "\uXXXX" that begins at @i. */
static gboolean
read_unit (const char *text, gsize length, gsize i, guint *unit)
{
  if (length < 6 || i > length - 6 || text[i] != '\\' || text[i + 1] != 'u')
    return FALSE;

  *unit = 0;
  for (gsize k = i + 2; k < i + 6; k++)
    {
      if (!g_ascii_isxdigit (text[k]))
        return FALSE;
      *unit = *unit * 16 + (guint) g_ascii_xdigit_value (text[k]);
    }
  return TRUE;
}

/* json-glib refuses a whole document for half a surrogate pair and cuts a string at U+0000. */
static void
mend_escapes (char *text, gsize length)
{
  guint unit, next;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] != '\\')
        continue;
      if (!read_unit (text, length, i, &unit))
        {
          i++;
          continue;
        }
      if (unit >= 0xd800 && unit < 0xdc00
          && read_unit (text, length, i + 6, &next) && next >= 0xdc00 && next < 0xe000)
        i += 6;
      else if (unit == 0 || (unit >= 0xd800 && unit < 0xe000))
        memcpy (text + i + 2, "fffd", 4);
      i += 5;
    }
}

/* Counts the commas between values; in strict JSON a quote begins or ends a string. */
static gboolean
has_too_many_values (const char *text)
{
  gboolean quoted = FALSE;
  gsize values = 0;

  for (; *text != '\0' && values <= MAX_VALUES; text++)
    {
      if (*text == '\\' && text[1] != '\0')
        text++;
      else if (*text == '"')
        quoted = !quoted;
      else if (*text == ',' && !quoted)
        values++;
    }
  return values > MAX_VALUES;
}

JsonNode *
ingot_json_parse (const char *text, gsize length, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autofree char *mended = g_utf8_make_valid (text != NULL ? text : "", (gssize) length);
  g_autoptr(GError) reason = NULL;
  JsonNode *root = NULL;

  mend_escapes (mended, strlen (mended));
  json_parser_set_strict (parser, TRUE);
  if (has_too_many_values (mended))
    g_set_error_literal (&reason, INGOT_ERROR, INGOT_ERROR_PROTOCOL, _("it has too many values"));
  else if (json_parser_load_from_data (parser, mended, -1, &reason))
    root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL, _("The answer is not valid JSON: %s"),
                 reason != NULL ? reason->message : _("it is empty"));
  return root;
}

static DexFuture *
parse_fiber (gpointer user_data)
{
  GBytes *text = user_data;
  GError *error = NULL;
  JsonNode *root = ingot_json_parse (g_bytes_get_data (text, NULL), g_bytes_get_size (text), &error);

  if (root == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (JSON_TYPE_NODE, root);
}

JsonNode *
ingot_json_parse_await (GBytes *text, GError **error)
{
  if (g_bytes_get_size (text) <= WORKER_SIZE)
    return ingot_json_parse (g_bytes_get_data (text, NULL), g_bytes_get_size (text), error);

  return dex_await_boxed (ingot_spawn_worker (parse_fiber, g_bytes_ref (text), (GDestroyNotify) g_bytes_unref),
                          error);
}

static JsonNode *
get_member (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

JsonObject *
ingot_json_node_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonObject *
ingot_json_array_object (JsonArray *array, guint i)
{
  if (array == NULL || i >= json_array_get_length (array))
    return NULL;
  return ingot_json_node_object (json_array_get_element (array, i));
}

JsonObject *
ingot_json_get_object (JsonObject *object, const char *name)
{
  return ingot_json_node_object (get_member (object, name));
}

JsonArray *
ingot_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

const char *
ingot_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

gint64
ingot_json_get_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = get_member (object, name);
  double number;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);
  if (json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return fallback;

  /* A double beyond the range of integers has no defined conversion. */
  number = json_node_get_double (node);
  return number > -9e15 && number < 9e15 ? (gint64) number : fallback;
}

gboolean
ingot_json_is_truthy (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_size (json_node_get_object (node)) > 0;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) > 0;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return *json_node_get_string (node) != '\0';
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  return json_node_get_double (node) < 0 || json_node_get_double (node) > 0;
}
