/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-accessible-node.h"

G_BEGIN_DECLS

/*
 * Below an article its text as nodes: headings, paragraphs, quotes, lists of items, tables of rows of cells, code.
 * What has text has its links as children.
 */

/* Makes them, or brings them in step with the turn, which may have grown, and tells what is other. */
void ingot_accessible_tree_update (IngotAccessibleNode *article);

/* The node whose text has a position of the article's turn, or NULL. */
IngotAccessibleNode *ingot_accessible_tree_find (IngotAccessibleNode *article, const IngotPosition *position);

G_END_DECLS
