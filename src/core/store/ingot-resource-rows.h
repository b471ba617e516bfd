/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-store-thread.h"

G_BEGIN_DECLS

/* What is written of a resource: a copy that the store's thread owns. */
typedef struct _IngotResourceRow IngotResourceRow;

IngotResourceRow *ingot_resource_row_new (IngotResource *resource);
void              ingot_resource_row_free (gpointer data);

/* Of the store's thread. @accounts: a #GHashTable of ingot_account_rows_index() */
gboolean ingot_resource_rows_load (IngotDatabase *db, gpointer accounts, IngotOutcome *outcome,
                                   GError **error);
gboolean ingot_resource_rows_save (IngotDatabase *db, gpointer row, IngotOutcome *outcome,
                                   GError **error);
gboolean ingot_resource_rows_remove (IngotDatabase *db, gpointer id, IngotOutcome *outcome,
                                     GError **error);

G_END_DECLS
