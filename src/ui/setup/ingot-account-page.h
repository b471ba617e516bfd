/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-accounts.h"

G_BEGIN_DECLS

/**
 * IngotAccountPage:
 *
 * All that is known of an account, but its tokens, and the end of it.
 *
 * Signals: "signed-out": nothing of it is there any more.
 */
#define INGOT_TYPE_ACCOUNT_PAGE (ingot_account_page_get_type ())
G_DECLARE_FINAL_TYPE (IngotAccountPage, ingot_account_page, INGOT, ACCOUNT_PAGE, AdwNavigationPage)

AdwNavigationPage *ingot_account_page_new (IngotAccounts *accounts, IngotAccount *account);

G_END_DECLS
