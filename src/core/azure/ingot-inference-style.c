/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include "ingot-chat-body.h"
#include "ingot-endpoint-style.h"

static const char *
get_route (IngotOperation operation)
{
  switch (operation)
    {
    case INGOT_OPERATION_CHAT:
      return "/chat/completions";
    case INGOT_OPERATION_EMBEDDINGS:
      return "/embeddings";
    case INGOT_OPERATION_IMAGE_EMBEDDINGS:
      return "/images/embeddings";
    case INGOT_OPERATION_FILES:
    case INGOT_OPERATION_REALTIME:
    case INGOT_OPERATION_ASSISTANTS:
    default:
      return NULL;
    }
}

static char *
dup_url (IngotDeployment *deployment, IngotOperation operation)
{
  const char *url = ingot_resource_get_url (ingot_deployment_get_resource (deployment));
  const char *pinned = ingot_deployment_get_api_version (deployment);
  const char *usual = ingot_endpoint_style_get_version (INGOT_ENDPOINT_STYLE_INFERENCE);
  g_autofree char *version = g_uri_escape_string (pinned != NULL ? pinned : usual, NULL, FALSE);
  const char *route = get_route (operation);

  if (route == NULL)
    return NULL;
  return g_strdup_printf ("%s%s%s?api-version=%s", url, ingot_endpoint_serves_one_model (url) ? "" : "/models", route,
                          version);
}

/* Never "stream_options": it counts as an extra parameter, Mistral deployments refuse it with 422
 * (https://github.com/BerriAI/litellm/issues/11696), and the counts come without asking. Where one model is
 * all that a host has, its name is the person's own word for it. */
static JsonNode *
build_chat (IngotDeployment *deployment, IngotConversation *conversation, IngotTurn *reply)
{
  const char *url = ingot_resource_get_url (ingot_deployment_get_resource (deployment));

  return ingot_chat_body_new (deployment, conversation, reply,
                              ingot_endpoint_serves_one_model (url) ? 0 : INGOT_CHAT_BODY_MODEL);
}

/* Without the header, a member that the schema does not have is refused before the model sees it. */
static const char *
get_extra_parameters (IngotDeployment *deployment, JsonNode *body)
{
  if (!ingot_chat_body_has_extras (body))
    return NULL;
  return ingot_resource_get_drops_extras (ingot_deployment_get_resource (deployment)) ? "drop" : "pass-through";
}

const IngotEndpointStyleTable ingot_inference_style = {
  .style = INGOT_ENDPOINT_STYLE_INFERENCE,
  .dup_url = dup_url,
  .build_chat = build_chat,
  .get_extra_parameters = get_extra_parameters,
  .read_chat = ingot_chat_reply_read,
};
