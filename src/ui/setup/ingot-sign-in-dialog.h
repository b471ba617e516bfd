/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-accounts.h"

G_BEGIN_DECLS

/**
 * IngotSignInDialog:
 *
 * Signs somebody in to Microsoft Entra ID, by a code or with the browser. It closes when that is done; closing it
 * before ends the sign-in.
 *
 * Signals: "signed-in" (#IngotAccount).
 */
#define INGOT_TYPE_SIGN_IN_DIALOG (ingot_sign_in_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IngotSignInDialog, ingot_sign_in_dialog, INGOT, SIGN_IN_DIALOG, AdwDialog)

/* @account: (nullable): one whose tokens are no longer good; NULL for another one */
AdwDialog *ingot_sign_in_dialog_new (IngotAccounts *accounts, IngotAccount *account);

G_END_DECLS
