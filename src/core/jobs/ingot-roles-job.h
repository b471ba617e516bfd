/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ingot-job.h"
#include "model/ingot-assigned-role.h"

G_BEGIN_DECLS

/**
 * IngotRolesJob:
 *
 * Asks the management API which roles an account has in the subscriptions of its own directory, those of its groups
 * among them. IngotAccounts runs it.
 */
#define INGOT_TYPE_ROLES_JOB (ingot_roles_job_get_type ())
G_DECLARE_FINAL_TYPE (IngotRolesJob, ingot_roles_job, INGOT, ROLES_JOB, IngotJob)

IngotRolesJob *ingot_roles_job_new (void);

/* A #GListModel of #IngotAssignedRole, which grows while the job runs. (transfer none) */
GListModel    *ingot_roles_job_get_roles (IngotRolesJob *self);

/* For whoever runs it. A role that is there already is not added again. */
void           ingot_roles_job_add (IngotRolesJob *self, const char *name, const char *where);

G_END_DECLS
