/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-arm"
#include "config.h"

#include "arm/sandbox-arm-lists.h"
#include "server/sandbox-json.h"

gboolean
sandbox_arm_add_tenant (JsonBuilder *builder, SandboxArmRequest *request, guint index)
{
  SandboxDirectory *directory = sandbox_entra_get_directory (request->arm->world.entra);
  const SandboxTenant *tenant;
  g_autofree char *id = NULL;

  if (index >= request->arm->world.staging->tenants)
    return FALSE;
  tenant = sandbox_directory_get_tenant (directory, index);
  id = g_strconcat ("/tenants/", tenant->id, NULL);
  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "id", id);
  sandbox_json_add_string (builder, "tenantId", tenant->id);
  sandbox_json_add_string (builder, "countryCode", "KR");
  /* Of a tenant that the person has not been in, ARM knows no more. */
  if (tenant == request->caller.tenant || index == 0)
    {
      sandbox_json_add_string (builder, "displayName", tenant->name);
      sandbox_json_begin_array (builder, "domains");
      json_builder_add_string_value (builder, tenant->domain);
      json_builder_end_array (builder);
      sandbox_json_add_string (builder, "defaultDomain", tenant->domain);
    }
  sandbox_json_add_string (builder, "tenantCategory", index == 0 ? "Home" : "ProjectedBy");
  sandbox_json_add_string (builder, "tenantType", "AAD");
  json_builder_end_object (builder);
  return TRUE;
}

void
sandbox_arm_add_the_subscription (JsonBuilder *builder, const SandboxSubscription *subscription)
{
  g_autofree char *id = g_strconcat ("/subscriptions/", subscription->id, NULL);

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "id", id);
  sandbox_json_add_string (builder, "subscriptionId", subscription->id);
  sandbox_json_add_string (builder, "tenantId", subscription->tenant->id);
  sandbox_json_add_string (builder, "displayName", subscription->name);
  sandbox_json_add_string (builder, "state", "Enabled");
  sandbox_json_begin_object (builder, "subscriptionPolicies");
  sandbox_json_add_string (builder, "locationPlacementId", "Public_2014-09-01");
  sandbox_json_add_string (builder, "quotaId", "PayAsYouGo_2014-09-01");
  sandbox_json_add_string (builder, "spendingLimit", "Off");
  json_builder_end_object (builder);
  sandbox_json_add_string (builder, "authorizationSource", "RoleBased");
  sandbox_json_begin_array (builder, "managedByTenants");
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

