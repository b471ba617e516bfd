/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-store-thread.h"
#include "model/ingot-account.h"

G_BEGIN_DECLS

/* Rows of the table account. No token is in them. */
typedef struct _IngotAccountRow IngotAccountRow;

IngotAccountRow *ingot_account_row_new (IngotAccount *account);
void             ingot_account_row_free (gpointer data);

/* (transfer full): #IngotAccount by their ids, for rows that refer to them. @accounts: (nullable) */
GHashTable      *ingot_account_rows_index (GListModel *accounts);

/* Of the store's thread. */
gboolean ingot_account_rows_load (IngotDatabase *db, gpointer unused, IngotOutcome *outcome, GError **error);
gboolean ingot_account_rows_save (IngotDatabase *db, gpointer row, IngotOutcome *outcome, GError **error);

/* Overwrites what it deletes: who was signed in is nobody's business afterwards. */
gboolean ingot_account_rows_remove (IngotDatabase *db, gpointer id, IngotOutcome *outcome, GError **error);

/* The log has old pages with the row in them. Outside of a transaction. */
gboolean ingot_account_rows_empty_log (IngotDatabase *db, gpointer unused, IngotOutcome *outcome, GError **error);

G_END_DECLS
