/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ingot-hostile.h"
#include "ingot-markdown-fixture.h"
#include "ingot-transcript-fixture.h"

/* The transcript draws whatever comes, however much of it has come: a warning ends the test. */

static IngotTranscriptFixture fixture;

/* Not by the frame clock, which would take 16 ms for each. */
static void
draw (void)
{
  GtkWidget *widget = GTK_WIDGET (fixture.view);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  ingot_transcript_view_publish (fixture.view);
  gtk_widget_allocate (widget, gtk_widget_get_width (widget), gtk_widget_get_height (widget), -1, NULL);
  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
}

static void
paint (void)
{
  gtk_widget_queue_draw (GTK_WIDGET (fixture.view));
  ingot_transcript_fixture_wait_for_frames (&fixture, 1);
}

static void
clear (void)
{
  while (ingot_conversation_get_last (fixture.conversation) != NULL)
    ingot_conversation_remove (fixture.conversation, ingot_conversation_get_last (fixture.conversation));
}

static void
draw_every_prefix (const char *name, const char *text)
{
  IngotTurn *reply = ingot_transcript_fixture_add_turns (&fixture, "", FALSE);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autofree char *character = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));

      ingot_turn_append (reply, character);
      draw ();
    }
  paint ();
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  draw ();
  clear ();
}

static void
test_every_prefix (void)
{
  ingot_transcript_fixture_set_up (&fixture, NULL);
  ingot_markdown_fixture_for_each (draw_every_prefix);
  ingot_transcript_fixture_tear_down (&fixture, NULL);
}

static void
test_hostile (gconstpointer data)
{
  g_autofree char *text = ingot_hostile_make (data);
  const char *middle = g_utf8_find_next_char (text + strlen (text) / 2, NULL);
  g_autofree char *first = g_strndup (text, (gsize) (middle - text));
  IngotTurn *reply;

  ingot_transcript_fixture_set_up (&fixture, NULL);
  reply = ingot_transcript_fixture_add_turns (&fixture, first, FALSE);
  draw ();
  ingot_turn_append (reply, middle);
  draw ();
  paint ();
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  draw ();
  ingot_transcript_fixture_go_to_start (&fixture);
  paint ();
  clear ();
  ingot_transcript_fixture_tear_down (&fixture, NULL);
}

int
main (int argc, char **argv)
{
  ingot_ui_test_init (&argc, &argv);
  g_test_add_func ("/drawing/every-prefix", test_every_prefix);
  for (gsize i = 0; i < ingot_n_hostile; i++)
    {
      g_autofree char *path = g_strdup_printf ("/drawing/hostile/%s", ingot_hostile[i].name);

      g_test_add_data_func (path, &ingot_hostile[i], test_hostile);
    }
  return g_test_run ();
}
