/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-accessible-node.h"
#include "ingot-transcript-private.h"

G_BEGIN_DECLS

/*
 * Where nodes are in the view that draws them, in pixels of it, and what of their text is selected, in bytes of
 * that. All but the bounds are known only of what is laid out; then they return FALSE.
 */
gboolean ingot_accessible_get_bounds (IngotTranscriptView *view, IngotAccessibleNode *node, GdkRectangle *bounds);
gboolean ingot_accessible_get_caret (IngotTranscriptView *view, IngotAccessibleNode *node, gsize *offset);
gboolean ingot_accessible_get_selection (IngotTranscriptView *view, IngotAccessibleNode *node, gsize *start,
                                         gsize *end);
gboolean ingot_accessible_get_line (IngotTranscriptView *view, IngotAccessibleNode *node, gsize offset,
                                    gsize *start, gsize *end);
gboolean ingot_accessible_get_extents (IngotTranscriptView *view, IngotAccessibleNode *node, gsize start, gsize end,
                                       GdkRectangle *extents);
gboolean ingot_accessible_get_offset (IngotTranscriptView *view, IngotAccessibleNode *node, double x, double y,
                                      gsize *offset);

G_END_DECLS
