/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ingot-foot-factory.h"
#include "model/ingot-conversation.h"
#include "text/ingot-copy.h"

G_BEGIN_DECLS

/**
 * IngotTranscriptView:
 *
 * The turns of a conversation as one document, to be put into a
 * #GtkScrolledWindow. It lays out only what is near the viewport and draws it
 * itself. A growing reply is shown at most 20 times a second; the end stays in
 * sight while the reader is there, otherwise the reader's place never moves.
 *
 * Properties: "conversation" (#IngotConversation, nullable, writable),
 * "is-away" (boolean): whether the end is neither in sight nor followed.
 *
 * Signal "found-changed": other places are found, or another one is current.
 */
#define INGOT_TYPE_TRANSCRIPT_VIEW (ingot_transcript_view_get_type ())
G_DECLARE_FINAL_TYPE (IngotTranscriptView, ingot_transcript_view, INGOT, TRANSCRIPT_VIEW, GtkWidget)

GtkWidget *ingot_transcript_view_new (IngotConversation *conversation);

IngotConversation *ingot_transcript_view_get_conversation (IngotTranscriptView *self);
void               ingot_transcript_view_set_conversation (IngotTranscriptView *self,
                                                           IngotConversation *conversation);

/* @factory: (nullable): what stands below turns; not owned, lives as long as the view */
void ingot_transcript_view_set_foot_factory (IngotTranscriptView *self, const IngotFootFactory *factory,
                                             gpointer user_data);

gboolean ingot_transcript_view_get_is_away (IngotTranscriptView *self);

/* Goes to the end, and stays there. */
void ingot_transcript_view_follow (IngotTranscriptView *self);

/**
 * ingot_transcript_view_reveal:
 * @turn: the store's id of a turn
 * @source_offset: in bytes, within the turn's text
 *
 * Scrolls there, and stays wherever that is until the reader moves.
 *
 * Returns: whether there is such a turn
 */
gboolean ingot_transcript_view_reveal (IngotTranscriptView *self, gint64 turn, gsize source_offset);

/* (transfer full) (nullable): what is selected, with the names of those who speak if it is of several turns */
char *ingot_transcript_view_dup_selection (IngotTranscriptView *self, IngotCopyFormat format);

/* (transfer full): the whole conversation, as it is exported */
char *ingot_transcript_view_dup_all (IngotTranscriptView *self, IngotCopyFormat format);

G_END_DECLS
