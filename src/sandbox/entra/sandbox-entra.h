/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-directory.h"
#include "sandbox-staging.h"
#include "server/sandbox-server.h"

G_BEGIN_DECLS

/* Microsoft Entra ID for one resource: people, sign-ins, tokens, and who may use what with them. */
typedef struct _SandboxEntra SandboxEntra;

/* @home: the id of the tenant; @secret: what confidential clients have to give; @identity_header: the same
 * for the managed identity. @staging is looked at whenever it matters. */
SandboxEntra *sandbox_entra_new (const char *home, const char *secret, const char *identity_header,
                                 const SandboxStaging *staging);
void sandbox_entra_free (SandboxEntra *entra);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxEntra, sandbox_entra_free)

/* Adds the routes to @server, which must not outlive @entra, and decides who may use its data plane. */
void sandbox_entra_attach (SandboxEntra *entra, SandboxServer *server);

SandboxDirectory *sandbox_entra_get_directory (SandboxEntra *entra);

/* Who has sent a token. */
typedef struct
{
  const SandboxAccount *account; /* NULL: an application */
  const SandboxTenant *tenant;   /* NULL: nobody that we know */
  char *object_id;
  gboolean strong; /* by more than one factor */
} SandboxCaller;

typedef enum
{
  SANDBOX_TOKEN_GOOD,
  SANDBOX_TOKEN_INVALID,
  SANDBOX_TOKEN_EXPIRED,
  SANDBOX_TOKEN_AUDIENCE, /* for another resource */
} SandboxTokenVerdict;

/* Judges a token for the management of resources; fills @caller, to be cleared, where it is good. @origin:
 * our address as the client writes it. */
SandboxTokenVerdict sandbox_entra_judge_management_token (SandboxEntra *entra, const char *token,
                                                          const char *origin, SandboxCaller *caller);
void sandbox_caller_clear (SandboxCaller *caller);

/* Our address as the client wrote it, so that it finds the same name in what we answer. */
char *sandbox_entra_dup_origin (SandboxEntra *entra, SandboxExchange *exchange);

/* The value of "claims" with which a client should sign in again where more than one factor is needed. */
const char *sandbox_entra_claims (void);

/* No refresh token that was given out so far is good any more. */
void sandbox_entra_revoke (SandboxEntra *entra);

G_END_DECLS
