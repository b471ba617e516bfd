/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-entra.h"

G_BEGIN_DECLS

/* POST /sandbox/stage: changes what is staged while the sandbox runs. The body has the members of
 * SandboxStaging; "revoke": true besides ends the life of all refresh tokens. A reset brings the beginning
 * back. */
typedef struct _SandboxStagehand SandboxStagehand;

/* All three must outlive it. */
SandboxStagehand *sandbox_stagehand_new (SandboxStaging *staging, SandboxEntra *entra, SandboxServer *server);
void sandbox_stagehand_free (SandboxStagehand *stagehand);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxStagehand, sandbox_stagehand_free)

G_END_DECLS
