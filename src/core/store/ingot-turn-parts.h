/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-database.h"
#include "ingot-store.h"

G_BEGIN_DECLS

/* Of the store's thread, within its transaction. */

/**
 * ingot_turn_parts_append:
 * @seq: (out): the number of the part within its turn
 * @total: (out): bytes of @kind that the turn has now
 *
 * Fails if the turn is not being written.
 */
gboolean ingot_turn_parts_append (IngotDatabase *db, gint64 turn, IngotPartKind kind,
                                  const char *text, gsize length, guint *seq, gint64 *total, GError **error);

/* Returns: (transfer full): all that the turn has of @kind, the bytes as they are; or NULL with the error */
GString *ingot_turn_parts_collect (IngotDatabase *db, gint64 turn, IngotPartKind kind, GError **error);

/* Forgets the parts, once they are folded. */
gboolean ingot_turn_parts_remove (IngotDatabase *db, gint64 turn, GError **error);

G_END_DECLS
