/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "base/ingot-error.h"
#include "ingot-test-store.h"

static DexFuture *
append (StoreFixture *fixture, gint64 turn, IngotPartKind kind, const char *text)
{
  return ingot_store_append_part (fixture->store, turn, kind, text, strlen (text));
}

static void
assert_rejected (DexFuture *future)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ingot_test_await (future, &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_STORE);
}

static void
test_user_turn (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  g_autoptr(IngotTurn) turn = ingot_turn_new_user (HARD_TEXT);
  g_autoptr(IngotTurn) loaded = NULL;
  DexFuture *adding = ingot_store_add_turn (fixture->store, conversation, turn);

  g_assert_cmpint (ingot_turn_get_id (turn), >, 0);
  ingot_test_await_success (adding);
  ingot_test_store_reopen (fixture);
  loaded = ingot_test_store_load_turn (fixture, conversation, 0, 1);
  g_assert_cmpint (ingot_turn_get_id (loaded), ==, ingot_turn_get_id (turn));
  g_assert_cmpint (ingot_turn_get_role (loaded), ==, INGOT_ROLE_USER);
  g_assert_cmpint (ingot_turn_get_state (loaded), ==, INGOT_TURN_COMPLETE);
  g_assert_cmpint (ingot_turn_get_created (loaded), ==, ingot_turn_get_created (turn));
  g_assert_cmpstr (ingot_turn_get_text (loaded), ==, HARD_TEXT);
  g_assert_cmpstr (ingot_turn_get_reasoning (loaded), ==, "");
  g_assert_null (ingot_turn_get_deployment_name (loaded));
  g_assert_null (ingot_turn_get_failure (loaded));
}

static IngotTurn *
new_failed_reply (void)
{
  IngotTurn *turn = ingot_turn_new_reply ("deepseek-r1 한", "콘토소");
  g_autoptr(IngotFacts) facts = ingot_facts_new ();
  g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_RATE_LIMIT);

  facts->model = g_strdup ("DeepSeek-R1");
  facts->prompt_tokens = 12;
  facts->first_token_us = 0;
  failure->status = 429;
  failure->service_text = g_strdup (HARD_TEXT);
  failure->retry_after_ms = 1500;
  ingot_turn_append (turn, "answer " HARD_TEXT);
  ingot_turn_append_reasoning (turn, "because");
  ingot_turn_set_facts (turn, facts);
  ingot_turn_finish (turn, INGOT_TURN_FAILED, failure);
  return turn;
}

static void
assert_failed_reply (IngotTurn *turn)
{
  const IngotFacts *facts = ingot_turn_get_facts (turn);
  const IngotFailure *failure = ingot_turn_get_failure (turn);

  g_assert_cmpint (ingot_turn_get_role (turn), ==, INGOT_ROLE_ASSISTANT);
  g_assert_cmpint (ingot_turn_get_state (turn), ==, INGOT_TURN_FAILED);
  g_assert_cmpstr (ingot_turn_get_text (turn), ==, "answer " HARD_TEXT);
  g_assert_cmpstr (ingot_turn_get_reasoning (turn), ==, "because");
  g_assert_cmpstr (ingot_turn_get_deployment_name (turn), ==, "deepseek-r1 한");
  g_assert_cmpstr (ingot_turn_get_resource_name (turn), ==, "콘토소");
  g_assert_cmpstr (facts->model, ==, "DeepSeek-R1");
  g_assert_cmpint (facts->prompt_tokens, ==, 12);
  g_assert_cmpint (facts->first_token_us, ==, 0);
  g_assert_cmpint (facts->completion_tokens, ==, -1);
  g_assert_nonnull (failure);
  g_assert_cmpint (failure->code, ==, INGOT_ERROR_RATE_LIMIT);
  g_assert_cmpint (failure->status, ==, 429);
  g_assert_cmpstr (failure->service_text, ==, HARD_TEXT);
  g_assert_cmpint (failure->retry_after_ms, ==, 1500);
}

