/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-transcript-copy.h"

/* Part of a turn. Texts only grow, so that what was there is there still. */
typedef struct
{
  IngotShownTurn *turn; /* our own, of the same turns of the model */
  IngotPart part;
  gsize length;         /* of the source when it was copied */
  gboolean begins;      /* it is the first slice of its turn */
  gboolean has_from, has_to;
  IngotPlace from, to;
} Slice;

struct _IngotTranscriptCopy
{
  GArray *slices;   /* (element-type Slice) */
  GPtrArray *turns; /* (element-type IngotShownTurn) */
  gboolean has_names;
  gboolean is_whole;
};

static IngotTranscriptCopy *
copy_new (void)
{
  IngotTranscriptCopy *self = g_new0 (IngotTranscriptCopy, 1);

  self->slices = g_array_new (FALSE, TRUE, sizeof (Slice));
  self->turns = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_shown_turn_free);
  return self;
}

static IngotShownTurn *
add_turn (IngotTranscriptCopy *self, IngotShownTurn *shown)
{
  IngotShownTurn *turn = ingot_shown_turn_new (ingot_shown_turn_get_first (shown));

  for (guint i = 1; i < shown->turns->len; i++)
    ingot_shown_turn_add (turn, shown->turns->pdata[i]);
  g_ptr_array_add (self->turns, turn);
  return turn;
}

/* What is shown of a growing text may be less than there is. */
static gsize
get_length (IngotShownTurn *shown, IngotPart part)
{
  return shown->texts[part] != NULL ? ingot_markdown_get_source_length (shown->texts[part])
                                    : ingot_shown_turn_get_length (shown, part);
}

/* Whether a selection from @position on has the whole text that @position is in. */
static gboolean
is_start (const IngotPosition *position)
{
  const IngotPlace *place = &position->place;

  return place->segment == 0 && place->block == 0 && place->run == 0 && place->offset == 0;
}

static void
add_slice (IngotTranscriptCopy *self, IngotTranscriptView *view, guint number, IngotPart part,
           const IngotPosition *first, const IngotPosition *last)
{
  IngotShownTurn *shown = view->turns->pdata[number];
  guint n = self->turns->len;
  Slice *before = self->slices->len > 0 ? &g_array_index (self->slices, Slice, self->slices->len - 1) : NULL;
  IngotPosition start = { .turn = number, .part = part };
  IngotPosition end = start;
  Slice slice = { .part = part, .length = get_length (shown, part) };

  end.place.segment = G_MAXUINT;
  if (slice.length == 0 || ingot_position_compare (last, &start) <= 0 || ingot_position_compare (first, &end) >= 0)
    return;
  slice.has_from = ingot_position_compare (first, &start) > 0 && !is_start (first);
  slice.has_to = ingot_position_compare (last, &end) < 0;
  slice.from = first->place;
  slice.to = last->place;
  slice.begins = before == NULL || before->turn->number != number;
  slice.turn = slice.begins ? add_turn (self, shown) : self->turns->pdata[n - 1];
  slice.turn->number = number;
  g_array_append_val (self->slices, slice);
}

static IngotMarkdown *
create_markdown (const Slice *slice)
{
  IngotMarkdown *markdown = ingot_shown_turn_is_user (slice->turn) ? ingot_markdown_new_plain ()
                                                                   : ingot_markdown_new ("");
  g_autofree char *source = ingot_shown_turn_dup_source (slice->turn, slice->part);

  /* The filter may have taken it back since. */
  ingot_markdown_append (markdown, source, (gssize) MIN (slice->length, strlen (source)));
  if (!ingot_shown_turn_is_writing (slice->turn))
    ingot_markdown_finish (markdown);
  return markdown;
}

static char *
dup_slice (const Slice *slice, IngotCopyFormat format)
{
  g_autoptr(IngotMarkdown) markdown = NULL;

  /* Most of what is copied needs no parser. */
  if (format == INGOT_COPY_MARKDOWN && !slice->has_from && !slice->has_to)
    {
      g_autofree char *source = ingot_shown_turn_dup_source (slice->turn, slice->part);

      return g_strndup (source, MIN (slice->length, strlen (source)));
    }
  markdown = create_markdown (slice);
  return ingot_copy (markdown, slice->has_from ? &slice->from : NULL, slice->has_to ? &slice->to : NULL, format);
}

static void
append_name (GString *text, IngotShownTurn *turn, IngotCopyFormat format)
{
  const char *name = ingot_shown_turn_get_name (turn);
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  if (format == INGOT_COPY_HTML)
    g_string_append_printf (text, "<p><strong>%s</strong></p>\n", escaped);
  else
    g_string_append_printf (text, format == INGOT_COPY_MARKDOWN ? "**%s**\n\n" : "%s\n\n", name);
}

IngotTranscriptCopy *
ingot_transcript_copy_new (IngotTranscriptView *view, const IngotPosition *first, const IngotPosition *last)
{
  IngotTranscriptCopy *self = copy_new ();

  for (guint i = first->turn; i <= last->turn && i < view->turns->len; i++)
    for (int part = 0; part < INGOT_N_PARTS; part++)
      if (part == INGOT_PART_TEXT || ((IngotShownTurn *) view->turns->pdata[i])->is_open)
        add_slice (self, view, i, part, first, last);
  self->has_names = self->turns->len > 1;
  return self;
}

static void
add_whole_turn (IngotTranscriptCopy *self, IngotShownTurn *shown, guint number)
{
  Slice slice = { .part = INGOT_PART_TEXT, .begins = TRUE, .turn = add_turn (self, shown) };

  slice.length = ingot_shown_turn_get_length (shown, INGOT_PART_TEXT);
  slice.turn->number = number;
  g_array_append_val (self->slices, slice);
}

IngotTranscriptCopy *
ingot_transcript_copy_new_all (IngotTranscriptView *view)
{
  IngotTranscriptCopy *self = copy_new ();

  for (guint i = 0; i < view->turns->len; i++)
    add_whole_turn (self, view->turns->pdata[i], i);
  self->has_names = TRUE;
  self->is_whole = TRUE;
  return self;
}

void
ingot_transcript_copy_free (IngotTranscriptCopy *self)
{
  g_array_unref (self->slices);
  g_ptr_array_unref (self->turns);
  g_free (self);
}

char *
ingot_transcript_copy_dup (IngotTranscriptCopy *self, IngotCopyFormat format)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->slices->len; i++)
    {
      const Slice *slice = &g_array_index (self->slices, Slice, i);
      g_autofree char *own = dup_slice (slice, format);

      if (i > 0)
        g_string_append (text, format == INGOT_COPY_HTML ? "\n" : "\n\n");
      if (self->has_names && slice->begins)
        append_name (text, slice->turn, format);
      g_string_append (text, own);
    }
  if (self->is_whole && text->len > 0 && format != INGOT_COPY_HTML)
    g_string_append_c (text, '\n');
  return g_string_free_and_steal (text);
}
