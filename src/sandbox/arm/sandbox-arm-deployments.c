/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-arm"
#include "config.h"

#include "arm/sandbox-arm-lists.h"
#include "server/sandbox-json.h"

enum
{
  MAX_CAPACITY = 10000,
};

/* Values are strings here. */
static void
add_capabilities (JsonBuilder *builder, const SandboxDeployment *deployment)
{
  sandbox_json_begin_object (builder, "capabilities");
  if ((deployment->operations & SANDBOX_OPERATION_CHAT) != 0)
    {
      sandbox_json_add_string (builder, "chatCompletion", "true");
      sandbox_json_add_string (builder, "jsonObjectResponse", "true");
    }
  if ((deployment->operations & SANDBOX_OPERATION_EMBEDDINGS) != 0)
    sandbox_json_add_string (builder, "embeddings", "true");
  if ((deployment->operations & SANDBOX_OPERATION_IMAGE_EMBEDDINGS) != 0)
    sandbox_json_add_string (builder, "imageEmbeddings", "true");
  json_builder_end_object (builder);
}

static void
add_limit (JsonBuilder *builder, const char *key, guint count)
{
  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "key", key);
  sandbox_json_add_integer (builder, "renewalPeriod", 60);
  sandbox_json_add_integer (builder, "count", count);
  json_builder_end_object (builder);
}

static void
add_model_name (JsonBuilder *builder, const SandboxDeployment *deployment)
{
  sandbox_json_add_string (builder, "format", deployment->publisher);
  sandbox_json_add_string (builder, "name", deployment->model);
  sandbox_json_add_string (builder, "version", deployment->version);
}

static void
add_system_data (JsonBuilder *builder, const SandboxDeployment *deployment)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (deployment->created);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

  sandbox_json_begin_object (builder, "systemData");
  sandbox_json_add_string (builder, "createdBy", "fine@sandbox.example");
  sandbox_json_add_string (builder, "createdByType", "User");
  sandbox_json_add_string (builder, "createdAt", text);
  sandbox_json_add_string (builder, "lastModifiedBy", "fine@sandbox.example");
  sandbox_json_add_string (builder, "lastModifiedByType", "User");
  sandbox_json_add_string (builder, "lastModifiedAt", text);
  json_builder_end_object (builder);
}

static void
add_limits (JsonBuilder *builder, const SandboxDeployment *deployment)
{
  guint requests = sandbox_deployment_get_requests_per_minute (deployment);

  sandbox_json_begin_object (builder, "callRateLimit");
  sandbox_json_add_integer (builder, "count", MAX (requests / 6, 1));
  sandbox_json_add_integer (builder, "renewalPeriod", 10);
  sandbox_json_begin_array (builder, "rules");
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  sandbox_json_begin_array (builder, "rateLimits");
  add_limit (builder, "request", requests);
  add_limit (builder, "token", sandbox_deployment_get_tokens_per_minute (deployment));
  json_builder_end_array (builder);
}

static void
add_deployment_properties (JsonBuilder *builder, const SandboxDeployment *deployment, const char *state)
{
  sandbox_json_begin_object (builder, "properties");
  sandbox_json_add_string (builder, "provisioningState", state);
  sandbox_json_begin_object (builder, "model");
  add_model_name (builder, deployment);
  json_builder_end_object (builder);
  sandbox_json_add_string (builder, "raiPolicyName", deployment->content_filter);
  sandbox_json_add_string (builder, "versionUpgradeOption", "OnceNewDefaultVersionAvailable");
  sandbox_json_add_boolean (builder, "dynamicThrottlingEnabled", FALSE);
  sandbox_json_add_integer (builder, "currentCapacity", deployment->capacity);
  add_capabilities (builder, deployment);
  add_limits (builder, deployment);
  json_builder_end_object (builder);
}

gboolean
sandbox_arm_add_deployment (JsonBuilder *builder, SandboxArmRequest *request, guint index)
{
  SandboxStagedDeployment staged;
  g_autofree char *account = NULL;
  g_autofree char *id = NULL;
  g_autofree char *etag = NULL;

  if (index >= request->resource->n_deployments)
    return FALSE;
  staged = sandbox_landscape_get_deployment (request->arm->landscape, request->resource, index);
  account = sandbox_arm_dup_resource_id (request->resource);
  id = g_strconcat (account, "/deployments/", staged.deployment.name, NULL);
  etag = g_strdup_printf ("\"%u\"", index + 1);
  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "id", id);
  sandbox_json_add_string (builder, "name", staged.deployment.name);
  sandbox_json_add_string (builder, "type", "Microsoft.CognitiveServices/accounts/deployments");
  sandbox_json_add_string (builder, "etag", etag);
  sandbox_json_begin_object (builder, "sku");
  sandbox_json_add_string (builder, "name", staged.deployment.sku);
  sandbox_json_add_integer (builder, "capacity", staged.deployment.capacity);
  json_builder_end_object (builder);
  add_system_data (builder, &staged.deployment);
  add_deployment_properties (builder, &staged.deployment, staged.state);
  json_builder_end_object (builder);
  return TRUE;
}

