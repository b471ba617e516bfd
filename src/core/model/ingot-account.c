/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ingot-account.h"

struct _IngotAccount
{
  GObject parent_instance;

  gint64 id;
  IngotAccountKind kind;
  IngotCloud *cloud;
  char *tenant;
  char *object_id;
  char *username;
  char *name;
  gboolean signed_out;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_KIND,
  PROP_CLOUD,
  PROP_TENANT,
  PROP_OBJECT_ID,
  PROP_USERNAME,
  PROP_NAME,
  PROP_TITLE,
  PROP_SIGNED_OUT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotAccount, ingot_account, G_TYPE_OBJECT)

static void
ingot_account_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotAccount *self = INGOT_ACCOUNT (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_KIND:
      g_value_set_int (value, (int) self->kind);
      break;
    case PROP_CLOUD:
      g_value_set_object (value, self->cloud);
      break;
    case PROP_TENANT:
      g_value_set_string (value, self->tenant);
      break;
    case PROP_OBJECT_ID:
      g_value_set_string (value, self->object_id);
      break;
    case PROP_USERNAME:
      g_value_set_string (value, self->username);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_TITLE:
      g_value_set_string (value, ingot_account_get_title (self));
      break;
    case PROP_SIGNED_OUT:
      g_value_set_boolean (value, self->signed_out);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_account_finalize (GObject *object)
{
  IngotAccount *self = INGOT_ACCOUNT (object);

  g_clear_object (&self->cloud);
  g_free (self->tenant);
  g_free (self->object_id);
  g_free (self->username);
  g_free (self->name);
  G_OBJECT_CLASS (ingot_account_parent_class)->finalize (object);
}

static void
ingot_account_class_init (IngotAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_account_get_property;
  object_class->finalize = ingot_account_finalize;

  props[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, readable);
  props[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, 0, G_MAXINT, INGOT_ACCOUNT_PERSON, readable);
  props[PROP_CLOUD] = g_param_spec_object ("cloud", NULL, NULL, INGOT_TYPE_CLOUD, readable);
  props[PROP_TENANT] = g_param_spec_string ("tenant", NULL, NULL, NULL, readable);
  props[PROP_OBJECT_ID] = g_param_spec_string ("object-id", NULL, NULL, NULL, readable);
  props[PROP_USERNAME] = g_param_spec_string ("username", NULL, NULL, NULL, readable);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, readable);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  props[PROP_SIGNED_OUT] = g_param_spec_boolean ("signed-out", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_account_init (IngotAccount *self)
{
}

IngotAccount *
ingot_account_new (IngotAccountKind kind, IngotCloud *cloud, const char *tenant)
{
  IngotAccount *self = g_object_new (INGOT_TYPE_ACCOUNT, NULL);

  self->kind = kind;
  self->cloud = g_object_ref (cloud);
  self->tenant = g_strdup (tenant);
  return self;
}

gint64
ingot_account_get_id (IngotAccount *self)
{
  return self->id;
}

void
ingot_account_set_id (IngotAccount *self, gint64 id)
{
  if (self->id == id)
    return;
  self->id = id;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ID]);
}

IngotAccountKind
ingot_account_get_kind (IngotAccount *self)
{
  return self->kind;
}

IngotCloud *
ingot_account_get_cloud (IngotAccount *self)
{
  return self->cloud;
}

void
ingot_account_set_cloud (IngotAccount *self, IngotCloud *cloud)
{
  if (g_set_object (&self->cloud, cloud))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CLOUD]);
}

const char *
ingot_account_get_tenant (IngotAccount *self)
{
  return self->tenant;
}

const char *
ingot_account_get_object_id (IngotAccount *self)
{
  return self->object_id;
}

const char *
ingot_account_get_username (IngotAccount *self)
{
  return self->username;
}

const char *
ingot_account_get_name (IngotAccount *self)
{
  return self->name;
}

gboolean
ingot_account_get_signed_out (IngotAccount *self)
{
  return self->signed_out;
}

void
ingot_account_set_signed_out (IngotAccount *self, gboolean signed_out)
{
  if (self->signed_out == signed_out)
    return;
  self->signed_out = signed_out;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIGNED_OUT]);
}

static void
set_text (IngotAccount *self, char **field, const char *text, guint prop)
{
  if (g_set_str (field, text))
    g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

void
ingot_account_set_person (IngotAccount *self, const char *tenant, const char *object_id, const char *username,
                          const char *name)
{
  g_autofree char *title = g_strdup (ingot_account_get_title (self));

  g_object_freeze_notify (G_OBJECT (self));
  set_text (self, &self->tenant, tenant, PROP_TENANT);
  set_text (self, &self->object_id, object_id, PROP_OBJECT_ID);
  set_text (self, &self->username, username, PROP_USERNAME);
  set_text (self, &self->name, name, PROP_NAME);
  if (g_strcmp0 (title, ingot_account_get_title (self)) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
ingot_account_kind_get_title (IngotAccountKind kind)
{
  switch (kind)
    {
    case INGOT_ACCOUNT_ENVIRONMENT:
      return _("Environment variables");
    case INGOT_ACCOUNT_MANAGED_IDENTITY:
      return _("Managed identity");
    case INGOT_ACCOUNT_AZURE_CLI:
      return _("Azure CLI");
    case INGOT_ACCOUNT_FIRST_FOUND:
      return _("This computer");
    case INGOT_ACCOUNT_PERSON:
    default:
      return _("Account");
    }
}

const char *
ingot_account_get_title (IngotAccount *self)
{
  if (self->kind == INGOT_ACCOUNT_PERSON && self->username != NULL)
    return self->username;
  if (self->kind == INGOT_ACCOUNT_PERSON && self->name != NULL)
    return self->name;
  return ingot_account_kind_get_title (self->kind);
}

char *
ingot_account_dup_vault_address (IngotAccount *self)
{
  if (self->kind != INGOT_ACCOUNT_PERSON || self->tenant == NULL || self->object_id == NULL)
    return NULL;
  return g_strdup_printf ("%s/%s/%s?client_id=%s", ingot_cloud_get_authority (self->cloud), self->tenant,
                          self->object_id, ingot_cloud_get_client_id (self->cloud));
}
