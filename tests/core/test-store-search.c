/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-test-store.h"
#include "store/ingot-search-query.h"

/* The passage with its matches in brackets. */
static char *
mark (const char *passage, const IngotSearchRange *ranges, guint n_ranges)
{
  GString *marked = g_string_new (passage);

  g_assert_true (g_utf8_validate (passage, -1, NULL));
  for (guint i = n_ranges; i > 0; i--)
    {
      g_assert_cmpuint (ranges[i - 1].start, <, ranges[i - 1].end);
      g_assert_cmpuint (ranges[i - 1].end, <=, strlen (passage));
      g_string_insert (marked, (gssize) ranges[i - 1].end, "]");
      g_string_insert (marked, (gssize) ranges[i - 1].start, "[");
    }
  return g_string_free_and_steal (marked);
}

static GListModel *
search (StoreFixture *fixture, const char *text)
{
  return ingot_test_load (ingot_store_search (fixture->store, text, 0, 50));
}

static void
assert_count (StoreFixture *fixture, const char *text, guint n)
{
  g_autoptr(GListModel) hits = search (fixture, text);

  if (g_list_model_get_n_items (hits) != n)
    g_error ("“%s” was found %u times and not %u times", text, g_list_model_get_n_items (hits), n);
}

#define TEXT "# Apples\n\nToday 나는 사과를 두 개 샀습니다. 감사API 호출.\n\n" \
             "```python\nretry_delay_ms = backoff(429)\n```\nデータを送る。模型部署 Füße ✅ “quoted”"

typedef struct
{
  const char *text;
  const char *marked; /* NULL where nothing is found */
} Case;

static const Case cases[] = {
  { "사과", "나는 [사과]를" },
  { "나", "Today [나]는" },
  { "를", "사과[를]" },
  { "습니다", "샀[습니다]." },
  { "샀습니다.", "[샀습니다]." },
  { "사과 샀", "나는 [사과]를 두 개 [샀]습" },
  { "사를", NULL },
  { "감사api", "[감사API]" },
  { "appl", "[Apples]" },
  { "APPLES today", "# [Apples] [Today]" },
  { "appl today", NULL },
  { "pples", NULL },
  { "retry", "[retry]_delay" },
  { "retry_delay_ms", "[retry_delay_ms]" },
  { "delay_ms", "retry_[delay_ms]" },
  { "delay_retry", NULL },
  { "backoff(429)", "[backoff(429]" },
  { "データ", "[データ]を" },
  { "送", "を[送]る" },
  { "部署", "模型[部署]" },
  { "fusse", NULL },
  { "fuße", "[Füße]" },
  { "✅", "[✅]" },
  { "“quoted”", "“[quoted]" },
  { "\"quoted", "“[quoted]" },
  { "apples AND today", NULL },
  { "apples OR 사과", NULL },
  { "NEAR(apples today)", NULL },
  { "text:apples", NULL },
  { "^today", "[Today]" },
  { "\"", NULL },
  { "* ( ) -", NULL },
  { "   ", NULL },
};

static void
test_finds (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  gint64 turn = ingot_test_store_add_user_turn (fixture, conversation, TEXT);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GListModel) hits = search (fixture, cases[i].text);
      g_autoptr(IngotSearchHit) hit = g_list_model_get_item (hits, 0);
      g_autofree char *marked = NULL;
      const IngotSearchRange *ranges;
      guint n;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (g_list_model_get_n_items (hits), ==, cases[i].marked != NULL ? 1 : 0);
      if (hit == NULL)
        continue;
      ranges = ingot_search_hit_get_ranges (hit, &n);
      marked = mark (ingot_search_hit_get_passage (hit), ranges, n);
      if (strstr (marked, cases[i].marked) == NULL)
        g_error ("“%s” is not in “%s”", cases[i].marked, marked);
      g_assert_cmpint (ingot_search_hit_get_turn (hit), ==, turn);
      g_assert_cmpint (ingot_search_hit_get_conversation (hit), ==, conversation);
      g_assert_cmpstr (ingot_search_hit_get_title (hit), ==, "# Apples");
      g_assert_cmpuint (ingot_search_hit_get_position (hit), <, strlen (TEXT));
    }
}

