/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include "ingot-account-rows.h"
#include "ingot-statement.h"

struct _IngotAccountRow
{
  gint64 id;
  gint64 kind;
  gint64 cloud;
  char *authority; /* this and the next two, and the file: of a cloud that is typed */
  char *management;
  char *scope;
  char *client_id;
  char *ca_file;
  char *tenant;
  char *object_id;
  char *username;
  char *name;
  gint64 signed_out;
};

IngotAccountRow *
ingot_account_row_new (IngotAccount *account)
{
  IngotAccountRow *row = g_new0 (IngotAccountRow, 1);
  IngotCloud *cloud = ingot_account_get_cloud (account);

  row->id = ingot_account_get_id (account);
  row->kind = ingot_account_get_kind (account);
  row->cloud = ingot_cloud_get_kind (cloud);
  if (row->cloud == INGOT_CLOUD_OTHER)
    {
      row->authority = g_strdup (ingot_cloud_get_authority (cloud));
      row->management = g_strdup (ingot_cloud_get_management (cloud));
      row->scope = g_strdup (ingot_cloud_get_scope (cloud));
      row->ca_file = g_strdup (ingot_cloud_get_ca_file (cloud));
    }
  row->client_id = g_strdup (ingot_cloud_get_client_id (cloud));
  row->tenant = g_strdup (ingot_account_get_tenant (account));
  row->object_id = g_strdup (ingot_account_get_object_id (account));
  row->username = g_strdup (ingot_account_get_username (account));
  row->name = g_strdup (ingot_account_get_name (account));
  row->signed_out = ingot_account_get_signed_out (account);
  return row;
}

void
ingot_account_row_free (gpointer data)
{
  IngotAccountRow *row = data;

  g_free (row->authority);
  g_free (row->management);
  g_free (row->scope);
  g_free (row->client_id);
  g_free (row->ca_file);
  g_free (row->tenant);
  g_free (row->object_id);
  g_free (row->username);
  g_free (row->name);
  g_free (row);
}

GHashTable *
ingot_account_rows_index (GListModel *accounts)
{
  GHashTable *index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  guint n = accounts != NULL ? g_list_model_get_n_items (accounts) : 0;

  for (guint i = 0; i < n; i++)
    {
      IngotAccount *account = g_list_model_get_item (accounts, i);
      gint64 id = ingot_account_get_id (account);

      g_hash_table_insert (index, g_memdup2 (&id, sizeof id), account);
    }
  return index;
}

/* A file that was there when it was chosen may be gone: the account stays, and says so when it is used. */
static IngotCloud *
read_cloud (IngotStatement *statement)
{
  gint64 kind = ingot_statement_get_int (statement, 2);
  g_autofree char *authority = ingot_statement_dup_text (statement, 3);
  g_autofree char *management = ingot_statement_dup_text (statement, 4);
  g_autofree char *scope = ingot_statement_dup_text (statement, 5);
  g_autofree char *client_id = ingot_statement_dup_text (statement, 6);
  g_autofree char *ca_file = ingot_statement_dup_text (statement, 7);

  if (kind == INGOT_CLOUD_OTHER)
    return ingot_cloud_new_stored (authority, management, scope, client_id, ca_file);
  return kind >= 0 && kind < INGOT_CLOUD_OTHER ? ingot_cloud_new ((IngotCloudKind) kind, client_id) : NULL;
}

static IngotAccount *
read_account (IngotStatement *statement)
{
  gint64 id = ingot_statement_get_int (statement, 0);
  gint64 kind = ingot_statement_get_int (statement, 1);
  g_autoptr(IngotCloud) cloud = read_cloud (statement);
  g_autofree char *tenant = ingot_statement_dup_text (statement, 8);
  g_autofree char *object_id = ingot_statement_dup_text (statement, 9);
  g_autofree char *username = ingot_statement_dup_text (statement, 10);
  g_autofree char *name = ingot_statement_dup_text (statement, 11);
  IngotAccount *account;

  if (kind < INGOT_ACCOUNT_PERSON || kind > INGOT_ACCOUNT_FIRST_FOUND || cloud == NULL)
    {
      g_message ("Account %" G_GINT64_FORMAT " is left out: its kind %" G_GINT64_FORMAT " or its cloud is not known",
                 id, kind);
      return NULL;
    }
  account = ingot_account_new ((IngotAccountKind) kind, cloud, tenant);
  ingot_account_set_id (account, id);
  ingot_account_set_person (account, tenant, object_id, username, name);
  ingot_account_set_signed_out (account, ingot_statement_get_int (statement, 12) != 0);
  return account;
}

gboolean
ingot_account_rows_load (IngotDatabase *db, gpointer unused, IngotOutcome *outcome, GError **error)
{
  g_autoptr(GListStore) accounts = g_list_store_new (INGOT_TYPE_ACCOUNT);
  g_autoptr(IngotStatement) statement =
    ingot_statement_new (db, "SELECT id, kind, cloud, authority, management, scope, client_id, ca_file, tenant,"
                             " object_id, username, name, signed_out FROM account WHERE id > 0 ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  while (ingot_statement_step (statement, db, &row, error))
    {
      g_autoptr(IngotAccount) account = NULL;

      if (!row)
        {
          outcome->object = G_OBJECT (g_steal_pointer (&accounts));
          return TRUE;
        }
      account = read_account (statement);
      if (account != NULL)
        g_list_store_append (accounts, account);
    }
  return FALSE;
}

gboolean
ingot_account_rows_save (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  IngotAccountRow *row = data;

  return ingot_statement_run (db, error,
                              "INSERT INTO account (id, kind, cloud, authority, management, scope, client_id, ca_file,"
                              " tenant, object_id, username, name, signed_out)"
                              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
                              " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, cloud = excluded.cloud,"
                              " authority = excluded.authority, management = excluded.management,"
                              " scope = excluded.scope, client_id = excluded.client_id,"
                              " ca_file = excluded.ca_file, tenant = excluded.tenant,"
                              " object_id = excluded.object_id, username = excluded.username,"
                              " name = excluded.name, signed_out = excluded.signed_out",
                              "iiittttttttti", row->id, row->kind, row->cloud, row->authority, row->management,
                              row->scope, row->client_id, row->ca_file, row->tenant, row->object_id, row->username,
                              row->name, row->signed_out);
}

gboolean
ingot_account_rows_remove (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  gboolean removed;

  if (!ingot_database_exec (db, "PRAGMA secure_delete = ON", error))
    return FALSE;
  removed = ingot_statement_run (db, error, "DELETE FROM account WHERE id = ?1", "i", *(gint64 *) data);
  return ingot_database_exec (db, "PRAGMA secure_delete = OFF", removed ? error : NULL) && removed;
}

gboolean
ingot_account_rows_empty_log (IngotDatabase *db, gpointer unused, IngotOutcome *outcome, GError **error)
{
  return ingot_database_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}
