/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-turn-text.h"
#include "widgets/ingot-long-lines.h"

/* What a turn is shown as, in this order. */
typedef enum
{
  HEAD,
  FOLD, /* the line that folds the reasoning */
  REASONING,
  GAP,  /* between reasoning and text */
  TEXT,
  N_PIECES
} Piece;

struct _IngotTurnText
{
  IngotTurn *turn;
  GtkTextBuffer *buffer;
  GtkTextMark *start;    /* unless it goes on, it moves when the turn before it grows */
  int lengths[N_PIECES]; /* in characters of the buffer */
  gsize shown_reasoning; /* in bytes of the source */
  gsize shown_text;
  char *fold;            /* what the line says */
  gboolean goes_on;
  gboolean chosen;       /* somebody folded or unfolded */
  gboolean open;
  gboolean settled;      /* nothing will change any more */
};

void
ingot_turn_text_prepare (GtkTextBuffer *buffer)
{
  gtk_text_buffer_create_tag (buffer, "name", "weight", PANGO_WEIGHT_BOLD, "pixels-above-lines", 18,
                              "pixels-below-lines", 3, NULL);
  gtk_text_buffer_create_tag (buffer, "origin", "scale", PANGO_SCALE_SMALL, NULL);
  gtk_text_buffer_create_tag (buffer, "fold", "scale", PANGO_SCALE_SMALL, "weight", PANGO_WEIGHT_BOLD,
                              "pixels-below-lines", 3, NULL);
  gtk_text_buffer_create_tag (buffer, "reasoning", "left-margin", 36, "right-margin", 36, "pixels-below-lines", 3,
                              NULL);
  gtk_text_buffer_create_tag (buffer, "dim", NULL);
  ingot_long_lines_watch (buffer);
}

static void
get_iter (IngotTurnText *self, Piece piece, GtkTextIter *iter)
{
  int characters = 0;

  for (int i = 0; i < (int) piece; i++)
    characters += self->lengths[i];
  gtk_text_buffer_get_iter_at_mark (self->buffer, iter, self->start);
  gtk_text_iter_forward_chars (iter, characters);
}

/* The buffer may cut long lines, so what was inserted is counted there. */
static void
add (IngotTurnText *self, Piece piece, const char *text, const char *tag, const char *other_tag)
{
  GtkTextIter start, end;
  int before;

  if (*text == '\0')
    return;
  get_iter (self, piece + 1, &end);
  before = gtk_text_iter_get_offset (&end);
  gtk_text_buffer_insert (self->buffer, &end, text, -1);
  self->lengths[piece] += gtk_text_iter_get_offset (&end) - before;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, before);
  if (tag != NULL)
    gtk_text_buffer_apply_tag_by_name (self->buffer, tag, &start, &end);
  if (other_tag != NULL)
    gtk_text_buffer_apply_tag_by_name (self->buffer, other_tag, &start, &end);
}

static void
clear (IngotTurnText *self, Piece piece)
{
  GtkTextIter start, end;

  if (self->lengths[piece] == 0)
    return;
  get_iter (self, piece, &start);
  get_iter (self, piece + 1, &end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  self->lengths[piece] = 0;
}

static void
add_head (IngotTurnText *self)
{
  g_autoptr(GDateTime) created = g_date_time_new_from_unix_local_usec (ingot_turn_get_created (self->turn));
  g_autofree char *time = created != NULL ? g_date_time_format (created, "%R") : g_strdup ("");
  const char *resource = ingot_turn_get_resource_name (self->turn);
  g_autofree char *origin = resource != NULL ? g_strdup_printf ("  %s · %s\n", resource, time)
                                             : g_strdup_printf ("  %s\n", time);

  if (gtk_text_buffer_get_char_count (self->buffer) > 0)
    add (self, HEAD, "\n", NULL, NULL);
  add (self, HEAD, ingot_turn_text_get_name (self), "name", NULL);
  add (self, HEAD, origin, "origin", "dim");
}

/* "▸ Thought for 3.2 s · 148 tokens" */
static char *
dup_fold (IngotTurnText *self)
{
  const IngotFacts *facts = ingot_turn_get_facts (self->turn);
  gboolean thinks = ingot_turn_get_state (self->turn) == INGOT_TURN_WRITING
                    && ingot_turn_get_text_length (self->turn) == 0;
  g_autoptr(GString) line = g_string_new (NULL);

  if (self->open)
    g_string_append (line, "▾ ");
  else
    g_string_append (line, gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? "◂ " : "▸ ");
  if (thinks)
    g_string_append (line, _("Thinking…"));
  else if (facts->thinking_us >= 0)
    g_string_append_printf (line, _("Thought for %.1f s"), facts->thinking_us / (double) G_USEC_PER_SEC);
  else
    g_string_append (line, _("Thought"));
  if (facts->reasoning_tokens > 0)
    {
      g_string_append (line, " · ");
      g_string_append_printf (line, ngettext ("%d token", "%d tokens", facts->reasoning_tokens),
                              (int) facts->reasoning_tokens);
    }
  g_string_append_c (line, '\n');
  return g_string_free_and_steal (g_steal_pointer (&line));
}

static gboolean
update_fold (IngotTurnText *self)
{
  g_autofree char *fold = dup_fold (self);

  if (!g_set_str (&self->fold, fold))
    return FALSE;
  clear (self, FOLD);
  add (self, FOLD, fold, "fold", NULL);
  return TRUE;
}

static gboolean
update_reasoning (IngotTurnText *self)
{
  const char *reasoning = ingot_turn_get_reasoning (self->turn);
  gsize length = ingot_turn_get_reasoning_length (self->turn);
  gboolean changed;

  if (length == 0)
    return FALSE;
  if (!self->chosen)
    self->open = ingot_turn_get_text_length (self->turn) == 0;
  changed = update_fold (self);
  if (!self->open)
    {
      clear (self, REASONING);
      self->shown_reasoning = 0;
    }
  else if (self->shown_reasoning < length)
    {
      add (self, REASONING, reasoning + self->shown_reasoning, "reasoning", "dim");
      self->shown_reasoning = length;
      changed = TRUE;
    }
  return changed;
}

/* The line of the reasoning ends before the text begins. */
static void
update_gap (IngotTurnText *self)
{
  gboolean wanted = self->lengths[REASONING] > 0 && self->lengths[TEXT] > 0;

  if (wanted == (self->lengths[GAP] > 0))
    return;
  if (wanted)
    add (self, GAP, "\n", NULL, NULL);
  else
    clear (self, GAP);
}

static gboolean
update_text (IngotTurnText *self)
{
  gsize length = ingot_turn_get_text_length (self->turn);

  if (ingot_turn_is_withheld (self->turn))
    {
      clear (self, TEXT);
      clear (self, REASONING);
      clear (self, FOLD);
      return TRUE;
    }
  if (self->shown_text == length)
    return FALSE;
  add (self, TEXT, ingot_turn_get_text (self->turn) + self->shown_text, NULL, NULL);
  self->shown_text = length;
  return TRUE;
}

/* Once something stands behind it: what is inserted right at a mark that moves is taken for the turn before. A
 * reply that goes on has no head, and follows one that does not grow. */
static void
let_start_move (IngotTurnText *self)
{
  GtkTextIter start;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &start, self->start);
  gtk_text_buffer_delete_mark (self->buffer, self->start);
  self->start = gtk_text_buffer_create_mark (self->buffer, NULL, &start, FALSE);
}

