/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-chat-messages.h"
#include "sandbox-chat-request.h"
#include "sandbox-chat-rules.h"
#include "server/sandbox-json.h"

enum
{
  CONTEXT_TOKENS = 128000,
  STOP_SEQUENCES = 4,
  MAX_CHOICES = 128,
  MAX_TOP_LOGPROBS = 20,
};

static void
read_limit (SandboxReader *reader, SandboxChatRequest *request)
{
  gint64 limit = sandbox_reader_read_integer (reader, "max_tokens", 1, G_MAXINT64, -1);
  gint64 completion_limit = sandbox_reader_read_integer (reader, "max_completion_tokens", 1, G_MAXINT64, -1);

  if (reader->problem == NULL && limit >= 0 && completion_limit >= 0)
    reader->problem
      = sandbox_problem_new_invalid ("invalid_parameter_combination", "max_tokens",
                                     "Setting 'max_tokens' and 'max_completion_tokens' at the same time "
                                     "is not supported.");
  limit = MAX (limit, completion_limit);
  request->max_tokens = limit < 0 ? SANDBOX_NO_LIMIT : (guint) MIN (limit, G_MAXINT);
}

static void
read_sampling (SandboxReader *reader, SandboxChatRequest *request)
{
  double temperature = sandbox_reader_read_decimal (reader, "temperature", 0, 2, 1);
  gboolean has_seed = sandbox_reader_get (reader, "seed") != NULL;

  sandbox_reader_read_decimal (reader, "top_p", 0, 1, 1);
  sandbox_reader_read_decimal (reader, "presence_penalty", -2, 2, 0);
  sandbox_reader_read_decimal (reader, "frequency_penalty", -2, 2, 0);
  request->seed = sandbox_reader_read_integer (reader, "seed", G_MININT64, G_MAXINT64, 0);
  request->is_repeatable = has_seed || temperature <= 0;
  request->n = (guint) sandbox_reader_read_integer (reader, "n", 1, MAX_CHOICES, 1);
}

static void
read_stop (SandboxReader *reader, SandboxChatRequest *request)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = sandbox_reader_get (reader, "stop");
  guint n_elements = 0;

  if (node != NULL && sandbox_json_holds (node, G_TYPE_STRING))
    g_strv_builder_add (builder, json_node_get_string (node));
  else if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    n_elements = json_array_get_length (json_node_get_array (node));
  else if (node != NULL)
    sandbox_reader_refuse_kind (reader, "stop", "one of a string or array of strings", node);

  if (n_elements > STOP_SEQUENCES)
    reader->problem
      = sandbox_problem_new_invalid ("array_above_max_length", "stop",
                                     "Invalid 'stop': array too long. Expected an array with maximum "
                                     "length %d, but got an array with length %u instead.",
                                     STOP_SEQUENCES, n_elements);
  for (guint i = 0; i < n_elements && reader->problem == NULL; i++)
    {
      JsonNode *element = json_array_get_element (json_node_get_array (node), i);

      if (sandbox_json_holds (element, G_TYPE_STRING))
        g_strv_builder_add (builder, json_node_get_string (element));
      else
        sandbox_reader_refuse_kind (reader, "stop", "an array of strings", element);
    }
  request->stop = g_strv_builder_end (builder);
}

static void
read_stream (SandboxReader *reader, SandboxChatRequest *request)
{
  JsonNode *options = sandbox_reader_get (reader, "stream_options");

  request->stream = sandbox_reader_read_boolean (reader, "stream", FALSE);
  if (options == NULL || reader->problem != NULL)
    return;
  if (!JSON_NODE_HOLDS_OBJECT (options))
    sandbox_reader_refuse_kind (reader, "stream_options", "an object", options);
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
read_logprobs (SandboxReader *reader, SandboxChatRequest *request)
{
  gboolean wanted = sandbox_reader_read_boolean (reader, "logprobs", FALSE);
  gboolean has_top = sandbox_reader_get (reader, "top_logprobs") != NULL;

  request->n_top_logprobs
    = (guint) sandbox_reader_read_integer (reader, "top_logprobs", 0, MAX_TOP_LOGPROBS, 0);
  if (has_top && !wanted && reader->problem == NULL)
    reader->problem
      = sandbox_problem_new_invalid (NULL, "top_logprobs",
                                     "The 'top_logprobs' parameter is only allowed when 'logprobs' is "
                                     "enabled.");
  request->logprobs = wanted && reader->deployment->family == SANDBOX_FAMILY_OPENAI;
}

/* How much a reasoning model thinks before it answers; others do not know the parameter. */
static void
read_effort (SandboxReader *reader, SandboxChatRequest *request)
{
  static const char *const efforts[] = { "none", "minimal", "low", "medium", "high", "xhigh", NULL };
  static const char *const verbosities[] = { "low", "medium", "high", NULL };
  static const guint percents[] = { 0, 0, 50, 100, 200, 300 };
  const char *effort;

  request->effort_percent = 100;
  sandbox_reader_read_choice (reader, "verbosity", verbosities);
  if (reader->deployment->reasoning != SANDBOX_REASONING_HIDDEN
      && reader->deployment->family == SANDBOX_FAMILY_OPENAI
      && sandbox_reader_get (reader, "reasoning_effort") != NULL)
    reader->problem
      = sandbox_problem_new_invalid (NULL, NULL, "Unrecognized request argument supplied: reasoning_effort");
  effort = sandbox_reader_read_choice (reader, "reasoning_effort", efforts);
  for (guint i = 0; effort != NULL && efforts[i] != NULL; i++)
    if (g_str_equal (effort, efforts[i]))
      request->effort_percent = percents[i];
}

static void
check_context (SandboxReader *reader, SandboxChatRequest *request)
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
  if (node != NULL && sandbox_json_holds (node, G_TYPE_STRING) && *json_node_get_string (node) != '\0')
    return json_node_get_string (node);
  if (node == NULL || sandbox_json_holds (node, G_TYPE_STRING))
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
  SandboxReader reader = { body, deployment, address, NULL };

  request->prompt = g_strdup ("");
  request->pictures = g_ptr_array_new_with_free_func (g_free);
  request->results = g_ptr_array_new_with_free_func (g_free);
  reader.problem = sandbox_chat_messages_read (body, request);
  sandbox_chat_rules_check (&reader);
  read_limit (&reader, request);
  read_sampling (&reader, request);
  read_stop (&reader, request);
  read_stream (&reader, request);
  read_logprobs (&reader, request);
  read_effort (&reader, request);
  request->tools = sandbox_tools_read (&reader);
  sandbox_format_read (&reader, &request->format, request->mentions_json);
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
  g_clear_pointer (&request->pictures, g_ptr_array_unref);
  g_clear_pointer (&request->results, g_ptr_array_unref);
  g_clear_pointer (&request->tools, sandbox_tools_free);
  sandbox_format_clear (&request->format);
  g_free (request);
}
