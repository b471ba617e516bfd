/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-part-private.h"

G_BEGIN_DECLS

/**
 * IngotOpenFence:
 * @part: (nullable): that is nothing but one long block of code whose fence is still open, or %NULL
 * @mark, @length: what the fence is made of
 *
 * Code that is being written is a part that may become very long. As long as
 * its fence stays open, a line is just a line: only its last pieces need be made
 * again, and nothing be parsed. Anything unusual (an indented fence, a carriage
 * return) goes the long way.
 */
typedef struct
{
  const IngotPart *part;
  char mark;
  gsize length;
} IngotOpenFence;

/* Looks whether @part, the last one, is so; @all: (nullable): its blocks. */
void ingot_open_fence_look (IngotOpenFence *self, const char *source, const IngotPart *part, const GPtrArray *all);

/* Whether it is still so, now that the source, which ended at the part's end, ends at @end. */
gboolean ingot_open_fence_stays (const IngotOpenFence *self, const char *source, gsize end);

/**
 * ingot_open_fence_grow:
 * @part: that of the fence
 * @all: (inout): its blocks
 *
 * Returns: the first of its segments that is not as it was
 */
guint ingot_open_fence_grow (IngotPart *part, GPtrArray *all, const char *source, gsize end, gsize limit);

G_END_DECLS
