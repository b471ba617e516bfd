/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-movement.h"
#include "ingot-selection.h"
#include "ingot-view-input.h"

static void
sort (const IngotPosition *a, const IngotPosition *b, IngotPosition *first, IngotPosition *last)
{
  gboolean forward = ingot_position_compare (a, b) <= 0;

  *first = forward ? *a : *b;
  *last = forward ? *b : *a;
}

gboolean
ingot_transcript_view_get_selected (IngotTranscriptView *self, const IngotPosition *run, gsize length, gsize *start,
                                    gsize *end)
{
  IngotPosition first, last;
  IngotPosition run_end = *run;

  run_end.place.offset = length;
  if (!self->has_caret)
    return FALSE;
  sort (&self->bound, &self->caret, &first, &last);
  if (ingot_position_compare (&last, run) <= 0 || ingot_position_compare (&first, &run_end) >= 0)
    return FALSE;
  *start = ingot_position_compare (&first, run) > 0 ? MIN (first.place.offset, length) : 0;
  *end = ingot_position_compare (&last, &run_end) < 0 ? MIN (last.place.offset, length) : length;
  return TRUE;
}

gboolean
ingot_transcript_view_get_selection (IngotTranscriptView *self, IngotPosition *first, IngotPosition *last)
{
  if (!self->has_caret || ingot_position_equal (&self->bound, &self->caret))
    return FALSE;
  sort (&self->bound, &self->caret, first, last);
  return TRUE;
}

gboolean
ingot_transcript_view_is_selected (IngotTranscriptView *self, const IngotPosition *position)
{
  IngotPosition first, last;

  return ingot_transcript_view_get_selection (self, &first, &last) && ingot_position_compare (&first, position) <= 0
         && ingot_position_compare (position, &last) < 0;
}

/* Draws again what lies between the two. */
static void
redraw_between (IngotTranscriptView *self, const IngotPosition *a, const IngotPosition *b)
{
  IngotPosition first, last;

  sort (a, b, &first, &last);
  for (guint i = 0; i < self->laid_out->len; i++)
    {
      IngotSegment *segment = self->laid_out->pdata[i];
      IngotPosition start = { .turn = segment->turn->number, .part = segment->part };
      IngotPosition end;

      start.place.segment = segment->index;
      end = start;
      end.place.block = G_MAXUINT;
      if (ingot_position_compare (&start, &last) <= 0 && ingot_position_compare (&end, &first) >= 0)
        ingot_transcript_view_redraw_segment (self, segment);
    }
}

void
ingot_transcript_view_select (IngotTranscriptView *self, const IngotPosition *bound, const IngotPosition *caret)
{
  IngotPosition old_bound = self->bound, old_caret = self->caret;
  gboolean had_caret = self->has_caret;
  gboolean had_selection = had_caret && !ingot_position_equal (&old_bound, &old_caret);
  gboolean has_selection = !ingot_position_equal (bound, caret);

  if (had_caret && ingot_position_equal (&old_bound, bound) && ingot_position_equal (&old_caret, caret))
    return;
  self->has_caret = TRUE;
  self->bound = *bound;
  self->caret = *caret;
  if (had_selection && !ingot_position_equal (&old_bound, bound))
    redraw_between (self, &old_bound, &old_caret);
  else if (had_selection)
    redraw_between (self, &old_caret, caret);
  if (has_selection && (!had_selection || !ingot_position_equal (&old_bound, bound)))
    redraw_between (self, bound, caret);
  ingot_transcript_view_caret_moved (self);
}

void
ingot_transcript_view_select_all (IngotTranscriptView *self)
{
  IngotPosition start, end;

  if (ingot_transcript_view_get_start (self, &start) && ingot_transcript_view_get_end (self, &end))
    ingot_transcript_view_select (self, &start, &end);
}

void
ingot_transcript_view_unselect (IngotTranscriptView *self)
{
  IngotPosition caret = self->caret;

  if (self->has_caret)
    ingot_transcript_view_select (self, &caret, &caret);
}

/* A line of code or of what a person typed; of other blocks all of the run. */
static void
get_paragraph (const IngotRun *run, IngotPosition *start, IngotPosition *end)
{
  const char *at = run->text + MIN (start->place.offset, run->length);
  const char *from = at;

  while (from > run->text && from[-1] != '\n')
    from--;
  start->place.offset = from - run->text;
  end->place.offset = at - run->text + strcspn (at, "\n");
}

void
ingot_transcript_view_get_unit (IngotTranscriptView *self, const IngotPosition *position, IngotUnit unit,
                                IngotPosition *start, IngotPosition *end)
{
  const IngotRun *run = ingot_transcript_view_get_run (self, position, NULL);

  *start = *end = *position;
  if (run == NULL || unit == INGOT_UNIT_CHARACTER)
    return;
  if (unit == INGOT_UNIT_PARAGRAPH)
    get_paragraph (run, start, end);
  else
    ingot_transcript_view_get_word (self, position, &start->place.offset, &end->place.offset);
}

static gboolean
is_shown (IngotTranscriptView *self, const IngotPosition *position)
{
  return ingot_transcript_view_get_segment (self, position) != NULL
         && ingot_transcript_view_get_run (self, position, NULL) != NULL;
}

/* The nearest to where the caret was: it may have been in reasoning that was folded, or in a turn that is gone. */
static gboolean
find_place (IngotTranscriptView *self, IngotPosition *place)
{
  if (self->turns->len == 0)
    return FALSE;
  if (!self->has_caret)
    return (ingot_transcript_view_get_position_at (self, self->column_x, 0, place) && is_shown (self, place))
           || ingot_transcript_view_get_start (self, place);
  *place = (IngotPosition) { .turn = MIN (self->caret.turn, self->turns->len - 1), .part = INGOT_PART_TEXT };
  return is_shown (self, place) || ingot_transcript_view_next_run (self, place)
         || ingot_transcript_view_previous_run (self, place);
}

gboolean
ingot_transcript_view_ensure_caret (IngotTranscriptView *self)
{
  IngotPosition place;

  if (self->has_caret && is_shown (self, &self->caret))
    {
      if (!is_shown (self, &self->bound))
        ingot_transcript_view_unselect (self);
      return TRUE;
    }
  if (!find_place (self, &place))
    return FALSE;
  ingot_transcript_view_select (self, &place, &place);
  return TRUE;
}
