/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-source-outcome.h"

G_BEGIN_DECLS

/**
 * IngotOutcomeRow:
 *
 * What came of one of the sources that tokens may come from: its name, one word, and what is missing. Live.
 */
#define INGOT_TYPE_OUTCOME_ROW (ingot_outcome_row_get_type ())
G_DECLARE_FINAL_TYPE (IngotOutcomeRow, ingot_outcome_row, INGOT, OUTCOME_ROW, AdwActionRow)

GtkWidget *ingot_outcome_row_new (IngotSourceOutcome *outcome);

/* Shows @outcomes (nullable: none), in their order, in @list. */
void       ingot_outcome_row_fill (GtkListBox *list, GListModel *outcomes);

G_END_DECLS
