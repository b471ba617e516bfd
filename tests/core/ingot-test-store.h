/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-test.h"
#include "store/ingot-store.h"

G_BEGIN_DECLS

/* Characters of one to four bytes, a joined emoji, quotes, no line end at the end. */
#define HARD_TEXT "안녕하세요, Füße 👩‍👩‍👧 “it’s” '\";\n\t-- 끝"

/* A store in a folder of its own. */
typedef struct
{
  char *folder;
  IngotStore *store;
} StoreFixture;

void ingot_test_store_set_up (StoreFixture *fixture, gconstpointer unused);
void ingot_test_store_tear_down (StoreFixture *fixture, gconstpointer unused);

/* These and all below end the test when the store fails. */
IngotStore        *ingot_test_store_open (const char *folder);
void               ingot_test_store_close (IngotStore **store);
void               ingot_test_store_reopen (StoreFixture *fixture);

GListModel        *ingot_test_load (DexFuture *future);
GListModel        *ingot_test_store_load_conversations (StoreFixture *fixture);
IngotConversation *ingot_test_store_load_only_conversation (StoreFixture *fixture);

/* The turn at @position of a conversation that must have @n_expected of them. */
IngotTurn         *ingot_test_store_load_turn (StoreFixture *fixture, gint64 conversation, guint position,
                                               guint n_expected);

/* These return the ids. */
gint64             ingot_test_store_add_conversation (StoreFixture *fixture);
gint64             ingot_test_store_add_user_turn (StoreFixture *fixture, gint64 conversation,
                                                   const char *text);
gint64             ingot_test_store_add_reply (StoreFixture *fixture, gint64 conversation);

/* Opens the database of @folder beside, behind or without a store, and runs @sql. */
void               ingot_test_store_sql (const char *folder, const char *sql);

/* Makes the database that @version of the schema had, as it is in fixtures/schema. */
void               ingot_test_store_load_dump (const char *folder, int version);

/* The first value that @sql gives, as text; "" for NULL and for nothing. */
char              *ingot_test_store_query (const char *folder, const char *sql);

G_END_DECLS
