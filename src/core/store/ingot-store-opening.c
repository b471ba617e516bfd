/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include <string.h>

#include "base/ingot-error.h"
#include "ingot-schema.h"
#include "ingot-search-rows.h"
#include "ingot-statement.h"
#include "ingot-store-opening.h"
#include "ingot-turn-rows.h"

/*
 * How much is looked at before the file is trusted. After a clean close it is
 * the header, the schema and the conversations: all that a start needs, and
 * cheap. The rest is checked where a writer ended without closing or where SQLite
 * has complained.
 */
#define CHECK_START "PRAGMA quick_check(conversation)"
#define CHECK_WHOLE "PRAGMA quick_check(1)"

static gboolean
set_mode (IngotDatabase *db, GError **error)
{
  return ingot_database_exec (db,
                              "PRAGMA journal_mode = WAL;"
                              "PRAGMA synchronous = NORMAL;"
                              "PRAGMA cell_size_check = ON;",
                              error);
}

static char *
ask_for_verdict (IngotDatabase *db, const char *pragma, GError **error)
{
  g_autoptr(IngotStatement) statement = ingot_statement_new (db, pragma, error);
  gboolean row;

  if (statement == NULL || !ingot_statement_step (statement, db, &row, error))
    return NULL;
  return row ? ingot_statement_dup_text (statement, 0) : g_strdup ("");
}

/* The index can be made anew; it is no reason to give up what it is made of. */
static gboolean
mend_index (IngotDatabase *db, GError **error)
{
  g_message ("The full-text index was damaged and is made anew");
  if (!ingot_database_begin (db, error))
    return FALSE;
  if (ingot_search_rows_rebuild (db, error) && ingot_database_commit (db, error))
    return TRUE;
  ingot_database_rollback (db);
  return FALSE;
}

static gboolean
check (IngotDatabase *db, const char *pragma, GError **error)
{
  g_autofree char *verdict = ask_for_verdict (db, pragma, error);

  if (verdict == NULL)
    return FALSE;
  if (strstr (verdict, "FTS5") != NULL)
    {
      g_free (verdict);
      verdict = mend_index (db, error) ? ask_for_verdict (db, pragma, error) : NULL;
      if (verdict == NULL)
        return FALSE;
    }
  if (g_strcmp0 (verdict, "ok") == 0)
    return TRUE;
  db->corrupt = TRUE;
  g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_STORE, verdict);
  return FALSE;
}

static gboolean
check_schema (IngotDatabase *db, GError **error)
{
  if (ingot_schema_is_complete (db))
    return TRUE;
  db->corrupt = TRUE;
  g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_STORE, "A table or column is missing");
  return FALSE;
}

/* @verdict says what to do about a failure: move the file aside, or give up. */
static IngotDatabase *
try_open (IngotStoreFolder *folder, IngotSetAside *verdict, GError **error)
{
  gboolean suspect = ingot_store_folder_is_suspect (folder);
  g_autoptr(IngotDatabase) db = NULL;
  IngotSchemaState state = INGOT_SCHEMA_OURS;

  *verdict = INGOT_SET_ASIDE_NONE;
  if (!ingot_store_folder_ensure_file (folder, error))
    return NULL;
  db = ingot_database_new (folder->database, error);
  if (db == NULL)
    return NULL;

  if (ingot_schema_examine (db, &state, error)
      && state == INGOT_SCHEMA_OURS
      && set_mode (db, error)
      && (!suspect || check (db, CHECK_WHOLE, error))
      && ingot_schema_migrate (db, error)
      && check_schema (db, error)
      && check (db, CHECK_START, error)
      && ingot_turn_rows_interrupt_writing (db, error)
      && ingot_database_trust (db, error))
    {
      ingot_store_folder_set_suspect (folder, FALSE);
      return g_steal_pointer (&db);
    }

  if (state == INGOT_SCHEMA_NEWER)
    *verdict = INGOT_SET_ASIDE_NEWER;
  else if (state == INGOT_SCHEMA_FOREIGN || db->corrupt)
    *verdict = INGOT_SET_ASIDE_CORRUPT;
  return NULL;
}

IngotDatabase *
ingot_store_opening_run (IngotStoreFolder *folder, IngotSetAside *set_aside, char **aside_path,
                         GError **error)
{
  g_autoptr(GError) problem = NULL;
  IngotDatabase *db = try_open (folder, set_aside, &problem);
  IngotSetAside unused;

  if (db != NULL)
    return db;
  if (*set_aside == INGOT_SET_ASIDE_NONE)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }

  *aside_path =
    ingot_store_folder_set_aside (folder, *set_aside == INGOT_SET_ASIDE_NEWER ? "newer" : "corrupt", error);
  if (*aside_path == NULL)
    return NULL;
  g_message ("The database was moved to %s: %s", *aside_path,
             problem != NULL ? problem->message : "it is not of this version of Ingot");
  return try_open (folder, &unused, error);
}
