/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-ui-test.h"
#include "transcript/ingot-transcript-input.h"
#include "transcript/ingot-transcript.h"

#define QUESTION "How long should a client wait?\nAnd why?"

static IngotTurn *
add_reply (IngotConversation *conversation)
{
  g_autoptr(IngotTurn) question = ingot_turn_new_user (QUESTION);
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("mistral-large", "Contoso");

  ingot_conversation_append (conversation, question);
  ingot_conversation_append (conversation, reply);
  return reply; /* the conversation keeps it */
}

static char *
dup_shown (gpointer transcript)
{
  GtkTextView *view = ingot_ui_test_get_child (transcript, INGOT_TYPE_TRANSCRIPT, "view");
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (view), &start, &end);
  return gtk_text_buffer_get_text (gtk_text_view_get_buffer (view), &start, &end, TRUE);
}

typedef struct
{
  gpointer transcript;
  const char *text;
} Shows;

static gboolean
shows (gpointer data)
{
  Shows *wanted = data;
  g_autofree char *shown = dup_shown (wanted->transcript);

  return strstr (shown, wanted->text) != NULL;
}

static void
wait_for_text (gpointer transcript, const char *text)
{
  Shows wanted = { transcript, text };

  ingot_ui_test_wait (shows, &wanted);
}

static gboolean
hides (gpointer data)
{
  return !shows (data);
}

static void
wait_for_no_text (gpointer transcript, const char *text)
{
  Shows wanted = { transcript, text };

  ingot_ui_test_wait (hides, &wanted);
}

static GtkAdjustment *
get_adjustment (gpointer transcript)
{
  return gtk_scrolled_window_get_vadjustment (
    ingot_ui_test_get_child (transcript, INGOT_TYPE_TRANSCRIPT, "scroller"));
}

static gboolean
is_at_end (gpointer transcript)
{
  GtkAdjustment *adjustment = get_adjustment (transcript);

  return gtk_adjustment_get_value (adjustment)
         >= gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - 1;
}

static gboolean
is_far_down (gpointer transcript)
{
  return is_at_end (transcript) && gtk_adjustment_get_value (get_adjustment (transcript)) > 4000;
}

static gboolean
idle_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

/* Waits until the text is measured to its end, which goes on in the background. */
static void
wait_until_idle (void)
{
  gboolean idle = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, idle_cb, &idle, NULL);
  ingot_ui_test_wait (is_true, &idle);
}

