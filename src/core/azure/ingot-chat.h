/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/ingot-credential.h"
#include "model/ingot-conversation.h"
#include "model/ingot-resource.h"
#include "net/ingot-exchange.h"

G_BEGIN_DECLS

/**
 * IngotChat:
 *
 * Asks one deployment for one reply and writes it into a turn as it comes.
 *
 * Property: "exchange" (#IngotExchange, construct-time): for attempt and countdown.
 */
#define INGOT_TYPE_CHAT (ingot_chat_get_type ())
G_DECLARE_FINAL_TYPE (IngotChat, ingot_chat, INGOT, CHAT, GObject)

/**
 * ingot_chat_new:
 * @conversation: what is sent: all its turns before @reply
 * @reply: an empty turn that is being written
 * @credential: (nullable): for a server that asks for nothing
 */
IngotChat *ingot_chat_new (SoupSession *session, IngotDeployment *deployment, IngotCredential *credential,
                           IngotConversation *conversation, IngotTurn *reply);

IngotExchange *ingot_chat_get_exchange (IngotChat *self);

/**
 * ingot_chat_run:
 *
 * Streams the reply into the turn: text, reasoning and facts. It never finishes
 * the turn: the caller does, from how this ends.
 *
 * Resolves to TRUE when the reply has ended with a finish reason. Rejects with
 * %INGOT_ERROR_INTERRUPTED when the stream ended without one, with the error that
 * the status and body of the answer mean, or with G_IO_ERROR_CANCELLED.
 */
DexFuture *ingot_chat_run (IngotChat *self, GCancellable *cancellable);

/* Why it failed, with all that is known; valid once the future has rejected. (transfer full) */
IngotFailure *ingot_chat_dup_failure (IngotChat *self, const GError *error);

G_END_DECLS
