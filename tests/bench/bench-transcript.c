/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-bench"
#include "config.h"

#include <locale.h>
#include <string.h>

#include "ingot-bench.h"
#include "ingot-label-column.h"
#include "ingot-test-store.h"
#include "transcript/ingot-transcript.h"

/* What a conversation costs on the screen, beside bare labels that show the same text in the same run. */

typedef struct
{
  const char *name;
  GtkWidget *(*show) (IngotConversation *conversation);
} Column;

static const Column ingot = { "ingot", ingot_transcript_new };
static const Column labels = { "labels", ingot_label_column_new };

#define WIDTH 1000
#define HEIGHT 800
#define WIDE 1600

/* Prints @value so that the line stays JSON in every language. */
#define FIXED(value) g_ascii_formatd ((char[32]) { 0 }, 32, "%.2f", value)

static void
bench_open (const Column *column, guint n_turns)
{
  g_autoptr(IngotConversation) conversation = ingot_bench_make_conversation (n_turns);
  GtkWindow *window = ingot_bench_show (adw_bin_new (), WIDTH, HEIGHT);
  double before_mb = ingot_bench_private_mb ();
  double before_ms = ingot_bench_process_ms ();
  double first_ms;

  gtk_window_set_child (window, column->show (conversation));
  ingot_bench_wait_for_frame (GTK_WIDGET (window));
  first_ms = ingot_bench_process_ms () - before_ms;
  ingot_bench_run (500);
  g_print ("{\"name\":\"transcript open\",\"what\":\"%s\",\"turns\":%u,\"first_paint_cpu_ms\":%s,"
           "\"settled_cpu_ms\":%s,\"added_mb\":%s}\n",
           column->name, n_turns, FIXED (first_ms), FIXED (ingot_bench_process_ms () - before_ms),
           FIXED (ingot_bench_private_mb () - before_mb));
  gtk_window_destroy (window);
}

/* Of the scrolled window that is somewhere within @widget, or NULL. */
static GtkAdjustment *
get_adjustment (GtkWidget *widget)
{
  GtkAdjustment *found = NULL;

  if (GTK_IS_SCROLLED_WINDOW (widget))
    return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = get_adjustment (child);
  return found;
}

/* All of it: the turns themselves, their text and what is on the screen, against the window with nothing in it. */
static void
bench_memory (guint n_turns)
{
  GtkWindow *window = ingot_bench_show (adw_bin_new (), WIDTH, HEIGHT);
  double before_mb = ingot_bench_private_mb ();
  g_autoptr(IngotConversation) conversation = ingot_bench_make_conversation (n_turns);
  GtkAdjustment *adjustment;
  GtkWidget *transcript = ingot_transcript_new (conversation);

  gtk_window_set_child (window, transcript);
  ingot_bench_wait_for_frame (GTK_WIDGET (window));
  adjustment = get_adjustment (transcript);
  for (int i = 0; i <= 20; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) * i / 20);
      ingot_bench_run (50);
    }
  g_print ("{\"name\":\"transcript memory\",\"what\":\"ingot\",\"turns\":%u,\"read_through\":true,\"added_mb\":%s}\n",
           n_turns, FIXED (ingot_bench_private_mb () - before_mb));
  gtk_window_destroy (window);
}

typedef struct
{
  StoreFixture fixture;
  gint64 turn;
  IngotTurn *reply;
  gsize stored;
} Disk;

/* What the program's keeper does of a growing reply. */
static gboolean
store_new_text_cb (gpointer user_data)
{
  Disk *disk = user_data;
  const char *text = ingot_turn_get_text (disk->reply) + disk->stored;
  gsize length = ingot_turn_get_text_length (disk->reply) - disk->stored;

  dex_unref (ingot_store_append_part (disk->fixture.store, disk->turn, INGOT_PART_TEXT, text, length));
  disk->stored += length;
  return G_SOURCE_CONTINUE;
}

