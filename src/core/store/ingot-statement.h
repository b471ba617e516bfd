/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-database.h"

G_BEGIN_DECLS

/* A prepared statement in use. Letting go of it makes it ready for the next use. */
typedef sqlite3_stmt IngotStatement;

/* @sql is a literal: it is prepared once and kept by its text. Returns: NULL with the error */
IngotStatement *ingot_statement_new (IngotDatabase *db, const char *sql, GError **error);
void            ingot_statement_release (IngotStatement *self);

/* Parameters count from 1. Texts are not copied: they must live as long as the use. @length may be -1. */
void ingot_statement_bind_int (IngotStatement *self, int parameter, gint64 value);
void ingot_statement_bind_text (IngotStatement *self, int parameter, const char *text, gssize length);

/* Goes to the next row; @row is FALSE after the last one. */
gboolean ingot_statement_step (IngotStatement *self, IngotDatabase *db, gboolean *row, GError **error);

/**
 * ingot_statement_run:
 * @types: a letter for each parameter: "i" a #gint64, "t" a nullable string
 *
 * Runs what gives no rows.
 */
gboolean ingot_statement_run (IngotDatabase *db, GError **error, const char *sql, const char *types, ...);

/* Columns count from 0. */
gint64   ingot_statement_get_int (IngotStatement *self, int column);
gboolean ingot_statement_is_null (IngotStatement *self, int column);

/* Appends the bytes as they are. */
void     ingot_statement_append_text (IngotStatement *self, int column, GString *text);

/* Always valid UTF-8, whatever is in the file; NULL for NULL. */
char    *ingot_statement_dup_text (IngotStatement *self, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotStatement, ingot_statement_release)

G_END_DECLS
