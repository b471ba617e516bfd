/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "auth/ingot-credential.h"
#include "model/ingot-failure.h"
#include "model/ingot-resource.h"
#include "model/ingot-route.h"

G_BEGIN_DECLS

/* Whether @failure of a request to @deployment may come of an endpoint style that its resource does not have. */
gboolean ingot_style_probe_is_due (IngotDeployment *deployment, const IngotFailure *failure);

/**
 * ingot_style_probe_run:
 *
 * @operation: a chat, or one of the embeddings
 *
 * Asks the same deployment in each other style for a reply of one token, or for one vector, until one answers,
 * and gives up after some seconds. It waits: it belongs in a fiber.
 *
 * Returns: the style that answers, or 0
 */
IngotEndpointStyle ingot_style_probe_run (SoupSession *session, IngotDeployment *deployment,
                                          IngotCredential *credential, IngotOperation operation,
                                          GCancellable *cancellable);

G_END_DECLS
