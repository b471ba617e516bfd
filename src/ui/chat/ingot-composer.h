/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-conversation.h"

G_BEGIN_DECLS

/**
 * IngotComposer:
 *
 * Where a message is written and its deployment chosen. What is typed is the
 * draft of the conversation, at every moment, unless a message that was sent
 * before is being edited: then the draft waits.
 *
 * Properties, all writable: "conversation" (#IngotConversation, nullable),
 * "resources" (#GListModel of #IngotResource, nullable), "enter-sends" (boolean:
 * else Enter begins a line; Ctrl+Enter sends in either case).
 *
 * Signals: "send" (string: what was written, not blank), "stop".
 */
#define INGOT_TYPE_COMPOSER (ingot_composer_get_type ())
G_DECLARE_FINAL_TYPE (IngotComposer, ingot_composer, INGOT, COMPOSER, AdwBin)

GtkWidget *ingot_composer_new (void);

IngotConversation *ingot_composer_get_conversation (IngotComposer *self);
void               ingot_composer_set_conversation (IngotComposer *self, IngotConversation *conversation);
GListModel        *ingot_composer_get_resources (IngotComposer *self);
void               ingot_composer_set_resources (IngotComposer *self, GListModel *resources);

/* Puts @text in the place of what is written, with the caret behind it. It can be undone. */
void ingot_composer_fill (IngotComposer *self, const char *text);

/**
 * ingot_composer_edit:
 *
 * Offers the text of @turn, of this conversation, to be sent anew. Ends with
 * ingot_composer_end_edit(), which whoever hears "send" calls, or by Cancel. What
 * was typed before another conversation was shown comes back with the next edit.
 */
void       ingot_composer_edit (IngotComposer *self, IngotTurn *turn);
IngotTurn *ingot_composer_get_edited (IngotComposer *self); /* (transfer none) (nullable) */
void       ingot_composer_end_edit (IngotComposer *self);

/* Emits "send", unless there is nothing to send, nobody to send it to, or a reply is being written. */
void ingot_composer_send (IngotComposer *self);

void ingot_composer_pick_deployment (IngotComposer *self);

G_END_DECLS
