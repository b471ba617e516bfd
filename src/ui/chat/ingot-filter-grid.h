/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/ingot-filter.h"

G_BEGIN_DECLS

/**
 * ingot_filter_grid_new:
 *
 * What the content filter says about a text: a row for each category with its
 * level, the word for it, and whether that stopped the text.
 */
GtkWidget *ingot_filter_grid_new (const IngotFilter *filter);

G_END_DECLS