/* Written at once, and written in parts: the same turn comes back. */
static void
test_reply (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  g_autoptr(IngotTurn) whole = new_failed_reply ();
  g_autoptr(IngotTurn) parted = new_failed_reply ();
  g_autoptr(IngotTurn) loaded_whole = NULL;
  g_autoptr(IngotTurn) loaded_parted = NULL;
  gint64 id = ingot_test_store_add_reply (fixture, conversation);

  ingot_test_await_success (ingot_store_add_turn (fixture->store, conversation, whole));
  ingot_test_store_sql (fixture->folder, "UPDATE turn SET deployment_name = 'deepseek-r1 한',"
                                         " resource_name = '콘토소' WHERE position = 0");
  ingot_test_await_success (append (fixture, id, INGOT_PART_REASONING, "because"));
  ingot_test_await_success (append (fixture, id, INGOT_PART_TEXT, "answer "));
  ingot_test_await_success (append (fixture, id, INGOT_PART_TEXT, HARD_TEXT));
  ingot_turn_set_id (parted, id);
  ingot_test_await_success (ingot_store_finish_turn (fixture->store, parted));
  ingot_test_store_reopen (fixture);
  loaded_parted = ingot_test_store_load_turn (fixture, conversation, 0, 2);
  loaded_whole = ingot_test_store_load_turn (fixture, conversation, 1, 2);
  assert_failed_reply (loaded_whole);
  assert_failed_reply (loaded_parted);
}

#define N_PARTS 10000
#define PART_LENGTH 105

/* Parts of as many bytes each, so that characters are split over two of them. */
static GString *
make_long_text (void)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; text->len < (gsize) N_PARTS * PART_LENGTH - 20; i++)
    g_string_append_printf (text, "%d 가나👋 ", i);
  while (text->len < (gsize) N_PARTS * PART_LENGTH)
    g_string_append_c (text, '.');
  return text;
}

static void
test_many_parts (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  gint64 id = ingot_test_store_add_reply (fixture, conversation);
  g_autoptr(GString) text = make_long_text ();
  g_autoptr(IngotTurn) growing = NULL;
  g_autoptr(IngotTurn) ended = ingot_turn_new_reply (NULL, NULL);
  g_autoptr(IngotTurn) loaded = NULL;
  g_autofree char *n_left = NULL;
  DexFuture *last = NULL;

  for (int i = 0; i < N_PARTS; i++)
    {
      const char *part = text->str + (gsize) i * PART_LENGTH;

      g_clear_pointer (&last, dex_unref);
      last = ingot_store_append_part (fixture->store, id, INGOT_PART_TEXT, part, PART_LENGTH);
    }
  ingot_test_await_success (last);

  /* While it is being written it is all there, too. */
  growing = ingot_test_store_load_turn (fixture, conversation, 0, 1);
  g_assert_cmpint (ingot_turn_get_state (growing), ==, INGOT_TURN_WRITING);
  g_assert_true (g_str_equal (ingot_turn_get_text (growing), text->str));

  ingot_turn_set_id (ended, id);
  ingot_turn_finish (ended, INGOT_TURN_STOPPED, NULL);
  ingot_test_await_success (ingot_store_finish_turn (fixture->store, ended));
  loaded = ingot_test_store_load_turn (fixture, conversation, 0, 1);
  g_assert_cmpint (ingot_turn_get_state (loaded), ==, INGOT_TURN_STOPPED);
  g_assert_true (g_str_equal (ingot_turn_get_text (loaded), text->str));
  n_left = ingot_test_store_query (fixture->folder, "SELECT count(*) FROM turn_part");
  g_assert_cmpstr (n_left, ==, "0");
}

static void
note_order (GString *order, const char *name, DexFuture *future)
{
  g_autoptr(GError) error = NULL;

  ingot_test_await (future, &error);
  g_string_append_printf (order, "%s%s ", name, error != NULL ? "!" : "");
}

