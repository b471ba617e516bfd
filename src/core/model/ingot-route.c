/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ingot-route.h"

struct _IngotRoute
{
  GObject parent_instance;

  IngotEndpointStyle style;
  IngotOperation operation;
  char *url;
  char *body_field;
  gboolean available;
  char *reason;
};

enum
{
  PROP_0,
  PROP_STYLE,
  PROP_OPERATION,
  PROP_METHOD,
  PROP_URL,
  PROP_BODY_FIELD,
  PROP_AVAILABLE,
  PROP_REASON,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotRoute, ingot_route, G_TYPE_OBJECT)

static void
ingot_route_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotRoute *self = INGOT_ROUTE (object);

  switch (prop_id)
    {
    case PROP_STYLE:
      g_value_set_int (value, (int) self->style);
      break;
    case PROP_OPERATION:
      g_value_set_int (value, (int) self->operation);
      break;
    case PROP_METHOD:
      g_value_set_string (value, ingot_route_get_method (self));
      break;
    case PROP_URL:
      g_value_set_string (value, self->url);
      break;
    case PROP_BODY_FIELD:
      g_value_set_string (value, self->body_field);
      break;
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->available);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_route_finalize (GObject *object)
{
  IngotRoute *self = INGOT_ROUTE (object);

  g_free (self->url);
  g_free (self->body_field);
  g_free (self->reason);
  G_OBJECT_CLASS (ingot_route_parent_class)->finalize (object);
}

static void
ingot_route_class_init (IngotRouteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_route_get_property;
  object_class->finalize = ingot_route_finalize;
  props[PROP_STYLE] = g_param_spec_int ("style", NULL, NULL, 0, G_MAXINT, INGOT_ENDPOINT_STYLE_V1, readable);
  props[PROP_OPERATION] = g_param_spec_int ("operation", NULL, NULL, 0, G_MAXINT, INGOT_OPERATION_CHAT, readable);
  props[PROP_METHOD] = g_param_spec_string ("method", NULL, NULL, NULL, readable);
  props[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, readable);
  props[PROP_BODY_FIELD] = g_param_spec_string ("body-field", NULL, NULL, NULL, readable);
  props[PROP_AVAILABLE] = g_param_spec_boolean ("available", NULL, NULL, FALSE, readable);
  props[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_route_init (IngotRoute *self)
{
}

const char *
ingot_operation_get_title (IngotOperation operation)
{
  switch (operation)
    {
    case INGOT_OPERATION_CHAT:
      return _("Chat");
    case INGOT_OPERATION_EMBEDDINGS:
      return _("Embeddings");
    case INGOT_OPERATION_IMAGE_EMBEDDINGS:
      return _("Image embeddings");
    case INGOT_OPERATION_FILES:
      return _("Files and batches");
    case INGOT_OPERATION_REALTIME:
      return _("Realtime");
    case INGOT_OPERATION_ASSISTANTS:
    default:
      return _("Assistants");
    }
}

IngotRoute *
ingot_route_new (IngotEndpointStyle style, IngotOperation operation, const char *url, const char *body_field,
                 gboolean available, const char *reason)
{
  IngotRoute *self = g_object_new (INGOT_TYPE_ROUTE, NULL);

  self->style = style;
  self->operation = operation;
  self->url = g_strdup (url);
  self->body_field = g_strdup (body_field);
  self->available = available;
  self->reason = g_strdup (reason);
  return self;
}

IngotEndpointStyle
ingot_route_get_style (IngotRoute *self)
{
  return self->style;
}

IngotOperation
ingot_route_get_operation (IngotRoute *self)
{
  return self->operation;
}

const char *
ingot_route_get_method (IngotRoute *self)
{
  return self->operation == INGOT_OPERATION_REALTIME ? "WSS" : "POST";
}

const char *
ingot_route_get_url (IngotRoute *self)
{
  return self->url;
}

const char *
ingot_route_get_body_field (IngotRoute *self)
{
  return self->body_field;
}

gboolean
ingot_route_get_available (IngotRoute *self)
{
  return self->available;
}

const char *
ingot_route_get_reason (IngotRoute *self)
{
  return self->reason;
}
