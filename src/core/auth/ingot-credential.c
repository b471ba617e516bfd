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

gboolean
ingot_credential_is_renewable (IngotCredential *self)
{
  g_return_val_if_fail (INGOT_IS_CREDENTIAL (self), FALSE);

  return INGOT_CREDENTIAL_GET_IFACE (self)->recover != NULL;
}

DexFuture *
ingot_credential_recover (IngotCredential *self, const IngotCredentialRefusal *refusal, GCancellable *cancellable)
{
  g_return_val_if_fail (ingot_credential_is_renewable (self), NULL);

  return INGOT_CREDENTIAL_GET_IFACE (self)->recover (self, refusal, cancellable);
}
