/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/ingot-credential.h"
#include "ingot-chat-reply.h"
#include "model/ingot-conversation.h"
#include "model/ingot-resource.h"
#include "model/ingot-route.h"

G_BEGIN_DECLS

/**
 * IngotEndpointStyleTable:
 *
 * What differs between the endpoint styles, and nothing else does. Another style
 * is one file like ingot-v1-style.c and one line in ingot-endpoint-style.c.
 *
 * The URLs are for a resource that has an address.
 */
typedef struct
{
  IngotEndpointStyle style;
  char *(*dup_url) (IngotDeployment *deployment, IngotOperation operation); /* NULL for one that it does not have */

  /* The body that asks for what follows the turns of @conversation before @reply: ingot_chat_body_new(). */
  JsonNode *(*build_chat) (IngotDeployment *deployment, IngotConversation *conversation, IngotTurn *reply);

  /* What the header "extra-parameters" says about @body, or NULL; NULL for a style without it. */
  const char *(*get_extra_parameters) (IngotDeployment *deployment, JsonNode *body);

  /* One chunk of a streamed answer, or a whole one: see ingot_chat_reply_read(). */
  gboolean (*read_chat) (IngotChatReply *reply, JsonObject *object, GError **error);
} IngotEndpointStyleTable;

extern const IngotEndpointStyleTable ingot_inference_style;
extern const IngotEndpointStyleTable ingot_deployment_style;
extern const IngotEndpointStyleTable ingot_v1_style;

/* (nullable): NULL for a style that this version cannot speak */
const IngotEndpointStyleTable *ingot_endpoint_style_find (IngotEndpointStyle style);

/* What the member "model" of a body names @deployment with, which is the same for all operations and is read off that
 * for a chat. (transfer full) (nullable): NULL where the URL names it */
JsonNode *ingot_endpoint_style_dup_model (const IngotEndpointStyleTable *self, IngotDeployment *deployment);

/* Whether @resource has more styles than v1: it is Azure's, or a gateway to Azure's, or a host with one model. */
gboolean ingot_azure_has_styles (IngotResource *resource);

/* (transfer full): where sockets of @resource begin, as in "wss://contoso.openai.azure.com" */
char *ingot_azure_dup_socket_url (IngotResource *resource);

/* How a key for @resource is sent: "api-key" in all styles of Azure, "Authorization: Bearer" elsewhere. */
IngotKeyHeader ingot_azure_key_header (IngotResource *resource);

G_END_DECLS
