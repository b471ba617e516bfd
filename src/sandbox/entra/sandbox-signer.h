/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Signs the tokens that Entra gives out (JWT, RS256) and knows its own again. Its key is made when it is
 * first needed, by the system's randomness whatever the seed is, and never leaves the memory. */
typedef struct _SandboxSigner SandboxSigner;

SandboxSigner *sandbox_signer_new (void);
void sandbox_signer_free (SandboxSigner *signer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxSigner, sandbox_signer_free)

/* A compact JWT; takes @claims. */
char *sandbox_signer_sign (SandboxSigner *signer, JsonNode *claims);

/* The claims of a token that this signer has signed, or NULL. What they say is not looked at. */
JsonObject *sandbox_signer_open (SandboxSigner *signer, const char *token);

/* The public key as a JSON Web Key Set; @issuer is what it is published for. */
JsonNode *sandbox_signer_get_keys (SandboxSigner *signer, const char *issuer);

/* RFC 4648's alphabet for addresses, without padding. The decoder gives NULL for what is not of it. */
char *sandbox_base64url_encode (const guchar *data, gsize length);
GBytes *sandbox_base64url_decode (const char *text);

G_END_DECLS
