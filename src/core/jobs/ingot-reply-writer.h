/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-keeper.h"
#include "model/ingot-turn.h"

G_BEGIN_DECLS

/**
 * IngotReplyWriter:
 *
 * Hands a growing reply to the store, what is new only, soon after it came.
 */
#define INGOT_TYPE_REPLY_WRITER (ingot_reply_writer_get_type ())
G_DECLARE_FINAL_TYPE (IngotReplyWriter, ingot_reply_writer, INGOT, REPLY_WRITER, GObject)

IngotReplyWriter *ingot_reply_writer_new (IngotKeeper *keeper, IngotTurn *reply);

/* The reply has ended: writes what is left, and its state. Resolves when the store has it all. */
DexFuture *ingot_reply_writer_finish (IngotReplyWriter *self);

G_END_DECLS
