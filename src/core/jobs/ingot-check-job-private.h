/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/ingot-credential.h"
#include "ingot-check-job.h"
#include "ingot-resources-private.h"

G_BEGIN_DECLS

struct _IngotCheckJob
{
  IngotJob parent_instance;

  IngotResources *resources;
  IngotResource *resource;
  IngotDeployment *deployment;
  IngotCredential *credential; /* of what was typed only */
  gboolean is_typed;           /* not added yet: nothing of it may be kept */
  GListStore *steps;
  GPtrArray *nearest;
};

/* @credential: (nullable) (transfer none): for what was typed; @is_typed tells whether it is that */
IngotCheckJob *ingot_check_job_new (IngotResources *resources, IngotDeployment *deployment,
                                    IngotCredential *credential, gboolean is_typed);

/* Sets a step to running, or to what came of it. */
void ingot_check_job_begin (IngotCheckJob *self, IngotCheckKind kind);
void ingot_check_job_pass  (IngotCheckJob *self, IngotCheckKind kind, const char *detail, gint64 duration_us);
void ingot_check_job_skip  (IngotCheckJob *self, IngotCheckKind kind, const char *detail);

/* Ends the job at the step @kind, of which @detail (nullable) tells, else the failure's headline. Steps behind it are
 * as if they had not been tried. */
void ingot_check_job_stop (IngotCheckJob *self, IngotCheckKind kind, const IngotFailure *failure, const char *detail,
                           gint64 duration_us);
void ingot_check_job_end_cancelled (IngotCheckJob *self);

/* All steps; it belongs in a fiber. The job is over then. */
void ingot_check_job_run (IngotCheckJob *self);

G_END_DECLS