/* Nothing is awaited between the calls, so only the queue keeps a turn behind its conversation. */
static void
test_order (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotTurn) question = ingot_turn_new_user ("?");
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("d", "r");
  g_autoptr(GString) order = g_string_new (NULL);
  g_autoptr(IngotTurn) loaded = NULL;
  DexFuture *futures[6];

  futures[0] = ingot_store_save_conversation (fixture->store, conversation);
  futures[1] = ingot_store_add_turn (fixture->store, ingot_conversation_get_id (conversation), question);
  futures[2] = ingot_store_add_turn (fixture->store, ingot_conversation_get_id (conversation), reply);
  futures[3] = append (fixture, ingot_turn_get_id (reply), INGOT_PART_TEXT, "a");
  futures[4] = append (fixture, ingot_turn_get_id (reply), INGOT_PART_TEXT, "b");
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  futures[5] = ingot_store_finish_turn (fixture->store, reply);
  for (gsize i = 0; i < G_N_ELEMENTS (futures); i++)
    note_order (order, (const char *[]) { "head", "ask", "reply", "a", "b", "end" }[i], futures[i]);
  g_assert_cmpstr (order->str, ==, "head ask reply a b end ");
  loaded = ingot_test_store_load_turn (fixture, ingot_conversation_get_id (conversation), 1, 2);
  g_assert_cmpstr (ingot_turn_get_text (loaded), ==, "ab");
}

static void
test_supersede (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  gint64 first = ingot_test_store_add_user_turn (fixture, conversation, "one");
  gint64 second = ingot_test_store_add_user_turn (fixture, conversation, "two");
  g_autoptr(IngotTurn) left = NULL;
  g_autoptr(IngotTurn) third = NULL;
  g_autoptr(IngotTurn) again = NULL;
  g_autofree char *n_rows = NULL;

  ingot_test_await_success (ingot_store_supersede_turn (fixture->store, second));
  ingot_test_store_add_user_turn (fixture, conversation, "three");
  left = ingot_test_store_load_turn (fixture, conversation, 0, 2);
  third = ingot_test_store_load_turn (fixture, conversation, 1, 2);
  g_assert_cmpint (ingot_turn_get_id (left), ==, first);
  g_assert_cmpstr (ingot_turn_get_text (third), ==, "three");
  n_rows = ingot_test_store_query (fixture->folder, "SELECT count(*) FROM turn");
  g_assert_cmpstr (n_rows, ==, "3");

  ingot_test_await_success (ingot_store_restore_turn (fixture->store, second));
  again = ingot_test_store_load_turn (fixture, conversation, 1, 3);
  g_assert_cmpstr (ingot_turn_get_text (again), ==, "two");
}

/* What was being written when the program ended is there at the next start, and is said to be interrupted. */
static void
test_interrupted (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  gint64 first = ingot_test_store_add_reply (fixture, conversation);
  gint64 second = ingot_test_store_add_reply (fixture, conversation);
  g_autoptr(IngotTurn) loaded = NULL;
  g_autoptr(IngotTurn) empty = NULL;
  g_autofree char *n_left = NULL;

  g_assert_cmpint (second, >, first);
  ingot_test_await_success (append (fixture, first, INGOT_PART_REASONING, "생각"));
  ingot_test_await_success (append (fixture, first, INGOT_PART_TEXT, "답 "));
  ingot_test_await_success (append (fixture, first, INGOT_PART_REASONING, " …"));
  ingot_test_await_success (append (fixture, first, INGOT_PART_TEXT, HARD_TEXT));
  ingot_test_store_reopen (fixture);
  n_left = ingot_test_store_query (fixture->folder, "SELECT count(*) FROM turn_part");
  g_assert_cmpstr (n_left, ==, "0");
  loaded = ingot_test_store_load_turn (fixture, conversation, 0, 2);
  empty = ingot_test_store_load_turn (fixture, conversation, 1, 2);
  g_assert_cmpint (ingot_turn_get_state (loaded), ==, INGOT_TURN_INTERRUPTED);
  g_assert_cmpstr (ingot_turn_get_text (loaded), ==, "답 " HARD_TEXT);
  g_assert_cmpstr (ingot_turn_get_reasoning (loaded), ==, "생각 …");
  g_assert_cmpint (ingot_turn_get_state (empty), ==, INGOT_TURN_INTERRUPTED);
  g_assert_cmpstr (ingot_turn_get_text (empty), ==, "");
}

