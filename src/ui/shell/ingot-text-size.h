/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * IngotTextSize:
 *
 * Keeps the text of conversations on a display as large as a person wants it.
 *
 * Property: "scale" (double, writable): 1 is the size of the desktop's text
 */
#define INGOT_TYPE_TEXT_SIZE (ingot_text_size_get_type ())
G_DECLARE_FINAL_TYPE (IngotTextSize, ingot_text_size, INGOT, TEXT_SIZE, GObject)

IngotTextSize *ingot_text_size_new (GdkDisplay *display);

/* The scale one step larger (1), smaller (-1) or as it is at first (0). */
double ingot_text_size_get_next (IngotTextSize *self, int step);

G_END_DECLS
