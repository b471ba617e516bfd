/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-transcript-private.h"

void
ingot_transcript_view_watch_position (IngotTranscriptView *self, IngotPosition *position)
{
  g_ptr_array_add (self->watched, position);
}

void
ingot_transcript_view_unwatch_position (IngotTranscriptView *self, IngotPosition *position)
{
  g_ptr_array_remove_fast (self->watched, position);
}

IngotSegment *
ingot_transcript_view_get_segment (IngotTranscriptView *self, const IngotPosition *position)
{
  IngotShownTurn *turn = position->turn < self->turns->len ? self->turns->pdata[position->turn] : NULL;
  IngotSegment *last, *segment;
  guint number;

  if (turn == NULL)
    return NULL;
  if (!turn->is_cut)
    {
      ingot_transcript_view_cut (self, turn);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
    }
  /* The last one always has text, and those of a part stand together. */
  last = self->segments->pdata[turn->first_segment + turn->n_segments - 1];
  number = position->part == INGOT_PART_TEXT ? last->number - last->index : turn->first_segment;
  number += position->place.segment;
  if (number > last->number)
    return NULL;
  segment = self->segments->pdata[number];
  return segment->part == position->part ? segment : NULL;
}

static const GPtrArray *
get_blocks (IngotTranscriptView *self, const IngotPosition *position)
{
  IngotShownTurn *turn = position->turn < self->turns->len ? self->turns->pdata[position->turn] : NULL;
  IngotMarkdown *text = turn != NULL ? ingot_shown_turn_get_text (turn, position->part) : NULL;

  if (text == NULL || position->place.segment >= ingot_markdown_get_n_segments (text))
    return NULL;
  return ingot_markdown_get_blocks (text, position->place.segment);
}

const IngotRun *
ingot_transcript_view_get_run (IngotTranscriptView *self, const IngotPosition *position, const IngotBlock **block)
{
  const GPtrArray *blocks = get_blocks (self, position);
  const IngotBlock *found;

  if (blocks == NULL || position->place.block >= blocks->len)
    return NULL;
  found = blocks->pdata[position->place.block];
  if (position->place.run >= found->n_runs)
    return NULL;
  if (block != NULL)
    *block = found;
  return &found->runs[position->place.run];
}

static gboolean
is_shown (IngotTranscriptView *self, guint number, IngotPart part)
{
  IngotShownTurn *turn = self->turns->pdata[number];

  return part == INGOT_PART_TEXT || turn->is_open;
}

static guint
count_segments (IngotTranscriptView *self, const IngotPosition *position)
{
  if (!is_shown (self, position->turn, position->part))
    return 0;
  return ingot_markdown_get_n_segments (ingot_shown_turn_get_text (self->turns->pdata[position->turn],
                                                                   position->part));
}

/* What nobody shows is forgotten once it was looked through. */
static void
leave_segment (IngotTranscriptView *self, const IngotPosition *position)
{
  IngotShownTurn *turn = self->turns->pdata[position->turn];
  IngotSegment *segment = turn->is_cut ? ingot_transcript_view_get_segment (self, position) : NULL;

  if ((segment == NULL || segment->blocks == NULL) && turn->texts[position->part] != NULL
      && position->place.segment < ingot_markdown_get_n_segments (turn->texts[position->part]))
    ingot_markdown_drop_blocks (turn->texts[position->part], position->place.segment);
}

static void
leave_turn (IngotTranscriptView *self, guint number)
{
  IngotShownTurn *turn = self->turns->pdata[number];

  if (ingot_shown_turn_is_writing (turn))
    return;
  for (guint i = 0; i < turn->n_segments; i++)
    if (((IngotSegment *) self->segments->pdata[turn->first_segment + i])->blocks != NULL)
      return;
  ingot_shown_turn_drop (turn);
}

/* To the segment behind (step 1) or before (-1); its block and run are not set. */
static gboolean
step_segment (IngotTranscriptView *self, IngotPosition *at, int step)
{
  leave_segment (self, at);
  if (step > 0 ? at->place.segment + 1 < count_segments (self, at) : at->place.segment > 0)
    {
      at->place.segment += step;
      return TRUE;
    }
  do
    {
      if (step > 0 ? at->part + 1 < INGOT_N_PARTS : at->part > 0)
        at->part += step;
      else
        {
          leave_turn (self, at->turn);
          if (step > 0 ? at->turn + 1 >= self->turns->len : at->turn == 0)
            return FALSE;
          at->turn += step;
          at->part = step > 0 ? 0 : INGOT_N_PARTS - 1;
        }
    }
  while (count_segments (self, at) == 0);
  at->place.segment = step > 0 ? 0 : count_segments (self, at) - 1;
  return TRUE;
}

static gboolean
step_run (IngotTranscriptView *self, IngotPosition *at, int step)
{
  const GPtrArray *blocks = get_blocks (self, at);
  const IngotBlock *block = blocks != NULL && at->place.block < blocks->len ? blocks->pdata[at->place.block] : NULL;

  if (block != NULL && (step > 0 ? at->place.run + 1 < block->n_runs : at->place.run > 0))
    {
      at->place.run += step;
      return TRUE;
    }
  if (blocks != NULL && (step > 0 ? at->place.block + 1 < blocks->len : at->place.block > 0))
    {
      at->place.block += step;
      block = blocks->pdata[at->place.block];
      at->place.run = step > 0 ? 0 : block->n_runs - 1;
      return block->n_runs > 0 || step_run (self, at, step);
    }
  do
    {
      if (!step_segment (self, at, step))
        return FALSE;
      blocks = get_blocks (self, at);
    }
  while (blocks->len == 0);
  at->place.block = step > 0 ? 0 : blocks->len - 1;
  block = blocks->pdata[at->place.block];
  at->place.run = step > 0 ? 0 : block->n_runs - 1;
  return block->n_runs > 0 || step_run (self, at, step);
}

static gboolean
move_run (IngotTranscriptView *self, IngotPosition *position, int step)
{
  IngotPosition at = *position;

  if (position->turn >= self->turns->len || !step_run (self, &at, step))
    return FALSE;
  at.place.offset = 0;
  *position = at;
  return TRUE;
}

gboolean
ingot_transcript_view_next_run (IngotTranscriptView *self, IngotPosition *position)
{
  return move_run (self, position, 1);
}

gboolean
ingot_transcript_view_previous_run (IngotTranscriptView *self, IngotPosition *position)
{
  return move_run (self, position, -1);
}

gboolean
ingot_transcript_view_get_start (IngotTranscriptView *self, IngotPosition *position)
{
  *position = (IngotPosition) { 0 };
  if (self->turns->len == 0)
    return FALSE;
  if (is_shown (self, 0, INGOT_PART_REASONING) && ingot_transcript_view_get_run (self, position, NULL) != NULL)
    return TRUE;
  position->part = INGOT_PART_TEXT;
  return ingot_transcript_view_get_run (self, position, NULL) != NULL
         || ingot_transcript_view_next_run (self, position);
}

gboolean
ingot_transcript_view_get_end (IngotTranscriptView *self, IngotPosition *position)
{
  const IngotRun *run;

  *position = (IngotPosition) { 0 };
  if (self->turns->len == 0)
    return FALSE;
  /* From behind the last segment, where there is nothing, backwards. */
  position->turn = self->turns->len - 1;
  position->part = INGOT_PART_TEXT;
  position->place.segment = MAX (1, count_segments (self, position));
  if (!ingot_transcript_view_previous_run (self, position))
    return FALSE;
  run = ingot_transcript_view_get_run (self, position, NULL);
  position->place.offset = run->length;
  return TRUE;
}
