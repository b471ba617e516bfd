/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Proof key for code exchange, RFC 7636: whoever catches the code that comes back through the browser cannot
 * redeem it without the verifier, which never leaves this process but to the sign-in service. */

/* (transfer full): @n_bytes of the system's randomness in base64url, without padding */
char *ingot_pkce_dup_random (gsize n_bytes);

/* (transfer full): the S256 challenge of @verifier */
char *ingot_pkce_dup_challenge (const char *verifier);

G_END_DECLS
