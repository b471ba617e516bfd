/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-shown-block.h"

G_BEGIN_DECLS

/* Lays out the cells of a table at its x and y, in @self->width; sets its height and the rest of what a table has. */
void ingot_table_layout (IngotShownBlock *self, const IngotLayoutContext *context);

/* The same for another width of @self. */
void ingot_table_resize (IngotShownBlock *self, const IngotLayoutContext *context);

/**
 * ingot_table_divide:
 * @smallest: the width of each column with its longest word on a line
 * @natural: the width of each column with nothing wrapped
 * @widths: (out): the widths to use
 *
 * Divides @width among @n columns: with room to spare all grow alike, with too
 * little those that can wrap do, and no column is less than @smallest, so that the
 * sum may be more than @width.
 */
void ingot_table_divide (const int *smallest, const int *natural, guint n, int width, int *widths);

G_END_DECLS
