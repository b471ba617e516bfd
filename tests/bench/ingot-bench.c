/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-bench"
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ingot-bench.h"

#define TOKEN_BYTES 4
#define TICK_MS 10

static double
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

double
ingot_bench_process_ms (void)
{
  return read_clock (CLOCK_PROCESS_CPUTIME_ID);
}

double
ingot_bench_thread_ms (void)
{
  return read_clock (CLOCK_THREAD_CPUTIME_ID);
}

double
ingot_bench_private_mb (void)
{
  g_autofree char *rollup = NULL;
  g_auto(GStrv) lines = NULL;
  guint64 kb = 0;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &rollup, NULL, NULL))
    g_error ("The kernel does not say how much memory the process has");
  lines = g_strsplit (rollup, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "Private_"))
      kb += g_ascii_strtoull (strchr (lines[i], ':') + 1, NULL, 10);
  return (double) kb / 1024;
}

static void
before_paint_cb (IngotFrames *self)
{
  self->begun = ingot_bench_thread_ms ();
}

static void
after_paint_cb (IngotFrames *self)
{
  double ms = ingot_bench_thread_ms () - self->begun;

  g_array_append_val (self->ms, ms);
}

IngotFrames *
ingot_frames_watch (GtkWidget *widget)
{
  IngotFrames *self = g_new0 (IngotFrames, 1);

  self->clock = g_object_ref (gtk_widget_get_frame_clock (widget));
  self->ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_signal_connect_swapped (self->clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect_swapped (self->clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  return self;
}

void
ingot_frames_free (IngotFrames *self)
{
  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_object_unref (self->clock);
  g_array_unref (self->ms);
  g_free (self);
}

guint
ingot_frames_count (IngotFrames *self)
{
  return self->ms->len;
}

double
ingot_frames_mean (IngotFrames *self)
{
  double sum = 0;

  for (guint i = 0; i < self->ms->len; i++)
    sum += g_array_index (self->ms, double, i);
  return self->ms->len == 0 ? 0 : sum / self->ms->len;
}

static int
compare_ms (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

double
ingot_frames_quantile (IngotFrames *self, double share)
{
  g_autoptr(GArray) sorted = g_array_copy (self->ms);
  guint index;

  if (sorted->len == 0)
    return 0;
  g_array_sort (sorted, compare_ms);
  index = MIN ((guint) (share * sorted->len), sorted->len - 1);
  return g_array_index (sorted, double, index);
}

static void
drawn_cb (gboolean *drawn)
{
  *drawn = TRUE;
}

void
ingot_bench_wait_for_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean drawn = FALSE;
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (drawn_cb), &drawn);

  gtk_widget_queue_draw (widget);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  while (!drawn)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

GtkWindow *
ingot_bench_show (GtkWidget *child, int width, int height)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, width, height);
  gtk_window_set_child (window, child);
  gtk_window_present (window);
  for (int i = 0; i < 3; i++)
    ingot_bench_wait_for_frame (GTK_WIDGET (window));
  return window;
}

void
ingot_bench_run (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add_once (ms, (GSourceOnceFunc) drawn_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

IngotConversation *
ingot_bench_make_conversation (guint n_turns)
{
  IngotConversation *conversation = ingot_conversation_new ();

  for (guint i = 0; i < n_turns; i++)
    {
      g_autoptr(IngotTurn) turn = i % 2 == 0 ? ingot_turn_new_user (INGOT_BENCH_SOURCE)
                                             : ingot_turn_new_reply ("mistral-large", "Contoso");

      if (i % 2 == 1)
        {
          ingot_turn_append (turn, INGOT_BENCH_SOURCE);
          ingot_turn_finish (turn, INGOT_TURN_COMPLETE, NULL);
        }
      ingot_conversation_append (conversation, turn);
    }
  return conversation;
}

IngotTurn *
ingot_bench_add_growing_reply (IngotConversation *conversation, gsize length)
{
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("mistral-large", "Contoso");
  g_autoptr(GString) text = g_string_new (NULL);

  while (text->len < length)
    g_string_append (text, INGOT_BENCH_SOURCE);
  ingot_turn_append (reply, text->str);
  ingot_conversation_append (conversation, reply);
  return reply;
}

struct _IngotTokens
{
  GPtrArray *turns;
  double per_second;
  gint64 started; /* in microseconds */
  guint n_sent;
  const char *rest; /* of the source */
  guint timeout;
};

static void
send_token (IngotTokens *self)
{
  const char *end = self->rest;
  g_autofree char *token = NULL;

  while (*end != '\0' && end - self->rest < TOKEN_BYTES)
    end = g_utf8_next_char (end);
  token = g_strndup (self->rest, (gsize) (end - self->rest));
  for (guint i = 0; i < self->turns->len; i++)
    ingot_turn_append (g_ptr_array_index (self->turns, i), token);
  self->rest = *end != '\0' ? end : INGOT_BENCH_SOURCE;
  self->n_sent++;
}

static gboolean
tick_cb (gpointer user_data)
{
  IngotTokens *self = user_data;
  double due = (double) (g_get_monotonic_time () - self->started) / 1e6 * self->per_second;

  while (self->n_sent < due)
    send_token (self);
  return G_SOURCE_CONTINUE;
}

IngotTokens *
ingot_tokens_start (GPtrArray *turns, double per_second)
{
  IngotTokens *self = g_new0 (IngotTokens, 1);

  self->turns = g_ptr_array_ref (turns);
  self->per_second = per_second;
  self->started = g_get_monotonic_time ();
  self->rest = INGOT_BENCH_SOURCE;
  self->timeout = g_timeout_add (TICK_MS, tick_cb, self);
  return self;
}

guint
ingot_tokens_stop (IngotTokens *self)
{
  guint n_sent = self->n_sent;

  g_source_remove (self->timeout);
  g_ptr_array_unref (self->turns);
  g_free (self);
  return n_sent;
}
