/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include <string.h>

#include <cmark-gfm-core-extensions.h>

#include "ingot-parse-private.h"

/*
 * cmark walks up from each inline to the root in places, so what nests without a bound takes quadratic time. A
 * line can open at most as many containers as it has markers, or half as many as it is indented by.
 */
#define MAX_MARKERS 64

/* Stands for a marker that nests too deeply; to cmark a letter like any other. */
#define STAND_IN '\1'

static cmark_parser *
new_parser (void)
{
  static const char *const names[] = { "table", "strikethrough", "autolink", "tasklist" };
  cmark_parser *parser;

  cmark_gfm_core_extensions_ensure_registered ();
  parser = cmark_parser_new (CMARK_OPT_SOURCEPOS | CMARK_OPT_FOOTNOTES);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    cmark_parser_attach_syntax_extension (parser, cmark_find_syntax_extension (names[i]));
  return parser;
}

static GArray *
find_lines (const char *text, gsize length)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 start = 0;

  for (guint32 i = 0; i < length; i++)
    {
      if (text[i] != '\n' && text[i] != '\r')
        continue;
      if (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n')
        i++;
      g_array_append_val (lines, start);
      start = i + 1;
    }
  if (start < length || length == 0)
    g_array_append_val (lines, start);
  start = length;
  g_array_append_val (lines, start);
  return lines;
}

/* Where the marker begins that is one too many in this line; @end where there is none. */
static gsize
find_excess (const char *text, gsize start, gsize end)
{
  guint markers = 0;
  guint columns = 0;

  for (gsize i = start; i < end; i++)
    {
      if (text[i] == ' ')
        columns++;
      else if (text[i] == '\t')
        columns += 4;
      else if (strchr (">-+*", text[i]) != NULL || g_ascii_isdigit (text[i]))
        {
          if (markers++ + columns / 2 > MAX_MARKERS)
            return i;
        }
      else if (text[i] != '.' && text[i] != ')')
        return end;
    }
  return end;
}

/* A line of nothing but dashes is long, not deep. */
static gboolean
is_deep (const char *text, gsize excess, gsize end)
{
  if (excess == end)
    return FALSE;
  for (gsize i = excess; i < end; i++)
    {
      if (strchr ("-*_ \t\r\n", text[i]) == NULL)
        return TRUE;
    }
  return FALSE;
}

/* A tree that is too deep never comes to be; what would be too deep becomes text. */
static void
flatten (IngotParse *parse)
{
  for (guint i = 0; i + 1 < parse->lines->len; i++)
    {
      gsize start = g_array_index (parse->lines, guint32, i);
      gsize end = g_array_index (parse->lines, guint32, i + 1);
      gsize excess;

      if (end - start <= MAX_MARKERS / 4)
        continue;
      excess = find_excess (parse->text, start, end);
      if (!is_deep (parse->text, excess, end))
        continue;
      if (parse->copy == NULL)
        {
          parse->original = parse->text;
          parse->copy = g_strndup (parse->text, parse->length);
          parse->text = parse->copy;
        }
      parse->copy[excess] = STAND_IN;
    }
}

static int
count_lines (const char *text)
{
  int n = 0;

  for (const char *at = text; (at = strchr (at, '\n')) != NULL; at++)
    n++;
  return n;
}

IngotParse *
ingot_parse_new (const char *source, gsize start, gsize end, const char *prelude)
{
  static const char mark[] = "\xef\xbb\xbf";
  IngotParse *parse = g_new0 (IngotParse, 1);
  cmark_parser *parser = new_parser ();

  /* The byte order mark is no part of the first line, whether something stands before it or not. */
  if (start == 0 && end >= 3 && memcmp (source, mark, 3) == 0)
    start = 3;
  parse->text = source + start;
  parse->length = end - start;
  parse->base = start;
  parse->lines = find_lines (parse->text, parse->length);
  flatten (parse);
  /* cmark skips one at the start of what it is given, which may be the middle of the turn. */
  if (prelude == NULL && parse->length >= 3 && memcmp (parse->text, mark, 3) == 0)
    prelude = "#\n";
  if (prelude != NULL)
    {
      parse->prelude_lines = count_lines (prelude);
      cmark_parser_feed (parser, prelude, strlen (prelude));
    }
  cmark_parser_feed (parser, parse->text, parse->length);
  parse->root = cmark_parser_finish (parser);
  cmark_parser_free (parser);
  return parse;
}

void
ingot_parse_free (IngotParse *parse)
{
  cmark_node_free (parse->root);
  g_array_unref (parse->lines);
  g_free (parse->copy);
  g_free (parse);
}

int
ingot_parse_get_line (cmark_node *node)
{
  int line = cmark_node_get_start_line (node);

  /* cmark gives no place to a paragraph whose last line turned out to be the head of a table. */
  if (line == 0 && cmark_node_next (node) != NULL)
    line = cmark_node_get_start_line (cmark_node_next (node));
  return line;
}

static guint
clamp_line (const IngotParse *parse, int line)
{
  int last = (int) parse->lines->len - 2;

  return (guint) CLAMP (line - parse->prelude_lines - 1, 0, MAX (last, 0));
}

gsize
ingot_parse_get_line_start (const IngotParse *parse, int line)
{
  return g_array_index (parse->lines, guint32, clamp_line (parse, line));
}

gsize
ingot_parse_get_line_end (const IngotParse *parse, int line)
{
  guint i = clamp_line (parse, line);
  gsize start = g_array_index (parse->lines, guint32, i);
  gsize end = g_array_index (parse->lines, guint32, i + 1);

  while (end > start && (parse->text[end - 1] == '\n' || parse->text[end - 1] == '\r'))
    end--;
  return end;
}

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  gsize x = *(const gsize *) a;
  gsize y = *(const gsize *) b;

  return (x > y) - (x < y);
}

GArray *
ingot_parse_dup_boundaries (const IngotParse *parse)
{
  GArray *boundaries = g_array_new (FALSE, FALSE, sizeof (gsize));
  guint n = 0;

  for (cmark_node *node = cmark_node_first_child (parse->root); node != NULL; node = cmark_node_next (node))
    {
      int line = ingot_parse_get_line (node);
      gsize at;

      /* cmark moves the definition of a footnote here from wherever it stood, and leaves some of them out. */
      if (line <= parse->prelude_lines || cmark_node_get_type (node) == CMARK_NODE_FOOTNOTE_DEFINITION)
        continue;
      at = parse->base + ingot_parse_get_line_start (parse, line);
      g_array_append_val (boundaries, at);
    }
  g_array_sort (boundaries, compare_sizes);
  for (guint i = 1; i < boundaries->len; i++)
    {
      if (g_array_index (boundaries, gsize, i) != g_array_index (boundaries, gsize, n))
        g_array_index (boundaries, gsize, ++n) = g_array_index (boundaries, gsize, i);
    }
  if (boundaries->len > 0)
    {
      g_array_set_size (boundaries, n + 1);
      g_array_remove_index (boundaries, 0);
    }
  return boundaries;
}
