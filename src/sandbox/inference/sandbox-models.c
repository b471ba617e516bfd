/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-address.h"
#include "sandbox-catalogue.h"
#include "sandbox-inference.h"
#include "sandbox-models.h"
#include "server/sandbox-json.h"

static void
add_operation (JsonBuilder *builder, const SandboxModel *model, const char *name, SandboxOperations operation)
{
  sandbox_json_add_boolean (builder, name, (model->operations & operation) != 0);
}

static void
add_capabilities (JsonBuilder *builder, const SandboxModel *model)
{
  sandbox_json_begin_object (builder, "capabilities");
  sandbox_json_add_boolean (builder, "fine_tune", model->is_tunable);
  sandbox_json_add_boolean (builder, "inference", TRUE);
  add_operation (builder, model, "completion", SANDBOX_OPERATION_COMPLETION);
  add_operation (builder, model, "chat_completion", SANDBOX_OPERATION_CHAT);
  add_operation (builder, model, "embeddings", SANDBOX_OPERATION_EMBEDDINGS);
  json_builder_end_object (builder);
}

static void
add_life (JsonBuilder *builder, const SandboxModel *model)
{
  sandbox_json_add_string (builder, "lifecycle_status", model->is_preview ? "preview" : "generally-available");
  if (model->retires == 0)
    return;
  sandbox_json_begin_object (builder, "deprecation");
  if (model->is_tunable)
    sandbox_json_add_integer (builder, "fine_tune", model->retires);
  sandbox_json_add_integer (builder, "inference", model->retires);
  json_builder_end_object (builder);
}

/* The v1 form has "created" and "owned_by"; the dated one "created_at" and "updated_at". */
static void
add_model (JsonBuilder *builder, const SandboxModel *model, const SandboxAddress *address)
{
  gboolean is_v1 = address->style == SANDBOX_STYLE_V1;

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "id", model->id);
  sandbox_json_add_string (builder, "object", "model");
  sandbox_json_add_integer (builder, is_v1 ? "created" : "created_at", model->created);
  if (is_v1)
    sandbox_json_add_string (builder, "owned_by", model->base != NULL ? "organization-owner" : "system");
  else
    sandbox_json_add_integer (builder, "updated_at", model->created);
  sandbox_json_add_string (builder, "status", "succeeded");
  if (model->base != NULL)
    sandbox_json_add_string (builder, "model", model->base);
  add_capabilities (builder, model);
  add_life (builder, model);
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
begin_list (JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "object", "list");
  sandbox_json_begin_array (builder, "data");
}

static void
reply_list (SandboxExchange *exchange, JsonBuilder *builder)
{
  json_builder_end_array (builder);
  sandbox_exchange_reply (exchange, SOUP_STATUS_OK, sandbox_json_end (builder));
}

void
sandbox_models_handler (SandboxExchange *exchange, gpointer inference)
{
  SandboxProblem *problem = NULL;
  g_autoptr (SandboxAddress) address = sandbox_address_new (exchange, &problem);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gsize n_models;
  const SandboxModel *models = sandbox_catalogue_get (&n_models);

  if (address == NULL)
    {
      sandbox_exchange_refuse (exchange, problem);
      return;
    }
  begin_list (builder);
  for (gsize i = 0; i < n_models; i++)
    add_model (builder, &models[i], address);
  reply_list (exchange, builder);
}

void
sandbox_model_handler (SandboxExchange *exchange, gpointer inference)
{
  SandboxProblem *problem = NULL;
  g_autoptr (SandboxAddress) address = sandbox_address_new (exchange, &problem);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *id = NULL;
  const SandboxModel *model;

  if (address == NULL)
    {
      sandbox_exchange_refuse (exchange, problem);
      return;
    }
  id = sandbox_exchange_dup_segment (exchange, address->style == SANDBOX_STYLE_V1 ? 3 : 2);
  model = id != NULL ? sandbox_catalogue_find (id) : NULL;
  if (model == NULL)
    {
      sandbox_exchange_refuse (exchange, sandbox_problem_new_no_resource ());
      return;
    }
  add_model (builder, model, address);
  sandbox_exchange_reply (exchange, SOUP_STATUS_OK, json_builder_get_root (builder));
}

void
sandbox_deployments_handler (SandboxExchange *exchange, gpointer inference)
{
  g_autofree char *version = sandbox_exchange_dup_query (exchange, "api-version");
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (version == NULL || !sandbox_version_lists_deployments (version))
    {
      sandbox_exchange_refuse (exchange, sandbox_problem_new_no_resource ());
      return;
    }
  begin_list (builder);
  for (guint i = 0; i < sandbox_inference_get_n_desks (inference); i++)
    add_deployment (builder, sandbox_inference_get_desk (inference, i)->deployment);
  reply_list (exchange, builder);
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
