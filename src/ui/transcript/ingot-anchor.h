/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-height-index.h"

G_BEGIN_DECLS

/**
 * IngotAnchor:
 *
 * Where a reader is in a column of things (segments) of which most have only
 * estimated heights: a segment, and how many of its pixels are above the
 * viewport. That is the truth. The value of the scrollbar's adjustment is
 * derived from it, so that nothing moves when an estimate is replaced.
 *
 * While the reader scrolls the value is not corrected, because kinetic scrolling
 * keeps a position of its own and would jump; the difference is remembered
 * (drift), and taken away once, unseen, when the scrolling has ended (settle).
 *
 * Knows no widget. Places are in pixels from the top of the column.
 */
typedef struct _IngotAnchor IngotAnchor;

/* For how many frames after the last change scrolling is taken to go on. */
#define INGOT_ANCHOR_QUIET_FRAMES 12

/* @index is not owned and outlives it. It follows the end at first. */
IngotAnchor *ingot_anchor_new (IngotHeightIndex *index);
void         ingot_anchor_free (IngotAnchor *self);

/* The height of the viewport. */
void ingot_anchor_set_page (IngotAnchor *self, int page);
int  ingot_anchor_get_page (IngotAnchor *self);

/* Room below the last segment. */
void ingot_anchor_set_margin (IngotAnchor *self, int margin);

/* How high the column is, with that. */
gint64 ingot_anchor_get_total (IngotAnchor *self);

/* The place that is at the top of the viewport. */
gint64 ingot_anchor_get_top (IngotAnchor *self);

/* The segment at the top of the viewport; the number of segments if there is none. */
guint ingot_anchor_get_segment (IngotAnchor *self);

/* Goes there at once and stays, whatever is measured later: what was asked for does not follow the end. */
void ingot_anchor_hold (IngotAnchor *self, guint segment, int pixel);

/* What is in sight goes up by @pixels, unseen: the layout changed there. */
void ingot_anchor_move (IngotAnchor *self, int pixels);

/* Whether it stays at the end when that moves. */
gboolean ingot_anchor_follows (IngotAnchor *self);
void     ingot_anchor_follow (IngotAnchor *self);

/* The reader moved the adjustment to @value. Whoever comes to the end follows it from then on. */
void ingot_anchor_scroll (IngotAnchor *self, double value);

/* Gives the @i-th segment its true height in the index. May replace segments, and call ingot_anchor_splice() then. */
typedef void (*IngotAnchorMeasureFunc) (guint i, gpointer user_data);

/**
 * ingot_anchor_normalize:
 *
 * Finds the segment at the top of the viewport after a short scroll, by the true
 * heights of all that the reader passed, so that what is in sight moves as far
 * as they scrolled and no further.
 */
void ingot_anchor_normalize (IngotAnchor *self, IngotAnchorMeasureFunc measure, gpointer user_data);

/* A frame was drawn. Returns whether scrolling goes on, so that the next one is to be told too. */
gboolean ingot_anchor_tick (IngotAnchor *self);

/* To be called after segments were replaced in the index, with the same arguments. */
void ingot_anchor_splice (IngotAnchor *self, guint position, guint removed, guint added);

/* To be called after heights changed: keeps to the end if it follows it, and within the column. */
void ingot_anchor_update (IngotAnchor *self);

/* What the adjustment is to be set to now. */
void ingot_anchor_get_adjustment (IngotAnchor *self, double *value, double *lower, double *upper);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotAnchor, ingot_anchor_free)

G_END_DECLS
