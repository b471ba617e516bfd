/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include "ingot-block-builder-private.h"
#include "ingot-part-private.h"

IngotPart *
ingot_part_new (gsize start, gsize end)
{
  IngotPart *part = g_new0 (IngotPart, 1);

  part->start = start;
  part->end = end;
  part->blocks = g_new0 (GPtrArray *, 1);
  return part;
}

static void
clear_blocks (IngotPart *part)
{
  for (guint i = 0; i < ingot_part_get_n_segments (part); i++)
    g_clear_pointer (&part->blocks[i], g_ptr_array_unref);
}

void
ingot_part_free (IngotPart *part)
{
  clear_blocks (part);
  g_free (part->blocks);
  g_clear_pointer (&part->cuts, g_array_unref);
  g_clear_pointer (&part->definitions, g_ptr_array_unref);
  g_clear_pointer (&part->used, g_hash_table_unref);
  g_clear_pointer (&part->pool, g_ptr_array_unref);
  g_free (part);
}

guint
ingot_part_get_n_segments (const IngotPart *part)
{
  return part->cuts != NULL ? part->cuts->len + 1 : 1;
}

void
ingot_part_get_segment (const IngotPart *part, guint segment, gsize *start, gsize *end)
{
  guint n_cuts = part->cuts != NULL ? part->cuts->len : 0;

  *start = segment == 0 ? part->start : g_array_index (part->cuts, gsize, segment - 1);
  *end = segment == n_cuts ? part->end : g_array_index (part->cuts, gsize, segment);
}

/* The block of @pool that is equal, or NULL. */
static IngotBlock *
find_equal (GPtrArray *pool, const IngotBlock *block)
{
  guint low = 0;
  guint high = pool->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (((IngotBlock *) g_ptr_array_index (pool, middle))->source_start < block->source_start)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < pool->len; low++)
    {
      IngotBlock *old = g_ptr_array_index (pool, low);

      if (old->source_start != block->source_start)
        return NULL;
      if (ingot_block_equal (old, block))
        return old;
    }
  return NULL;
}

static void
take_from_pool (GPtrArray *blocks, GPtrArray *pool)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      IngotBlock *block = g_ptr_array_index (blocks, i);
      IngotBlock *old = find_equal (pool, block);

      if (old == NULL)
        continue;
      g_ptr_array_index (blocks, i) = ingot_block_ref (old);
      ingot_block_unref (block);
    }
}

static void
find_used (IngotPart *part, const char *source)
{
  if (!part->has_used)
    part->used = ingot_definitions_find_used (source, part->start, part->end);
  part->has_used = TRUE;
}

GPtrArray *
ingot_part_parse (IngotPart *part, const char *source, GPtrArray *definitions, const IngotParse *parsed)
{
  g_autofree char *prelude = NULL;
  g_autoptr(IngotParse) parse = NULL;
  GPtrArray *blocks;

  if (part->is_plain)
    return ingot_blocks_new_plain (source, part->start, part->end);
  if (definitions != NULL)
    find_used (part, source);
  prelude = ingot_definitions_dup_prelude (definitions, part->used, source, part->start, part->end);
  if (parsed == NULL || prelude != NULL)
    parsed = parse = ingot_parse_new (source, part->start, part->end, prelude);
  blocks = ingot_blocks_new (parsed);
  if (part->pool != NULL)
    take_from_pool (blocks, part->pool);
  return blocks;
}

GPtrArray *
ingot_part_dup_blocks (const IngotPart *part, GPtrArray *all, guint segment)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_block_unref);
  gsize start, end;

  ingot_part_get_segment (part, segment, &start, &end);
  for (guint i = 0; i < all->len; i++)
    {
      IngotBlock *block = g_ptr_array_index (all, i);

      if (block->source_start < end && block->source_start >= (segment > 0 ? start : 0))
        g_ptr_array_add (blocks, ingot_block_ref (block));
    }
  return blocks;
}

void
ingot_part_cut (IngotPart *part, GPtrArray *all, gsize limit)
{
  gsize start = part->start;
  gsize before = part->start;

  g_return_if_fail (!part->is_cut && part->blocks[0] == NULL);
  for (guint i = 1; i < all->len; i++)
    {
      const IngotBlock *block = g_ptr_array_index (all, i);
      gsize end = i + 1 < all->len ? ((IngotBlock *) g_ptr_array_index (all, i + 1))->source_start : part->end;

      if (end - start > limit && block->source_start > before)
        {
          if (part->cuts == NULL)
            part->cuts = g_array_new (FALSE, FALSE, sizeof (gsize));
          start = block->source_start;
          g_array_append_val (part->cuts, start);
        }
      before = block->source_start;
    }
  g_free (part->blocks);
  part->blocks = g_new0 (GPtrArray *, ingot_part_get_n_segments (part));
  part->is_cut = TRUE;
}

guint
ingot_part_grow (IngotPart *part, GPtrArray *all, gsize limit, gsize end, gsize changed)
{
  guint n_old = ingot_part_get_n_segments (part);
  g_autoptr(GArray) old_cuts = g_steal_pointer (&part->cuts);
  g_autofree GPtrArray **old = g_steal_pointer (&part->blocks);
  guint first = 0;

  part->blocks = g_new0 (GPtrArray *, 1);
  part->is_cut = FALSE;
  part->end = end;
  /* More may be used in it by now. */
  part->has_used = FALSE;
  g_clear_pointer (&part->used, g_hash_table_unref);
  g_clear_pointer (&part->pool, g_ptr_array_unref);
  ingot_part_cut (part, all, limit);
  for (; first < n_old; first++)
    {
      gsize from, to;

      if (first + 1 >= n_old || first + 1 >= ingot_part_get_n_segments (part))
        break;
      ingot_part_get_segment (part, first, &from, &to);
      if (to > changed || to != g_array_index (old_cuts, gsize, first))
        break;
      part->blocks[first] = g_steal_pointer (&old[first]);
    }
  for (guint i = first; i < n_old; i++)
    g_clear_pointer (&old[i], g_ptr_array_unref);
  return first;
}

void
ingot_part_collect (const IngotPart *part, GPtrArray *pool)
{
  gboolean has_blocks = FALSE;

  for (guint i = 0; i < ingot_part_get_n_segments (part); i++)
    {
      if (part->blocks[i] == NULL)
        continue;
      g_ptr_array_extend (pool, part->blocks[i], (GCopyFunc) (gpointer) ingot_block_ref, NULL);
      has_blocks = TRUE;
    }
  if (!has_blocks && part->pool != NULL)
    g_ptr_array_extend (pool, part->pool, (GCopyFunc) (gpointer) ingot_block_ref, NULL);
}

void
ingot_part_invalidate (IngotPart *part)
{
  GPtrArray *pool = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_block_unref);

  ingot_part_collect (part, pool);
  clear_blocks (part);
  g_clear_pointer (&part->pool, g_ptr_array_unref);
  part->pool = pool;
  g_clear_pointer (&part->cuts, g_array_unref);
  part->is_cut = FALSE;
}

gboolean
ingot_part_uses (IngotPart *part, const char *source, GHashTable *keys)
{
  GHashTableIter iter;
  gpointer key;

  find_used (part, source);
  if (part->used == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (g_hash_table_contains (part->used, key))
        return TRUE;
    }
  return FALSE;
}
