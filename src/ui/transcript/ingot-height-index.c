/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-height-index.h"

struct _IngotHeightIndex
{
  GArray *heights; /* of int */
  GArray *sums;    /* of gint64; the i-th, counted from 1, is the sum of the (i & -i) heights that end with it */
};

static inline gint64 *
get_sum (IngotHeightIndex *self, guint i)
{
  return &g_array_index (self->sums, gint64, i - 1);
}

/* Brings the sums in step with the heights from @from on. */
static void
build (IngotHeightIndex *self, guint from)
{
  g_array_set_size (self->sums, self->heights->len);
  for (guint i = from + 1; i <= self->heights->len; i++)
    {
      guint first = i - (i & -i);

      *get_sum (self, i) = g_array_index (self->heights, int, i - 1);
      for (guint j = i - 1; j > first; j -= j & -j)
        *get_sum (self, i) += *get_sum (self, j);
    }
}

IngotHeightIndex *
ingot_height_index_new (void)
{
  IngotHeightIndex *self = g_new0 (IngotHeightIndex, 1);

  self->heights = g_array_new (FALSE, FALSE, sizeof (int));
  self->sums = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
ingot_height_index_free (IngotHeightIndex *self)
{
  g_array_unref (self->heights);
  g_array_unref (self->sums);
  g_free (self);
}

guint
ingot_height_index_get_length (IngotHeightIndex *self)
{
  return self->heights->len;
}

int
ingot_height_index_get (IngotHeightIndex *self, guint i)
{
  g_return_val_if_fail (i < self->heights->len, 0);
  return g_array_index (self->heights, int, i);
}

void
ingot_height_index_set (IngotHeightIndex *self, guint i, int height)
{
  int *old;

  g_return_if_fail (i < self->heights->len);
  old = &g_array_index (self->heights, int, i);
  for (guint j = i + 1; j <= self->sums->len; j += j & -j)
    *get_sum (self, j) += height - *old;
  *old = height;
}

void
ingot_height_index_splice (IngotHeightIndex *self, guint position, guint removed, const int *heights, guint added)
{
  g_return_if_fail (position + removed <= self->heights->len);
  if (removed > 0)
    g_array_remove_range (self->heights, position, removed);
  if (added > 0)
    g_array_insert_vals (self->heights, position, heights, added);
  build (self, position);
}

gint64
ingot_height_index_get_top (IngotHeightIndex *self, guint i)
{
  gint64 top = 0;

  g_return_val_if_fail (i <= self->sums->len, 0);
  for (; i > 0; i -= i & -i)
    top += *get_sum (self, i);
  return top;
}

gint64
ingot_height_index_get_total (IngotHeightIndex *self)
{
  return ingot_height_index_get_top (self, self->sums->len);
}

guint
ingot_height_index_find (IngotHeightIndex *self, gint64 y)
{
  guint found = 0;
  guint step = 1;

  y = MAX (y, 0);
  while (step <= self->sums->len / 2)
    step *= 2;
  for (; step > 0; step /= 2)
    if (found + step <= self->sums->len && *get_sum (self, found + step) <= y)
      {
        found += step;
        y -= *get_sum (self, found);
      }
  return found;
}
