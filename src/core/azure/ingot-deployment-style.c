/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include "ingot-chat-body.h"
#include "ingot-endpoint-style.h"

/* The first month whose versions know "stream_options"; 2024-05-01-preview answers 400 to it
 * (https://github.com/Azure/azure-rest-api-specs/issues/29157), the specification 2024-10-21 has it. */
#define KNOWS_USAGE "2024-10"

/* The first version with sockets, and the last one that is dated
 * (https://learn.microsoft.com/azure/ai-foundry/openai/how-to/realtime-audio-websockets). */
#define SPEAKS "2024-10-01"
#define LAST_PREVIEW "2025-04-01-preview"

static const char *
get_version (IngotDeployment *deployment)
{
  const char *version = ingot_deployment_get_api_version (deployment);

  return version != NULL ? version : ingot_endpoint_style_get_version (INGOT_ENDPOINT_STYLE_DEPLOYMENT);
}

/* One segment, whatever is in it. */
static char *
dup_segment (IngotDeployment *deployment)
{
  return g_uri_escape_string (ingot_deployment_get_name (deployment), NULL, FALSE);
}

/* Without the version Azure answers 404, as if there were no such path. */
static char *
dup_below (IngotDeployment *deployment, const char *route)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);
  g_autofree char *name = dup_segment (deployment);
  g_autofree char *version = g_uri_escape_string (get_version (deployment), NULL, FALSE);

  return g_strdup_printf ("%s/openai/deployments/%s/%s?api-version=%s", ingot_resource_get_url (resource), name, route,
                          version);
}

/* Files belong to the whole resource: their lines name the deployment. */
static char *
dup_files_url (IngotDeployment *deployment)
{
  g_autofree char *version = g_uri_escape_string (get_version (deployment), NULL, FALSE);

  return g_strdup_printf ("%s/openai/files?api-version=%s",
                          ingot_resource_get_url (ingot_deployment_get_resource (deployment)), version);
}

/* A path with the deployment in it fails (https://github.com/openai/openai-python/issues/2120): it is in the query.
 * No version without "-preview" has sockets. */
static char *
dup_realtime_url (IngotDeployment *deployment)
{
  const char *pinned = get_version (deployment);
  gboolean speaks = g_strcmp0 (pinned, SPEAKS) >= 0 && g_str_has_suffix (pinned, "-preview");
  g_autofree char *socket = ingot_azure_dup_socket_url (ingot_deployment_get_resource (deployment));
  g_autofree char *name = dup_segment (deployment);
  g_autofree char *version = g_uri_escape_string (speaks ? pinned : LAST_PREVIEW, NULL, FALSE);

  return g_strdup_printf ("%s/openai/realtime?api-version=%s&deployment=%s", socket, version, name);
}

static char *
dup_url (IngotDeployment *deployment, IngotOperation operation)
{
  switch (operation)
    {
    case INGOT_OPERATION_CHAT:
      return dup_below (deployment, "chat/completions");
    case INGOT_OPERATION_EMBEDDINGS:
      return dup_below (deployment, "embeddings");
    case INGOT_OPERATION_FILES:
      return dup_files_url (deployment);
    case INGOT_OPERATION_REALTIME:
      return dup_realtime_url (deployment);
    case INGOT_OPERATION_IMAGE_EMBEDDINGS:
    case INGOT_OPERATION_ASSISTANTS:
    default:
      return NULL;
    }
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
  .dup_url = dup_url,
  .build_chat = build_chat,
  .read_chat = ingot_chat_reply_read,
};
