/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include "base/ingot-error.h"
#include "ingot-conversation-rows.h"
#include "ingot-search-rows.h"
#include "ingot-statement.h"
#include "ingot-turn-parts.h"
#include "ingot-turn-rows.h"

struct _IngotTurnRow
{
  gint64 id;
  gint64 conversation;
  gint64 role;
  gint64 state;
  GString *text;
  GString *reasoning;
  gint64 created;
  char *deployment_name;
  char *resource_name;
  IngotFacts *facts;
  IngotFailure *failure;
};

struct _IngotPartRow
{
  gint64 turn;
  IngotPartKind kind;
  gsize length;
  char text[];
};

IngotTurnRow *
ingot_turn_row_new (gint64 conversation, IngotTurn *turn)
{
  IngotTurnRow *row = g_new0 (IngotTurnRow, 1);
  const IngotFailure *failure = ingot_turn_get_failure (turn);

  row->id = ingot_turn_get_id (turn);
  row->conversation = conversation;
  row->role = ingot_turn_get_role (turn);
  row->state = ingot_turn_get_state (turn);
  row->text = g_string_new_len (ingot_turn_get_text (turn), (gssize) ingot_turn_get_text_length (turn));
  row->reasoning = g_string_new_len (ingot_turn_get_reasoning (turn),
                                     (gssize) ingot_turn_get_reasoning_length (turn));
  row->created = ingot_turn_get_created (turn);
  row->deployment_name = g_strdup (ingot_turn_get_deployment_name (turn));
  row->resource_name = g_strdup (ingot_turn_get_resource_name (turn));
  row->facts = ingot_facts_copy (ingot_turn_get_facts (turn));
  row->failure = failure != NULL ? ingot_failure_copy (failure) : NULL;
  return row;
}

void
ingot_turn_row_free (gpointer data)
{
  IngotTurnRow *row = data;

  g_string_free (row->text, TRUE);
  g_string_free (row->reasoning, TRUE);
  g_free (row->deployment_name);
  g_free (row->resource_name);
  ingot_facts_free (row->facts);
  g_clear_pointer (&row->failure, ingot_failure_free);
  g_free (row);
}

IngotPartRow *
ingot_part_row_new (gint64 turn, IngotPartKind kind, const char *text, gsize length)
{
  IngotPartRow *row = g_malloc (sizeof *row + length);

  row->turn = turn;
  row->kind = kind;
  row->length = length;
  memcpy (row->text, text, length);
  return row;
}

/* What cannot be known any more is read as the nearest thing that can be shown. */
static IngotTurnState
repair_state (gint64 state, IngotRole role)
{
  if (role == INGOT_ROLE_USER)
    return INGOT_TURN_COMPLETE;
  return state >= INGOT_TURN_WRITING && state <= INGOT_TURN_FAILED ? (IngotTurnState) state
                                                                   : INGOT_TURN_INTERRUPTED;
}

/* The text of a reply that is still being written is spread over its parts. */
static char *
read_text (IngotDatabase *db, IngotStatement *statement, int column, IngotPartKind kind, gboolean writing,
           GError **error)
{
  g_autoptr(GString) text = NULL;

  if (!writing)
    return ingot_statement_dup_text (statement, column);
  text = ingot_turn_parts_collect (db, ingot_statement_get_int (statement, 0), kind, error);
  return text != NULL ? g_utf8_make_valid (text->str, (gssize) text->len) : NULL;
}

static IngotTurn *
read_turn (IngotDatabase *db, IngotStatement *statement, IngotRole role, GError **error)
{
  IngotTurnState state = repair_state (ingot_statement_get_int (statement, 2), role);
  g_autofree char *text = read_text (db, statement, 3, INGOT_PART_TEXT, state == INGOT_TURN_WRITING, error);
  g_autofree char *reasoning = NULL;
  g_autofree char *deployment_name = ingot_statement_dup_text (statement, 6);
  g_autofree char *resource_name = ingot_statement_dup_text (statement, 7);
  g_autofree char *facts_json = ingot_statement_dup_text (statement, 8);
  g_autofree char *failure_json = ingot_statement_dup_text (statement, 9);
  g_autoptr(IngotFacts) facts = ingot_facts_from_json (facts_json);
  g_autoptr(IngotFailure) failure = ingot_failure_from_json (failure_json);

  if (text == NULL)
    return NULL;
  reasoning = read_text (db, statement, 4, INGOT_PART_REASONING, state == INGOT_TURN_WRITING, error);
  if (reasoning == NULL)
    return NULL;
  return g_object_new (INGOT_TYPE_TURN,
                       "id", ingot_statement_get_int (statement, 0),
                       "role", (int) role,
                       "state", (int) state,
                       "text", text,
                       "reasoning", reasoning,
                       "created", MAX (ingot_statement_get_int (statement, 5), 0),
                       "deployment-name", deployment_name,
                       "resource-name", resource_name,
                       "facts", facts,
                       "failure", failure,
                       NULL);
}

