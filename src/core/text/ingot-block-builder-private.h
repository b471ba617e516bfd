/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-block.h"
#include "ingot-parse-private.h"

G_BEGIN_DECLS

/* The leaf blocks of a tree, without the prelude's, in the order of the source, cut into pieces. (transfer full) */
GPtrArray *ingot_blocks_new (const IngotParse *parse);

/* The same of text that is no Markdown. */
GPtrArray *ingot_blocks_new_plain (const char *source, gsize start, gsize end);

/* Adds @block (transfer full) to @blocks, or the pieces that it has to be cut into. */
void ingot_block_cut (IngotBlock *block, GPtrArray *blocks);

/* The same for the rest of code from piece @number on; @joined: that piece's is_joined. */
void ingot_block_cut_rest (IngotBlock *rest, guint number, gboolean joined, GPtrArray *blocks);

G_END_DECLS
