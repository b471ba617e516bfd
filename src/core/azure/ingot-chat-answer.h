/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-chat-reply.h"
#include "ingot-endpoint-style.h"
#include "ingot-request.h"

G_BEGIN_DECLS

/**
 * ingot_chat_answer_read:
 *
 * Reads the body of an answer with a good status into @reply, in a fiber. What it
 * is, a stream of events or one JSON document, is told by its first bytes: the
 * content type is often wrong.
 *
 * Returns: FALSE when the reply is not complete: with the exchange's errors, those
 *   of ingot_chat_reply_read() and ingot_chat_reply_end(), or %INGOT_ERROR_PROTOCOL
 */
gboolean ingot_chat_answer_read (IngotRequest *request, const IngotEndpointStyleTable *style,
                                 IngotChatReply *reply, GError **error);

G_END_DECLS
