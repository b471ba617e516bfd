/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include "ingot-resource.h"

struct _IngotResource
{
  GObject parent_instance;

  gint64 id;
  char *name;
  char *url;
  char *v1_path;
  IngotResourceKind kind;
  IngotSignIn sign_in;
  gboolean drops_extras;
  IngotAccount *account;
  char *scope;
  char *tenant;
  IngotResourceInfo *info;
  gint64 listed;
  GPtrArray *deployments; /* of IngotDeployment */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_URL,
  PROP_V1_PATH,
  PROP_KIND,
  PROP_SIGN_IN,
  PROP_DROPS_EXTRAS,
  PROP_ACCOUNT,
  PROP_SCOPE,
  PROP_TENANT,
  PROP_INFO,
  PROP_LISTED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static GType
ingot_resource_get_item_type (GListModel *model)
{
  return INGOT_TYPE_DEPLOYMENT;
}

static guint
ingot_resource_get_n_items (GListModel *model)
{
  return INGOT_RESOURCE (model)->deployments->len;
}

static gpointer
ingot_resource_get_item (GListModel *model, guint position)
{
  IngotResource *self = INGOT_RESOURCE (model);

  return position < self->deployments->len ? g_object_ref (self->deployments->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ingot_resource_get_item_type;
  iface->get_n_items = ingot_resource_get_n_items;
  iface->get_item = ingot_resource_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotResource, ingot_resource, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
ingot_resource_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotResource *self = INGOT_RESOURCE (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_URL:
      g_value_set_string (value, self->url);
      break;
    case PROP_V1_PATH:
      g_value_set_string (value, self->v1_path);
      break;
    case PROP_KIND:
      g_value_set_int (value, (int) self->kind);
      break;
    case PROP_SIGN_IN:
      g_value_set_int (value, (int) self->sign_in);
      break;
    case PROP_DROPS_EXTRAS:
      g_value_set_boolean (value, self->drops_extras);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_SCOPE:
      g_value_set_string (value, self->scope);
      break;
    case PROP_TENANT:
      g_value_set_string (value, self->tenant);
      break;
    case PROP_INFO:
      g_value_set_boxed (value, self->info);
      break;
    case PROP_LISTED:
      g_value_set_int64 (value, self->listed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_resource_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotResource *self = INGOT_RESOURCE (object);

  switch (prop_id)
    {
    case PROP_ID:
      ingot_resource_set_id (self, g_value_get_int64 (value));
      break;
    case PROP_NAME:
      ingot_resource_set_name (self, g_value_get_string (value));
      break;
    case PROP_KIND:
      self->kind = (IngotResourceKind) g_value_get_int (value);
      break;
    case PROP_SIGN_IN:
      ingot_resource_set_sign_in (self, (IngotSignIn) g_value_get_int (value));
      break;
    case PROP_DROPS_EXTRAS:
      ingot_resource_set_drops_extras (self, g_value_get_boolean (value));
      break;
    case PROP_ACCOUNT:
      ingot_resource_set_account (self, g_value_get_object (value));
      break;
    case PROP_SCOPE:
      ingot_resource_set_scope (self, g_value_get_string (value));
      break;
    case PROP_TENANT:
      ingot_resource_set_tenant (self, g_value_get_string (value));
      break;
    case PROP_INFO:
      ingot_resource_set_info (self, g_value_get_boxed (value));
      break;
    case PROP_LISTED:
      ingot_resource_set_listed (self, g_value_get_int64 (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_resource_finalize (GObject *object)
{
  IngotResource *self = INGOT_RESOURCE (object);

  g_ptr_array_unref (self->deployments);
  g_free (self->name);
  g_free (self->url);
  g_free (self->v1_path);
  g_free (self->scope);
  g_free (self->tenant);
  g_clear_pointer (&self->info, ingot_resource_info_free);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (ingot_resource_parent_class)->finalize (object);
}

static void
ingot_resource_class_init (IngotResourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = readable | G_PARAM_WRITABLE;
  const GParamFlags set_once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_resource_get_property;
  object_class->set_property = ingot_resource_set_property;
  object_class->finalize = ingot_resource_finalize;

  props[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, writable);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, writable);
  props[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, readable);
  props[PROP_V1_PATH] = g_param_spec_string ("v1-path", NULL, NULL, NULL, readable);
  props[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, 0, G_MAXINT, INGOT_RESOURCE_REMOTE, set_once);
  props[PROP_SIGN_IN] = g_param_spec_int ("sign-in", NULL, NULL, 0, G_MAXINT, INGOT_SIGN_IN_NONE, writable);
  props[PROP_DROPS_EXTRAS] = g_param_spec_boolean ("drops-extras", NULL, NULL, FALSE, writable);
  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, INGOT_TYPE_ACCOUNT, writable);
  props[PROP_SCOPE] = g_param_spec_string ("scope", NULL, NULL, NULL, writable);
  props[PROP_TENANT] = g_param_spec_string ("tenant", NULL, NULL, NULL, writable);
  props[PROP_INFO] = g_param_spec_boxed ("info", NULL, NULL, INGOT_TYPE_RESOURCE_INFO, writable);
  props[PROP_LISTED] = g_param_spec_int64 ("listed", NULL, NULL, 0, G_MAXINT64, 0, writable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_resource_init (IngotResource *self)
{
  self->deployments = g_ptr_array_new_with_free_func (g_object_unref);
  self->v1_path = g_strdup ("/openai/v1");
}

IngotResource *
ingot_resource_new (IngotResourceKind kind, const char *name, IngotSignIn sign_in)
{
  return g_object_new (INGOT_TYPE_RESOURCE, "kind", (int) kind, "name", name, "sign-in", (int) sign_in, NULL);
}

gint64
ingot_resource_get_id (IngotResource *self)
{
  return self->id;
}

void
ingot_resource_set_id (IngotResource *self, gint64 id)
{
  if (self->id == id)
    return;
  self->id = id;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ID]);
}

const char *
ingot_resource_get_name (IngotResource *self)
{
  return self->name;
}

void
ingot_resource_set_name (IngotResource *self, const char *name)
{
  if (g_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NAME]);
}

const char *
ingot_resource_get_url (IngotResource *self)
{
  return self->url;
}

const char *
ingot_resource_get_v1_path (IngotResource *self)
{
  return self->v1_path;
}

char *
ingot_resource_dup_address (IngotResource *self)
{
  return self->url != NULL ? g_strconcat (self->url, self->v1_path, NULL) : NULL;
}

void
ingot_resource_set_address (IngotResource *self, const char *url, const char *v1_path)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_str (&self->url, url))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_URL]);
  if (g_set_str (&self->v1_path, v1_path))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_V1_PATH]);
  g_object_thaw_notify (G_OBJECT (self));
}

