/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * IngotDatabase:
 *
 * A connection to SQLite with its prepared statements. It belongs to the
 * thread that opened it; every function here asserts that it is called there.
 * Errors are %INGOT_ERROR_STORE with SQLite's words.
 */
typedef struct
{
  sqlite3 *handle;
  GThread *owner;
  GHashTable *statements; /* SQL to sqlite3_stmt, kept for the next time */
  GHashTable *growing;    /* turn id to what ingot-turn-rows.c knows of a turn that is being written */
  gboolean corrupt;       /* SQLite said so, at any time since it was opened */
} IngotDatabase;

/* Neither reads the file nor changes it yet, and leaves a log that is beside it alone until it is trusted. */
IngotDatabase *ingot_database_new (const char *path, GError **error);
void           ingot_database_free (IngotDatabase *self);

/* From now on closing folds the log into the file and removes it. */
gboolean ingot_database_trust (IngotDatabase *self, GError **error);

gboolean ingot_database_exec (IngotDatabase *self, const char *sql, GError **error);

/* The first column of the first row, which must be there. */
gboolean ingot_database_get_int (IngotDatabase *self, const char *sql, gint64 *value, GError **error);

gboolean ingot_database_begin (IngotDatabase *self, GError **error);
gboolean ingot_database_commit (IngotDatabase *self, GError **error);
void     ingot_database_rollback (IngotDatabase *self);

/* Sets @error from SQLite's last one. Returns: FALSE */
gboolean ingot_database_fail (IngotDatabase *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotDatabase, ingot_database_free)

G_END_DECLS
