/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * What Markdown becomes: a flat list of leaf blocks, each with the containers that it lies in. Blocks are
 * immutable and counted; their fields are for reading. "Source" is the text of one turn. All offsets are in
 * bytes: of the source where the name has "source", else of the run's shown text. Source offsets count from
 * the start of the turn.
 */

/* Limits of one run; longer ones are cut, see IngotBlock.piece. */
#define INGOT_RUN_MAX_BYTES 8192
#define INGOT_RUN_MAX_LINES 60
/* Deeper containers and spans are dropped; what is in them is kept. */
#define INGOT_MAX_NESTING 16

typedef enum
{
  INGOT_BLOCK_PARAGRAPH, /* also the empty block that an empty list item, quote or footnote is shown by */
  INGOT_BLOCK_HEADING,
  INGOT_BLOCK_CODE,
  INGOT_BLOCK_TABLE,
  INGOT_BLOCK_RULE,      /* one run, empty */
  INGOT_BLOCK_HTML,      /* raw HTML, shown as it is written */
  INGOT_BLOCK_PLAIN,     /* text that is no Markdown, with its newlines */
} IngotBlockKind;

typedef enum
{
  INGOT_SPAN_EMPHASIS,
  INGOT_SPAN_STRONG,
  INGOT_SPAN_STRIKETHROUGH,
  INGOT_SPAN_CODE,
  INGOT_SPAN_LINK,
  INGOT_SPAN_IMAGE,    /* its text is the alternative text, or the address where there is none */
  INGOT_SPAN_FOOTNOTE, /* a reference; its text is the label */
  INGOT_SPAN_HTML,     /* an inline tag, shown as it is written */
} IngotSpanKind;

/**
 * IngotSpan:
 * @start, @end: in the shown text; never empty
 * @source_start, @source_end: with its markup
 * @inner_start, @inner_end: without its markup
 * @target: (nullable): the address of a link or image, any scheme, as the author meant it; hostile. The label of a
 *   footnote reference. Else %NULL
 *
 * Spans are in the order of their starts, outer ones first.
 */
typedef struct
{
  IngotSpanKind kind;
  guint32 start;
  guint32 end;
  guint32 source_start;
  guint32 source_end;
  guint32 inner_start;
  guint32 inner_end;
  char *target;
} IngotSpan;

/* Shown bytes and where they come from. Equal lengths go byte by byte, others (an entity) are one whole. */
typedef struct
{
  guint32 shown;
  guint32 source;
  guint32 shown_length;
  guint32 source_length;
} IngotMapping;

/**
 * IngotRun:
 * @text: what is shown, UTF-8 without NUL. A soft break is a space, a hard break a newline; code has its newlines,
 *   but none at the end
 * @length: of @text
 * @map: in ascending order, both ways
 * @source_start, @source_end: of the text of this run, without the block's own markup
 *
 * What is laid out at once: a paragraph or heading, at most 60 lines of code, one cell of a table.
 */
typedef struct
{
  char *text;
  guint32 length;
  IngotSpan *spans;
  guint n_spans;
  IngotMapping *map;
  guint n_map;
  guint32 source_start;
  guint32 source_end;
} IngotRun;

/* Where shown byte @offset stands in the source, and back; both clamp, the nearest following where nothing fits. */
gsize ingot_run_to_source (const IngotRun *run, gsize offset);
gsize ingot_run_to_shown  (const IngotRun *run, gsize source_offset);

typedef enum
{
  INGOT_CONTAINER_QUOTE,
  INGOT_CONTAINER_BULLET,   /* a list item */
  INGOT_CONTAINER_ORDERED,  /* a list item with a number */
  INGOT_CONTAINER_FOOTNOTE, /* the definition of a footnote */
} IngotContainerKind;

typedef enum
{
  INGOT_TASK_NONE,
  INGOT_TASK_OPEN,
  INGOT_TASK_DONE,
} IngotTask;

/**
 * IngotContainer:
 * @is_first: the block is the first in it: the bullet, number or label stands beside it
 * @is_tight: the list has no blank lines between its items
 * @ordinal: of an ordered item
 * @source_start: where it begins; tells one container from its neighbour, also across blocks
 * @label: (nullable): of a footnote
 */
typedef struct
{
  IngotContainerKind kind;
  gboolean is_first;
  gboolean is_tight;
  IngotTask task;
  guint ordinal;
  guint32 source_start;
  char *label;
} IngotContainer;

typedef enum
{
  INGOT_ALIGN_START, /* nothing said */
  INGOT_ALIGN_LEFT,
  INGOT_ALIGN_CENTER,
  INGOT_ALIGN_RIGHT,
} IngotAlign;

/**
 * IngotBlock:
 * @level: of a heading, 1 to 6
 * @language: (nullable): of code: the first word after the fence; hostile, any length
 * @is_fenced: code between fences, not indented
 * @fence: (nullable): the fence, without what follows it
 * @containers: from the outermost in
 * @runs: one; of a table @n_rows × @n_columns, row after row
 * @has_head: the first row is the table's head (not so in later pieces)
 * @alignments: @n_columns of them
 * @piece: 0, or the number of the piece of a paragraph, heading, code block, HTML block or table that was too
 *   long for one run. All pieces have the same containers, but is_first only in the first
 * @is_last_piece: nothing of it follows
 * @is_joined: between the piece before and this one there is nothing, not even a line end
 * @source_start, @source_end: whole lines, containers' markers, fences and all, without the last line's end; of a
 *   piece that begins or ends within a line, up to there
 */
typedef struct
{
  IngotBlockKind kind;
  guint level;
  char *language;
  gboolean is_fenced;
  char *fence;
  IngotContainer *containers;
  guint n_containers;
  IngotRun *runs;
  guint n_runs;
  guint n_rows;
  guint n_columns;
  gboolean has_head;
  IngotAlign *alignments;
  guint piece;
  gboolean is_last_piece;
  gboolean is_joined;
  guint32 source_start;
  guint32 source_end;
} IngotBlock;

#define INGOT_TYPE_BLOCK (ingot_block_get_type ())
GType ingot_block_get_type (void);

IngotBlock *ingot_block_ref   (const IngotBlock *block);
void        ingot_block_unref (IngotBlock *block);

/* Everything equal, source ranges too. */
gboolean ingot_block_equal (const IngotBlock *a, const IngotBlock *b);

/* Equal as they look and lie: all but the places in the source. Layouts of one fit the other. */
gboolean ingot_block_looks_equal (const IngotBlock *a, const IngotBlock *b);

/* Whether the address may be opened: http, https, mailto. (nullable) @target */
gboolean ingot_target_is_safe (const char *target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotBlock, ingot_block_unref)

G_END_DECLS
