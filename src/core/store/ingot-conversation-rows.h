/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-store-thread.h"

G_BEGIN_DECLS

/* What is written of a conversation's head: a copy that the store's thread owns. */
typedef struct _IngotConversationRow IngotConversationRow;

IngotConversationRow *ingot_conversation_row_new (IngotConversation *conversation);
void                  ingot_conversation_row_free (gpointer data);

/* Deployments by their ids, to be handed to the store's thread. */
GHashTable *ingot_conversation_rows_index_deployments (GListModel *resources);

/* Of the store's thread. */
gboolean ingot_conversation_rows_load (IngotDatabase *db, gpointer deployments, IngotOutcome *outcome,
                                       GError **error);
gboolean ingot_conversation_rows_save (IngotDatabase *db, gpointer row, IngotOutcome *outcome,
                                       GError **error);
gboolean ingot_conversation_rows_delete (IngotDatabase *db, gpointer id, IngotOutcome *outcome,
                                         GError **error);
gboolean ingot_conversation_rows_restore (IngotDatabase *db, gpointer id, IngotOutcome *outcome,
                                          GError **error);
gboolean ingot_conversation_rows_purge (IngotDatabase *db, gpointer unused, IngotOutcome *outcome,
                                        GError **error);

/* Derives the first line, which is the title of a conversation without its own, from its first message. */
gboolean ingot_conversation_rows_update_first_line (IngotDatabase *db, gint64 conversation, GError **error);

G_END_DECLS
