/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-transcript-private.h"

G_BEGIN_DECLS

/**
 * IngotTranscriptAccessible:
 *
 * A conversation for assistive technologies: an article for each of about a
 * hundred turns around those in sight, with what it says below it. What is
 * below an article is made when somebody asks for it, and kept in step at most
 * twice a second while a reply grows.
 */
typedef struct _IngotTranscriptAccessible IngotTranscriptAccessible;

IngotTranscriptAccessible *ingot_transcript_accessible_new (IngotTranscriptView *view);
void                       ingot_transcript_accessible_free (IngotTranscriptAccessible *self);

/* (transfer full) (nullable): the first article, else the first real widget in the view */
GtkAccessible *ingot_transcript_accessible_get_first (IngotTranscriptAccessible *self);

/* Other turns are there, or the real widgets in the view are others. */
void ingot_transcript_accessible_update_turns (IngotTranscriptAccessible *self);

/* The turn says something else. */
void ingot_transcript_accessible_update_turn (IngotTranscriptAccessible *self, IngotShownTurn *turn);

/* Which turns are in sight. */
void ingot_transcript_accessible_show (IngotTranscriptAccessible *self, guint first, guint last);

/* The caret, the selection or the focus of the view is elsewhere. */
void ingot_transcript_accessible_update_caret (IngotTranscriptAccessible *self);

G_END_DECLS
