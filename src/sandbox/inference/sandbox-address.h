/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sandbox-exchange.h"

G_BEGIN_DECLS

typedef enum
{
  SANDBOX_STYLE_V1,         /* /openai/v1, no version, the deployment in the body */
  SANDBOX_STYLE_DEPLOYMENT, /* /openai/deployments/<name>, dated versions */
  SANDBOX_STYLE_INFERENCE,  /* /models, dated versions of its own, the deployment in the body */
} SandboxStyle;

/* How a request was addressed. */
typedef struct
{
  SandboxStyle style;
  char *version;    /* "v1" for that style */
  char *deployment; /* decoded; NULL unless the path has it */
} SandboxAddress;

/* Reads a request's address. NULL with *@problem set: a missing version is 404, as on the service, an unknown
 * one 400. The v1 style refuses versions other than "v1" and "preview". */
SandboxAddress *sandbox_address_new (SandboxExchange *exchange, SandboxProblem **problem);
void sandbox_address_free (SandboxAddress *address);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxAddress, sandbox_address_free)

/* Whether @address is of a style that is dated, with a version not after @version. */
gboolean sandbox_address_is_until (const SandboxAddress *address, const char *version);

/* Whether deployments are listed in this version: the listing was taken out of later ones. */
gboolean sandbox_version_lists_deployments (const char *version);

G_END_DECLS
