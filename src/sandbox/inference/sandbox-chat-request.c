/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-chat-messages.h"
#include "sandbox-chat-request.h"
#include "server/sandbox-json.h"

enum
{
  CONTEXT_TOKENS = 128000,
  STOP_SEQUENCES = 4,
};

/* A body while its parameters are read. After the first problem the others are no longer looked at. */
typedef struct
{
  JsonObject *body;
  const SandboxDeployment *deployment;
  const SandboxAddress *address;
  SandboxProblem *problem;
} Reader;

/* The member, or NULL when it is absent, null, or something was refused before. */
static JsonNode *
member (Reader *reader, const char *name)
{
  JsonNode *node = json_object_get_member (reader->body, name);

  return reader->problem == NULL && node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static void
refuse_kind (Reader *reader, const char *name, const char *expected, JsonNode *got)
{
  reader->problem = sandbox_problem_new_invalid ("invalid_type", name,
                                                 "Invalid type for '%s': expected %s, but got %s instead.",
                                                 name, expected, sandbox_json_kind (got));
}

static gboolean
read_boolean (Reader *reader, const char *name)
{
  JsonNode *node = member (reader, name);

  if (node == NULL)
    return FALSE;
  if (holds (node, G_TYPE_BOOLEAN))
    return json_node_get_boolean (node);
  refuse_kind (reader, name, "a boolean", node);
  return FALSE;
}

static gint64
read_integer (Reader *reader, const char *name, gint64 minimum, gint64 otherwise)
{
  JsonNode *node = member (reader, name);
  gint64 value;

  if (node == NULL)
    return otherwise;
  if (!holds (node, G_TYPE_INT64))
    {
      refuse_kind (reader, name, "an integer", node);
      return otherwise;
    }
  value = json_node_get_int (node);
  if (value < minimum)
    reader->problem = sandbox_problem_new_invalid (
      "integer_below_min_value", name,
      "Invalid '%s': integer below minimum value. Expected a value >= %" G_GINT64_FORMAT
      ", but got %" G_GINT64_FORMAT " instead.",
      name, minimum, value);
  return value;
}

static double
read_decimal (Reader *reader, const char *name, double minimum, double maximum, double otherwise)
{
  JsonNode *node = member (reader, name);
  double value;

  if (node == NULL)
    return otherwise;
  if (!holds (node, G_TYPE_INT64) && !holds (node, G_TYPE_DOUBLE))
    {
      refuse_kind (reader, name, "a decimal", node);
      return otherwise;
    }
  value = json_node_get_double (node);
  if (value < minimum)
    reader->problem
      = sandbox_problem_new_invalid ("decimal_below_min_value", name,
                                     "Invalid '%s': decimal below minimum value. Expected a value >= %g, "
                                     "but got %g instead.",
                                     name, minimum, value);
  else if (value > maximum)
    reader->problem
      = sandbox_problem_new_invalid ("decimal_above_max_value", name,
                                     "Invalid '%s': decimal above maximum value. Expected a value <= %g, "
                                     "but got %g instead.",
                                     name, maximum, value);
  return value;
}

/* OpenAI's reasoning models refuse what steers sampling, in two different ways. */
static void
check_reasoning_rules (Reader *reader)
{
  static const char *const fixed[] = { "temperature", "top_p" };
  static const char *const refused[] = { "presence_penalty", "frequency_penalty", "logprobs", "logit_bias" };

  if (reader->deployment->reasoning != SANDBOX_REASONING_HIDDEN)
    return;
  if (member (reader, "max_tokens") != NULL)
    reader->problem
      = sandbox_problem_new_invalid ("unsupported_parameter", "max_tokens",
                                     "Unsupported parameter: 'max_tokens' is not supported with this "
                                     "model. Use 'max_completion_tokens' instead.");
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    {
      double value = read_decimal (reader, fixed[i], 0, 2, 1);

      if (reader->problem == NULL && (value < 1 || value > 1))
        reader->problem
          = sandbox_problem_new_invalid ("unsupported_value", fixed[i],
                                         "Unsupported value: '%s' does not support %g with this model. "
                                         "Only the default (1) value is supported.",
                                         fixed[i], value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (member (reader, refused[i]) != NULL)
      reader->problem = sandbox_problem_new_invalid (
        "unsupported_parameter", refused[i], "Unsupported parameter: '%s' is not supported with this model.",
        refused[i]);
}

/* Penalties and the like are refused by name, so is temperature where the deployment is a faulty one. */
static void
check_temperature_fault (Reader *reader)
{
  if (reader->deployment->fault == SANDBOX_FAULT_TEMPERATURE && member (reader, "temperature") != NULL)
    reader->problem = sandbox_problem_new_invalid (
      "unsupported_parameter", "temperature",
      "Unsupported parameter: 'temperature' is not supported with this model.");
}

static void
forbid (Reader *reader, const char *name)
{
  JsonNode *node = member (reader, name);
  g_autofree char *path = g_strdup (name);

  if (node == NULL)
    return;
  if (JSON_NODE_HOLDS_OBJECT (node) && json_object_get_size (json_node_get_object (node)) > 0)
    {
      g_autoptr (GList) names = json_object_get_members (json_node_get_object (node));

      g_free (path);
      path = g_strconcat (name, ".", names->data, NULL);
      node = json_object_get_member (json_node_get_object (node), names->data);
    }
  reader->problem = sandbox_problem_new_forbidden (path, node);
}

/* A history that still has its reasoning in it. */
static void
forbid_reasoning (Reader *reader)
{
  JsonArray *messages = json_object_get_array_member (reader->body, "messages");

  for (guint i = 0; i < json_array_get_length (messages) && reader->problem == NULL; i++)
    {
      JsonObject *message = json_array_get_object_element (messages, i);
      JsonNode *reasoning = json_object_get_member (message, "reasoning_content");
      g_autofree char *path = g_strdup_printf ("messages.%u.%s.reasoning_content", i,
                                               json_object_get_string_member (message, "role"));

      if (reasoning != NULL)
        reader->problem = sandbox_problem_new_forbidden (path, reasoning);
    }
}

/* Mistral's server takes nothing that it does not know; behind the other styles the gateway hides some of
 * that. Old versions of the dated style do not know stream_options. */
static void
check_family_rules (Reader *reader)
{
  static const char *const unknown[] = { "stream_options", "logprobs",         "top_logprobs", "logit_bias",
                                         "user",           "reasoning_effort", "top_k",        "verbosity" };
  gboolean strict = reader->address->style == SANDBOX_STYLE_INFERENCE;

  if (reader->deployment->fault == SANDBOX_FAULT_STREAM_OPTIONS)
    forbid (reader, "stream_options");
  if (reader->deployment->family == SANDBOX_FAMILY_MISTRAL && reader->problem == NULL)
    {
      forbid (reader, "max_completion_tokens");
      for (gsize i = 0; i < G_N_ELEMENTS (unknown) && strict; i++)
        forbid (reader, unknown[i]);
      forbid_reasoning (reader);
    }
  if (reader->address->style == SANDBOX_STYLE_DEPLOYMENT && member (reader, "stream_options") != NULL
      && sandbox_address_is_until (reader->address, "2024-05-01-preview"))
    reader->problem
      = sandbox_problem_new_invalid (NULL, NULL, "Unrecognized request argument supplied: stream_options");
}

static void
read_limit (Reader *reader, SandboxChatRequest *request)
{
  gint64 limit = read_integer (reader, "max_tokens", 1, -1);
  gint64 completion_limit = read_integer (reader, "max_completion_tokens", 1, -1);

  if (reader->problem == NULL && limit >= 0 && completion_limit >= 0)
    reader->problem
      = sandbox_problem_new_invalid ("invalid_parameter_combination", "max_tokens",
                                     "Setting 'max_tokens' and 'max_completion_tokens' at the same time "
                                     "is not supported.");
  limit = MAX (limit, completion_limit);
  request->max_tokens = limit < 0 ? SANDBOX_NO_LIMIT : (guint) MIN (limit, G_MAXINT);
}

static void
read_sampling (Reader *reader, SandboxChatRequest *request)
{
  double temperature = read_decimal (reader, "temperature", 0, 2, 1);
  gboolean has_seed = member (reader, "seed") != NULL;

  read_decimal (reader, "top_p", 0, 1, 1);
  read_decimal (reader, "presence_penalty", -2, 2, 0);
  read_decimal (reader, "frequency_penalty", -2, 2, 0);
  request->seed = read_integer (reader, "seed", G_MININT64, 0);
  request->is_repeatable = has_seed || temperature <= 0;
  if (read_integer (reader, "n", 1, 1) > 1 && reader->problem == NULL)
    reader->problem
      = sandbox_problem_new_invalid ("unsupported_value", "n",
                                     "Unsupported value: 'n' must be 1. A deployment of this sandbox "
                                     "writes one answer a request.");
}

static void
read_stop (Reader *reader, SandboxChatRequest *request)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = member (reader, "stop");
  guint n_elements = 0;

  if (node != NULL && holds (node, G_TYPE_STRING))
    g_strv_builder_add (builder, json_node_get_string (node));
  else if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    n_elements = json_array_get_length (json_node_get_array (node));
  else if (node != NULL)
    refuse_kind (reader, "stop", "one of a string or array of strings", node);

  if (n_elements > STOP_SEQUENCES)
    reader->problem
      = sandbox_problem_new_invalid ("array_above_max_length", "stop",
                                     "Invalid 'stop': array too long. Expected an array with maximum "
                                     "length %d, but got an array with length %u instead.",
                                     STOP_SEQUENCES, n_elements);
  for (guint i = 0; i < n_elements && reader->problem == NULL; i++)
    {
      JsonNode *element = json_array_get_element (json_node_get_array (node), i);

      if (holds (element, G_TYPE_STRING))
        g_strv_builder_add (builder, json_node_get_string (element));
      else
        refuse_kind (reader, "stop", "an array of strings", element);
    }
  request->stop = g_strv_builder_end (builder);
}

static void
read_stream (Reader *reader, SandboxChatRequest *request)
{
  JsonNode *options = member (reader, "stream_options");

  request->stream = read_boolean (reader, "stream");
  if (options == NULL || reader->problem != NULL)
    return;
  if (!JSON_NODE_HOLDS_OBJECT (options))
    refuse_kind (reader, "stream_options", "an object", options);
  else if (!request->stream)
    reader->problem
      = sandbox_problem_new_invalid (NULL, "stream_options",
                                     "The 'stream_options' parameter is only allowed when 'stream' is "
                                     "enabled.");
  else
    request->include_usage
      = json_object_get_boolean_member_with_default (json_node_get_object (options), "include_usage", FALSE);
}

static void
check_context (Reader *reader, SandboxChatRequest *request)
{
  if (reader->problem == NULL && request->prompt_tokens > CONTEXT_TOKENS)
    reader->problem
      = sandbox_problem_new_invalid ("context_length_exceeded", "messages",
                                     "This model's maximum context length is %d tokens. However, your "
                                     "messages resulted in %u tokens. Please reduce the length of the "
                                     "messages.",
                                     CONTEXT_TOKENS, request->prompt_tokens);
}

JsonObject *
sandbox_request_body_parse (GBytes *bytes, SandboxProblem **problem)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  JsonNode *root = NULL;

  json_parser_set_strict (parser, TRUE);
  if (length > 0 && g_utf8_validate_len (data, length, NULL)
      && json_parser_load_from_data (parser, data, (gssize) length, NULL))
    root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_object_ref (json_node_get_object (root));

  *problem = sandbox_problem_new_invalid (
    NULL, NULL,
    "We could not parse the JSON body of your request. (HINT: This likely means "
    "you aren't using your HTTP library correctly. The API expects a JSON "
    "payload, but what was sent was not valid JSON.)");
  return NULL;
}

static SandboxProblem *
no_model (const SandboxAddress *address)
{
  SandboxProblem *problem;

  if (address->style != SANDBOX_STYLE_INFERENCE)
    return sandbox_problem_new_invalid ("missing_required_parameter", "model",
                                        "Missing required parameter: 'model'.");
  problem = sandbox_problem_new (SOUP_STATUS_BAD_REQUEST, "no_model_name",
                                 "No model specified in request. Please provide a model name in the request "
                                 "body or as a x-ms-model-mesh-model-name header.");
  problem->has_details = TRUE;
  return problem;
}

const char *
sandbox_request_body_get_model (JsonObject *body, const SandboxAddress *address, SandboxProblem **problem)
{
  JsonNode *node;

  if (address->deployment != NULL)
    return address->deployment;
  node = json_object_get_member (body, "model");
  if (node != NULL && holds (node, G_TYPE_STRING) && *json_node_get_string (node) != '\0')
    return json_node_get_string (node);
  if (node == NULL || holds (node, G_TYPE_STRING))
    *problem = no_model (address);
  else
    *problem = sandbox_problem_new_invalid (
      "invalid_type", "model", "Invalid type for 'model': expected a string, but got %s instead.",
      sandbox_json_kind (node));
  return NULL;
}

SandboxChatRequest *
sandbox_chat_request_new (JsonObject *body, const SandboxDeployment *deployment,
                          const SandboxAddress *address, SandboxProblem **problem)
{
  g_autoptr (SandboxChatRequest) request = g_new0 (SandboxChatRequest, 1);
  Reader reader = { body, deployment, address, NULL };

  request->prompt = g_strdup ("");
  reader.problem = sandbox_chat_messages_read (body, request);
  if (reader.problem == NULL)
    check_family_rules (&reader);
  check_reasoning_rules (&reader);
  check_temperature_fault (&reader);
  read_limit (&reader, request);
  read_sampling (&reader, request);
  read_stop (&reader, request);
  read_stream (&reader, request);
  check_context (&reader, request);
  if (reader.problem == NULL)
    return g_steal_pointer (&request);
  *problem = reader.problem;
  return NULL;
}

void
sandbox_chat_request_free (SandboxChatRequest *request)
{
  g_free (request->prompt);
  g_strfreev (request->stop);
  g_free (request);
}
