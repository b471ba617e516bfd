/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-chat-request.h"

G_BEGIN_DECLS

/* The call of a tool, cut into tokens. */
typedef struct
{
  SandboxToolCall *call;
  GPtrArray *arguments; /* char * */
} SandboxReplyCall;

/* A whole answer, cut into the tokens it is streamed in. */
typedef struct
{
  GStringChunk *texts;       /* what the tokens are kept in */
  GPtrArray *reasoning;      /* char *; empty unless the deployment shows its reasoning */
  GPtrArray *content;        /* char * */
  GPtrArray *calls;          /* SandboxReplyCall; where there are any, there is no content */
  guint hidden_tokens;       /* reasoning that is only counted */
  guint inlined_tokens;      /* reasoning that is a part of the content */
  const char *finish_reason; /* "stop", "length", "tool_calls" or "content_filter" */
  guint prompt_tokens;
} SandboxReply;

/* The answer of @deployment. @seed is the sandbox's; the request's own is added to it. */
SandboxReply *sandbox_reply_new (const SandboxDeployment *deployment, const SandboxChatRequest *request,
                                 guint64 seed);
/* Puts the reasoning into the content, between <think> and </think>, as the inference style had it first. */
void sandbox_reply_inline_reasoning (SandboxReply *reply);

/* The filter withholds what comes after @n_tokens of content; 0: all of it. */
void sandbox_reply_withhold (SandboxReply *reply, guint n_tokens);

void sandbox_reply_free (SandboxReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxReply, sandbox_reply_free)

guint sandbox_reply_get_reasoning_tokens (const SandboxReply *reply);
guint sandbox_reply_get_completion_tokens (const SandboxReply *reply);

G_END_DECLS
