/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-definitions-private.h"
#include "ingot-markdown.h"
#include "ingot-parse-private.h"

G_BEGIN_DECLS

/**
 * IngotPart:
 * @start, @end: in the source
 * @cuts: (nullable) (element-type gsize): where its segments begin, the first left out; NULL for a single one
 * @is_cut: whether it is known
 * @definitions: (nullable): what is defined in it
 * @used: (nullable): keys of definitions that it may use, known after @has_used
 * @is_plain: its text is no Markdown
 * @blocks: of each segment, or NULL
 * @pool: (nullable): blocks that were here before, to be taken again where they are equal
 *
 * What is parsed at once: one segment, or one block that is too long for a segment, with all of its segments.
 */
typedef struct
{
  gsize start;
  gsize end;
  GArray *cuts;
  gboolean is_cut;
  GPtrArray *definitions;
  GHashTable *used;
  gboolean has_used;
  gboolean is_plain;
  GPtrArray **blocks;
  GPtrArray *pool;
} IngotPart;

IngotPart *ingot_part_new  (gsize start, gsize end);
void       ingot_part_free (IngotPart *part);

guint ingot_part_get_n_segments (const IngotPart *part);
void  ingot_part_get_segment    (const IngotPart *part, guint segment, gsize *start, gsize *end);

/**
 * ingot_part_parse:
 * @parsed: (nullable): the same text parsed already, without definitions from elsewhere
 *
 * Returns: (transfer full): all blocks of the part; those of its pool where they are equal
 */
GPtrArray *ingot_part_parse (IngotPart *part, const char *source, GPtrArray *definitions, const IngotParse *parsed);

/* Those of one segment; a new reference to each. */
GPtrArray *ingot_part_dup_blocks (const IngotPart *part, GPtrArray *all, guint segment);

/* Cuts a long block into segments by its pieces, of up to @limit bytes. */
void ingot_part_cut (IngotPart *part, GPtrArray *all, gsize limit);

/**
 * ingot_part_grow:
 * @all: its blocks, which are as they were before @changed
 * @end: where it ends by now
 *
 * Cuts it again, keeping the segments that are as they were.
 *
 * Returns: the first that is not
 */
guint ingot_part_grow (IngotPart *part, GPtrArray *all, gsize limit, gsize end, gsize changed);

/* What was parsed does not hold any more; it is kept to be compared with. */
void ingot_part_invalidate (IngotPart *part);

/* Adds the blocks that it has, or had, to @pool. */
void ingot_part_collect (const IngotPart *part, GPtrArray *pool);

/* Whether it may use one of these (element-type char*, keys). */
gboolean ingot_part_uses (IngotPart *part, const char *source, GHashTable *keys);

/* For tests: as if INGOT_SEGMENT_BYTES were @limit, so that short documents have many segments. */
IngotMarkdown *ingot_markdown_new_with_limit (gsize limit);

G_END_DECLS
