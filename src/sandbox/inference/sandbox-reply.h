/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-chat-request.h"

G_BEGIN_DECLS

/* A whole answer, cut into the tokens it is streamed in. */
typedef struct
{
  GPtrArray *reasoning;      /* char *; empty unless the deployment shows its reasoning */
  GPtrArray *content;        /* char * */
  guint hidden_tokens;       /* reasoning that is only counted */
  const char *finish_reason; /* "stop" or "length" */
  guint prompt_tokens;
} SandboxReply;

/* The answer of @deployment. @seed is the sandbox's; the request's own is added to it. */
SandboxReply *sandbox_reply_new (const SandboxDeployment *deployment, const SandboxChatRequest *request,
                                 guint64 seed);
void sandbox_reply_free (SandboxReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxReply, sandbox_reply_free)

guint sandbox_reply_get_reasoning_tokens (const SandboxReply *reply);
guint sandbox_reply_get_completion_tokens (const SandboxReply *reply);

G_END_DECLS
