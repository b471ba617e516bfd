/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-workspace.h"

G_BEGIN_DECLS

/**
 * IngotChatPage:
 *
 * One conversation: its transcript, what is to be said about the last reply,
 * and the composer. Uses the window's actions "win.toggle-library",
 * "win.rename", "win.delete", "win.add-resource" and "win.try-sandbox".
 *
 * Properties: "conversation" (#IngotConversation, nullable, writable), "enter-sends" (boolean, writable).
 */
#define INGOT_TYPE_CHAT_PAGE (ingot_chat_page_get_type ())
G_DECLARE_FINAL_TYPE (IngotChatPage, ingot_chat_page, INGOT, CHAT_PAGE, AdwBin)

/* @workspace need not be ready yet. It may be NULL, then nothing can be sent. */
GtkWidget *ingot_chat_page_new (IngotWorkspace *workspace);

IngotConversation *ingot_chat_page_get_conversation (IngotChatPage *self);
void               ingot_chat_page_set_conversation (IngotChatPage *self, IngotConversation *conversation);

/* Where there is little room the header shows less; it is in the menu, too. */
void               ingot_chat_page_set_narrow (IngotChatPage *self, gboolean is_narrow);

/* Shows a place of the conversation, as soon as it is loaded. @position: in bytes, within the turn's text */
void               ingot_chat_page_reveal (IngotChatPage *self, gint64 turn, gsize position);

G_END_DECLS
