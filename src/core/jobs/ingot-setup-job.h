/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-job.h"
#include "model/ingot-deployment.h"

G_BEGIN_DECLS

/**
 * IngotSetupJob:
 *
 * Makes a deployment ready to be asked: adds a resource, or starts the sandbox.
 * IngotResources runs it.
 */
#define INGOT_TYPE_SETUP_JOB (ingot_setup_job_get_type ())
G_DECLARE_FINAL_TYPE (IngotSetupJob, ingot_setup_job, INGOT, SETUP_JOB, IngotJob)

IngotSetupJob   *ingot_setup_job_new (void);
IngotDeployment *ingot_setup_job_get_deployment (IngotSetupJob *self); /* (nullable): before it is done */
void             ingot_setup_job_finish (IngotSetupJob *self, IngotDeployment *deployment);

G_END_DECLS
