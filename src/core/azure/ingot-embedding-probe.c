/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-json.h"
#include "ingot-embedding-probe.h"
#include "ingot-endpoint-style.h"
#include "ingot-request.h"

/* A vector of 4,096 numbers in full length has 80 KB. */
#define MAX_ANSWER (1024 * 1024)

#define BYTES_OF_A_NUMBER 4

/* One grey pixel. */
#define PIXEL \
  "data:image/png;base64," \
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg" \
  "=="

static GBytes *
build_body (const IngotEndpointStyleTable *table, IngotDeployment *deployment, IngotOperation operation)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();
  JsonArray *input = json_array_new ();
  JsonNode *model = ingot_endpoint_style_dup_model (table, deployment);
  char *text;

  json_node_take_object (root, body);
  if (model != NULL)
    json_object_set_member (body, "model", model);
  if (operation == INGOT_OPERATION_IMAGE_EMBEDDINGS)
    {
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "image", PIXEL);
      json_array_add_object_element (input, item);
    }
  else
    json_array_add_string_element (input, "Hi");
  json_object_set_array_member (body, "input", input);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

/* A vector is an array of numbers, or their bytes in base64. */
static guint
count_numbers (JsonObject *body)
{
  JsonArray *data = ingot_json_get_array (body, "data");
  JsonObject *first = data != NULL && json_array_get_length (data) > 0 ? ingot_json_array_object (data, 0) : NULL;
  JsonArray *vector = ingot_json_get_array (first, "embedding");
  const char *packed = ingot_json_get_string (first, "embedding");
  gsize length = 0;

  if (vector != NULL)
    return json_array_get_length (vector);
  if (packed != NULL && *packed != '\0')
    g_free (g_base64_decode (packed, &length));
  return (guint) (length / BYTES_OF_A_NUMBER);
}

static guint
read_vector (IngotRequest *request, GError **error)
{
  g_autoptr(GByteArray) text = g_byte_array_new ();
  g_autoptr(JsonNode) root = NULL;
  guint n;

  if (!ingot_request_read_rest (request, text, MAX_ANSWER, error))
    return 0;
  root = ingot_json_parse ((const char *) text->data, text->len, NULL);
  n = count_numbers (ingot_json_node_object (root));
  if (n == 0)
    g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL, _("There is no vector in the answer."));
  return n;
}

/* @reason: (transfer full) */
static void
take_reason (IngotRequest *request, GError *reason, IngotFailure **failure, GError **error)
{
  g_autoptr(GError) owned = reason;

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&owned));
  else
    {
      *failure = ingot_failure_new_from_error (reason);
      ingot_request_complete_failure (request, *failure);
    }
}

guint
ingot_embedding_probe_run (SoupSession *session, IngotDeployment *deployment, IngotCredential *credential,
                           IngotOperation operation, GCancellable *cancellable, IngotFailure **failure,
                           GError **error)
{
  const IngotEndpointStyleTable *table = ingot_endpoint_style_find (ingot_deployment_get_style (deployment));
  g_autofree char *url = table != NULL ? table->dup_url (deployment, operation) : NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(IngotExchange) exchange = NULL;
  g_autoptr(IngotRequest) request = NULL;
  GError *reason = NULL;
  guint n = 0;

  if (url == NULL)
    {
      *failure = ingot_failure_new (INGOT_ERROR_NOT_FOUND);
      return 0;
    }
  body = build_body (table, deployment, operation);
  exchange = ingot_exchange_new (session, url, body, "application/json");
  ingot_exchange_forbid_retries (exchange);
  request = ingot_request_new (exchange, credential, cancellable);
  if (ingot_request_send (request, &reason))
    {
      if (ingot_request_is_ok (request))
        n = read_vector (request, &reason);
      else
        *failure = ingot_request_read_failure (request, &reason);
    }
  if (reason != NULL)
    take_reason (request, reason, failure, error);
  return n;
}
