/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-ui-test.h"
#include "transcript/ingot-movement.h"

#define WIDTH 600
#define PAGE 500

typedef struct
{
  IngotConversation *conversation;
  IngotTranscriptView *view;
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

  self->conversation = ingot_conversation_new ();
  self->view = INGOT_TRANSCRIPT_VIEW (ingot_transcript_view_new (self->conversation));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, WIDTH, PAGE);
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
  g_autoptr(IngotTurn) question = ingot_turn_new_user ("A *question*\nof two lines");
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

/* The place before the first @text from the start on. */
static IngotPosition
find (Fixture *self, const char *text)
{
  IngotPosition position;
  const char *found = NULL;

  g_assert_true (ingot_transcript_view_get_start (self->view, &position));
  do
    {
      const IngotRun *run = ingot_transcript_view_get_run (self->view, &position, NULL);

      found = strstr (run->text, text);
      position.place.offset = found != NULL ? (gsize) (found - run->text) : 0;
    }
  while (found == NULL && ingot_transcript_view_next_run (self->view, &position));
  g_assert_nonnull (found);
  return position;
}

static const char *const scripts[] = {
  "Plain words, and more.",
  "한국어는 음절로 쓴다. 각",
  "\341\204\200\341\205\241\341\206\250\341\204\202\341\205\251", /* the same as single letters */
  "Flags 🇰🇷🇩🇪, families 👨‍👩‍👧‍👦, skin 👍🏽 and e\u0301.",
  "مرحبا بالعالم",
  "English, then العربية والعبرية, then 12 (עברית) again.",
  "שלום world שלום 42 end",
};

/* Each step on is taken back by a step back, wherever one is, over the ends of runs too. */
static void
assert_inverse (Fixture *self, IngotStep step)
{
  g_autoptr(GArray) path = g_array_new (FALSE, FALSE, sizeof (IngotPosition));
  IngotPosition position;
  int x = -1;

  g_assert_true (ingot_transcript_view_get_start (self->view, &position));
  do
    g_array_append_val (path, position);
  while (ingot_transcript_view_move (self->view, &position, step, 1, &x));
  g_assert_cmpuint (path->len, >, 100);
  for (guint i = path->len - 1; i-- > 0;)
    {
      g_assert_true (ingot_transcript_view_move (self->view, &position, step, -1, &x));
      g_assert_true (ingot_position_equal (&position, &g_array_index (path, IngotPosition, i)));
    }
  g_assert_false (ingot_transcript_view_move (self->view, &position, step, -1, &x));
}

static void
test_next_and_previous (Fixture *self, gconstpointer data)
{
  g_autofree char *text = g_strjoinv ("\n\n", (char **) (const char *[]) { scripts[0], scripts[1], scripts[2],
                                                                           scripts[3], scripts[4], scripts[5],
                                                                           scripts[6], NULL });

  add_turns (self, text, TRUE);
  add_turns (self, document, TRUE);
  assert_inverse (self, INGOT_STEP_CHARACTER);
  wait_for_frames (self, 2);
  assert_inverse (self, INGOT_STEP_CHARACTER);
}

/* To the right through a line and back to the left: the same places. */
static void
test_right_and_left (Fixture *self, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      IngotTurn *reply = add_turns (self, scripts[i], TRUE);
      g_autoptr(GArray) path = g_array_new (FALSE, FALSE, sizeof (IngotPosition));
      IngotPosition position = find (self, scripts[i]);
      const IngotRun *run = ingot_transcript_view_get_run (self->view, &position, NULL);
      guint run_turn = position.turn;
      int direction, x = -1;

      wait_for_frames (self, 2);
      position = find (self, scripts[i]);
      direction = g_unichar_type (g_utf8_get_char (run->text)) == G_UNICODE_OTHER_LETTER && (i == 4 || i == 6) ? -1 : 1;
      for (int n = 0; position.turn == run_turn && n < 200; n++)
        {
          g_array_append_val (path, position);
          if (!ingot_transcript_view_move (self->view, &position, INGOT_STEP_VISUAL, direction, &x))
            break;
        }
      g_assert_cmpuint (path->len, >=, 2);
      g_assert_cmpuint (path->len, <, 200);
      position = g_array_index (path, IngotPosition, path->len - 1);
      for (guint n = path->len - 1; n-- > 0;)
        {
          g_assert_true (ingot_transcript_view_move (self->view, &position, INGOT_STEP_VISUAL, -direction, &x));
          g_assert_true (ingot_position_equal (&position, &g_array_index (path, IngotPosition, n)));
        }
      ingot_conversation_remove (self->conversation, reply);
    }
}

/* Down through everything and up again, over what is not laid out. */
static void
test_lines (Fixture *self, gconstpointer data)
{
  IngotPosition position, start, end;
  int x = -1;
  guint n = 0;

  for (int i = 0; i < 20; i++)
    add_turns (self, document, TRUE);
  wait_for_frames (self, 2);
  ingot_transcript_view_get_start (self->view, &start);
  ingot_transcript_view_get_end (self->view, &end);
  position = start;
  while (ingot_transcript_view_move (self->view, &position, INGOT_STEP_LINE, 1, &x))
    g_assert_cmpuint (n++, <, 1000);
  g_assert_true (ingot_position_equal (&position, &end));
  g_assert_cmpuint (n, >, 20 * 15);
  x = -1;
  while (ingot_transcript_view_move (self->view, &position, INGOT_STEP_PAGE, -1, &x))
    g_assert_cmpuint (n--, >, 0);
  g_assert_true (ingot_position_equal (&position, &start));
}

#define ADD(path, test) g_test_add ("/movement/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);

  ADD ("next-and-previous", test_next_and_previous);
  ADD ("right-and-left", test_right_and_left);
  ADD ("lines", test_lines);
  return g_test_run ();
}
