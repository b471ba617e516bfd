/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-entra.h"
#include "inference/sandbox-inference.h"

G_BEGIN_DECLS

/* Azure Resource Manager, as far as it is read: tenants, subscriptions, resources, deployments, models,
 * usages and keys. */
typedef struct _SandboxArm SandboxArm;

/* What it is about; all of it must outlive it. */
typedef struct
{
  SandboxEntra *entra;
  SandboxInference *inference;
  const SandboxStaging *staging;
  const char *subscription_id; /* of the first subscription */
  const char *api_key;
} SandboxArmWorld;

SandboxArm *sandbox_arm_new (const SandboxArmWorld *world);
void sandbox_arm_free (SandboxArm *arm);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxArm, sandbox_arm_free)

/* Adds the routes to @server, which must not outlive @arm. */
void sandbox_arm_attach (SandboxArm *arm, SandboxServer *server);

G_END_DECLS
