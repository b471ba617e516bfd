/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ingot-endpoint-style.h"

G_BEGIN_DECLS

/**
 * ingot_routes_list:
 *
 * Where each operation of @deployment is in each endpoint style, by the same functions that send, and what speaks
 * against it: as far as it is known from a listing, and never from what the model is called.
 *
 * Sources: https://learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/endpoints and
 * https://learn.microsoft.com/azure/ai-foundry/openai/how-to/batch.
 *
 * Returns: (transfer full): of #IngotRoute, operation by operation; empty once the resource is gone
 */
GListModel *ingot_routes_list (IngotDeployment *deployment);

/* Bits 1 << style: in which of them @deployment answers what it is for, as far as anybody can know; none once the
 * resource is gone. */
guint ingot_routes_find_styles (IngotDeployment *deployment);

/* (transfer full): @deployment as it is addressed in @style: itself, another one of its name, or one that is not there
 * yet and has the style's usual version. */
IngotDeployment *ingot_routes_dup_candidate (IngotDeployment *deployment, IngotEndpointStyle style);

/* Where the routes of @candidate begin, for client libraries, which in the deployment style make the rest themselves;
 * and whether a request's body has its name. While the resource has an address. */
char     *ingot_routes_dup_base (IngotDeployment *candidate);
gboolean  ingot_routes_names_in_body (IngotDeployment *candidate);

/* Whether the resource of @deployment has @style, as far as anybody can know. */
gboolean  ingot_routes_has_style (IngotDeployment *deployment, IngotEndpointStyle style);

/* What to ask @deployment for, as far as that is known: chats, or embeddings. */
IngotOperation ingot_routes_get_main_operation (IngotDeployment *deployment);

G_END_DECLS
