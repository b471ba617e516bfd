/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include <string.h>

#include "ingot-block-builder-private.h"
#include "ingot-block-private.h"

/* How far back from the limit to look for a space, or else for the start of something that may stand alone. */
#define MAX_BACK_TO_SPACE 1024
#define MAX_BACK_TO_START 128

#define ZERO_WIDTH_JOINER 0x200d

/* Whether @c belongs to what stands before it. */
static gboolean
joins (gunichar before, gunichar c)
{
  gboolean is_modifier = c >= 0x1f3fb && c <= 0x1f3ff;
  gboolean is_selector = (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0020 && c <= 0xe007f);
  gboolean is_jamo = c >= 0x1160 && c <= 0x11ff;
  gboolean is_flag = c >= 0x1f1e6 && c <= 0x1f1ff && before >= 0x1f1e6 && before <= 0x1f1ff;

  return g_unichar_ismark (c) || c == ZERO_WIDTH_JOINER || before == ZERO_WIDTH_JOINER || is_modifier
         || is_selector || is_jamo || is_flag;
}

/* A place at or before @limit where the text may be cut; after @start. */
static gsize
find_cut (const char *text, gsize start, gsize limit)
{
  gsize at = limit;

  for (gsize i = limit; i > start && limit - i < MAX_BACK_TO_SPACE; i--)
    {
      if (text[i - 1] == ' ' || text[i - 1] == '\n')
        return i;
    }
  while (at > start && ((guchar) text[at] & 0xc0) == 0x80)
    at--;
  for (gsize i = at; i > start && at - i < MAX_BACK_TO_START;)
    {
      const char *before = g_utf8_find_prev_char (text + start, text + i);

      if (before == NULL || before == text + start)
        break;
      if (!joins (g_utf8_get_char (before), g_utf8_get_char (text + i)))
        return i;
      i = (gsize) (before - text);
    }
  return at > start ? at : limit;
}

/* The end of the piece that begins at @start, and whether a line end follows that belongs to no piece. */
static gsize
find_end (const IngotRun *run, gsize start, gboolean by_lines, gboolean *skips_newline)
{
  gsize limit = MIN (start + INGOT_RUN_MAX_BYTES, run->length);
  gsize newline = 0;
  guint n_lines = 0;

  *skips_newline = FALSE;
  if (!by_lines)
    return limit < run->length ? find_cut (run->text, start, limit) : limit;
  for (gsize i = start; i <= limit && i < run->length; i++)
    {
      if (run->text[i] != '\n')
        continue;
      newline = i + 1;
      if (++n_lines == INGOT_RUN_MAX_LINES)
        break;
    }
  if (n_lines < INGOT_RUN_MAX_LINES && limit == run->length)
    return limit;
  *skips_newline = newline > 0;
  return newline > 0 ? newline - 1 : find_cut (run->text, start, limit);
}

static void
slice_spans (const IngotRun *whole, gsize start, gsize end, IngotRun *run)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (IngotSpan));

  for (guint i = 0; i < whole->n_spans && whole->spans[i].start < end; i++)
    {
      IngotSpan span = whole->spans[i];

      if (span.end <= start)
        continue;
      span.start = (guint32) (MAX (span.start, start) - start);
      span.end = (guint32) (MIN (span.end, end) - start);
      span.target = g_strdup (span.target);
      g_array_append_val (spans, span);
    }
  run->n_spans = spans->len;
  run->spans = (IngotSpan *) (gpointer) g_array_free (spans, spans->len == 0);
}

static void
slice_map (const IngotRun *whole, gsize start, gsize end, IngotRun *run)
{
  GArray *map = g_array_new (FALSE, FALSE, sizeof (IngotMapping));

  for (guint i = 0; i < whole->n_map && whole->map[i].shown < end; i++)
    {
      IngotMapping part = whole->map[i];
      gboolean is_plain = part.shown_length == part.source_length;
      gsize from = MAX (part.shown, start);
      gsize to = MIN (part.shown + part.shown_length, end);

      if (to <= from)
        continue;
      if (is_plain)
        {
          part.source += (guint32) (from - part.shown);
          part.source_length = (guint32) (to - from);
        }
      part.shown = (guint32) (from - start);
      part.shown_length = (guint32) (to - from);
      g_array_append_val (map, part);
    }
  run->n_map = map->len;
  run->map = (IngotMapping *) (gpointer) g_array_free (map, map->len == 0);
}

static void
slice_run (const IngotRun *whole, gsize start, gsize end, IngotRun *run)
{
  run->text = g_strndup (whole->text + start, end - start);
  run->length = (guint32) (end - start);
  slice_spans (whole, start, end, run);
  slice_map (whole, start, end, run);
  run->source_start = run->source_end = (guint32) ingot_run_to_source (whole, start);
  if (run->n_map > 0)
    {
      run->source_start = run->map[0].source;
      run->source_end = run->map[run->n_map - 1].source + run->map[run->n_map - 1].source_length;
    }
}

