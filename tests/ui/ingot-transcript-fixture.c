/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-transcript-fixture.h"

#define WIDTH 600

const char ingot_transcript_fixture_document[] =
  "## Which answers to retry\n\nOnly what is **safe** to *send* twice, see [there](https://example.com/a).\n\n"
  "1. Before the first byte: `408`, `429`.\n2. At most two.\n   - nested\n   - [x] done\n\n"
  "| Status | Wait |\n|---|:-:|\n| 429 | as asked |\n| 503 | 1 s |\n\n> A quotation.\n>\n> > And a deeper one.\n\n"
  "```c\nint main (void);\n```\n\n---\n\nمرحبا بالعالم\n\n- عنصر\n\n한국어 *기울임*\n\n<b>raw</b>\n";

void
ingot_transcript_fixture_set_up (IngotTranscriptFixture *self, gconstpointer data)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->conversation = ingot_conversation_new ();
  self->view = INGOT_TRANSCRIPT_VIEW (ingot_transcript_view_new (self->conversation));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, WIDTH, INGOT_TRANSCRIPT_FIXTURE_PAGE);
  gtk_window_set_child (self->window, scroller);
  ingot_ui_test_show (self->window);
}

void
ingot_transcript_fixture_tear_down (IngotTranscriptFixture *self, gconstpointer data)
{
  ingot_ui_test_destroy (self->window);
  g_object_unref (self->conversation);
}

IngotTurn *
ingot_transcript_fixture_add_turns (IngotTranscriptFixture *self, const char *text, gboolean is_finished)
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

void
ingot_transcript_fixture_wait_for_frames (IngotTranscriptFixture *self, int n)
{
  for (int i = 0; i < n; i++)
    {
      gtk_widget_queue_draw (GTK_WIDGET (self->view));
      ingot_ui_test_wait_for_frame (GTK_WIDGET (self->view));
    }
}

void
ingot_transcript_fixture_go_to_start (IngotTranscriptFixture *self)
{
  ingot_transcript_fixture_wait_for_frames (self, 2);
  gtk_adjustment_set_value (self->adjustment, 0);
  ingot_transcript_fixture_wait_for_frames (self, INGOT_ANCHOR_QUIET_FRAMES + 2);
}

IngotPosition
ingot_transcript_fixture_find (IngotTranscriptFixture *self, const char *text, gboolean after)
{
  IngotPosition position;
  const char *found = NULL;

  g_assert_true (ingot_transcript_view_get_start (self->view, &position));
  do
    {
      const IngotRun *run = ingot_transcript_view_get_run (self->view, &position, NULL);

      found = strstr (run->text, text);
      position.place.offset = found != NULL ? (gsize) (found - run->text) + (after ? strlen (text) : 0) : 0;
    }
  while (found == NULL && ingot_transcript_view_next_run (self->view, &position));
  g_assert_nonnull (found);
  return position;
}
