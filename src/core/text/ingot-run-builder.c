/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include <string.h>

#include "ingot-block-private.h"
#include "ingot-run-builder-private.h"

void
ingot_run_builder_init (IngotRunBuilder *self, const IngotParse *parse, gsize at, gsize end, guint n_quotes)
{
  *self = (IngotRunBuilder) { .parse = parse, .at = at, .end = MAX (at, end), .n_quotes = n_quotes };
  self->entity_end = G_MAXSIZE;
  self->shown = g_string_new (NULL);
  self->spans = g_array_new (FALSE, TRUE, sizeof (IngotSpan));
  self->map = g_array_new (FALSE, FALSE, sizeof (IngotMapping));
  self->open = g_array_new (FALSE, TRUE, sizeof (int));
}

static gboolean
continues (const IngotMapping *last, gsize shown, gsize source)
{
  return last->shown_length == last->source_length && last->shown + last->shown_length == shown
         && last->source + last->source_length == source;
}

void
ingot_run_builder_emit (IngotRunBuilder *self, const char *bytes, gsize n, gsize from, gsize length)
{
  IngotMapping mapping = { (guint32) self->shown->len, (guint32) (from + self->parse->base), (guint32) n,
                           (guint32) length };
  IngotMapping *last = self->map->len > 0 ? &g_array_index (self->map, IngotMapping, self->map->len - 1) : NULL;

  if (n == 0)
    return;
  g_string_append_len (self->shown, bytes, (gssize) n);
  if (n == length && last != NULL && continues (last, mapping.shown, mapping.source))
    {
      last->shown_length += (guint32) n;
      last->source_length += (guint32) n;
    }
  else
    g_array_append_val (self->map, mapping);
}

/* What containers have at the start of a line. */
static void
skip_prefix (IngotRunBuilder *self)
{
  guint quotes = self->n_quotes;

  while (self->at < self->end)
    {
      char c = self->parse->text[self->at];

      if (c == '>' && quotes > 0)
        quotes--;
      else if (c != ' ' && c != '\t')
        return;
      self->at++;
    }
}

gboolean
ingot_run_builder_skip_newline (IngotRunBuilder *self)
{
  const char *text = self->parse->text;
  gsize at = self->at;

  while (at < self->end && (text[at] == ' ' || text[at] == '\t' || text[at] == '\\'))
    at++;
  if (at >= self->end || (text[at] != '\n' && text[at] != '\r'))
    return FALSE;
  if (text[at] == '\r' && at + 1 < self->end && text[at + 1] == '\n')
    at++;
  self->at = at + 1;
  skip_prefix (self);
  return TRUE;
}

IngotSpan *
ingot_run_builder_add_span (IngotRunBuilder *self, IngotSpanKind kind)
{
  IngotSpan span = { .kind = kind };

  if (self->open->len >= INGOT_MAX_NESTING)
    return NULL;
  span.start = (guint32) self->shown->len;
  span.source_start = (guint32) (self->at + self->parse->base);
  g_array_append_val (self->spans, span);
  return &g_array_index (self->spans, IngotSpan, self->spans->len - 1);
}

/* The end of @literal that is also the end of the line. */
static gsize
count_common_end (const IngotParse *parse, const char *literal, gsize length, gsize start, gsize end)
{
  gsize n = 0;

  while (n < length && n < end - start && literal[length - 1 - n] == parse->text[end - 1 - n])
    n++;
  return n;
}

void
ingot_run_builder_add_lines (IngotRunBuilder *self, const char *literal, int line)
{
  const char *at = literal;

  while (*at != '\0')
    {
      gsize length = strcspn (at, "\n");
      gsize start = ingot_parse_get_line_start (self->parse, line);
      gsize end = ingot_parse_get_line_end (self->parse, line);
      gsize common = count_common_end (self->parse, at, length, start, end);

      /* A tab that a container took a part of has become spaces. */
      ingot_run_builder_emit (self, at, length - common, end - common, 0);
      ingot_run_builder_emit (self, at + length - common, common, end - common, common);
      at += length;
      if (*at == '\0' || *++at == '\0')
        break;
      line++;
      ingot_run_builder_emit (self, "\n", 1, end, ingot_parse_get_line_start (self->parse, line) - end);
    }
}

/* Puts back what cmark was not shown. */
static void
restore (IngotRunBuilder *self)
{
  if (self->parse->original == NULL)
    return;
  for (guint i = 0; i < self->map->len; i++)
    {
      const IngotMapping *mapping = &g_array_index (self->map, IngotMapping, i);

      if (mapping->shown_length == mapping->source_length)
        memcpy (self->shown->str + mapping->shown, self->parse->original + mapping->source - self->parse->base,
                mapping->shown_length);
    }
}

static void
keep_shown_spans (IngotRunBuilder *self, IngotRun *run)
{
  guint n = 0;

  for (guint i = 0; i < self->spans->len; i++)
    {
      IngotSpan *span = &g_array_index (self->spans, IngotSpan, i);

      if (span->end > span->start)
        g_array_index (self->spans, IngotSpan, n++) = *span;
      else
        ingot_span_clear (span);
    }
  run->n_spans = n;
  run->spans = g_memdup2 (self->spans->data, n * sizeof (IngotSpan));
  g_array_unref (self->spans);
}

void
ingot_run_builder_finish (IngotRunBuilder *self, IngotRun *run)
{
  gsize base = self->parse->base;

  restore (self);
  keep_shown_spans (self, run);
  run->n_map = self->map->len;
  run->length = (guint32) self->shown->len;
  if (run->n_map > 0)
    {
      const IngotMapping *last = &g_array_index (self->map, IngotMapping, run->n_map - 1);

      run->source_start = g_array_index (self->map, IngotMapping, 0).source;
      run->source_end = last->source + last->source_length;
    }
  else
    run->source_start = run->source_end = (guint32) (self->at + base);
  run->map = g_memdup2 (self->map->data, run->n_map * sizeof (IngotMapping));
  run->text = g_string_free_and_steal (self->shown);
  g_array_unref (self->map);
  g_array_unref (self->open);
}
