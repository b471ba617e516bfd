/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-search-hit.h"

G_BEGIN_DECLS

/**
 * IngotHitRow:
 *
 * One thing that was found: the conversation's title, when it was, and the
 * passage with what matches in bold.
 *
 * Properties: "hit" (#IngotSearchHit, nullable), "today" (uint, a Julian day: how the time is told).
 */
#define INGOT_TYPE_HIT_ROW (ingot_hit_row_get_type ())
G_DECLARE_FINAL_TYPE (IngotHitRow, ingot_hit_row, INGOT, HIT_ROW, AdwBin)

GtkWidget *ingot_hit_row_new (void);

/* Keeps the accessible name and description of @item in step with what the row shows. */
void ingot_hit_row_describe (IngotHitRow *self, GtkListItem *item);

G_END_DECLS