static void
test_position (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GListModel) hits = NULL;
  g_autoptr(IngotSearchHit) hit = NULL;
  gsize position;

  while (text->len < 100000)
    g_string_append (text, "채우는 말 filler\n");
  position = text->len;
  g_string_append (text, "바늘 하나\n\n\n");
  for (int i = 0; i < 100; i++)
    g_string_append (text, "filler ");
  ingot_test_store_add_user_turn (fixture, conversation, text->str);
  hits = search (fixture, "바늘");
  hit = g_list_model_get_item (hits, 0);
  g_assert_nonnull (hit);
  g_assert_cmpuint (ingot_search_hit_get_position (hit), ==, position);
  g_assert_true (g_str_has_prefix (ingot_search_hit_get_passage (hit), "…"));
  g_assert_true (g_str_has_suffix (ingot_search_hit_get_passage (hit), "…"));
  g_assert_nonnull (strstr (ingot_search_hit_get_passage (hit), "filler 바늘 하나 filler"));
  g_assert_cmpuint (strlen (ingot_search_hit_get_passage (hit)), <, 600);
}

/* Nothing of a reply is found before its end, and all of it after that, once. */
static void
test_growing (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  gint64 reply = ingot_test_store_add_reply (fixture, conversation);
  g_autoptr(IngotTurn) ended = ingot_turn_new_reply (NULL, NULL);
  g_autofree char *size = NULL;
  g_autofree char *still = NULL;

  size = ingot_test_store_query (fixture->folder, "SELECT sum (length (block)) FROM search_data");
  ingot_test_await_success (ingot_store_append_part (fixture->store, reply, INGOT_PART_TEXT, "half a wo", 9));
  ingot_test_await_success (ingot_store_append_part (fixture->store, reply, INGOT_PART_TEXT, "rd", 2));
  still = ingot_test_store_query (fixture->folder, "SELECT sum (length (block)) FROM search_data");
  g_assert_cmpstr (size, ==, still);
  assert_count (fixture, "word", 0);

  ingot_turn_set_id (ended, reply);
  ingot_turn_finish (ended, INGOT_TURN_COMPLETE, NULL);
  ingot_test_await_success (ingot_store_finish_turn (fixture->store, ended));
  assert_count (fixture, "word", 1);
  ingot_test_await_success (ingot_store_finish_turn (fixture->store, ended));
  assert_count (fixture, "word", 1);
}

static void
test_interrupted (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  gint64 reply = ingot_test_store_add_reply (fixture, conversation);

  ingot_test_await_success (ingot_store_append_part (fixture->store, reply, INGOT_PART_TEXT, "끊긴 답", 10));
  assert_count (fixture, "끊긴", 0);
  ingot_test_store_reopen (fixture);
  assert_count (fixture, "끊긴", 1);
}

static void
test_hidden (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  gint64 other = ingot_test_store_add_conversation (fixture);
  gint64 turn = ingot_test_store_add_user_turn (fixture, conversation, "apple one");
  g_autofree char *rows = NULL;

  ingot_test_store_add_user_turn (fixture, conversation, "apple two");
  ingot_test_store_add_user_turn (fixture, other, "apple three");
  assert_count (fixture, "apple", 3);
  ingot_test_await_success (ingot_store_supersede_turn (fixture->store, turn));
  assert_count (fixture, "apple", 2);
  ingot_test_await_success (ingot_store_set_deleted (fixture->store, conversation, TRUE));
  assert_count (fixture, "apple", 1);
  ingot_test_await_success (ingot_store_set_deleted (fixture->store, conversation, FALSE));
  assert_count (fixture, "apple", 2);
  ingot_test_await_success (ingot_store_set_deleted (fixture->store, conversation, TRUE));
  ingot_test_await_success (ingot_store_purge_deleted (fixture->store));
  assert_count (fixture, "apple", 1);
  rows = ingot_test_store_query (fixture->folder, "SELECT count (*) FROM search WHERE search MATCH 'apple'");
  g_assert_cmpstr (rows, ==, "1");
}

