/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-movement.h"
#include "ingot-selection.h"
#include "ingot-touch-handles.h"

G_BEGIN_DECLS

/*
 * What people do with a transcript: pointer and touch (ingot-view-input.c), keys (ingot-view-keys.c), links and the
 * lines that fold reasoning (ingot-view-links.c), clipboards and drags (ingot-view-clipboard.c), the menu
 * (ingot-view-menu.c) and the handles of a selection by touch (ingot-touch-handles.c).
 */

typedef enum
{
  INGOT_STOP_NONE,
  INGOT_STOP_LINK,
  INGOT_STOP_FOLD,
} IngotStopKind;

/* What can be pressed: @position is the first character of a link, or in the turn that is folded. */
typedef struct
{
  IngotStopKind kind;
  IngotPosition position;
} IngotStop;

typedef struct _IngotViewInput
{
  int goal_x; /* where the caret wants to be while it moves from line to line; -1: where it is */

  IngotUnit unit; /* that is selected by */
  IngotPosition unit_start, unit_end; /* what was pressed: it stays selected; watched */
  double press_x, press_y, pointer_x, pointer_y;
  double hover_x, hover_y; /* where the pointer was last seen */
  double panned;           /* of a box, by the finger that is on it */
  gboolean is_pressed;
  gboolean has_dragged;
  gboolean is_on_selection; /* it is dragged elsewhere, not selected anew */
  guint autoscroll_id;

  IngotStop stop;    /* that Tab came to; its position is watched */
  IngotStop pressed; /* its position is watched */

  GtkWidget *menu;
  char *menu_link; /* (nullable): that the menu was opened on */

  IngotTouchHandles *handles;
} IngotViewInput;

/* For the class and the object of the view itself. */
void     ingot_transcript_view_input_class_init (GtkWidgetClass *widget_class);
void     ingot_transcript_view_input_init (IngotTranscriptView *self);
void     ingot_transcript_view_input_dispose (IngotTranscriptView *self);
void     ingot_transcript_view_input_allocate (IngotTranscriptView *self);
void     ingot_transcript_view_input_snapshot (IngotTranscriptView *self, GtkSnapshot *snapshot);

/* To be called by whoever changes the caret or what is selected. */
void ingot_transcript_view_caret_moved (IngotTranscriptView *self);

/* How far a position stands out of the box of code or of a table that scrolls sideways; negative: to the left. */
int ingot_transcript_view_get_overhang (IngotTranscriptView *self, const IngotPosition *position);

/* --- Pointer (ingot-view-input.c): in pixels of the widget --- */

void ingot_transcript_view_press (IngotTranscriptView *self, int n_press, double x, double y, gboolean extend);
void ingot_transcript_view_drag_to (IngotTranscriptView *self, double x, double y);
void ingot_transcript_view_release (IngotTranscriptView *self);

/* --- Boxes that scroll sideways (ingot-view-boxes.c) --- */

void ingot_transcript_view_boxes_init (IngotTranscriptView *self);

/* Scrolls what is at a point; FALSE if there is nothing that can go further. */
gboolean ingot_transcript_view_scroll_box_at (IngotTranscriptView *self, double x, double y, int step);

/* --- Keys (ingot-view-keys.c) --- */

void ingot_transcript_view_keys_class_init (GtkWidgetClass *widget_class);
void ingot_transcript_view_step (IngotTranscriptView *self, IngotStep step, int direction, gboolean extend);

/* --- Links and folds (ingot-view-links.c) --- */

gboolean ingot_transcript_view_get_stop_at (IngotTranscriptView *self, double x, double y, IngotStop *stop);
gboolean ingot_transcript_view_step_stop (IngotTranscriptView *self, int direction);
void     ingot_transcript_view_clear_stop (IngotTranscriptView *self);

/* Opens or folds; FALSE if there is nothing to. */
gboolean ingot_transcript_view_activate_stop (IngotTranscriptView *self, const IngotStop *stop);
gboolean ingot_transcript_view_open_link (IngotTranscriptView *self, const char *target);
gboolean ingot_transcript_view_query_link (IngotTranscriptView *self, int x, int y, gboolean keyboard,
                                           GtkTooltip *tooltip);
void     ingot_transcript_view_draw_stop (IngotTranscriptView *self, GtkSnapshot *snapshot);

/* --- Clipboards (ingot-view-clipboard.c) --- */

void ingot_transcript_view_copy_clipboard (IngotTranscriptView *self);
void ingot_transcript_view_copy_markdown (IngotTranscriptView *self);
void ingot_transcript_view_update_primary (IngotTranscriptView *self);
void ingot_transcript_view_begin_drag (IngotTranscriptView *self, GdkDevice *device, double x, double y);

/* --- Menu (ingot-view-menu.c) --- */

void ingot_transcript_view_menu_class_init (GtkWidgetClass *widget_class);
void ingot_transcript_view_pop_up_at (IngotTranscriptView *self, double x, double y);
void ingot_transcript_view_pop_up_at_caret (IngotTranscriptView *self);

G_END_DECLS
