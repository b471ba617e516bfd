/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include "ingot-chat-body.h"
#include "ingot-endpoint-style.h"

/* The first month whose versions know "stream_options"; 2024-05-01-preview answers 400 to it
 * (https://github.com/Azure/azure-rest-api-specs/issues/29157), the specification 2024-10-21 has it. */
#define KNOWS_USAGE "2024-10"

static const char *
get_version (IngotDeployment *deployment)
{
  const char *version = ingot_deployment_get_api_version (deployment);

  return version != NULL ? version : ingot_endpoint_style_get_version (INGOT_ENDPOINT_STYLE_DEPLOYMENT);
}

/* Without the version Azure answers 404, as if there were no such path. */
static char *
dup_chat_url (IngotDeployment *deployment)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);
  g_autofree char *name = g_uri_escape_string (ingot_deployment_get_name (deployment), NULL, FALSE);
  g_autofree char *version = g_uri_escape_string (get_version (deployment), NULL, FALSE);

  return g_strdup_printf ("%s/openai/deployments/%s/chat/completions?api-version=%s",
                          ingot_resource_get_url (resource), name, version);
}

/* "model" is left out: the URL routes, and a name that differs from the model's would only puzzle a gateway. */
static JsonNode *
build_chat (IngotDeployment *deployment, IngotConversation *conversation, IngotTurn *reply)
{
  gboolean knows = g_strcmp0 (get_version (deployment), KNOWS_USAGE) >= 0;

  return ingot_chat_body_new (deployment, conversation, reply, knows ? INGOT_CHAT_BODY_USAGE : 0);
}

const IngotEndpointStyleTable ingot_deployment_style = {
  .style = INGOT_ENDPOINT_STYLE_DEPLOYMENT,
  .dup_chat_url = dup_chat_url,
  .build_chat = build_chat,
  .read_chat = ingot_chat_reply_read,
};
