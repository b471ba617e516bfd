/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-store-thread.h"

G_BEGIN_DECLS

/* What is written of a turn, and of a part of it: copies that the store's thread owns. */
typedef struct _IngotTurnRow IngotTurnRow;
typedef struct _IngotPartRow IngotPartRow;

IngotTurnRow *ingot_turn_row_new (gint64 conversation, IngotTurn *turn);
void          ingot_turn_row_free (gpointer data);
IngotPartRow *ingot_part_row_new (gint64 turn, IngotPartKind kind, const char *text, gsize length);

/* Of the store's thread. */
gboolean ingot_turn_rows_load (IngotDatabase *db, gpointer conversation, IngotOutcome *outcome,
                               GError **error);
gboolean ingot_turn_rows_add (IngotDatabase *db, gpointer row, IngotOutcome *outcome,
                              GError **error);
gboolean ingot_turn_rows_append_part (IngotDatabase *db, gpointer part, IngotOutcome *outcome,
                                      GError **error);
gboolean ingot_turn_rows_finish (IngotDatabase *db, gpointer row, IngotOutcome *outcome,
                                 GError **error);
gboolean ingot_turn_rows_supersede (IngotDatabase *db, gpointer id, IngotOutcome *outcome,
                                    GError **error);
gboolean ingot_turn_rows_restore (IngotDatabase *db, gpointer id, IngotOutcome *outcome,
                                  GError **error);

/* Folds what a former program left unfinished. A transaction of its own, and none where nothing is to do. */
gboolean ingot_turn_rows_interrupt_writing (IngotDatabase *db, GError **error);

G_END_DECLS
