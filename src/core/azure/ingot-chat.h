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
 * Properties: "exchange" (#IngotExchange, nullable; notifies): for attempt and countdown;
 * "probing" (boolean; notifies): whether the other endpoint styles are being tried.
 * NULL when the deployment's resource has no address. A server that refuses a parameter
 * that can be renamed or left out is asked again with another exchange, at most four
 * times, and the deployment's lessons remember it. Where the path or the version is what
 * the server does not know, the other endpoint styles are tried with one token each, so that
 * the failure can suggest one that answers.
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

/* Asks no second time of a service that is busy or broken: the first answer is the one that is wanted. */
void ingot_chat_forbid_retries (IngotChat *self);

/* (transfer none) (nullable) */
IngotExchange *ingot_chat_get_exchange (IngotChat *self);
gboolean       ingot_chat_get_probing (IngotChat *self);

/**
 * ingot_chat_run:
 *
 * Streams the reply into the turn: text, reasoning and facts. It never finishes
 * the turn: the caller does, from how this ends.
 *
 * Resolves to TRUE when the reply has ended with a finish reason, or has some text
 * and ended with "[DONE]". Rejects with %INGOT_ERROR_INTERRUPTED when the stream ended
 * otherwise, with %INGOT_ERROR_FILTERED when the content filter stopped it, with the
 * error that the status and body of the answer mean, with %INGOT_ERROR_ADDRESS when
 * there is no address to ask, or with G_IO_ERROR_CANCELLED. Text that came is kept.
 */
DexFuture *ingot_chat_run (IngotChat *self, GCancellable *cancellable);

/* Why it failed, with all that is known and no secret in it; valid once the future has rejected. (transfer full) */
IngotFailure *ingot_chat_dup_failure (IngotChat *self, const GError *error);

G_END_DECLS
