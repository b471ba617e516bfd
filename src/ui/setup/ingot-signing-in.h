/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-accounts.h"

G_BEGIN_DECLS

/**
 * IngotSigningIn:
 *
 * How a resource is signed in to: with an account, or with a key.
 *
 * Signals: "changed"; "activate": the person has ended the key with Enter; "sign-in": an account that is not there
 * yet is wanted.
 */
#define INGOT_TYPE_SIGNING_IN (ingot_signing_in_get_type ())
G_DECLARE_FINAL_TYPE (IngotSigningIn, ingot_signing_in, INGOT, SIGNING_IN, AdwPreferencesGroup)

/* @accounts: (nullable): those that can be chosen. Where there are some, an account is chosen first. */
void          ingot_signing_in_set_accounts (IngotSigningIn *self, IngotAccounts *accounts);

void          ingot_signing_in_set_account (IngotSigningIn *self, IngotAccount *account);
IngotAccount *ingot_signing_in_get_account (IngotSigningIn *self); /* (transfer none) (nullable): NULL with a key */

void          ingot_signing_in_set_key (IngotSigningIn *self, const char *key);
/* Goes to where a key or an account is chosen. */
void          ingot_signing_in_focus (IngotSigningIn *self);

char         *ingot_signing_in_dup_key (IngotSigningIn *self); /* (transfer full) */

/* Whether a server that asks for no key may be what is added. */
void          ingot_signing_in_set_needs_key (IngotSigningIn *self, gboolean needs_key);
gboolean      ingot_signing_in_is_complete (IngotSigningIn *self);

G_END_DECLS
