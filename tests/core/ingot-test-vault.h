/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/ingot-vault.h"

G_BEGIN_DECLS

/* What every keyring has to do: several tests run it against different ones. */
void ingot_test_vault_round_trip (void);

void ingot_test_vault_assert_key (IngotVault *vault, const char *address, const char *key);
void ingot_test_vault_assert_error (DexFuture *future, GQuark domain, int code);

G_END_DECLS
