/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * IngotTranscriptFollow:
 *
 * Keeps a growing text at its end while the reader is there, and otherwise
 * offers the way to the end; the reader's place never moves.
 */
#define INGOT_TYPE_TRANSCRIPT_FOLLOW (ingot_transcript_follow_get_type ())
G_DECLARE_FINAL_TYPE (IngotTranscriptFollow, ingot_transcript_follow, INGOT, TRANSCRIPT_FOLLOW, GObject)

/* @jump holds the button that leads to the end. Neither widget is owned; both outlive it. */
IngotTranscriptFollow *ingot_transcript_follow_new (GtkScrolledWindow *scroller, GtkRevealer *jump);

/* Goes to the end, and stays there. */
void ingot_transcript_follow_start (IngotTranscriptFollow *self);

/* Stays wherever the view is taken next, until the reader moves. */
void ingot_transcript_follow_stop (IngotTranscriptFollow *self);

G_END_DECLS
