/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-ui-test.h"
#include "transcript/ingot-find-bar.h"
#include "transcript/ingot-transcript.h"
#include "transcript/ingot-view-find.h"

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

static IngotTranscriptView *
get_view (gpointer transcript)
{
  return ingot_ui_test_get_child (transcript, INGOT_TYPE_TRANSCRIPT, "view");
}

static void
append_part (IngotTranscriptView *view, guint turn, IngotPart part, GString *shown)
{
  IngotPosition at = { .turn = turn, .part = part };
  const IngotBlock *block;
  const IngotRun *run;

  for (run = ingot_transcript_view_get_run (view, &at, &block); run != NULL && at.turn == turn && at.part == part;
       run = ingot_transcript_view_get_run (view, &at, &block))
    {
      g_assert_cmpuint (run->length, <=, INGOT_RUN_MAX_BYTES);
      if (!block->is_joined)
        g_string_append_c (shown, '\n');
      g_string_append_len (shown, run->text, run->length);
      if (!ingot_transcript_view_next_run (view, &at))
        break;
    }
}

/* Who speaks, the line that folds the reasoning, and all that is shown. */
static char *
dup_shown (gpointer transcript)
{
  IngotTranscriptView *view = get_view (transcript);
  GString *shown = g_string_new (NULL);

  for (guint i = 0; i < view->turns->len; i++)
    {
      IngotShownTurn *turn = view->turns->pdata[i];
      g_autofree char *thought = ingot_shown_turn_dup_thought (turn);
      g_autofree char *tokens = ingot_shown_turn_dup_thought_tokens (turn);

      g_string_append_printf (shown, "%s%s", i > 0 ? "\n" : "", ingot_shown_turn_get_name (turn));
      if (ingot_shown_turn_get_length (turn, INGOT_PART_REASONING) > 0)
        g_string_append_printf (shown, "\n%s %s%s%s", turn->is_open ? "▾" : "▸", thought,
                                tokens != NULL ? " · " : "", tokens != NULL ? tokens : "");
      if (turn->is_open)
        append_part (view, i, INGOT_PART_REASONING, shown);
      append_part (view, i, INGOT_PART_TEXT, shown);
    }
  return g_string_free_and_steal (shown);
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
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_view (transcript)));
}

static gboolean
is_at_end (gpointer transcript)
{
  GtkAdjustment *adjustment = get_adjustment (transcript);

  return gtk_adjustment_get_value (adjustment)
         >= gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - 1;
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

/* A transcript in a window: what nobody sees is not laid out. */
static IngotTranscript *
show_new (IngotConversation *conversation)
{
  GtkWidget *transcript = ingot_transcript_new (conversation);

  show (transcript);
  return INGOT_TRANSCRIPT (transcript);
}

static void
destroy (gpointer transcript)
{
  ingot_ui_test_destroy (GTK_WINDOW (gtk_widget_get_root (transcript)));
}

static gboolean
is_far_down (gpointer transcript)
{
  return is_at_end (transcript) && gtk_adjustment_get_value (get_adjustment (transcript)) > 3000;
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
find_button (GtkWidget *within, const char *class, GtkWidget **found)
{
  for (GtkWidget *child = gtk_widget_get_first_child (within); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_BUTTON (child) && gtk_widget_has_css_class (child, class) && gtk_widget_get_mapped (child))
        *found = child;
      find_button (child, class, found);
    }
}

/* As somebody does, by the last line that there is for that. */
static void
toggle_reasoning (gpointer transcript)
{
  GtkWidget *fold = NULL;

  ingot_ui_test_wait_for_frame (transcript);
  find_button (transcript, "fold", &fold);
  g_assert_nonnull (fold);
  g_signal_emit_by_name (fold, "clicked");
}

static void
test_grows_in_order (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  IngotTurn *reply = add_reply (conversation);
  IngotTranscript *transcript = show_new (conversation);
  const char *you, *thought, *answer, *second;
  g_autofree char *shown = NULL;

  ingot_turn_append_reasoning (reply, "First it ");
  wait_for_text (transcript, "First it");
  ingot_turn_append_reasoning (reply, "thinks: 생각.");
  wait_for_text (transcript, "▾ Thinking…\nFirst it thinks: 생각.");
  ingot_turn_append (reply, "Then it ");
  wait_for_text (transcript, "Then it");
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
  g_assert_true (you != NULL && you < thought && thought < answer && answer < second);
  destroy (transcript);
}

/* Open while it is all there is, folded when the answer begins, as the reader wants from then on. */
static void
test_reasoning_folds (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotFacts) facts = ingot_facts_new ();
  IngotTurn *reply = add_reply (conversation);
  IngotTranscript *transcript = show_new (conversation);
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
  destroy (transcript);
}

static gboolean
is_revealed (gpointer transcript)
{
  IngotTranscriptView *view = get_view (transcript);
  GdkRectangle place;

  return !view->has_target && ingot_transcript_view_get_rectangle (view, &view->target, &place) && place.y >= 0
         && place.y + place.height <= gtk_widget_get_height (GTK_WIDGET (view));
}

