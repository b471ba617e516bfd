/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-entra.h"
#include "ingot-token-source.h"

G_BEGIN_DECLS

/**
 * IngotEnvironmentSource:
 *
 * A service principal, from the variables that all clients of Azure know: AZURE_TENANT_ID and AZURE_CLIENT_ID
 * with AZURE_CLIENT_SECRET, or with AZURE_FEDERATED_TOKEN_FILE. They are read anew for each token, and the
 * secret is kept nowhere.
 *
 * Source: https://learn.microsoft.com/python/api/azure-identity/azure.identity.environmentcredential
 */
#define INGOT_TYPE_ENVIRONMENT_SOURCE (ingot_environment_source_get_type ())
G_DECLARE_FINAL_TYPE (IngotEnvironmentSource, ingot_environment_source, INGOT, ENVIRONMENT_SOURCE, IngotTokenSource)

IngotTokenSource *ingot_environment_source_new (IngotEntra *entra);

G_END_DECLS
