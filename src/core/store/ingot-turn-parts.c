/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include "base/ingot-error.h"
#include "ingot-statement.h"
#include "ingot-turn-parts.h"

#define N_KINDS 2

/* What is known of a turn that is being written, so that adding to it costs one insertion. */
typedef struct
{
  gint64 turn; /* also its key in the table */
  gint64 next_seq;
  gint64 totals[N_KINDS]; /* bytes */
} Growing;

static Growing *
read_growing (IngotDatabase *db, gint64 turn, GError **error)
{
  g_autoptr(IngotStatement) statement =
    ingot_statement_new (db, "SELECT octet_length (turn.text), octet_length (turn.reasoning),"
                             " coalesce (max (seq) + 1, 0),"
                             " coalesce (sum (octet_length (part.text)) FILTER (WHERE kind = 0), 0),"
                             " coalesce (sum (octet_length (part.text)) FILTER (WHERE kind = 1), 0)"
                             " FROM turn LEFT JOIN turn_part AS part ON part.turn = turn.id"
                             " WHERE turn.id = ?1 AND turn.state = ?2 GROUP BY turn.id", error);
  Growing *growing;
  gboolean row;

  if (statement == NULL)
    return NULL;
  ingot_statement_bind_int (statement, 1, turn);
  ingot_statement_bind_int (statement, 2, INGOT_TURN_WRITING);
  if (!ingot_statement_step (statement, db, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, INGOT_ERROR, INGOT_ERROR_STORE,
                   "Turn %" G_GINT64_FORMAT " is not being written", turn);
      return NULL;
    }

  growing = g_new0 (Growing, 1);
  growing->turn = turn;
  growing->next_seq = ingot_statement_get_int (statement, 2);
  for (int kind = 0; kind < N_KINDS; kind++)
    growing->totals[kind] = ingot_statement_get_int (statement, kind)
                            + ingot_statement_get_int (statement, 3 + kind);
  g_hash_table_insert (db->growing, &growing->turn, growing);
  return growing;
}

gboolean
ingot_turn_parts_append (IngotDatabase *db, gint64 turn, IngotPartKind kind,
                         const char *text, gsize length, guint *seq, gint64 *total, GError **error)
{
  Growing *growing = g_hash_table_lookup (db->growing, &turn);
  g_autoptr(IngotStatement) statement = NULL;
  gboolean row;

  g_assert (kind < N_KINDS);
  if (growing == NULL)
    growing = read_growing (db, turn, error);
  if (growing == NULL)
    return FALSE;

  statement = ingot_statement_new (db, "INSERT INTO turn_part (turn, seq, kind, text)"
                                       " VALUES (?1, ?2, ?3, ?4)", error);
  if (statement == NULL)
    return FALSE;
  ingot_statement_bind_int (statement, 1, turn);
  ingot_statement_bind_int (statement, 2, growing->next_seq);
  ingot_statement_bind_int (statement, 3, kind);
  ingot_statement_bind_text (statement, 4, text, (gssize) length);
  if (!ingot_statement_step (statement, db, &row, error))
    return FALSE;
  *seq = (guint) growing->next_seq++;
  *total = growing->totals[kind] += (gint64) length;
  return TRUE;
}

static gboolean
append_column (IngotDatabase *db, const char *sql, gint64 turn, IngotPartKind kind, GString *text,
               GError **error)
{
  g_autoptr(IngotStatement) statement = ingot_statement_new (db, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ingot_statement_bind_int (statement, 1, turn);
  ingot_statement_bind_int (statement, 2, kind);
  while (ingot_statement_step (statement, db, &row, error))
    {
      if (!row)
        return TRUE;
      ingot_statement_append_text (statement, 0, text);
    }
  return FALSE;
}

GString *
ingot_turn_parts_collect (IngotDatabase *db, gint64 turn, IngotPartKind kind, GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (!append_column (db, "SELECT CASE ?2 WHEN 0 THEN text ELSE reasoning END FROM turn WHERE id = ?1",
                      turn, kind, text, error)
      || !append_column (db, "SELECT text FROM turn_part WHERE turn = ?1 AND kind = ?2 ORDER BY seq",
                         turn, kind, text, error))
    return NULL;
  return g_steal_pointer (&text);
}

gboolean
ingot_turn_parts_remove (IngotDatabase *db, gint64 turn, GError **error)
{
  g_hash_table_remove (db->growing, &turn);
  return ingot_statement_run (db, error, "DELETE FROM turn_part WHERE turn = ?1", "i", turn);
}
