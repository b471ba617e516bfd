/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-block.h"
#include "ingot-run-builder-private.h"

G_BEGIN_DECLS

/* The line of the tree in which the head of a table stands. */
int ingot_table_get_head_line (cmark_node *table);

/* Rows, columns, alignments and a run for each cell. */
void ingot_table_fill (IngotBlock *block, const IngotParse *parse, cmark_node *table, guint n_quotes);

G_END_DECLS
