/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-embedding-work.h"
#include "sandbox-image-embeddings.h"
#include "sandbox-picture-vector.h"
#include "sandbox-tokens.h"
#include "server/sandbox-json.h"

enum
{
  MAX_INPUTS = 96,
  /* One for each square of 28 pixels, of a picture scaled to about this many. */
  MAX_PICTURE_TOKENS = 2500,
  PATCH = 28,
  /* So often a caption is counted, to have some weight beside the picture. */
  CAPTION_WEIGHT = 8,
};

static const char *const known[] = { "model", "input", "dimensions", "encoding_format", "input_type", NULL };

typedef struct
{
  SandboxPicture *picture;
  char *text; /* or NULL */
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_clear_pointer (&input->picture, sandbox_picture_free);
  g_free (input->text);
  g_free (input);
}

static guint
tokens_of (const Input *input)
{
  guint patches = (input->picture->width / PATCH + 1) * (input->picture->height / PATCH + 1);
  guint tokens = MIN (patches, MAX_PICTURE_TOKENS);

  return tokens + (input->text != NULL ? sandbox_tokens_count (input->text) : 0);
}

static void
refuse_input (SandboxEmbeddingWork *work, JsonNode *node)
{
  sandbox_embedding_work_refuse (work, "input", node, "Invalid value for 'input'.");
}

static void
add_input (SandboxEmbeddingWork *work, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *image = object != NULL ? json_object_get_member (object, "image") : NULL;
  JsonNode *text = object != NULL ? json_object_get_member (object, "text") : NULL;
  gboolean has_text = text != NULL && !JSON_NODE_HOLDS_NULL (text);
  Input *input;

  if (!sandbox_json_is_string (image) || (has_text && !sandbox_json_is_string (text)))
    {
      refuse_input (work, node);
      return;
    }
  input = g_new0 (Input, 1);
  input->picture = sandbox_picture_new (json_node_get_string (image), &work->gate.problem);
  if (has_text)
    input->text = json_node_dup_string (text);
  g_ptr_array_add (work->inputs, input);
  if (input->picture != NULL)
    work->tokens += tokens_of (input);
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
  array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (array == NULL || json_array_get_length (array) == 0 || json_array_get_length (array) > MAX_INPUTS)
    refuse_input (work, node);
  for (guint i = 0; work->gate.problem == NULL && i < json_array_get_length (array); i++)
    add_input (work, json_array_get_element (array, i));
}

static void
embed (SandboxEmbeddingWork *work, guint index, SandboxVector *vector)
{
  Input *input = g_ptr_array_index (work->inputs, index);

  sandbox_vector_add_picture (vector, input->picture);
  for (guint i = 0; input->text != NULL && i < CAPTION_WEIGHT; i++)
    sandbox_vector_add_text (vector, input->text);
}

void
sandbox_image_embeddings_handler (SandboxExchange *exchange, gpointer inference)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func (input_free);
  SandboxEmbeddingWork work = { .inputs = inputs, .embed = embed };

  sandbox_gate_enter (&work.gate, inference, exchange, SANDBOX_OPERATION_IMAGE_EMBEDDINGS, known);
  if (work.gate.problem == NULL)
    sandbox_embedding_work_read_options (&work);
  /* Pictures cost time: they come last. */
  if (work.gate.problem == NULL)
    read_input (&work);
  sandbox_embedding_work_finish (&work);
  sandbox_gate_clear (&work.gate);
}
