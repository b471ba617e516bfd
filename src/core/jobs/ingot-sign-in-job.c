/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-sign-in-job.h"

struct _IngotSignInJob
{
  IngotJob parent_instance;

  IngotSignInWay way;
  IngotSignInStep step;
  char *user_code;
  char *link;
  gint64 ends_at;
  int lifetime;
  IngotAccount *account;
};

enum
{
  PROP_0,
  PROP_WAY,
  PROP_STEP,
  PROP_USER_CODE,
  PROP_LINK,
  PROP_ENDS_AT,
  PROP_LIFETIME,
  PROP_ACCOUNT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotSignInJob, ingot_sign_in_job, INGOT_TYPE_JOB)

static void
ingot_sign_in_job_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotSignInJob *self = INGOT_SIGN_IN_JOB (object);

  switch (prop_id)
    {
    case PROP_WAY:
      g_value_set_int (value, (int) self->way);
      break;
    case PROP_STEP:
      g_value_set_int (value, (int) self->step);
      break;
    case PROP_USER_CODE:
      g_value_set_string (value, self->user_code);
      break;
    case PROP_LINK:
      g_value_set_string (value, self->link);
      break;
    case PROP_ENDS_AT:
      g_value_set_int64 (value, self->ends_at);
      break;
    case PROP_LIFETIME:
      g_value_set_int (value, self->lifetime);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_sign_in_job_finalize (GObject *object)
{
  IngotSignInJob *self = INGOT_SIGN_IN_JOB (object);

  g_free (self->user_code);
  g_free (self->link);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (ingot_sign_in_job_parent_class)->finalize (object);
}

static void
ingot_sign_in_job_class_init (IngotSignInJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_sign_in_job_get_property;
  object_class->finalize = ingot_sign_in_job_finalize;
  props[PROP_WAY] = g_param_spec_int ("way", NULL, NULL, 0, G_MAXINT, INGOT_SIGN_IN_WAY_CODE, readable);
  props[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, 0, G_MAXINT, INGOT_SIGN_IN_STEP_STARTING, readable);
  props[PROP_USER_CODE] = g_param_spec_string ("user-code", NULL, NULL, NULL, readable);
  props[PROP_LINK] = g_param_spec_string ("link", NULL, NULL, NULL, readable);
  props[PROP_ENDS_AT] = g_param_spec_int64 ("ends-at", NULL, NULL, 0, G_MAXINT64, 0, readable);
  props[PROP_LIFETIME] = g_param_spec_int ("lifetime", NULL, NULL, 0, G_MAXINT, 0, readable);
  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, INGOT_TYPE_ACCOUNT, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_sign_in_job_init (IngotSignInJob *self)
{
}

IngotSignInJob *
ingot_sign_in_job_new (IngotSignInWay way)
{
  IngotSignInJob *self = g_object_new (INGOT_TYPE_SIGN_IN_JOB, NULL);

  self->way = way;
  return self;
}

static void
set_step (IngotSignInJob *self, IngotSignInStep step)
{
  if (self->step == step)
    return;
  self->step = step;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STEP]);
}

void
ingot_sign_in_job_ask_person (IngotSignInJob *self, const char *user_code, const char *link, int lifetime_s)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_str (&self->user_code, user_code))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_USER_CODE]);
  if (g_set_str (&self->link, link))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LINK]);
  if (lifetime_s > 0)
    {
      self->lifetime = lifetime_s;
      self->ends_at = g_get_monotonic_time () + lifetime_s * G_TIME_SPAN_SECOND;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LIFETIME]);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ENDS_AT]);
    }
  set_step (self, INGOT_SIGN_IN_STEP_PERSON);
  g_object_thaw_notify (G_OBJECT (self));
}

void
ingot_sign_in_job_set_keeping (IngotSignInJob *self)
{
  set_step (self, INGOT_SIGN_IN_STEP_KEEPING);
}

void
ingot_sign_in_job_finish (IngotSignInJob *self, IngotAccount *account)
{
  if (g_set_object (&self->account, account))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ACCOUNT]);
  ingot_job_set_state (INGOT_JOB (self), INGOT_JOB_DONE);
}

IngotSignInWay
ingot_sign_in_job_get_way (IngotSignInJob *self)
{
  return self->way;
}

IngotSignInStep
ingot_sign_in_job_get_step (IngotSignInJob *self)
{
  return self->step;
}

const char *
ingot_sign_in_job_get_user_code (IngotSignInJob *self)
{
  return self->user_code;
}

const char *
ingot_sign_in_job_get_link (IngotSignInJob *self)
{
  return self->link;
}

gint64
ingot_sign_in_job_get_ends_at (IngotSignInJob *self)
{
  return self->ends_at;
}

int
ingot_sign_in_job_get_lifetime (IngotSignInJob *self)
{
  return self->lifetime;
}

IngotAccount *
ingot_sign_in_job_get_account (IngotSignInJob *self)
{
  return self->account;
}

gboolean
ingot_sign_in_job_offers_browser (IngotSignInJob *self)
{
  const IngotFailure *failure = ingot_job_get_failure (INGOT_JOB (self));

  if (failure == NULL || self->way == INGOT_SIGN_IN_WAY_BROWSER)
    return FALSE;
  return failure->code == INGOT_ERROR_BLOCKED || failure->code == INGOT_ERROR_CONSENT
         || failure->code == INGOT_ERROR_MFA || failure->code == INGOT_ERROR_CODE_EXPIRED;
}
