/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "arm/sandbox-arm.h"
#include "arm/sandbox-landscape.h"

G_BEGIN_DECLS

struct _SandboxArm
{
  SandboxArmWorld world;
  SandboxLandscape *landscape; /* NULL until it is needed */
};

/* A request, as far as it has been understood. */
typedef struct
{
  SandboxArm *arm;
  SandboxExchange *exchange;
  char *origin;
  GStrv path;    /* decoded segments */
  char *version; /* api-version */
  SandboxCaller caller;
  const SandboxSubscription *subscription;
  const SandboxResource *resource;
  SandboxProblem *problem; /* the first thing that is wrong, or NULL */
} SandboxArmRequest;

void sandbox_arm_request_clear (SandboxArmRequest *request);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SandboxArmRequest, sandbox_arm_request_clear)

/* Sets the problem, if there is none yet, in ARM's shape. */
void sandbox_arm_request_fail (SandboxArmRequest *request, guint status, const char *code, const char *format,
                               ...) G_GNUC_PRINTF (4, 5);

/* The id of @resource as ARM writes it. */
char *sandbox_arm_dup_resource_id (const SandboxResource *resource);

/* Adds the @index-th of the things that a list is of; FALSE when there are no more. */
typedef gboolean (*SandboxArmAddFunc) (JsonBuilder *builder, SandboxArmRequest *request, guint index);

/* Answers with one page of a list. */
void sandbox_arm_reply_list (SandboxArmRequest *request, SandboxArmAddFunc add);

/* Answers with the @index-th thing alone. */
void sandbox_arm_reply_one (SandboxArmRequest *request, SandboxArmAddFunc add, guint index);

G_END_DECLS
