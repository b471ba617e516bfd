/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-directory.h"
#include "server/sandbox-server.h"

G_BEGIN_DECLS

/* Microsoft Entra ID for one resource: people, sign-ins, tokens, and who may use what with them. */
typedef struct _SandboxEntra SandboxEntra;

/* What can be staged. Times are in seconds. */
typedef struct
{
  guint access_token_lifetime;
  guint refresh_token_lifetime;
  guint managed_identity_lifetime;
  guint device_code_lifetime;
  guint device_code_interval;
  gboolean slow_down;    /* polling faster than the interval is answered with slow_down */
  gboolean single_use;   /* a refresh token is good for one redemption; Entra itself is not that strict */
  gboolean key_disabled; /* disableLocalAuth: the data plane takes tokens only */
  gint clock_offset;     /* of Entra's clock against ours */
  GStrv audiences;       /* which the data plane takes */
} SandboxEntraSettings;

/* @home: the id of the tenant; @secret: what confidential clients have to give; @identity_header: the same
 * for the managed identity. */
SandboxEntra *sandbox_entra_new (const char *home, const char *secret, const char *identity_header);
void sandbox_entra_free (SandboxEntra *entra);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxEntra, sandbox_entra_free)

/* Adds the routes to @server, which must not outlive @entra, and checks the tokens of its data plane. */
void sandbox_entra_attach (SandboxEntra *entra, SandboxServer *server);

SandboxDirectory *sandbox_entra_get_directory (SandboxEntra *entra);

/* To be changed in place. */
SandboxEntraSettings *sandbox_entra_get_settings (SandboxEntra *entra);

/* No refresh token that was given out so far is good any more. */
void sandbox_entra_revoke (SandboxEntra *entra);

G_END_DECLS
