/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-accessible-geometry.h"
#include "ingot-accessible-tree.h"
#include "ingot-transcript-accessible.h"

#define N_ARTICLES 100
#define NEAR 10                /* turns that are to be there beyond those in sight */
#define UPDATE_MS 500          /* nobody listens faster */
#define MAX_BYTES (256 * 1024) /* of a turn that is looked through just because the caret is in it */

typedef struct
{
  IngotAccessibleNode *node;
  IngotTurn *turn; /* the first one that is shown; tells articles from one another */
  gboolean is_dirty;
} Article;

struct _IngotTranscriptAccessible
{
  IngotAccessibleHost host; /* first: nodes know no more */
  IngotTranscriptView *view;
  GPtrArray *articles;      /* of Article */
  guint first;              /* number of the shown turn that the first article is for */
  IngotAccessibleNode *focused;
  guint update_id;
};

static IngotTranscriptAccessible *
get_self (IngotAccessibleHost *host)
{
  return (IngotTranscriptAccessible *) (gpointer) host;
}

static void
fill (IngotAccessibleHost *host, IngotAccessibleNode *article)
{
  ingot_accessible_tree_update (article);
}

static gboolean
get_bounds (IngotAccessibleHost *host, IngotAccessibleNode *node, GdkRectangle *bounds)
{
  return ingot_accessible_get_bounds (get_self (host)->view, node, bounds);
}

static gboolean
get_caret (IngotAccessibleHost *host, IngotAccessibleNode *node, gsize *offset)
{
  return ingot_accessible_get_caret (get_self (host)->view, node, offset);
}

static gboolean
get_selection (IngotAccessibleHost *host, IngotAccessibleNode *node, gsize *start, gsize *end)
{
  return ingot_accessible_get_selection (get_self (host)->view, node, start, end);
}

static gboolean
get_line (IngotAccessibleHost *host, IngotAccessibleNode *node, gsize offset, gsize *start, gsize *end)
{
  return ingot_accessible_get_line (get_self (host)->view, node, offset, start, end);
}

static gboolean
get_extents (IngotAccessibleHost *host, IngotAccessibleNode *node, gsize start, gsize end, GdkRectangle *extents)
{
  return ingot_accessible_get_extents (get_self (host)->view, node, start, end, extents);
}

static gboolean
get_offset (IngotAccessibleHost *host, IngotAccessibleNode *node, double x, double y, gsize *offset)
{
  return ingot_accessible_get_offset (get_self (host)->view, node, x, y, offset);
}

static void
article_free (gpointer data)
{
  Article *article = data;

  g_object_unref (article->node);
  g_object_unref (article->turn);
  g_free (article);
}

static Article *
article_new (IngotTranscriptAccessible *self, IngotShownTurn *turn)
{
  Article *article = g_new0 (Article, 1);
  IngotTurn *first = ingot_shown_turn_get_first (turn);
  const char *deployment = ingot_turn_get_deployment_name (first);
  g_autofree char *name = NULL;

  article->turn = g_object_ref (first);
  article->node = ingot_accessible_node_new (&self->host, GTK_ACCESSIBLE_ROLE_ARTICLE);
  if (ingot_shown_turn_is_user (turn))
    name = g_strdup (_("You"));
  else
    name = g_strdup_printf (_("Reply from %s"), deployment != NULL ? deployment : _("Unknown"));
  ingot_accessible_node_set_label (article->node, name);
  return article;
}

static void
set_turn (IngotTranscriptAccessible *self, Article *article, IngotShownTurn *turn)
{
  ingot_accessible_node_set_turn (article->node, turn);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (article->node),
                                  GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) turn->number + 1,
                                  GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) self->view->turns->len,
                                  -1);
}

static void
drop_focus (IngotTranscriptAccessible *self)
{
  if (self->focused != NULL)
    ingot_accessible_node_set_focused (self->focused, FALSE);
  g_clear_object (&self->focused);
}

static Article *
take_article (GPtrArray *articles, IngotTurn *turn)
{
  for (guint i = 0; i < articles->len; i++)
    if (((Article *) articles->pdata[i])->turn == turn)
      return g_ptr_array_steal_index (articles, i);
  return NULL;
}

/* GTK walks along the articles whenever one comes or goes, so their chain has to hold at every moment. */
static void
link_articles (IngotTranscriptAccessible *self)
{
  GtkAccessible *next = GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->view)));

  for (guint i = self->articles->len; i > 0; i--)
    {
      IngotAccessibleNode *node = ((Article *) self->articles->pdata[i - 1])->node;

      ingot_accessible_node_set_next (node, next);
      next = GTK_ACCESSIBLE (node);
    }
}

static void
announce_articles (IngotTranscriptAccessible *self, GPtrArray *added)
{
  for (guint i = 0; i < added->len; i++)
    ingot_accessible_node_enter (added->pdata[i]);
}

