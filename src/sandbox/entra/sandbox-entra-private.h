/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-entra.h"
#include "entra/sandbox-entra-problem.h"
#include "entra/sandbox-scope.h"
#include "entra/sandbox-signer.h"

G_BEGIN_DECLS

/* That somebody has signed in to an application. Every code and token that follows from it refers to it. */
typedef struct
{
  const SandboxAccount *account; /* NULL: the application itself */
  const SandboxTenant *tenant;
  char *client_id;
  char *nonce;     /* or NULL */
  gboolean strong; /* by more than one factor */
} SandboxSession;

/* @client_id is copied. */
SandboxSession *sandbox_session_new (const SandboxAccount *account, const SandboxTenant *tenant,
                                     const char *client_id, gboolean strong);
SandboxSession *sandbox_session_ref (SandboxSession *session);
void sandbox_session_unref (SandboxSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxSession, sandbox_session_unref)

struct _SandboxEntra
{
  const SandboxStaging *staging;
  SandboxDirectory *directory;
  SandboxSigner *signer;
  GHashTable *device_codes; /* by device code; sandbox-device.c */
  GHashTable *sign_ins;     /* by name, later by code; sandbox-authorize.c */
  GHashTable *used;         /* refresh tokens that are good no more */
  gint64 revoked_until;     /* real time in microseconds: older refresh tokens are no good either */
  char *home;               /* the id of the first tenant */
  char *secret;
  char *identity_header;
  SandboxServer *server;
};

/* Unix time. */
gint64 sandbox_entra_now (SandboxEntra *entra);

/* Whether the parameter "claims", or NULL, asks for what a refusal had asked for. Clients also send it to
 * tell what they are able to do. */
gboolean sandbox_entra_claims_ask_for_more (const char *claims);

/* Text that nobody can guess. */
char *sandbox_entra_new_secret (void);

/* A request to one of the endpoints of a tenant, as far as they all read it alike. */
typedef struct
{
  SandboxEntra *entra;
  SandboxExchange *exchange;
  GHashTable *form;
  const SandboxTenant *tenant;
  const char *client_id;
  SandboxProblem *problem; /* the first thing that is wrong, or NULL */
} SandboxEntraRequest;

/* Reads the form and the tenant in the path; the client's id has to be there. */
void sandbox_entra_request_enter (SandboxEntraRequest *request, SandboxEntra *entra,
                                  SandboxExchange *exchange);
void sandbox_entra_request_clear (SandboxEntraRequest *request);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SandboxEntraRequest, sandbox_entra_request_clear)

/* A field of the form; NULL for one that is missing or empty, which is a problem where it is needed. */
const char *sandbox_entra_request_get (SandboxEntraRequest *request, const char *name);
const char *sandbox_entra_request_need (SandboxEntraRequest *request, const char *name);

/* Sets the problem, if there is none yet. */
void sandbox_entra_request_fail (SandboxEntraRequest *request, guint code, const char *detail);

/* The scope that the form asks for, or NULL with a problem. */
SandboxScope *sandbox_entra_request_parse_scope (SandboxEntraRequest *request);

/* Answers with the problem, or with @json, which is taken. */
void sandbox_entra_request_answer (SandboxEntraRequest *request, JsonNode *json);

G_END_DECLS
