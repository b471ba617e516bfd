/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * IngotHeadroomRow:
 *
 * How much is left of a limit, in words and as a bar. Its "title" says of what.
 */
#define INGOT_TYPE_HEADROOM_ROW (ingot_headroom_row_get_type ())
G_DECLARE_FINAL_TYPE (IngotHeadroomRow, ingot_headroom_row, INGOT, HEADROOM_ROW, AdwPreferencesRow)

/* -1 is unknown: without @left there is no row, without @limit no bar. */
void ingot_headroom_row_show (IngotHeadroomRow *self, gint64 left, gint64 limit);

G_END_DECLS
