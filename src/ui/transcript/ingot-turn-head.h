/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-segment.h"

G_BEGIN_DECLS

/**
 * ingot_turn_head_new:
 * @y: where it begins
 * @end: (out): where what is below it begins
 *
 * Lays out who speaks and, if it thought, the line that folds that.
 */
IngotTurnHead *ingot_turn_head_new (IngotShownTurn *turn, const IngotLayoutContext *context, int width, int y,
                                    int *end);
void           ingot_turn_head_free (IngotTurnHead *self);

G_END_DECLS
