/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-discover-job.h"

struct _IngotDiscoverJob
{
  IngotJob parent_instance;

  IngotAccount *account; /* weak */
  GListStore *subscriptions;
  guint n_asked;
  guint n_to_ask;
  guint n_failures;
};

enum
{
  PROP_0,
  PROP_SUBSCRIPTIONS,
  PROP_N_ASKED,
  PROP_N_TO_ASK,
  PROP_N_FAILURES,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotDiscoverJob, ingot_discover_job, INGOT_TYPE_JOB)

static void
ingot_discover_job_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotDiscoverJob *self = INGOT_DISCOVER_JOB (object);

  switch (prop_id)
    {
    case PROP_SUBSCRIPTIONS:
      g_value_set_object (value, self->subscriptions);
      break;
    case PROP_N_ASKED:
      g_value_set_uint (value, self->n_asked);
      break;
    case PROP_N_TO_ASK:
      g_value_set_uint (value, self->n_to_ask);
      break;
    case PROP_N_FAILURES:
      g_value_set_uint (value, self->n_failures);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_discover_job_finalize (GObject *object)
{
  g_clear_weak_pointer (&INGOT_DISCOVER_JOB (object)->account);
  g_object_unref (INGOT_DISCOVER_JOB (object)->subscriptions);
  G_OBJECT_CLASS (ingot_discover_job_parent_class)->finalize (object);
}

static void
ingot_discover_job_class_init (IngotDiscoverJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_discover_job_get_property;
  object_class->finalize = ingot_discover_job_finalize;

  props[PROP_SUBSCRIPTIONS] = g_param_spec_object ("subscriptions", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  props[PROP_N_ASKED] = g_param_spec_uint ("n-asked", NULL, NULL, 0, G_MAXUINT, 0, readable);
  props[PROP_N_TO_ASK] = g_param_spec_uint ("n-to-ask", NULL, NULL, 0, G_MAXUINT, 0, readable);
  props[PROP_N_FAILURES] = g_param_spec_uint ("n-failures", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_discover_job_init (IngotDiscoverJob *self)
{
  self->subscriptions = g_list_store_new (INGOT_TYPE_SUBSCRIPTION);
}

IngotDiscoverJob *
ingot_discover_job_new (IngotAccount *account)
{
  IngotDiscoverJob *self = g_object_new (INGOT_TYPE_DISCOVER_JOB, NULL);

  g_set_weak_pointer (&self->account, account);
  return self;
}

IngotAccount *
ingot_discover_job_get_account (IngotDiscoverJob *self)
{
  return self->account;
}

GListModel *
ingot_discover_job_get_subscriptions (IngotDiscoverJob *self)
{
  return G_LIST_MODEL (self->subscriptions);
}

guint
ingot_discover_job_get_n_asked (IngotDiscoverJob *self)
{
  return self->n_asked;
}

guint
ingot_discover_job_get_n_to_ask (IngotDiscoverJob *self)
{
  return self->n_to_ask;
}

guint
ingot_discover_job_get_n_failures (IngotDiscoverJob *self)
{
  return self->n_failures;
}

void
ingot_discover_job_add_to_ask (IngotDiscoverJob *self, guint n)
{
  if (n == 0)
    return;
  self->n_to_ask += n;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_TO_ASK]);
}

void
ingot_discover_job_add_asked (IngotDiscoverJob *self)
{
  self->n_asked++;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_ASKED]);
}

void
ingot_discover_job_add_subscription (IngotDiscoverJob *self, IngotSubscription *subscription)
{
  g_list_store_append (self->subscriptions, subscription);
}

void
ingot_discover_job_note_failure (IngotDiscoverJob *self, IngotSubscription *subscription, const IngotFailure *failure,
                                 const char *failed_at)
{
  gboolean is_first = ingot_subscription_get_failure (subscription) == NULL;

  ingot_subscription_fail (subscription, failure, failed_at);
  if (!is_first)
    return;
  self->n_failures++;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_FAILURES]);
}
