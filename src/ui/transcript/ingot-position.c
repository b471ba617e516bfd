/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-position.h"

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

int
ingot_position_compare (const IngotPosition *a, const IngotPosition *b)
{
  if (a->turn != b->turn)
    return COMPARE (a->turn, b->turn);
  if (a->part != b->part)
    return COMPARE (a->part, b->part);
  if (a->place.segment != b->place.segment)
    return COMPARE (a->place.segment, b->place.segment);
  if (a->place.block != b->place.block)
    return COMPARE (a->place.block, b->place.block);
  if (a->place.run != b->place.run)
    return COMPARE (a->place.run, b->place.run);
  return COMPARE (a->place.offset, b->place.offset);
}

gboolean
ingot_position_equal (const IngotPosition *a, const IngotPosition *b)
{
  return ingot_position_compare (a, b) == 0;
}
