/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-send-job.h"

G_BEGIN_DECLS

/**
 * IngotOutbox:
 *
 * Starts replies and keeps them going, whatever page is shown: at most one at a
 * time in each conversation.
 */
#define INGOT_TYPE_OUTBOX (ingot_outbox_get_type ())
G_DECLARE_FINAL_TYPE (IngotOutbox, ingot_outbox, INGOT, OUTBOX, GObject)

/**
 * ingot_outbox_send:
 * @text: what the person wrote; not blank
 *
 * Adds their turn and an empty reply to @conversation, which has a deployment, is
 * loaded and not busy, and asks for the reply. The draft is emptied.
 *
 * Returns: (transfer none): the job
 */
IngotSendJob *ingot_outbox_send (IngotOutbox *self, IngotConversation *conversation, const char *text);

/**
 * ingot_outbox_edit:
 * @turn: what the person wrote before
 * @text: what they write now; not blank
 *
 * Puts @text in the place of @turn and of everything after it, and asks anew.
 * The draft stays.
 */
IngotSendJob *ingot_outbox_edit (IngotOutbox *self, IngotConversation *conversation, IngotTurn *turn,
                                 const char *text);

/**
 * ingot_outbox_regenerate:
 * @deployment: (nullable): whom to ask this time, else the conversation's
 *
 * Puts a new reply in the place of the last one, with all that continued it, or
 * gives one to a message that has none. The conversation keeps its deployment:
 * that of the next message is what its page says.
 */
IngotSendJob *ingot_outbox_regenerate (IngotOutbox *self, IngotConversation *conversation,
                                       IngotDeployment *deployment);

/**
 * ingot_outbox_continue:
 *
 * Asks for the rest of the last reply, for which ingot_turn_can_continue() holds.
 * The rest is a turn of its own: its facts are its own, and whatever becomes of it,
 * nothing that was written is touched. Replies in a row are one reply in pieces,
 * to people and to models. No service lets a reply be written on everywhere, so
 * the request ends with an instruction that nobody sees.
 */
IngotSendJob *ingot_outbox_continue (IngotOutbox *self, IngotConversation *conversation);

/**
 * ingot_outbox_delete:
 *
 * Deletes a message with the reply to it, or a reply, from a conversation that is
 * not busy.
 *
 * Returns: (transfer full): a #GListModel of the turns that went, for ingot_outbox_restore()
 */
GListModel *ingot_outbox_delete (IngotOutbox *self, IngotConversation *conversation, IngotTurn *turn);
void        ingot_outbox_restore (IngotOutbox *self, IngotConversation *conversation, GListModel *turns);

/* (transfer none) (nullable): the reply that is being written in @conversation */
IngotSendJob *ingot_outbox_get_job (IngotOutbox *self, IngotConversation *conversation);

/* Stops the reply in @conversation, if there is one; what came is kept. */
void ingot_outbox_stop (IngotOutbox *self, IngotConversation *conversation);

/**
 * ingot_outbox_ask_instead:
 *
 * Asks @deployment for what the last turn, a reply, was to be: at once, or when the one that is asked now has
 * been stopped. What the turn continues stays, and so does a reply that ends well before it is stopped.
 */
void ingot_outbox_ask_instead (IngotOutbox *self, IngotConversation *conversation, IngotDeployment *deployment);

G_END_DECLS
