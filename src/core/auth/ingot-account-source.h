/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsecret/secret.h>

#include "ingot-entra.h"
#include "ingot-token-source.h"
#include "ingot-vault.h"
#include "model/ingot-account.h"

G_BEGIN_DECLS

/**
 * IngotAccountSource:
 *
 * The tokens of somebody who signed in: one refresh token, in the vault, gives those for every audience and
 * every directory of that person. Each use may bring another refresh token, which takes the place of the old one.
 *
 * Property: "account" is told what becomes of it: its name, and whether it has to sign in again.
 */
#define INGOT_TYPE_ACCOUNT_SOURCE (ingot_account_source_get_type ())
G_DECLARE_FINAL_TYPE (IngotAccountSource, ingot_account_source, INGOT, ACCOUNT_SOURCE, IngotTokenSource)

IngotAccountSource *ingot_account_source_new (IngotEntra *entra, IngotVault *vault, IngotAccount *account);

/* Takes what signing in has brought. @keep: whether in the vault too. Resolves to TRUE when it is kept; rejects with
 * an error of the vault. */
DexFuture *ingot_account_source_take (IngotAccountSource *self, IngotTokenReply *reply, const char *tenant,
                                      const char *scope, gboolean keep_in_vault);

/* (nullable): what the next sign-in has to send along */
const char *ingot_account_source_get_claims (IngotAccountSource *self);

/* Closes it and takes its refresh token out of the vault. Resolves to TRUE when nothing of it is left. */
DexFuture *ingot_account_source_erase (IngotAccountSource *self);

G_END_DECLS
