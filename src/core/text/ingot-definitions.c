/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include <string.h>

#include "ingot-definitions-private.h"
#include "ingot-parse-private.h"

/* cmark takes no longer ones. */
#define MAX_LABEL 1000

/* A heading ends whatever stands before it, and itself at the end of its line. */
#define PRELUDE_END "#\n"

static void
free_definition (gpointer data)
{
  IngotDefinition *definition = data;

  g_free (definition->label);
  g_free (definition->key);
  g_free (definition->target);
  g_free (definition);
}

gboolean
ingot_definition_equal (const IngotDefinition *a, const IngotDefinition *b)
{
  return a->start == b->start && g_strcmp0 (a->label, b->label) == 0 && g_strcmp0 (a->target, b->target) == 0;
}

static gboolean
is_escaped (const char *source, gsize start, gsize at)
{
  gsize n = 0;

  while (at - n > start && source[at - n - 1] == '\\')
    n++;
  return n % 2 == 1;
}

/* The bracket that opens what is closed at @close, or @close. */
static gsize
find_open (const char *source, gsize start, gsize close)
{
  for (gsize at = close; at > start && close - at <= MAX_LABEL; at--)
    {
      char c = source[at - 1];

      if ((c == '[' || c == ']') && !is_escaped (source, start, at - 1))
        return c == '[' ? at - 1 : close;
    }
  return close;
}

/* A label on one line, without what containers put at the start of the others. */
static char *
dup_label (const char *source, gsize start, gsize end)
{
  GString *label = g_string_new (NULL);

  for (gsize i = start; i < end; i++)
    {
      if (source[i] != '\n' && source[i] != '\r')
        {
          g_string_append_c (label, source[i]);
          continue;
        }
      while (i + 1 < end && strchr (" \t>\r\n", source[i + 1]) != NULL)
        i++;
      g_string_append_c (label, ' ');
    }
  return g_string_free_and_steal (label);
}

static char *
dup_key (const char *label)
{
  g_autofree char *folded = g_utf8_casefold (label, -1);
  GString *key = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at++)
    {
      if (!g_ascii_isspace (*at))
        g_string_append_c (key, *at);
      else if (key->len > 0 && key->str[key->len - 1] != ' ')
        g_string_append_c (key, ' ');
    }
  if (key->len > 0 && key->str[key->len - 1] == ' ')
    g_string_truncate (key, key->len - 1);
  return g_string_free_and_steal (key);
}

/* The labels of what looks like a definition. */
static GPtrArray *
find_candidates (const char *source, gsize start, gsize end)
{
  GPtrArray *labels = NULL;
  const char *at = source + start;

  while ((at = g_strstr_len (at, source + end - at, "]:")) != NULL)
    {
      gsize close = (gsize) (at - source);
      gsize open = is_escaped (source, start, close) ? close : find_open (source, start, close);

      if (open + 1 < close)
        {
          if (labels == NULL)
            labels = g_ptr_array_new_with_free_func (g_free);
          g_ptr_array_add (labels, dup_label (source, open + 1, close));
        }
      at += 2;
    }
  return labels;
}

/* Links to @labels, each in a paragraph of two lines, of which cmark makes links only where they are defined. */
static char *
dup_probes (GPtrArray *labels)
{
  GString *probes = g_string_new (NULL);

  for (guint i = 0; i < labels->len; i++)
    g_string_append_printf (probes, "[%s]\n\n", (const char *) g_ptr_array_index (labels, i));
  g_string_append (probes, PRELUDE_END);
  return g_string_free_and_steal (probes);
}

static void
read_probe (GPtrArray *definitions, GHashTable *keys, cmark_node *node, const char *label, gsize start)
{
  IngotDefinition *definition;
  gboolean is_link = cmark_node_get_type (node) == CMARK_NODE_LINK;
  g_autofree char *key = dup_key (label);

  if ((!is_link && cmark_node_get_type (node) != CMARK_NODE_FOOTNOTE_REFERENCE) || g_hash_table_contains (keys, key))
    return;
  definition = g_new0 (IngotDefinition, 1);
  definition->label = g_strdup (label);
  definition->target = is_link ? g_strdup (cmark_node_get_url (node)) : NULL;
  definition->start = start;
  definition->key = g_steal_pointer (&key);
  g_hash_table_add (keys, definition->key);
  g_ptr_array_add (definitions, definition);
}