/* A part that could not be written is not missing in the end, nor is one lost that only the store has. */
static void
test_finish_keeps_more (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  gint64 id = ingot_test_store_add_reply (fixture, conversation);
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply (NULL, NULL);
  g_autoptr(IngotTurn) loaded = NULL;

  ingot_test_await_success (append (fixture, id, INGOT_PART_TEXT, "ab"));
  ingot_test_await_success (append (fixture, id, INGOT_PART_REASONING, "only in parts"));
  ingot_turn_set_id (reply, id);
  ingot_turn_append (reply, "abc");
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  ingot_test_await_success (ingot_store_finish_turn (fixture->store, reply));
  loaded = ingot_test_store_load_turn (fixture, conversation, 0, 1);
  g_assert_cmpstr (ingot_turn_get_text (loaded), ==, "abc");
  g_assert_cmpstr (ingot_turn_get_reasoning (loaded), ==, "only in parts");
}

static void
test_refused (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  gint64 question = ingot_test_store_add_user_turn (fixture, conversation, "?");
  gint64 id = ingot_test_store_add_reply (fixture, conversation);
  g_autoptr(IngotTurn) stray = ingot_turn_new_user ("of no conversation");
  g_autoptr(IngotTurn) unknown = ingot_turn_new_reply (NULL, NULL);
  g_autoptr(IngotTurn) loaded = NULL;

  assert_rejected (ingot_store_add_turn (fixture->store, 4711, stray));
  assert_rejected (append (fixture, 4711, INGOT_PART_TEXT, "x"));
  assert_rejected (append (fixture, question, INGOT_PART_TEXT, "x"));
  ingot_turn_set_id (unknown, 4711);
  assert_rejected (ingot_store_finish_turn (fixture->store, unknown));

  /* A failure leaves nothing behind and stops nothing that follows. */
  ingot_test_await_success (append (fixture, id, INGOT_PART_TEXT, "yes"));
  loaded = ingot_test_store_load_turn (fixture, conversation, 1, 2);
  g_assert_cmpstr (ingot_turn_get_text (loaded), ==, "yes");
  g_clear_object (&loaded);
  ingot_test_await_success (ingot_store_set_deleted (fixture->store, conversation, TRUE));
  ingot_test_await_success (ingot_store_purge_deleted (fixture->store));
  assert_rejected (append (fixture, id, INGOT_PART_TEXT, "of what is gone"));
}

