/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-chat-page.h"
#include "ingot-composer.h"
#include "ingot-reply-status.h"

G_BEGIN_DECLS

IngotOutbox      *ingot_chat_page_get_outbox (IngotChatPage *self); /* (nullable) */
IngotResources   *ingot_chat_page_get_resources (IngotChatPage *self); /* (nullable) */
IngotComposer    *ingot_chat_page_get_composer (IngotChatPage *self);
IngotReplyStatus *ingot_chat_page_get_status (IngotChatPage *self); /* (nullable): of the last turn */

/* What a person does with turns, in a file of its own. @able: whether anything can be asked now */
void ingot_chat_page_install_turn_actions (GtkWidgetClass *widget_class);
void ingot_chat_page_update_turn_actions (IngotChatPage *self, gboolean able);

/* Tells those who do not see it how the reply ended. */
void ingot_chat_page_announce (IngotChatPage *self, IngotTurn *turn);

/* What the composer holds goes out: as a new message, or in the place of the one that is edited. */
void ingot_chat_page_send (IngotChatPage *self, const char *text);

/* @deployment: (nullable): whom to ask this time, else the conversation's */
void ingot_chat_page_regenerate (IngotChatPage *self, IngotDeployment *deployment);

G_END_DECLS
