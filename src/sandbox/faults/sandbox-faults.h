/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-deployment.h"

G_BEGIN_DECLS

/* The deployments that --faults adds. Each misbehaves in one way that the service is known for. */
const SandboxDeployment *sandbox_faults_deployments (gsize *n_deployments);

/* One line for each of them, for --help. */
char *sandbox_faults_describe (void);

G_END_DECLS
