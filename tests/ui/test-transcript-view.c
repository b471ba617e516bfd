/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-ui-test.h"
#include "transcript/ingot-transcript-private.h"

#define PAGE 500

typedef struct
{
  IngotConversation *conversation;
  IngotTranscriptView *view;
  GtkAdjustment *adjustment;
  GtkWindow *window;
} Fixture;

static const char document[] =
  "## Which answers to retry\n\nOnly what is **safe** to *send* twice, see [there](https://example.com/a).\n\n"
  "1. Before the first byte: `408`, `429`.\n2. At most two.\n   - nested\n   - [x] done\n\n"
  "| Status | Wait |\n|---|:-:|\n| 429 | as asked |\n| 503 | 1 s |\n\n> A quotation.\n>\n> > And a deeper one.\n\n"
  "```c\nint main (void);\n```\n\n---\n\nمرحبا بالعالم\n\n- عنصر\n\n한국어 *기울임*\n\n<b>raw</b>\n";

static void
set_up (Fixture *self, gconstpointer data)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *window = gtk_window_new ();

  self->conversation = ingot_conversation_new ();
  self->view = INGOT_TRANSCRIPT_VIEW (ingot_transcript_view_new (self->conversation));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  self->window = GTK_WINDOW (window);
  gtk_window_set_default_size (self->window, 600, PAGE);
  gtk_window_set_child (self->window, scroller);
  ingot_ui_test_show (self->window);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ingot_ui_test_destroy (self->window);
  g_object_unref (self->conversation);
}

/* A question and its answer. */
static IngotTurn *
add_turns (Fixture *self, const char *text, gboolean is_finished)
{
  g_autoptr(IngotTurn) question = ingot_turn_new_user ("A question\nof two lines");
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("mistral-large", "Contoso");

  ingot_turn_append (reply, text);
  if (is_finished)
    ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  ingot_conversation_append (self->conversation, question);
  ingot_conversation_append (self->conversation, reply);
  return reply;
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

static gboolean
is_at_end (Fixture *self)
{
  return gtk_adjustment_get_value (self->adjustment) + gtk_adjustment_get_page_size (self->adjustment)
         >= gtk_adjustment_get_upper (self->adjustment);
}

/* The text that is in sight, from the top on. */
static char *
dup_text_at (Fixture *self, double y)
{
  IngotPosition position;
  const IngotRun *run;

  if (!ingot_transcript_view_get_position_at (self->view, self->view->column_x + 40, y, &position))
    return NULL;
  run = ingot_transcript_view_get_run (self->view, &position, NULL);
  return run != NULL ? g_strndup (run->text, run->length) : NULL;
}

static void
test_only_what_is_near (Fixture *self, gconstpointer data)
{
  for (int i = 0; i < 400; i++)
    add_turns (self, document, TRUE);
  wait_for_frames (self, 3);
  g_assert_true (is_at_end (self));
  g_assert_cmpuint (self->view->segments->len, ==, 800);
  g_assert_cmpuint (self->view->laid_out->len, <=, 8);
  g_assert_cmpuint (self->view->n_layouts, <, 30);
  for (int i = 0; i < 30; i++)
    {
      gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) - 700);
      wait_for_frames (self, 1);
      g_assert_cmpuint (self->view->laid_out->len, <=, 8);
    }
  g_assert_true (ingot_transcript_view_get_is_away (self->view));
}

