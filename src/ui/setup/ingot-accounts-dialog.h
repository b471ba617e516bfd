/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-accounts.h"

G_BEGIN_DECLS

/**
 * IngotAccountsDialog:
 *
 * Everybody who is signed in, each with its details.
 *
 * Signal "signed-in" (#IngotAccount): there is one more.
 */
#define INGOT_TYPE_ACCOUNTS_DIALOG (ingot_accounts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IngotAccountsDialog, ingot_accounts_dialog, INGOT, ACCOUNTS_DIALOG, AdwDialog)

AdwDialog *ingot_accounts_dialog_new (IngotAccounts *accounts);

G_END_DECLS
