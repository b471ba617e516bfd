/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/ingot-token-source.h"
#include "auth/ingot-vault.h"
#include "ingot-accounts.h"
#include "ingot-keeper.h"
#include "net/ingot-session-pool.h"

G_BEGIN_DECLS

struct _IngotAccounts
{
  GObject parent_instance;

  IngotKeeper *keeper;
  IngotVault *vault;
  IngotSessionPool *sessions;
  GPtrArray *accounts;  /* of IngotAccount */
  GHashTable *sources;  /* IngotAccount → IngotTokenSource, made when first needed */
  GHashTable *wanted;   /* authority → the claims that a refused sign-in there has to send along the next time */
  int second_ms;
  char *flatpak_info;
};

/* @stored: what ingot_store_load_accounts() gave */
IngotAccounts *ingot_accounts_new (IngotKeeper *keeper, IngotVault *vault, IngotSessionPool *sessions,
                                   GListModel *stored);

/* (transfer none): where the tokens of @account come from */
IngotTokenSource *ingot_accounts_get_source (IngotAccounts *self, IngotAccount *account);

/* (transfer none): a session that trusts what the cloud of @account (nullable) trusts; NULL with %INGOT_ERROR_TLS when
 * the file of its certificate authority cannot be read. For management requests together with
 * ingot_token_credential_new (source, tenant, ingot_cloud_dup_management_scope (cloud), NULL). */
SoupSession *ingot_accounts_get_session (IngotAccounts *self, IngotAccount *account, GError **error);

/* For tests: how long a second is while a code is waited for. */
void ingot_accounts_set_second (IngotAccounts *self, int second_ms);

/* For tests: the file that tells whether this is a Flatpak. */
void ingot_accounts_set_flatpak_info (IngotAccounts *self, const char *path);

/* What follows is shared by the files of IngotAccounts. */

/* (transfer full) */
IngotTokenSource *ingot_accounts_make_source (IngotAccounts *self, IngotAccount *account);

/* @source: (transfer full) */
void ingot_accounts_set_source (IngotAccounts *self, IngotAccount *account, IngotTokenSource *source);

/* It was closed: whoever needs tokens has to ask for another. Emits "source-dropped" with the account. */
void ingot_accounts_drop_source (IngotAccounts *self, IngotAccount *account);

/* Adds it unless it is there, and keeps what becomes of it from now on. */
void ingot_accounts_list (IngotAccounts *self, IngotAccount *account);
void ingot_accounts_unlist (IngotAccounts *self, IngotAccount *account);

G_END_DECLS
