/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/ingot-turn.h"

G_BEGIN_DECLS

/**
 * IngotTurnText:
 *
 * One turn within a text buffer that shows a whole conversation: who speaks,
 * reasoning behind a line that folds it, text. A reply that goes on where the
 * one before it was interrupted has no head: the two are shown as one.
 */
typedef struct _IngotTurnText IngotTurnText;

/* Makes the tags that turns use; to be called once for each buffer. */
void ingot_turn_text_prepare (GtkTextBuffer *buffer);

/* Appends @turn to @buffer. */
IngotTurnText *ingot_turn_text_new (GtkTextBuffer *buffer, IngotTurn *turn, gboolean goes_on);

/* Leaves what is shown where it is. */
void ingot_turn_text_free (IngotTurnText *self);

IngotTurn *ingot_turn_text_get_turn (IngotTurnText *self);
gboolean   ingot_turn_text_goes_on (IngotTurnText *self);

/* Who speaks, for people. */
const char *ingot_turn_text_get_name (IngotTurnText *self);

/* Shows what is new, and says whether something was. */
gboolean ingot_turn_text_update (IngotTurnText *self);

/* @source_offset: in bytes of the turn's text */
void ingot_turn_text_get_iter (IngotTurnText *self, gsize source_offset, GtkTextIter *iter);
void ingot_turn_text_get_start (IngotTurnText *self, GtkTextIter *iter);

void ingot_turn_text_get_fold (IngotTurnText *self, GtkTextIter *iter);

/* Whether @iter is on the line that folds the reasoning. */
gboolean ingot_turn_text_is_fold (IngotTurnText *self, const GtkTextIter *iter);

/* Reasoning is open while it is all there is, until somebody chooses. */
gboolean ingot_turn_text_is_open (IngotTurnText *self);
void     ingot_turn_text_toggle (IngotTurnText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotTurnText, ingot_turn_text_free)

G_END_DECLS
