/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "azure/ingot-routes.h"
#include "formats/ingot-sample.h"
#include "ingot-resources-private.h"

GListModel *
ingot_resources_dup_routes (IngotResources *self, IngotDeployment *deployment)
{
  return ingot_routes_list (deployment);
}

guint
ingot_resources_find_styles (IngotResources *self, IngotDeployment *deployment)
{
  return ingot_routes_find_styles (deployment);
}

static IngotSampleSignIn
get_sign_in (IngotResource *resource)
{
  switch (ingot_resource_get_sign_in (resource))
    {
    case INGOT_SIGN_IN_KEY:
      return ingot_azure_key_header (resource) == INGOT_KEY_HEADER_API_KEY ? INGOT_SAMPLE_SIGN_IN_KEY
                                                                           : INGOT_SAMPLE_SIGN_IN_BEARER;
    case INGOT_SIGN_IN_ACCOUNT:
      return INGOT_SAMPLE_SIGN_IN_TOKEN;
    case INGOT_SIGN_IN_NONE:
    default:
      return INGOT_SAMPLE_SIGN_IN_NONE;
    }
}

/* (transfer full): that of the account, or where somebody has signed out, the one that the host is in */
static IngotCloud *
dup_cloud (IngotResource *resource)
{
  IngotAccount *account = ingot_resource_get_account (resource);
  g_autoptr(GUri) uri = NULL;

  if (account != NULL)
    return g_object_ref (ingot_account_get_cloud (account));
  uri = g_uri_parse (ingot_resource_get_url (resource), G_URI_FLAGS_ENCODED, NULL);
  return ingot_cloud_new (uri != NULL ? ingot_cloud_kind_for_host (g_uri_get_host (uri)) : INGOT_CLOUD_PUBLIC, NULL);
}

char *
ingot_resources_dup_sample (IngotResources *self, IngotDeployment *deployment, IngotEndpointStyle style,
                            IngotSampleLanguage language)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);
  IngotOperation operation = ingot_routes_get_main_operation (deployment);
  g_autoptr(IngotDeployment) candidate = NULL;
  g_autoptr(IngotCloud) cloud = NULL;
  g_autofree char *base = NULL;
  g_autofree char *url = NULL;
  const char *scope, *pinned;

  if (resource == NULL || ingot_resource_get_url (resource) == NULL || !ingot_routes_has_style (deployment, style))
    return NULL;
  candidate = ingot_routes_dup_candidate (deployment, style);
  cloud = dup_cloud (resource);
  base = ingot_routes_dup_base (candidate);
  url = ingot_endpoint_style_find (style)->dup_url (candidate, operation);
  scope = ingot_resource_get_scope (resource);
  pinned = ingot_deployment_get_api_version (candidate);
  return ingot_sample_write (&(IngotSample) {
    .style = style,
    .operation = operation,
    .url = url,
    .base = base,
    .name = ingot_deployment_get_name (deployment),
    .names_in_body = ingot_routes_names_in_body (candidate),
    .api_version = pinned != NULL ? pinned : ingot_endpoint_style_get_version (style),
    .sign_in = get_sign_in (resource),
    .scope = scope != NULL ? scope : ingot_cloud_get_scope (cloud),
    .cloud = ingot_cloud_get_kind (cloud),
    .authority = ingot_cloud_get_authority (cloud),
    .tenant = ingot_resource_get_tenant (resource),
    .ca_file = ingot_cloud_get_ca_file (cloud),
  }, language);
}
