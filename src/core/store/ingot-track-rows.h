/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-store-thread.h"

G_BEGIN_DECLS

/* Whose replies are looked up: a copy that the store's thread owns. */
typedef struct _IngotTrackRow IngotTrackRow;

/* @resource_name: (nullable) */
IngotTrackRow *ingot_track_row_new (const char *deployment_name, const char *resource_name);
void           ingot_track_row_free (gpointer data);

/* Of the store's thread. */
gboolean ingot_track_rows_load (IngotDatabase *db, gpointer row, IngotOutcome *outcome, GError **error);

G_END_DECLS
