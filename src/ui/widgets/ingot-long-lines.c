/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-widgets"
#include "config.h"

#include <string.h>

#include "ingot-long-lines.h"

#define MAX_LINE 4096 /* characters */
#define BREAK_TAG "ingot-soft-break"
#define CUTTING "ingot-cutting"

static void
cut_line (GtkTextBuffer *buffer, int line)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, line);
  while (gtk_text_iter_get_chars_in_line (&iter) > MAX_LINE)
    {
      gtk_text_iter_forward_chars (&iter, MAX_LINE - 1);
      if (!gtk_text_iter_is_cursor_position (&iter))
        gtk_text_iter_backward_cursor_position (&iter);
      gtk_text_buffer_insert_with_tags_by_name (buffer, &iter, "\n", 1, BREAK_TAG, NULL);
    }
}

static void
inserted_cb (GtkTextBuffer *buffer, GtkTextIter *end, const char *text, int length)
{
  GtkTextMark *mark;
  GtkTextIter start = *end;
  int first, last;

  if (ingot_long_lines_is_cutting (buffer))
    return;
  gtk_text_iter_backward_chars (&start, g_utf8_strlen (text, length));
  first = gtk_text_iter_get_line (&start);
  last = gtk_text_iter_get_line (end);
  mark = gtk_text_buffer_create_mark (buffer, NULL, end, FALSE);
  g_object_set_data (G_OBJECT (buffer), CUTTING, GINT_TO_POINTER (TRUE));
  for (int line = last; line >= first; line--)
    cut_line (buffer, line);
  g_object_set_data (G_OBJECT (buffer), CUTTING, NULL);
  gtk_text_buffer_get_iter_at_mark (buffer, end, mark);
  gtk_text_buffer_delete_mark (buffer, mark);
}

void
ingot_long_lines_watch (GtkTextBuffer *buffer)
{
  gtk_text_buffer_create_tag (buffer, BREAK_TAG, NULL);
  g_signal_connect_after (buffer, "insert-text", G_CALLBACK (inserted_cb), NULL);
}

gboolean
ingot_long_lines_is_cutting (GtkTextBuffer *buffer)
{
  return g_object_get_data (G_OBJECT (buffer), CUTTING) != NULL;
}

char *
ingot_long_lines_dup_text (GtkTextBuffer *buffer)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), BREAK_TAG);
  g_autoptr(GString) text = g_string_new (NULL);
  GtkTextIter start, end;

  gtk_text_buffer_get_start_iter (buffer, &start);
  for (end = start; !gtk_text_iter_is_end (&start); start = end)
    {
      gboolean is_break = gtk_text_iter_has_tag (&start, tag);

      gtk_text_iter_forward_to_tag_toggle (&end, tag);
      if (!is_break)
        {
          g_autofree char *slice = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);

          g_string_append (text, slice);
        }
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}
