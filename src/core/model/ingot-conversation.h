/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ingot-deployment.h"
#include "ingot-parameters.h"
#include "ingot-turn.h"

G_BEGIN_DECLS

/**
 * IngotConversation:
 *
 * A chat: a #GListModel of its #IngotTurn, oldest first.
 *
 * Properties:
 * - "id" (int64): the store's, 0 while nothing of it is worth storing
 * - "title" (string): what a person called it, else the first line of the
 *   first message, else NULL (views say "New Chat")
 * - "own-title" (string, nullable): what a person called it; writable
 * - "draft" (string, never NULL): what is typed but not sent; writable
 * - "deployment" (#IngotDeployment, nullable): whom the next message goes to; writable
 * - "parameters" (#IngotParameters): how it asks
 * - "pinned" (boolean): listed before all others; writable
 * - "created", "updated" (int64, Unix time in microseconds): updated when a turn is added
 * - "loaded" (boolean): whether its turns are in memory; a new one is
 * - "busy" (boolean): whether a reply is being written; writable
 *
 * Signal "parameters-changed": something of its parameters changed.
 */
#define INGOT_TYPE_CONVERSATION (ingot_conversation_get_type ())
G_DECLARE_FINAL_TYPE (IngotConversation, ingot_conversation, INGOT, CONVERSATION, GObject)

IngotConversation *ingot_conversation_new (void);

/* One that costs as little as a chat can: a word to say, and @reply of one token. */
IngotConversation *ingot_conversation_new_shortest (IngotTurn *reply);

/**
 * ingot_conversation_restore:
 * @first_line: (nullable): of its first message, for the title while its turns are not loaded
 *
 * A conversation that the store knows, without its turns.
 */
IngotConversation *ingot_conversation_restore (gint64 id, const char *own_title, const char *first_line,
                                               const char *draft, gint64 created, gint64 updated);

gint64           ingot_conversation_get_id (IngotConversation *self);
void             ingot_conversation_set_id (IngotConversation *self, gint64 id);
const char      *ingot_conversation_get_title (IngotConversation *self);
const char      *ingot_conversation_get_own_title (IngotConversation *self);
void             ingot_conversation_set_own_title (IngotConversation *self, const char *title);
const char      *ingot_conversation_get_draft (IngotConversation *self);
void             ingot_conversation_set_draft (IngotConversation *self, const char *draft);
IngotDeployment *ingot_conversation_get_deployment (IngotConversation *self);
void             ingot_conversation_set_deployment (IngotConversation *self, IngotDeployment *deployment);
IngotParameters *ingot_conversation_get_parameters (IngotConversation *self);
gboolean         ingot_conversation_get_pinned (IngotConversation *self);
void             ingot_conversation_set_pinned (IngotConversation *self, gboolean pinned);
gint64           ingot_conversation_get_created (IngotConversation *self);
gint64           ingot_conversation_get_updated (IngotConversation *self);
gboolean         ingot_conversation_get_loaded (IngotConversation *self);
gboolean         ingot_conversation_get_busy (IngotConversation *self);
void             ingot_conversation_set_busy (IngotConversation *self, gboolean busy);

/* Puts the stored turns in front of whatever was added meanwhile; from then on it is loaded. */
void       ingot_conversation_load (IngotConversation *self, GListModel *turns);
void       ingot_conversation_append (IngotConversation *self, IngotTurn *turn);
void       ingot_conversation_remove (IngotConversation *self, IngotTurn *turn);
/* Puts a turn that was removed back where it was, by its id. */
void       ingot_conversation_restore_turn (IngotConversation *self, IngotTurn *turn);
IngotTurn *ingot_conversation_find_turn (IngotConversation *self, gint64 id); /* (transfer none) (nullable) */
IngotTurn *ingot_conversation_get_last (IngotConversation *self); /* (transfer none) (nullable) */

/* The first line of @text that has something on it, at most 80 characters; or NULL. */
char *ingot_conversation_dup_first_line (const char *text);

G_END_DECLS
