/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox"
#include "config.h"

#include <string.h>

#include "sandbox-config-lines.h"

struct _SandboxConfigLines
{
  char *file;
  JsonParser *parser;
  GHashTable *lines;  /* a part, as key_of () names it, to its line */
  GArray *unfinished; /* the lines on which the objects that we are in began */
};

static char *
key_of (gconstpointer parent, const char *name)
{
  return g_strdup_printf ("%p %s", parent, name != NULL ? name : "");
}

static void
remember (SandboxConfigLines *lines, gconstpointer parent, const char *name, guint line)
{
  g_hash_table_insert (lines->lines, key_of (parent, name), GUINT_TO_POINTER (line));
}

static void
object_start_cb (SandboxConfigLines *lines)
{
  guint line = json_parser_get_current_line (lines->parser);

  g_array_append_val (lines->unfinished, line);
}

static void
object_end_cb (SandboxConfigLines *lines, JsonObject *object)
{
  guint last = lines->unfinished->len - 1;

  remember (lines, object, NULL, g_array_index (lines->unfinished, guint, last));
  g_array_set_size (lines->unfinished, last);
}

static void
object_member_cb (SandboxConfigLines *lines, JsonObject *object, const char *name)
{
  remember (lines, object, name, json_parser_get_current_line (lines->parser));
}

static void
array_element_cb (SandboxConfigLines *lines, JsonArray *array, int index)
{
  g_autofree char *name = g_strdup_printf ("%d", index);

  remember (lines, array, name, json_parser_get_current_line (lines->parser));
}

SandboxConfigLines *
sandbox_config_lines_new (const char *file)
{
  SandboxConfigLines *lines = g_new0 (SandboxConfigLines, 1);

  lines->file = g_strdup (file);
  lines->parser = json_parser_new ();
  lines->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  lines->unfinished = g_array_new (FALSE, FALSE, sizeof (guint));
  json_parser_set_strict (lines->parser, TRUE);
  g_signal_connect_swapped (lines->parser, "object-start", G_CALLBACK (object_start_cb), lines);
  g_signal_connect_swapped (lines->parser, "object-end", G_CALLBACK (object_end_cb), lines);
  g_signal_connect_swapped (lines->parser, "object-member", G_CALLBACK (object_member_cb), lines);
  g_signal_connect_swapped (lines->parser, "array-element", G_CALLBACK (array_element_cb), lines);
  return lines;
}

void
sandbox_config_lines_free (SandboxConfigLines *lines)
{
  g_object_unref (lines->parser);
  g_hash_table_unref (lines->lines);
  g_array_unref (lines->unfinished);
  g_free (lines->file);
  g_free (lines);
}

JsonNode *
sandbox_config_lines_parse (SandboxConfigLines *lines, const char *text, GError **error)
{
  static const char prefix[] = "<data>:";
  g_autoptr(GError) local = NULL;
  const char *message;

  if (json_parser_load_from_data (lines->parser, text, -1, &local))
    return json_parser_get_root (lines->parser);
  /* It begins with a name for the file, the line and the column; that there is no text has no place. */
  message = local->message;
  if (g_str_has_prefix (message, prefix))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%s", lines->file, message + strlen (prefix));
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:1: %s", lines->file, message);
  return NULL;
}

static gboolean
fail (SandboxConfigLines *lines, GError **error, gconstpointer parent, const char *name, const char *message)
{
  g_autofree char *key = key_of (parent, name);
  guint line = GPOINTER_TO_UINT (g_hash_table_lookup (lines->lines, key));

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%u: %s", lines->file, MAX (line, 1), message);
  return FALSE;
}

gboolean
sandbox_config_lines_fail (SandboxConfigLines *lines, GError **error, JsonObject *object, const char *name,
                           const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return fail (lines, error, object, name, message);
}

gboolean
sandbox_config_lines_fail_at (SandboxConfigLines *lines, GError **error, JsonArray *array, guint index,
                              const char *message)
{
  g_autofree char *name = g_strdup_printf ("%u", index);

  return fail (lines, error, array, name, message);
}