static void
bench_token (const Column *column, gsize length)
{
  g_autoptr(IngotConversation) conversation = ingot_bench_make_conversation (1);
  IngotTurn *reply = ingot_bench_add_growing_reply (conversation, length);
  g_autoptr(GPtrArray) turns = g_ptr_array_new ();
  Disk disk = { .reply = reply, .stored = ingot_turn_get_text_length (reply) };
  GtkWindow *window = ingot_bench_show (column->show (conversation), WIDTH, HEIGHT);
  g_autoptr(IngotFrames) frames = NULL;
  IngotTokens *tokens;
  guint keeper, n_tokens;
  double before;

  ingot_test_store_set_up (&disk.fixture, NULL);
  disk.turn = ingot_test_store_add_reply (&disk.fixture, ingot_test_store_add_conversation (&disk.fixture));
  g_ptr_array_add (turns, reply);
  ingot_bench_run (500);
  frames = ingot_frames_watch (GTK_WIDGET (window));
  before = ingot_bench_process_ms ();
  tokens = ingot_tokens_start (turns, 100);
  keeper = g_timeout_add (150, store_new_text_cb, &disk);
  ingot_bench_run (10000);
  n_tokens = ingot_tokens_stop (tokens);
  before = ingot_bench_process_ms () - before;
  g_source_remove (keeper);
  g_print ("{\"name\":\"transcript token\",\"what\":\"%s\",\"answer_bytes\":%" G_GSIZE_FORMAT ",\"tokens\":%u,"
           "\"updates\":%u,\"cpu_ms_a_token\":%s,\"frame_mean_ms\":%s,\"frame_p99_ms\":%s}\n",
           column->name, length, n_tokens, ingot_frames_count (frames), FIXED (before / n_tokens),
           FIXED (ingot_frames_mean (frames)), FIXED (ingot_frames_quantile (frames, 0.99)));
  gtk_window_destroy (window);
  ingot_test_store_tear_down (&disk.fixture, NULL);
}

static void
bench_stream (const Column *column)
{
  g_autoptr(IngotConversation) conversation = ingot_bench_make_conversation (1);
  g_autoptr(GPtrArray) turns = g_ptr_array_new ();
  GtkWindow *window;
  IngotTokens *tokens;
  guint n_tokens;
  double before;

  g_ptr_array_add (turns, ingot_bench_add_growing_reply (conversation, 0));
  window = ingot_bench_show (column->show (conversation), WIDTH, HEIGHT);
  before = ingot_bench_process_ms ();
  tokens = ingot_tokens_start (turns, 100);
  ingot_bench_run (30000);
  n_tokens = ingot_tokens_stop (tokens);
  g_print ("{\"name\":\"transcript stream\",\"what\":\"%s\",\"tokens\":%u,\"per_second\":100,\"cpu_s\":%s}\n",
           column->name, n_tokens, FIXED ((ingot_bench_process_ms () - before) / 1000));
  gtk_window_destroy (window);
}

static void
bench_lanes (const Column *column)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  g_autoptr(GPtrArray) turns = g_ptr_array_new ();
  g_autoptr(GPtrArray) conversations = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWindow *window;
  g_autoptr(IngotFrames) frames = NULL;
  IngotTokens *tokens;
  double before;

  gtk_box_set_homogeneous (box, TRUE);
  for (int i = 0; i < 8; i++)
    {
      IngotConversation *conversation = ingot_bench_make_conversation (1);

      g_ptr_array_add (conversations, conversation);
      g_ptr_array_add (turns, ingot_bench_add_growing_reply (conversation, 4096));
      gtk_box_append (box, column->show (conversation));
    }
  window = ingot_bench_show (GTK_WIDGET (box), WIDE, HEIGHT);
  ingot_bench_run (500);
  frames = ingot_frames_watch (GTK_WIDGET (window));
  before = ingot_bench_process_ms ();
  tokens = ingot_tokens_start (turns, 100);
  ingot_bench_run (10000);
  ingot_tokens_stop (tokens);
  g_print ("{\"name\":\"transcript lanes\",\"what\":\"%s\",\"lanes\":8,\"per_second\":100,\"cpu_s\":%s,"
           "\"frames_a_second\":%s,\"frame_mean_ms\":%s,\"frame_p99_ms\":%s}\n",
           column->name, FIXED ((ingot_bench_process_ms () - before) / 1000),
           FIXED (ingot_frames_count (frames) / 10.0), FIXED (ingot_frames_mean (frames)),
           FIXED (ingot_frames_quantile (frames, 0.99)));
  gtk_window_destroy (window);
}

