/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/ingot-conversation.h"

G_BEGIN_DECLS

/**
 * IngotConversationText:
 *
 * Keeps a text buffer in step with a conversation: each turn is an
 * #IngotTurnText in it. Growing text is brought at most 20 times a second.
 */
#define INGOT_TYPE_CONVERSATION_TEXT (ingot_conversation_text_get_type ())
G_DECLARE_FINAL_TYPE (IngotConversationText, ingot_conversation_text, INGOT, CONVERSATION_TEXT, GObject)

IngotConversationText *ingot_conversation_text_new (GtkTextBuffer *buffer);

void ingot_conversation_text_set_conversation (IngotConversationText *self, IngotConversation *conversation);

/* (transfer none) (element-type IngotTurnText): always the same array */
GPtrArray *ingot_conversation_text_get_turns (IngotConversationText *self);

/* Whether there is a turn of this id; then @iter is @source_offset bytes into its text. */
gboolean ingot_conversation_text_find (IngotConversationText *self, gint64 turn, gsize source_offset,
                                       GtkTextIter *iter);

char *ingot_conversation_text_dup_markdown (IngotConversationText *self);

G_END_DECLS
