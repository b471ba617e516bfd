/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <string.h>

#include "ingot-endpoint-style.h"

/* Where Azure has its v1 style; other servers have "/v1". */
#define AZURE_PATH "/openai/v1"

static const IngotEndpointStyleTable *const styles[] = {
  &ingot_v1_style,
  &ingot_deployment_style,
  &ingot_inference_style,
};

const IngotEndpointStyleTable *
ingot_endpoint_style_find (IngotEndpointStyle style)
{
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    if (styles[i]->style == style)
      return styles[i];
  return NULL;
}

JsonNode *
ingot_endpoint_style_dup_model (const IngotEndpointStyleTable *self, IngotDeployment *deployment)
{
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply (NULL, NULL);
  g_autoptr(IngotConversation) conversation = ingot_conversation_new_shortest (reply);
  g_autoptr(JsonNode) body = self->build_chat (deployment, conversation, reply);
  JsonNode *model = json_object_get_member (json_node_get_object (body), "model");

  return model != NULL ? json_node_copy (model) : NULL;
}

gboolean
ingot_azure_has_styles (IngotResource *resource)
{
  const char *url = ingot_resource_get_url (resource);

  return ingot_azure_key_header (resource) == INGOT_KEY_HEADER_API_KEY
         || (url != NULL && ingot_endpoint_serves_one_model (url));
}

/* "http" and "https" alike: an address over plain http has a socket without TLS. */
char *
ingot_azure_dup_socket_url (IngotResource *resource)
{
  return g_strconcat ("ws", ingot_resource_get_url (resource) + strlen ("http"), NULL);
}

IngotKeyHeader
ingot_azure_key_header (IngotResource *resource)
{
  gboolean azure = g_strcmp0 (ingot_resource_get_v1_path (resource), AZURE_PATH) == 0;

  return azure ? INGOT_KEY_HEADER_API_KEY : INGOT_KEY_HEADER_BEARER;
}
