/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include "base/ingot-error.h"
#include "ingot-database.h"
#include "ingot-statement.h"

/* Only somebody who looks into the file with another tool can make us wait. */
#define BUSY_TIMEOUT_MS 5000

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

gboolean
ingot_database_fail (IngotDatabase *self, GError **error)
{
  int code = sqlite3_errcode (self->handle) & 0xff;

  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
    self->corrupt = TRUE;
  g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_STORE, sqlite3_errmsg (self->handle));
  return FALSE;
}

static gboolean
configure (IngotDatabase *self, GError **error)
{
  static const struct
  {
    int option;
    int value;
  } options[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },
    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_DQS_DML, 0 },
    { SQLITE_DBCONFIG_DQS_DDL, 0 },
    { SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1 },
    { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    if (sqlite3_db_config (self->handle, options[i].option, options[i].value, NULL) != SQLITE_OK)
      return ingot_database_fail (self, error);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  return TRUE;
}

IngotDatabase *
ingot_database_new (const char *path, GError **error)
{
  g_autoptr(IngotDatabase) self = g_new0 (IngotDatabase, 1);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  self->owner = g_thread_self ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_statement);
  self->growing = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  if (sqlite3_open_v2 (path, &self->handle, flags, NULL) != SQLITE_OK)
    {
      ingot_database_fail (self, error);
      return NULL;
    }
  return configure (self, error) ? g_steal_pointer (&self) : NULL;
}

void
ingot_database_free (IngotDatabase *self)
{
  g_assert (g_thread_self () == self->owner);

  g_hash_table_unref (self->growing);
  g_hash_table_unref (self->statements);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("A statement is still in use: %s", sqlite3_errmsg (self->handle));
  g_free (self);
}

gboolean
ingot_database_trust (IngotDatabase *self, GError **error)
{
  g_assert (g_thread_self () == self->owner);

  if (sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL) != SQLITE_OK)
    return ingot_database_fail (self, error);
  return TRUE;
}

gboolean
ingot_database_exec (IngotDatabase *self, const char *sql, GError **error)
{
  g_assert (g_thread_self () == self->owner);

  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    return ingot_database_fail (self, error);
  return TRUE;
}

gboolean
ingot_database_get_int (IngotDatabase *self, const char *sql, gint64 *value, GError **error)
{
  g_autoptr(IngotStatement) statement = ingot_statement_new (self, sql, error);
  gboolean row;

  if (statement == NULL || !ingot_statement_step (statement, self, &row, error))
    return FALSE;
  g_return_val_if_fail (row, FALSE);
  *value = ingot_statement_get_int (statement, 0);
  return TRUE;
}

gboolean
ingot_database_begin (IngotDatabase *self, GError **error)
{
  return ingot_statement_run (self, error, "BEGIN IMMEDIATE", "");
}

gboolean
ingot_database_commit (IngotDatabase *self, GError **error)
{
  return ingot_statement_run (self, error, "COMMIT", "");
}

void
ingot_database_rollback (IngotDatabase *self)
{
  g_autoptr(GError) error = NULL;

  g_hash_table_remove_all (self->growing);
  /* SQLite has already rolled back by itself after some errors, a full disk for one. */
  if (!sqlite3_get_autocommit (self->handle) && !ingot_statement_run (self, &error, "ROLLBACK", ""))
    g_message ("Rolling back: %s", error->message);
}
