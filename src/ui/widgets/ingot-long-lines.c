/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-widgets"
#include "config.h"

#include <string.h>

#include "ingot-long-lines.h"

#define MAX_LINE 4096 /* characters */
#define BREAK_TAG "ingot-soft-break"
#define CUTTING "ingot-cutting"

/* How many bytes of @text may stand in one line: up to its end, or MAX_LINE characters, or @length. A character
 * is not torn from the marks that belong to it. */
static gsize
span_piece (const char *text, gsize length)
{
  const char *end = text + length;
  const char *at = text;

  for (int n = 0; at < end && n < MAX_LINE; n++)
    {
      if (*at == '\n')
        return at + 1 - text;
      at = g_utf8_next_char (at);
    }
  while (at < end && g_unichar_ismark (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at - text;
}

static gboolean
needs_cutting (const GtkTextIter *where, const char *text, gsize length)
{
  if (length > MAX_LINE)
    for (gsize done = 0, piece; done < length; done += piece)
      {
        piece = span_piece (text + done, length - done);
        if (text[done + piece - 1] != '\n' && done + piece < length)
          return TRUE;
      }
  return gtk_text_iter_get_chars_in_line (where) > 2 * MAX_LINE;
}

static void
insert_break (GtkTextBuffer *buffer, GtkTextIter *where)
{
  gtk_text_buffer_insert_with_tags_by_name (buffer, where, "\n", 1, BREAK_TAG, NULL);
}

static void
insert_cb (GtkTextBuffer *buffer, GtkTextIter *where, const char *text, int length)
{
  const char *end = text + length;

  if (ingot_long_lines_is_cutting (buffer) || !needs_cutting (where, text, length))
    return;

  g_signal_stop_emission_by_name (buffer, "insert-text");
  g_object_set_data (G_OBJECT (buffer), CUTTING, GINT_TO_POINTER (TRUE));
  gtk_text_buffer_begin_user_action (buffer);
  if (!gtk_text_iter_starts_line (where))
    insert_break (buffer, where);
  while (text < end)
    {
      gsize piece = span_piece (text, end - text);

      gtk_text_buffer_insert (buffer, where, text, piece);
      text += piece;
      if (text[-1] != '\n' && (text < end || !gtk_text_iter_ends_line (where)))
        insert_break (buffer, where);
    }
  gtk_text_buffer_end_user_action (buffer);
  g_object_set_data (G_OBJECT (buffer), CUTTING, NULL);
  g_signal_emit_by_name (buffer, "changed");
}

void
ingot_long_lines_watch (GtkTextBuffer *buffer)
{
  gtk_text_buffer_create_tag (buffer, BREAK_TAG, NULL);
  g_signal_connect (buffer, "insert-text", G_CALLBACK (insert_cb), NULL);
}

gboolean
ingot_long_lines_is_cutting (GtkTextBuffer *buffer)
{
  return g_object_get_data (G_OBJECT (buffer), CUTTING) != NULL;
}

static GtkTextTag *
get_tag (GtkTextBuffer *buffer)
{
  return gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), BREAK_TAG);
}

char *
ingot_long_lines_dup_slice (const GtkTextIter *start, const GtkTextIter *end)
{
  GtkTextBuffer *buffer = gtk_text_iter_get_buffer (start);
  GtkTextTag *tag = get_tag (buffer);
  g_autoptr(GString) text = g_string_new (NULL);
  GtkTextIter from = *start;
  GtkTextIter to;

  for (; gtk_text_iter_compare (&from, end) < 0; from = to)
    {
      g_autofree char *slice = NULL;

      to = from;
      if (!gtk_text_iter_forward_to_tag_toggle (&to, tag) || gtk_text_iter_compare (&to, end) > 0)
        to = *end;
      if (gtk_text_iter_has_tag (&from, tag))
        continue;
      slice = gtk_text_buffer_get_text (buffer, &from, &to, TRUE);
      g_string_append (text, slice);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
ingot_long_lines_dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return ingot_long_lines_dup_slice (&start, &end);
}

void
ingot_long_lines_forward (GtkTextIter *iter, int characters)
{
  GtkTextTag *tag = get_tag (gtk_text_iter_get_buffer (iter));
  int left = characters;

  for (;;)
    {
      GtkTextIter to = *iter;
      int span;

      if (!gtk_text_iter_forward_to_tag_toggle (&to, tag))
        break;
      span = gtk_text_iter_get_offset (&to) - gtk_text_iter_get_offset (iter);
      if (!gtk_text_iter_has_tag (iter, tag))
        {
          if (span > left)
            break;
          left -= span;
        }
      *iter = to;
    }
  gtk_text_iter_forward_chars (iter, left);
}
