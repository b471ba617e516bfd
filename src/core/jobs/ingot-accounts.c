/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <string.h>

#include "auth/ingot-account-source.h"
#include "auth/ingot-azure-cli-source.h"
#include "auth/ingot-environment-source.h"
#include "auth/ingot-managed-identity-source.h"
#include "auth/ingot-token-chain.h"
#include "base/ingot-json.h"
#include "ingot-accounts-private.h"
#include "model/ingot-audience.h"

/* A token of somebody with many roles is no page. */
#define MAX_ROLES 512

enum
{
  REMOVED,
  SOURCE_DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
ingot_accounts_get_item_type (GListModel *model)
{
  return INGOT_TYPE_ACCOUNT;
}

static guint
ingot_accounts_get_n_items (GListModel *model)
{
  return INGOT_ACCOUNTS (model)->accounts->len;
}

static gpointer
ingot_accounts_get_item (GListModel *model, guint position)
{
  IngotAccounts *self = INGOT_ACCOUNTS (model);

  return position < self->accounts->len ? g_object_ref (self->accounts->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ingot_accounts_get_item_type;
  iface->get_n_items = ingot_accounts_get_n_items;
  iface->get_item = ingot_accounts_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotAccounts, ingot_accounts, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
ingot_accounts_dispose (GObject *object)
{
  IngotAccounts *self = INGOT_ACCOUNTS (object);

  g_clear_object (&self->keeper);
  g_clear_object (&self->vault);
  g_clear_object (&self->sessions);
  g_hash_table_remove_all (self->sources);
  g_ptr_array_set_size (self->accounts, 0);
  G_OBJECT_CLASS (ingot_accounts_parent_class)->dispose (object);
}

static void
ingot_accounts_finalize (GObject *object)
{
  IngotAccounts *self = INGOT_ACCOUNTS (object);

  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->wanted);
  g_ptr_array_unref (self->accounts);
  g_free (self->flatpak_info);
  G_OBJECT_CLASS (ingot_accounts_parent_class)->finalize (object);
}

static void
ingot_accounts_class_init (IngotAccountsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ingot_accounts_dispose;
  object_class->finalize = ingot_accounts_finalize;
  signals[SOURCE_DROPPED] = g_signal_new ("source-dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, INGOT_TYPE_ACCOUNT);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, INGOT_TYPE_ACCOUNT);
}

static void
ingot_accounts_init (IngotAccounts *self)
{
  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  self->sources = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->second_ms = 1000;
  self->flatpak_info = g_strdup (INGOT_FLATPAK_INFO);
}

/* Its name may change at each sign-in, and it may be signed out by the service at any time. */
static void
account_changed_cb (IngotAccounts *self, GParamSpec *pspec, IngotAccount *account)
{
  if (self->keeper != NULL && g_strcmp0 (pspec->name, "id") != 0 && g_strcmp0 (pspec->name, "title") != 0)
    ingot_keeper_watch (self->keeper, ingot_store_save_account (ingot_keeper_get_store (self->keeper), account));
}

void
ingot_accounts_list (IngotAccounts *self, IngotAccount *account)
{
  if (g_ptr_array_find (self->accounts, account, NULL))
    return;
  g_ptr_array_add (self->accounts, g_object_ref (account));
  g_signal_connect_object (account, "notify", G_CALLBACK (account_changed_cb), self, G_CONNECT_SWAPPED);
  g_list_model_items_changed (G_LIST_MODEL (self), self->accounts->len - 1, 0, 1);
}

void
ingot_accounts_unlist (IngotAccounts *self, IngotAccount *account)
{
  guint position;

  g_signal_handlers_disconnect_by_func (account, account_changed_cb, self);
  g_hash_table_remove (self->sources, account);
  g_signal_emit (self, signals[REMOVED], 0, account);
  if (!g_ptr_array_find (self->accounts, account, &position))
    return;
  g_ptr_array_remove_index (self->accounts, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

IngotAccounts *
ingot_accounts_new (IngotKeeper *keeper, IngotVault *vault, IngotSessionPool *sessions, GListModel *stored)
{
  IngotAccounts *self = g_object_new (INGOT_TYPE_ACCOUNTS, NULL);

  self->keeper = g_object_ref (keeper);
  self->vault = g_object_ref (vault);
  self->sessions = g_object_ref (sessions);
  for (guint i = 0; i < g_list_model_get_n_items (stored); i++)
    {
      g_autoptr(IngotAccount) account = g_list_model_get_item (stored, i);

      ingot_accounts_list (self, account);
    }
  return self;
}

static void
add (IngotTokenChain *chain, IngotAccountKind wanted, IngotAccountKind kind, IngotTokenSource *source)
{
  g_autoptr(IngotTokenSource) owned = source;

  if (wanted == kind || wanted == INGOT_ACCOUNT_FIRST_FOUND)
    ingot_token_chain_add (chain, kind, owned);
}

/* In the order of DefaultAzureCredential. */
IngotTokenSource *
ingot_accounts_make_source (IngotAccounts *self, IngotAccount *account)
{
  g_autoptr(IngotEntra) entra = ingot_entra_new (self->sessions, ingot_account_get_cloud (account));
  IngotAccountKind kind = ingot_account_get_kind (account);
  IngotTokenChain *chain;

  if (kind == INGOT_ACCOUNT_PERSON)
    return INGOT_TOKEN_SOURCE (ingot_account_source_new (entra, self->vault, account));
  chain = ingot_token_chain_new ();
  add (chain, kind, INGOT_ACCOUNT_ENVIRONMENT, ingot_environment_source_new (entra));
  add (chain, kind, INGOT_ACCOUNT_MANAGED_IDENTITY, ingot_managed_identity_source_new ());
  add (chain, kind, INGOT_ACCOUNT_AZURE_CLI, ingot_azure_cli_source_new (self->flatpak_info));
  return INGOT_TOKEN_SOURCE (chain);
}

void
ingot_accounts_set_source (IngotAccounts *self, IngotAccount *account, IngotTokenSource *source)
{
  g_hash_table_insert (self->sources, g_object_ref (account), source);
}

void
ingot_accounts_drop_source (IngotAccounts *self, IngotAccount *account)
{
  g_hash_table_remove (self->sources, account);
  g_signal_emit (self, signals[SOURCE_DROPPED], 0, account);
}

IngotTokenSource *
ingot_accounts_get_source (IngotAccounts *self, IngotAccount *account)
{
  IngotTokenSource *source = g_hash_table_lookup (self->sources, account);

  if (source == NULL)
    {
      source = ingot_accounts_make_source (self, account);
      ingot_accounts_set_source (self, account, source);
    }
  return source;
}

SoupSession *
ingot_accounts_get_session (IngotAccounts *self, IngotAccount *account, GError **error)
{
  const char *ca_file = account != NULL ? ingot_cloud_get_ca_file (ingot_account_get_cloud (account)) : NULL;

  return ingot_session_pool_get (self->sessions, ca_file, error);
}

void
ingot_accounts_set_second (IngotAccounts *self, int second_ms)
{
  self->second_ms = second_ms;
}

void
ingot_accounts_set_flatpak_info (IngotAccounts *self, const char *path)
{
  g_set_str (&self->flatpak_info, path);
}

char *
ingot_accounts_dup_obstacle (IngotAccounts *self, IngotAccountKind kind)
{
  return kind == INGOT_ACCOUNT_AZURE_CLI ? ingot_azure_cli_source_dup_obstacle (self->flatpak_info) : NULL;
}

GListModel *
ingot_accounts_dup_outcomes (IngotAccounts *self, IngotAccount *account)
{
  if (ingot_account_get_kind (account) == INGOT_ACCOUNT_PERSON)
    return NULL;
  return g_object_ref (ingot_token_chain_get_outcomes (INGOT_TOKEN_CHAIN (ingot_accounts_get_source (self, account))));
}

/* (nullable): "roles", which only tokens of applications have */
static char *
dup_roles (JsonObject *claims)
{
  JsonArray *list = ingot_json_get_array (claims, "roles");
  g_autoptr(GString) roles = g_string_new (NULL);

  for (guint i = 0; list != NULL && i < json_array_get_length (list) && roles->len < MAX_ROLES; i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_string_append_printf (roles, "%s%s", roles->len > 0 ? ", " : "", json_node_get_string (node));
    }
  return roles->len > 0 && roles->len < MAX_ROLES ? g_string_free (g_steal_pointer (&roles), FALSE) : NULL;
}

/* (nullable): "scp", which only tokens of people have */
static char *
dup_permissions (JsonObject *claims)
{
  const char *text = ingot_json_get_string (claims, "scp");
  g_auto(GStrv) permissions = text != NULL && strlen (text) < MAX_ROLES ? g_strsplit (text, " ", -1) : NULL;

  return permissions != NULL && *permissions != NULL ? g_strjoinv (", ", permissions) : NULL;
}

static void
add_audience (const char *tenant, const char *scope, IngotToken *token, gpointer list)
{
  g_autoptr(JsonNode) node = ingot_token_read_claims (ingot_token_get_text (token));
  JsonObject *claims = ingot_json_node_object (node);
  g_autofree char *roles = dup_roles (claims);
  g_autofree char *permissions = dup_permissions (claims);
  g_autoptr(IngotAudience) audience = ingot_audience_new (scope, tenant, roles, permissions,
                                                          ingot_token_get_seconds_left (token));

  g_list_store_append (list, audience);
}

GListModel *
ingot_accounts_dup_audiences (IngotAccounts *self, IngotAccount *account)
{
  GListStore *list = g_list_store_new (INGOT_TYPE_AUDIENCE);

  ingot_token_source_foreach (ingot_accounts_get_source (self, account), add_audience, list);
  return G_LIST_MODEL (list);
}
