/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-bench"
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "ingot-test-store.h"

/* Measures the store on the disk that temporary files are on. */

#define N_PARTS 10000
#define N_TURNS 10000
#define PART "a part of an answer as long as a quarter of a second of it, more or less, 답의 한 조각"

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
bench_append (StoreFixture *fixture)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  gint64 reply = ingot_test_store_add_reply (fixture, conversation);
  g_autoptr(IngotTurn) ended = ingot_turn_new_reply (NULL, NULL);
  g_autofree gint64 *times = g_new (gint64, N_PARTS);
  gint64 finish;

  for (int i = 0; i < N_PARTS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      ingot_test_await_success (ingot_store_append_part (fixture->store, reply, INGOT_PART_TEXT,
                                                         PART, strlen (PART)));
      times[i] = g_get_monotonic_time () - start;
    }
  finish = g_get_monotonic_time ();
  ingot_turn_set_id (ended, reply);
  ingot_turn_finish (ended, INGOT_TURN_COMPLETE, NULL);
  ingot_test_await_success (ingot_store_finish_turn (fixture->store, ended));
  finish = g_get_monotonic_time () - finish;
  qsort (times, N_PARTS, sizeof *times, compare_times);
  g_print ("{\"name\":\"store append\",\"n\":%d,\"p50_us\":%" G_GINT64_FORMAT ",\"p99_us\":%" G_GINT64_FORMAT
           ",\"max_us\":%" G_GINT64_FORMAT ",\"finish_us\":%" G_GINT64_FORMAT "}\n",
           N_PARTS, times[N_PARTS / 2], times[N_PARTS / 100 * 99], times[N_PARTS - 1], finish);
}

static gint64
fill (StoreFixture *fixture)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  g_autoptr(GString) long_text = g_string_new (NULL);
  DexFuture *last = NULL;

  while (long_text->len < 2000)
    g_string_append (long_text, PART);
  for (int i = 0; i < N_TURNS; i++)
    {
      g_autoptr(IngotTurn) turn = i % 2 == 0 ? ingot_turn_new_user (PART)
                                             : ingot_turn_new_reply ("mistral-large", "Contoso");

      if (i % 2 == 1)
        {
          g_autoptr(IngotFacts) facts = ingot_facts_new ();

          facts->model = g_strdup ("Mistral-large-2411");
          facts->prompt_tokens = facts->completion_tokens = facts->total_us = i;
          ingot_turn_append (turn, long_text->str);
          ingot_turn_set_facts (turn, facts);
          ingot_turn_finish (turn, INGOT_TURN_COMPLETE, NULL);
        }
      g_clear_pointer (&last, dex_unref);
      last = ingot_store_add_turn (fixture->store, conversation, turn);
    }
  ingot_test_await_success (last);
  return conversation;
}

static double
time_open (StoreFixture *fixture)
{
  gint64 start = g_get_monotonic_time ();

  fixture->store = ingot_test_store_open (fixture->folder);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
bench_open (StoreFixture *fixture)
{
  gint64 conversation = fill (fixture);
  g_autofree char *suspect = g_build_filename (fixture->folder, "ingot.db.suspect", NULL);
  g_autoptr(GListModel) turns = NULL;
  double clean, unclean, load;
  gint64 start;

  ingot_test_store_close (&fixture->store);
  clean = time_open (fixture);
  start = g_get_monotonic_time ();
  turns = ingot_test_load (ingot_store_load_turns (fixture->store, conversation));
  load = (double) (g_get_monotonic_time () - start) / 1000;
  ingot_test_store_close (&fixture->store);

  g_assert_true (g_file_set_contents (suspect, "", 0, NULL));
  unclean = time_open (fixture);
  g_print ("{\"name\":\"store open\",\"turns\":%d,\"open_ms\":%.1f,\"open_after_a_crash_ms\":%.1f,"
           "\"load_turns_ms\":%.1f}\n", N_TURNS, clean, unclean, load);
}

int
main (int argc, char **argv)
{
  StoreFixture fixture;

  dex_init ();
  ingot_test_store_set_up (&fixture, NULL);
  bench_append (&fixture);
  bench_open (&fixture);
  ingot_test_store_tear_down (&fixture, NULL);
  return 0;
}
