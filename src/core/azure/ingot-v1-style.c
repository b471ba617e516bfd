/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include "ingot-chat-body.h"
#include "ingot-endpoint-style.h"

static char *
dup_below (IngotResource *resource, const char *route)
{
  return g_strconcat (ingot_resource_get_url (resource), ingot_resource_get_v1_path (resource), route, NULL);
}

/* An api-version here, of whatever kind, is answered with 401
 * (https://learn.microsoft.com/azure/ai-foundry/openai/how-to/realtime-audio-websockets). */
static char *
dup_realtime_url (IngotDeployment *deployment)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);
  g_autofree char *socket = ingot_azure_dup_socket_url (resource);
  g_autofree char *name = g_uri_escape_string (ingot_deployment_get_name (deployment), NULL, FALSE);

  return g_strconcat (socket, ingot_resource_get_v1_path (resource), "/realtime?model=", name, NULL);
}

static char *
dup_url (IngotDeployment *deployment, IngotOperation operation)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);

  switch (operation)
    {
    case INGOT_OPERATION_CHAT:
      return dup_below (resource, "/chat/completions");
    case INGOT_OPERATION_EMBEDDINGS:
      return dup_below (resource, "/embeddings");
    case INGOT_OPERATION_FILES:
      return dup_below (resource, "/files");
    case INGOT_OPERATION_REALTIME:
      return dup_realtime_url (deployment);
    case INGOT_OPERATION_IMAGE_EMBEDDINGS:
    case INGOT_OPERATION_ASSISTANTS:
    default:
      return NULL;
    }
}

static JsonNode *
build_chat (IngotDeployment *deployment, IngotConversation *conversation, IngotTurn *reply)
{
  return ingot_chat_body_new (deployment, conversation, reply, INGOT_CHAT_BODY_MODEL | INGOT_CHAT_BODY_USAGE);
}

const IngotEndpointStyleTable ingot_v1_style = {
  .style = INGOT_ENDPOINT_STYLE_V1,
  .dup_url = dup_url,
  .build_chat = build_chat,
  .read_chat = ingot_chat_reply_read,
};
