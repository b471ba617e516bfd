/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-job.h"
#include "model/ingot-check-step.h"
#include "model/ingot-resource.h"

G_BEGIN_DECLS

/**
 * IngotCheckJob:
 *
 * Finds the first thing that is wrong between this computer and an answer of one deployment. It looks at each layer
 * in turn (see #IngotCheckKind) and stops where one fails; later steps stay %INGOT_CHECK_WAITING. From signing in
 * on it makes one request that costs one token at most; its answer tells of all layers that are left, and its time is
 * that of the step at which it stopped. Nothing is tried again.
 *
 * It fails as a chat does, with the failure's usual headline and advice; a failure because of the path has the style
 * that answers. Cancelled, the step that it was at is %INGOT_CHECK_WAITING again.
 *
 * Properties, all but "state" and "failure" of #IngotJob constant: "steps" (#GListModel of #IngotCheckStep, one for
 * each kind, in their order), "deployment" (#IngotDeployment).
 */
#define INGOT_TYPE_CHECK_JOB (ingot_check_job_get_type ())
G_DECLARE_FINAL_TYPE (IngotCheckJob, ingot_check_job, INGOT, CHECK_JOB, IngotJob)

GListModel      *ingot_check_job_get_steps (IngotCheckJob *self);      /* (transfer none) */
IngotCheckStep  *ingot_check_job_get_step (IngotCheckJob *self, IngotCheckKind kind); /* (transfer none) */
IngotDeployment *ingot_check_job_get_deployment (IngotCheckJob *self); /* (transfer none) */
IngotResource   *ingot_check_job_get_resource (IngotCheckJob *self);   /* (transfer none) */

/* (transfer none) (nullable): the first that failed; NULL while none has, and where all is well */
IngotCheckStep  *ingot_check_job_get_failed_step (IngotCheckJob *self);

/* (transfer none) (nullable): of #IngotDeployment, what may have been meant by a name that is not known, the nearest
 * first; NULL unless that is why it failed. They need not be deployments of the resource yet. */
GPtrArray       *ingot_check_job_get_nearest (IngotCheckJob *self);

/**
 * ingot_check_job_dup_text:
 *
 * The whole check as plain text for a colleague or for support: the address, how it is addressed, each step, what to
 * do, the service's own words and the id of the request. No key, no token, no query of an address is in it.
 */
char            *ingot_check_job_dup_text (IngotCheckJob *self);

G_END_DECLS
