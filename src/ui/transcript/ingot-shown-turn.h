/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ingot-position.h"
#include "model/ingot-turn.h"

G_BEGIN_DECLS

/**
 * IngotShownTurn:
 * @turns: (element-type IngotTurn): one, or a reply with those that went on where it was interrupted: they are
 *   shown, copied and read as one
 * @number: among the shown turns
 * @first_segment, @n_segments: of the transcript; there is always at least one, which has the head
 * @texts: (nullable): what is parsed; made when the turn comes near the viewport, dropped when it is far away
 * @is_cut: whether its segments are those of its texts; else it is one segment, with an estimated height
 * @is_open: whether the reasoning is shown
 * @has_chosen: whether somebody opened or closed it
 * @is_dirty: something is new that is not shown yet
 * @foot_height: what real widgets need below it, in pixels
 * @fold_bounds: the line that folds the reasoning, in pixels of the first segment; empty if there is none
 *
 * A message as it is shown. Its fields are for reading, but for those that its view keeps.
 */
typedef struct
{
  GPtrArray *turns;
  guint number;
  guint first_segment;
  guint n_segments;
  IngotMarkdown *texts[INGOT_N_PARTS];
  gboolean is_cut;
  gboolean is_open;
  gboolean has_chosen;
  gboolean is_dirty;
  int foot_height;
  GdkRectangle fold_bounds;
  GHashTable *scrolls; /* (nullable): how far boxes are scrolled sideways, by where they begin in the source */
} IngotShownTurn;

IngotShownTurn *ingot_shown_turn_new (IngotTurn *turn);
void            ingot_shown_turn_free (IngotShownTurn *self);

/* Whether @turn is a reply that goes on where this one broke off. */
gboolean ingot_shown_turn_goes_on (IngotShownTurn *self, IngotTurn *turn);
void     ingot_shown_turn_add (IngotShownTurn *self, IngotTurn *turn);

gboolean   ingot_shown_turn_is_user (IngotShownTurn *self);
gboolean   ingot_shown_turn_is_writing (IngotShownTurn *self);
IngotTurn *ingot_shown_turn_get_first (IngotShownTurn *self);
IngotTurn *ingot_shown_turn_get_last (IngotShownTurn *self);

/* Who speaks, for people: "You", or the name of the deployment. */
const char *ingot_shown_turn_get_name (IngotShownTurn *self);

/* What the line says that folds the reasoning: "Thought for 3.2 s", and then "148 tokens" or NULL. */
char *ingot_shown_turn_dup_thought (IngotShownTurn *self);
char *ingot_shown_turn_dup_thought_tokens (IngotShownTurn *self);

/* In bytes. The filter may take a text back: then it is 0. */
gsize ingot_shown_turn_get_length (IngotShownTurn *self, IngotPart part);

/* What is shown of it, as it was written. */
char *ingot_shown_turn_dup_source (IngotShownTurn *self, IngotPart part);

/* (transfer none): parsed as far as it is written. Not while it is parsed for somebody else. */
IngotMarkdown *ingot_shown_turn_get_text (IngotShownTurn *self, IngotPart part);

/**
 * ingot_shown_turn_refresh:
 *
 * Brings a text in step with the turns.
 *
 * Returns: the first of its segments that is not as it was
 */
guint ingot_shown_turn_refresh (IngotShownTurn *self, IngotPart part);

/* Forgets what is parsed, until it is asked for. */
void ingot_shown_turn_drop (IngotShownTurn *self);

/* Where in which of the model's turns @source_offset of the text is, and back: @turn is the store's id. */
gboolean ingot_shown_turn_find (IngotShownTurn *self, gint64 turn, gsize source_offset, gsize *offset);

G_END_DECLS
