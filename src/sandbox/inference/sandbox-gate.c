/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-gate.h"
#include "server/sandbox-json.h"

static SandboxProblem *
no_deployment (const SandboxAddress *address, const char *name)
{
  SandboxProblem *problem;
  g_autofree char *message = g_strconcat ("Unknown model: ", name, NULL);

  if (address->style != SANDBOX_STYLE_INFERENCE)
    return sandbox_problem_new (
      SOUP_STATUS_NOT_FOUND, "DeploymentNotFound",
      "The API deployment for this resource does not exist. If you created the deployment "
      "within the last 5 minutes, please wait a moment and try again.");
  problem = sandbox_problem_new (SOUP_STATUS_NOT_FOUND, "unknown_model", message);
  problem->has_details = TRUE;
  problem->is_text = TRUE;
  return problem;
}

/* The first two are the service's own words; the others are made after them. */
static const char *
name_of (SandboxOperations operation)
{
  switch (operation)
    {
    case SANDBOX_OPERATION_CHAT:
      return "chatCompletion";
    case SANDBOX_OPERATION_COMPLETION:
      return "completion";
    case SANDBOX_OPERATION_IMAGES:
      return "image";
    case SANDBOX_OPERATION_AUDIO:
      return "audio";
    case SANDBOX_OPERATION_IMAGE_EMBEDDINGS:
      return "imageEmbeddings";
    case SANDBOX_OPERATION_EMBEDDINGS:
    case SANDBOX_OPERATION_RESPONSES:
    default:
      return "embeddings";
    }
}

static SandboxProblem *
no_operation (const SandboxDeployment *deployment, SandboxOperations operation)
{
  g_autofree char *message = NULL;

  if (operation == SANDBOX_OPERATION_RESPONSES)
    return sandbox_problem_new_invalid (NULL, "model", "Model not supported");
  message = g_strdup_printf (
    "The %s operation does not work with the specified model, %s. Please choose "
    "different model and try again. You can learn more about which models can be used with each "
    "operation here: https://go.microsoft.com/fwlink/?linkid=2197993.",
    name_of (operation), deployment->model);
  return sandbox_problem_new (SOUP_STATUS_BAD_REQUEST, "OperationNotSupported", message);
}

static char *
quote_list (GPtrArray *names)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s'%s'", i > 0 ? ", " : "", (char *) g_ptr_array_index (names, i));
  g_string_append_c (text, ']');
  return g_string_free_and_steal (text);
}

static SandboxProblem *
refuse_extra (GPtrArray *names)
{
  g_autofree char *list = quote_list (names);
  g_autofree char *detail
    = g_strdup_printf ("Extra parameters %s are not allowed when extra-parameters is not set or set to be "
                       "'error'. Set extra-parameters to 'pass-through' to pass to the model.",
                       list);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "detail", detail);
  return sandbox_problem_new_body (SOUP_STATUS_BAD_REQUEST, NULL, sandbox_json_print (builder));
}

static void
check_extra (SandboxGate *gate, const char *const *known)
{
  SoupMessageHeaders *headers
    = soup_server_message_get_request_headers (sandbox_exchange_get_message (gate->exchange));
  const char *wish = soup_message_headers_get_one (headers, "extra-parameters");
  g_autoptr (GList) members = json_object_get_members (gate->body);
  g_autoptr (GPtrArray) extra = g_ptr_array_new_with_free_func (g_free);

  for (GList *link = members; link != NULL; link = link->next)
    if (!g_strv_contains (known, link->data))
      g_ptr_array_add (extra, g_strdup (link->data));
  if (extra->len == 0 || g_strcmp0 (wish, "pass-through") == 0)
    return;
  if (g_strcmp0 (wish, "drop") != 0)
    gate->problem = refuse_extra (extra);
  for (guint i = 0; i < extra->len && gate->problem == NULL; i++)
    json_object_remove_member (gate->body, g_ptr_array_index (extra, i));
}

/* Members that only later versions know. */
static void
check_version (SandboxGate *gate)
{
  g_autoptr (GPtrArray) extra = g_ptr_array_new_with_free_func (g_free);

  if (!json_object_has_member (gate->body, "user_security_context")
      || !sandbox_address_is_until (gate->address, "2025-05-01"))
    return;
  g_ptr_array_add (extra, g_strdup ("user_security_context"));
  gate->problem = refuse_extra (extra);
}

