/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include "ingot-copy-private.h"
#include "ingot-copy.h"

gboolean
ingot_selected_get_range (const IngotSelected *selected, guint run, gsize *start, gsize *end)
{
  *start = 0;
  *end = 0;
  if (run < selected->first_run || run > selected->last_run)
    return FALSE;
  *start = run == selected->first_run ? selected->first : 0;
  *end = run == selected->last_run ? selected->last : selected->block->runs[run].length;
  return TRUE;
}

gboolean
ingot_selected_has_start (const IngotSelected *selected)
{
  return selected->first_run == 0 && selected->first == 0;
}

gboolean
ingot_selected_has_end (const IngotSelected *selected)
{
  return selected->last_run + 1 == selected->block->n_runs
         && selected->last == selected->block->runs[selected->last_run].length;
}

static void
add_segment (GArray *selection, IngotMarkdown *markdown, guint segment, const IngotPlace *from, const IngotPlace *to)
{
  const GPtrArray *blocks = ingot_markdown_get_blocks (markdown, segment);
  guint first = from != NULL && from->segment == segment ? from->block : 0;
  guint last = to != NULL && to->segment == segment ? to->block + 1 : blocks->len;

  for (guint i = first; i < MIN (last, blocks->len); i++)
    {
      const IngotBlock *block = g_ptr_array_index (blocks, i);
      IngotSelected selected = { .block = ingot_block_ref (block) };

      selected.last_run = block->n_runs - 1;
      selected.last = block->runs[selected.last_run].length;
      if (from != NULL && from->segment == segment && from->block == i)
        {
          selected.first_run = MIN (from->run, block->n_runs - 1);
          selected.first = MIN (from->offset, block->runs[selected.first_run].length);
        }
      if (to != NULL && to->segment == segment && to->block == i)
        {
          selected.last_run = MIN (to->run, block->n_runs - 1);
          selected.last = MIN (to->offset, block->runs[selected.last_run].length);
        }
      g_array_append_val (selection, selected);
    }
}

static void
clear_selected (gpointer data)
{
  IngotSelected *selected = data;

  ingot_block_unref ((IngotBlock *) selected->block);
}

/* Of the segments in between Markdown needs nothing but the source. */
static GArray *
select_blocks (IngotMarkdown *markdown, const IngotPlace *from, const IngotPlace *to, gboolean only_ends)
{
  GArray *selection = g_array_new (FALSE, TRUE, sizeof (IngotSelected));
  guint n = ingot_markdown_get_n_segments (markdown);
  guint first = from != NULL ? from->segment : 0;
  guint last = to != NULL ? to->segment : MAX (n, 1) - 1;

  g_array_set_clear_func (selection, clear_selected);
  for (guint i = first; i <= last && i < n; i++)
    {
      gboolean had_blocks = ingot_markdown_has_blocks (markdown, i);

      if (only_ends && i > first && i < last)
        continue;
      add_segment (selection, markdown, i, from, to);
      if (!had_blocks)
        ingot_markdown_drop_blocks (markdown, i);
    }
  return selection;
}

/* A selection that ends before the first character of a block has nothing of it. */
static void
trim (GArray *selection)
{
  while (selection->len > 1)
    {
      const IngotSelected *last = &g_array_index (selection, IngotSelected, selection->len - 1);

      if (last->last_run > 0 || last->last > 0 || last->block->runs[0].length == 0)
        return;
      g_array_set_size (selection, selection->len - 1);
    }
}

static gboolean
is_start (const IngotPlace *from)
{
  return from == NULL || (from->segment == 0 && from->block == 0 && from->run == 0 && from->offset == 0);
}

static gboolean
is_end (IngotMarkdown *markdown, const IngotPlace *to)
{
  IngotPlace end;

  return to == NULL
         || (to->segment + 1 == ingot_markdown_get_n_segments (markdown)
             && ingot_markdown_locate (markdown, ingot_markdown_get_source_length (markdown), &end)
             && to->segment == end.segment && to->block == end.block && to->run == end.run
             && to->offset >= end.offset);
}

static char *
copy_markdown (IngotMarkdown *markdown, const IngotPlace *from, const IngotPlace *to)
{
  const char *source = ingot_markdown_get_source (markdown);
  g_autoptr(GArray) selection = NULL;

  if (is_start (from) && is_end (markdown, to))
    return g_strdup (source);
  selection = select_blocks (markdown, from, to, TRUE);
  return ingot_copy_markdown (selection, source);
}

char *
ingot_copy (IngotMarkdown *markdown, const IngotPlace *from, const IngotPlace *to, IngotCopyFormat format)
{
  g_autoptr(GArray) selection = NULL;

  g_return_val_if_fail (INGOT_IS_MARKDOWN (markdown), NULL);

  if (format == INGOT_COPY_MARKDOWN)
    return copy_markdown (markdown, from, to);
  selection = select_blocks (markdown, from, to, FALSE);
  trim (selection);
  return format == INGOT_COPY_HTML ? ingot_copy_html (selection) : ingot_copy_text (selection);
}
