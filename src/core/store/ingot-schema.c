/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include "ingot-schema.h"
#include "ingot-search-rows.h"

/* "INGT", so that a file of somebody else's is not taken for ours. */
#define APPLICATION_ID 0x494e4754

/*
 * Version n of the schema is what the first n steps make. Steps that were
 * released are never changed: a new version is a new step at the end, with a
 * dump of it in tests/fixtures/schema.
 *
 * Times are Unix times in microseconds. There are no CHECK constraints on
 * numbers that a later version may add to: an unknown one is left out when rows
 * are read, while a violated constraint would make the whole file look corrupt.
 */
static const char *const steps[] = {
  /* 1 */
  "CREATE TABLE resource (id INTEGER PRIMARY KEY,"
  " kind INTEGER NOT NULL,"
  " name TEXT NOT NULL,"
  " url TEXT,"
  " v1_path TEXT NOT NULL,"
  " sign_in INTEGER NOT NULL"
  ") STRICT;"
  "CREATE TABLE deployment (id INTEGER PRIMARY KEY,"
  " resource INTEGER NOT NULL REFERENCES resource (id) ON DELETE CASCADE,"
  " name TEXT NOT NULL,"
  " model TEXT,"
  " style INTEGER NOT NULL,"
  " chats INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX deployment_resource ON deployment (resource);"
  "CREATE TABLE conversation (id INTEGER PRIMARY KEY,"
  " own_title TEXT,"
  " first_line TEXT,"
  " draft TEXT NOT NULL,"
  " deployment INTEGER REFERENCES deployment (id) ON DELETE SET NULL,"
  " created INTEGER NOT NULL,"
  " updated INTEGER NOT NULL,"
  " deleted INTEGER"
  ") STRICT;"
  "CREATE INDEX conversation_deployment ON conversation (deployment);"
  "CREATE INDEX conversation_deleted ON conversation (deleted) WHERE deleted IS NOT NULL;"
  "CREATE TABLE turn (id INTEGER PRIMARY KEY,"
  " conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,"
  " position INTEGER NOT NULL,"
  " role INTEGER NOT NULL,"
  " state INTEGER NOT NULL,"
  " text TEXT NOT NULL,"
  " reasoning TEXT NOT NULL,"
  " created INTEGER NOT NULL,"
  " deployment_name TEXT,"
  " resource_name TEXT,"
  " facts TEXT,"
  " failure TEXT,"
  " superseded INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE INDEX turn_position ON turn (conversation, position);"
  "CREATE INDEX turn_writing ON turn (id) WHERE state = 1;"
  "CREATE TABLE turn_part (turn INTEGER NOT NULL REFERENCES turn (id) ON DELETE CASCADE,"
  " seq INTEGER NOT NULL,"
  " kind INTEGER NOT NULL,"
  " text TEXT NOT NULL,"
  " PRIMARY KEY (turn, seq, kind)"
  ") STRICT, WITHOUT ROWID;",
  /* 2: what a conversation asks with, what a deployment taught (both JSON), pinning */
  "ALTER TABLE conversation ADD COLUMN parameters TEXT;"
  "ALTER TABLE conversation ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE deployment ADD COLUMN api_version TEXT;"
  "ALTER TABLE deployment ADD COLUMN lessons TEXT;",
  /*
   * 3: the full-text index, see ingot-search-rows.h. The texts are not in it, only their tokens, which are
   * cut before they get here: with a tokenizer of ours no other program could check the file. Beginnings of
   * one and two characters, which would be looked for in very many tokens, are kept as tokens of their own.
   */
  "CREATE VIRTUAL TABLE search USING fts5 (text, content = '', contentless_delete = 1,"
  " tokenize = 'ascii', prefix = '1 2');",
  /* 4: how a resource treats parameters that the inference style does not know */
  "ALTER TABLE resource ADD COLUMN drops_extras INTEGER NOT NULL DEFAULT 0;",
  /* 5: accounts, without their tokens; whose tokens a resource is asked with, for which audience and directory */
  "CREATE TABLE account (id INTEGER PRIMARY KEY,"
  " kind INTEGER NOT NULL,"
  " cloud INTEGER NOT NULL,"
  " authority TEXT,"
  " management TEXT,"
  " scope TEXT,"
  " client_id TEXT,"
  " ca_file TEXT,"
  " tenant TEXT,"
  " object_id TEXT,"
  " username TEXT,"
  " name TEXT,"
  " signed_out INTEGER NOT NULL"
  ") STRICT;"
  "ALTER TABLE resource ADD COLUMN account INTEGER REFERENCES account (id) ON DELETE SET NULL;"
  "ALTER TABLE resource ADD COLUMN scope TEXT;"
  "ALTER TABLE resource ADD COLUMN tenant TEXT;"
  "CREATE INDEX resource_account ON resource (account);",
  /* 6: what a listing says of resources and deployments (both JSON), and when it said so */
  "ALTER TABLE resource ADD COLUMN info TEXT;"
  "ALTER TABLE resource ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE deployment ADD COLUMN info TEXT;"
  "ALTER TABLE deployment ADD COLUMN found INTEGER NOT NULL DEFAULT 0;",
  /* 7: finds the newest replies of a deployment without reading through the texts of all others */
  "CREATE INDEX turn_deployment ON turn (deployment_name, resource_name) WHERE role = 2;",
};

