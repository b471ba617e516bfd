/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-ui-test.h"
#include "transcript/ingot-view-input.h"
#include "transcript/ingot-transcript-private.h"

typedef struct
{
  IngotConversation *conversation;
  IngotTranscriptView *view;
  GtkAdjustment *adjustment;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->conversation = ingot_conversation_new ();
  self->view = INGOT_TRANSCRIPT_VIEW (ingot_transcript_view_new (self->conversation));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 400, 500);
  gtk_window_set_child (self->window, scroller);
  ingot_ui_test_show (self->window);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ingot_ui_test_destroy (self->window);
  g_object_unref (self->conversation);
}

static void
wait_for_frames (Fixture *self, int n)
{
  for (int i = 0; i < n; i++)
    {
      gtk_widget_queue_draw (GTK_WIDGET (self->view));
      ingot_ui_test_wait_for_frame (GTK_WIDGET (self->view));
    }
}

static void
add_reply (Fixture *self, const char *text)
{
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("mistral-large", "Contoso");

  ingot_turn_append (reply, text);
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  ingot_conversation_append (self->conversation, reply);
  wait_for_frames (self, 3);
}

/* All blocks that are laid out and have more than they show. */
static GPtrArray *
list_boxes (Fixture *self)
{
  GPtrArray *boxes = g_ptr_array_new ();

  for (guint i = 0; i < self->view->segments->len; i++)
    {
      IngotSegment *segment = self->view->segments->pdata[i];

      for (guint j = 0; segment->blocks != NULL && j < segment->blocks->len; j++)
        if (ingot_shown_block_get_max_scroll (segment->blocks->pdata[j]) > 0)
          g_ptr_array_add (boxes, segment->blocks->pdata[j]);
    }
  return boxes;
}

static char *
dup_table (int n_rows, int n_columns, const char *cell)
{
  GString *text = g_string_new (NULL);

  for (int row = 0; row < n_rows; row++)
    {
      for (int column = 0; column < n_columns; column++)
        g_string_append_printf (text, "| %s %d.%d%s ", cell, row, column, row == 70 ? " and more of it" : "");
      g_string_append (text, "|\n");
      for (int column = 0; row == 0 && column < n_columns; column++)
        g_string_append (text, "|---");
      if (row == 0)
        g_string_append (text, "|\n");
    }
  return g_string_free (text, FALSE);
}

/* It goes as far as there is something, and says when there is no further. */
static void
test_code (Fixture *self, gconstpointer data)
{
  g_autofree char *line = g_strnfill (300, 'x');
  g_autofree char *text = g_strdup_printf ("Some words.\n\n```\n%s\nshort\n```\n", line);
  g_autoptr(GPtrArray) boxes = NULL;
  IngotShownBlock *shown;
  GdkRectangle bounds;

  add_reply (self, text);
  boxes = list_boxes (self);
  g_assert_cmpuint (boxes->len, ==, 1);
  shown = boxes->pdata[0];
  ingot_transcript_view_get_block_bounds (self->view, self->view->segments->pdata[0], 1, &bounds);
  g_assert_false (ingot_transcript_view_scroll_box_at (self->view, bounds.x + 5, bounds.y + 5, -50));
  g_assert_true (ingot_transcript_view_scroll_box_at (self->view, bounds.x + 5, bounds.y + 5, 50));
  g_assert_cmpint (shown->scroll, ==, 50);
  g_assert_false (ingot_transcript_view_scroll_box_at (self->view, bounds.x + 5, bounds.y - 5, 50));
  g_assert_true (ingot_transcript_view_scroll_box_at (self->view, bounds.x + 5, bounds.y + 5, 100000));
  g_assert_cmpint (shown->scroll, ==, ingot_shown_block_get_max_scroll (shown));
  g_assert_false (ingot_transcript_view_scroll_box_at (self->view, bounds.x + 5, bounds.y + 5, 1));
  wait_for_frames (self, 1);
}

/* What is looked for comes into sight, also where it is far to the side. */
static void
test_position (Fixture *self, gconstpointer data)
{
  g_autofree char *line = g_strnfill (300, 'x');
  g_autofree char *text = g_strdup_printf ("```\n%s\n```\n", line);
  IngotPosition position = { .part = INGOT_PART_TEXT, .place.offset = 200 };
  GdkRectangle bounds, place;

  add_reply (self, text);
  for (int i = 0; i < 2; i++)
    {
      ingot_transcript_view_scroll_to (self->view, &position);
      ingot_transcript_view_get_block_bounds (self->view, self->view->segments->pdata[0], 0, &bounds);
      g_assert_true (ingot_transcript_view_get_rectangle (self->view, &position, &place));
      g_assert_cmpint (place.x, >, bounds.x);
      g_assert_cmpint (place.x, <, bounds.x + bounds.width);
      position.place.offset = 3;
    }
}

/* The pieces of a long table are one: the same columns, and they scroll together. */
static void
test_long_table (Fixture *self, gconstpointer data)
{
  g_autofree char *text = dup_table (200, 12, "cell");
  g_autoptr(GPtrArray) boxes = NULL;
  IngotShownBlock *first = NULL;
  guint most = 0;

  add_reply (self, text);
  for (int y = 0; y < 7000; y += 400)
    {
      g_clear_pointer (&boxes, g_ptr_array_unref);
      gtk_adjustment_set_value (self->adjustment, y);
      wait_for_frames (self, 2);
      boxes = list_boxes (self);
      g_assert_cmpuint (boxes->len, >, 0);
      most = MAX (most, boxes->len);
      first = boxes->pdata[0];
      if (y == 0)
        ingot_transcript_view_scroll_box_at (self->view, 100, 200, 70);
      for (guint i = 0; i < boxes->len; i++)
        {
          IngotShownBlock *shown = boxes->pdata[i];

          g_assert_cmpmem (shown->columns, 13 * sizeof (int), first->columns, 13 * sizeof (int));
          g_assert_cmpint (shown->scroll, ==, y == 0 || i == 0 ? shown->scroll : first->scroll);
        }
    }
  g_assert_cmpuint (most, >, 1);
}

/* Whoever reads from the right sees the first column first. */
static void
test_right_to_left (Fixture *self, gconstpointer data)
{
  g_autofree char *text = dup_table (3, 12, "مرحبا");
  g_autoptr(GPtrArray) boxes = NULL;
  IngotShownBlock *shown;

  add_reply (self, text);
  boxes = list_boxes (self);
  g_assert_cmpuint (boxes->len, ==, 1);
  shown = boxes->pdata[0];
  g_assert_cmpint (shown->direction, ==, GTK_TEXT_DIR_RTL);
  g_assert_cmpint (shown->scroll, ==, ingot_shown_block_get_max_scroll (shown));
}

#define ADD(path, test) g_test_add ("/boxes/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);

  ADD ("code", test_code);
  ADD ("position", test_position);
  ADD ("long-table", test_long_table);
  ADD ("right-to-left", test_right_to_left);
  return g_test_run ();
}
