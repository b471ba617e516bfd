/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-block.h"

G_BEGIN_DECLS

/**
 * IngotSelected:
 * @block: one of the selected blocks
 * @first_run, @first: where the selection begins in it
 * @last_run, @last: where it ends
 */
typedef struct
{
  const IngotBlock *block;
  guint first_run;
  guint last_run;
  gsize first;
  gsize last;
} IngotSelected;

/* What of a run is selected. FALSE where nothing is. */
gboolean ingot_selected_get_range (const IngotSelected *selected, guint run, gsize *start, gsize *end);

gboolean ingot_selected_has_start (const IngotSelected *selected);
gboolean ingot_selected_has_end   (const IngotSelected *selected);

/* (element-type IngotSelected) */
char *ingot_copy_text (GArray *selection);
char *ingot_copy_html (GArray *selection);

/* Neither of the two ends is that of the whole turn. */
char *ingot_copy_markdown (GArray *selection, const char *source);

G_END_DECLS
