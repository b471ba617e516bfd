/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <string.h>

#include "ingot-accessible-node.h"

/* What assistive technologies ask of a node's text. They count in characters, everything else here in bytes. */

static gsize
to_bytes (const char *text, guint offset)
{
  const char *at = text;

  while (offset-- > 0 && *at != '\0')
    at = g_utf8_next_char (at);
  return (gsize) (at - text);
}

static guint
to_characters (const char *text, gsize offset)
{
  return (guint) g_utf8_strlen (text, (gssize) offset);
}

static const char *
get_text (GtkAccessibleText *accessible)
{
  return ingot_accessible_node_get_text (INGOT_ACCESSIBLE_NODE (accessible));
}

/* The terminating NUL belongs to what GTK expects. */
static GBytes *
slice (const char *text, gsize start, gsize end)
{
  return g_bytes_new_take (g_strndup (text + start, end - start), end - start + 1);
}

static GBytes *
ingot_accessible_node_get_contents (GtkAccessibleText *accessible, guint start, guint end)
{
  const char *text = get_text (accessible);
  gsize last = to_bytes (text, end);
  gsize first = MIN (to_bytes (text, start), last);

  return slice (text, first, last);
}

static void
find_paragraph (const char *text, gsize at, gsize *start, gsize *end)
{
  const char *before = g_strrstr_len (text, (gssize) at, "\n");
  const char *after = strchr (text + at, '\n');

  *start = before != NULL ? (gsize) (before - text) + 1 : 0;
  *end = after != NULL ? (gsize) (after - text) + 1 : at + strlen (text + at);
}

static gboolean
begins (const PangoLogAttr *attr, GtkAccessibleTextGranularity granularity)
{
  if (granularity == GTK_ACCESSIBLE_TEXT_GRANULARITY_CHARACTER)
    return attr->is_cursor_position;
  return granularity == GTK_ACCESSIBLE_TEXT_GRANULARITY_WORD ? attr->is_word_start : attr->is_sentence_start;
}

/* Narrows the paragraph from *@start to *@end to the character, word or sentence that has @at. */
static void
narrow (const char *text, gsize at, GtkAccessibleTextGranularity granularity, gsize *start, gsize *end)
{
  const char *paragraph = text + *start;
  int length = (int) (*end - *start);
  int n = (int) g_utf8_strlen (paragraph, length);
  int here = (int) g_utf8_strlen (paragraph, (gssize) (at - *start));
  int first = MIN (here, MAX (0, n - 1));
  int last = first + 1;
  g_autofree PangoLogAttr *attrs = g_new0 (PangoLogAttr, (gsize) n + 1);

  pango_get_log_attrs (paragraph, length, -1, pango_language_get_default (), attrs, n + 1);
  while (first > 0 && !begins (&attrs[first], granularity))
    first--;
  while (last < n && !begins (&attrs[last], granularity))
    last++;
  last = MIN (last, n);
  *end = *start + to_bytes (paragraph, (guint) last);
  *start += to_bytes (paragraph, (guint) first);
}

static void
find_line (IngotAccessibleNode *self, gsize at, gsize *start, gsize *end)
{
  IngotAccessibleHost *host = ingot_accessible_node_get_host (self);
  gsize first, last;

  if (host == NULL || !host->get_line (host, self, at, &first, &last))
    return;
  *start = MAX (*start, first);
  *end = MIN (*end, last);
}

static GBytes *
ingot_accessible_node_get_contents_at (GtkAccessibleText *accessible, guint offset,
                                       GtkAccessibleTextGranularity granularity, guint *start, guint *end)
{
  const char *text = get_text (accessible);
  gsize at = to_bytes (text, offset);
  gsize first, last;

  find_paragraph (text, at, &first, &last);
  if (granularity == GTK_ACCESSIBLE_TEXT_GRANULARITY_LINE)
    find_line (INGOT_ACCESSIBLE_NODE (accessible), at, &first, &last);
  else if (granularity != GTK_ACCESSIBLE_TEXT_GRANULARITY_PARAGRAPH)
    narrow (text, at, granularity, &first, &last);
  *start = to_characters (text, first);
  *end = *start + to_characters (text + first, last - first);
  return slice (text, first, last);
}

static guint
ingot_accessible_node_get_caret_position (GtkAccessibleText *accessible)
{
  IngotAccessibleNode *self = INGOT_ACCESSIBLE_NODE (accessible);
  IngotAccessibleHost *host = ingot_accessible_node_get_host (self);
  gsize offset;

  if (host == NULL || !host->get_caret (host, self, &offset))
    return 0;
  return to_characters (get_text (accessible), offset);
}

static gboolean
ingot_accessible_node_get_selection (GtkAccessibleText *accessible, gsize *n_ranges, GtkAccessibleTextRange **ranges)
{
  IngotAccessibleNode *self = INGOT_ACCESSIBLE_NODE (accessible);
  IngotAccessibleHost *host = ingot_accessible_node_get_host (self);
  const char *text = get_text (accessible);
  gsize start, end;

  if (host == NULL || !host->get_selection (host, self, &start, &end))
    return FALSE;
  *n_ranges = 1;
  if (ranges != NULL)
    {
      *ranges = g_new (GtkAccessibleTextRange, 1);
      (*ranges)->start = to_characters (text, start);
      (*ranges)->length = to_characters (text + start, end - start);
    }
  return TRUE;
}