static void
test_titles (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(GListModel) hits = NULL;
  g_autoptr(IngotSearchHit) hit = NULL;

  ingot_conversation_set_own_title (conversation, "여행 계획");
  ingot_test_await_success (ingot_store_save_conversation (fixture->store, conversation));
  hits = search (fixture, "계획");
  g_assert_cmpuint (g_list_model_get_n_items (hits), ==, 1);
  hit = g_list_model_get_item (hits, 0);
  g_assert_cmpint (ingot_search_hit_get_turn (hit), ==, 0);
  g_assert_cmpint (ingot_search_hit_get_conversation (hit), ==, ingot_conversation_get_id (conversation));
  g_assert_cmpstr (ingot_search_hit_get_passage (hit), ==, "여행 계획");

  ingot_conversation_set_own_title (conversation, "Journey");
  ingot_test_await_success (ingot_store_save_conversation (fixture->store, conversation));
  assert_count (fixture, "계획", 0);
  assert_count (fixture, "journ", 1);
  ingot_conversation_set_draft (conversation, "a draft");
  ingot_test_await_success (ingot_store_save_conversation (fixture->store, conversation));
  assert_count (fixture, "journ", 1);
  ingot_conversation_set_own_title (conversation, NULL);
  ingot_test_await_success (ingot_store_save_conversation (fixture->store, conversation));
  assert_count (fixture, "journ", 0);
}

/* The newest first, and every hit once, whatever comes between two pages. */
static void
test_pages (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  gint64 last = 0;
  guint n_found = 0;

  for (int i = 0; i < 120; i++)
    ingot_test_store_add_user_turn (fixture, conversation, i % 2 == 0 ? "even number" : "odd number");
  while (TRUE)
    {
      g_autoptr(GListModel) hits = ingot_test_load (ingot_store_search (fixture->store, "even", last, 25));
      guint n = g_list_model_get_n_items (hits);

      g_assert_cmpuint (n, <=, 25);
      for (guint i = 0; i < n; i++)
        {
          g_autoptr(IngotSearchHit) hit = g_list_model_get_item (hits, i);

          g_assert_true (last == 0 || ingot_search_hit_get_id (hit) < last);
          last = ingot_search_hit_get_id (hit);
        }
      n_found += n;
      ingot_test_store_add_user_turn (fixture, conversation, "even newer");
      if (n < 25)
        break;
    }
  g_assert_cmpuint (n_found, ==, 60);
}

/* An index that is damaged is made anew; what it was made of stays where it is. */
static void
test_damaged_index (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  g_autofree char *suspect = g_build_filename (fixture->folder, "ingot.db.suspect", NULL);

  ingot_test_store_add_user_turn (fixture, conversation, "바늘 하나");
  ingot_test_store_close (&fixture->store);
  ingot_test_store_sql (fixture->folder, "UPDATE search_data SET block = zeroblob (40) WHERE id > 10");
  g_assert_true (g_file_set_contents (suspect, "", 0, NULL));
  fixture->store = ingot_test_store_open (fixture->folder);
  g_assert_cmpint (ingot_store_get_set_aside (fixture->store, NULL), ==, INGOT_SET_ASIDE_NONE);
  assert_count (fixture, "바늘", 1);
}

/* What is typed may be anything at all. */
static void
test_any_query (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  g_autoptr(GString) longest = g_string_new (NULL);

  ingot_test_store_add_user_turn (fixture, conversation, TEXT);
  for (int c = 1; c < 256; c++)
    {
      char text[] = { 'a', ' ', (char) c, (char) c, 'b', '\0' };
      g_autoptr(GListModel) hits = search (fixture, text);

      g_assert_nonnull (hits);
    }
  for (int i = 0; i < 20000; i++)
    g_string_append (longest, i % 3 == 0 ? "감사-" : "word ");
  assert_count (fixture, longest->str, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer unused);
  } tests[] = {
    { "/store/search/finds", test_finds },
    { "/store/search/position", test_position },
    { "/store/search/growing", test_growing },
    { "/store/search/interrupted", test_interrupted },
    { "/store/search/hidden", test_hidden },
    { "/store/search/titles", test_titles },
    { "/store/search/pages", test_pages },
    { "/store/search/damaged-index", test_damaged_index },
    { "/store/search/any-query", test_any_query },
  };

  ingot_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, ingot_test_store_set_up, tests[i].test,
                ingot_test_store_tear_down);
  return g_test_run ();
}
