/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-bench"
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingot-test-store.h"

/*
 * Measures the full-text search: from the call to the first page, passages included, the newest first. The
 * words are drawn as they are in a language: a few of them are nearly everywhere, most of them are rare.
 */

#define N_TURNS 100000
#define TURNS_IN_A_CONVERSATION 100
#define N_WORDS 20000
#define PAGE 50
#define N_TIMES 15

static const char *const common[] = {
  "the", "retry", "and", "request", "is", "deployment", "of", "response", "요청을", "다시", "보내면", "사과를", "그리고",
  "모델이", "대답합니다", "retry_delay_ms",
};

static const char *const queries[] = {
  "r",        /* a prefix of one letter, nearly everywhere */
  "re",
  "ret",
  "request",  /* nearly everywhere */
  "사",       /* one syllable */
  "사과",     /* two, in the middle of a word with a particle */
  "대답합니다",
  "retry_delay",
  "the request 사과",
  "w1998",    /* rare ones, by their beginning */
  "낱말19999",
  "nowhere",
};

static void
append_word (GString *text, GRand *random)
{
  guint rank = (guint) (N_WORDS * g_rand_double (random) * g_rand_double (random) * g_rand_double (random));

  if (rank < G_N_ELEMENTS (common) * 16)
    g_string_append (text, common[rank % G_N_ELEMENTS (common)]);
  else
    g_string_append_printf (text, rank % 2 == 0 ? "w%u" : "낱말%u에서", rank);
  g_string_append_c (text, g_rand_int_range (random, 0, 12) == 0 ? '\n' : ' ');
}

static void
fill (StoreFixture *fixture)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  gint64 conversation = 0;
  DexFuture *last = NULL;

  for (int i = 0; i < N_TURNS; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(IngotTurn) turn = NULL;

      if (i % TURNS_IN_A_CONVERSATION == 0)
        conversation = ingot_test_store_add_conversation (fixture);
      for (int n = i % 2 == 0 ? 15 : 120; n > 0; n--)
        append_word (text, random);
      turn = ingot_turn_new_user (text->str);
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
time_search (StoreFixture *fixture, const char *query, guint *n_hits)
{
  gint64 times[N_TIMES];

  for (int i = 0; i < N_TIMES; i++)
    {
      g_autoptr(GListModel) hits = NULL;

      times[i] = g_get_monotonic_time ();
      hits = ingot_test_load (ingot_store_search (fixture->store, query, 0, PAGE));
      times[i] = g_get_monotonic_time () - times[i];
      *n_hits = g_list_model_get_n_items (hits);
    }
  qsort (times, N_TIMES, sizeof *times, compare_times);
  return (double) times[N_TIMES / 2] / 1000;
}

static void
bench_search (StoreFixture *fixture)
{
  g_autoptr(GString) line = g_string_new (NULL);
  double worst = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      guint n_hits;
      double time = time_search (fixture, queries[i], &n_hits);

      worst = MAX (worst, time);
      g_string_append_printf (line, "%s{\"query\":\"%s\",\"hits\":%u,\"ms\":%.2f}", i > 0 ? "," : "",
                              queries[i], n_hits, time);
    }
  /* Not g_print(), which would turn what the locale lacks into question marks. */
  printf ("{\"name\":\"search\",\"turns\":%d,\"page\":%d,\"worst_ms\":%.2f,\"queries\":[%s]}\n",
          N_TURNS, PAGE, worst, line->str);
}

/* The same turns in a database of the version before there was an index. (transfer full): its folder */
static char *
make_old_database (const char *filled)
{
  g_autofree char *path = g_build_filename (filled, "ingot.db", NULL);
  g_autofree char *sql =
    g_strdup_printf ("ATTACH '%s' AS filled; DELETE FROM turn_part; DELETE FROM turn; DELETE FROM conversation;"
                     "INSERT INTO conversation (id, draft, created, updated)"
                     " SELECT id, draft, created, updated FROM filled.conversation;"
                     "INSERT INTO turn (id, conversation, position, role, state, text, reasoning, created)"
                     " SELECT id, conversation, position, role, state, text, reasoning, created FROM filled.turn;",
                     path);
  char *folder = ingot_test_make_folder ();

  ingot_test_store_load_dump (folder, 2);
  ingot_test_store_sql (folder, sql);
  return folder;
}

static void
bench_migration (StoreFixture *fixture)
{
  g_autofree char *text_bytes = NULL;
  g_autofree char *index_bytes = NULL;
  g_autofree char *folder = NULL;
  IngotStore *store;
  gint64 start;

  ingot_test_store_close (&fixture->store);
  text_bytes = ingot_test_store_query (fixture->folder, "SELECT sum (octet_length (text)) FROM turn");
  index_bytes = ingot_test_store_query (fixture->folder, "SELECT sum (octet_length (block)) FROM search_data");
  folder = make_old_database (fixture->folder);
  start = g_get_monotonic_time ();
  store = ingot_test_store_open (folder);
  printf ("{\"name\":\"search index\",\"turns\":%d,\"text_bytes\":%s,\"index_bytes\":%s,\"made_in_ms\":%.0f}\n",
          N_TURNS, text_bytes, index_bytes, (double) (g_get_monotonic_time () - start) / 1000);
  ingot_test_store_close (&store);
  ingot_test_remove_folder (folder);
  fixture->store = ingot_test_store_open (fixture->folder);
}

int
main (int argc, char **argv)
{
  StoreFixture fixture;

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ingot_test_store_set_up (&fixture, NULL);
  fill (&fixture);
  bench_search (&fixture);
  bench_migration (&fixture);
  ingot_test_store_tear_down (&fixture, NULL);
  return 0;
}