gboolean
sandbox_arm_add_subscription (JsonBuilder *builder, SandboxArmRequest *request, guint index)
{
  SandboxLandscape *landscape = request->arm->landscape;

  for (guint i = 0; i < sandbox_landscape_get_n_subscriptions (landscape); i++)
    {
      const SandboxSubscription *subscription = sandbox_landscape_get_subscription (landscape, i);

      if (subscription->tenant == request->caller.tenant && index-- == 0)
        {
          sandbox_arm_add_the_subscription (builder, subscription);
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
sandbox_arm_add_location (JsonBuilder *builder, SandboxArmRequest *request, guint index)
{
  static const char *const places[][2] = { { "swedencentral", "Sweden Central" },
                                           { "eastus2", "East US 2" },
                                           { "koreacentral", "Korea Central" },
                                           { "westeurope", "West Europe" } };
  g_autofree char *id = NULL;
  g_autofree char *regional = NULL;

  if (index >= G_N_ELEMENTS (places))
    return FALSE;
  id = g_strdup_printf ("/subscriptions/%s/locations/%s", request->subscription->id, places[index][0]);
  regional = g_strdup_printf ("(Sandbox) %s", places[index][1]);
  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "id", id);
  sandbox_json_add_string (builder, "name", places[index][0]);
  sandbox_json_add_string (builder, "type", "Region");
  sandbox_json_add_string (builder, "displayName", places[index][1]);
  sandbox_json_add_string (builder, "regionalDisplayName", regional);
  json_builder_end_object (builder);
  return TRUE;
}

static gboolean
is_first_of_group (SandboxArmRequest *request, guint index)
{
  const SandboxResource *resource = sandbox_landscape_get_resource (request->arm->landscape, index);

  if (resource->subscription != request->subscription)
    return FALSE;
  for (guint i = 0; i < index; i++)
    {
      const SandboxResource *other = sandbox_landscape_get_resource (request->arm->landscape, i);

      if (other->subscription == resource->subscription && g_str_equal (other->group, resource->group))
        return FALSE;
    }
  return TRUE;
}

static void
add_the_group (JsonBuilder *builder, const SandboxResource *resource)
{
  g_autofree char *id
    = g_strdup_printf ("/subscriptions/%s/resourceGroups/%s", resource->subscription->id, resource->group);

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "id", id);
  sandbox_json_add_string (builder, "name", resource->group);
  sandbox_json_add_string (builder, "type", "Microsoft.Resources/resourceGroups");
  sandbox_json_add_string (builder, "location", resource->location);
  sandbox_json_begin_object (builder, "properties");
  sandbox_json_add_string (builder, "provisioningState", "Succeeded");
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

gboolean
sandbox_arm_add_group (JsonBuilder *builder, SandboxArmRequest *request, guint index)
{
  for (guint i = 0; i < sandbox_landscape_get_n_resources (request->arm->landscape); i++)
    if (is_first_of_group (request, i) && index-- == 0)
      {
        add_the_group (builder, sandbox_landscape_get_resource (request->arm->landscape, i));
        return TRUE;
      }
  return FALSE;
}

static void
add_endpoints (JsonBuilder *builder, const SandboxResource *resource, const char *address)
{
  sandbox_json_begin_object (builder, "endpoints");
  sandbox_json_add_string (builder, "OpenAI Language Model Instance API", address);
  sandbox_json_add_string (builder, "OpenAI Whisper API", address);
  if (g_str_equal (resource->kind, "AIServices"))
    {
      sandbox_json_add_string (builder, "AI Foundry API", address);
      sandbox_json_add_string (builder, "Azure AI Model Inference API", address);
      sandbox_json_add_string (builder, "Content Safety", address);
    }
  json_builder_end_object (builder);
}

static void
add_projects (JsonBuilder *builder)
{
  sandbox_json_add_boolean (builder, "allowProjectManagement", TRUE);
  sandbox_json_add_string (builder, "defaultProject", "sandbox");
  sandbox_json_begin_array (builder, "associatedProjects");
  json_builder_add_string_value (builder, "sandbox");
  json_builder_end_array (builder);
}

static void
add_account_properties (JsonBuilder *builder, SandboxArmRequest *request, const SandboxResource *resource)
{
  const SandboxStaging *staging = request->arm->world.staging;
  g_autofree char *address = g_strconcat (request->origin, "/", NULL);

  sandbox_json_begin_object (builder, "properties");
  sandbox_json_add_string (builder, "provisioningState", "Succeeded");
  sandbox_json_add_string (builder, "endpoint", address);
  if (!staging->regional)
    sandbox_json_add_string (builder, "customSubDomainName", resource->name);
  add_endpoints (builder, resource, address);
  sandbox_json_add_boolean (builder, "disableLocalAuth", staging->key_disabled);
  sandbox_json_add_string (builder, "publicNetworkAccess",
                           staging->network == SANDBOX_NETWORK_PRIVATE ? "Disabled" : "Enabled");
  if (g_str_equal (resource->kind, "AIServices"))
    add_projects (builder);
  sandbox_json_begin_object (builder, "callRateLimit");
  sandbox_json_begin_array (builder, "rules");
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  sandbox_json_add_boolean (builder, "isMigrated", FALSE);
  json_builder_end_object (builder);
}

void
sandbox_arm_add_the_account (JsonBuilder *builder, SandboxArmRequest *request,
                             const SandboxResource *resource)
{
  g_autofree char *id = sandbox_arm_dup_resource_id (resource);

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "id", id);
  sandbox_json_add_string (builder, "name", resource->name);
  sandbox_json_add_string (builder, "type", "Microsoft.CognitiveServices/accounts");
  sandbox_json_add_string (builder, "location", resource->location);
  sandbox_json_add_string (builder, "kind", resource->kind);
  sandbox_json_begin_object (builder, "sku");
  sandbox_json_add_string (builder, "name", "S0");
  json_builder_end_object (builder);
  sandbox_json_add_string (builder, "etag", "\"0x1\"");
  sandbox_json_begin_object (builder, "tags");
  json_builder_end_object (builder);
  sandbox_json_begin_object (builder, "identity");
  sandbox_json_add_string (builder, "type", "SystemAssigned");
  sandbox_json_add_string (builder, "principalId", resource->subscription->id);
  sandbox_json_add_string (builder, "tenantId", resource->subscription->tenant->id);
  json_builder_end_object (builder);
  add_account_properties (builder, request, resource);
  json_builder_end_object (builder);
}

/* /subscriptions/ID/resourceGroups/GROUP/… */
static gboolean
is_in_group (SandboxArmRequest *request, const SandboxResource *resource)
{
  return g_ascii_strcasecmp (request->path[2], "resourceGroups") != 0
         || g_ascii_strcasecmp (request->path[3], resource->group) == 0;
}

gboolean
sandbox_arm_add_account (JsonBuilder *builder, SandboxArmRequest *request, guint index)
{
  SandboxLandscape *landscape = request->arm->landscape;

  for (guint i = 0; i < sandbox_landscape_get_n_resources (landscape); i++)
    {
      const SandboxResource *resource = sandbox_landscape_get_resource (landscape, i);

      if (resource->subscription != request->subscription || !is_in_group (request, resource) || index-- > 0)
        continue;
      sandbox_arm_add_the_account (builder, request, resource);
      return TRUE;
    }
  return FALSE;
}
