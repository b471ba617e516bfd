/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-job.h"
#include "model/ingot-resource.h"

G_BEGIN_DECLS

/**
 * IngotListJob:
 *
 * Asks one resource for its deployments. IngotResources runs it.
 */
#define INGOT_TYPE_LIST_JOB (ingot_list_job_get_type ())
G_DECLARE_FINAL_TYPE (IngotListJob, ingot_list_job, INGOT, LIST_JOB, IngotJob)

IngotListJob  *ingot_list_job_new (IngotResource *resource);
IngotResource *ingot_list_job_get_resource (IngotListJob *self); /* (transfer none) */

G_END_DECLS
