/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-transcript-fixture.h"
#include "transcript/ingot-selection.h"
#include "transcript/ingot-transcript-children.h"
#include "transcript/ingot-view-find.h"

typedef IngotTranscriptFixture Fixture;

static gboolean
is_over (gpointer view)
{
  return !ingot_transcript_view_is_searching (view);
}

static void
assert_found (Fixture *self, guint n, guint current)
{
  guint is_current;

  ingot_ui_test_wait (is_over, self->view);
  g_assert_cmpuint (ingot_transcript_view_get_found (self->view, &is_current), ==, n);
  g_assert_cmpuint (is_current, ==, current);
}

/* All places, whatever the case and across markup; from the reader's place on, and around at the ends. */
static void
test_all (Fixture *self, gconstpointer data)
{
  ingot_transcript_fixture_add_turns (self, "a nee**dle** here\n\n- NEEDLE\n\n```\nneedle needle\n```\n", TRUE);
  ingot_transcript_fixture_wait_for_frames (self, 2);
  ingot_transcript_view_find (self->view, "needle");
  assert_found (self, 4, 1);
  ingot_transcript_view_find_step (self->view, 1);
  assert_found (self, 4, 2);
  ingot_transcript_view_find_step (self->view, -1);
  ingot_transcript_view_find_step (self->view, -1);
  assert_found (self, 4, 4);
  ingot_transcript_view_find_step (self->view, 1);
  assert_found (self, 4, 1);
  ingot_transcript_view_find (self->view, "no such thing");
  assert_found (self, 0, 0);
  ingot_transcript_view_find (self->view, NULL);
  assert_found (self, 0, 0);
}

/* What comes is found as well, and where the reader is does not change by it. */
static void
test_grows (Fixture *self, gconstpointer data)
{
  IngotTurn *reply = ingot_transcript_fixture_add_turns (self, "needle and **needle", FALSE);

  ingot_transcript_fixture_wait_for_frames (self, 2);
  ingot_transcript_view_find (self->view, "needle");
  assert_found (self, 2, 1);
  ingot_transcript_view_find_step (self->view, 1);
  for (int i = 0; i < 20; i++)
    {
      ingot_turn_append (reply, i % 2 == 0 ? " nee" : "dle**\n\n");
      ingot_transcript_view_publish (self->view);
      assert_found (self, 2 + (i + 1) / 2, 2);
    }
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  ingot_transcript_fixture_add_turns (self, "another needle", TRUE);
  assert_found (self, 13, 2);
  ingot_conversation_remove (self->conversation, reply);
  ingot_ui_test_wait (is_over, self->view);
  ingot_transcript_view_find_step (self->view, 1);
  assert_found (self, 1, 1);
}

/* What is folded is not shown, so it is not found. */
static void
test_reasoning (Fixture *self, gconstpointer data)
{
  IngotTurn *reply = ingot_transcript_fixture_add_turns (self, "", FALSE);

  ingot_turn_append_reasoning (reply, "a needle, thought of");
  ingot_turn_append (reply, "a needle");
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  ingot_transcript_view_publish (self->view);
  ingot_transcript_fixture_wait_for_frames (self, 2);
  ingot_transcript_view_find (self->view, "needle");
  assert_found (self, 1, 1);
  ingot_transcript_view_toggle_reasoning (self->view, self->view->turns->pdata[1]);
  assert_found (self, 2, 2);
  ingot_transcript_view_toggle_reasoning (self->view, self->view->turns->pdata[1]);
  assert_found (self, 1, 1);
}

static gboolean
is_current_in_sight (gpointer data)
{
  Fixture *self = data;
  IngotPosition first, last;
  GdkRectangle place;

  ingot_transcript_view_select_found (self->view);
  return ingot_transcript_view_get_selection (self->view, &first, &last)
         && ingot_transcript_view_get_rectangle (self->view, &first, &place) && place.y >= 0
         && place.y < gtk_widget_get_height (GTK_WIDGET (self->view));
}

