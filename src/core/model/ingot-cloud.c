/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-error.h"
#include "ingot-cloud.h"
#include "ingot-endpoint.h"

#define MAX_SCOPE 256

typedef struct
{
  const char *title;
  const char *authority;
  const char *management;
  const char *scopes[2]; /* the usual one, and what a resource may take in its place */
} Known;

static const Known known[] = {
  [INGOT_CLOUD_PUBLIC] = {
    N_("Azure"), "https://login.microsoftonline.com", "https://management.azure.com",
    { "https://cognitiveservices.azure.com/.default", "https://ai.azure.com/.default" } },
  [INGOT_CLOUD_US_GOVERNMENT] = {
    N_("Azure US Government"), "https://login.microsoftonline.us", "https://management.usgovcloudapi.net",
    { "https://cognitiveservices.azure.us/.default", "https://ai.azure.us/.default" } },
  /* No source names a second audience of this cloud. */
  [INGOT_CLOUD_CHINA] = {
    N_("Azure China (21Vianet)"), "https://login.chinacloudapi.cn", "https://management.chinacloudapi.cn",
    { "https://cognitiveservices.azure.cn/.default", NULL } },
  [INGOT_CLOUD_OTHER] = {
    N_("Other cloud"), NULL, NULL,
    { "https://cognitiveservices.azure.com/.default", "https://ai.azure.com/.default" } },
};

struct _IngotCloud
{
  GObject parent_instance;

  IngotCloudKind kind;
  char *authority;
  char *management;
  char *scope;
  char *client_id;
  char *ca_file;
};

enum
{
  PROP_0,
  PROP_KIND,
  PROP_TITLE,
  PROP_AUTHORITY,
  PROP_MANAGEMENT,
  PROP_SCOPE,
  PROP_CLIENT_ID,
  PROP_CA_FILE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotCloud, ingot_cloud, G_TYPE_OBJECT)

