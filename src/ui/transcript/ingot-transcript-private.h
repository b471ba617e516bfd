/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-anchor.h"
#include "ingot-height-index.h"
#include "ingot-position.h"
#include "ingot-segment.h"
#include "ingot-shown-turn.h"
#include "ingot-text-style.h"
#include "ingot-transcript-view.h"

G_BEGIN_DECLS

/*
 * What the files of the transcript share. The way of a text to the screen:
 *
 *   IngotConversation → IngotShownTurn → IngotMarkdown (core) → IngotSegment → IngotShownBlock → snapshot
 *                                                                   │ heights
 *                                                              IngotHeightIndex ← IngotAnchor ← adjustment
 *
 * Rules: nothing is laid out but in size_allocate(); the anchor says where the reader is and the adjustment
 * is derived from it; segments that are two away from the viewport are dropped, so that pointers to blocks and
 * layouts are valid only until the next allocation. Everything here is main thread only.
 *
 * Three systems of coordinates, all in pixels: of the widget (0 is the top of the viewport); of the column (x from
 * the left of the text, y from the top of everything); of a segment (x as the column, y from its top).
 */

struct _IngotTranscriptView
{
  GtkWidget parent_instance;

  IngotConversation *conversation; /* (nullable) */
  GPtrArray *turns;                /* (element-type IngotShownTurn): all of them, in order */
  GPtrArray *segments;             /* (element-type IngotSegment): of all turns, in order */
  GPtrArray *laid_out;             /* (element-type IngotSegment): those with blocks; not owned */
  IngotHeightIndex *index;         /* as many as there are segments */
  IngotAnchor *anchor;

  IngotTextStyle *style;
  gboolean is_style_stale;
  PangoContext *ltr_context;
  int column_x;                    /* where the text begins, and how wide it may be */
  int column_width;
  gint64 known_bytes, known_pixels;/* of what was laid out so far: estimates come from it */
  guint n_layouts;                 /* how many segments were laid out since it was made; for tests */

  GtkAdjustment *hadjustment, *vadjustment;
  GtkScrollablePolicy hscroll_policy, vscroll_policy;
  gboolean is_configuring;         /* the adjustment */
  gboolean is_away;
  guint tick_id;
  guint publish_id;
  gint64 published;                /* when text was last taken over */

  guint color_id;                  /* idle: code without colours is near */
  gint64 tail_colored;             /* when code was last coloured that is still being written */

  GPtrArray *watched;              /* (element-type IngotPosition): not owned; kept right when turns come and go */
  GArray *held;                    /* while a tail is taken over: where watched positions are in the source */

  gboolean has_target;             /* to be brought into sight once it is laid out; watched */
  IngotPosition target;

  gboolean has_caret;              /* the two below are places, and watched */
  IngotPosition caret;
  IngotPosition bound;             /* the other end of the selection; equal to the caret if nothing is selected */
  struct _IngotViewInput *input;   /* ingot-view-input.h */

  struct _IngotTranscriptAccessible *accessible; /* not NULL until it is disposed of */
  struct _IngotTranscriptChildren *children;     /* the same */
  struct _IngotViewFind *find;                   /* the same */
};

/* --- Changing what is shown (ingot-transcript-view.c, ingot-transcript-reveal.c) --- */

/* What a segment shows is other than it was: it is laid out again in the next frame, other blocks of it are kept. */
void ingot_transcript_view_invalidate_segment (IngotTranscriptView *self, IngotSegment *segment);

/* The selection or what was found in it is other than it was: it is drawn again. */
void ingot_transcript_view_redraw_segment (IngotTranscriptView *self, IngotSegment *segment);
void ingot_transcript_view_redraw_all (IngotTranscriptView *self);

/* Makes room for real widgets below a turn; see ingot_transcript_view_get_foot_bounds(). */
void ingot_transcript_view_set_foot_height (IngotTranscriptView *self, IngotShownTurn *turn, int height);

void ingot_transcript_view_toggle_reasoning (IngotTranscriptView *self, IngotShownTurn *turn);

/* Scrolls the box of code or of a table, with all its pieces, sideways. @block: one of them. */
void ingot_transcript_view_scroll_box (IngotTranscriptView *self, IngotSegment *segment, guint block, int scroll);

/* Scrolls the box that has the position, if it is laid out and in one, until it can be seen. (ingot-view-boxes.c) */
void ingot_transcript_view_scroll_box_to (IngotTranscriptView *self, const IngotPosition *position);

/* Scrolls as little as it takes to have the position in sight. Lays it out if it is not. */
void ingot_transcript_view_scroll_to (IngotTranscriptView *self, const IngotPosition *position);

/* --- Positions (ingot-transcript-positions.c) --- */

/* Keeps *@position right until it is no longer watched. Not owned. */
void ingot_transcript_view_watch_position (IngotTranscriptView *self, IngotPosition *position);
void ingot_transcript_view_unwatch_position (IngotTranscriptView *self, IngotPosition *position);

/* The segment that has it, or NULL if there is none (any more). Cuts its turn if that was not, but lays nothing out. */
IngotSegment *ingot_transcript_view_get_segment (IngotTranscriptView *self, const IngotPosition *position);

/* The run that has it; parses its segment if need be. (transfer none) (nullable): valid until the turn grows or is
 * dropped. @block: (out) (optional) */
const IngotRun *ingot_transcript_view_get_run (IngotTranscriptView *self, const IngotPosition *position,
                                               const IngotBlock **block);

