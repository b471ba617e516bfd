/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "model/ingot-conversation.h"

G_BEGIN_DECLS

/* What differs between the endpoint styles. */
typedef enum
{
  INGOT_CHAT_BODY_MODEL = 1 << 0, /* names the deployment, which no URL does then */
  INGOT_CHAT_BODY_USAGE = 1 << 1, /* asks for token counts; elsewhere they come unasked or asking is refused */
} IngotChatBodyFlags;

/**
 * ingot_chat_body_new:
 *
 * The body that asks for what follows the turns of @conversation before @reply: the
 * system prompt, the turns, and what a person changed of the parameters, renamed or
 * left out as the deployment has taught. Reasoning never goes back.
 *
 * Returns: (transfer full): a JSON object
 */
JsonNode *ingot_chat_body_new (IngotDeployment *deployment, IngotConversation *conversation, IngotTurn *reply,
                               IngotChatBodyFlags flags);

/* What of @conversation's parameters the deployment's lessons change, in the form of #IngotFacts; or NULL. */
char *ingot_chat_body_dup_adjusted (IngotDeployment *deployment, IngotConversation *conversation);

/* Whether @body has members that the inference style takes with the header "extra-parameters" only. */
gboolean ingot_chat_body_has_extras (JsonNode *body);

/**
 * ingot_chat_body_find_parameter:
 * @name: as it was on the wire
 *
 * Returns: (nullable): the parameter's own name when @name can be renamed or left out and is in @body
 */
const char *ingot_chat_body_find_parameter (JsonNode *body, const char *name);

/* (nullable): the other name that a parameter is known by */
const char *ingot_chat_body_get_other_name (const char *name);

G_END_DECLS
