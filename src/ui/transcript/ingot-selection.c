/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-transcript-private.h"

gboolean
ingot_transcript_view_get_selected (IngotTranscriptView *self, const IngotPosition *run, gsize length, gsize *start,
                                    gsize *end)
{
  gboolean forward = ingot_position_compare (&self->bound, &self->caret) <= 0;
  const IngotPosition *first = forward ? &self->bound : &self->caret;
  const IngotPosition *last = forward ? &self->caret : &self->bound;
  IngotPosition run_end = *run;

  run_end.place.offset = length;
  if (!self->has_caret || ingot_position_compare (last, run) <= 0 || ingot_position_compare (first, &run_end) >= 0)
    return FALSE;
  *start = ingot_position_compare (first, run) > 0 ? MIN (first->place.offset, length) : 0;
  *end = ingot_position_compare (last, &run_end) < 0 ? MIN (last->place.offset, length) : length;
  return TRUE;
}
