/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include "ingot-audience.h"

struct _IngotAudience
{
  GObject parent_instance;

  char *scope;
  char *tenant;
  char *roles;
  char *permissions;
  gint64 seconds_left;
};

enum
{
  PROP_0,
  PROP_SCOPE,
  PROP_TENANT,
  PROP_ROLES,
  PROP_PERMISSIONS,
  PROP_SECONDS_LEFT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotAudience, ingot_audience, G_TYPE_OBJECT)

static void
ingot_audience_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotAudience *self = INGOT_AUDIENCE (object);

  switch (prop_id)
    {
    case PROP_SCOPE:
      g_value_set_string (value, self->scope);
      break;
    case PROP_TENANT:
      g_value_set_string (value, self->tenant);
      break;
    case PROP_ROLES:
      g_value_set_string (value, self->roles);
      break;
    case PROP_PERMISSIONS:
      g_value_set_string (value, self->permissions);
      break;
    case PROP_SECONDS_LEFT:
      g_value_set_int64 (value, self->seconds_left);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_audience_finalize (GObject *object)
{
  IngotAudience *self = INGOT_AUDIENCE (object);

  g_free (self->scope);
  g_free (self->tenant);
  g_free (self->roles);
  g_free (self->permissions);
  G_OBJECT_CLASS (ingot_audience_parent_class)->finalize (object);
}

static void
ingot_audience_class_init (IngotAudienceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_audience_get_property;
  object_class->finalize = ingot_audience_finalize;
  props[PROP_SCOPE] = g_param_spec_string ("scope", NULL, NULL, NULL, readable);
  props[PROP_TENANT] = g_param_spec_string ("tenant", NULL, NULL, NULL, readable);
  props[PROP_ROLES] = g_param_spec_string ("roles", NULL, NULL, NULL, readable);
  props[PROP_PERMISSIONS] = g_param_spec_string ("permissions", NULL, NULL, NULL, readable);
  props[PROP_SECONDS_LEFT] = g_param_spec_int64 ("seconds-left", NULL, NULL, 0, G_MAXINT64, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_audience_init (IngotAudience *self)
{
}

IngotAudience *
ingot_audience_new (const char *scope, const char *tenant, const char *roles, const char *permissions,
                    gint64 seconds_left)
{
  IngotAudience *self = g_object_new (INGOT_TYPE_AUDIENCE, NULL);

  self->scope = g_strdup (scope);
  self->tenant = g_strdup (tenant);
  self->roles = g_strdup (roles);
  self->permissions = g_strdup (permissions);
  self->seconds_left = seconds_left;
  return self;
}

const char *
ingot_audience_get_scope (IngotAudience *self)
{
  return self->scope;
}

const char *
ingot_audience_get_tenant (IngotAudience *self)
{
  return self->tenant;
}

const char *
ingot_audience_get_roles (IngotAudience *self)
{
  return self->roles;
}

const char *
ingot_audience_get_permissions (IngotAudience *self)
{
  return self->permissions;
}

gint64
ingot_audience_get_seconds_left (IngotAudience *self)
{
  return self->seconds_left;
}