static GtkWindow *
show (gpointer transcript)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 300);
  gtk_window_set_child (GTK_WINDOW (window), transcript);
  ingot_ui_test_show (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

static void
append_lines (IngotTurn *reply, const char *word, int n)
{
  for (int i = 1; i <= n; i++)
    {
      g_autofree char *line = g_strdup_printf ("%s %d of a reply that is long enough to wrap in its column\n",
                                               word, i);

      ingot_turn_append (reply, line);
    }
}

static void
test_finalize (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  IngotTurn *reply = add_reply (conversation);

  ingot_ui_test_assert_finalize (ingot_transcript_new (NULL));
  ingot_ui_test_assert_finalize (ingot_transcript_new (conversation));
  ingot_turn_append (reply, "Nobody looks at this any more.");
}

static void
toggle_reasoning (gpointer transcript)
{
  GtkTextView *view = ingot_ui_test_get_child (transcript, INGOT_TYPE_TRANSCRIPT, "view");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, iter;

  gtk_text_buffer_get_start_iter (buffer, &start);
  g_assert_true (gtk_text_iter_forward_search (&start, "Thought", 0, &iter, NULL, NULL));
  gtk_text_buffer_place_cursor (buffer, &iter);
  g_assert_true (ingot_transcript_input_toggle_at_caret (view));
}

static void
test_grows_in_order (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  IngotTurn *reply = add_reply (conversation);
  IngotTranscript *transcript = g_object_ref_sink (INGOT_TRANSCRIPT (ingot_transcript_new (conversation)));
  const char *you, *thought, *answer, *second;
  g_autofree char *shown = NULL;

  ingot_turn_append_reasoning (reply, "First it ");
  wait_for_text (transcript, "First it ");
  ingot_turn_append_reasoning (reply, "thinks: 생각.");
  wait_for_text (transcript, "▾ Thinking…\nFirst it thinks: 생각.");
  ingot_turn_append (reply, "Then it ");
  wait_for_text (transcript, "Then it ");
  toggle_reasoning (transcript);
  ingot_turn_append_reasoning (reply, " More thought.");
  ingot_turn_append (reply, "answers: 답.");
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  wait_for_text (transcript, "More thought.");
  reply = add_reply (conversation);
  ingot_turn_append (reply, "The second answer");
  wait_for_text (transcript, "The second answer");

  shown = dup_shown (transcript);
  you = strstr (shown, QUESTION);
  thought = strstr (shown, "▾ Thought\nFirst it thinks: 생각. More thought.\n");
  answer = strstr (shown, "Then it answers: 답.\n");
  second = strstr (shown, "The second answer");
  g_assert_true (g_str_has_prefix (shown, "You"));
  g_assert_nonnull (strstr (shown, "mistral-large"));
  g_assert_nonnull (strstr (shown, "Contoso"));
  g_assert_true (you != NULL && you < thought && thought < answer && answer < second);
  g_assert_finalize_object (transcript);
}

/* Open while it is all there is, folded when the answer begins, as the reader wants from then on. */
static void
test_reasoning_folds (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotFacts) facts = ingot_facts_new ();
  IngotTurn *reply = add_reply (conversation);
  IngotTranscript *transcript = g_object_ref_sink (INGOT_TRANSCRIPT (ingot_transcript_new (conversation)));
  g_autofree char *shown = NULL;
  g_autofree char *unfolded = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *markdown = NULL;

  ingot_turn_append_reasoning (reply, "Hm, hm.");
  wait_for_text (transcript, "▾ Thinking…\nHm, hm.");
  facts->thinking_us = 3200000;
  ingot_turn_set_facts (reply, facts);
  ingot_turn_append (reply, "So it is.");
  wait_for_text (transcript, "▸ Thought for 3.2 s\nSo it is.");
  facts->reasoning_tokens = 148;
  ingot_turn_set_facts (reply, facts);
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  wait_for_text (transcript, "▸ Thought for 3.2 s · 148 tokens\nSo it is.");
  shown = dup_shown (transcript);
  g_assert_null (strstr (shown, "Hm"));

  toggle_reasoning (transcript);
  unfolded = dup_shown (transcript);
  g_assert_nonnull (strstr (unfolded, "▾ Thought for 3.2 s · 148 tokens\nHm, hm.\nSo it is."));
  toggle_reasoning (transcript);
  folded = dup_shown (transcript);
  g_assert_cmpstr (folded, ==, shown);
  markdown = ingot_transcript_copy (transcript, INGOT_COPY_MARKDOWN);
  g_assert_null (strstr (markdown, "Hm"));
  g_assert_finalize_object (transcript);
}

/* Pango cannot lay out half a megabyte in one: such a line is shown in pieces and copied as it was. */
static void
test_long_line (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autofree char *line = g_strnfill (500000, 'x');
  g_autofree char *tail = g_strnfill (20000, 'y');
  g_autofree char *copy = NULL;
  IngotTurn *reply = add_reply (conversation);
  IngotTranscript *transcript = g_object_ref_sink (INGOT_TRANSCRIPT (ingot_transcript_new (conversation)));
  GtkTextView *view = ingot_ui_test_get_child (transcript, INGOT_TYPE_TRANSCRIPT, "view");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter iter;

  ingot_turn_set_id (reply, 7);
  ingot_turn_append (reply, line);
  wait_for_text (transcript, "xxx");
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *piece = g_strndup (tail, 1000);
      g_autofree char *mark = g_strnfill (1 + i, 'z');
      g_autofree char *wanted = NULL;

      memcpy (piece + 999 - i, mark, 1 + i);
      memcpy (tail + i * 1000, piece, 1000);
      wanted = g_strconcat ("y", mark, NULL);
      ingot_turn_append (reply, piece);
      wait_for_text (transcript, wanted);
    }
  ingot_turn_append (reply, "\nThe end");
  wait_for_text (transcript, "The end");
  for (int i = 0; i < gtk_text_buffer_get_line_count (buffer); i++)
    {
      gtk_text_buffer_get_iter_at_line (buffer, &iter, i);
      g_assert_cmpint (gtk_text_iter_get_chars_in_line (&iter), <=, 9300);
    }
  copy = ingot_transcript_copy (transcript, INGOT_COPY_TEXT);
  g_assert_true (g_str_has_suffix (copy, "\nThe end"));
  copy[strlen (copy) - strlen ("\nThe end")] = '\0';
  g_assert_true (g_str_has_suffix (copy, tail));
  copy[strlen (copy) - strlen (tail)] = '\0';
  g_assert_true (g_str_has_suffix (copy, line));

  ingot_transcript_reveal (transcript, 7, 520001);
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  g_assert_cmpuint (gtk_text_iter_get_char (&iter), ==, 'T');
  g_assert_finalize_object (transcript);
}

