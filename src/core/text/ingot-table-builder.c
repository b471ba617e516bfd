/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include <cmark-gfm-core-extensions.h>

#include "ingot-table-builder-private.h"

/* cmark says where the paragraph began that the table was made of, which may be lines before the head. */
int
ingot_table_get_head_line (cmark_node *table)
{
  cmark_node *head = cmark_node_first_child (table);
  cmark_node *row = head != NULL ? cmark_node_next (head) : NULL;

  if (row != NULL)
    return cmark_node_get_start_line (row) - 2;
  return cmark_node_get_end_line (table) - 1;
}

static void
set_alignments (IngotBlock *block, cmark_node *table)
{
  const guint8 *alignments = cmark_gfm_extensions_get_table_alignments (table);

  block->alignments = g_new0 (IngotAlign, block->n_columns);
  for (guint i = 0; i < block->n_columns; i++)
    {
      if (alignments[i] == 'l')
        block->alignments[i] = INGOT_ALIGN_LEFT;
      else if (alignments[i] == 'c')
        block->alignments[i] = INGOT_ALIGN_CENTER;
      else if (alignments[i] == 'r')
        block->alignments[i] = INGOT_ALIGN_RIGHT;
    }
}

/* The start of the first cell in a line. */
static gsize
skip_to_row (const IngotParse *parse, gsize at, gsize end, guint n_quotes)
{
  for (; at < end; at++)
    {
      char c = parse->text[at];

      if (c == '>' && n_quotes > 0)
        n_quotes--;
      else if (c != ' ' && c != '\t')
        break;
    }
  return at < end && parse->text[at] == '|' ? at + 1 : at;
}

/* A stroke after a backslash is none, whatever stands before that. */
static gsize
find_stroke (const IngotParse *parse, gsize at, gsize end)
{
  while (at < end && (parse->text[at] != '|' || (at > 0 && parse->text[at - 1] == '\\')))
    at++;
  return at;
}

static void
fill_cell (IngotRun *run, const IngotParse *parse, cmark_node *cell, gsize at, gsize end)
{
  IngotRunBuilder builder;

  while (at < end && (parse->text[at] == ' ' || parse->text[at] == '\t'))
    at++;
  ingot_run_builder_init (&builder, parse, at, end, 0);
  ingot_run_builder_add_inlines (&builder, cell);
  ingot_run_builder_finish (&builder, run);
}

static void
fill_row (IngotBlock *block, guint row, const IngotParse *parse, cmark_node *node, int line, guint n_quotes)
{
  cmark_node *cell = cmark_node_first_child (node);
  gsize start = ingot_parse_get_line_start (parse, line);
  gsize end = ingot_parse_get_line_end (parse, line);
  gsize at;

  /* The head of a table in a list item follows its marker. */
  if (row == 0 && ingot_parse_get_line (cmark_node_parent (node)) == line)
    start += (gsize) MAX (cmark_node_get_start_column (cmark_node_parent (node)) - 1, 0);
  at = skip_to_row (parse, MIN (start, end), end, n_quotes);
  for (guint i = 0; i < block->n_columns; i++)
    {
      gsize stroke = find_stroke (parse, at, end);

      fill_cell (&block->runs[row * block->n_columns + i], parse, cell, at, stroke);
      at = MIN (stroke + 1, end);
      cell = cmark_node_next (cell);
    }
}

void
ingot_table_fill (IngotBlock *block, const IngotParse *parse, cmark_node *table, guint n_quotes)
{
  int head = ingot_table_get_head_line (table);
  guint row = 0;

  for (cmark_node *node = cmark_node_first_child (table); node != NULL; node = cmark_node_next (node))
    block->n_rows++;
  block->has_head = TRUE;
  block->n_columns = cmark_gfm_extensions_get_table_columns (table);
  block->n_runs = block->n_rows * block->n_columns;
  block->runs = g_new0 (IngotRun, block->n_runs);
  set_alignments (block, table);
  for (cmark_node *node = cmark_node_first_child (table); node != NULL; node = cmark_node_next (node))
    {
      fill_row (block, row, parse, node, row == 0 ? head : cmark_node_get_start_line (node), n_quotes);
      row++;
    }
}
