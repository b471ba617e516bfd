/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-chat-request.h"

G_BEGIN_DECLS

/* Reads the member "messages" of @body into @request: prompt, turns, pictures, what tools found, prompt
 * tokens and what the content filter says. A problem, or NULL. */
SandboxProblem *sandbox_chat_messages_read (JsonObject *body, SandboxChatRequest *request);

G_END_DECLS