/* A reply that was continued is shown as one. */
static void
test_goes_on (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotTurn) rest = ingot_turn_new_reply ("mistral-large", "Contoso");
  g_autoptr(IngotTurn) next = ingot_turn_new_user ("And now?");
  g_autofree char *markdown = NULL;
  IngotTurn *reply = add_reply (conversation);
  IngotTranscript *transcript = g_object_ref_sink (INGOT_TRANSCRIPT (ingot_transcript_new (conversation)));

  ingot_turn_append (reply, "Half a sen");
  ingot_turn_finish (reply, INGOT_TURN_INTERRUPTED, NULL);
  wait_for_text (transcript, "Half a sen");
  ingot_conversation_append (conversation, rest);
  ingot_turn_append (rest, "tence, and ");
  wait_for_text (transcript, "Half a sentence, and ");
  ingot_turn_append (rest, "a whole one.");
  ingot_turn_finish (rest, INGOT_TURN_COMPLETE, NULL);
  wait_for_text (transcript, "Half a sentence, and a whole one.");
  ingot_conversation_append (conversation, next);
  wait_for_text (transcript, "Half a sentence, and a whole one.\nYou");
  markdown = ingot_transcript_copy (transcript, INGOT_COPY_MARKDOWN);
  g_assert_cmpstr (markdown, ==, "**You**\n\n" QUESTION "\n\n**mistral-large**\n\n"
                                 "Half a sentence, and a whole one.\n\n**You**\n\nAnd now?\n");
  g_assert_finalize_object (transcript);
}

/* What the filter took back is not shown, nor copied. */
static void
test_withheld (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_FILTERED);
  g_autofree char *markdown = NULL;
  g_autofree char *shown = NULL;
  IngotTurn *reply = add_reply (conversation);
  IngotTranscript *transcript = g_object_ref_sink (INGOT_TRANSCRIPT (ingot_transcript_new (conversation)));

  ingot_turn_append (reply, "Something terrible");
  wait_for_text (transcript, "terrible");
  failure->withheld = TRUE;
  ingot_turn_finish (reply, INGOT_TURN_FAILED, failure);
  wait_for_no_text (transcript, "terrible");
  markdown = ingot_transcript_copy (transcript, INGOT_COPY_MARKDOWN);
  g_assert_null (strstr (markdown, "terrible"));
  ingot_transcript_set_conversation (transcript, NULL);
  ingot_transcript_set_conversation (transcript, conversation);
  shown = dup_shown (transcript);
  g_assert_null (strstr (shown, "terrible"));
  g_assert_finalize_object (transcript);
}

static void
test_turns_come_and_go (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_restore (7, NULL, "Old", "", 1, 2);
  g_autoptr(GListStore) stored = g_list_store_new (INGOT_TYPE_TURN);
  g_autoptr(IngotTurn) old = ingot_turn_new_user ("The oldest of all");
  IngotTurn *reply = add_reply (conversation);
  GtkWidget *transcript = g_object_ref_sink (ingot_transcript_new (conversation));
  g_autofree char *shown = NULL;

  ingot_turn_append (reply, "Half an answer");
  wait_for_text (transcript, "Half an answer");
  g_list_store_append (stored, old);
  ingot_conversation_load (conversation, G_LIST_MODEL (stored));
  ingot_turn_append (reply, " and the other half");
  wait_for_text (transcript, "Half an answer and the other half");
  ingot_conversation_remove (conversation, reply);

  shown = dup_shown (transcript);
  g_assert_null (strstr (shown, "Half"));
  g_assert_true (strstr (shown, "The oldest of all") < strstr (shown, QUESTION));
  ingot_transcript_set_conversation (INGOT_TRANSCRIPT (transcript), NULL);
  g_free (shown);
  shown = dup_shown (transcript);
  g_assert_cmpstr (shown, ==, "");
  g_assert_finalize_object (transcript);
}

