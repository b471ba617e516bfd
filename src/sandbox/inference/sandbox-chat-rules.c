/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-chat-rules.h"
#include "server/sandbox-json.h"

/* OpenAI's reasoning models refuse what steers sampling, in two different ways. */
static void
check_reasoning_rules (SandboxReader *reader)
{
  static const char *const fixed[] = { "temperature", "top_p" };
  static const char *const refused[] = { "presence_penalty", "frequency_penalty", "logprobs", "logit_bias" };

  if (reader->deployment->reasoning != SANDBOX_REASONING_HIDDEN)
    return;
  if (sandbox_reader_get (reader, "max_tokens") != NULL)
    reader->problem
      = sandbox_problem_new_invalid ("unsupported_parameter", "max_tokens",
                                     "Unsupported parameter: 'max_tokens' is not supported with this "
                                     "model. Use 'max_completion_tokens' instead.");
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    {
      double value = sandbox_reader_read_decimal (reader, fixed[i], 0, 2, 1);

      if (reader->problem == NULL && (value < 1 || value > 1))
        reader->problem
          = sandbox_problem_new_invalid ("unsupported_value", fixed[i],
                                         "Unsupported value: '%s' does not support %g with this model. "
                                         "Only the default (1) value is supported.",
                                         fixed[i], value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    sandbox_reader_refuse_parameter (reader, refused[i]);
}

/* Penalties and the like are refused by name, so is temperature where the deployment is a faulty one. */
static void
check_temperature_fault (SandboxReader *reader)
{
  if (reader->deployment->fault == SANDBOX_FAULT_TEMPERATURE)
    sandbox_reader_refuse_parameter (reader, "temperature");
}

static void
forbid (SandboxReader *reader, const char *name)
{
  JsonNode *node = sandbox_reader_get (reader, name);
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
forbid_reasoning (SandboxReader *reader)
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
check_family_rules (SandboxReader *reader)
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
  if (reader->address->style == SANDBOX_STYLE_DEPLOYMENT
      && sandbox_reader_get (reader, "stream_options") != NULL
      && sandbox_address_is_until (reader->address, "2024-05-01-preview"))
    reader->problem
      = sandbox_problem_new_invalid (NULL, NULL, "Unrecognized request argument supplied: stream_options");
}

/* DeepSeek's R1 has neither tools nor formats. */
static void
check_abilities (SandboxReader *reader)
{
  if (sandbox_deployment_keeps_to_formats (reader->deployment))
    return;
  sandbox_reader_refuse_unable (reader, "tools");
  sandbox_reader_refuse_unable (reader, "response_format");
}

/* What the specifications of chat have, and what is documented besides. Anything else is a slip. */
static void
check_unknown (SandboxReader *reader)
{
  static const char *const known[] = { "messages",
                                       "model",
                                       "temperature",
                                       "top_p",
                                       "stream",
                                       "stop",
                                       "max_tokens",
                                       "n",
                                       "seed",
                                       "presence_penalty",
                                       "frequency_penalty",
                                       "logit_bias",
                                       "user",
                                       "data_sources",
                                       "logprobs",
                                       "top_logprobs",
                                       "tools",
                                       "tool_choice",
                                       "functions",
                                       "function_call",
                                       "response_format",
                                       "metadata",
                                       "modalities",
                                       "audio",
                                       "store",
                                       "prediction",
                                       "stream_options",
                                       "reasoning_effort",
                                       "verbosity",
                                       "parallel_tool_calls",
                                       "max_completion_tokens",
                                       "user_security_context",
                                       "service_tier",
                                       "safety_identifier",
                                       "prompt_cache_key",
                                       "web_search_options",
                                       NULL };
  g_autoptr (GList) names = json_object_get_members (reader->body);

  if (reader->deployment->family != SANDBOX_FAMILY_OPENAI || reader->problem != NULL)
    return;
  for (GList *link = names; link != NULL && reader->problem == NULL; link = link->next)
    if (g_strv_contains (known, link->data))
      continue;
    else if (reader->address->style == SANDBOX_STYLE_V1)
      reader->problem = sandbox_problem_new_invalid ("unknown_parameter", link->data,
                                                     "Unknown parameter: '%s'.", (char *) link->data);
    else
      reader->problem = sandbox_problem_new_invalid (NULL, NULL, "Unrecognized request argument supplied: %s",
                                                     (char *) link->data);
}

void
sandbox_chat_rules_check (SandboxReader *reader)
{
  if (reader->problem == NULL)
    check_family_rules (reader);
  check_reasoning_rules (reader);
  check_temperature_fault (reader);
  check_abilities (reader);
  check_unknown (reader);
  /* The ancestors of tools. */
  sandbox_reader_refuse_parameter (reader, "functions");
  sandbox_reader_refuse_parameter (reader, "function_call");
}