static void
print_frames (const char *name, const Column *column, guint n_turns, IngotFrames *frames)
{
  g_print ("{\"name\":\"%s\",\"what\":\"%s\",\"turns\":%u,\"frames\":%u,\"frame_mean_ms\":%s,"
           "\"frame_p50_ms\":%s,\"frame_p99_ms\":%s}\n",
           name, column->name, n_turns, ingot_frames_count (frames), FIXED (ingot_frames_mean (frames)),
           FIXED (ingot_frames_quantile (frames, 0.5)), FIXED (ingot_frames_quantile (frames, 0.99)));
}

static void
bench_resize (const Column *column, guint n_turns)
{
  g_autoptr(IngotConversation) conversation = ingot_bench_make_conversation (n_turns);
  GtkWindow *window = ingot_bench_show (column->show (conversation), WIDTH, HEIGHT);
  g_autoptr(IngotFrames) frames = NULL;

  ingot_bench_run (500);
  frames = ingot_frames_watch (GTK_WIDGET (window));
  for (int i = 0; i < 60; i++)
    {
      gtk_window_set_default_size (window, WIDTH - 10 * (i < 30 ? i : 60 - i), HEIGHT);
      ingot_bench_wait_for_frame (GTK_WIDGET (window));
    }
  print_frames ("transcript resize", column, n_turns, frames);
  gtk_window_destroy (window);
}

static void
bench_scroll (guint n_turns)
{
  g_autoptr(IngotConversation) conversation = ingot_bench_make_conversation (n_turns);
  GtkWidget *transcript = ingot_transcript_new (conversation);
  GtkWindow *window = ingot_bench_show (transcript, WIDTH, HEIGHT);
  GtkAdjustment *adjustment = get_adjustment (transcript);
  g_autoptr(IngotFrames) frames = NULL;

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) / 2);
  ingot_bench_run (500);
  frames = ingot_frames_watch (GTK_WIDGET (window));
  for (int i = 0; i < 300; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 40);
      ingot_bench_wait_for_frame (GTK_WIDGET (window));
    }
  print_frames ("transcript scroll", &ingot, n_turns, frames);
  gtk_window_destroy (window);
}

static void
bench_topic (const char *topic)
{
  if (g_str_equal (topic, "open"))
    {
      bench_open (&ingot, 1000);
      bench_open (&ingot, 10000);
      bench_open (&labels, 1000);
    }
  else if (g_str_equal (topic, "memory"))
    bench_memory (10000);
  else if (g_str_equal (topic, "token"))
    for (gsize length = 16 * 1024; length <= 1024 * 1024; length *= 64)
      {
        bench_token (&ingot, length);
        bench_token (&labels, length);
      }
  else if (g_str_equal (topic, "stream"))
    {
      bench_stream (&ingot);
      bench_stream (&labels);
    }
  else if (g_str_equal (topic, "lanes"))
    {
      bench_lanes (&ingot);
      bench_lanes (&labels);
    }
  else
    {
      bench_resize (&ingot, 1000);
      bench_resize (&labels, 50);
      bench_scroll (1000);
    }
}

int
main (int argc, char **argv)
{
  dex_init ();
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
  g_return_val_if_fail (argc == 2, 1);
  bench_topic (argv[1]);
  return 0;
}
