/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * IngotTurnArticles:
 *
 * The newest turns of a conversation as assistive technologies see them below
 * one widget: a chain of articles that comes before the widget's own children.
 */
typedef struct _IngotTurnArticles IngotTurnArticles;

/* @parent is not owned and outlives it; its first accessible child is to be what _get_first() tells. */
IngotTurnArticles *ingot_turn_articles_new (GtkWidget *parent);
void               ingot_turn_articles_free (IngotTurnArticles *self);

/* Says that the turns from @position on are others now. @turns: (nullable): #GListModel of #IngotTurn */
void ingot_turn_articles_update (IngotTurnArticles *self, guint position, GListModel *turns);

/* (transfer full) (nullable): the first article, else the first child of the widget */
GtkAccessible *ingot_turn_articles_get_first (IngotTurnArticles *self);

G_END_DECLS
