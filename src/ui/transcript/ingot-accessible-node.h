/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-shown-turn.h"

G_BEGIN_DECLS

/**
 * IngotAccessibleNode:
 *
 * One thing of a conversation as assistive technologies see it: a turn, a
 * heading, a list item, a cell, a link. No widget: a node of a tree below the
 * view that draws it. Nodes with text implement #GtkAccessibleText; what Orca
 * reads is the text, and the name of what has none.
 *
 * A node keeps its block and its children. It lives until its turn or its
 * block goes; assistive technologies may keep it longer, then it says nothing.
 */
#define INGOT_TYPE_ACCESSIBLE_NODE (ingot_accessible_node_get_type ())
G_DECLARE_FINAL_TYPE (IngotAccessibleNode, ingot_accessible_node, INGOT, ACCESSIBLE_NODE, GObject)

/**
 * IngotAccessibleHost:
 *
 * What nodes ask of the view that they belong to.
 */
typedef struct _IngotAccessibleHost IngotAccessibleHost;

struct _IngotAccessibleHost
{
  GtkWidget *view;

  /* Makes the children of an article when somebody asks for them first. */
  void (*fill) (IngotAccessibleHost *host, IngotAccessibleNode *article);

  /* In pixels of the view; FALSE where it is not laid out. */
  gboolean (*get_bounds) (IngotAccessibleHost *host, IngotAccessibleNode *node, GdkRectangle *bounds);

  /* The caret in the node's text, in bytes; FALSE if it is elsewhere. */
  gboolean (*get_caret) (IngotAccessibleHost *host, IngotAccessibleNode *node, gsize *offset);

  /* What is selected of the node's text, in bytes; FALSE if nothing is. */
  gboolean (*get_selection) (IngotAccessibleHost *host, IngotAccessibleNode *node, gsize *start, gsize *end);

  /* The line, as it is wrapped, that has a byte of the node's text; FALSE where it is not laid out. */
  gboolean (*get_line) (IngotAccessibleHost *host, IngotAccessibleNode *node, gsize offset, gsize *start,
                        gsize *end);

  /* The rectangle of some bytes of the node's text, and the byte at a point of the view. */
  gboolean (*get_extents) (IngotAccessibleHost *host, IngotAccessibleNode *node, gsize start, gsize end,
                           GdkRectangle *extents);
  gboolean (*get_offset) (IngotAccessibleHost *host, IngotAccessibleNode *node, double x, double y, gsize *offset);
};

IngotAccessibleNode *ingot_accessible_node_new (IngotAccessibleHost *host, GtkAccessibleRole role);

/* (nullable): its name, where its text is not enough */
void                 ingot_accessible_node_set_label (IngotAccessibleNode *self, const char *label);

/* Of a heading, 1 to 6. */
void                 ingot_accessible_node_set_level (IngotAccessibleNode *self, guint level);

GtkAccessibleRole    ingot_accessible_node_get_role (IngotAccessibleNode *self);
IngotAccessibleHost *ingot_accessible_node_get_host (IngotAccessibleNode *self); /* (nullable): NULL once it left */

/* The turn that an article is for; of other nodes that of the article they lie in. (nullable) */
IngotShownTurn *ingot_accessible_node_get_turn (IngotAccessibleNode *self);
void            ingot_accessible_node_set_turn (IngotAccessibleNode *self, IngotShownTurn *turn);

/**
 * ingot_accessible_node_set_run:
 * @start, @end: the bytes of it that are the node's text
 *
 * Gives the node a text, or another one: then what is other is told.
 */
void ingot_accessible_node_set_run (IngotAccessibleNode *self, const IngotBlock *block, guint run, gsize start,
                                    gsize end);

/* (nullable): NULL while it has no run */
const IngotRun *ingot_accessible_node_get_run (IngotAccessibleNode *self, gsize *start, gsize *end);

/* (transfer none) (nullable): of a leaf */
const IngotBlock *ingot_accessible_node_get_block (IngotAccessibleNode *self);

/* Where its block is; kept by the tree. */
void ingot_accessible_node_set_place (IngotAccessibleNode *self, IngotPart part, const IngotPlace *place);
void ingot_accessible_node_get_position (IngotAccessibleNode *self, IngotPosition *position);

/* (transfer none): valid until the node changes; of an article all that it shows */
const char *ingot_accessible_node_get_text (IngotAccessibleNode *self);

/* Says that the text of an article is to be made anew when somebody asks. */
void ingot_accessible_node_forget_text (IngotAccessibleNode *self);

/* --- The tree --- */

IngotAccessibleNode *ingot_accessible_node_get_above (IngotAccessibleNode *self); /* (nullable) */
guint                ingot_accessible_node_get_n_children (IngotAccessibleNode *self);
IngotAccessibleNode *ingot_accessible_node_get_child (IngotAccessibleNode *self, guint index);

/* @child: (transfer full) */
void ingot_accessible_node_append (IngotAccessibleNode *self, IngotAccessibleNode *child);

/**
 * ingot_accessible_node_become:
 * @other: with the same role, known to nobody; nothing of it is to be used afterwards
 *
 * Makes the node what @other is, down to its children, and tells what is
 * other than before. Nodes that stay are the same objects, so that whoever reads
 * one is not thrown out of it while the text grows.
 */
void ingot_accessible_node_become (IngotAccessibleNode *self, IngotAccessibleNode *other);

/* Whether anybody has asked for the children of this article. */
gboolean ingot_accessible_node_is_filled (IngotAccessibleNode *self);
void     ingot_accessible_node_set_filled (IngotAccessibleNode *self, gboolean is_filled);

/* For articles: which one comes after it (nullable), and that it is new or gone. */
void ingot_accessible_node_set_next (IngotAccessibleNode *self, GtkAccessible *next);
void ingot_accessible_node_enter (IngotAccessibleNode *self);
void ingot_accessible_node_leave (IngotAccessibleNode *self);

/* Whether the caret is in it while the view has the focus. */
void ingot_accessible_node_set_focused (IngotAccessibleNode *self, gboolean is_focused);

/* ingot-accessible-text.c */
void ingot_accessible_node_text_init (GtkAccessibleTextInterface *iface);

G_END_DECLS
