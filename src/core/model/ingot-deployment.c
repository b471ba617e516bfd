/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include "ingot-resource.h"

struct _IngotDeployment
{
  GObject parent_instance;

  gint64 id;
  char *name;
  char *model;
  IngotEndpointStyle style;
  char *api_version;
  IngotLessons *lessons;
  gboolean chats;
  IngotDeploymentInfo *info;
  gint64 found;
  IngotResource *resource; /* weak */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_MODEL,
  PROP_STYLE,
  PROP_API_VERSION,
  PROP_LESSONS,
  PROP_CHATS,
  PROP_INFO,
  PROP_FOUND,
  PROP_RESOURCE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotDeployment, ingot_deployment, G_TYPE_OBJECT)

static void
ingot_deployment_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotDeployment *self = INGOT_DEPLOYMENT (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_MODEL:
      g_value_set_string (value, self->model);
      break;
    case PROP_STYLE:
      g_value_set_int (value, (int) self->style);
      break;
    case PROP_API_VERSION:
      g_value_set_string (value, self->api_version);
      break;
    case PROP_LESSONS:
      g_value_set_object (value, self->lessons);
      break;
    case PROP_CHATS:
      g_value_set_boolean (value, self->chats);
      break;
    case PROP_INFO:
      g_value_set_boxed (value, self->info);
      break;
    case PROP_FOUND:
      g_value_set_int64 (value, self->found);
      break;
    case PROP_RESOURCE:
      g_value_set_object (value, self->resource);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_deployment_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotDeployment *self = INGOT_DEPLOYMENT (object);

  switch (prop_id)
    {
    case PROP_ID:
      ingot_deployment_set_id (self, g_value_get_int64 (value));
      break;
    case PROP_NAME:
      self->name = g_value_dup_string (value);
      break;
    case PROP_MODEL:
      ingot_deployment_set_model (self, g_value_get_string (value));
      break;
    case PROP_STYLE:
      ingot_deployment_set_style (self, (IngotEndpointStyle) g_value_get_int (value));
      break;
    case PROP_API_VERSION:
      ingot_deployment_set_api_version (self, g_value_get_string (value));
      break;
    case PROP_CHATS:
      ingot_deployment_set_chats (self, g_value_get_boolean (value));
      break;
    case PROP_INFO:
      ingot_deployment_set_info (self, g_value_get_boxed (value));
      break;
    case PROP_FOUND:
      ingot_deployment_set_found (self, g_value_get_int64 (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_deployment_finalize (GObject *object)
{
  IngotDeployment *self = INGOT_DEPLOYMENT (object);

  g_clear_weak_pointer (&self->resource);
  g_free (self->name);
  g_free (self->model);
  g_free (self->api_version);
  g_clear_pointer (&self->info, ingot_deployment_info_free);
  g_object_unref (self->lessons);
  G_OBJECT_CLASS (ingot_deployment_parent_class)->finalize (object);
}

static void
ingot_deployment_class_init (IngotDeploymentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags set_once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_deployment_get_property;
  object_class->set_property = ingot_deployment_set_property;
  object_class->finalize = ingot_deployment_finalize;

  props[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, writable);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, set_once);
  props[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, writable);
  props[PROP_STYLE] = g_param_spec_int ("style", NULL, NULL, 1, G_MAXINT, INGOT_ENDPOINT_STYLE_V1,
                                         writable | G_PARAM_CONSTRUCT);
  props[PROP_API_VERSION] = g_param_spec_string ("api-version", NULL, NULL, NULL, writable);
  props[PROP_LESSONS] = g_param_spec_object ("lessons", NULL, NULL, INGOT_TYPE_LESSONS,
                                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_CHATS] = g_param_spec_boolean ("chats", NULL, NULL, TRUE, writable | G_PARAM_CONSTRUCT);
  props[PROP_INFO] = g_param_spec_boxed ("info", NULL, NULL, INGOT_TYPE_DEPLOYMENT_INFO, writable);
  props[PROP_FOUND] = g_param_spec_int64 ("found", NULL, NULL, 0, G_MAXINT64, 0, writable);
  props[PROP_RESOURCE] = g_param_spec_object ("resource", NULL, NULL, INGOT_TYPE_RESOURCE,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_deployment_init (IngotDeployment *self)
{
  self->lessons = ingot_lessons_new ();
}

IngotDeployment *
ingot_deployment_new (const char *name, IngotEndpointStyle style)
{
  return g_object_new (INGOT_TYPE_DEPLOYMENT, "name", name, "style", (int) style, NULL);
}

gint64
ingot_deployment_get_id (IngotDeployment *self)
{
  return self->id;
}

void
ingot_deployment_set_id (IngotDeployment *self, gint64 id)
{
  if (self->id == id)
    return;
  self->id = id;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ID]);
}

const char *
ingot_deployment_get_name (IngotDeployment *self)
{
  return self->name;
}

const char *
ingot_deployment_get_model (IngotDeployment *self)
{
  return self->model;
}

void
ingot_deployment_set_model (IngotDeployment *self, const char *model)
{
  if (g_set_str (&self->model, model))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODEL]);
}

IngotEndpointStyle
ingot_deployment_get_style (IngotDeployment *self)
{
  return self->style;
}

void
ingot_deployment_set_style (IngotDeployment *self, IngotEndpointStyle style)
{
  if (self->style == style)
    return;
  self->style = style;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STYLE]);
}

const char *
ingot_deployment_get_api_version (IngotDeployment *self)
{
  return self->api_version;
}

void
ingot_deployment_set_api_version (IngotDeployment *self, const char *api_version)
{
  if (g_set_str (&self->api_version, api_version))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_API_VERSION]);
}

IngotLessons *
ingot_deployment_get_lessons (IngotDeployment *self)
{
  return self->lessons;
}

gboolean
ingot_deployment_get_chats (IngotDeployment *self)
{
  return self->chats;
}

void
ingot_deployment_set_chats (IngotDeployment *self, gboolean chats)
{
  if (self->chats == chats)
    return;
  self->chats = chats;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHATS]);
}

const IngotDeploymentInfo *
ingot_deployment_get_info (IngotDeployment *self)
{
  return self->info;
}

void
ingot_deployment_set_info (IngotDeployment *self, const IngotDeploymentInfo *info)
{
  if (ingot_deployment_info_equal (self->info, info))
    return;
  g_clear_pointer (&self->info, ingot_deployment_info_free);
  if (info != NULL)
    {
      g_autofree char *title = ingot_deployment_info_dup_title (info);

      self->info = ingot_deployment_info_copy (info);
      ingot_deployment_set_model (self, title);
      ingot_deployment_set_chats (self, ingot_deployment_info_chats (info));
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_INFO]);
}

gint64
ingot_deployment_get_found (IngotDeployment *self)
{
  return self->found;
}

void
ingot_deployment_set_found (IngotDeployment *self, gint64 found)
{
  if (self->found == found)
    return;
  self->found = found;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FOUND]);
}

gboolean
ingot_deployment_is_gone (IngotDeployment *self)
{
  return self->found != 0 && self->resource != NULL && self->found < ingot_resource_get_listed (self->resource);
}

IngotResource *
ingot_deployment_get_resource (IngotDeployment *self)
{
  return self->resource;
}

void
ingot_deployment_set_resource (IngotDeployment *self, IngotResource *resource)
{
  if (g_set_weak_pointer (&self->resource, resource))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RESOURCE]);
}
