/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include "ingot-block-builder-private.h"
#include "ingot-block-private.h"

/* Empty lines around it are not shown, but belong to it. */
static void
trim (const char *source, gsize *start, gsize *end)
{
  while (*end > *start && (source[*end - 1] == '\n' || source[*end - 1] == '\r'))
    (*end)--;
  while (*start < *end && (source[*start] == '\n' || source[*start] == '\r'))
    (*start)++;
}

GPtrArray *
ingot_blocks_new_plain (const char *source, gsize start, gsize end)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_block_unref);
  IngotBlock *block = ingot_block_new (INGOT_BLOCK_PLAIN);
  IngotRun *run = g_new0 (IngotRun, 1);

  block->source_start = (guint32) start;
  block->source_end = (guint32) end;
  block->n_runs = 1;
  block->runs = run;
  trim (source, &start, &end);
  run->text = g_strndup (source + start, end - start);
  run->length = (guint32) (end - start);
  run->source_start = (guint32) start;
  run->source_end = (guint32) end;
  if (end > start)
    {
      run->map = g_new (IngotMapping, 1);
      run->map[0] = (IngotMapping) { 0, (guint32) start, run->length, run->length };
      run->n_map = 1;
    }
  ingot_block_cut (block, blocks);
  return blocks;
}
