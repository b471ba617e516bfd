/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-chat-request.h"

G_BEGIN_DECLS

/* Reads the member "messages" of @body into @request: prompt, turns and prompt tokens. A problem, or NULL. */
SandboxProblem *sandbox_chat_messages_read (JsonObject *body, SandboxChatRequest *request);

/* What JSON calls the kind of @node, with its article, for messages such as "but got an integer instead". */
const char *sandbox_json_kind (JsonNode *node);

G_END_DECLS
