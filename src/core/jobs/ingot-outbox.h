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

/* Puts a new reply, of the conversation's deployment, in the place of the last one. */
IngotSendJob *ingot_outbox_regenerate (IngotOutbox *self, IngotConversation *conversation);

/* (transfer none) (nullable): the reply that is being written in @conversation */
IngotSendJob *ingot_outbox_get_job (IngotOutbox *self, IngotConversation *conversation);

/* Stops the reply in @conversation, if there is one; what came is kept. */
void ingot_outbox_stop (IngotOutbox *self, IngotConversation *conversation);

G_END_DECLS
