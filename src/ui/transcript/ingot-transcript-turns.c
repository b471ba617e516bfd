/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-transcript-accessible.h"
#include "ingot-transcript-children.h"
#include "ingot-view-find.h"

#define PUBLISH_US (50 * 1000) /* nobody reads faster than 20 changes a second */

static const char *const changes[] = { "notify::text", "notify::reasoning", "notify::state", "notify::facts" };

static gboolean
publish_cb (gpointer user_data)
{
  IngotTranscriptView *self = user_data;

  self->publish_id = 0;
  ingot_transcript_view_publish (self);
  return G_SOURCE_REMOVE;
}

static IngotShownTurn *
find_shown (IngotTranscriptView *self, IngotTurn *turn)
{
  for (guint i = self->turns->len; i-- > 0;)
    if (g_ptr_array_find (((IngotShownTurn *) self->turns->pdata[i])->turns, turn, NULL))
      return self->turns->pdata[i];
  return NULL;
}

static void
turn_changed_cb (IngotTranscriptView *self, GParamSpec *pspec, IngotTurn *turn)
{
  IngotShownTurn *shown = find_shown (self, turn);
  gint64 wait = self->published + PUBLISH_US - g_get_monotonic_time ();

  if (shown == NULL)
    return;
  shown->is_dirty = TRUE;
  if (self->publish_id == 0)
    self->publish_id = g_timeout_add ((guint) MAX (0, wait / 1000), publish_cb, self);
}

