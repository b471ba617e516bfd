/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-keep-key.h"
#include "ingot-roles-job.h"
#include "ingot-sign-in-job.h"

G_BEGIN_DECLS

/**
 * IngotAccounts:
 *
 * Everybody who is signed in, and the other sources of tokens that somebody chose: a #GListModel of #IngotAccount.
 *
 * Signal "removed" (#IngotAccount): it was signed out, and nothing of it will be there any more.
 */
#define INGOT_TYPE_ACCOUNTS (ingot_accounts_get_type ())
G_DECLARE_FINAL_TYPE (IngotAccounts, ingot_accounts, INGOT, ACCOUNTS, GObject)

/**
 * ingot_accounts_sign_in:
 * @tenant: (nullable): a directory's id or domain; NULL or empty for whichever is the person's
 * @keep: where the refresh token is kept
 *
 * Signs in, once the person has done a part: see the job. The same person, signed in again, stays one account.
 *
 * Returns: (transfer full): a job that fails with %INGOT_ERROR_DECLINED, %INGOT_ERROR_CODE_EXPIRED,
 *   %INGOT_ERROR_BLOCKED and the others of signing in, %INGOT_ERROR_INPUT for a tenant that is none,
 *   %INGOT_ERROR_KEYRING, %INGOT_ERROR_KEYRING_LOCKED, %INGOT_ERROR_STORE, or those of a network
 */
IngotSignInJob *ingot_accounts_sign_in (IngotAccounts *self, IngotCloud *cloud, const char *tenant,
                                        IngotSignInWay way, IngotKeepKey keep);

/* The same for an account whose tokens are no longer good, with whatever the service asked for in its refusal. */
IngotSignInJob *ingot_accounts_sign_in_again (IngotAccounts *self, IngotAccount *account, IngotSignInWay way,
                                              IngotKeepKey keep);

/**
 * ingot_accounts_add_source:
 * @kind: not a person
 *
 * Adds a source of this computer's once it has given a first token. One that is there already stays one account.
 *
 * Returns: (transfer full): a job that fails with %INGOT_ERROR_NO_SOURCE and what is missing, or with an error of
 *   signing in; ingot_accounts_get_added() then tells the account
 */
IngotJob       *ingot_accounts_add_source (IngotAccounts *self, IngotAccountKind kind, IngotCloud *cloud);

/* (transfer none) (nullable): what a job of ingot_accounts_add_source() that is done has added */
IngotAccount   *ingot_accounts_get_added (IngotAccounts *self, IngotJob *job);

/* (transfer full) (nullable): why a source of @kind cannot work as this program was installed, and what would change
 * that, in sentences; NULL when it may work */
char           *ingot_accounts_dup_obstacle (IngotAccounts *self, IngotAccountKind kind);

/* A #GListModel of #IngotSourceOutcome: what came of each place that the tokens of @account may come from. Live for
 * an account; for a job of ingot_accounts_add_source(), also one that failed, as it was left. (transfer full)
 * (nullable): NULL for a person */
GListModel     *ingot_accounts_dup_outcomes (IngotAccounts *self, IngotAccount *account);
GListModel     *ingot_accounts_dup_outcomes_of (IngotAccounts *self, IngotJob *job);

/* A #GListModel of #IngotAudience: the tokens that @account has at this moment, without them. (transfer full) */
GListModel     *ingot_accounts_dup_audiences (IngotAccounts *self, IngotAccount *account);

/**
 * ingot_accounts_list_roles:
 *
 * Asks which roles @account has; a token says nothing of them.
 *
 * Returns: (transfer full) (nullable): a job that fails with what the management API refuses, such as
 *   %INGOT_ERROR_CANNOT_LIST; NULL where the cloud of @account has none
 */
IngotRolesJob  *ingot_accounts_list_roles (IngotAccounts *self, IngotAccount *account);

/**
 * ingot_accounts_sign_out:
 *
 * Takes every trace of an account away: its refresh token from the keyring, its tokens from memory, it and the
 * resources that it alone signs in to from the database. Conversations stay.
 *
 * Returns: (transfer full): a job that fails with %INGOT_ERROR_KEYRING, %INGOT_ERROR_KEYRING_LOCKED or
 *   %INGOT_ERROR_STORE; the account stays then
 */
IngotJob       *ingot_accounts_sign_out (IngotAccounts *self, IngotAccount *account);

G_END_DECLS