static void
test_follows_the_end (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  IngotTurn *reply = add_reply (conversation);
  GtkWidget *transcript = ingot_transcript_new (conversation);
  GtkRevealer *jump = ingot_ui_test_get_child (transcript, INGOT_TYPE_TRANSCRIPT, "jump");
  GtkWindow *window;

  append_lines (reply, "before", 200);
  window = show (transcript);
  ingot_ui_test_wait (is_far_down, transcript);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *word = g_strdup_printf ("more%d", i);
      g_autofree char *last = g_strdup_printf ("more%d 40", i);

      append_lines (reply, word, 40);
      wait_for_text (transcript, last);
      ingot_ui_test_wait (is_at_end, transcript);
    }
  g_assert_false (gtk_revealer_get_reveal_child (jump));
  ingot_ui_test_destroy (window);
}

/* Whoever reads further up does not lose the place by a pixel, and is offered the way to the end. */
static void
test_reader_is_not_moved (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  IngotTurn *reply = add_reply (conversation);
  GtkWidget *transcript = ingot_transcript_new (conversation);
  GtkRevealer *jump = ingot_ui_test_get_child (transcript, INGOT_TYPE_TRANSCRIPT, "jump");
  GtkAdjustment *adjustment;
  GtkWindow *window;

  append_lines (reply, "before", 200);
  window = show (transcript);
  adjustment = get_adjustment (transcript);
  ingot_ui_test_wait (is_far_down, transcript);
  wait_until_idle ();
  gtk_adjustment_set_value (adjustment, 500);
  g_assert_true (gtk_revealer_get_reveal_child (jump));

  append_lines (reply, "after", 1000);
  wait_for_text (transcript, "after 1000");
  wait_until_idle ();
  for (int i = 0; i < 5; i++)
    {
      ingot_ui_test_wait_for_frame (transcript);
      g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 500);
    }
  g_assert_true (gtk_revealer_get_reveal_child (jump));

  g_signal_emit_by_name (gtk_revealer_get_child (jump), "clicked");
  ingot_ui_test_wait (is_at_end, transcript);
  g_assert_false (gtk_revealer_get_reveal_child (jump));
  ingot_ui_test_destroy (window);
}

static void
test_selection_stays (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  IngotTurn *reply = add_reply (conversation);
  IngotTranscript *transcript = g_object_ref_sink (INGOT_TRANSCRIPT (ingot_transcript_new (conversation)));
  g_autofree char *found = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *markdown = NULL;

  ingot_turn_append (reply, "a **Needle** in a haystack");
  wait_for_text (transcript, "haystack");
  ingot_transcript_find (transcript, "needle");
  found = ingot_transcript_copy (transcript, INGOT_COPY_TEXT);
  g_assert_cmpstr (found, ==, "Needle");
  ingot_turn_append (reply, ", and more");
  wait_for_text (transcript, "and more");
  kept = ingot_transcript_copy (transcript, INGOT_COPY_TEXT);
  g_assert_cmpstr (kept, ==, "Needle");
  markdown = ingot_transcript_copy (transcript, INGOT_COPY_MARKDOWN);
  g_assert_cmpstr (markdown, ==, "**You**\n\n" QUESTION "\n\n**mistral-large**\n\n"
                                 "a **Needle** in a haystack, and more\n");
  g_assert_finalize_object (transcript);
}

static void
test_reveal (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  IngotTurn *reply = add_reply (conversation);
  IngotTranscript *transcript = g_object_ref_sink (INGOT_TRANSCRIPT (ingot_transcript_new (conversation)));
  GtkTextView *view = ingot_ui_test_get_child (transcript, INGOT_TYPE_TRANSCRIPT, "view");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter caret, end;
  g_autofree char *rest = NULL;

  ingot_turn_set_id (reply, 42);
  ingot_turn_append_reasoning (reply, "음…");
  ingot_turn_append (reply, "한국어 here");
  wait_for_text (transcript, "here");
  ingot_transcript_reveal (transcript, 41, 0);
  ingot_transcript_reveal (transcript, 42, strlen ("한국어 "));
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  gtk_text_buffer_get_end_iter (buffer, &end);
  rest = gtk_text_buffer_get_text (buffer, &caret, &end, TRUE);
  g_assert_cmpstr (rest, ==, "here");
  g_assert_finalize_object (transcript);
}