static IngotBlock *
new_piece (const IngotBlock *block, guint number)
{
  IngotBlock *piece = ingot_block_new (block->kind);

  piece->level = block->level;
  piece->language = g_strdup (block->language);
  piece->is_fenced = block->is_fenced;
  piece->fence = g_strdup (block->fence);
  piece->n_containers = block->n_containers;
  piece->containers = g_memdup2 (block->containers, block->n_containers * sizeof (IngotContainer));
  for (guint i = 0; i < piece->n_containers; i++)
    {
      piece->containers[i].label = g_strdup (piece->containers[i].label);
      piece->containers[i].is_first = piece->containers[i].is_first && number == 0;
    }
  piece->n_columns = block->n_columns;
  piece->alignments = g_memdup2 (block->alignments, block->n_columns * sizeof (IngotAlign));
  piece->piece = number;
  piece->is_last_piece = FALSE;
  return piece;
}

static void
cut_text (IngotBlock *block, guint number, gboolean joined, GPtrArray *blocks)
{
  const IngotRun *whole = &block->runs[0];
  gboolean by_lines = block->kind == INGOT_BLOCK_CODE || block->kind == INGOT_BLOCK_HTML
                      || block->kind == INGOT_BLOCK_PLAIN;
  gsize start = 0;

  do
    {
      IngotBlock *piece = new_piece (block, number);
      gboolean skips_newline;
      gsize end = find_end (whole, start, by_lines, &skips_newline);

      piece->n_runs = 1;
      piece->runs = g_new0 (IngotRun, 1);
      slice_run (whole, start, end, &piece->runs[0]);
      piece->is_joined = joined;
      piece->source_start = number == 0 ? block->source_start : piece->runs[0].source_start;
      piece->source_end = piece->runs[0].source_end;
      g_ptr_array_add (blocks, piece);
      joined = !skips_newline;
      number++;
      start = end + skips_newline;
    }
  while (start < whole->length || !joined);
  ((IngotBlock *) g_ptr_array_index (blocks, blocks->len - 1))->is_last_piece = TRUE;
  ((IngotBlock *) g_ptr_array_index (blocks, blocks->len - 1))->source_end = block->source_end;
}

static gsize
get_row_length (const IngotBlock *block, guint row)
{
  gsize length = 0;

  for (guint i = 0; i < block->n_columns; i++)
    length += block->runs[row * block->n_columns + i].length + 1;
  return length;
}

/* The row after the last one that fits in a piece. At least one fits. */
static guint
find_last_row (const IngotBlock *block, guint start)
{
  gsize length = get_row_length (block, start);
  guint row = start + 1;

  while (row < block->n_rows && row - start < INGOT_RUN_MAX_LINES)
    {
      length += get_row_length (block, row);
      if (length > INGOT_RUN_MAX_BYTES)
        break;
      row++;
    }
  return row;
}

static void
move_rows (IngotBlock *block, guint start, guint end, IngotBlock *piece)
{
  piece->n_rows = end - start;
  piece->n_runs = piece->n_rows * block->n_columns;
  piece->runs = g_memdup2 (block->runs + start * block->n_columns, piece->n_runs * sizeof (IngotRun));
}

static void
cut_table (IngotBlock *block, GPtrArray *blocks)
{
  guint number = 0;

  for (guint start = 0, end; start < block->n_rows; start = end)
    {
      IngotBlock *piece = new_piece (block, number);

      end = find_last_row (block, start);
      move_rows (block, start, end, piece);
      piece->has_head = number == 0 && block->has_head;
      piece->source_start = number == 0 ? block->source_start : piece->runs[0].source_start;
      piece->source_end = piece->runs[piece->n_runs - 1].source_end;
      piece->is_last_piece = end == block->n_rows;
      if (piece->is_last_piece)
        piece->source_end = block->source_end;
      g_ptr_array_add (blocks, piece);
      number++;
    }
  /* The pieces have them. */
  block->n_runs = 0;
}

static gboolean
is_short (const IngotRun *run)
{
  guint n_lines = 1;

  if (run->length > INGOT_RUN_MAX_BYTES)
    return FALSE;
  for (const char *at = run->text; (at = strchr (at, '\n')) != NULL; at++)
    n_lines++;
  return n_lines <= INGOT_RUN_MAX_LINES;
}

void
ingot_block_cut (IngotBlock *block, GPtrArray *blocks)
{
  g_autoptr(IngotBlock) whole = block;

  if (block->kind == INGOT_BLOCK_TABLE ? find_last_row (block, 0) == block->n_rows : is_short (&block->runs[0]))
    g_ptr_array_add (blocks, g_steal_pointer (&whole));
  else if (block->kind == INGOT_BLOCK_TABLE)
    cut_table (block, blocks);
  else
    cut_text (block, 0, FALSE, blocks);
}

void
ingot_block_cut_rest (IngotBlock *rest, guint number, gboolean joined, GPtrArray *blocks)
{
  g_autoptr(IngotBlock) whole = rest;

  cut_text (whole, number, joined, blocks);
}