static void
find_desk (SandboxGate *gate, SandboxOperations operation)
{
  SoupMessageHeaders *headers
    = soup_server_message_get_request_headers (sandbox_exchange_get_message (gate->exchange));
  const char *name = soup_message_headers_get_one (headers, "x-ms-model-mesh-model-name");

  if (name == NULL || gate->address->style != SANDBOX_STYLE_INFERENCE
      || json_object_has_member (gate->body, "model"))
    name = sandbox_request_body_get_model (gate->body, gate->address, &gate->problem);
  if (gate->problem != NULL)
    return;
  gate->desk = sandbox_inference_find (gate->inference, name);
  if (gate->desk == NULL)
    gate->problem = no_deployment (gate->address, name);
  else if ((gate->desk->deployment->operations & operation) == 0)
    gate->problem = no_operation (gate->desk->deployment, operation);
}

static void
check_html (SandboxGate *gate)
{
  static const char page[]
    = "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 "
      "Forbidden</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

  if (gate->desk->deployment->fault != SANDBOX_FAULT_HTML)
    return;
  gate->problem = sandbox_problem_new_body (SOUP_STATUS_FORBIDDEN, NULL, g_strdup (page));
  gate->problem->content_type = "text/html";
}

static void
read_body (SandboxGate *gate)
{
  g_autoptr (GBytes) bytes = sandbox_exchange_dup_body (gate->exchange);

  gate->body = sandbox_request_body_parse (bytes, &gate->problem);
}

void
sandbox_gate_enter (SandboxGate *gate, SandboxInference *inference, SandboxExchange *exchange,
                    SandboxOperations operation, const char *const *known)
{
  gate->inference = inference;
  gate->exchange = exchange;
  gate->address = sandbox_address_new (exchange, &gate->problem);
  /* A deployment in the path is looked for first: not every body is JSON. */
  if (gate->problem == NULL && gate->address->deployment == NULL)
    read_body (gate);
  if (gate->problem == NULL)
    find_desk (gate, operation);
  if (gate->problem == NULL && gate->body == NULL)
    read_body (gate);
  if (gate->problem == NULL)
    check_html (gate);
  if (gate->problem != NULL || gate->address->style != SANDBOX_STYLE_INFERENCE)
    return;
  check_extra (gate, known);
  if (gate->problem == NULL)
    check_version (gate);
}

void
sandbox_gate_clear (SandboxGate *gate)
{
  g_clear_pointer (&gate->address, sandbox_address_free);
  g_clear_pointer (&gate->body, json_object_unref);
  g_clear_pointer (&gate->problem, sandbox_problem_free);
}

/* Failed requests count against the limits, too, so this may come after a problem was found; that of the
 * limits is the more urgent one. */
void
sandbox_gate_charge (SandboxGate *gate, guint tokens)
{
  const SandboxDeployment *deployment = gate->desk->deployment;
  gint64 now = g_get_monotonic_time ();
  g_autofree char *request_id = g_uuid_string_random ();
  SandboxProblem *too_much = sandbox_quota_take (&gate->desk->quota, deployment, gate->address, tokens, now);

  sandbox_quota_add_headers (&gate->desk->quota, deployment, gate->exchange, now);
  if (too_much != NULL)
    {
      g_clear_pointer (&gate->problem, sandbox_problem_free);
      gate->problem = too_much;
    }
  if (gate->problem != NULL)
    return;
  sandbox_exchange_set_header (gate->exchange, "x-request-id", request_id);
  sandbox_exchange_set_header (gate->exchange, "x-ms-rai-invoked", "true");
  sandbox_exchange_set_header (gate->exchange, "azureml-model-session", "sandbox");
  sandbox_exchange_set_number_header (gate->exchange, "x-envoy-upstream-service-time",
                                      deployment->first_token_ms);
  sandbox_exchange_set_header (gate->exchange, "x-accel-buffering", "no");
  sandbox_exchange_set_header (gate->exchange, "x-ms-deployment-name", deployment->name);
}

void
sandbox_gate_refuse (SandboxGate *gate)
{
  sandbox_exchange_refuse (gate->exchange, g_steal_pointer (&gate->problem));
}

SandboxProblem *
sandbox_gate_new_unsupported (const char *param, JsonNode *input)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_integer (builder, "status", SOUP_STATUS_UNPROCESSABLE_ENTITY);
  sandbox_json_add_string (builder, "code", "parameter_not_supported");
  sandbox_json_begin_object (builder, "detail");
  sandbox_json_begin_array (builder, "loc");
  json_builder_add_string_value (builder, "body");
  json_builder_add_string_value (builder, param);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "input");
  json_builder_add_value (builder, json_node_copy (input));
  json_builder_end_object (builder);
  sandbox_json_add_string (builder, "message", "One of the parameters contain invalid values.");
  return sandbox_problem_new_body (SOUP_STATUS_UNPROCESSABLE_ENTITY, "parameter_not_supported",
                                   sandbox_json_print (builder));
}