typedef gboolean (*Fill) (IngotDatabase *db, GError **error);

/* What a step does to the rows that are there, after its SQL. */
static const Fill fills[G_N_ELEMENTS (steps)] = {
  [2] = ingot_search_rows_rebuild,
};

#define LATEST_VERSION ((gint64) G_N_ELEMENTS (steps))

/* What the program reads and writes; preparing these fails where something is missing. */
static const char *const uses[] = {
  "SELECT id, kind, name, url, v1_path, sign_in, drops_extras, account, scope, tenant, info, listed"
  " FROM resource",
  "SELECT id, kind, cloud, authority, management, scope, client_id, ca_file, tenant, object_id, username, name,"
  " signed_out FROM account",
  "SELECT id, resource, name, model, style, chats, api_version, lessons, info, found FROM deployment",
  "SELECT id, own_title, first_line, draft, deployment, created, updated, deleted, parameters, pinned"
  " FROM conversation",
  "SELECT id, conversation, position, role, state, text, reasoning, created, deployment_name, resource_name,"
  " facts, failure, superseded FROM turn",
  "SELECT turn, seq, kind, text FROM turn_part",
  "SELECT rowid, text FROM search",
};

gboolean
ingot_schema_examine (IngotDatabase *db, IngotSchemaState *state, GError **error)
{
  gint64 application_id, version, n_objects;

  if (!ingot_database_get_int (db, "SELECT count(*) FROM sqlite_schema", &n_objects, error)
      || !ingot_database_get_int (db, "PRAGMA application_id", &application_id, error)
      || !ingot_database_get_int (db, "PRAGMA user_version", &version, error))
    return FALSE;

  if (n_objects == 0 && application_id == 0 && version == 0)
    *state = INGOT_SCHEMA_OURS;
  else if (application_id != APPLICATION_ID || version < 0)
    *state = INGOT_SCHEMA_FOREIGN;
  else
    *state = version > LATEST_VERSION ? INGOT_SCHEMA_NEWER : INGOT_SCHEMA_OURS;
  return TRUE;
}

static gboolean
take_step (IngotDatabase *db, gint64 version, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d;"
                                           "PRAGMA user_version = %" G_GINT64_FORMAT ";",
                                           APPLICATION_ID, version);

  if (!ingot_database_begin (db, error))
    return FALSE;
  if (ingot_database_exec (db, steps[version - 1], error)
      && (fills[version - 1] == NULL || fills[version - 1] (db, error))
      && ingot_database_exec (db, mark, error)
      && ingot_database_commit (db, error))
    return TRUE;
  ingot_database_rollback (db);
  return FALSE;
}

gboolean
ingot_schema_migrate (IngotDatabase *db, GError **error)
{
  gint64 version;

  if (!ingot_database_get_int (db, "PRAGMA user_version", &version, error))
    return FALSE;
  while (version < LATEST_VERSION)
    if (!take_step (db, ++version, error))
      return FALSE;
  return TRUE;
}

gboolean
ingot_schema_is_complete (IngotDatabase *db)
{
  for (gsize i = 0; i < G_N_ELEMENTS (uses); i++)
    {
      sqlite3_stmt *statement = NULL;
      int code = sqlite3_prepare_v2 (db->handle, uses[i], -1, &statement, NULL);

      sqlite3_finalize (statement);
      if (code != SQLITE_OK)
        return FALSE;
    }
  return TRUE;
}
