/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-list-job.h"

struct _IngotListJob
{
  IngotJob parent_instance;

  IngotResource *resource;
};

G_DEFINE_FINAL_TYPE (IngotListJob, ingot_list_job, INGOT_TYPE_JOB)

static void
ingot_list_job_dispose (GObject *object)
{
  g_clear_object (&INGOT_LIST_JOB (object)->resource);
  G_OBJECT_CLASS (ingot_list_job_parent_class)->dispose (object);
}

static void
ingot_list_job_class_init (IngotListJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ingot_list_job_dispose;
}

static void
ingot_list_job_init (IngotListJob *self)
{
}

IngotListJob *
ingot_list_job_new (IngotResource *resource)
{
  IngotListJob *self = g_object_new (INGOT_TYPE_LIST_JOB, NULL);

  g_set_object (&self->resource, resource);
  return self;
}

IngotResource *
ingot_list_job_get_resource (IngotListJob *self)
{
  return self->resource;
}
