/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include "ingot-conversation-rows.h"
#include "ingot-search-rows.h"
#include "ingot-statement.h"

struct _IngotConversationRow
{
  gint64 id;
  char *own_title;
  char *draft;
  gint64 deployment;
  char *parameters;
  gint64 pinned;
  gint64 created;
  gint64 updated;
};

IngotConversationRow *
ingot_conversation_row_new (IngotConversation *conversation)
{
  IngotConversationRow *row = g_new0 (IngotConversationRow, 1);
  IngotDeployment *deployment = ingot_conversation_get_deployment (conversation);

  row->id = ingot_conversation_get_id (conversation);
  row->own_title = g_strdup (ingot_conversation_get_own_title (conversation));
  row->draft = g_strdup (ingot_conversation_get_draft (conversation));
  row->deployment = deployment != NULL ? ingot_deployment_get_id (deployment) : 0;
  row->parameters = ingot_parameters_to_json (ingot_conversation_get_parameters (conversation));
  row->pinned = ingot_conversation_get_pinned (conversation);
  row->created = ingot_conversation_get_created (conversation);
  row->updated = ingot_conversation_get_updated (conversation);
  return row;
}

void
ingot_conversation_row_free (gpointer data)
{
  IngotConversationRow *row = data;

  g_free (row->own_title);
  g_free (row->draft);
  g_free (row->parameters);
  g_free (row);
}

GHashTable *
ingot_conversation_rows_index_deployments (GListModel *resources)
{
  GHashTable *index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  guint n_resources = g_list_model_get_n_items (resources);

  for (guint i = 0; i < n_resources; i++)
    {
      g_autoptr(GListModel) deployments = g_list_model_get_item (resources, i);
      guint n = g_list_model_get_n_items (deployments);

      for (guint j = 0; j < n; j++)
        {
          IngotDeployment *deployment = g_list_model_get_item (deployments, j);
          gint64 id = ingot_deployment_get_id (deployment);

          g_hash_table_insert (index, g_memdup2 (&id, sizeof id), deployment);
        }
    }
  return index;
}

static IngotConversation *
read_conversation (IngotStatement *statement, GHashTable *deployments)
{
  gint64 deployment_id = ingot_statement_get_int (statement, 4);
  g_autofree char *own_title = ingot_statement_dup_text (statement, 1);
  g_autofree char *first_line = ingot_statement_dup_text (statement, 2);
  g_autofree char *draft = ingot_statement_dup_text (statement, 3);
  g_autofree char *parameters = ingot_statement_dup_text (statement, 7);
  IngotConversation *conversation =
    ingot_conversation_restore (ingot_statement_get_int (statement, 0), own_title, first_line, draft,
                                ingot_statement_get_int (statement, 5),
                                ingot_statement_get_int (statement, 6));

  ingot_parameters_read_json (ingot_conversation_get_parameters (conversation), parameters);
  ingot_conversation_set_pinned (conversation, ingot_statement_get_int (statement, 8) != 0);
  ingot_conversation_set_deployment (conversation, g_hash_table_lookup (deployments, &deployment_id));
  return conversation;
}

gboolean
ingot_conversation_rows_load (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  g_autoptr(GListStore) conversations = g_list_store_new (INGOT_TYPE_CONVERSATION);
  g_autoptr(IngotStatement) statement =
    ingot_statement_new (db, "SELECT id, own_title, first_line, draft, deployment, created, updated, parameters, pinned"
                             " FROM conversation WHERE deleted IS NULL AND id > 0"
                             " ORDER BY pinned <> 0 DESC, updated DESC, id DESC", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  while (ingot_statement_step (statement, db, &row, error))
    {
      g_autoptr(IngotConversation) conversation = NULL;

      if (!row)
        {
          outcome->object = G_OBJECT (g_steal_pointer (&conversations));
          return TRUE;
        }
      conversation = read_conversation (statement, data);
      g_list_store_append (conversations, conversation);
    }
  return FALSE;
}

gboolean
ingot_conversation_rows_save (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  const IngotConversationRow *row = data;

  outcome->trace = g_strdup_printf ("acknowledged conversation %" G_GINT64_FORMAT
                                    " draft bytes %" G_GSIZE_FORMAT, row->id, strlen (row->draft));
  if (!ingot_search_rows_index_title (db, row->id, row->own_title, error))
    return FALSE;
  /* A deployment that was removed meanwhile is no reason to lose the draft. */
  return ingot_statement_run (db, error,
                              "INSERT INTO conversation (id, own_title, draft, deployment, created, updated,"
                              " parameters, pinned)"
                              " VALUES (?1, ?2, ?3, (SELECT id FROM deployment WHERE id = ?4), ?5, ?6, ?7, ?8)"
                              " ON CONFLICT (id) DO UPDATE SET own_title = excluded.own_title,"
                              " draft = excluded.draft, deployment = excluded.deployment,"
                              " created = excluded.created, updated = excluded.updated,"
                              " parameters = excluded.parameters, pinned = excluded.pinned",
                              "ittiiiti", row->id, row->own_title, row->draft, row->deployment,
                              row->created, row->updated, row->parameters, row->pinned);
}

gboolean
ingot_conversation_rows_delete (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  return ingot_statement_run (db, error, "UPDATE conversation SET deleted = ?2 WHERE id = ?1",
                              "ii", *(gint64 *) data, g_get_real_time ());
}

gboolean
ingot_conversation_rows_restore (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  return ingot_statement_run (db, error, "UPDATE conversation SET deleted = NULL WHERE id = ?1",
                              "i", *(gint64 *) data);
}

gboolean
ingot_conversation_rows_purge (IngotDatabase *db, gpointer unused, IngotOutcome *outcome, GError **error)
{
  g_hash_table_remove_all (db->growing);
  return ingot_search_rows_purge (db, error)
         && ingot_statement_run (db, error, "DELETE FROM conversation WHERE deleted IS NOT NULL", "");
}

/* The text of the first message that is shown; NULL without an error if there is none. */
static gboolean
find_first_message (IngotDatabase *db, gint64 conversation, char **text, GError **error)
{
  g_autoptr(IngotStatement) statement =
    ingot_statement_new (db, "SELECT text FROM turn WHERE conversation = ?1 AND role = ?2 AND superseded = 0"
                             " ORDER BY position LIMIT 1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ingot_statement_bind_int (statement, 1, conversation);
  ingot_statement_bind_int (statement, 2, INGOT_ROLE_USER);
  if (!ingot_statement_step (statement, db, &row, error))
    return FALSE;
  *text = row ? ingot_statement_dup_text (statement, 0) : NULL;
  return TRUE;
}

gboolean
ingot_conversation_rows_update_first_line (IngotDatabase *db, gint64 conversation, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  if (!find_first_message (db, conversation, &text, error))
    return FALSE;
  line = text != NULL ? ingot_conversation_dup_first_line (text) : NULL;
  return ingot_statement_run (db, error, "UPDATE conversation SET first_line = ?2 WHERE id = ?1",
                              "it", conversation, line);
}
