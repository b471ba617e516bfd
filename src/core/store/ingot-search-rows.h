/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-store-thread.h"

G_BEGIN_DECLS

/*
 * The full-text index: turns that are finished, and titles that people gave. Its rows have the ids of
 * the turns and conversations, which come from one counter. What is hidden (superseded, deleted) stays in
 * it until it is purged, and is left out when rows are looked up.
 */

/* What somebody looks for, and from where on: a copy that the store's thread owns. */
typedef struct _IngotSearchRow IngotSearchRow;

IngotSearchRow *ingot_search_row_new (const char *text, gint64 before_id, guint limit);
void            ingot_search_row_free (gpointer data);

/* Of the store's thread. */
gboolean ingot_search_rows_find (IngotDatabase *db, gpointer row, IngotOutcome *outcome, GError **error);

/* Within a transaction. @text may be NULL: then nothing is found any more under @id. */
gboolean ingot_search_rows_index (IngotDatabase *db, gint64 id, const char *text, gssize length,
                                  GError **error);

/* Indexes the own title of a conversation, unless it has it already; before the title is written. */
gboolean ingot_search_rows_index_title (IngotDatabase *db, gint64 conversation, const char *title,
                                        GError **error);

/* Before the conversations that are deleted are removed. */
gboolean ingot_search_rows_purge (IngotDatabase *db, GError **error);

/* Makes the index anew from what is there: for a database that has none, or a damaged one. */
gboolean ingot_search_rows_rebuild (IngotDatabase *db, GError **error);

G_END_DECLS