/* Where a long text is cut does not show: all of it is there once, in order. */
static void
test_long_reply (Fixture *self, gconstpointer data)
{
  g_autoptr(GString) text = g_string_new (NULL);
  IngotPosition position;
  guint n = 0;
  guint steps = 0;

  for (int i = 0; i < 3000; i++)
    g_string_append_printf (text, "Paragraph number %d of a long answer.\n\n", i);
  add_turns (self, text->str, TRUE);
  wait_for_frames (self, 3);
  g_assert_cmpuint (self->view->segments->len, >, 10);
  g_assert_cmpuint (self->view->laid_out->len, <, self->view->segments->len);
  g_assert_true (ingot_transcript_view_get_start (self->view, &position));
  g_assert_cmpuint (position.turn, ==, 0);
  while (ingot_transcript_view_next_run (self->view, &position))
    {
      g_autofree char *wanted = g_strdup_printf ("Paragraph number %u of a long answer.", n);
      const IngotRun *run = ingot_transcript_view_get_run (self->view, &position, NULL);

      steps++;
      if (position.turn == 0)
        continue;
      g_assert_cmpstr (run->text, ==, wanted);
      n++;
    }
  g_assert_cmpuint (n, ==, 3000);
  while (ingot_transcript_view_previous_run (self->view, &position))
    steps--;
  g_assert_cmpuint (steps, ==, 0);
}

/* Over 1,000 updates whoever reads further up is not moved by a pixel. */
static void
test_reader_is_not_moved (Fixture *self, gconstpointer data)
{
  IngotTurn *reply;
  GdkRectangle before, after;
  IngotPosition position;

  for (int i = 0; i < 20; i++)
    add_turns (self, document, TRUE);
  reply = add_turns (self, document, FALSE);
  wait_for_frames (self, 3);
  gtk_adjustment_set_value (self->adjustment, 2000);
  wait_for_frames (self, INGOT_ANCHOR_QUIET_FRAMES + 2);
  g_assert_true (ingot_transcript_view_get_is_away (self->view));
  g_assert_true (ingot_transcript_view_get_position_at (self->view, 100, 200, &position));
  g_assert_true (ingot_transcript_view_get_rectangle (self->view, &position, &before));
  for (int i = 0; i < 1000; i++)
    {
      ingot_turn_append (reply, i % 10 == 9 ? "\n\n" : " and more words of it");
      ingot_transcript_view_publish (self->view);
      if (i % 20 == 0)
        wait_for_frames (self, 1);
      g_assert_true (ingot_transcript_view_get_rectangle (self->view, &position, &after));
      g_assert_true (gdk_rectangle_equal (&before, &after));
    }
  ingot_transcript_view_follow (self->view);
  wait_for_frames (self, 3);
  g_assert_true (is_at_end (self));
  g_assert_false (ingot_transcript_view_get_is_away (self->view));
}

static void
test_follows_the_end (Fixture *self, gconstpointer data)
{
  IngotTurn *reply = add_turns (self, "", FALSE);

  for (int i = 0; i < 60; i++)
    {
      g_autofree char *line = g_strdup_printf ("Line %d of it.\n\n", i);
      g_autofree char *shown = NULL;

      ingot_turn_append (reply, line);
      ingot_transcript_view_publish (self->view);
      wait_for_frames (self, 2);
      g_assert_true (is_at_end (self));
    }
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  add_turns (self, document, TRUE);
  wait_for_frames (self, 2);
  g_assert_true (is_at_end (self));
}

/* What is laid out for another width is as high as if it had been made for it. */
static void
assert_laid_out_as_new (Fixture *self)
{
  g_autoptr(GArray) heights = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < self->view->segments->len; i++)
    {
      IngotSegment *segment = self->view->segments->pdata[i];
      int height = segment->blocks != NULL ? segment->height : -1;

      g_array_append_val (heights, height);
    }
  ingot_transcript_view_drop_layouts (self->view);
  gtk_widget_queue_allocate (GTK_WIDGET (self->view));
  wait_for_frames (self, 2);
  for (guint i = 0; i < self->view->segments->len; i++)
    {
      IngotSegment *segment = self->view->segments->pdata[i];

      if (segment->blocks != NULL && g_array_index (heights, int, i) >= 0)
        g_assert_cmpint (segment->height, ==, g_array_index (heights, int, i));
    }
}

