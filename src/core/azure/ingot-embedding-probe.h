/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "auth/ingot-credential.h"
#include "model/ingot-failure.h"
#include "model/ingot-resource.h"
#include "model/ingot-route.h"

G_BEGIN_DECLS

/**
 * ingot_embedding_probe_run:
 * @operation: embeddings, which are asked for of one short word; or image embeddings, of one pixel
 * @failure: (out): why no vector came; NULL when it was cancelled
 *
 * Asks once, in the endpoint style of @deployment, and waits: it belongs in a fiber.
 *
 * Returns: how many numbers the vector has that came back; 0 with @failure, or with @error, which is
 *   G_IO_ERROR_CANCELLED
 */
guint ingot_embedding_probe_run (SoupSession *session, IngotDeployment *deployment, IngotCredential *credential,
                                 IngotOperation operation, GCancellable *cancellable, IngotFailure **failure,
                                 GError **error);

G_END_DECLS
