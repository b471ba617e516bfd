/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "arm/sandbox-arm-private.h"

G_BEGIN_DECLS

/* Who may do what: https://learn.microsoft.com/rest/api/authorization, for whoever asks and nobody else. */

/* GET …/roleAssignments?$filter=assignedTo('ID') */
void sandbox_arm_reply_role_assignments (SandboxArmRequest *request);

/* GET …/roleDefinitions/ID */
void sandbox_arm_reply_role_definition (SandboxArmRequest *request);

G_END_DECLS
