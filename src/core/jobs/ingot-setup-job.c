/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-setup-job.h"

struct _IngotSetupJob
{
  IngotJob parent_instance;

  IngotDeployment *deployment;
};

G_DEFINE_FINAL_TYPE (IngotSetupJob, ingot_setup_job, INGOT_TYPE_JOB)

static void
ingot_setup_job_dispose (GObject *object)
{
  g_clear_object (&INGOT_SETUP_JOB (object)->deployment);
  G_OBJECT_CLASS (ingot_setup_job_parent_class)->dispose (object);
}

static void
ingot_setup_job_class_init (IngotSetupJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ingot_setup_job_dispose;
}

static void
ingot_setup_job_init (IngotSetupJob *self)
{
}

IngotSetupJob *
ingot_setup_job_new (void)
{
  return g_object_new (INGOT_TYPE_SETUP_JOB, NULL);
}

IngotDeployment *
ingot_setup_job_get_deployment (IngotSetupJob *self)
{
  return self->deployment;
}

void
ingot_setup_job_finish (IngotSetupJob *self, IngotDeployment *deployment)
{
  g_set_object (&self->deployment, deployment);
  ingot_job_set_state (INGOT_JOB (self), INGOT_JOB_DONE);
}
