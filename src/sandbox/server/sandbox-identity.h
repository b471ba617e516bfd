/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sandbox-state.h"

G_BEGIN_DECLS

/* Who the sandbox is: what its ready line tells, and what a client that was set up for it expects to find
 * again. In a state folder that is kept it survives a restart. */
typedef struct
{
  char *api_key;
  char *tenant_id;       /* lower-case UUIDs */
  char *subscription_id;
  char *identity_header; /* the secret that /msi/token asks for */
  guint64 seed;          /* of the answers */
} SandboxIdentity;

/* @api_key: what the user wants instead of one that is made; it is not saved. @seed: the one that the user
 * wants, which is saved, or NULL for the one that was saved, else 1. NULL with @error set. */
SandboxIdentity *sandbox_identity_new (SandboxState *state, const char *api_key, const guint64 *seed,
                                       GError **error);
void sandbox_identity_free (SandboxIdentity *identity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxIdentity, sandbox_identity_free)

G_END_DECLS
