/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-bench"
#include "config.h"

#include <stdlib.h>

#include "ingot-test-store.h"

/*
 * Measures how long the newest replies of one deployment take to find among 100 000 turns of 40 deployments: of a busy
 * one, of one that was asked at the very beginning only, and of one that nobody asked.
 */

#define N_TURNS 100000
#define TURNS_IN_A_CONVERSATION 100
#define N_DEPLOYMENTS 40
#define N_TIMES 15
#define SENTENCE "A merge sort keeps equal records in the order in which they came. "

static IngotTurn *
make_reply (int n)
{
  g_autofree char *busy = g_strdup_printf ("deployment-%d", n % N_DEPLOYMENTS);
  IngotTurn *reply = ingot_turn_new_reply (n < 500 ? "early" : busy, "Contoso");
  g_autoptr(IngotFacts) facts = ingot_facts_new ();

  /* From 1 to 6 KB, as replies are. */
  for (int i = 0; i < 15 + n % 75; i++)
    ingot_turn_append (reply, SENTENCE);
  facts->model = g_strdup ("gpt-4o-2024-11-20");
  facts->first_token_us = 200000 + n % 997;
  facts->total_us = 2200000 + n % 1009;
  facts->completion_tokens = 150;
  facts->remaining_tokens = n;
  facts->limit_tokens = 150000;
  ingot_turn_set_facts (reply, facts);
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  return reply;
}

static void
fill (StoreFixture *fixture)
{
  gint64 conversation = 0;
  DexFuture *last = NULL;

  for (int i = 0; i < N_TURNS; i++)
    {
      g_autoptr(IngotTurn) turn = i % 2 == 0 ? ingot_turn_new_user (SENTENCE) : make_reply (i / 2);

      if (i % TURNS_IN_A_CONVERSATION == 0)
        conversation = ingot_test_store_add_conversation (fixture);
      g_clear_pointer (&last, dex_unref);
      last = ingot_store_add_turn (fixture->store, conversation, turn);
    }
  ingot_test_await_success (last);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static double
time_record (StoreFixture *fixture, const char *deployment, double *first)
{
  gint64 times[N_TIMES];

  for (int i = 0; i < N_TIMES; i++)
    {
      times[i] = g_get_monotonic_time ();
      ingot_test_await_success (ingot_store_load_track_record (fixture->store, deployment, "Contoso"));
      times[i] = g_get_monotonic_time () - times[i];
    }
  *first = (double) times[0] / 1000;
  qsort (times, N_TIMES, sizeof *times, compare_times);
  return (double) times[N_TIMES / 2] / 1000;
}

static void
bench (StoreFixture *fixture, const char *deployment, const char *how)
{
  double first;
  double median = time_record (fixture, deployment, &first);

  g_print ("{\"name\":\"track record%s\",\"turns\":%d,\"deployment\":\"%s\",\"first_ms\":%.2f,\"median_ms\":%.2f}\n",
           how, N_TURNS, deployment, first, median);
}

int
main (int argc, char **argv)
{
  StoreFixture fixture;

  dex_init ();
  ingot_test_store_set_up (&fixture, NULL);
  fill (&fixture);
  /* So that nothing is in the database's own cache when it is first asked. */
  ingot_test_store_reopen (&fixture);
  bench (&fixture, "deployment-7", "");
  bench (&fixture, "early", "");
  bench (&fixture, "nobody", "");
  ingot_test_store_close (&fixture.store);
  ingot_test_store_sql (fixture.folder, "DROP INDEX turn_deployment");
  fixture.store = ingot_test_store_open (fixture.folder);
  bench (&fixture, "early", " without its index");
  ingot_test_store_tear_down (&fixture, NULL);
  return 0;
}