/* That lines wrap elsewhere does not take the reader elsewhere. */
static void
test_resize (Fixture *self, gconstpointer data)
{
  g_autofree char *before = NULL;

  for (int i = 0; i < 30; i++)
    {
      g_autofree char *text = g_strdup_printf ("Answer %d\n\n%s", i, document);

      add_turns (self, text, TRUE);
    }
  wait_for_frames (self, 2);
  gtk_adjustment_set_value (self->adjustment, 6000);
  wait_for_frames (self, INGOT_ANCHOR_QUIET_FRAMES + 2);
  before = dup_text_at (self, 1);
  for (int width = 360; width < 1200; width += 140)
    {
      g_autofree char *now = NULL;

      gtk_window_set_default_size (self->window, width, PAGE);
      wait_for_frames (self, 3);
      now = dup_text_at (self, 1);
      g_assert_cmpstr (now, ==, before);
      assert_laid_out_as_new (self);
    }
}

static void
test_reveal (Fixture *self, gconstpointer data)
{
  g_autoptr(GString) text = g_string_new (NULL);
  IngotTurn *reply;
  IngotPosition position = { .turn = 1, .part = INGOT_PART_TEXT };
  GdkRectangle place;
  gsize offset;

  for (int i = 0; i < 2000; i++)
    g_string_append_printf (text, "Paragraph number %d of a long answer.\n\n", i);
  reply = add_turns (self, text->str, TRUE);
  ingot_turn_set_id (reply, 42);
  for (int i = 0; i < 10; i++)
    add_turns (self, document, TRUE);
  wait_for_frames (self, 2);
  offset = strstr (text->str, "number 700 ") - text->str;
  g_assert_false (ingot_transcript_view_reveal (self->view, 41, 0));
  g_assert_true (ingot_transcript_view_reveal (self->view, 42, offset));
  wait_for_frames (self, 3);
  ingot_markdown_locate (ingot_shown_turn_get_text (self->view->turns->pdata[1], INGOT_PART_TEXT), offset,
                         &position.place);
  g_assert_true (ingot_transcript_view_get_rectangle (self->view, &position, &place));
  g_assert_cmpint (place.y, >=, 0);
  g_assert_cmpint (place.y, <, PAGE / 2);
}

static void
test_turns_come_and_go (Fixture *self, gconstpointer data)
{
  g_autoptr(IngotTurn) rest = ingot_turn_new_reply ("mistral-large", "Contoso");
  IngotTurn *reply = add_turns (self, "Half a sen", FALSE);
  IngotPosition start;

  ingot_turn_finish (reply, INGOT_TURN_INTERRUPTED, NULL);
  ingot_conversation_append (self->conversation, rest);
  g_assert_cmpuint (self->view->turns->len, ==, 2);
  ingot_turn_append (rest, "tence");
  ingot_turn_finish (rest, INGOT_TURN_COMPLETE, NULL);
  wait_for_frames (self, 4);
  ingot_transcript_view_publish (self->view);
  g_assert_cmpstr (ingot_markdown_get_source (ingot_shown_turn_get_text (self->view->turns->pdata[1],
                                                                         INGOT_PART_TEXT)), ==, "Half a sentence");
  ingot_conversation_remove (self->conversation, rest);
  ingot_conversation_remove (self->conversation, reply);
  g_assert_cmpuint (self->view->turns->len, ==, 1);
  wait_for_frames (self, 1);
  ingot_transcript_view_set_conversation (self->view, NULL);
  g_assert_false (ingot_transcript_view_get_start (self->view, &start));
  wait_for_frames (self, 1);
  ingot_transcript_view_set_conversation (self->view, self->conversation);
  g_assert_true (ingot_transcript_view_get_start (self->view, &start));
}

