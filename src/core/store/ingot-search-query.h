/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ingot-search-hit.h"

G_BEGIN_DECLS

/**
 * IngotSearchQuery:
 *
 * What somebody typed to find something: words that must all occur, the last
 * one perhaps not written to its end. Nothing in it has another meaning than
 * itself.
 */
typedef struct _IngotSearchQuery IngotSearchQuery;

/* Returns: (nullable): NULL when there is nothing in @text that can be looked for */
IngotSearchQuery *ingot_search_query_new (const char *text);
void              ingot_search_query_free (IngotSearchQuery *self);

/* In the language of FTS5. */
const char *ingot_search_query_get_expression (IngotSearchQuery *self);

/**
 * ingot_search_query_find_passage:
 * @text: in which the query is known to occur; valid UTF-8
 * @position: (out): where the passage's match is in @text, in bytes
 * @ranges: (out): of #IngotSearchRange, what of the passage matches, in bytes of the passage
 *
 * What to show of @text: a line around the first place of the query's longest word.
 */
char *ingot_search_query_find_passage (IngotSearchQuery *self, const char *text, gsize *position,
                                       GArray **ranges);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotSearchQuery, ingot_search_query_free)

G_END_DECLS
