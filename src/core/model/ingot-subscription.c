/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include "ingot-subscription.h"

struct _IngotSubscription
{
  GObject parent_instance;

  char *id;
  char *name;
  char *tenant;
  guint n_resources;
  guint n_deployments;
  IngotFailure *failure;
  char *failed_at;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_TENANT,
  PROP_N_RESOURCES,
  PROP_N_DEPLOYMENTS,
  PROP_FAILURE,
  PROP_FAILED_AT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotSubscription, ingot_subscription, G_TYPE_OBJECT)

static void
ingot_subscription_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotSubscription *self = INGOT_SUBSCRIPTION (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_TENANT:
      g_value_set_string (value, self->tenant);
      break;
    case PROP_N_RESOURCES:
      g_value_set_uint (value, self->n_resources);
      break;
    case PROP_N_DEPLOYMENTS:
      g_value_set_uint (value, self->n_deployments);
      break;
    case PROP_FAILURE:
      g_value_set_boxed (value, self->failure);
      break;
    case PROP_FAILED_AT:
      g_value_set_string (value, self->failed_at);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_subscription_finalize (GObject *object)
{
  IngotSubscription *self = INGOT_SUBSCRIPTION (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->tenant);
  g_clear_pointer (&self->failure, ingot_failure_free);
  g_free (self->failed_at);
  G_OBJECT_CLASS (ingot_subscription_parent_class)->finalize (object);
}

static void
ingot_subscription_class_init (IngotSubscriptionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_subscription_get_property;
  object_class->finalize = ingot_subscription_finalize;

  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, readable);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, readable);
  props[PROP_TENANT] = g_param_spec_string ("tenant", NULL, NULL, NULL, readable);
  props[PROP_N_RESOURCES] = g_param_spec_uint ("n-resources", NULL, NULL, 0, G_MAXUINT, 0, readable);
  props[PROP_N_DEPLOYMENTS] = g_param_spec_uint ("n-deployments", NULL, NULL, 0, G_MAXUINT, 0, readable);
  props[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, INGOT_TYPE_FAILURE, readable);
  props[PROP_FAILED_AT] = g_param_spec_string ("failed-at", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_subscription_init (IngotSubscription *self)
{
}

IngotSubscription *
ingot_subscription_new (const char *id, const char *name, const char *tenant)
{
  IngotSubscription *self = g_object_new (INGOT_TYPE_SUBSCRIPTION, NULL);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->tenant = g_strdup (tenant);
  return self;
}

const char *
ingot_subscription_get_id (IngotSubscription *self)
{
  return self->id;
}

const char *
ingot_subscription_get_name (IngotSubscription *self)
{
  return self->name;
}

const char *
ingot_subscription_get_tenant (IngotSubscription *self)
{
  return self->tenant;
}

guint
ingot_subscription_get_n_resources (IngotSubscription *self)
{
  return self->n_resources;
}

guint
ingot_subscription_get_n_deployments (IngotSubscription *self)
{
  return self->n_deployments;
}

const IngotFailure *
ingot_subscription_get_failure (IngotSubscription *self)
{
  return self->failure;
}

const char *
ingot_subscription_get_failed_at (IngotSubscription *self)
{
  return self->failed_at;
}

void
ingot_subscription_add_resource (IngotSubscription *self)
{
  self->n_resources++;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_RESOURCES]);
}

void
ingot_subscription_add_deployments (IngotSubscription *self, guint n)
{
  if (n == 0)
    return;
  self->n_deployments += n;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_DEPLOYMENTS]);
}

void
ingot_subscription_fail (IngotSubscription *self, const IngotFailure *failure, const char *failed_at)
{
  if (self->failure != NULL)
    return;
  self->failed_at = g_strdup (failed_at);
  self->failure = ingot_failure_copy (failure);
  if (failed_at != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILED_AT]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
}
