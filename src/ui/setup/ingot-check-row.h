/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-check-step.h"

G_BEGIN_DECLS

/**
 * IngotCheckRow:
 *
 * One step of a check: an icon for its state, what it is about, what came of it, and how long it took. Its accessible
 * name has all of that in words.
 */
#define INGOT_TYPE_CHECK_ROW (ingot_check_row_get_type ())
G_DECLARE_FINAL_TYPE (IngotCheckRow, ingot_check_row, INGOT, CHECK_ROW, GtkListBoxRow)

GtkWidget *ingot_check_row_new (IngotCheckStep *step);

G_END_DECLS
