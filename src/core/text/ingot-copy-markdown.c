/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include <string.h>

#include "ingot-copy-private.h"

/* A slice of the source, with what has to be put around it. */
typedef struct
{
  const char *source;
  GString *before;
  GString *after;
  gsize start;
  gsize end;
} Slice;

static gsize
get_line_start (const char *source, gsize at)
{
  while (at > 0 && source[at - 1] != '\n' && source[at - 1] != '\r')
    at--;
  return at;
}

static gsize
get_line_end (const char *source, gsize at)
{
  return at + strcspn (source + at, "\r\n");
}

static gsize
get_next_line (const char *source, gsize at)
{
  at = get_line_end (source, at);
  if (source[at] == '\r' && source[at + 1] == '\n')
    return at + 2;
  return source[at] != '\0' ? at + 1 : at;
}

/* Whether both are pieces of one block. */
static gboolean
is_same_block (GArray *selection)
{
  const IngotSelected *first = &g_array_index (selection, IngotSelected, 0);

  for (guint i = 1; i < selection->len; i++)
    {
      const IngotBlock *block = g_array_index (selection, IngotSelected, i).block;

      if (block->kind != first->block->kind || block->piece != first->block->piece + i)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_whole (GArray *selection)
{
  const IngotSelected *first = &g_array_index (selection, IngotSelected, 0);
  const IngotSelected *last = &g_array_index (selection, IngotSelected, selection->len - 1);

  return ingot_selected_has_start (first) && first->block->piece == 0 && ingot_selected_has_end (last)
         && last->block->is_last_piece;
}

/* Part of a code block is code, without the fence and what containers put before each line. */
static char *
copy_code (GArray *selection)
{
  GString *code = g_string_new (NULL);

  for (guint i = 0; i < selection->len; i++)
    {
      const IngotSelected *selected = &g_array_index (selection, IngotSelected, i);

      if (i > 0 && !selected->block->is_joined)
        g_string_append_c (code, '\n');
      g_string_append_len (code, selected->block->runs[0].text + selected->first,
                           (gssize) (selected->last - selected->first));
    }
  return g_string_free_and_steal (code);
}

/* What is cut through is opened again; what begins here is taken from its beginning. */
static void
start_in_text (Slice *slice, const IngotRun *run, gsize offset)
{
  slice->start = ingot_run_to_source (run, offset);
  for (guint i = 0; i < run->n_spans; i++)
    {
      const IngotSpan *span = &run->spans[i];

      if (span->start == offset && span->source_start < slice->start)
        slice->start = span->source_start;
      else if (span->start < offset && offset < span->end)
        g_string_append_len (slice->before, slice->source + span->source_start,
                             (gssize) (span->inner_start - span->source_start));
    }
}

static void
end_in_text (Slice *slice, const IngotRun *run, gsize offset)
{
  gsize before = offset > 0 ? ingot_run_to_source (run, offset - 1) : run->source_start;

  /* Not where the next character is, between which and the last one there may be markup. */
  slice->end = before;
  for (guint i = 0; i < run->n_map && offset > 0; i++)
    {
      const IngotMapping *mapping = &run->map[i];

      if (mapping->shown < offset && offset <= mapping->shown + mapping->shown_length)
        slice->end = mapping->shown_length == mapping->source_length ? mapping->source + offset - mapping->shown
                                                                     : mapping->source + mapping->source_length;
    }
  for (guint i = run->n_spans; i > 0; i--)
    {
      const IngotSpan *span = &run->spans[i - 1];

      if (span->end == offset && span->source_end > slice->end)
        slice->end = span->source_end;
      else if (span->start < offset && offset < span->end)
        g_string_append_len (slice->after, slice->source + span->inner_end,
                             (gssize) (span->source_end - span->inner_end));
    }
}

/* Rows are whole, and follow the head. */
static void
start_in_table (Slice *slice, const IngotSelected *selected)
{
  const IngotBlock *block = selected->block;

  slice->start = get_line_start (slice->source, block->runs[selected->first_run].source_start);
  if (block->has_head && selected->first_run >= block->n_columns)
    {
      gsize end = get_next_line (slice->source, get_next_line (slice->source, block->source_start));

      g_string_append_len (slice->before, slice->source + block->source_start, (gssize) (end - block->source_start));
    }
}

static void
end_in_table (Slice *slice, const IngotSelected *selected)
{
  const IngotBlock *block = selected->block;

  slice->end = get_line_end (slice->source, block->runs[selected->last_run].source_start);
  if (block->has_head && selected->last_run < block->n_columns)
    slice->end = get_line_end (slice->source, get_next_line (slice->source, slice->end));
}

static void
find_start (Slice *slice, const IngotSelected *selected)
{
  const IngotBlock *block = selected->block;
  const IngotRun *run = &block->runs[selected->first_run];

  slice->start = block->source_start;
  if (ingot_selected_has_start (selected) && block->piece == 0)
    return;
  if (block->kind == INGOT_BLOCK_TABLE)
    start_in_table (slice, selected);
  else if (block->kind == INGOT_BLOCK_CODE)
    {
      slice->start = ingot_run_to_source (run, selected->first);
      if (block->fence != NULL)
        g_string_append_printf (slice->before, "%s%s\n", block->fence, block->language != NULL ? block->language : "");
      else
        g_string_append (slice->before, "    ");
    }
  else
    start_in_text (slice, run, selected->first);
}

static void
find_end (Slice *slice, const IngotSelected *selected)
{
  const IngotBlock *block = selected->block;
  const IngotRun *run = &block->runs[selected->last_run];

  slice->end = block->source_end;
  if (ingot_selected_has_end (selected) && block->is_last_piece)
    return;
  if (selected->last_run == 0 && selected->last == 0 && block->piece == 0)
    {
      /* Nothing of it is selected, nor the blank lines before it. */
      slice->end = block->source_start;
      while (slice->end > slice->start && strchr (" \t\r\n", slice->source[slice->end - 1]) != NULL)
        slice->end--;
    }
  else if (block->kind == INGOT_BLOCK_TABLE)
    end_in_table (slice, selected);
  else if (block->kind == INGOT_BLOCK_CODE)
    {
      slice->end = ingot_run_to_source (run, selected->last);
      if (block->fence != NULL)
        g_string_append_printf (slice->after, "\n%s", block->fence);
    }
  else
    end_in_text (slice, run, selected->last);
}

static char *
put_together (Slice *slice)
{
  GString *copy = slice->before;

  if (slice->end > slice->start)
    g_string_append_len (copy, slice->source + slice->start, (gssize) (slice->end - slice->start));
  g_string_append (copy, slice->after->str);
  g_string_free (slice->after, TRUE);
  return g_string_free_and_steal (copy);
}

char *
ingot_copy_markdown (GArray *selection, const char *source)
{
  Slice slice = { .source = source };
  const IngotSelected *first, *last;

  if (selection->len == 0)
    return g_strdup ("");
  first = &g_array_index (selection, IngotSelected, 0);
  last = &g_array_index (selection, IngotSelected, selection->len - 1);
  if (first->block->kind == INGOT_BLOCK_CODE && is_same_block (selection) && !is_whole (selection))
    return copy_code (selection);
  slice.before = g_string_new (NULL);
  slice.after = g_string_new (NULL);
  if (selection->len == 1 && first->block->kind == INGOT_BLOCK_TABLE && first->first_run == first->last_run)
    {
      start_in_text (&slice, &first->block->runs[first->first_run], first->first);
      end_in_text (&slice, &first->block->runs[first->first_run], first->last);
    }
  else
    {
      find_start (&slice, first);
      find_end (&slice, last);
    }
  return put_together (&slice);
}
