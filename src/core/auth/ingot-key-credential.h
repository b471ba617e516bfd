/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-credential.h"
#include "ingot-vault.h"

G_BEGIN_DECLS

/**
 * IngotKeyCredential:
 *
 * Signs in with a key. The key lies in memory that is wiped when it is freed
 * and, where possible, never swapped out.
 */
#define INGOT_TYPE_KEY_CREDENTIAL (ingot_key_credential_get_type ())
G_DECLARE_FINAL_TYPE (IngotKeyCredential, ingot_key_credential, INGOT, KEY_CREDENTIAL, GObject)

/* The key is looked up in @vault when it is first needed, and kept from then on. */
IngotCredential *ingot_key_credential_new (IngotVault *vault, const char *address, IngotKeyHeader header);

/* A key that is in no vault: the sandbox's, or one that is to be forgotten at the end. */
IngotCredential *ingot_key_credential_new_for_key (const char *key, IngotKeyHeader header);

G_END_DECLS
