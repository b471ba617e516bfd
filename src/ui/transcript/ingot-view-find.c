/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-selection.h"
#include "ingot-view-find.h"
#include "text/ingot-find.h"

#define SLICE_US 4000 /* of idle time, so that a frame is not late */

typedef struct
{
  IngotPosition start;
  gsize end; /* in the same run */
} Match;

struct _IngotViewFind
{
  IngotTranscriptView *view;
  char *needle;          /* (nullable) */
  GArray *matches;       /* (element-type Match): in order */
  IngotPosition next;    /* the run that is looked through next */
  guint idle_id;
  gboolean has_current;
  IngotPosition current; /* its start; watched */
  IngotPosition origin;  /* where the reader was; watched */
};

static void
changed (IngotViewFind *self)
{
  ingot_transcript_view_redraw_all (self->view);
  g_signal_emit_by_name (self->view, "found-changed");
}

/* The first match that is not before @position; as many as there are if there is none. */
static guint
find_match (IngotViewFind *self, const IngotPosition *position)
{
  guint low = 0, high = self->matches->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (ingot_position_compare (&g_array_index (self->matches, Match, middle).start, position) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
set_current (IngotViewFind *self, guint match)
{
  self->has_current = TRUE;
  self->current = g_array_index (self->matches, Match, match).start;
  ingot_transcript_view_scroll_to (self->view, &self->current);
}

static void
search_run (IngotViewFind *self)
{
  const IngotRun *run = ingot_transcript_view_get_run (self->view, &self->next, NULL);
  g_autoptr(GArray) found = NULL;

  if (run == NULL || run->length == 0)
    return;
  found = ingot_find_all (run->text, run->length, self->needle);
  for (guint i = 0; i < found->len; i++)
    {
      const IngotRange *range = &g_array_index (found, IngotRange, i);
      Match match = { self->next, range->end };

      match.start.place.offset = range->start;
      g_array_append_val (self->matches, match);
    }
}

/* The reader is led to what comes next, and to the first one only when nothing does. */
static void
choose_current (IngotViewFind *self, gboolean is_over)
{
  guint match = find_match (self, &self->origin);

  if (self->has_current || self->matches->len == 0)
    return;
  if (match < self->matches->len)
    set_current (self, match);
  else if (is_over)
    set_current (self, 0);
}

static gboolean
search_cb (gpointer user_data)
{
  IngotViewFind *self = user_data;
  gint64 end = g_get_monotonic_time () + SLICE_US;
  gboolean is_over = FALSE;

  do
    {
      search_run (self);
      is_over = !ingot_transcript_view_next_run (self->view, &self->next);
    }
  while (!is_over && g_get_monotonic_time () < end);
  if (is_over)
    self->idle_id = 0;
  choose_current (self, is_over);
  changed (self);
  return is_over ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
start (IngotViewFind *self)
{
  if (self->idle_id == 0 && self->needle != NULL && self->view->turns->len > 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_LOW, search_cb, self, NULL);
}

void
ingot_view_find_invalidate (IngotViewFind *self, guint turn, IngotPart part, guint segment)
{
  IngotPosition from = { .turn = turn, .part = part, .place = { .segment = segment } };

  if (self->needle == NULL)
    return;
  /* What is folded has no place to begin at. */
  if (part == INGOT_PART_REASONING && turn < self->view->turns->len
      && !((IngotShownTurn *) self->view->turns->pdata[turn])->is_open)
    from = (IngotPosition) { .turn = turn, .part = INGOT_PART_TEXT };
  g_array_set_size (self->matches, find_match (self, &(IngotPosition) { turn, part, { .segment = segment } }));
  if (self->idle_id == 0 || ingot_position_compare (&from, &self->next) < 0)
    self->next = from;
  start (self);
}

void
ingot_view_find_foreach (IngotViewFind *self, const IngotPosition *run,
                         void (*draw) (gsize start, gsize end, gboolean is_current, gpointer user_data),
                         gpointer user_data)
{
  IngotPosition end = *run;

  end.place.offset = G_MAXSIZE;
  for (guint i = find_match (self, run); i < self->matches->len; i++)
    {
      const Match *match = &g_array_index (self->matches, Match, i);

      if (ingot_position_compare (&match->start, &end) > 0)
        break;
      draw (match->start.place.offset, match->end,
            self->has_current && ingot_position_equal (&match->start, &self->current), user_data);
    }
}

IngotViewFind *
ingot_view_find_new (IngotTranscriptView *view)
{
  IngotViewFind *self = g_new0 (IngotViewFind, 1);

  self->view = view;
  self->matches = g_array_new (FALSE, FALSE, sizeof (Match));
  ingot_transcript_view_watch_position (view, &self->current);
  ingot_transcript_view_watch_position (view, &self->origin);
  return self;
}

void
ingot_view_find_free (IngotViewFind *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  ingot_transcript_view_unwatch_position (self->view, &self->current);
  ingot_transcript_view_unwatch_position (self->view, &self->origin);
  g_array_unref (self->matches);
  g_free (self->needle);
  g_free (self);
}

static void
set_origin (IngotViewFind *self)
{
  IngotTranscriptView *view = self->view;

  if (self->has_current)
    self->origin = self->current;
  else if (!ingot_transcript_view_get_position_at (view, view->column_x, 0, &self->origin))
    self->origin = (IngotPosition) { 0 };
}

void
ingot_transcript_view_find (IngotTranscriptView *self, const char *text)
{
  IngotViewFind *find = self->find;
  gboolean has_text = text != NULL && *text != '\0';

  if (g_strcmp0 (find->needle, has_text ? text : NULL) == 0)
    return;
  set_origin (find);
  g_free (find->needle);
  find->needle = g_strdup (has_text ? text : NULL);
  find->has_current = FALSE;
  g_array_set_size (find->matches, 0);
  g_clear_handle_id (&find->idle_id, g_source_remove);
  if (has_text && ingot_transcript_view_get_start (self, &find->next))
    start (find);
  changed (find);
}

void
ingot_transcript_view_find_step (IngotTranscriptView *self, int direction)
{
  IngotViewFind *find = self->find;
  guint n = find->matches->len;
  guint match = find_match (find, find->has_current ? &find->current : &find->origin);
  gboolean is_at = find->has_current && match < n
                   && ingot_position_equal (&g_array_index (find->matches, Match, match).start, &find->current);

  if (n == 0)
    return;
  if (direction > 0)
    match = (match + (is_at ? 1 : 0)) % n;
  else
    match = (match + n - 1) % n;
  set_current (find, match);
  changed (find);
}

guint
ingot_transcript_view_get_found (IngotTranscriptView *self, guint *current)
{
  IngotViewFind *find = self->find;
  guint match = find->has_current ? find_match (find, &find->current) : find->matches->len;

  *current = match < find->matches->len ? match + 1 : 0;
  return find->matches->len;
}

gboolean
ingot_transcript_view_is_searching (IngotTranscriptView *self)
{
  return ((IngotViewFind *) self->find)->idle_id != 0;
}

void
ingot_transcript_view_select_found (IngotTranscriptView *self)
{
  IngotViewFind *find = self->find;
  guint current;
  IngotPosition end;

  ingot_transcript_view_get_found (self, &current);
  if (current == 0)
    return;
  end = find->current;
  end.place.offset = g_array_index (find->matches, Match, current - 1).end;
  ingot_transcript_view_select (self, &find->current, &end);
}