static void
watch_turn (IngotTranscriptView *self, IngotTurn *turn)
{
  if (ingot_turn_get_state (turn) != INGOT_TURN_WRITING)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (turn, changes[i], G_CALLBACK (turn_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
unwatch_turns (IngotTranscriptView *self, IngotShownTurn *shown)
{
  for (guint i = 0; i < shown->turns->len; i++)
    g_signal_handlers_disconnect_by_func (shown->turns->pdata[i], turn_changed_cb, self);
}

/* Where watched positions of a growing text are in its source, or G_MAXSIZE: it may be cut elsewhere afterwards. */
static void
hold_positions (IngotTranscriptView *self, IngotShownTurn *turn)
{
  g_array_set_size (self->held, self->watched->len);
  for (guint i = 0; i < self->watched->len; i++)
    {
      IngotPosition *position = self->watched->pdata[i];
      gsize *offset = &g_array_index (self->held, gsize, i);
      IngotMarkdown *text = turn->texts[position->part];

      *offset = G_MAXSIZE;
      if (position->turn == turn->number && text != NULL
          && position->place.segment < ingot_markdown_get_n_segments (text))
        *offset = ingot_markdown_get_source_offset (text, &position->place);
    }
}

static void
restore_positions (IngotTranscriptView *self, IngotShownTurn *turn)
{
  for (guint i = 0; i < self->watched->len; i++)
    {
      IngotPosition *position = self->watched->pdata[i];
      gsize offset = g_array_index (self->held, gsize, i);

      if (offset != G_MAXSIZE)
        ingot_markdown_locate (turn->texts[position->part], offset, &position->place);
    }
}

static guint
count_segments (IngotShownTurn *turn, IngotPart part)
{
  guint n;

  if (part == INGOT_PART_REASONING && !turn->is_open)
    return 0;
  n = ingot_markdown_get_n_segments (ingot_shown_turn_get_text (turn, part));
  /* The head and what is below the text need a segment even when there is no text. */
  return part == INGOT_PART_TEXT ? MAX (1, n) : n;
}

static gsize
get_bytes (IngotShownTurn *turn, IngotPart part, guint index)
{
  IngotMarkdown *text = ingot_shown_turn_get_text (turn, part);
  gsize start, end;

  if (index >= ingot_markdown_get_n_segments (text))
    return 0;
  ingot_markdown_get_segment (text, index, &start, &end);
  return end - start;
}

static void
add_segments (IngotShownTurn *turn, IngotPart part, guint from, GPtrArray *segments)
{
  guint n = count_segments (turn, part);

  for (guint i = from; i < n; i++)
    g_ptr_array_add (segments, ingot_segment_new (turn, part, i, get_bytes (turn, part, i)));
}

/* The segments of a part that are there now. */
static void
get_part_range (IngotTranscriptView *self, IngotShownTurn *turn, IngotPart part, guint *first, guint *n)
{
  *first = turn->first_segment;
  *n = 0;
  for (guint i = 0; i < turn->n_segments; i++)
    {
      IngotSegment *segment = self->segments->pdata[turn->first_segment + i];

      if (segment->part < part)
        *first = segment->number + 1;
      else if (segment->part == part)
        (*n)++;
    }
}

/* Brings the segments of a part in step with its text, of which those from @changed on are not as they were. */
static void
sync_part (IngotTranscriptView *self, IngotShownTurn *turn, IngotPart part, guint changed)
{
  guint first, n_old, n_new, kept;
  g_autoptr(GPtrArray) added = g_ptr_array_new ();

  get_part_range (self, turn, part, &first, &n_old);
  n_new = count_segments (turn, part);
  kept = MIN (n_old, n_new);
  for (guint i = MIN (changed, kept); i < kept; i++)
    {
      IngotSegment *segment = self->segments->pdata[first + i];

      segment->bytes = get_bytes (turn, part, i);
      ingot_transcript_view_invalidate_segment (self, segment);
    }
  add_segments (turn, part, kept, added);
  if (n_old == kept && added->len == 0)
    return;
  /* What is below the last segment moves to another one. */
  if (kept > 0)
    ingot_transcript_view_invalidate_segment (self, self->segments->pdata[first + kept - 1]);
  turn->n_segments = turn->n_segments - (n_old - kept) + added->len;
  ingot_transcript_view_splice (self, first + kept, n_old - kept, added);
}

/* Reasoning is open while it is all there is, until somebody chooses. */
static void
update_open (IngotShownTurn *turn)
{
  if (!turn->has_chosen)
    turn->is_open = ingot_shown_turn_get_length (turn, INGOT_PART_TEXT) == 0
                    && ingot_shown_turn_get_length (turn, INGOT_PART_REASONING) > 0;
}

void
ingot_transcript_view_cut (IngotTranscriptView *self, IngotShownTurn *turn)
{
  g_autoptr(GPtrArray) segments = g_ptr_array_new ();
  guint n_old = turn->n_segments;

  update_open (turn);
  turn->is_cut = TRUE;
  for (int part = 0; part < INGOT_N_PARTS; part++)
    add_segments (turn, part, 0, segments);
  if (segments->len == 1 && n_old == 1)
    {
      ingot_segment_free (segments->pdata[0]);
      return;
    }
  turn->n_segments = segments->len;
  ingot_transcript_view_splice (self, turn->first_segment, n_old, segments);
}

void
ingot_transcript_view_shown_turn_changed (IngotTranscriptView *self, IngotShownTurn *turn)
{
  IngotSegment *first, *last;

  ingot_transcript_accessible_update_turn (self->accessible, turn);
  if (!turn->is_cut)
    {
      first = self->segments->pdata[turn->first_segment];
      first->bytes = ingot_shown_turn_get_length (turn, INGOT_PART_TEXT);
      ingot_transcript_view_invalidate_segment (self, first);
      ingot_view_find_invalidate (self->find, turn->number, INGOT_PART_REASONING, 0);
      return;
    }
  hold_positions (self, turn);
  update_open (turn);
  for (int part = 0; part < INGOT_N_PARTS; part++)
    if (part == INGOT_PART_TEXT || ingot_shown_turn_get_length (turn, part) > 0)
      {
        guint changed = ingot_shown_turn_refresh (turn, part);

        sync_part (self, turn, part, changed);
        ingot_view_find_invalidate (self->find, turn->number, part, changed);
      }
  restore_positions (self, turn);
  if (ingot_shown_turn_get_length (turn, INGOT_PART_REASONING) == 0)
    return;
  /* The head stands above whichever comes first: of the reasoning, or of the text. */
  first = self->segments->pdata[turn->first_segment];
  last = self->segments->pdata[turn->first_segment + turn->n_segments - 1];
  ingot_transcript_view_invalidate_segment (self, first);
  ingot_transcript_view_invalidate_segment (self, self->segments->pdata[last->number - last->index]);
}

void
ingot_transcript_view_publish (IngotTranscriptView *self)
{
  g_clear_handle_id (&self->publish_id, g_source_remove);
  self->published = g_get_monotonic_time ();
  for (guint i = 0; i < self->turns->len; i++)
    {
      IngotShownTurn *turn = self->turns->pdata[i];

      if (!turn->is_dirty)
        continue;
      turn->is_dirty = FALSE;
      ingot_transcript_view_shown_turn_changed (self, turn);
      if (!ingot_shown_turn_is_writing (turn))
        unwatch_turns (self, turn);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* The turns of the model from @position on, as they are shown after @before. */
static GPtrArray *
chain_turns (IngotTranscriptView *self, guint position)
{
  GListModel *model = G_LIST_MODEL (self->conversation);
  guint n = model != NULL ? g_list_model_get_n_items (model) : 0;
  GPtrArray *chained = g_ptr_array_new ();
  IngotShownTurn *last = NULL;

  for (guint i = position; i < n; i++)
    {
      g_autoptr(IngotTurn) turn = g_list_model_get_item (model, i);

      if (last != NULL && ingot_shown_turn_goes_on (last, turn))
        ingot_shown_turn_add (last, turn);
      else
        g_ptr_array_add (chained, last = ingot_shown_turn_new (turn));
    }
  return chained;
}

static gboolean
is_same (IngotShownTurn *a, IngotShownTurn *b)
{
  return a->turns->len == b->turns->len && memcmp (a->turns->pdata, b->turns->pdata,
                                                   a->turns->len * sizeof (gpointer)) == 0;
}

/* Whether @now is what was there, and more that goes on. */
static gboolean
is_longer (IngotShownTurn *now, IngotShownTurn *old)
{
  return now->turns->len > old->turns->len
         && memcmp (now->turns->pdata, old->turns->pdata, old->turns->len * sizeof (gpointer)) == 0;
}

static void
lengthen (IngotTranscriptView *self, IngotShownTurn *old, IngotShownTurn *now)
{
  for (guint i = old->turns->len; i < now->turns->len; i++)
    {
      ingot_shown_turn_add (old, now->turns->pdata[i]);
      watch_turn (self, now->turns->pdata[i]);
    }
  old->is_dirty = TRUE;
}

static void
shift_positions (IngotTranscriptView *self, guint position, guint removed, guint added)
{
  for (guint i = 0; i < self->watched->len; i++)
    {
      IngotPosition *watched = self->watched->pdata[i];

      if (watched->turn >= position + removed)
        watched->turn = watched->turn - removed + added;
      else if (watched->turn >= position)
        *watched = (IngotPosition) { .turn = position, .part = INGOT_PART_TEXT };
    }
}

static GPtrArray *
create_segments (IngotTranscriptView *self, GPtrArray *turns, guint from, guint n)
{
  GPtrArray *segments = g_ptr_array_new ();

  for (guint i = from; i < from + n; i++)
    {
      IngotShownTurn *turn = turns->pdata[i];

      turn->n_segments = 1;
      g_ptr_array_add (segments, ingot_segment_new (turn, INGOT_PART_TEXT, 0,
                                                    ingot_shown_turn_get_length (turn, INGOT_PART_TEXT)));
      for (guint j = 0; j < turn->turns->len; j++)
        watch_turn (self, turn->turns->pdata[j]);
    }
  return segments;
}

static void
renumber (IngotTranscriptView *self, guint from)
{
  for (guint i = from; i < self->turns->len; i++)
    ((IngotShownTurn *) self->turns->pdata[i])->number = i;
}

/* Replaces @removed shown turns from @position on by @n ones of @turns from @from on, which it takes. */
static void
replace_turns (IngotTranscriptView *self, guint position, guint removed, GPtrArray *turns, guint from, guint n)
{
  g_autoptr(GPtrArray) segments = create_segments (self, turns, from, n);
  guint first = position < self->turns->len ? ((IngotShownTurn *) self->turns->pdata[position])->first_segment
                                            : self->segments->len;
  g_autoptr(GPtrArray) gone = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_shown_turn_free);
  guint n_gone = 0;

  for (guint i = position; i < position + removed; i++)
    {
      IngotShownTurn *turn = self->turns->pdata[i];

      unwatch_turns (self, turn);
      ingot_transcript_children_forget (self->children, turn);
      n_gone += turn->n_segments;
      g_ptr_array_add (gone, turn);
    }
  ingot_transcript_view_splice (self, first, n_gone, segments);
  if (removed > 0)
    g_ptr_array_remove_range (self->turns, position, removed);
  ingot_ptr_array_insert (self->turns, position, turns->pdata + from, n);
  renumber (self, position);
  shift_positions (self, position, removed, n);
  /* What stood first or last stands elsewhere: the distances are others. */
  for (guint i = 0; i < self->laid_out->len && (position == 0 || n == 0); i++)
    ((IngotSegment *) self->laid_out->pdata[i])->is_stale = TRUE;
}

void
ingot_transcript_view_update_turns (IngotTranscriptView *self, guint position, guint removed, guint added)
{
  guint model_index = 0;
  guint same = 0; /* shown turns that stay, at the start and at the end */
  guint tail = 0;
  g_autoptr(GPtrArray) now = NULL;
  guint n_old;

  /* All before the turn before the change stay: that one may be gone on with. */
  while (same < self->turns->len)
    {
      IngotShownTurn *turn = self->turns->pdata[same];

      if (model_index + turn->turns->len >= position)
        break;
      model_index += turn->turns->len;
      same++;
    }
  now = chain_turns (self, model_index);
  n_old = self->turns->len - same;
  while (tail < MIN (n_old, now->len)
         && is_same (self->turns->pdata[self->turns->len - 1 - tail], now->pdata[now->len - 1 - tail]))
    tail++;
  if (n_old - tail > 0 && now->len - tail > 0)
    {
      IngotShownTurn *old = self->turns->pdata[same], *first = now->pdata[0];

      if (is_same (old, first) || is_longer (first, old))
        {
          if (is_longer (first, old))
            lengthen (self, old, first);
          ingot_shown_turn_free (g_ptr_array_remove_index (now, 0));
          same++;
          n_old--;
        }
    }
  replace_turns (self, same, n_old - tail, now, 0, now->len - tail);
  for (guint i = now->len - tail; i < now->len; i++)
    ingot_shown_turn_free (now->pdata[i]);
  ingot_transcript_accessible_update_turns (self->accessible);
  ingot_view_find_invalidate (self->find, same, INGOT_PART_REASONING, 0);
  ingot_transcript_view_publish (self);
}
