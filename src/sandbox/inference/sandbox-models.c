/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-inference.h"
#include "sandbox-models.h"
#include "sandbox-version.h"

static void
add_capability (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_model (JsonBuilder *builder, const SandboxDeployment *deployment)
{
  json_builder_begin_object (builder);
  add_string (builder, "id", deployment->name);
  add_string (builder, "object", "model");
  json_builder_set_member_name (builder, "created");
  json_builder_add_int_value (builder, deployment->created);
  add_string (builder, "owned_by", "system");
  add_string (builder, "status", "succeeded");
  add_string (builder, "lifecycle_status", "generally-available");
  json_builder_set_member_name (builder, "capabilities");
  json_builder_begin_object (builder);
  add_capability (builder, "fine_tune", FALSE);
  add_capability (builder, "inference", TRUE);
  add_capability (builder, "completion", FALSE);
  add_capability (builder, "chat_completion", (deployment->operations & SANDBOX_OPERATION_CHAT) != 0);
  add_capability (builder, "embeddings", (deployment->operations & SANDBOX_OPERATION_EMBEDDINGS) != 0);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

void
sandbox_models_handler (SandboxExchange *exchange, gpointer user_data)
{
  SandboxInference *inference = user_data;
  g_autoptr(JsonBuilder) builder = NULL;

  if (sandbox_version_refuse_dated (exchange))
    return;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_string (builder, "object", "list");
  json_builder_set_member_name (builder, "data");
  json_builder_begin_array (builder);
  for (guint i = 0; i < sandbox_inference_get_n_desks (inference); i++)
    add_model (builder, sandbox_inference_get_desk (inference, i)->deployment);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  sandbox_exchange_reply (exchange, SOUP_STATUS_OK, json_builder_get_root (builder));
}
