/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include "ingot-markdown.h"

/* The block that has the offset, or the next one; the number of blocks where it is after all. */
static guint
find_block (const GPtrArray *blocks, gsize source_offset)
{
  guint low = 0;
  guint high = blocks->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (((const IngotBlock *) g_ptr_array_index (blocks, middle))->source_end < source_offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static guint
find_run (const IngotBlock *block, gsize source_offset)
{
  guint run = 0;

  while (run + 1 < block->n_runs && block->runs[run].source_end < source_offset)
    run++;
  return run;
}

static gboolean
locate_end (IngotMarkdown *self, IngotPlace *place)
{
  for (guint segment = ingot_markdown_get_n_segments (self); segment > 0; segment--)
    {
      const GPtrArray *blocks = ingot_markdown_get_blocks (self, segment - 1);
      const IngotBlock *block;

      if (blocks->len == 0)
        continue;
      block = g_ptr_array_index (blocks, blocks->len - 1);
      *place = (IngotPlace) { segment - 1, blocks->len - 1, block->n_runs - 1,
                              block->runs[block->n_runs - 1].length };
      return TRUE;
    }
  return FALSE;
}

gboolean
ingot_markdown_locate (IngotMarkdown *self, gsize source_offset, IngotPlace *place)
{
  g_return_val_if_fail (INGOT_IS_MARKDOWN (self), FALSE);
  g_return_val_if_fail (place != NULL, FALSE);

  for (guint i = ingot_markdown_find_segment (self, source_offset); i < ingot_markdown_get_n_segments (self); i++)
    {
      const GPtrArray *blocks = ingot_markdown_get_blocks (self, i);
      guint n = find_block (blocks, source_offset);
      const IngotBlock *block;

      if (n == blocks->len)
        continue;
      block = g_ptr_array_index (blocks, n);
      place->segment = i;
      place->block = n;
      place->run = find_run (block, source_offset);
      place->offset = ingot_run_to_shown (&block->runs[place->run], source_offset);
      return TRUE;
    }
  return locate_end (self, place);
}

gsize
ingot_markdown_get_source_offset (IngotMarkdown *self, const IngotPlace *place)
{
  const GPtrArray *blocks;
  const IngotBlock *block;

  g_return_val_if_fail (INGOT_IS_MARKDOWN (self), 0);
  g_return_val_if_fail (place != NULL && place->segment < ingot_markdown_get_n_segments (self), 0);

  blocks = ingot_markdown_get_blocks (self, place->segment);
  g_return_val_if_fail (place->block < blocks->len, 0);
  block = g_ptr_array_index (blocks, place->block);
  g_return_val_if_fail (place->run < block->n_runs, 0);
  return ingot_run_to_source (&block->runs[place->run], place->offset);
}
