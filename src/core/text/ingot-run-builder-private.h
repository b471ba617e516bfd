/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-block.h"
#include "ingot-parse-private.h"

G_BEGIN_DECLS

/**
 * IngotRunBuilder:
 * @at: in the parse's text; walks along with what is shown
 * @end: of the block's text
 * @n_quotes: how many markers of quotes may stand at the start of a line
 *
 * Makes a run out of cmark's inlines, and finds the source of each character on the way. cmark's own columns are
 * wrong after escapes, in cells, after links to definitions and in lines that continue; but the tree tells what has
 * to come next in the source, so that it can be followed character by character.
 */
typedef struct
{
  const IngotParse *parse;
  gsize at;
  gsize end;
  guint n_quotes;
  gboolean is_literal; /* in the text of an address, backslashes are only themselves */
  gsize entity_end;    /* an entity may be two characters */
  GString *shown;
  GArray *spans;
  GArray *map;
  GArray *open;
} IngotRunBuilder;

void ingot_run_builder_init (IngotRunBuilder *self, const IngotParse *parse, gsize at, gsize end, guint n_quotes);

/* All inlines below @leaf. */
void ingot_run_builder_add_inlines (IngotRunBuilder *self, cmark_node *leaf);

/* Lines that are shown as they are, from the tree's line @line on. A line end at the end is left out. */
void ingot_run_builder_add_lines (IngotRunBuilder *self, const char *literal, int line);

/* Fills @run, and frees what the builder has. */
void ingot_run_builder_finish (IngotRunBuilder *self, IngotRun *run);

/* For its own files: @n shown bytes that come from @length bytes of the text at @from. */
void     ingot_run_builder_emit (IngotRunBuilder *self, const char *bytes, gsize n, gsize from, gsize length);
gboolean ingot_run_builder_skip_newline (IngotRunBuilder *self);

/* One that begins at "at", or NULL where spans nest too deeply. Valid until the next one. */
IngotSpan *ingot_run_builder_add_span (IngotRunBuilder *self, IngotSpanKind kind);

G_END_DECLS
