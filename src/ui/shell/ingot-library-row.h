/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-conversation.h"

G_BEGIN_DECLS

/**
 * IngotLibraryRow:
 *
 * One conversation in the library.
 *
 * Properties: "conversation" (#IngotConversation, nullable), "today" (uint, a Julian day: how the time is told).
 */
#define INGOT_TYPE_LIBRARY_ROW (ingot_library_row_get_type ())
G_DECLARE_FINAL_TYPE (IngotLibraryRow, ingot_library_row, INGOT, LIBRARY_ROW, AdwBin)

GtkWidget         *ingot_library_row_new (void);
IngotConversation *ingot_library_row_get_conversation (IngotLibraryRow *self); /* (transfer none) (nullable) */

/* Keeps the accessible name and description of @item in step with what the row shows. */
void ingot_library_row_describe (IngotLibraryRow *self, GtkListItem *item);

G_END_DECLS
