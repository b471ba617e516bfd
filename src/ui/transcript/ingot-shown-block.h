/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ingot-text-style.h"
#include "text/ingot-block.h"

G_BEGIN_DECLS

/* What blocks are laid out with: the same for all of a transcript. */
typedef struct
{
  PangoContext *context;
  PangoContext *ltr_context;  /* for code, which reads from left to right everywhere */
  IngotTextStyle *style;
  GtkTextDirection direction; /* of the widget: of text that has none */
  gboolean dim;               /* reasoning */
  const struct _IngotShownBlock *first_piece; /* (nullable): of the table that is laid out: gives it its columns */
} IngotLayoutContext;

/* One layout; in pixels from the left and the top of the segment, before the block is scrolled sideways. */
typedef struct
{
  PangoLayout *layout; /* NULL only for a rule */
  int x, y, width, height;
} IngotShownRun;

/* The bullet, number, box or label of an item or footnote that begins with a block; the bar of a quotation. */
typedef struct
{
  PangoLayout *layout; /* (nullable): NULL for a bar */
  int x, y;
  gboolean joins;      /* the bar of the block before it goes on */
} IngotMarker;

/**
 * IngotShownBlock:
 * @x, @y, @width, @height: its box (code, tables, rules) or where its text stands, in pixels of the segment
 * @content_width: of code or a table: what is more than @width is scrolled to
 * @scroll: how far it is scrolled, from the left; kept while it is dropped by whoever shows it
 * @n_colored: of code: how many bytes of it have their colours
 * @columns, @rows: (nullable): where the columns and rows of a table begin within it, and where the last ones end
 *
 * A block that is laid out for a width. It has as many runs as its block.
 */
typedef struct _IngotShownBlock
{
  IngotBlock *block;
  IngotShownRun *runs;
  GArray *markers; /* (element-type IngotMarker): outermost first */
  GtkTextDirection direction;
  int for_width;
  int left;        /* of the width that it is laid out for */
  int x, y, width, height;
  int content_width;
  int scroll;
  int caption_height; /* of code: the line that names its language, within the box */
  PangoLayout *caption;
  gsize n_colored;
  GskRenderNode *node; /* (nullable): what was drawn of it, but for its markers */
  int *columns;
  int *rows;
  int *smallest;      /* of a table: the widths of its columns that ingot_table_divide() takes */
  int *natural;
} IngotShownBlock;

/* @before: (nullable): the block above it in the same segment */
IngotShownBlock *ingot_shown_block_new (const IngotBlock *block, const IngotBlock *before,
                                        const IngotLayoutContext *context, int width);
void             ingot_shown_block_free (IngotShownBlock *self);

/**
 * ingot_shown_block_resize:
 *
 * Lays it out for another width, with as little work as that takes.
 *
 * Returns: whether it could; otherwise it has to be made anew
 */
gboolean ingot_shown_block_resize (IngotShownBlock *self, const IngotLayoutContext *context, int width);

/* Puts it @y pixels below the top of its segment. */
void ingot_shown_block_move (IngotShownBlock *self, int y);

/* Puts what was laid out for a width @x pixels from the left of its segment. */
void ingot_shown_block_shift (IngotShownBlock *self, int x);

/* What is drawn of it is other than it was. */
void ingot_shown_block_redraw (IngotShownBlock *self);

/* How far below @before (nullable: nothing, in the same turn) a block stands. */
int ingot_shown_block_get_distance (const IngotBlock *block, const IngotBlock *before);

int ingot_shown_block_get_max_scroll (const IngotShownBlock *self);

/* Gives code the colours that are known by now. Returns whether it takes another room with them. */
gboolean ingot_shown_block_color (IngotShownBlock *self);

/* How wide its text is at most, whatever the width that it was laid out for. */
int ingot_shown_block_get_natural_width (const IngotShownBlock *self);

G_END_DECLS
