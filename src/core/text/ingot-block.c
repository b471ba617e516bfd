/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include <string.h>

#include "ingot-block-private.h"

G_DEFINE_BOXED_TYPE (IngotBlock, ingot_block, ingot_block_ref, ingot_block_unref)

/* The mapping that has @offset, or the last one before it. -1 where it is before all. */
static int
find_mapping (const IngotRun *run, gsize offset, gboolean in_source)
{
  guint low = 0;
  guint high = run->n_map;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if ((in_source ? run->map[middle].source : run->map[middle].shown) <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  return (int) low - 1;
}

gsize
ingot_run_to_source (const IngotRun *run, gsize offset)
{
  int i = find_mapping (run, offset, FALSE);
  const IngotMapping *at;
  gsize inside;

  if (i < 0)
    return run->source_start;
  at = &run->map[i];
  inside = offset - at->shown;
  if (inside < at->shown_length)
    return at->source + (at->shown_length == at->source_length ? inside : 0);
  return i + 1 < (int) run->n_map && offset < run->length ? run->map[i + 1].source
                                                          : at->source + at->source_length;
}

gsize
ingot_run_to_shown (const IngotRun *run, gsize source_offset)
{
  int i = find_mapping (run, source_offset, TRUE);
  const IngotMapping *at;
  gsize inside;

  if (i < 0)
    return 0;
  at = &run->map[i];
  inside = source_offset - at->source;
  if (inside < at->source_length)
    return at->shown + (at->shown_length == at->source_length ? inside : 0);
  return i + 1 < (int) run->n_map ? run->map[i + 1].shown : run->length;
}

IngotBlock *
ingot_block_new (IngotBlockKind kind)
{
  IngotBlock *block = g_atomic_rc_box_new0 (IngotBlock);

  block->kind = kind;
  block->is_last_piece = TRUE;
  return block;
}

IngotBlock *
ingot_block_ref (const IngotBlock *block)
{
  return g_atomic_rc_box_acquire ((gpointer) block);
}

void
ingot_span_clear (IngotSpan *span)
{
  g_free (span->target);
}

void
ingot_container_clear (IngotContainer *container)
{
  g_free (container->label);
}

void
ingot_run_clear (IngotRun *run)
{
  for (guint i = 0; i < run->n_spans; i++)
    ingot_span_clear (&run->spans[i]);
  g_free (run->spans);
  g_free (run->map);
  g_free (run->text);
}

static void
clear_block (gpointer data)
{
  IngotBlock *block = data;

  for (guint i = 0; i < block->n_runs; i++)
    ingot_run_clear (&block->runs[i]);
  for (guint i = 0; i < block->n_containers; i++)
    ingot_container_clear (&block->containers[i]);
  g_free (block->runs);
  g_free (block->containers);
  g_free (block->alignments);
  g_free (block->language);
  g_free (block->fence);
}

void
ingot_block_unref (IngotBlock *block)
{
  g_atomic_rc_box_release_full (block, clear_block);
}

static gboolean
spans_look_equal (const IngotSpan *a, const IngotSpan *b)
{
  return a->kind == b->kind && a->start == b->start && a->end == b->end && g_strcmp0 (a->target, b->target) == 0;
}

static gboolean
runs_look_equal (const IngotRun *a, const IngotRun *b)
{
  if (a->length != b->length || a->n_spans != b->n_spans || memcmp (a->text, b->text, a->length) != 0)
    return FALSE;
  for (guint i = 0; i < a->n_spans; i++)
    {
      if (!spans_look_equal (&a->spans[i], &b->spans[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
containers_look_equal (const IngotContainer *a, const IngotContainer *b)
{
  return a->kind == b->kind && a->is_first == b->is_first && a->is_tight == b->is_tight && a->task == b->task
         && a->ordinal == b->ordinal && g_strcmp0 (a->label, b->label) == 0;
}

static gboolean
fields_look_equal (const IngotBlock *a, const IngotBlock *b)
{
  return a->kind == b->kind && a->level == b->level && g_strcmp0 (a->language, b->language) == 0
         && a->is_fenced == b->is_fenced && g_strcmp0 (a->fence, b->fence) == 0
         && a->n_containers == b->n_containers && a->n_runs == b->n_runs
         && a->n_rows == b->n_rows && a->n_columns == b->n_columns && a->has_head == b->has_head
         && a->piece == b->piece && a->is_last_piece == b->is_last_piece && a->is_joined == b->is_joined;
}

gboolean
ingot_block_looks_equal (const IngotBlock *a, const IngotBlock *b)
{
  if (!fields_look_equal (a, b))
    return FALSE;
  for (guint i = 0; i < a->n_containers; i++)
    {
      if (!containers_look_equal (&a->containers[i], &b->containers[i]))
        return FALSE;
    }
  for (guint i = 0; i < a->n_columns; i++)
    {
      if (a->alignments[i] != b->alignments[i])
        return FALSE;
    }
  for (guint i = 0; i < a->n_runs; i++)
    {
      if (!runs_look_equal (&a->runs[i], &b->runs[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_sources_equal (const IngotRun *a, const IngotRun *b)
{
  if (a->source_start != b->source_start || a->source_end != b->source_end || a->n_map != b->n_map
      || (a->n_map > 0 && memcmp (a->map, b->map, a->n_map * sizeof *a->map) != 0))
    return FALSE;
  for (guint i = 0; i < a->n_spans; i++)
    {
      const IngotSpan *x = &a->spans[i];
      const IngotSpan *y = &b->spans[i];

      if (x->source_start != y->source_start || x->source_end != y->source_end
          || x->inner_start != y->inner_start || x->inner_end != y->inner_end)
        return FALSE;
    }
  return TRUE;
}

gboolean
ingot_block_equal (const IngotBlock *a, const IngotBlock *b)
{
  if (a == b)
    return TRUE;
  if (a->source_start != b->source_start || a->source_end != b->source_end || !ingot_block_looks_equal (a, b))
    return FALSE;
  for (guint i = 0; i < a->n_containers; i++)
    {
      if (a->containers[i].source_start != b->containers[i].source_start)
        return FALSE;
    }
  for (guint i = 0; i < a->n_runs; i++)
    {
      if (!run_sources_equal (&a->runs[i], &b->runs[i]))
        return FALSE;
    }
  return TRUE;
}

gboolean
ingot_target_is_safe (const char *target)
{
  static const char *const schemes[] = { "http:", "https:", "mailto:" };

  if (target == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i]);

      if (g_ascii_strncasecmp (target, schemes[i], length) == 0 && target[length] != '\0')
        return TRUE;
    }
  return FALSE;
}