static gboolean
is_revealed (gpointer transcript)
{
  GtkTextView *view = ingot_ui_test_get_child (transcript, INGOT_TYPE_TRANSCRIPT, "view");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter caret;
  GdkRectangle visible, place;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_iter_location (view, &caret, &place);
  return place.y >= visible.y && place.y + place.height <= visible.y + visible.height;
}

/* What was looked for stays in sight, although a conversation is opened at its end. */
static void
test_reveal_on_opening (void)
{
  g_autoptr(IngotConversation) first = ingot_conversation_new ();
  g_autoptr(IngotConversation) second = ingot_conversation_new ();
  GtkWidget *transcript = ingot_transcript_new (first);
  IngotTurn *reply = add_reply (second);
  GtkWindow *window;

  append_lines (add_reply (first), "first", 200);
  append_lines (reply, "second", 300);
  ingot_turn_set_id (reply, 42);
  window = show (transcript);
  ingot_ui_test_wait (is_far_down, transcript);
  ingot_transcript_set_conversation (INGOT_TRANSCRIPT (transcript), second);
  ingot_transcript_reveal (INGOT_TRANSCRIPT (transcript), 42, strlen ("second 0\n"));
  ingot_ui_test_wait (is_revealed, transcript);
  for (int i = 0; i < 5; i++)
    {
      ingot_ui_test_wait_for_frame (transcript);
      g_assert_true (is_revealed (transcript));
    }
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (transcript)), <, 1000);
  ingot_ui_test_destroy (window);
}

/* The articles of a transcript, as assistive technologies walk along them. */
static guint
count_articles (GtkWidget *transcript)
{
  g_autoptr(GtkAccessible) at = gtk_accessible_get_first_accessible_child (GTK_ACCESSIBLE (transcript));
  guint n = 0;

  while (at != NULL)
    {
      g_autoptr(GtkAccessible) parent = gtk_accessible_get_accessible_parent (at);
      GtkAccessible *next = gtk_accessible_get_next_accessible_sibling (at);

      g_assert_true (parent == GTK_ACCESSIBLE (transcript));
      if (gtk_accessible_get_accessible_role (at) == GTK_ACCESSIBLE_ROLE_ARTICLE)
        n++;
      g_set_object (&at, next);
      g_clear_object (&next);
    }
  return n;
}

static void
test_articles (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  GtkWidget *transcript = g_object_ref_sink (ingot_transcript_new (conversation));
  IngotTurn *reply;

  g_assert_cmpuint (count_articles (transcript), ==, 0);
  reply = add_reply (conversation);
  g_assert_cmpuint (count_articles (transcript), ==, 2);
  ingot_conversation_remove (conversation, reply);
  g_assert_cmpuint (count_articles (transcript), ==, 1);
  for (int i = 0; i < 120; i++)
    reply = add_reply (conversation);
  g_assert_cmpuint (count_articles (transcript), ==, 100);
  ingot_conversation_remove (conversation, reply);
  g_assert_cmpuint (count_articles (transcript), ==, 100);
  ingot_transcript_set_conversation (INGOT_TRANSCRIPT (transcript), NULL);
  g_assert_cmpuint (count_articles (transcript), ==, 0);
  g_assert_finalize_object (transcript);
}

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);

  g_test_add_func ("/transcript/finalize", test_finalize);
  g_test_add_func ("/transcript/grows-in-order", test_grows_in_order);
  g_test_add_func ("/transcript/reasoning-folds", test_reasoning_folds);
  g_test_add_func ("/transcript/long-line", test_long_line);
  g_test_add_func ("/transcript/goes-on", test_goes_on);
  g_test_add_func ("/transcript/withheld", test_withheld);
  g_test_add_func ("/transcript/turns-come-and-go", test_turns_come_and_go);
  g_test_add_func ("/transcript/follows-the-end", test_follows_the_end);
  g_test_add_func ("/transcript/reader-is-not-moved", test_reader_is_not_moved);
  g_test_add_func ("/transcript/selection-stays", test_selection_stays);
  g_test_add_func ("/transcript/reveal", test_reveal);
  g_test_add_func ("/transcript/reveal-on-opening", test_reveal_on_opening);
  g_test_add_func ("/transcript/articles", test_articles);
  return g_test_run ();
}
