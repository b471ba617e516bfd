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

char *
ingot_resources_dup_sample (IngotResources *self, IngotDeployment *deployment, IngotEndpointStyle style,
                            IngotSampleLanguage language)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);
  g_autoptr(IngotDeployment) candidate = NULL;
  g_autofree char *url = NULL;
  IngotSample sample = { .style = style };

  if (resource == NULL || ingot_resource_get_url (resource) == NULL)
    return NULL;
  candidate = ingot_routes_dup_candidate (deployment, style);
  sample.operation = ingot_routes_get_main_operation (deployment);
  sample.url = url = ingot_endpoint_style_find (style)->dup_url (candidate, sample.operation);
  sample.name = sample.model = ingot_deployment_get_name (deployment);
  sample.sign_in = get_sign_in (resource);
  return ingot_sample_write (&sample, language);
}
