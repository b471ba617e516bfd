/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-token-source.h"

G_BEGIN_DECLS

/**
 * IngotManagedIdentitySource:
 *
 * The identity of the virtual machine or container that this is: asked of the address in IDENTITY_ENDPOINT, with
 * the header in IDENTITY_HEADER, where both are set; else of the instance metadata service at 169.254.169.254.
 * AZURE_CLIENT_ID chooses among several identities. Neither address is ever asked through a proxy.
 *
 * Source: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token and
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity
 */
#define INGOT_TYPE_MANAGED_IDENTITY_SOURCE (ingot_managed_identity_source_get_type ())
G_DECLARE_FINAL_TYPE (IngotManagedIdentitySource, ingot_managed_identity_source, INGOT, MANAGED_IDENTITY_SOURCE,
                      IngotTokenSource)

IngotTokenSource *ingot_managed_identity_source_new (void);

G_END_DECLS
