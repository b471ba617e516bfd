/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/ingot-turn.h"

G_BEGIN_DECLS

/**
 * IngotTurnAccessible:
 *
 * A turn as assistive technologies see it: an article that is called "You" or
 * "Reply from <deployment>" and has the turn's text. It is no widget; the view
 * that shows the turn is its parent and keeps the list of them.
 */
#define INGOT_TYPE_TURN_ACCESSIBLE (ingot_turn_accessible_get_type ())
G_DECLARE_FINAL_TYPE (IngotTurnAccessible, ingot_turn_accessible, INGOT, TURN_ACCESSIBLE, GObject)

/* @parent is not owned and outlives it, or calls ingot_turn_accessible_leave(). */
IngotTurnAccessible *ingot_turn_accessible_new (IngotTurn *turn, GtkWidget *parent);

/* @next: (nullable): what comes after it below the same parent; not owned */
void ingot_turn_accessible_set_next (IngotTurnAccessible *self, GtkAccessible *next);

/* Tells that it is there, once it is in its parent's list. */
void ingot_turn_accessible_enter (IngotTurnAccessible *self);

/* Tells that it goes; to be called while it is still in the list. */
void ingot_turn_accessible_leave (IngotTurnAccessible *self);

G_END_DECLS