static gboolean
describe (IngotSpanKind kind, const char **name, const char **value)
{
  static const char *const words[][2] = {
    [INGOT_SPAN_EMPHASIS] = { GTK_ACCESSIBLE_ATTRIBUTE_STYLE, GTK_ACCESSIBLE_ATTRIBUTE_STYLE_ITALIC },
    [INGOT_SPAN_STRONG] = { GTK_ACCESSIBLE_ATTRIBUTE_WEIGHT, "700" },
    [INGOT_SPAN_STRIKETHROUGH] = { GTK_ACCESSIBLE_ATTRIBUTE_STRIKETHROUGH, "true" },
    [INGOT_SPAN_CODE] = { GTK_ACCESSIBLE_ATTRIBUTE_FAMILY, "monospace" },
    [INGOT_SPAN_LINK] = { GTK_ACCESSIBLE_ATTRIBUTE_UNDERLINE, GTK_ACCESSIBLE_ATTRIBUTE_UNDERLINE_SINGLE },
    [INGOT_SPAN_IMAGE] = { GTK_ACCESSIBLE_ATTRIBUTE_UNDERLINE, GTK_ACCESSIBLE_ATTRIBUTE_UNDERLINE_SINGLE },
  };

  if ((gsize) kind >= G_N_ELEMENTS (words) || words[kind][0] == NULL)
    return FALSE;
  *name = words[kind][0];
  *value = words[kind][1];
  return TRUE;
}

static gboolean
ingot_accessible_node_get_attributes (GtkAccessibleText *accessible, guint offset, gsize *n_ranges,
                                      GtkAccessibleTextRange **ranges, char ***names, char ***values)
{
  gsize start, end;
  const IngotRun *run = ingot_accessible_node_get_run (INGOT_ACCESSIBLE_NODE (accessible), &start, &end);
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (GtkAccessibleTextRange));
  g_autoptr(GStrvBuilder) found_names = g_strv_builder_new ();
  g_autoptr(GStrvBuilder) found_values = g_strv_builder_new ();
  gsize at = start + to_bytes (get_text (accessible), offset);

  for (guint i = 0; run != NULL && i < run->n_spans; i++)
    {
      const IngotSpan *span = &run->spans[i];
      const char *name, *value;
      GtkAccessibleTextRange range;

      if (span->start > at || span->end <= at || !describe (span->kind, &name, &value))
        continue;
      range.start = to_characters (run->text + start, MAX (span->start, start) - start);
      range.length = to_characters (run->text + MAX (span->start, start), MIN (span->end, end) - MAX (span->start, start));
      g_array_append_val (found, range);
      g_strv_builder_add (found_names, name);
      g_strv_builder_add (found_values, value);
    }
  if (found->len == 0)
    return FALSE;
  *n_ranges = found->len;
  if (ranges != NULL)
    *ranges = (GtkAccessibleTextRange *) (gpointer) g_array_steal (found, NULL);
  if (names != NULL)
    *names = g_strv_builder_end (found_names);
  if (values != NULL)
    *values = g_strv_builder_end (found_values);
  return TRUE;
}

static void
ingot_accessible_node_get_default_attributes (GtkAccessibleText *accessible, char ***names, char ***values)
{
  *names = g_new0 (char *, 1);
  *values = g_new0 (char *, 1);
}

static gboolean
ingot_accessible_node_get_extents (GtkAccessibleText *accessible, guint start, guint end, graphene_rect_t *extents)
{
  IngotAccessibleNode *self = INGOT_ACCESSIBLE_NODE (accessible);
  IngotAccessibleHost *host = ingot_accessible_node_get_host (self);
  const char *text = get_text (accessible);
  GdkRectangle bounds = { 0 }, found;

  if (host == NULL || !host->get_extents (host, self, to_bytes (text, start), to_bytes (text, end), &found)
      || !host->get_bounds (host, self, &bounds))
    return FALSE;
  graphene_rect_init (extents, (float) (found.x - bounds.x), (float) (found.y - bounds.y), (float) found.width,
                      (float) found.height);
  return TRUE;
}

static gboolean
ingot_accessible_node_get_offset (GtkAccessibleText *accessible, const graphene_point_t *point, guint *offset)
{
  IngotAccessibleNode *self = INGOT_ACCESSIBLE_NODE (accessible);
  IngotAccessibleHost *host = ingot_accessible_node_get_host (self);
  GdkRectangle bounds = { 0 };
  gsize found;

  if (host == NULL || !host->get_bounds (host, self, &bounds)
      || !host->get_offset (host, self, point->x + bounds.x, point->y + bounds.y, &found))
    return FALSE;
  *offset = to_characters (get_text (accessible), found);
  return TRUE;
}

void
ingot_accessible_node_text_init (GtkAccessibleTextInterface *iface)
{
  iface->get_contents = ingot_accessible_node_get_contents;
  iface->get_contents_at = ingot_accessible_node_get_contents_at;
  iface->get_caret_position = ingot_accessible_node_get_caret_position;
  iface->get_selection = ingot_accessible_node_get_selection;
  iface->get_attributes = ingot_accessible_node_get_attributes;
  iface->get_default_attributes = ingot_accessible_node_get_default_attributes;
  iface->get_extents = ingot_accessible_node_get_extents;
  iface->get_offset = ingot_accessible_node_get_offset;
}