/* The same as it is laid out, or NULL if it is not. @shown: (out) (optional) */
IngotShownRun *ingot_transcript_view_get_shown_run (IngotTranscriptView *self, const IngotPosition *position,
                                                    IngotShownBlock **shown);

/**
 * ingot_transcript_view_next_run:
 *
 * Moves @position to the start of the next (or to the start of the previous) run, over all turns.
 * Parses what it comes to, and drops what it leaves behind unless that is laid out.
 *
 * Returns: whether there is one; if not, @position is as it was
 */
gboolean ingot_transcript_view_next_run (IngotTranscriptView *self, IngotPosition *position);
gboolean ingot_transcript_view_previous_run (IngotTranscriptView *self, IngotPosition *position);

/* The first and the last place of everything; FALSE if there is no text at all. */
gboolean ingot_transcript_view_get_start (IngotTranscriptView *self, IngotPosition *position);
gboolean ingot_transcript_view_get_end (IngotTranscriptView *self, IngotPosition *position);

/* --- Geometry (ingot-transcript-geometry.c): only of what is laid out. In pixels of the widget. --- */

/* Where the segment begins, seen from the top of the viewport. */
int ingot_transcript_view_get_segment_y (IngotTranscriptView *self, IngotSegment *segment);

/* The segment that covers @y, or is nearest to it; NULL if there is none. */
IngotSegment *ingot_transcript_view_get_segment_at (IngotTranscriptView *self, double y);

/* The place in the text that is nearest to a point. FALSE if nothing near is laid out. */
gboolean ingot_transcript_view_get_position_at (IngotTranscriptView *self, double x, double y,
                                                IngotPosition *position);

/* Whether the point is on the text itself: then *@position is the character that it is on, not between two. */
gboolean ingot_transcript_view_get_character_at (IngotTranscriptView *self, double x, double y,
                                                 IngotPosition *position);

/* Of the caret, one pixel wide. FALSE if it is not laid out. */
gboolean ingot_transcript_view_get_rectangle (IngotTranscriptView *self, const IngotPosition *position,
                                              GdkRectangle *rectangle);

/* The link at a position (of a character), or NULL. Its address is hostile: see ingot_target_is_safe(). */
const IngotSpan *ingot_transcript_view_get_link (IngotTranscriptView *self, const IngotPosition *position);

/* The box of a block: for real widgets in it, such as Copy Code, and for what scrolls sideways. */
void ingot_transcript_view_get_block_bounds (IngotTranscriptView *self, IngotSegment *segment, guint block,
                                             GdkRectangle *bounds);

/* The block, of any kind, that covers a point, or FALSE. */
gboolean ingot_transcript_view_get_block_at (IngotTranscriptView *self, double x, double y, IngotSegment **segment,
                                             guint *block);

/* Room that ingot_transcript_view_set_foot_height() made; FALSE if the turn's end is not laid out. */
gboolean ingot_transcript_view_get_foot_bounds (IngotTranscriptView *self, IngotShownTurn *turn,
                                                GdkRectangle *bounds);

/* The line that folds the reasoning; FALSE if there is none or it is not laid out. */
gboolean ingot_transcript_view_get_fold_bounds (IngotTranscriptView *self, IngotShownTurn *turn,
                                                GdkRectangle *bounds);

/* --- Of these files among themselves --- */

static inline void
ingot_ptr_array_insert (GPtrArray *array, guint position, gpointer *added, guint n)
{
  guint behind = array->len - position;

  if (n == 0)
    return;
  g_ptr_array_set_size (array, (int) (array->len + n));
  memmove (array->pdata + position + n, array->pdata + position, behind * sizeof (gpointer));
  memcpy (array->pdata + position, added, n * sizeof (gpointer));
}

/* ingot-transcript-view.c */
int  ingot_transcript_view_estimate (IngotTranscriptView *self, gsize bytes);
void ingot_transcript_view_splice (IngotTranscriptView *self, guint position, guint removed, GPtrArray *added);
void ingot_transcript_view_cut (IngotTranscriptView *self, IngotShownTurn *turn);
void ingot_transcript_view_shown_turn_changed (IngotTranscriptView *self, IngotShownTurn *turn);

/* ingot-transcript-reveal.c */
void     ingot_transcript_view_aim (IngotTranscriptView *self, const IngotPosition *position);
gboolean ingot_transcript_view_hit_target (IngotTranscriptView *self);
void     ingot_transcript_view_restore_scrolls (IngotTranscriptView *self, IngotSegment *segment);

/* ingot-transcript-layout.c: size_allocate() and what it keeps in step */
void ingot_transcript_view_lay_out (IngotTranscriptView *self, int width, int height);
void ingot_transcript_view_drop_layouts (IngotTranscriptView *self);
void ingot_transcript_view_ensure (IngotTranscriptView *self, guint segment);
void ingot_transcript_view_context_init (IngotTranscriptView *self, IngotLayoutContext *context);

/* ingot-transcript-colors.c: gives code that is near its colours, when there is nothing else to do */
void ingot_transcript_view_queue_colors (IngotTranscriptView *self);

/* ingot-transcript-turns.c: the model */
void ingot_transcript_view_update_turns (IngotTranscriptView *self, guint position, guint removed, guint added);
void ingot_transcript_view_publish (IngotTranscriptView *self);

/* ingot-transcript-snapshot.c */
void ingot_transcript_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

/* Which bytes of a run are selected: FALSE if none are. (ingot-selection.c) */
gboolean ingot_transcript_view_get_selected (IngotTranscriptView *self, const IngotPosition *run, gsize length,
                                             gsize *start, gsize *end);

G_END_DECLS
