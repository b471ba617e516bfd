/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-address.h"
#include "sandbox-inference.h"
#include "sandbox-models.h"
#include "server/sandbox-json.h"

typedef void (*AddFunc) (JsonBuilder *builder, const SandboxDeployment *deployment);

static void
add_model (JsonBuilder *builder, const SandboxDeployment *deployment)
{
  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "id", deployment->name);
  sandbox_json_add_string (builder, "object", "model");
  sandbox_json_add_integer (builder, "created", deployment->created);
  sandbox_json_add_string (builder, "owned_by", "system");
  sandbox_json_add_string (builder, "status", "succeeded");
  sandbox_json_add_string (builder, "lifecycle_status", "generally-available");
  sandbox_json_begin_object (builder, "capabilities");
  sandbox_json_add_boolean (builder, "fine_tune", FALSE);
  sandbox_json_add_boolean (builder, "inference", TRUE);
  sandbox_json_add_boolean (builder, "completion", FALSE);
  sandbox_json_add_boolean (builder, "chat_completion",
                            (deployment->operations & SANDBOX_OPERATION_CHAT) != 0);
  sandbox_json_add_boolean (builder, "embeddings",
                            (deployment->operations & SANDBOX_OPERATION_EMBEDDINGS) != 0);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_deployment (JsonBuilder *builder, const SandboxDeployment *deployment)
{
  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "object", "deployment");
  sandbox_json_add_string (builder, "id", deployment->name);
  sandbox_json_add_string (builder, "model", deployment->model);
  sandbox_json_add_string (builder, "status", "succeeded");
  sandbox_json_add_string (builder, "owner", "organization-owner");
  sandbox_json_add_integer (builder, "created_at", deployment->created);
  sandbox_json_add_integer (builder, "updated_at", deployment->created);
  sandbox_json_begin_object (builder, "scale_settings");
  sandbox_json_add_string (builder, "scale_type", "standard");
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
reply_list (SandboxExchange *exchange, SandboxInference *inference, AddFunc add)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "object", "list");
  sandbox_json_begin_array (builder, "data");
  for (guint i = 0; i < sandbox_inference_get_n_desks (inference); i++)
    add (builder, sandbox_inference_get_desk (inference, i)->deployment);
  json_builder_end_array (builder);
  sandbox_exchange_reply (exchange, SOUP_STATUS_OK, sandbox_json_end (builder));
}

void
sandbox_models_handler (SandboxExchange *exchange, gpointer inference)
{
  SandboxProblem *problem = NULL;
  g_autoptr (SandboxAddress) address = sandbox_address_new (exchange, &problem);

  if (address != NULL)
    reply_list (exchange, inference, add_model);
  else
    sandbox_exchange_refuse (exchange, problem);
}

void
sandbox_model_handler (SandboxExchange *exchange, gpointer inference)
{
  SandboxProblem *problem = NULL;
  g_autoptr (SandboxAddress) address = sandbox_address_new (exchange, &problem);
  g_autofree char *name = sandbox_exchange_dup_segment (exchange, 3);
  SandboxDesk *desk = name != NULL ? sandbox_inference_find (inference, name) : NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (address == NULL || desk == NULL)
    {
      sandbox_exchange_refuse (exchange, problem != NULL ? problem : sandbox_problem_new_no_resource ());
      return;
    }
  add_model (builder, desk->deployment);
  sandbox_exchange_reply (exchange, SOUP_STATUS_OK, json_builder_get_root (builder));
}

void
sandbox_deployments_handler (SandboxExchange *exchange, gpointer inference)
{
  g_autofree char *version = sandbox_exchange_dup_query (exchange, "api-version");

  if (version != NULL && sandbox_version_lists_deployments (version))
    reply_list (exchange, inference, add_deployment);
  else
    sandbox_exchange_refuse (exchange, sandbox_problem_new_no_resource ());
}

static void
reply_info (SandboxExchange *exchange, const SandboxDeployment *deployment)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "model_name", deployment->model);
  sandbox_json_add_string (builder, "model_type",
                           (deployment->operations & SANDBOX_OPERATION_CHAT) != 0 ? "chat-completion"
                                                                                  : "embeddings");
  sandbox_json_add_string (builder, "model_provider_name", deployment->publisher);
  sandbox_exchange_reply (exchange, SOUP_STATUS_OK, sandbox_json_end (builder));
}

void
sandbox_info_handler (SandboxExchange *exchange, gpointer inference)
{
  SandboxProblem *problem = NULL;
  g_autoptr (SandboxAddress) address = sandbox_address_new (exchange, &problem);
  g_autofree char *name = sandbox_exchange_dup_query (exchange, "model");
  SandboxDesk *desk = name != NULL ? sandbox_inference_find (inference, name) : NULL;

  if (address == NULL)
    sandbox_exchange_refuse (exchange, problem);
  else if (desk != NULL && desk->deployment->tells_info && !sandbox_address_is_until (address, "2024-99"))
    reply_info (exchange, desk->deployment);
  else
    sandbox_exchange_refuse (exchange, sandbox_problem_new_no_resource ());
}
