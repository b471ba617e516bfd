/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-embedding-work.h"
#include "sandbox-embeddings.h"
#include "sandbox-tokens.h"
#include "server/sandbox-json.h"

enum
{
  MAX_INPUTS = 2048,
  MAX_TOKENS = 8192,
  MAX_TOKENS_TOGETHER = 300000,
};

static const char *const known[] = { "model", "input", "dimensions", "encoding_format", "input_type", NULL };

static gboolean
is_integer (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
}

static gboolean
is_token_array (JsonNode *node)
{
  return JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0
         && is_integer (json_array_get_element (json_node_get_array (node), 0));
}

static void
add_input (SandboxEmbeddingWork *work, JsonNode *node)
{
  guint tokens = 0;

  if (sandbox_json_is_string (node))
    tokens = sandbox_tokens_count (json_node_get_string (node));
  else if (is_token_array (node) && work->gate.desk->deployment->family == SANDBOX_FAMILY_OPENAI)
    {
      JsonArray *array = json_node_get_array (node);

      tokens = json_array_get_length (array);
      for (guint i = 0; i < tokens; i++)
        if (!is_integer (json_array_get_element (array, i)))
          tokens = 0;
    }
  if (tokens == 0)
    sandbox_embedding_work_refuse (work, "input", node,
                                   "'$.input' is invalid. Please check the API reference: "
                                   "https://platform.openai.com/docs/api-reference.");
  else if (tokens > MAX_TOKENS && work->gate.problem == NULL)
    work->gate.problem = sandbox_problem_new_invalid (
      NULL, NULL,
      "This model's maximum context length is %d tokens, however you requested %u tokens (%u in your "
      "prompt; 0 for the completion). Please reduce your prompt; or completion length.",
      MAX_TOKENS, tokens, tokens);
  work->tokens += tokens;
  g_ptr_array_add (work->inputs, node);
}

static void
read_input (SandboxEmbeddingWork *work)
{
  JsonNode *node = json_object_get_member (work->gate.body, "input");
  JsonArray *array;

  if (node == NULL)
    {
      work->gate.problem = sandbox_problem_new_invalid ("missing_required_parameter", "input",
                                                        "Missing required parameter: 'input'.");
      return;
    }
  if (!JSON_NODE_HOLDS_ARRAY (node) || is_token_array (node))
    {
      add_input (work, node);
      return;
    }
  array = json_node_get_array (node);
  if (json_array_get_length (array) == 0 || json_array_get_length (array) > MAX_INPUTS)
    work->gate.problem = sandbox_problem_new_invalid (
      NULL, "input", "Invalid 'input': expected an array with 1 to %d elements, but got %u.", MAX_INPUTS,
      json_array_get_length (array));
  for (guint i = 0; i < json_array_get_length (array) && work->gate.problem == NULL; i++)
    add_input (work, json_array_get_element (array, i));
  if (work->tokens > MAX_TOKENS_TOGETHER && work->gate.problem == NULL)
    work->gate.problem = sandbox_problem_new_invalid (
      NULL, "input", "Invalid 'input': maximum request size is %d tokens.", MAX_TOKENS_TOGETHER);
}

static void
embed (SandboxEmbeddingWork *work, guint index, SandboxVector *vector)
{
  JsonNode *input = g_ptr_array_index (work->inputs, index);

  if (sandbox_json_is_string (input))
    sandbox_vector_add_text (vector, json_node_get_string (input));
  else
    for (guint i = 0; i < json_array_get_length (json_node_get_array (input)); i++)
      sandbox_vector_add_token (vector, json_array_get_int_element (json_node_get_array (input), i));
}

void
sandbox_embeddings_handler (SandboxExchange *exchange, gpointer inference)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new ();
  SandboxEmbeddingWork work = { .inputs = inputs, .embed = embed };

  sandbox_gate_enter (&work.gate, inference, exchange, SANDBOX_OPERATION_EMBEDDINGS, known);
  if (work.gate.problem == NULL)
    {
      read_input (&work);
      sandbox_embedding_work_read_options (&work);
    }
  sandbox_embedding_work_finish (&work);
  sandbox_gate_clear (&work.gate);
}