/* A long conversation is looked through in slices; nothing of it is laid out for that, nor kept. */
static void
test_long (Fixture *self, gconstpointer data)
{
  guint n = 0;

  for (int i = 0; i < 1000; i++)
    ingot_transcript_fixture_add_turns (self, i == 3 ? "the needle" : ingot_transcript_fixture_document, TRUE);
  ingot_transcript_fixture_wait_for_frames (self, 3);
  ingot_transcript_view_find (self->view, "needle");
  g_assert_true (ingot_transcript_view_is_searching (self->view));
  assert_found (self, 1, 1);
  ingot_ui_test_wait (is_current_in_sight, self);
  g_assert_cmpuint (self->view->laid_out->len, <=, 24);
  for (guint i = 0; i < self->view->turns->len; i++)
    n += ((IngotShownTurn *) self->view->turns->pdata[i])->texts[INGOT_PART_TEXT] != NULL;
  g_assert_cmpuint (n, <=, 24);
}

static guint
count_widgets (Fixture *self)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

static GtkWidget *
create_foot (gpointer n_created)
{
  (*(guint *) n_created)++;
  return gtk_button_new_with_label ("Foot");
}

static void
bind_foot (GtkWidget *foot, IngotTurn *turn, gboolean is_last, gpointer user_data)
{
  g_object_set_data (G_OBJECT (foot), "turn", turn);
  gtk_button_set_label (GTK_BUTTON (foot), is_last ? "Last" : "Foot");
}

static const IngotFootFactory feet = { create_foot, bind_foot };

/* Real widgets are there only for what is near, and are used again. */
static void
test_widgets (Fixture *self, gconstpointer data)
{
  guint n_created = 0;

  ingot_transcript_view_set_foot_factory (self->view, &feet, &n_created);
  for (int i = 0; i < 300; i++)
    ingot_transcript_fixture_add_turns (self, ingot_transcript_fixture_document, TRUE);
  for (int i = 0; i < 60; i++)
    {
      gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) - 450);
      ingot_transcript_fixture_wait_for_frames (self, 1);
      g_assert_cmpuint (count_widgets (self), <, 60);
    }
  g_assert_cmpuint (n_created, <, 20);
}

/* A widget that has the focus is not taken away from under it, wherever the reader scrolls. */
static void
test_focus_stays (Fixture *self, gconstpointer data)
{
  guint n_created = 0;
  GtkWidget *focus;
  gpointer turn;

  ingot_transcript_view_set_foot_factory (self->view, &feet, &n_created);
  for (int i = 0; i < 100; i++)
    ingot_transcript_fixture_add_turns (self, ingot_transcript_fixture_document, TRUE);
  ingot_transcript_fixture_go_to_start (self);
  for (focus = gtk_widget_get_last_child (GTK_WIDGET (self->view));
       focus != NULL && (!gtk_widget_get_child_visible (focus) || g_object_get_data (G_OBJECT (focus), "turn") == NULL
                         || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (focus)), "Foot") != 0);
       focus = gtk_widget_get_prev_sibling (focus))
    ;
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_grab_focus (focus));
  turn = g_object_get_data (G_OBJECT (focus), "turn");
  for (int i = 0; i < 30; i++)
    {
      gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) + 450);
      ingot_transcript_fixture_wait_for_frames (self, 1);
    }
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == focus);
  g_assert_true (g_object_get_data (G_OBJECT (focus), "turn") == turn);
  ingot_conversation_remove (self->conversation, turn);
  ingot_transcript_fixture_wait_for_frames (self, 1);
  g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (self->window)));
}

#define ADD(path, test) \
  g_test_add ("/find/" path, Fixture, NULL, ingot_transcript_fixture_set_up, test, ingot_transcript_fixture_tear_down)

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);

  ADD ("all", test_all);
  ADD ("grows", test_grows);
  ADD ("reasoning", test_reasoning);
  ADD ("long", test_long);
  ADD ("widgets", test_widgets);
  ADD ("focus-stays", test_focus_stays);
  return g_test_run ();
}
