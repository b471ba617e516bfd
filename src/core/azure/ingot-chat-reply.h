/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "model/ingot-turn.h"

G_BEGIN_DECLS

/**
 * IngotChatReply:
 *
 * Reads what comes back from a chat request into a turn: chunks of a stream and
 * whole answers alike, in any order and with anything missing.
 */
typedef struct _IngotChatReply IngotChatReply;

/* @sent_at: monotonic time in microseconds from which times are counted. */
IngotChatReply *ingot_chat_reply_new (IngotTurn *turn, gint64 sent_at);
void            ingot_chat_reply_free (IngotChatReply *self);

/* What of the parameters was sent otherwise than set, see #IngotFacts. (nullable) */
void ingot_chat_reply_set_adjusted (IngotChatReply *self, const char *adjusted);

/* What the head of the answer tells: region, ids, headroom. */
void ingot_chat_reply_read_headers (IngotChatReply *self, SoupMessageHeaders *headers, int attempts);

/**
 * ingot_chat_reply_read:
 * @object: one chunk or the whole answer, of the chat completions form
 *
 * Returns: FALSE with an error when it tells of one, then
 *   ingot_chat_reply_get_failure() has all of it; %INGOT_ERROR_PROTOCOL when the
 *   text outgrows what can be kept; G_IO_ERROR_CANCELLED when the turn is no
 *   longer being written
 */
gboolean ingot_chat_reply_read (IngotChatReply *self, JsonObject *object, GError **error);

/* Reads an error that has no "error" around it: the service sends such in events of that type. */
gboolean ingot_chat_reply_fail (IngotChatReply *self, JsonObject *object, GError **error);

/* "[DONE]" has come: nothing follows. */
void     ingot_chat_reply_set_done (IngotChatReply *self);
gboolean ingot_chat_reply_is_done (IngotChatReply *self);

/* Whether a finish reason has come; more may follow it. */
gboolean ingot_chat_reply_has_finished (IngotChatReply *self);

/* Whether anything of a chat came: choices or usage. */
gboolean ingot_chat_reply_has_anything (IngotChatReply *self);

/**
 * ingot_chat_reply_end:
 *
 * Judges how it ended: %INGOT_ERROR_FILTERED when the filter stopped it,
 * %INGOT_ERROR_INTERRUPTED when it is not complete: it needs a finish reason, or
 * some text and "[DONE]".
 */
gboolean ingot_chat_reply_end (IngotChatReply *self, GError **error);

/* Writes the facts, with the total time up to now, into the turn. */
void ingot_chat_reply_write_facts (IngotChatReply *self);

/* (nullable): the error that came in the answer */
const IngotFailure *ingot_chat_reply_get_failure (IngotChatReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotChatReply, ingot_chat_reply_free)

G_END_DECLS
