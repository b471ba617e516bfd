/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "inference/sandbox-reply.h"

G_BEGIN_DECLS

/* What all chunks of one answer have in common. */
typedef struct
{
  char *id; /* chatcmpl-… */
  gint64 created;
  const char *model;
  char *fingerprint;
} SandboxChatHead;

void sandbox_chat_head_init (SandboxChatHead *head, const SandboxDeployment *deployment);
void sandbox_chat_head_clear (SandboxChatHead *head);

/* A whole answer. */
JsonNode *sandbox_chat_json_whole (const SandboxChatHead *head, const SandboxReply *reply);

/* The chunks of a streamed one, in the order in which the service sends them with its default filter. */
char *sandbox_chat_json_prompt (void);
char *sandbox_chat_json_role (const SandboxChatHead *head);
char *sandbox_chat_json_delta (const SandboxChatHead *head, const char *member, const char *text);
char *sandbox_chat_json_end (const SandboxChatHead *head, const char *finish_reason);
char *sandbox_chat_json_usage (const SandboxChatHead *head, const SandboxReply *reply);

G_END_DECLS
