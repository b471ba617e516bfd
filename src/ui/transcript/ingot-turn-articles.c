/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-turn-accessible.h"
#include "ingot-turn-articles.h"

#define MAX_ARTICLES 100 /* the newest */

struct _IngotTurnArticles
{
  GtkWidget *parent;
  GPtrArray *articles; /* of IngotTurnAccessible or NULL, one for each turn */
};

static void
article_free (gpointer article)
{
  g_clear_object (&article);
}

IngotTurnArticles *
ingot_turn_articles_new (GtkWidget *parent)
{
  IngotTurnArticles *self = g_new0 (IngotTurnArticles, 1);

  self->parent = parent;
  self->articles = g_ptr_array_new_with_free_func (article_free);
  return self;
}

void
ingot_turn_articles_free (IngotTurnArticles *self)
{
  g_ptr_array_unref (self->articles);
  g_free (self);
}

static guint
find_first (IngotTurnArticles *self)
{
  return self->articles->len > MAX_ARTICLES ? self->articles->len - MAX_ARTICLES : 0;
}

/* GTK walks along the articles whenever one comes or goes, so their chain must hold at every moment: all is linked
 * before anything is told, and what goes is unlinked from the end on. */
static void
drop (IngotTurnArticles *self, guint from, guint to)
{
  GtkAccessible *next = GTK_ACCESSIBLE (gtk_widget_get_first_child (self->parent));

  for (guint i = to; i > from && self->articles->pdata[i - 1] != NULL; i--)
    {
      ingot_turn_accessible_leave (self->articles->pdata[i - 1]);
      if (i > 1 && self->articles->pdata[i - 2] != NULL)
        ingot_turn_accessible_set_next (self->articles->pdata[i - 2], next);
      g_clear_object ((GObject **) &self->articles->pdata[i - 1]);
    }
}

static void
enter (IngotTurnArticles *self, guint position, GListModel *turns)
{
  GtkAccessible *next = GTK_ACCESSIBLE (gtk_widget_get_first_child (self->parent));

  for (guint i = self->articles->len; i > find_first (self); i--)
    {
      g_autoptr(IngotTurn) turn = g_list_model_get_item (turns, i - 1);

      if (self->articles->pdata[i - 1] == NULL)
        {
          self->articles->pdata[i - 1] = ingot_turn_accessible_new (turn, self->parent);
          position = MIN (position, i - 1);
        }
      ingot_turn_accessible_set_next (self->articles->pdata[i - 1], next);
      next = GTK_ACCESSIBLE (self->articles->pdata[i - 1]);
    }
  for (guint i = MAX (position, find_first (self)); i < self->articles->len; i++)
    ingot_turn_accessible_enter (self->articles->pdata[i]);
}

void
ingot_turn_articles_update (IngotTurnArticles *self, guint position, GListModel *turns)
{
  if (position < self->articles->len)
    drop (self, position, self->articles->len);
  g_ptr_array_set_size (self->articles, turns != NULL ? (int) g_list_model_get_n_items (turns) : 0);
  if (turns == NULL)
    return;
  enter (self, position, turns);
  drop (self, 0, find_first (self));
}

GtkAccessible *
ingot_turn_articles_get_first (IngotTurnArticles *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->parent);
  guint first = find_first (self);

  if (first < self->articles->len && self->articles->pdata[first] != NULL)
    return g_object_ref (GTK_ACCESSIBLE (self->articles->pdata[first]));
  return child != NULL ? g_object_ref (GTK_ACCESSIBLE (child)) : NULL;
}
