/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-inference.h"
#include "sandbox-project.h"
#include "server/sandbox-json.h"

#define DEPLOYMENT_TYPE "ModelDeployment"

static const char *const versions[]
  = { "v1", "2025-05-01", "2025-05-15-preview", "2025-11-15-preview", NULL };

/* TRUE when the request was refused. */
static gboolean
refuse_version (SandboxExchange *exchange)
{
  g_autofree char *version = sandbox_exchange_dup_query (exchange, "api-version");

  if (version != NULL && g_strv_contains (versions, version))
    return FALSE;
  if (version == NULL)
    sandbox_exchange_refuse (exchange, sandbox_problem_new_no_resource ());
  else
    sandbox_exchange_refuse (
      exchange, sandbox_problem_new (SOUP_STATUS_BAD_REQUEST, "BadRequest", "API version not supported"));
  return TRUE;
}

static void
add_deployment (JsonBuilder *builder, const SandboxDeployment *deployment)
{
  gboolean chats = (deployment->operations & SANDBOX_OPERATION_CHAT) != 0;

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "name", deployment->name);
  sandbox_json_add_string (builder, "type", DEPLOYMENT_TYPE);
  sandbox_json_add_string (builder, "modelName", deployment->model);
  sandbox_json_add_string (builder, "modelVersion", deployment->version);
  sandbox_json_add_string (builder, "modelPublisher", deployment->publisher);
  sandbox_json_begin_object (builder, "capabilities");
  sandbox_json_add_string (builder, chats ? "chat_completion" : "embeddings", "true");
  json_builder_end_object (builder);
  sandbox_json_begin_object (builder, "sku");
  sandbox_json_add_string (builder, "name", deployment->sku);
  sandbox_json_add_integer (builder, "capacity", deployment->capacity);
  sandbox_json_add_string (builder, "family", "");
  sandbox_json_add_string (builder, "size", "");
  sandbox_json_add_string (builder, "tier", "");
  json_builder_end_object (builder);
  sandbox_json_add_null (builder, "connectionName");
  json_builder_end_object (builder);
}

static gboolean
is_wanted (SandboxExchange *exchange, const char *filter, const char *value)
{
  g_autofree char *wanted = sandbox_exchange_dup_query (exchange, filter);

  return wanted == NULL || g_str_equal (wanted, value);
}

void
sandbox_project_deployments_handler (SandboxExchange *exchange, gpointer inference)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (refuse_version (exchange))
    return;
  json_builder_begin_object (builder);
  sandbox_json_begin_array (builder, "value");
  for (guint i = 0; i < sandbox_inference_get_n_desks (inference); i++)
    {
      const SandboxDeployment *deployment = sandbox_inference_get_desk (inference, i)->deployment;

      if (is_wanted (exchange, "modelPublisher", deployment->publisher)
          && is_wanted (exchange, "modelName", deployment->model)
          && is_wanted (exchange, "deploymentType", DEPLOYMENT_TYPE))
        add_deployment (builder, deployment);
    }
  json_builder_end_array (builder);
  sandbox_json_add_null (builder, "nextLink");
  sandbox_exchange_reply (exchange, SOUP_STATUS_OK, sandbox_json_end (builder));
}

void
sandbox_project_deployment_handler (SandboxExchange *exchange, gpointer inference)
{
  g_autofree char *name = sandbox_exchange_dup_segment (exchange, 4);
  SandboxDesk *desk = name != NULL ? sandbox_inference_find (inference, name) : NULL;
  g_autoptr (JsonBuilder) builder = NULL;

  if (refuse_version (exchange))
    return;
  if (desk == NULL)
    {
      sandbox_exchange_refuse (exchange, sandbox_problem_new_no_resource ());
      return;
    }
  builder = json_builder_new ();
  add_deployment (builder, desk->deployment);
  sandbox_exchange_reply (exchange, SOUP_STATUS_OK, json_builder_get_root (builder));
}
