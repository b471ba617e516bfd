/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-bench"
#include "config.h"

#include <libdex.h>
#include <locale.h>

#include "ingot-bench.h"
#include "transcript/ingot-selection.h"
#include "transcript/ingot-view-input.h"

#define ROUNDS 5

/* What Ctrl+C costs at once, and what each format costs when somebody pastes: the least of some rounds. */
static void
measure (IngotTranscriptView *view, guint n_turns)
{
  static const char *const formats[] = { "text", "markdown", "html" };
  double copy = G_MAXDOUBLE;

  for (int i = 0; i < ROUNDS; i++)
    {
      double before = ingot_bench_thread_ms ();

      ingot_transcript_view_copy_clipboard (view);
      copy = MIN (copy, ingot_bench_thread_ms () - before);
    }
  g_print ("{\"name\":\"copy\",\"what\":\"take\",\"turns\":%u,\"cpu_ms\":%.2f}\n", n_turns, copy);
  for (gsize format = 0; format < G_N_ELEMENTS (formats); format++)
    {
      double least = G_MAXDOUBLE;
      gsize bytes = 0;

      for (int i = 0; i < ROUNDS; i++)
        {
          double before = ingot_bench_thread_ms ();
          g_autofree char *text = ingot_transcript_view_dup_selection (view, (IngotCopyFormat) format);

          least = MIN (least, ingot_bench_thread_ms () - before);
          bytes = strlen (text);
        }
      g_print ("{\"name\":\"copy\",\"what\":\"%s\",\"turns\":%u,\"bytes\":%zu,\"cpu_ms\":%.2f}\n", formats[format],
               n_turns, bytes, least);
    }
}

static void
bench_copy (guint n_turns)
{
  g_autoptr(IngotConversation) conversation = ingot_bench_make_conversation (n_turns);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = ingot_transcript_view_new (conversation);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  ingot_bench_show (scroller, 800, 600);
  ingot_transcript_view_select_all (INGOT_TRANSCRIPT_VIEW (view));
  measure (INGOT_TRANSCRIPT_VIEW (view), n_turns);
}

int
main (void)
{
  dex_init ();
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
  bench_copy (100);
  bench_copy (10000);
  return 0;
}
