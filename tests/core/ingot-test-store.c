/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <sqlite3.h>

#include "ingot-test-store.h"

void
ingot_test_store_set_up (StoreFixture *fixture, gconstpointer unused)
{
  fixture->folder = ingot_test_make_folder ();
  fixture->store = ingot_test_store_open (fixture->folder);
}

void
ingot_test_store_tear_down (StoreFixture *fixture, gconstpointer unused)
{
  ingot_test_store_close (&fixture->store);
  ingot_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

IngotStore *
ingot_test_store_open (const char *folder)
{
  g_autoptr(GError) error = NULL;
  IngotStore *store = ingot_test_await_object (ingot_store_open (folder), &error);

  g_assert_no_error (error);
  g_assert_true (INGOT_IS_STORE (store));
  return store;
}

void
ingot_test_store_close (IngotStore **store)
{
  ingot_test_await_success (ingot_store_close (*store));
  g_assert_finalize_object (g_steal_pointer (store));
}

void
ingot_test_store_reopen (StoreFixture *fixture)
{
  ingot_test_store_close (&fixture->store);
  fixture->store = ingot_test_store_open (fixture->folder);
}

GListModel *
ingot_test_load (DexFuture *future)
{
  g_autoptr(GError) error = NULL;
  GListModel *list = ingot_test_await_object (future, &error);

  g_assert_no_error (error);
  return list;
}

GListModel *
ingot_test_store_load_conversations (StoreFixture *fixture)
{
  g_autoptr(GListModel) resources = ingot_test_load (ingot_store_load_resources (fixture->store, NULL));

  return ingot_test_load (ingot_store_load_conversations (fixture->store, resources));
}

IngotConversation *
ingot_test_store_load_only_conversation (StoreFixture *fixture)
{
  g_autoptr(GListModel) conversations = ingot_test_store_load_conversations (fixture);

  g_assert_cmpuint (g_list_model_get_n_items (conversations), ==, 1);
  return g_list_model_get_item (conversations, 0);
}

IngotTurn *
ingot_test_store_load_turn (StoreFixture *fixture, gint64 conversation, guint position, guint n_expected)
{
  g_autoptr(GListModel) turns = ingot_test_load (ingot_store_load_turns (fixture->store, conversation));

  g_assert_cmpuint (g_list_model_get_n_items (turns), ==, n_expected);
  return g_list_model_get_item (turns, position);
}

gint64
ingot_test_store_add_conversation (StoreFixture *fixture)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();

  ingot_test_await_success (ingot_store_save_conversation (fixture->store, conversation));
  return ingot_conversation_get_id (conversation);
}

gint64
ingot_test_store_add_user_turn (StoreFixture *fixture, gint64 conversation, const char *text)
{
  g_autoptr(IngotTurn) turn = ingot_turn_new_user (text);

  ingot_test_await_success (ingot_store_add_turn (fixture->store, conversation, turn));
  return ingot_turn_get_id (turn);
}

gint64
ingot_test_store_add_reply (StoreFixture *fixture, gint64 conversation)
{
  g_autoptr(IngotTurn) turn = ingot_turn_new_reply ("deployment", "resource");

  ingot_test_await_success (ingot_store_add_turn (fixture->store, conversation, turn));
  return ingot_turn_get_id (turn);
}

static sqlite3 *
open_database (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "ingot.db", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  return db;
}

void
ingot_test_store_sql (const char *folder, const char *sql)
{
  sqlite3 *db = open_database (folder);
  char *message = NULL;

  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

void
ingot_test_store_load_dump (const char *folder, int version)
{
  g_autofree char *name = g_strdup_printf ("v%d.sql", version);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "schema", name, NULL);
  g_autofree char *sql = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &sql, NULL, &error);
  g_assert_no_error (error);
  ingot_test_store_sql (folder, sql);
}

char *
ingot_test_store_query (const char *folder, const char *sql)
{
  sqlite3 *db = open_database (folder);
  sqlite3_stmt *statement = NULL;
  GString *value = g_string_new (NULL);

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_text (statement, 0) != NULL)
    g_string_append (value, (const char *) sqlite3_column_text (statement, 0));
  g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return g_string_free_and_steal (value);
}
