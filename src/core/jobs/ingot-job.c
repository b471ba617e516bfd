/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-job.h"

typedef struct
{
  IngotJobState state;
  IngotFailure *failure;
  GCancellable *cancellable;
} IngotJobPrivate;

enum
{
  PROP_0,
  PROP_STATE,
  PROP_FAILURE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_TYPE_WITH_PRIVATE (IngotJob, ingot_job, G_TYPE_OBJECT)

#define PRIVATE(self) ((IngotJobPrivate *) ingot_job_get_instance_private (self))

static void
ingot_job_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotJobPrivate *priv = PRIVATE (INGOT_JOB (object));

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) priv->state);
      break;
    case PROP_FAILURE:
      g_value_set_boxed (value, priv->failure);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_job_finalize (GObject *object)
{
  IngotJobPrivate *priv = PRIVATE (INGOT_JOB (object));

  g_clear_pointer (&priv->failure, ingot_failure_free);
  g_object_unref (priv->cancellable);
  G_OBJECT_CLASS (ingot_job_parent_class)->finalize (object);
}

static void
ingot_job_class_init (IngotJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_job_get_property;
  object_class->finalize = ingot_job_finalize;

  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, INGOT_JOB_RUNNING, readable);
  props[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, INGOT_TYPE_FAILURE, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_job_init (IngotJob *self)
{
  PRIVATE (self)->cancellable = g_cancellable_new ();
}

IngotJobState
ingot_job_get_state (IngotJob *self)
{
  return PRIVATE (self)->state;
}

gboolean
ingot_job_is_over (IngotJob *self)
{
  return PRIVATE (self)->state >= INGOT_JOB_DONE;
}

const IngotFailure *
ingot_job_get_failure (IngotJob *self)
{
  return PRIVATE (self)->failure;
}

void
ingot_job_cancel (IngotJob *self)
{
  if (!ingot_job_is_over (self))
    g_cancellable_cancel (PRIVATE (self)->cancellable);
}

GCancellable *
ingot_job_get_cancellable (IngotJob *self)
{
  return PRIVATE (self)->cancellable;
}

void
ingot_job_set_state (IngotJob *self, IngotJobState state)
{
  IngotJobPrivate *priv = PRIVATE (self);

  g_return_if_fail (priv->state == state || !ingot_job_is_over (self));

  if (priv->state == state)
    return;
  priv->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

void
ingot_job_fail (IngotJob *self, const IngotFailure *failure)
{
  IngotJobPrivate *priv = PRIVATE (self);

  g_return_if_fail (!ingot_job_is_over (self));

  priv->failure = ingot_failure_copy (failure);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
  ingot_job_set_state (self, INGOT_JOB_FAILED);
}

void
ingot_job_fail_with_error (IngotJob *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      ingot_job_set_state (self, INGOT_JOB_CANCELLED);
    }
  else
    {
      g_autoptr(IngotFailure) failure = ingot_failure_new_from_error (error);

      ingot_job_fail (self, failure);
    }
}
