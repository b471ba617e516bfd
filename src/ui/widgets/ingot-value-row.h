/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * IngotValueRow:
 *
 * A row of a boxed list with a name and below it a value, which can be selected. It is shown to the letter: never as
 * markup, and no hyphen comes into it where it is wrapped.
 *
 * Properties, writable: "title", see #AdwPreferencesRow; "value" (string, nullable: unknown); "code" (boolean): it
 * is something for machines, such as a URL: in letters of one width, left to right in every language; "copy-label"
 * (string, nullable): what the button is called that copies it; NULL for none.
 */
#define INGOT_TYPE_VALUE_ROW (ingot_value_row_get_type ())
G_DECLARE_FINAL_TYPE (IngotValueRow, ingot_value_row, INGOT, VALUE_ROW, AdwPreferencesRow)

GtkWidget *ingot_value_row_new (const char *title);

const char *ingot_value_row_get_value (IngotValueRow *self); /* (nullable) */

/* NULL and "" are unknown. */
void ingot_value_row_set_value (IngotValueRow *self, const char *value);

/* The row is only there while there is something to show. */
void ingot_value_row_set_value_or_hide (IngotValueRow *self, const char *value);

G_END_DECLS
