/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

#include "text/ingot-block.h"

G_BEGIN_DECLS

/* How many pieces of a block of code are read one after the other: what begins before them is not known. */
#define INGOT_HIGHLIGHTER_PIECES 8

/**
 * IngotHighlighter:
 *
 * Finds the colours of code, in small steps, with a hidden buffer of
 * GtkSourceView; remembers those of the pieces that were asked for last. There
 * is one for all transcripts. When the desktop becomes dark or light, it
 * forgets them. Main thread only.
 */
#define INGOT_TYPE_HIGHLIGHTER (ingot_highlighter_get_type ())
G_DECLARE_FINAL_TYPE (IngotHighlighter, ingot_highlighter, INGOT, HIGHLIGHTER, GObject)

/* (transfer none) */
IngotHighlighter *ingot_highlighter_get_default (void);

/* Whether a block may have colours at all. */
gboolean ingot_highlighter_can_color (const IngotBlock *block);

/**
 * ingot_highlighter_recall:
 * @length: (out): for how many of the block's bytes; less than all if it has grown since
 *
 * Returns: (transfer none) (nullable): what is known of this piece of code by now
 */
PangoAttrList *ingot_highlighter_recall (IngotHighlighter *self, const IngotBlock *block, gsize *length);

/**
 * ingot_highlighter_work:
 * @before: the pieces of the same block that come before it, at most %INGOT_HIGHLIGHTER_PIECES less one
 *
 * Reads some kilobytes more.
 *
 * Returns: whether that was all: then ingot_highlighter_recall() has it
 */
gboolean ingot_highlighter_work (IngotHighlighter *self, const IngotBlock *block, const char *before);

G_END_DECLS
