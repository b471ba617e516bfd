/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * IngotVault:
 *
 * The keys, in the Secret Service and nowhere else. An item is found by the
 * address that it is for (URL and path, as in "https://contoso.openai.azure.com/openai/v1"),
 * never by a number of the database: a key that outlives its database must not be
 * taken for another server's.
 *
 * Every call may wait for a person who unlocks the keyring, for as long as that
 * takes; @cancellable ends the waiting at once, though the keyring's question stays open
 * for whoever answers it. Failures reject with
 * %INGOT_ERROR_KEYRING or %INGOT_ERROR_KEYRING_LOCKED and words that hold no secret.
 */
#define INGOT_TYPE_VAULT (ingot_vault_get_type ())
G_DECLARE_FINAL_TYPE (IngotVault, ingot_vault, INGOT, VAULT, GObject)

IngotVault *ingot_vault_new (void);

/* @label is what the keyring's own window shows, for example "Ingot: Contoso East US". */
DexFuture *ingot_vault_store (IngotVault *self, const char *address, const char *label, const char *key,
                              GCancellable *cancellable);

/* Resolves to a boxed SecretValue, so that no copy of the key stays behind in a future; rejects with
 * %INGOT_ERROR_NO_KEY when there is none. */
DexFuture *ingot_vault_lookup (IngotVault *self, const char *address, GCancellable *cancellable);

/* Resolves to TRUE, also when there was none. */
DexFuture *ingot_vault_clear (IngotVault *self, const char *address, GCancellable *cancellable);

G_END_DECLS
