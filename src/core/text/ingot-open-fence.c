/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include <string.h>

#include "ingot-block-builder-private.h"
#include "ingot-block-private.h"
#include "ingot-open-fence-private.h"

#define LEAST_FENCE 3
#define LEAST_PIECES 3 /* the last two are made anew: fewer would not be worth it */

/* Whether the line ends the block of code. */
static gboolean
is_closing (const IngotOpenFence *self, const char *line, gsize length)
{
  gsize at = 0, n = 0;

  while (at < length && at < 3 && line[at] == ' ')
    at++;
  while (at + n < length && line[at + n] == self->mark)
    n++;
  at += n;
  while (at < length && (line[at] == ' ' || line[at] == '\t'))
    at++;
  return n >= self->length && at == length;
}

/* Whether every line from @start on, which begins one, is just code. */
static gboolean
is_code_only (const IngotOpenFence *self, const char *source, gsize start, gsize end)
{
  if (memchr (source + start, '\r', end - start) != NULL)
    return FALSE;
  while (start < end)
    {
      const char *newline = memchr (source + start, '\n', end - start);
      gsize line_end = newline != NULL ? (gsize) (newline - source) : end;

      if (is_closing (self, source + start, line_end - start))
        return FALSE;
      start = line_end + 1;
    }
  return TRUE;
}

/* All of them pieces of one block of code. */
static gboolean
is_one_fence (const IngotPart *part, const GPtrArray *all)
{
  const IngotBlock *first, *last;

  if (all == NULL || all->len < LEAST_PIECES)
    return FALSE;
  first = all->pdata[0];
  last = all->pdata[all->len - 1];
  return first->kind == INGOT_BLOCK_CODE && first->is_fenced && first->n_containers == 0
         && first->source_start == part->start && last->kind == INGOT_BLOCK_CODE && last->piece == all->len - 1;
}

void
ingot_open_fence_look (IngotOpenFence *self, const char *source, const IngotPart *part, const GPtrArray *all)
{
  const char *newline;
  gsize start;

  self->part = NULL;
  if (part->is_plain || part->definitions != NULL || !is_one_fence (part, all))
    return;
  self->mark = source[part->start];
  self->length = 0;
  while (source[part->start + self->length] == self->mark)
    self->length++;
  newline = memchr (source + part->start, '\n', part->end - part->start);
  if ((self->mark != '`' && self->mark != '~') || self->length < LEAST_FENCE || newline == NULL)
    return;
  start = (gsize) (newline + 1 - source);
  if (memchr (source + part->start, '\r', start - part->start) == NULL
      && is_code_only (self, source, start, part->end))
    self->part = part;
}

gboolean
ingot_open_fence_stays (const IngotOpenFence *self, const char *source, gsize end)
{
  gsize start = self->part->end;

  /* The line that was not complete may have become another. */
  while (start > self->part->start && source[start - 1] != '\n')
    start--;
  return is_code_only (self, source, start, end);
}

/* Everything from piece @first on, as one block. */
static IngotBlock *
create_rest (const IngotBlock *first, const char *source, gsize end)
{
  IngotBlock *rest = ingot_block_new (INGOT_BLOCK_CODE);
  gsize start = first->source_start;
  gsize text_end = source[end - 1] == '\n' ? end - 1 : end;
  IngotMapping map = { 0, (guint32) start, (guint32) (text_end - start), (guint32) (text_end - start) };

  rest->language = g_strdup (first->language);
  rest->is_fenced = TRUE;
  rest->fence = g_strdup (first->fence);
  rest->n_runs = 1;
  rest->runs = g_new0 (IngotRun, 1);
  rest->runs[0].text = g_strndup (source + start, text_end - start);
  rest->runs[0].length = map.shown_length;
  rest->runs[0].n_map = 1;
  rest->runs[0].map = g_memdup2 (&map, sizeof map);
  rest->runs[0].source_start = (guint32) start;
  rest->runs[0].source_end = rest->source_end = (guint32) text_end;
  rest->source_start = (guint32) start;
  return rest;
}

/* Returns where the first piece begins that is not as it was. */
static gsize
replace_pieces (GPtrArray *all, guint first, GPtrArray *pieces)
{
  gsize changed = G_MAXSIZE;

  for (guint i = 0; i < pieces->len; i++)
    {
      IngotBlock *piece = pieces->pdata[i];
      IngotBlock *old = first + i < all->len ? all->pdata[first + i] : NULL;

      if (old != NULL && changed == G_MAXSIZE && ingot_block_equal (old, piece))
        continue;
      changed = MIN (changed, piece->source_start);
      if (old != NULL)
        {
          all->pdata[first + i] = ingot_block_ref (piece);
          ingot_block_unref (old);
        }
      else
        g_ptr_array_add (all, ingot_block_ref (piece));
    }
  return changed;
}

guint
ingot_open_fence_grow (IngotPart *part, GPtrArray *all, const char *source, gsize end, gsize limit)
{
  guint first = all->len - 2;
  const IngotBlock *before = all->pdata[first];
  g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_block_unref);
  gsize changed;

  ingot_block_cut_rest (create_rest (before, source, end), before->piece, before->is_joined, pieces);
  changed = replace_pieces (all, first, pieces);
  return ingot_part_grow (part, all, limit, end, changed);
}
