/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include "ingot-assigned-role.h"

struct _IngotAssignedRole
{
  GObject parent_instance;

  char *name;
  char *where;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_WHERE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotAssignedRole, ingot_assigned_role, G_TYPE_OBJECT)

static void
ingot_assigned_role_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotAssignedRole *self = INGOT_ASSIGNED_ROLE (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_WHERE:
      g_value_set_string (value, self->where);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_assigned_role_finalize (GObject *object)
{
  IngotAssignedRole *self = INGOT_ASSIGNED_ROLE (object);

  g_free (self->name);
  g_free (self->where);
  G_OBJECT_CLASS (ingot_assigned_role_parent_class)->finalize (object);
}

static void
ingot_assigned_role_class_init (IngotAssignedRoleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_assigned_role_get_property;
  object_class->finalize = ingot_assigned_role_finalize;
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, readable);
  props[PROP_WHERE] = g_param_spec_string ("where", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_assigned_role_init (IngotAssignedRole *self)
{
}

IngotAssignedRole *
ingot_assigned_role_new (const char *name, const char *where)
{
  IngotAssignedRole *self = g_object_new (INGOT_TYPE_ASSIGNED_ROLE, NULL);

  self->name = g_strdup (name);
  self->where = g_strdup (where);
  return self;
}

const char *
ingot_assigned_role_get_name (IngotAssignedRole *self)
{
  return self->name;
}

const char *
ingot_assigned_role_get_where (IngotAssignedRole *self)
{
  return self->where;
}
