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

/* That a request was answered with status 401. */
typedef struct
{
  SoupMessageHeaders *sent;
  SoupMessageHeaders *answer;
  GBytes *body; /* of the answer */
  guint round;  /* how often this request has been refused by now */
} IngotCredentialRefusal;

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
  DexFuture *(*recover) (IngotCredential *self, const IngotCredentialRefusal *refusal,
                         GCancellable *cancellable); /* NULL where nothing can be mended */
};

/**
 * ingot_credential_authorize:
 *
 * Adds what @headers need. May wait for a person (a locked keyring).
 *
 * Resolves to TRUE; rejects with %INGOT_ERROR_NO_KEY, %INGOT_ERROR_KEYRING,
 * %INGOT_ERROR_KEYRING_LOCKED, or what a source of tokens rejects with.
 */
DexFuture *ingot_credential_authorize (IngotCredential *self, SoupMessageHeaders *headers,
                                       GCancellable *cancellable);

/* Whether it is a credential that expires and can be renewed: a token, not a key. */
gboolean ingot_credential_is_renewable (IngotCredential *self);

/**
 * ingot_credential_recover:
 *
 * Mends a renewable credential after a refusal. It reads @refusal before it returns.
 *
 * Resolves to TRUE when the request is worth to be sent once more, else to FALSE. Rejects when
 * something else has to happen first, such as signing in.
 */
DexFuture *ingot_credential_recover (IngotCredential *self, const IngotCredentialRefusal *refusal,
                                     GCancellable *cancellable);

G_END_DECLS
