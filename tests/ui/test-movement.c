/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-transcript-fixture.h"
#include "transcript/ingot-movement.h"

/* Short for what the fixture calls them. */
typedef IngotTranscriptFixture Fixture;
#define document ingot_transcript_fixture_document
#define add_turns ingot_transcript_fixture_add_turns
#define wait_for_frames ingot_transcript_fixture_wait_for_frames
#define find ingot_transcript_fixture_find

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
      IngotPosition position = find (self, scripts[i], FALSE);
      const IngotRun *run = ingot_transcript_view_get_run (self->view, &position, NULL);
      guint run_turn = position.turn;
      int direction, x = -1;

      wait_for_frames (self, 2);
      position = find (self, scripts[i], FALSE);
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

#define ADD(path, test) \
  g_test_add ("/movement/" path, Fixture, NULL, ingot_transcript_fixture_set_up, test, \
              ingot_transcript_fixture_tear_down)

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);

  ADD ("next-and-previous", test_next_and_previous);
  ADD ("right-and-left", test_right_and_left);
  ADD ("lines", test_lines);
  return g_test_run ();
}
