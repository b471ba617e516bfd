/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include <string.h>

#include "ingot-search-query.h"
#include "ingot-search-rows.h"
#include "ingot-statement.h"
#include "ingot-tokens.h"
#include "model/ingot-turn.h"

struct _IngotSearchRow
{
  IngotSearchQuery *query; /* (nullable) */
  gint64 before_id;
  guint limit;
};

IngotSearchRow *
ingot_search_row_new (const char *text, gint64 before_id, guint limit)
{
  IngotSearchRow *row = g_new0 (IngotSearchRow, 1);

  row->query = ingot_search_query_new (text);
  row->before_id = before_id;
  row->limit = limit;
  return row;
}

void
ingot_search_row_free (gpointer data)
{
  IngotSearchRow *row = data;

  g_clear_pointer (&row->query, ingot_search_query_free);
  g_free (row);
}

static IngotSearchHit *
read_hit (IngotStatement *statement, IngotSearchQuery *query)
{
  g_autofree char *text = ingot_statement_dup_text (statement, 2);
  g_autofree char *title = ingot_statement_dup_text (statement, 4);
  g_autofree char *passage = NULL;
  GArray *ranges;
  gsize position;

  if (text == NULL)
    return NULL;
  passage = ingot_search_query_find_passage (query, text, &position, &ranges);
  return ingot_search_hit_new (ingot_statement_get_int (statement, 1), ingot_statement_get_int (statement, 0),
                               position, ingot_statement_get_int (statement, 3), title, passage, ranges);
}

static gboolean
append_hits (IngotDatabase *db, IngotStatement *statement, IngotSearchQuery *query, GListStore *hits,
             GError **error)
{
  gboolean row;

  while (ingot_statement_step (statement, db, &row, error))
    {
      g_autoptr(IngotSearchHit) hit = NULL;

      if (!row)
        return TRUE;
      hit = read_hit (statement, query);
      if (hit != NULL)
        g_list_store_append (hits, hit);
    }
  return FALSE;
}

/*
 * By id, which is by time: ranking would read every place of every word. The index is read from its end, and
 * no further than the page.
 */
gboolean
ingot_search_rows_find (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  const IngotSearchRow *row = data;
  g_autoptr(GListStore) hits = g_list_store_new (INGOT_TYPE_SEARCH_HIT);
  g_autoptr(IngotStatement) statement = NULL;

  if (row->query != NULL)
    {
      statement =
        ingot_statement_new (db, "SELECT coalesce (turn.id, 0), conversation.id,"
                                 " CASE WHEN turn.id IS NULL THEN own_title ELSE turn.text END,"
                                 " coalesce (turn.created, conversation.updated),"
                                 " coalesce (own_title, first_line)"
                                 " FROM search"
                                 " LEFT JOIN turn ON turn.id = search.rowid AND superseded = 0"
                                 " LEFT JOIN conversation"
                                 " ON conversation.id = coalesce (turn.conversation, search.rowid)"
                                 " WHERE search MATCH ?1 AND search.rowid < ?2"
                                 " AND conversation.id > 0 AND deleted IS NULL"
                                 " ORDER BY search.rowid DESC LIMIT ?3", error);
      if (statement == NULL)
        return FALSE;
      ingot_statement_bind_text (statement, 1, ingot_search_query_get_expression (row->query), -1);
      ingot_statement_bind_int (statement, 2, row->before_id > 0 ? row->before_id : G_MAXINT64);
      ingot_statement_bind_int (statement, 3, row->limit);
      if (!append_hits (db, statement, row->query, hits, error))
        return FALSE;
    }
  outcome->object = G_OBJECT (g_steal_pointer (&hits));
  return TRUE;
}

static int
append_token (const char *token, gsize length, gsize start, gsize end, gpointer user_data)
{
  GString *tokens = user_data;

  if (tokens->len > 0)
    g_string_append_c (tokens, ' ');
  g_string_append_len (tokens, token, (gssize) length);
  return 0;
}

gboolean
ingot_search_rows_index (IngotDatabase *db, gint64 id, const char *text, gssize length, GError **error)
{
  g_autoptr(IngotStatement) statement = NULL;
  g_autoptr(GString) tokens = g_string_new (NULL);
  gboolean row;

  if (text != NULL)
    ingot_tokens_cut (text, length < 0 ? strlen (text) : (gsize) length, INGOT_TOKENS_OF_TEXT, append_token, tokens);
  if (tokens->len == 0)
    return ingot_statement_run (db, error, "DELETE FROM search WHERE rowid = ?1", "i", id);
  statement = ingot_statement_new (db, "INSERT OR REPLACE INTO search (rowid, text) VALUES (?1, ?2)", error);
  if (statement == NULL)
    return FALSE;
  ingot_statement_bind_int (statement, 1, id);
  ingot_statement_bind_text (statement, 2, tokens->str, (gssize) tokens->len);
  return ingot_statement_step (statement, db, &row, error);
}

/* @same: whether the conversation has that title already; a new one has none. */
static gboolean
compare_title (IngotDatabase *db, gint64 conversation, const char *title, gboolean *same, GError **error)
{
  g_autoptr(IngotStatement) statement =
    ingot_statement_new (db, "SELECT (SELECT own_title FROM conversation WHERE id = ?1) IS ?2", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ingot_statement_bind_int (statement, 1, conversation);
  ingot_statement_bind_text (statement, 2, title, -1);
  if (!ingot_statement_step (statement, db, &row, error))
    return FALSE;
  *same = row && ingot_statement_get_int (statement, 0) != 0;
  return TRUE;
}

gboolean
ingot_search_rows_index_title (IngotDatabase *db, gint64 conversation, const char *title, GError **error)
{
  gboolean same;

  /* Drafts are saved with every pause in typing, titles rarely change. */
  return compare_title (db, conversation, title, &same, error)
         && (same || ingot_search_rows_index (db, conversation, title, -1, error));
}

gboolean
ingot_search_rows_purge (IngotDatabase *db, GError **error)
{
  return ingot_statement_run (db, error,
                              "DELETE FROM search WHERE rowid IN"
                              " (SELECT turn.id FROM turn JOIN conversation ON conversation = conversation.id"
                              " WHERE deleted IS NOT NULL"
                              " UNION SELECT id FROM conversation WHERE deleted IS NOT NULL)", "");
}

static gboolean
index_all (IngotDatabase *db, IngotStatement *texts, GError **error)
{
  gboolean row;

  while (ingot_statement_step (texts, db, &row, error))
    {
      g_autofree char *text = NULL;

      if (!row)
        return TRUE;
      text = ingot_statement_dup_text (texts, 1);
      if (!ingot_search_rows_index (db, ingot_statement_get_int (texts, 0), text, -1, error))
        return FALSE;
    }
  return FALSE;
}

gboolean
ingot_search_rows_rebuild (IngotDatabase *db, GError **error)
{
  g_autoptr(IngotStatement) texts =
    ingot_statement_new (db, "SELECT id, text FROM turn WHERE state <> ?1 AND text <> ''"
                             " UNION ALL SELECT id, own_title FROM conversation WHERE own_title IS NOT NULL", error);

  if (texts == NULL)
    return FALSE;
  ingot_statement_bind_int (texts, 1, INGOT_TURN_WRITING);
  return ingot_database_exec (db, "INSERT INTO search (search) VALUES ('delete-all')", error)
         && index_all (db, texts, error);
}