static void
test_reasoning (Fixture *self, gconstpointer data)
{
  IngotTurn *reply = add_turns (self, "", FALSE);
  IngotShownTurn *shown = self->view->turns->pdata[1];
  GdkRectangle fold;

  ingot_turn_append_reasoning (reply, "Hm.\n\nHm, hm.");
  ingot_transcript_view_publish (self->view);
  wait_for_frames (self, 1);
  g_assert_true (shown->is_open);
  g_assert_cmpuint (shown->n_segments, ==, 2);
  g_assert_true (ingot_transcript_view_get_fold_bounds (self->view, shown, &fold));
  ingot_turn_append (reply, "So it is.");
  ingot_transcript_view_publish (self->view);
  wait_for_frames (self, 1);
  g_assert_false (shown->is_open);
  g_assert_cmpuint (shown->n_segments, ==, 1);
  ingot_transcript_view_toggle_reasoning (self->view, shown);
  wait_for_frames (self, 1);
  g_assert_cmpuint (shown->n_segments, ==, 2);
}

/* What a person typed is no Markdown. */
static void
test_question (Fixture *self, gconstpointer data)
{
  g_autoptr(GString) long_text = g_string_new ("# No *heading*\n");
  g_autoptr(IngotTurn) question = NULL;
  IngotPosition position;
  gsize length = 0;

  for (int i = 0; i < 2000; i++)
    g_string_append_printf (long_text, "Line %d\n   of what was <pasted>\n\n", i);
  question = ingot_turn_new_user (long_text->str);
  ingot_conversation_append (self->conversation, question);
  wait_for_frames (self, 2);
  g_assert_cmpuint (self->view->segments->len, >, 5);
  g_assert_true (ingot_transcript_view_get_start (self->view, &position));
  do
    {
      const IngotRun *run = ingot_transcript_view_get_run (self->view, &position, NULL);

      g_assert_true (strncmp (long_text->str + length, run->text, run->length) == 0);
      length += run->length + 1;
    }
  while (ingot_transcript_view_next_run (self->view, &position));
  /* Empty lines at the end are not shown. */
  g_assert_cmpuint (length, ==, long_text->len - 1);
}

/* The articles of a transcript, as assistive technologies walk along them. */
static guint
count_articles (Fixture *self)
{
  g_autoptr(GtkAccessible) at = gtk_accessible_get_first_accessible_child (GTK_ACCESSIBLE (self->view));
  guint n = 0;

  while (at != NULL)
    {
      g_autoptr(GtkAccessible) parent = gtk_accessible_get_accessible_parent (at);
      GtkAccessible *next = gtk_accessible_get_next_accessible_sibling (at);

      g_assert_true (parent == GTK_ACCESSIBLE (self->view));
      if (gtk_accessible_get_accessible_role (at) == GTK_ACCESSIBLE_ROLE_ARTICLE)
        n++;
      g_set_object (&at, next);
      g_clear_object (&next);
    }
  return n;
}

static void
test_articles (Fixture *self, gconstpointer data)
{
  IngotTurn *reply;

  g_assert_cmpuint (count_articles (self), ==, 0);
  reply = add_turns (self, "An answer", TRUE);
  g_assert_cmpuint (count_articles (self), ==, 2);
  ingot_conversation_remove (self->conversation, reply);
  g_assert_cmpuint (count_articles (self), ==, 1);
  for (int i = 0; i < 120; i++)
    reply = add_turns (self, "An answer", TRUE);
  g_assert_cmpuint (count_articles (self), ==, 100);
  ingot_conversation_remove (self->conversation, reply);
  g_assert_cmpuint (count_articles (self), ==, 100);
  ingot_transcript_view_set_conversation (self->view, NULL);
  g_assert_cmpuint (count_articles (self), ==, 0);
}

#define ADD(path, test) g_test_add ("/transcript-view/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);

  ADD ("only-what-is-near", test_only_what_is_near);
  ADD ("long-reply", test_long_reply);
  ADD ("reader-is-not-moved", test_reader_is_not_moved);
  ADD ("follows-the-end", test_follows_the_end);
  ADD ("resize", test_resize);
  ADD ("reveal", test_reveal);
  ADD ("turns-come-and-go", test_turns_come_and_go);
  ADD ("reasoning", test_reasoning);
  ADD ("question", test_question);
  ADD ("articles", test_articles);
  return g_test_run ();
}