/* Rows that no program of ours writes: what can be shown is shown. */
static void
test_odd_rows (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  g_autofree char *suspect = g_build_filename (fixture->folder, "ingot.db.suspect", NULL);
  g_autoptr(IngotConversation) loaded = NULL;
  g_autoptr(IngotTurn) broken = NULL;
  g_autoptr(IngotTurn) unknown_state = NULL;
  g_autoptr(GListModel) accounts = NULL;
  g_autoptr(GListModel) resources = NULL;

  g_assert_cmpint (conversation, ==, 1);
  ingot_test_store_sql (fixture->folder,
    "PRAGMA foreign_keys = OFF;"
    "UPDATE conversation SET deployment = 99, updated = -5, draft = CAST (x'61ff62' AS TEXT),"
    " own_title = CAST (x'c3' AS TEXT);"
    "INSERT INTO conversation (id, draft, created, updated, parameters, pinned) VALUES (-7, '', 0, 0, '[', 1);"
    "INSERT INTO account (id, kind, cloud, authority, scope, signed_out)"
    " VALUES (40, 99, 99, 'future', CAST (x'ff' AS TEXT), 9), (41, 0, -1, NULL, NULL, -1);"
    "INSERT INTO resource (id, kind, name, v1_path, sign_in, drops_extras, account, scope)"
    " VALUES (50, 99, 'future', '', 1, 7, 99, ''), (51, 0, 'future', '', -1, -1, 40, CAST (x'ff' AS TEXT)),"
    " (52, 0, CAST (x'ff' AS TEXT), '', 1, 0, 41, NULL);"
    "INSERT INTO deployment (id, resource, name, model, style, chats, api_version, lessons)"
    " VALUES (60, 52, 'x', NULL, 77, 1, NULL, NULL), (61, 52, 'y', CAST (x'fe' AS TEXT), 3, 5, '', '{');"
    "INSERT INTO turn VALUES (20, 1, 0, 9, 2, 'unknown role', '', 1, NULL, NULL, NULL, NULL, 0);"
    "INSERT INTO turn VALUES (21, 1, 1, 2, 4, CAST (x'61eda080620063' AS TEXT), CAST (x'80' AS TEXT),"
    " -1, NULL, NULL, '{\"model\":{},\"prompt_tokens\":\"x\",\"total_us\":[1]', '[1]', 0);"
    "INSERT INTO turn VALUES (22, 1, 2, 2, 77, 'unknown state', '', 1, NULL, NULL,"
    " '{\"model\":{},\"prompt_tokens\":\"x\",\"total_us\":[1]}',"
    " '{\"code\":999,\"status\":{},\"host\":7}', 0);"
    "INSERT INTO turn_part VALUES (4711, 0, 0, 'of no turn');");
  /* Odd is not corrupt, not even where every page is looked at. */
  g_assert_true (g_file_set_contents (suspect, "", 0, NULL));
  ingot_test_store_reopen (fixture);
  g_assert_cmpint (ingot_store_get_set_aside (fixture->store, NULL), ==, INGOT_SET_ASIDE_NONE);
  g_assert_false (g_file_test (suspect, G_FILE_TEST_EXISTS));
  accounts = ingot_test_load (ingot_store_load_accounts (fixture->store));
  resources = ingot_test_load (ingot_store_load_resources (fixture->store, accounts));
  g_assert_cmpuint (g_list_model_get_n_items (resources), >, 0);
  loaded = ingot_test_store_load_only_conversation (fixture);
  g_assert_null (ingot_conversation_get_deployment (loaded));
  g_assert_cmpstr (ingot_conversation_get_draft (loaded), ==, "a\357\277\275b");
  broken = ingot_test_store_load_turn (fixture, conversation, 0, 2);
  g_assert_true (g_utf8_validate (ingot_turn_get_text (broken), -1, NULL));
  g_assert_true (g_str_has_prefix (ingot_turn_get_text (broken), "a"));
  g_assert_true (g_str_has_suffix (ingot_turn_get_text (broken), "c"));
  unknown_state = ingot_test_store_load_turn (fixture, conversation, 1, 2);
  g_assert_cmpint (ingot_turn_get_state (unknown_state), ==, INGOT_TURN_INTERRUPTED);
  g_assert_cmpstr (ingot_turn_get_facts (unknown_state)->model, ==, NULL);
}

#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, ingot_test_store_set_up, function, ingot_test_store_tear_down)

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  ADD ("/store/turns/user", test_user_turn);
  ADD ("/store/turns/reply", test_reply);
  ADD ("/store/turns/many-parts", test_many_parts);
  ADD ("/store/turns/order", test_order);
  ADD ("/store/turns/supersede", test_supersede);
  ADD ("/store/turns/interrupted", test_interrupted);
  ADD ("/store/turns/finish-keeps-more", test_finish_keeps_more);
  ADD ("/store/turns/refused", test_refused);
  ADD ("/store/turns/odd-rows", test_odd_rows);
  return g_test_run ();
}
