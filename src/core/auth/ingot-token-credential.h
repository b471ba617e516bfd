/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-credential.h"
#include "ingot-token-source.h"

G_BEGIN_DECLS

/**
 * IngotTokenCredential:
 *
 * Signs in to one resource with tokens of a source. When one is refused, it asks the source for another; when
 * that one is refused too, it tries the other audience that such a resource may want, and stays with whichever
 * is taken.
 *
 * Property: "scope" (string; notifies): what the tokens are for.
 */
#define INGOT_TYPE_TOKEN_CREDENTIAL (ingot_token_credential_get_type ())
G_DECLARE_FINAL_TYPE (IngotTokenCredential, ingot_token_credential, INGOT, TOKEN_CREDENTIAL, GObject)

/**
 * ingot_token_credential_new:
 * @tenant: (nullable): another directory than the account's own
 * @other_scope: (nullable): to try when @scope is refused
 */
IngotCredential *ingot_token_credential_new (IngotTokenSource *source, const char *tenant, const char *scope,
                                             const char *other_scope);

const char *ingot_token_credential_get_scope (IngotTokenCredential *self);

G_END_DECLS