void
ingot_transcript_accessible_update_turns (IngotTranscriptAccessible *self)
{
  g_autoptr(GPtrArray) before = g_steal_pointer (&self->articles);
  g_autoptr(GPtrArray) added = g_ptr_array_new ();
  guint n = self->view->turns->len;

  self->articles = g_ptr_array_new_with_free_func (article_free);
  self->first = MIN (self->first, n > N_ARTICLES ? n - N_ARTICLES : 0);
  for (guint i = self->first; i < MIN (n, self->first + N_ARTICLES); i++)
    {
      IngotShownTurn *turn = self->view->turns->pdata[i];
      Article *article = take_article (before, ingot_shown_turn_get_first (turn));

      if (article == NULL)
        {
          article = article_new (self, turn);
          g_ptr_array_add (added, article->node);
        }
      set_turn (self, article, turn);
      g_ptr_array_add (self->articles, article);
    }
  if (before->len > 0)
    drop_focus (self);
  link_articles (self);
  for (guint i = 0; i < before->len; i++)
    ingot_accessible_node_leave (((Article *) before->pdata[i])->node);
  announce_articles (self, added);
}

void
ingot_transcript_accessible_show (IngotTranscriptAccessible *self, guint first, guint last)
{
  guint n = self->view->turns->len;
  guint from = first > NEAR ? first - NEAR : 0;
  guint middle = (first + last) / 2;

  if (from >= self->first && MIN (n, last + NEAR) <= self->first + N_ARTICLES)
    return;
  self->first = middle > N_ARTICLES / 2 ? middle - N_ARTICLES / 2 : 0;
  ingot_transcript_accessible_update_turns (self);
}

static Article *
find_article (IngotTranscriptAccessible *self, guint turn)
{
  if (turn < self->first || turn - self->first >= self->articles->len)
    return NULL;
  return self->articles->pdata[turn - self->first];
}

static void
update_cb (gpointer user_data)
{
  IngotTranscriptAccessible *self = user_data;

  self->update_id = 0;
  for (guint i = 0; i < self->articles->len; i++)
    {
      Article *article = self->articles->pdata[i];

      if (!article->is_dirty)
        continue;
      article->is_dirty = FALSE;
      if (ingot_accessible_node_is_filled (article->node))
        ingot_accessible_tree_update (article->node);
    }
}

void
ingot_transcript_accessible_update_turn (IngotTranscriptAccessible *self, IngotShownTurn *turn)
{
  Article *article = find_article (self, turn->number);

  if (article == NULL)
    return;
  ingot_accessible_node_forget_text (article->node);
  article->is_dirty = TRUE;
  if (self->update_id == 0)
    self->update_id = g_timeout_add_once (UPDATE_MS, update_cb, self);
}

/* The node that the caret is in; NULL if that is not looked through. */
static IngotAccessibleNode *
find_at_caret (IngotTranscriptAccessible *self)
{
  Article *article = self->view->has_caret ? find_article (self, self->view->caret.turn) : NULL;

  if (article == NULL)
    return NULL;
  if (!ingot_accessible_node_is_filled (article->node))
    {
      IngotShownTurn *turn = self->view->turns->pdata[self->view->caret.turn];

      if (ingot_shown_turn_get_length (turn, INGOT_PART_TEXT) > MAX_BYTES)
        return NULL;
      ingot_accessible_node_set_filled (article->node, TRUE);
      ingot_accessible_tree_update (article->node);
    }
  return ingot_accessible_tree_find (article->node, &self->view->caret);
}

void
ingot_transcript_accessible_update_caret (IngotTranscriptAccessible *self)
{
  IngotAccessibleNode *node = find_at_caret (self);
  IngotAccessibleNode *before = self->focused;

  if (before != node && before != NULL)
    {
      gtk_accessible_text_update_selection_bound (GTK_ACCESSIBLE_TEXT (before));
      drop_focus (self);
    }
  if (node == NULL)
    return;
  g_set_object (&self->focused, node);
  ingot_accessible_node_set_focused (node, gtk_widget_has_focus (GTK_WIDGET (self->view)));
  gtk_accessible_text_update_caret_position (GTK_ACCESSIBLE_TEXT (node));
  gtk_accessible_text_update_selection_bound (GTK_ACCESSIBLE_TEXT (node));
}

GtkAccessible *
ingot_transcript_accessible_get_first (IngotTranscriptAccessible *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  if (self->articles->len > 0)
    return g_object_ref (GTK_ACCESSIBLE (((Article *) self->articles->pdata[0])->node));
  return child != NULL ? g_object_ref (GTK_ACCESSIBLE (child)) : NULL;
}

IngotTranscriptAccessible *
ingot_transcript_accessible_new (IngotTranscriptView *view)
{
  IngotTranscriptAccessible *self = g_new0 (IngotTranscriptAccessible, 1);

  self->host = (IngotAccessibleHost) {
    .view = GTK_WIDGET (view),
    .fill = fill,
    .get_bounds = get_bounds,
    .get_caret = get_caret,
    .get_selection = get_selection,
    .get_line = get_line,
    .get_extents = get_extents,
    .get_offset = get_offset,
  };
  self->view = view;
  self->articles = g_ptr_array_new_with_free_func (article_free);
  return self;
}

void
ingot_transcript_accessible_free (IngotTranscriptAccessible *self)
{
  g_clear_handle_id (&self->update_id, g_source_remove);
  drop_focus (self);
  for (guint i = 0; i < self->articles->len; i++)
    ingot_accessible_node_leave (((Article *) self->articles->pdata[i])->node);
  g_ptr_array_unref (self->articles);
  g_free (self);
}
