/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-endpoint-style.h"

G_BEGIN_DECLS

/* Whether the resource of @deployment has @style at all; the one that it is addressed with is taken at its word. */
gboolean ingot_route_reason_has_style (IngotDeployment *deployment, IngotEndpointStyle style);

/**
 * ingot_route_reason_dup:
 * @candidate: @deployment as it is addressed in the style that is asked about
 * @available: whether a request can work, as far as anybody can know
 *
 * Returns: (transfer full) (nullable): what speaks against it, or what is special about it: sentences, translated
 */
char *ingot_route_reason_dup (IngotDeployment *deployment, IngotDeployment *candidate, IngotOperation operation,
                              gboolean *available);

G_END_DECLS
