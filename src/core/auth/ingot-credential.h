/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The header that carries a key: "api-key: K" works on every Azure surface, other servers of the v1
 * style know "Authorization: Bearer K" only. Never both. */
typedef enum
{
  INGOT_KEY_HEADER_API_KEY,
  INGOT_KEY_HEADER_BEARER,
} IngotKeyHeader;

/**
 * IngotCredential:
 *
 * How requests to one resource are signed in. It is asked anew for each
 * attempt, since a token can expire between two.
 */
#define INGOT_TYPE_CREDENTIAL (ingot_credential_get_type ())
G_DECLARE_INTERFACE (IngotCredential, ingot_credential, INGOT, CREDENTIAL, GObject)

struct _IngotCredentialInterface
{
  GTypeInterface parent_iface;

  DexFuture *(*authorize) (IngotCredential *self, SoupMessageHeaders *headers, GCancellable *cancellable);
};

/**
 * ingot_credential_authorize:
 *
 * Adds what @headers need. May wait for a person (a locked keyring).
 *
 * Resolves to TRUE; rejects with %INGOT_ERROR_NO_KEY, %INGOT_ERROR_KEYRING or
 * %INGOT_ERROR_KEYRING_LOCKED.
 */
DexFuture *ingot_credential_authorize (IngotCredential *self, SoupMessageHeaders *headers,
                                       GCancellable *cancellable);

G_END_DECLS