static void
ingot_cloud_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotCloud *self = INGOT_CLOUD (object);

  switch (prop_id)
    {
    case PROP_KIND:
      g_value_set_int (value, (int) self->kind);
      break;
    case PROP_TITLE:
      g_value_set_string (value, ingot_cloud_get_title (self));
      break;
    case PROP_AUTHORITY:
      g_value_set_string (value, self->authority);
      break;
    case PROP_MANAGEMENT:
      g_value_set_string (value, self->management);
      break;
    case PROP_SCOPE:
      g_value_set_string (value, self->scope);
      break;
    case PROP_CLIENT_ID:
      g_value_set_string (value, self->client_id);
      break;
    case PROP_CA_FILE:
      g_value_set_string (value, self->ca_file);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_cloud_finalize (GObject *object)
{
  IngotCloud *self = INGOT_CLOUD (object);

  g_free (self->authority);
  g_free (self->management);
  g_free (self->scope);
  g_free (self->client_id);
  g_free (self->ca_file);
  G_OBJECT_CLASS (ingot_cloud_parent_class)->finalize (object);
}

static void
ingot_cloud_class_init (IngotCloudClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_cloud_get_property;
  object_class->finalize = ingot_cloud_finalize;

  props[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, 0, G_MAXINT, 0, readable);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  props[PROP_AUTHORITY] = g_param_spec_string ("authority", NULL, NULL, NULL, readable);
  props[PROP_MANAGEMENT] = g_param_spec_string ("management", NULL, NULL, NULL, readable);
  props[PROP_SCOPE] = g_param_spec_string ("scope", NULL, NULL, NULL, readable);
  props[PROP_CLIENT_ID] = g_param_spec_string ("client-id", NULL, NULL, NULL, readable);
  props[PROP_CA_FILE] = g_param_spec_string ("ca-file", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_cloud_init (IngotCloud *self)
{
}

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Origin and path without what an address of this kind never has; NULL for what is none. */
static char *
read_address (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autoptr(GUri) uri = g_uri_parse (trimmed, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  gsize length = strlen (trimmed);

  if (!is_set (host) || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL
      || g_uri_get_userinfo (uri) != NULL)
    return NULL;
  if (!g_str_equal (g_uri_get_scheme (uri), "https")
      && !(g_str_equal (g_uri_get_scheme (uri), "http") && ingot_endpoint_is_loopback (host)))
    return NULL;
  while (length > 0 && trimmed[length - 1] == '/')
    length--;
  return g_strndup (trimmed, length);
}

/* A scope is one word of the protocol: spaces would ask for several. */
static gboolean
is_scope (const char *text)
{
  if (strlen (text) > MAX_SCOPE)
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text) || *text == '"' || *text == '\\')
      return FALSE;
  return TRUE;
}

static gboolean
is_client_id (const char *text)
{
  return strlen (text) <= 64 && text[strspn (text, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-.")] == '\0';
}

static char *
dup_client_id (const char *client_id)
{
  g_autofree char *trimmed = is_set (client_id) ? g_strstrip (g_strdup (client_id)) : NULL;

  return g_strdup (is_set (trimmed) ? trimmed : INGOT_CLIENT_ID_AZURE_CLI);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_INPUT, sentence);
  return FALSE;
}

static gboolean
check_other (IngotCloud *self, const char *management, GError **error)
{
  if (self->authority == NULL)
    return refuse (error, _("The authority is no address. Enter one such as https://login.contoso.example."));
  if (is_set (management) && self->management == NULL)
    return refuse (error, _("The management address is no address. Enter one such as "
                            "https://management.contoso.example, or leave it empty."));
  if (!is_scope (self->scope))
    return refuse (error, _("The scope is one word without spaces, such as "
                            "https://cognitiveservices.azure.com/.default."));
  if (!is_client_id (self->client_id))
    return refuse (error, _("The application ID is made of letters, digits and hyphens."));
  if (self->ca_file != NULL && !g_file_test (self->ca_file, G_FILE_TEST_IS_REGULAR))
    return refuse (error, _("The file of the certificate authority is not there. Choose a PEM file."));
  return TRUE;
}

IngotCloud *
ingot_cloud_new (IngotCloudKind kind, const char *client_id)
{
  IngotCloud *self = g_object_new (INGOT_TYPE_CLOUD, NULL);

  g_return_val_if_fail (kind < INGOT_CLOUD_OTHER, self);

  self->kind = kind;
  self->authority = g_strdup (known[kind].authority);
  self->management = g_strdup (known[kind].management);
  self->scope = g_strdup (known[kind].scopes[0]);
  self->client_id = dup_client_id (client_id);
  return self;
}

static IngotCloud *
new_other (const char *authority, const char *management, const char *scope, const char *client_id,
           const char *ca_file)
{
  IngotCloud *self = g_object_new (INGOT_TYPE_CLOUD, NULL);

  self->kind = INGOT_CLOUD_OTHER;
  self->authority = is_set (authority) ? read_address (authority) : NULL;
  self->management = is_set (management) ? read_address (management) : NULL;
  self->scope = g_strstrip (g_strdup (scope != NULL ? scope : ""));
  if (!is_set (self->scope))
    g_set_str (&self->scope, known[INGOT_CLOUD_OTHER].scopes[0]);
  self->client_id = dup_client_id (client_id);
  self->ca_file = is_set (ca_file) ? g_strdup (ca_file) : NULL;
  return self;
}

IngotCloud *
ingot_cloud_new_other (const char *authority, const char *management, const char *scope, const char *client_id,
                       const char *ca_file, GError **error)
{
  g_autoptr(IngotCloud) self = new_other (authority, management, scope, client_id, ca_file);

  return check_other (self, management, error) ? g_steal_pointer (&self) : NULL;
}

IngotCloud *
ingot_cloud_new_stored (const char *authority, const char *management, const char *scope, const char *client_id,
                        const char *ca_file)
{
  g_autoptr(IngotCloud) self = new_other (authority, management, scope, client_id, ca_file);

  return self->authority != NULL ? g_steal_pointer (&self) : NULL;
}

IngotCloudKind
ingot_cloud_get_kind (IngotCloud *self)
{
  return self->kind;
}

const char *
ingot_cloud_get_title (IngotCloud *self)
{
  return _(known[self->kind].title);
}

const char *
ingot_cloud_get_authority (IngotCloud *self)
{
  return self->authority;
}

const char *
ingot_cloud_get_management (IngotCloud *self)
{
  return self->management;
}

const char *
ingot_cloud_get_scope (IngotCloud *self)
{
  return self->scope;
}

const char *
ingot_cloud_get_client_id (IngotCloud *self)
{
  return self->client_id;
}

const char *
ingot_cloud_get_ca_file (IngotCloud *self)
{
  return self->ca_file;
}

char *
ingot_cloud_dup_management_scope (IngotCloud *self)
{
  return self->management != NULL ? g_strconcat (self->management, "/.default", NULL) : NULL;
}

const char *
ingot_cloud_get_other_scope (IngotCloud *self, const char *scope)
{
  const char *const *scopes = known[self->kind].scopes;

  if (g_strcmp0 (scope, self->scope) != 0)
    return self->scope;
  return g_str_equal (self->scope, scopes[0]) ? scopes[1] : scopes[0];
}

const char *
ingot_cloud_get_client_name (IngotCloud *self)
{
  return g_str_equal (self->client_id, INGOT_CLIENT_ID_AZURE_CLI) ? "Microsoft Azure CLI" : NULL;
}

gboolean
ingot_cloud_equal (IngotCloud *self, IngotCloud *other)
{
  return self->kind == other->kind && g_strcmp0 (self->authority, other->authority) == 0
         && g_strcmp0 (self->management, other->management) == 0 && g_strcmp0 (self->scope, other->scope) == 0
         && g_strcmp0 (self->client_id, other->client_id) == 0 && g_strcmp0 (self->ca_file, other->ca_file) == 0;
}

IngotCloudKind
ingot_cloud_kind_for_host (const char *host)
{
  static const struct { const char *suffix; IngotCloudKind kind; } suffixes[] = {
    { ".azure.us", INGOT_CLOUD_US_GOVERNMENT },
    { ".microsoft.us", INGOT_CLOUD_US_GOVERNMENT },
    { ".azure.cn", INGOT_CLOUD_CHINA },
  };
  g_autofree char *lower = g_ascii_strdown (host, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i].suffix))
      return suffixes[i].kind;
  return INGOT_CLOUD_PUBLIC;
}

gboolean
ingot_cloud_is_tenant (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return length > 0 && length <= 253 && text[strspn (text, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS ".-")] == '\0'
         && *text != '.' && *text != '-';
}