static void
add_capacity (JsonBuilder *builder)
{
  sandbox_json_begin_object (builder, "capacity");
  sandbox_json_add_integer (builder, "minimum", 1);
  sandbox_json_add_integer (builder, "maximum", MAX_CAPACITY);
  sandbox_json_add_integer (builder, "step", 1);
  sandbox_json_add_integer (builder, "default", 10);
  json_builder_end_object (builder);
}

gboolean
sandbox_arm_add_deployment_sku (JsonBuilder *builder, SandboxArmRequest *request, guint index)
{
  if (index > 0)
    return FALSE;
  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "resourceType", "Microsoft.CognitiveServices/accounts/deployments");
  sandbox_json_begin_object (builder, "sku");
  sandbox_json_add_string (builder, "name", "GlobalStandard");
  json_builder_end_object (builder);
  add_capacity (builder);
  json_builder_end_object (builder);
  return TRUE;
}

static char *
usage_name (const SandboxDeployment *deployment)
{
  gboolean open_ai = deployment->family == SANDBOX_FAMILY_OPENAI;

  return g_strdup_printf ("%s.%s.%s", open_ai ? "OpenAI" : "AIServices", deployment->sku, deployment->model);
}

static const SandboxDeployment *
get_model (guint index)
{
  gsize n_models;
  const SandboxDeployment *models = sandbox_deployments_default (&n_models);

  return index < n_models ? &models[index] : NULL;
}

static void
add_the_model (JsonBuilder *builder, const SandboxDeployment *model)
{
  g_autofree char *usage = usage_name (model);

  json_builder_begin_object (builder);
  add_model_name (builder, model);
  sandbox_json_add_boolean (builder, "isDefaultVersion", TRUE);
  sandbox_json_begin_array (builder, "skus");
  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "name", model->sku);
  sandbox_json_add_string (builder, "usageName", usage);
  add_capacity (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  sandbox_json_add_integer (builder, "maxCapacity", MAX_CAPACITY);
  add_capabilities (builder, model);
  sandbox_json_begin_object (builder, "deprecation");
  sandbox_json_add_string (builder, "inference", "2030-01-01T00:00:00Z");
  json_builder_end_object (builder);
  sandbox_json_add_string (builder, "lifecycleStatus", "GenerallyAvailable");
  json_builder_end_object (builder);
}

gboolean
sandbox_arm_add_account_model (JsonBuilder *builder, SandboxArmRequest *request, guint index)
{
  const SandboxDeployment *model = get_model (index);

  if (model != NULL)
    add_the_model (builder, model);
  return model != NULL;
}

gboolean
sandbox_arm_add_model (JsonBuilder *builder, SandboxArmRequest *request, guint index)
{
  const SandboxDeployment *model = get_model (index);

  if (model == NULL)
    return FALSE;
  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "kind", "AIServices");
  sandbox_json_add_string (builder, "skuName", "S0");
  json_builder_set_member_name (builder, "model");
  add_the_model (builder, model);
  json_builder_end_object (builder);
  return TRUE;
}

static void
add_the_usage (JsonBuilder *builder, const char *name, guint current, guint limit)
{
  json_builder_begin_object (builder);
  sandbox_json_begin_object (builder, "name");
  sandbox_json_add_string (builder, "value", name);
  sandbox_json_add_string (builder, "localizedValue", name);
  json_builder_end_object (builder);
  sandbox_json_add_string (builder, "unit", "Count");
  sandbox_json_add_integer (builder, "currentValue", current);
  sandbox_json_add_integer (builder, "limit", limit);
  json_builder_end_object (builder);
}

/* In thousands of tokens a minute, as capacities are. */
gboolean
sandbox_arm_add_usage (JsonBuilder *builder, SandboxArmRequest *request, guint index)
{
  const SandboxDeployment *model = get_model (index);
  g_autofree char *name = model != NULL ? usage_name (model) : NULL;

  if (model != NULL)
    add_the_usage (builder, name, model->capacity, MAX_CAPACITY);
  return model != NULL;
}

gboolean
sandbox_arm_add_account_usage (JsonBuilder *builder, SandboxArmRequest *request, guint index)
{
  if (index == 0)
    add_the_usage (builder, "Deployments", request->resource->n_deployments, MAX_CAPACITY);
  return index == 0;
}
