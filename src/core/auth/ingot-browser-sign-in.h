/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-entra.h"

G_BEGIN_DECLS

/* @link: what the browser is to open */
typedef void (*IngotLinkFunc) (const char *link, gpointer user_data);

/**
 * ingot_browser_sign_in_run:
 * @claims: (nullable): what an earlier refusal asked for
 * @hint: (nullable): the user name to begin with, where it is known
 * @func: is called once
 * @wanted: (out) (optional) (transfer full): when it is refused, the claims that another try has to send along; or NULL
 *
 * The authorization code grant with proof key, by the person's own browser. It waits, as long as it takes or until
 * it is cancelled: it belongs in a fiber.
 *
 * Returns: (transfer full): the tokens, or NULL with an error of signing in
 */
IngotTokenReply *ingot_browser_sign_in_run (IngotEntra *entra, const char *tenant, const char *scope,
                                            const char *claims, const char *hint, IngotLinkFunc func,
                                            gpointer user_data, char **wanted, GCancellable *cancellable, GError **error);

G_END_DECLS
