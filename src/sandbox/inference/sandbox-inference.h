/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-deployment.h"
#include "inference/sandbox-quota.h"
#include "server/sandbox-server.h"

G_BEGIN_DECLS

/* The data plane: the deployments of one resource, and what they have been asked so far. */
typedef struct _SandboxInference SandboxInference;

/* A deployment at work. */
typedef struct
{
  const SandboxDeployment *deployment;
  SandboxQuota quota;
  guint answers; /* how many it has given, so that the same question gets another answer */
} SandboxDesk;

/* @rate: tokens per second of all deployments, without a delay before the first; 0 leaves each its own
 * speed. */
SandboxInference *sandbox_inference_new (guint64 seed, double rate);
void sandbox_inference_free (SandboxInference *inference);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxInference, sandbox_inference_free)

/* @deployments must outlive the inference. */
void sandbox_inference_add (SandboxInference *inference, const SandboxDeployment *deployments,
                            gsize n_deployments);

/* Adds the routes of the data plane to @server, which must not outlive @inference. */
void sandbox_inference_attach (SandboxInference *inference, SandboxServer *server);

SandboxDesk *sandbox_inference_find (SandboxInference *inference, const char *name);

/* The first deployment that does @operation; NULL when there is none. */
const SandboxDeployment *sandbox_inference_find_first (SandboxInference *inference,
                                                       SandboxOperations operation);

guint sandbox_inference_get_n_desks (SandboxInference *inference);
SandboxDesk *sandbox_inference_get_desk (SandboxInference *inference, guint index);
guint64 sandbox_inference_get_seed (SandboxInference *inference);
double sandbox_inference_get_rate (SandboxInference *inference);

G_END_DECLS
