/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <string.h>

#include "sandbox-embedding-work.h"
#include "server/sandbox-json.h"

static gboolean
is_integer (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
}

void
sandbox_embedding_work_refuse (SandboxEmbeddingWork *work, const char *param, JsonNode *value,
                               const char *message)
{
  if (work->gate.problem != NULL)
    return;
  if (work->gate.address->style == SANDBOX_STYLE_INFERENCE)
    work->gate.problem = sandbox_gate_new_unsupported (param, value);
  else
    work->gate.problem = sandbox_problem_new_invalid (NULL, param, "%s", message);
}

static void
read_dimensions (SandboxEmbeddingWork *work)
{
  static const gint64 cohere[] = { 256, 512, 1024, 1536 };
  const SandboxDeployment *deployment = work->gate.desk->deployment;
  JsonNode *node = json_object_get_member (work->gate.body, "dimensions");
  gint64 wanted;
  gboolean fits;

  work->dimensions = deployment->dimensions;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  wanted = is_integer (node) ? json_node_get_int (node) : 0;
  fits = wanted >= 1 && wanted <= (gint64) deployment->dimensions;
  if (fits && deployment->family == SANDBOX_FAMILY_COHERE)
    {
      fits = FALSE;
      for (gsize i = 0; i < G_N_ELEMENTS (cohere); i++)
        fits = fits || wanted == cohere[i];
    }
  if (fits)
    work->dimensions = (guint) wanted;
  else
    sandbox_embedding_work_refuse (work, "dimensions", node,
                                   "Invalid value for 'dimensions': this model does not support it.");
}

static void
read_choice (SandboxEmbeddingWork *work, const char *name, const char *const *allowed)
{
  JsonNode *node = json_object_get_member (work->gate.body, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  if (!sandbox_json_is_string (node) || !g_strv_contains (allowed, json_node_get_string (node)))
    sandbox_embedding_work_refuse (
      work, name, node, "Invalid value: a parameter has a value that this model does not support.");
}

void
sandbox_embedding_work_read_options (SandboxEmbeddingWork *work)
{
  static const char *const formats[] = { "float", "base64", NULL };
  static const char *const types[] = { "text", "query", "document", NULL };

  read_dimensions (work);
  read_choice (work, "encoding_format", formats);
  read_choice (work, "input_type", types);
  work->as_base64
    = work->gate.problem == NULL
      && g_strcmp0 (json_object_get_string_member_with_default (work->gate.body, "encoding_format", "float"),
                    "base64")
           == 0;
}

static float *
compute (SandboxEmbeddingWork *work, guint index)
{
  g_autoptr (SandboxVector) vector = sandbox_vector_new ();

  work->embed (work, index, vector);
  return sandbox_vector_dup_unit (vector, work->dimensions);
}

/* Base64 is of little-endian floats. */
static void
append_vector (SandboxEmbeddingWork *work, GString *json, const float *vector)
{
  if (work->as_base64)
    {
      g_autofree guint32 *words = g_new (guint32, work->dimensions);
      g_autofree char *text = NULL;

      memcpy (words, vector, work->dimensions * sizeof *words);
      for (guint i = 0; i < work->dimensions; i++)
        words[i] = GUINT32_TO_LE (words[i]);
      text = g_base64_encode ((const guchar *) words, work->dimensions * sizeof *words);
      g_string_append_printf (json, "\"%s\"", text);
      return;
    }
  g_string_append_c (json, '[');
  for (guint i = 0; i < work->dimensions; i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (number, sizeof number, "%.9g", (double) vector[i]);
      g_string_append_printf (json, "%s%s", i > 0 ? "," : "", number);
    }
  g_string_append_c (json, ']');
}

/* Written by hand: as a tree, thousands of vectors would take gigabytes. */
static char *
write_reply (SandboxEmbeddingWork *work)
{
  const SandboxDeployment *deployment = work->gate.desk->deployment;
  gboolean is_inference = work->gate.address->style == SANDBOX_STYLE_INFERENCE;
  g_autofree char *id = g_uuid_string_random ();
  GString *json = g_string_new ("{");

  if (is_inference)
    g_string_append_printf (json, "\"id\":\"%s\",", id);
  g_string_append (json, "\"object\":\"list\",\"data\":[");
  for (guint i = 0; i < work->inputs->len; i++)
    {
      g_autofree float *vector = compute (work, i);

      g_string_append_printf (json,
                              "%s{\"object\":\"embedding\",\"index\":%u,\"embedding\":", i > 0 ? "," : "", i);
      append_vector (work, json, vector);
      g_string_append_c (json, '}');
    }
  g_string_append_printf (json, "],\"model\":\"%s\",\"usage\":{\"prompt_tokens\":%u,%s\"total_tokens\":%u}}",
                          deployment->reported_model, work->tokens,
                          is_inference ? "\"completion_tokens\":0," : "", work->tokens);
  return g_string_free_and_steal (json);
}

void
sandbox_embedding_work_finish (SandboxEmbeddingWork *work)
{
  SandboxExchange *exchange = work->gate.exchange;

  if (work->gate.desk != NULL)
    sandbox_gate_charge (&work->gate, work->tokens);
  if (work->gate.problem != NULL)
    sandbox_gate_refuse (&work->gate);
  else if (work->gate.desk->deployment->fault == SANDBOX_FAULT_EMBEDDINGS_EMPTY)
    sandbox_exchange_reply_text (exchange, SOUP_STATUS_OK, "application/json", g_strdup (""));
  else
    sandbox_exchange_reply_text (exchange, SOUP_STATUS_OK, "application/json", write_reply (work));
}
