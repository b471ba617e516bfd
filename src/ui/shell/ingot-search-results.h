/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-search.h"

G_BEGIN_DECLS

/**
 * IngotSearchResults:
 *
 * What a search found, or that it found nothing.
 *
 * Properties: "search" (#IngotSearch, nullable), "today" (uint, a Julian day: how times are told).
 *
 * Signals:
 * - "chosen" (#IngotSearchHit): somebody clicked or activated a row
 * - "clear": somebody wants to look for something else
 */
#define INGOT_TYPE_SEARCH_RESULTS (ingot_search_results_get_type ())
G_DECLARE_FINAL_TYPE (IngotSearchResults, ingot_search_results, INGOT, SEARCH_RESULTS, AdwBin)

GtkWidget *ingot_search_results_new (void);

/* As if somebody had activated the first row, which may still be on its way. */
void ingot_search_results_choose_first (IngotSearchResults *self);

G_END_DECLS
