/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cmark-gfm.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * IngotParse:
 * @text: what was parsed: the source from @base on, or a copy of it in which markers that nest too deeply are
 *   replaced, byte for byte
 * @original: (nullable): the source from @base on where @text is such a copy
 * @lines: (element-type guint32): where each line of @text begins, and at the end the length
 * @prelude_lines: lines that stand before it in @root
 *
 * A part of a turn's source as cmark's tree.
 */
typedef struct
{
  const char *text;
  gsize length;
  gsize base;
  const char *original;
  char *copy;
  GArray *lines;
  int prelude_lines;
  cmark_node *root;
} IngotParse;

/**
 * ingot_parse_new:
 * @prelude: (nullable): Markdown that is put before it; must leave no block open
 *
 * Parses @source from @start, which must be the start of a line, to before @end. @source must outlive it.
 */
IngotParse *ingot_parse_new  (const char *source, gsize start, gsize end, const char *prelude);
void        ingot_parse_free (IngotParse *parse);

/* The first line of a node; of a paragraph that a table was cut off from, the table's. */
int ingot_parse_get_line (cmark_node *node);

/* Where a line of the tree begins and ends (without its line end) in @text. Clamps. */
gsize ingot_parse_get_line_start (const IngotParse *parse, int line);
gsize ingot_parse_get_line_end   (const IngotParse *parse, int line);

/* The blocks at the top: offsets in the source at which one begins, without the first. (element-type gsize) */
GArray *ingot_parse_dup_boundaries (const IngotParse *parse);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotParse, ingot_parse_free)

G_END_DECLS