IngotResourceKind
ingot_resource_get_kind (IngotResource *self)
{
  return self->kind;
}

IngotSignIn
ingot_resource_get_sign_in (IngotResource *self)
{
  return self->sign_in;
}

void
ingot_resource_set_sign_in (IngotResource *self, IngotSignIn sign_in)
{
  if (self->sign_in == sign_in)
    return;
  self->sign_in = sign_in;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIGN_IN]);
}

gboolean
ingot_resource_get_drops_extras (IngotResource *self)
{
  return self->drops_extras;
}

void
ingot_resource_set_drops_extras (IngotResource *self, gboolean drops_extras)
{
  if (self->drops_extras == drops_extras)
    return;
  self->drops_extras = drops_extras;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DROPS_EXTRAS]);
}

IngotAccount *
ingot_resource_get_account (IngotResource *self)
{
  return self->account;
}

void
ingot_resource_set_account (IngotResource *self, IngotAccount *account)
{
  if (g_set_object (&self->account, account))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ACCOUNT]);
}

const char *
ingot_resource_get_scope (IngotResource *self)
{
  return self->scope;
}

void
ingot_resource_set_scope (IngotResource *self, const char *scope)
{
  if (g_set_str (&self->scope, scope))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCOPE]);
}

const char *
ingot_resource_get_tenant (IngotResource *self)
{
  return self->tenant;
}

void
ingot_resource_set_tenant (IngotResource *self, const char *tenant)
{
  if (g_set_str (&self->tenant, tenant))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TENANT]);
}

const IngotResourceInfo *
ingot_resource_get_info (IngotResource *self)
{
  return self->info;
}

void
ingot_resource_set_info (IngotResource *self, const IngotResourceInfo *info)
{
  if (self->info == info)
    return;
  g_clear_pointer (&self->info, ingot_resource_info_free);
  self->info = info != NULL ? ingot_resource_info_copy (info) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_INFO]);
}

gint64
ingot_resource_get_listed (IngotResource *self)
{
  return self->listed;
}

void
ingot_resource_set_listed (IngotResource *self, gint64 listed)
{
  if (self->listed == listed)
    return;
  self->listed = listed;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LISTED]);
}

IngotDeployment *
ingot_resource_find_deployment (IngotResource *self, const char *name)
{
  for (guint i = 0; i < self->deployments->len; i++)
    if (g_str_equal (ingot_deployment_get_name (self->deployments->pdata[i]), name))
      return self->deployments->pdata[i];
  return NULL;
}

IngotDeployment *
ingot_resource_add_deployment (IngotResource *self, IngotDeployment *deployment)
{
  for (guint i = 0; i < self->deployments->len; i++)
    {
      IngotDeployment *known = self->deployments->pdata[i];

      if (g_str_equal (ingot_deployment_get_name (known), ingot_deployment_get_name (deployment))
          && ingot_deployment_get_style (known) == ingot_deployment_get_style (deployment))
        return known;
    }

  ingot_deployment_set_resource (deployment, self);
  g_ptr_array_add (self->deployments, g_object_ref (deployment));
  g_list_model_items_changed (G_LIST_MODEL (self), self->deployments->len - 1, 0, 1);
  return deployment;
}
