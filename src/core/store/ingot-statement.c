/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include <stdarg.h>

#include "ingot-statement.h"

IngotStatement *
ingot_statement_new (IngotDatabase *db, const char *sql, GError **error)
{
  sqlite3_stmt *self;

  g_assert (g_thread_self () == db->owner);

  self = g_hash_table_lookup (db->statements, sql);
  if (self == NULL)
    {
      if (sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &self, NULL) != SQLITE_OK)
        {
          ingot_database_fail (db, error);
          return NULL;
        }
      g_hash_table_insert (db->statements, (gpointer) sql, self);
    }
  g_assert (!sqlite3_stmt_busy (self));
  return self;
}

void
ingot_statement_release (IngotStatement *self)
{
  sqlite3_reset (self);
  sqlite3_clear_bindings (self);
}

void
ingot_statement_bind_int (IngotStatement *self, int parameter, gint64 value)
{
  if (sqlite3_bind_int64 (self, parameter, value) != SQLITE_OK)
    g_critical ("No parameter %d in: %s", parameter, sqlite3_sql (self));
}

void
ingot_statement_bind_text (IngotStatement *self, int parameter, const char *text, gssize length)
{
  int code = text == NULL ? sqlite3_bind_null (self, parameter)
             : length < 0 ? sqlite3_bind_text (self, parameter, text, -1, SQLITE_STATIC)
                          : sqlite3_bind_text64 (self, parameter, text, (sqlite3_uint64) length,
                                                 SQLITE_STATIC, SQLITE_UTF8);

  /* What is too long for SQLite stays NULL, and the column's NOT NULL then refuses the row. */
  if (code != SQLITE_OK && code != SQLITE_TOOBIG)
    g_critical ("No parameter %d in: %s", parameter, sqlite3_sql (self));
}

gboolean
ingot_statement_step (IngotStatement *self, IngotDatabase *db, gboolean *row, GError **error)
{
  int code = sqlite3_step (self);

  *row = code == SQLITE_ROW;
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    return ingot_database_fail (db, error);
  return TRUE;
}

gboolean
ingot_statement_run (IngotDatabase *db, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr(IngotStatement) self = ingot_statement_new (db, sql, error);
  gboolean row;
  va_list arguments;

  if (self == NULL)
    return FALSE;

  va_start (arguments, types);
  for (int i = 0; types[i] != '\0'; i++)
    if (types[i] == 'i')
      ingot_statement_bind_int (self, i + 1, va_arg (arguments, gint64));
    else
      ingot_statement_bind_text (self, i + 1, va_arg (arguments, const char *), -1);
  va_end (arguments);
  return ingot_statement_step (self, db, &row, error);
}

gint64
ingot_statement_get_int (IngotStatement *self, int column)
{
  return sqlite3_column_int64 (self, column);
}

gboolean
ingot_statement_is_null (IngotStatement *self, int column)
{
  return sqlite3_column_type (self, column) == SQLITE_NULL;
}

void
ingot_statement_append_text (IngotStatement *self, int column, GString *text)
{
  const char *bytes = (const char *) sqlite3_column_text (self, column);

  if (bytes != NULL)
    g_string_append_len (text, bytes, sqlite3_column_bytes (self, column));
}

char *
ingot_statement_dup_text (IngotStatement *self, int column)
{
  const char *bytes = (const char *) sqlite3_column_text (self, column);

  return bytes != NULL ? g_utf8_make_valid (bytes, sqlite3_column_bytes (self, column)) : NULL;
}
