/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ingot-foot-factory.h"
#include "model/ingot-conversation.h"
#include "text/ingot-copy.h"

G_BEGIN_DECLS

/**
 * IngotTranscript:
 *
 * Shows the turns of a conversation and follows the end of a growing reply
 * while the reader is there; otherwise the reader's place never moves.
 *
 * Properties: "conversation" (#IngotConversation, nullable, writable).
 */
#define INGOT_TYPE_TRANSCRIPT (ingot_transcript_get_type ())
G_DECLARE_FINAL_TYPE (IngotTranscript, ingot_transcript, INGOT, TRANSCRIPT, AdwBin)

GtkWidget *ingot_transcript_new (IngotConversation *conversation);

IngotConversation *ingot_transcript_get_conversation (IngotTranscript *self);
void               ingot_transcript_set_conversation (IngotTranscript *self, IngotConversation *conversation);

/* @factory: (nullable): what stands below turns; not owned, lives as long as this */
void ingot_transcript_set_foot_factory (IngotTranscript *self, const IngotFootFactory *factory, gpointer user_data);

/**
 * ingot_transcript_reveal:
 * @turn: the store's id of a turn
 * @source_offset: in bytes, within the turn's text
 *
 * Scrolls there and puts the caret there. Does nothing when there is no such turn.
 */
void ingot_transcript_reveal (IngotTranscript *self, gint64 turn, gsize source_offset);

/**
 * ingot_transcript_find:
 * @text: (nullable): %NULL is what was looked for last
 *
 * Opens the bar that finds: all places that have the text in any case are marked while it is open, and the first one
 * from the reader's place on is brought into sight. When it closes, the place that somebody went to is selected.
 */
void ingot_transcript_find (IngotTranscript *self, const char *text);

/* The selection, or the whole conversation when nothing is selected. Markdown is always the whole. */
char *ingot_transcript_copy (IngotTranscript *self, IngotCopyFormat format);

G_END_DECLS
