/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * IngotHeightIndex:
 *
 * The heights, in pixels, of things that stand below each other, and where
 * each of them begins: a Fenwick tree. Setting one, asking where one begins and
 * finding what is at a place take O(log n); adding at the end too, adding or
 * removing elsewhere O(n). It knows no widget.
 */
typedef struct _IngotHeightIndex IngotHeightIndex;

IngotHeightIndex *ingot_height_index_new (void);
void              ingot_height_index_free (IngotHeightIndex *self);

guint ingot_height_index_get_length (IngotHeightIndex *self);
int   ingot_height_index_get (IngotHeightIndex *self, guint i);
void  ingot_height_index_set (IngotHeightIndex *self, guint i, int height);

/* Replaces @removed heights from @position on by @added ones. */
void ingot_height_index_splice (IngotHeightIndex *self, guint position, guint removed, const int *heights,
                                guint added);

/* Where the @i-th begins; where the last one ends if @i is the length. */
gint64 ingot_height_index_get_top (IngotHeightIndex *self, guint i);
gint64 ingot_height_index_get_total (IngotHeightIndex *self);

/* Which one covers @y (the first with a height if several begin there), or the length when none does. */
guint ingot_height_index_find (IngotHeightIndex *self, gint64 y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotHeightIndex, ingot_height_index_free)

G_END_DECLS