/* What is written from the place on that was brought into sight. */
static void
assert_revealed (gpointer transcript, const char *text)
{
  IngotTranscriptView *view = get_view (transcript);
  const IngotRun *run;

  ingot_ui_test_wait (is_revealed, transcript);
  run = ingot_transcript_view_get_run (view, &view->target, NULL);
  g_assert_cmpstr (run->text + view->target.place.offset, ==, text);
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
  IngotTranscript *transcript = show_new (conversation);
  g_autofree char *shown = NULL;

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
  shown = dup_shown (transcript);
  g_assert_nonnull (strstr (shown, line));
  g_assert_nonnull (strstr (shown, tail));
  copy = ingot_transcript_copy (transcript, INGOT_COPY_MARKDOWN);
  g_assert_true (g_str_has_suffix (copy, "\nThe end\n"));
  copy[strlen (copy) - strlen ("\nThe end\n")] = '\0';
  g_assert_true (g_str_has_suffix (copy, tail));
  copy[strlen (copy) - strlen (tail)] = '\0';
  g_assert_true (g_str_has_suffix (copy, line));

  ingot_transcript_reveal (transcript, 7, 520001);
  assert_revealed (transcript, "The end");
  destroy (transcript);
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
  IngotTranscript *transcript = show_new (conversation);

  ingot_turn_append (reply, "Half a sen");
  ingot_turn_finish (reply, INGOT_TURN_INTERRUPTED, NULL);
  wait_for_text (transcript, "Half a sen");
  ingot_conversation_append (conversation, rest);
  ingot_turn_append (rest, "tence, and ");
  wait_for_text (transcript, "Half a sentence, and");
  ingot_turn_append (rest, "a whole one.");
  ingot_turn_finish (rest, INGOT_TURN_COMPLETE, NULL);
  wait_for_text (transcript, "Half a sentence, and a whole one.");
  ingot_conversation_append (conversation, next);
  wait_for_text (transcript, "Half a sentence, and a whole one.\nYou");
  markdown = ingot_transcript_copy (transcript, INGOT_COPY_MARKDOWN);
  g_assert_cmpstr (markdown, ==, "**You**\n\n" QUESTION "\n\n**mistral-large**\n\n"
                                 "Half a sentence, and a whole one.\n\n**You**\n\nAnd now?\n");
  destroy (transcript);
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
  IngotTranscript *transcript = show_new (conversation);

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
  destroy (transcript);
}

static void
test_turns_come_and_go (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_restore (7, NULL, "Old", "", 1, 2);
  g_autoptr(GListStore) stored = g_list_store_new (INGOT_TYPE_TURN);
  g_autoptr(IngotTurn) old = ingot_turn_new_user ("The oldest of all");
  IngotTurn *reply = add_reply (conversation);
  GtkWidget *transcript = GTK_WIDGET (show_new (conversation));
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
  destroy (transcript);
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

static gboolean
has_found (gpointer view)
{
  return ingot_transcript_view_get_found (view, &(guint) { 0 }) > 0;
}

static void
test_selection_stays (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  IngotTurn *reply = add_reply (conversation);
  IngotTranscript *transcript = show_new (conversation);
  g_autofree char *found = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *markdown = NULL;

  ingot_turn_append (reply, "a **Needle** in a haystack");
  wait_for_text (transcript, "haystack");
  ingot_transcript_find (transcript, "needle");
  ingot_ui_test_wait (has_found, get_view (transcript));
  ingot_find_bar_close (INGOT_FIND_BAR (gtk_widget_get_first_child (adw_bin_get_child (ADW_BIN (transcript)))));
  found = ingot_transcript_copy (transcript, INGOT_COPY_TEXT);
  g_assert_cmpstr (found, ==, "Needle");
  ingot_turn_append (reply, ", and more");
  wait_for_text (transcript, "and more");
  kept = ingot_transcript_copy (transcript, INGOT_COPY_TEXT);
  g_assert_cmpstr (kept, ==, "Needle");
  markdown = ingot_transcript_copy (transcript, INGOT_COPY_MARKDOWN);
  g_assert_cmpstr (markdown, ==, "**You**\n\n" QUESTION "\n\n**mistral-large**\n\n"
                                 "a **Needle** in a haystack, and more\n");
  destroy (transcript);
}

static void
test_reveal (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  IngotTurn *reply = add_reply (conversation);
  IngotTranscript *transcript = show_new (conversation);

  ingot_turn_set_id (reply, 42);
  ingot_turn_append_reasoning (reply, "음…");
  ingot_turn_append (reply, "한국어 here");
  wait_for_text (transcript, "here");
  ingot_transcript_reveal (transcript, 41, 0);
  g_assert_false (get_view (transcript)->has_target);
  ingot_transcript_reveal (transcript, 42, strlen ("한국어 "));
  assert_revealed (transcript, "here");
  destroy (transcript);
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
  return g_test_run ();
}