static gboolean
append_turn (IngotDatabase *db, IngotStatement *statement, GListStore *turns, GError **error)
{
  gint64 role = ingot_statement_get_int (statement, 1);
  g_autoptr(IngotTurn) turn = NULL;

  if (role != INGOT_ROLE_USER && role != INGOT_ROLE_ASSISTANT)
    {
      g_message ("Turn %" G_GINT64_FORMAT " is left out: its role %" G_GINT64_FORMAT " is not known",
                 ingot_statement_get_int (statement, 0), role);
      return TRUE;
    }
  turn = read_turn (db, statement, (IngotRole) role, error);
  if (turn == NULL)
    return FALSE;
  g_list_store_append (turns, turn);
  return TRUE;
}

gboolean
ingot_turn_rows_load (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  g_autoptr(GListStore) turns = g_list_store_new (INGOT_TYPE_TURN);
  g_autoptr(IngotStatement) statement =
    ingot_statement_new (db, "SELECT id, role, state, text, reasoning, created, deployment_name,"
                             " resource_name, facts, failure FROM turn"
                             " WHERE conversation = ?1 AND superseded = 0 AND id > 0"
                             " ORDER BY position", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ingot_statement_bind_int (statement, 1, *(gint64 *) data);
  while (ingot_statement_step (statement, db, &row, error))
    {
      if (!row)
        {
          outcome->object = G_OBJECT (g_steal_pointer (&turns));
          return TRUE;
        }
      if (!append_turn (db, statement, turns, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
insert_turn (IngotDatabase *db, const IngotTurnRow *row, GError **error)
{
  /* About what a person wrote nothing is known; reading thousands of empty objects would take time. */
  g_autofree char *facts = row->role != INGOT_ROLE_USER ? ingot_facts_to_json (row->facts) : NULL;
  g_autofree char *failure = row->failure != NULL ? ingot_failure_to_json (row->failure) : NULL;

  return ingot_statement_run (db, error,
                              "INSERT INTO turn (id, conversation, position, role, state, text, reasoning,"
                              " created, deployment_name, resource_name, facts, failure)"
                              " VALUES (?1, ?2, (SELECT coalesce (max (position) + 1, 0) FROM turn"
                              " WHERE conversation = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                              "iiiittitttt", row->id, row->conversation, row->role, row->state,
                              row->text->str, row->reasoning->str, row->created,
                              row->deployment_name, row->resource_name, facts, failure);
}

gboolean
ingot_turn_rows_add (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  const IngotTurnRow *row = data;

  outcome->trace = g_strdup_printf ("acknowledged turn %" G_GINT64_FORMAT
                                    " added to conversation %" G_GINT64_FORMAT " bytes %" G_GSIZE_FORMAT,
                                    row->id, row->conversation, row->text->len);
  return insert_turn (db, row, error)
         && (row->state == INGOT_TURN_WRITING
             || ingot_search_rows_index (db, row->id, row->text->str, (gssize) row->text->len, error))
         && ingot_statement_run (db, error,
                                 "UPDATE conversation SET updated = max (updated, ?2) WHERE id = ?1",
                                 "ii", row->conversation, row->created)
         && (row->role != INGOT_ROLE_USER
             || ingot_conversation_rows_update_first_line (db, row->conversation, error));
}

gboolean
ingot_turn_rows_append_part (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  const IngotPartRow *row = data;
  guint seq;
  gint64 total;

  if (!ingot_turn_parts_append (db, row->turn, row->kind, row->text, row->length, &seq, &total, error))
    return FALSE;
  outcome->trace = g_strdup_printf ("acknowledged turn %" G_GINT64_FORMAT " part %u kind %d"
                                    " bytes %" G_GSIZE_FORMAT " total %" G_GINT64_FORMAT,
                                    row->turn, seq, (int) row->kind, row->length, total);
  return TRUE;
}

/* What a turn has of one kind: what was acknowledged in parts, or the turn itself where that has more. */
static GString *
fold (IngotDatabase *db, gint64 turn, IngotPartKind kind, const GString *whole, GError **error)
{
  g_autoptr(GString) text = ingot_turn_parts_collect (db, turn, kind, error);

  if (text != NULL && whole != NULL && whole->len > text->len)
    g_string_assign (text, whole->str);
  return g_steal_pointer (&text);
}

/* The end of the growing, and so the one time that it is indexed. Bound with lengths: a part may hold a NUL. */
static gboolean
write_texts (IngotDatabase *db, gint64 id, const GString *text, const GString *reasoning, GError **error)
{
  g_autoptr(IngotStatement) statement =
    ingot_statement_new (db, "UPDATE turn SET text = ?2, reasoning = ?3 WHERE id = ?1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ingot_statement_bind_int (statement, 1, id);
  ingot_statement_bind_text (statement, 2, text->str, (gssize) text->len);
  ingot_statement_bind_text (statement, 3, reasoning->str, (gssize) reasoning->len);
  return ingot_statement_step (statement, db, &row, error)
         && ingot_turn_parts_remove (db, id, error)
         && ingot_search_rows_index (db, id, text->str, (gssize) text->len, error);
}

gboolean
ingot_turn_rows_finish (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  const IngotTurnRow *row = data;
  g_autofree char *facts = ingot_facts_to_json (row->facts);
  g_autofree char *failure = row->failure != NULL ? ingot_failure_to_json (row->failure) : NULL;
  g_autoptr(GString) text = fold (db, row->id, INGOT_PART_TEXT, row->text, error);
  g_autoptr(GString) reasoning = NULL;

  if (text != NULL)
    reasoning = fold (db, row->id, INGOT_PART_REASONING, row->reasoning, error);
  /* The state goes first: while the text is still in parts, its row is small. */
  if (reasoning == NULL
      || !ingot_statement_run (db, error,
                               "UPDATE turn SET state = ?2, facts = ?3, failure = ?4 WHERE id = ?1",
                               "iitt", row->id, row->state, facts, failure))
    return FALSE;
  if (sqlite3_changes (db->handle) == 0)
    {
      g_set_error (error, INGOT_ERROR, INGOT_ERROR_STORE, "There is no turn %" G_GINT64_FORMAT, row->id);
      return FALSE;
    }
  outcome->trace = g_strdup_printf ("acknowledged turn %" G_GINT64_FORMAT " finished state %d"
                                    " bytes %" G_GSIZE_FORMAT " reasoning bytes %" G_GSIZE_FORMAT,
                                    row->id, (int) row->state, text->len, reasoning->len);
  /* What the content filter took back is not shown, so it is not found either. */
  return write_texts (db, row->id, text, reasoning, error)
         && (row->failure == NULL || !row->failure->withheld
             || ingot_search_rows_index (db, row->id, NULL, 0, error));
}

static gboolean
set_superseded (IngotDatabase *db, gint64 id, gboolean superseded, GError **error)
{
  g_autoptr(IngotStatement) statement =
    ingot_statement_new (db, "UPDATE turn SET superseded = ?2 WHERE id = ?1 RETURNING conversation, role",
                         error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ingot_statement_bind_int (statement, 1, id);
  ingot_statement_bind_int (statement, 2, superseded);
  if (!ingot_statement_step (statement, db, &row, error))
    return FALSE;
  if (!row || ingot_statement_get_int (statement, 1) != INGOT_ROLE_USER)
    return TRUE;
  return ingot_conversation_rows_update_first_line (db, ingot_statement_get_int (statement, 0), error);
}

gboolean
ingot_turn_rows_supersede (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  return set_superseded (db, *(gint64 *) data, TRUE, error);
}

gboolean
ingot_turn_rows_restore (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  return set_superseded (db, *(gint64 *) data, FALSE, error);
}

static GArray *
list_writing (IngotDatabase *db, GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(IngotStatement) statement =
    ingot_statement_new (db, "SELECT id FROM turn WHERE state = 1", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (ingot_statement_step (statement, db, &row, error))
    {
      gint64 id;

      if (!row)
        return g_steal_pointer (&ids);
      id = ingot_statement_get_int (statement, 0);
      g_array_append_val (ids, id);
    }
  return NULL;
}

static gboolean
interrupt (IngotDatabase *db, gint64 id, GError **error)
{
  g_autoptr(GString) text = fold (db, id, INGOT_PART_TEXT, NULL, error);
  g_autoptr(GString) reasoning = text != NULL ? fold (db, id, INGOT_PART_REASONING, NULL, error) : NULL;

  return reasoning != NULL
         && ingot_statement_run (db, error, "UPDATE turn SET state = ?2 WHERE id = ?1",
                                 "ii", id, (gint64) INGOT_TURN_INTERRUPTED)
         && write_texts (db, id, text, reasoning, error);
}

gboolean
ingot_turn_rows_interrupt_writing (IngotDatabase *db, GError **error)
{
  g_autoptr(GArray) ids = list_writing (db, error);
  gboolean done;

  if (ids == NULL)
    return FALSE;
  if (ids->len == 0)
    return TRUE;
  if (!ingot_database_begin (db, error))
    return FALSE;
  done = TRUE;
  for (guint i = 0; done && i < ids->len; i++)
    done = interrupt (db, g_array_index (ids, gint64, i), error);
  done = done && ingot_database_commit (db, error);
  if (!done)
    ingot_database_rollback (db);
  return done;
}
