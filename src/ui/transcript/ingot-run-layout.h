/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-shown-block.h"

G_BEGIN_DECLS

/* In which direction its first line is read; that of the widget if nothing in it says so. */
GtkTextDirection ingot_run_layout_get_direction (PangoLayout *layout);

/**
 * ingot_run_create_layout:
 * @width: to wrap at, in pixels, or -1
 *
 * Returns: (transfer full): @run of @block in the font that it has there, with its spans
 */
PangoLayout *ingot_run_create_layout (const IngotRun *run, const IngotBlock *block, const IngotLayoutContext *context,
                                      int width);

/* Replaces the colours of code, and what else tells its parts from one another. */
void ingot_run_layout_set_colors (PangoLayout *layout, PangoAttrList *colors);

G_END_DECLS
