/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/ingot-failure.h"

G_BEGIN_DECLS

typedef enum
{
  INGOT_JOB_RUNNING,
  INGOT_JOB_WAITING, /* for the next attempt: see the job's own countdown */
  INGOT_JOB_DONE,
  INGOT_JOB_FAILED,  /* see "failure" */
  INGOT_JOB_CANCELLED,
} IngotJobState;

/**
 * IngotJob:
 *
 * Something the program does that takes time and can be cancelled. It runs
 * from its creation until its state is one of the last three.
 *
 * Properties: "state" (int), "failure" (#IngotFailure, nullable).
 */
#define INGOT_TYPE_JOB (ingot_job_get_type ())
G_DECLARE_DERIVABLE_TYPE (IngotJob, ingot_job, INGOT, JOB, GObject)

struct _IngotJobClass
{
  GObjectClass parent_class;
};

IngotJobState       ingot_job_get_state (IngotJob *self);
gboolean            ingot_job_is_over (IngotJob *self);
const IngotFailure *ingot_job_get_failure (IngotJob *self);

/* Asks it to end; its state follows when it has. Does nothing when it is over. */
void ingot_job_cancel (IngotJob *self);

/* For the jobs themselves. */
GCancellable *ingot_job_get_cancellable (IngotJob *self);
void          ingot_job_set_state (IngotJob *self, IngotJobState state);
void          ingot_job_fail (IngotJob *self, const IngotFailure *failure);
/* Ends the job as @error says: cancelled or failed. */
void          ingot_job_fail_with_error (IngotJob *self, const GError *error);

G_END_DECLS
