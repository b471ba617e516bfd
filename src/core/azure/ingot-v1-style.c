/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

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

static JsonNode *
build_chat (IngotDeployment *deployment, IngotConversation *conversation, IngotTurn *reply)
{
  return ingot_chat_body_new (deployment, conversation, reply, INGOT_CHAT_BODY_MODEL | INGOT_CHAT_BODY_USAGE);
}

const IngotEndpointStyleTable ingot_v1_style = {
  .style = INGOT_ENDPOINT_STYLE_V1,
  .dup_chat_url = dup_chat_url,
  .build_chat = build_chat,
  .read_chat = ingot_chat_reply_read,
};
