/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-directory.h"
#include "inference/sandbox-inference.h"
#include "sandbox-staging.h"

G_BEGIN_DECLS

/* The subscriptions, the resources in them and their deployments, as they are staged. The first resource of
 * the first subscription is the sandbox itself, with what is really deployed; the others are scenery. */
typedef struct _SandboxLandscape SandboxLandscape;

typedef struct
{
  char *id;
  char *name;
  guint index;
  const SandboxTenant *tenant;
} SandboxSubscription;

typedef struct
{
  const SandboxSubscription *subscription;
  char *group;
  char *name;
  const char *kind;
  const char *location;
  guint n_deployments;
  gboolean real;
} SandboxResource;

typedef struct
{
  SandboxDeployment deployment; /* a copy; its strings live as long as the landscape */
  const char *state;
} SandboxStagedDeployment;

/* @home: the id of the first subscription. */
SandboxLandscape *sandbox_landscape_new (const char *home, SandboxDirectory *directory,
                                         SandboxInference *inference, const SandboxStaging *staging);
void sandbox_landscape_free (SandboxLandscape *landscape);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxLandscape, sandbox_landscape_free)

/* Whether it is still what @staging says. */
gboolean sandbox_landscape_fits (SandboxLandscape *landscape, const SandboxStaging *staging);

guint sandbox_landscape_get_n_subscriptions (SandboxLandscape *landscape);
const SandboxSubscription *sandbox_landscape_get_subscription (SandboxLandscape *landscape, guint index);
guint sandbox_landscape_get_n_resources (SandboxLandscape *landscape);
const SandboxResource *sandbox_landscape_get_resource (SandboxLandscape *landscape, guint index);

/* @index: below @resource's n_deployments. */
SandboxStagedDeployment sandbox_landscape_get_deployment (SandboxLandscape *landscape,
                                                          const SandboxResource *resource, guint index);

G_END_DECLS