IngotTurnText *
ingot_turn_text_new (GtkTextBuffer *buffer, IngotTurn *turn, gboolean goes_on)
{
  IngotTurnText *self = g_new0 (IngotTurnText, 1);
  GtkTextIter end;

  self->turn = g_object_ref (turn);
  self->buffer = buffer;
  self->goes_on = goes_on;
  gtk_text_buffer_get_end_iter (buffer, &end);
  self->start = gtk_text_buffer_create_mark (buffer, NULL, &end, TRUE);
  if (!goes_on)
    {
      add_head (self);
      let_start_move (self);
    }
  ingot_turn_text_update (self);
  return self;
}

void
ingot_turn_text_free (IngotTurnText *self)
{
  gtk_text_buffer_delete_mark (self->buffer, self->start);
  g_object_unref (self->turn);
  g_free (self->fold);
  g_free (self);
}

IngotTurn *
ingot_turn_text_get_turn (IngotTurnText *self)
{
  return self->turn;
}

gboolean
ingot_turn_text_goes_on (IngotTurnText *self)
{
  return self->goes_on;
}

const char *
ingot_turn_text_get_name (IngotTurnText *self)
{
  const char *deployment = ingot_turn_get_deployment_name (self->turn);

  if (ingot_turn_get_role (self->turn) == INGOT_ROLE_USER)
    return _("You");
  return deployment != NULL ? deployment : _("Reply");
}

gboolean
ingot_turn_text_update (IngotTurnText *self)
{
  gboolean changed = FALSE;

  if (self->settled)
    return FALSE;
  self->settled = ingot_turn_get_state (self->turn) != INGOT_TURN_WRITING;
  changed |= update_text (self);
  if (!ingot_turn_is_withheld (self->turn))
    changed |= update_reasoning (self);
  update_gap (self);
  return changed;
}

void
ingot_turn_text_get_iter (IngotTurnText *self, gsize source_offset, GtkTextIter *iter)
{
  const char *text = ingot_turn_get_text (self->turn);
  gsize offset = MIN (source_offset, self->shown_text);

  get_iter (self, TEXT, iter);
  ingot_long_lines_forward (iter, g_utf8_pointer_to_offset (text, text + offset));
}

void
ingot_turn_text_get_start (IngotTurnText *self, GtkTextIter *iter)
{
  get_iter (self, HEAD, iter);
}

void
ingot_turn_text_get_fold (IngotTurnText *self, GtkTextIter *iter)
{
  get_iter (self, FOLD, iter);
}

gboolean
ingot_turn_text_is_fold (IngotTurnText *self, const GtkTextIter *iter)
{
  GtkTextIter start, end;

  get_iter (self, FOLD, &start);
  get_iter (self, REASONING, &end);
  return gtk_text_iter_compare (&start, iter) <= 0 && gtk_text_iter_compare (iter, &end) < 0;
}

gboolean
ingot_turn_text_is_open (IngotTurnText *self)
{
  return self->open;
}

void
ingot_turn_text_toggle (IngotTurnText *self)
{
  self->chosen = TRUE;
  self->open = !self->open;
  self->settled = FALSE;
  ingot_turn_text_update (self);
}
