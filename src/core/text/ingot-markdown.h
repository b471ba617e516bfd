/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-block.h"

G_BEGIN_DECLS

/* The size that segments aim at, in bytes of source. */
#define INGOT_SEGMENT_BYTES 8192

/**
 * IngotMarkdown:
 *
 * The Markdown of one turn, which may still be growing: its source, cut into
 * segments, and the blocks of each segment, parsed when they are asked for.
 *
 * Segments follow one another without a gap. Each is whole top-level blocks,
 * at most %INGOT_SEGMENT_BYTES of them; a block that is longer has segments of
 * its own, each some of its pieces. A turn up to that size is one segment and is
 * not parsed to know that. An empty turn has none.
 *
 * At any time segments and blocks are as if the whole source had been parsed at
 * once, with these intended differences from other renderers: footnotes stay
 * where they are defined, referenced or not, and show their labels; containers
 * deeper than %INGOT_MAX_NESTING are flattened.
 *
 * Only for the main thread (the parser has global state). No I/O.
 */
#define INGOT_TYPE_MARKDOWN (ingot_markdown_get_type ())
G_DECLARE_FINAL_TYPE (IngotMarkdown, ingot_markdown, INGOT, MARKDOWN, GObject)

/* @source: may be empty */
IngotMarkdown *ingot_markdown_new (const char *source);

/* Text that is no Markdown, such as what a person typed: shown as it is, and also copied as it is. */
IngotMarkdown *ingot_markdown_new_plain (void);

/**
 * ingot_markdown_append:
 * @text: whole characters. Bytes that are not UTF-8, and NULs, become U+FFFD
 * @length: in bytes, or -1
 *
 * The turn grew. What it costs depends on @text and the last block, not on
 * what went before.
 *
 * Returns: the index of the first segment that is not as it was; all before it are, blocks and all.
 *   The number of segments where none changed
 */
guint ingot_markdown_append (IngotMarkdown *self, const char *text, gssize length);

/**
 * ingot_markdown_finish:
 *
 * Nothing follows. Cuts the whole source again, as a check on what was cut bit by bit.
 *
 * Returns: as ingot_markdown_append()
 */
guint ingot_markdown_finish (IngotMarkdown *self);

/* Valid until it grows. */
const char *ingot_markdown_get_source (IngotMarkdown *self);
gsize       ingot_markdown_get_source_length (IngotMarkdown *self);

guint ingot_markdown_get_n_segments (IngotMarkdown *self);

/* From @start to before @end. */
void ingot_markdown_get_segment (IngotMarkdown *self, guint segment, gsize *start, gsize *end);

/* The segment that has this place of the source; the last one for its end. */
guint ingot_markdown_find_segment (IngotMarkdown *self, gsize source_offset);

/**
 * ingot_markdown_get_blocks:
 *
 * Parses the segment where it is not parsed. While the turn grows, blocks that are as they were are the same
 * pointers as before, unless they were dropped.
 *
 * Returns: (transfer none) (element-type IngotBlock): a block may be taken a reference to; the array is valid until
 *   the turn grows or the blocks are dropped. Empty where the segment shows nothing (only definitions of links)
 */
const GPtrArray *ingot_markdown_get_blocks (IngotMarkdown *self, guint segment);

/* Frees them until they are asked for again; then equal ones come. */
void ingot_markdown_drop_blocks (IngotMarkdown *self, guint segment);

/* Whether they are in memory. */
gboolean ingot_markdown_has_blocks (IngotMarkdown *self, guint segment);

/* A place in what is shown. Byte @offset of run @run of block @block of segment @segment. */
typedef struct
{
  guint segment;
  guint block;
  guint run;
  gsize offset;
} IngotPlace;

/**
 * ingot_markdown_locate:
 *
 * The place that shows the source at @source_offset: for markup the first character after it in its block, between
 * two blocks the start of the second, after the last its end. Parses one segment, seldom two.
 *
 * Returns: whether anything is shown at all
 */
gboolean ingot_markdown_locate (IngotMarkdown *self, gsize source_offset, IngotPlace *place);

/* Where in the source the character at this place is. */
gsize ingot_markdown_get_source_offset (IngotMarkdown *self, const IngotPlace *place);

G_END_DECLS
