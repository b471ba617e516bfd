/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include "base/ingot-json.h"
#include "ingot-chat-body.h"
#include "ingot-endpoint-style.h"

static char *
dup_url (IngotResource *resource, const char *route)
{
  return g_strconcat (ingot_resource_get_url (resource), ingot_resource_get_v1_path (resource), route, NULL);
}

static char *
dup_chat_url (IngotDeployment *deployment)
{
  return dup_url (ingot_deployment_get_resource (deployment), "/chat/completions");
}

static char *
dup_list_url (IngotResource *resource)
{
  return dup_url (resource, "/models");
}

static JsonNode *
build_chat (IngotDeployment *deployment, IngotConversation *conversation, IngotTurn *reply)
{
  return ingot_chat_body_new (deployment, conversation, reply, INGOT_CHAT_BODY_MODEL | INGOT_CHAT_BODY_USAGE);
}

/* Not every server says what its models can do; Azure does, with true or "true". */
static gboolean
chats (JsonObject *item)
{
  JsonObject *capabilities = ingot_json_get_object (item, "capabilities");
  const char *text = ingot_json_get_string (capabilities, "chat_completion");

  if (capabilities == NULL)
    return TRUE;
  if (text != NULL)
    return g_ascii_strcasecmp (text, "true") == 0;
  return ingot_json_is_truthy (capabilities, "chat_completion");
}

static IngotDeployment *
read_listed (JsonObject *item)
{
  const char *id = ingot_json_get_string (item, "id");
  IngotDeployment *deployment;

  if (id == NULL || *id == '\0')
    return NULL;
  deployment = ingot_deployment_new (id, INGOT_ENDPOINT_STYLE_V1);
  ingot_deployment_set_chats (deployment, chats (item));
  return deployment;
}

const IngotEndpointStyleTable ingot_v1_style = {
  .style = INGOT_ENDPOINT_STYLE_V1,
  .dup_chat_url = dup_chat_url,
  .dup_list_url = dup_list_url,
  .build_chat = build_chat,
  .read_chat = ingot_chat_reply_read,
  .read_listed = read_listed,
};
