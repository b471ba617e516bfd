/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include "ingot-credential.h"

G_DEFINE_INTERFACE (IngotCredential, ingot_credential, G_TYPE_OBJECT)

static void
ingot_credential_default_init (IngotCredentialInterface *iface)
{
}

DexFuture *
ingot_credential_authorize (IngotCredential *self, SoupMessageHeaders *headers, GCancellable *cancellable)
{
  g_return_val_if_fail (INGOT_IS_CREDENTIAL (self), NULL);

  return INGOT_CREDENTIAL_GET_IFACE (self)->authorize (self, headers, cancellable);
}