GPtrArray *
ingot_definitions_collect (const char *source, gsize start, gsize end)
{
  g_autoptr(GPtrArray) labels = find_candidates (source, start, end);
  g_autoptr(GPtrArray) definitions = NULL;
  g_autoptr(GHashTable) keys = NULL;
  g_autoptr(IngotParse) parse = NULL;
  g_autofree char *probes = NULL;

  if (labels == NULL)
    return NULL;
  probes = dup_probes (labels);
  parse = ingot_parse_new (source, start, end, probes);
  definitions = g_ptr_array_new_with_free_func (free_definition);
  keys = g_hash_table_new (g_str_hash, g_str_equal);
  for (cmark_node *node = cmark_node_first_child (parse->root); node != NULL; node = cmark_node_next (node))
    {
      int line = cmark_node_get_start_line (node);
      guint i = (guint) (line - 1) / 2;

      if (cmark_node_get_type (node) == CMARK_NODE_PARAGRAPH && line > 0 && line < parse->prelude_lines
          && cmark_node_first_child (node) != NULL && i < labels->len)
        read_probe (definitions, keys, cmark_node_first_child (node), g_ptr_array_index (labels, i), start);
    }
  return definitions->len > 0 ? g_steal_pointer (&definitions) : NULL;
}

GHashTable *
ingot_definitions_find_used (const char *source, gsize start, gsize end)
{
  GHashTable *used = NULL;
  const char *at = source + start;

  while ((at = memchr (at, ']', (gsize) (source + end - at))) != NULL)
    {
      gsize close = (gsize) (at - source);
      gsize open = find_open (source, start, close);

      at++;
      if (open + 1 < close)
        {
          g_autofree char *label = dup_label (source, open + 1, close);

          if (used == NULL)
            used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
          g_hash_table_add (used, dup_key (label));
        }
    }
  return used;
}

/* An address in angle brackets that cmark reads back as it is. */
static void
append_target (GString *prelude, const char *target)
{
  g_string_append_c (prelude, '<');
  for (const char *at = target; *at != '\0'; at++)
    {
      if (strchr ("\\<>", *at) != NULL)
        g_string_append_printf (prelude, "\\%c", *at);
      else if (*at == '&')
        g_string_append (prelude, "&amp;");
      else if ((guchar) *at <= ' ')
        g_string_append_printf (prelude, "&#%d;", *at);
      else
        g_string_append_c (prelude, *at);
    }
  g_string_append (prelude, ">\n\n");
}

/* cmark leaves out footnotes that nobody refers to. */
static void
append_references (GString *prelude, const char *source, gsize start, gsize end)
{
  g_autoptr(GPtrArray) labels = NULL;

  if (g_strstr_len (source + start, (gssize) (end - start), "[^") == NULL)
    return;
  labels = find_candidates (source, start, end);
  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      const char *label = g_ptr_array_index (labels, i);

      if (label[0] == '^')
        g_string_append_printf (prelude, "[%s]\n\n", label);
    }
}

char *
ingot_definitions_dup_prelude (GPtrArray *definitions, GHashTable *used, const char *source, gsize start, gsize end)
{
  g_autoptr(GString) prelude = g_string_new (NULL);

  for (guint i = 0; definitions != NULL && used != NULL && i < definitions->len; i++)
    {
      const IngotDefinition *definition = g_ptr_array_index (definitions, i);

      if (definition->start == start || !g_hash_table_contains (used, definition->key))
        continue;
      g_string_append_printf (prelude, "[%s]: ", definition->label);
      if (definition->target != NULL)
        append_target (prelude, definition->target);
      else
        g_string_append (prelude, "x\n\n");
    }
  append_references (prelude, source, start, end);
  if (prelude->len == 0)
    return NULL;
  g_string_append (prelude, PRELUDE_END);
  return g_string_free_and_steal (g_steal_pointer (&prelude));
}
