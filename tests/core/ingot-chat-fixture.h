/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "azure/ingot-chat.h"
#include "ingot-wire-server.h"

G_BEGIN_DECLS

#define INGOT_CHAT_FIXTURE_KEY "4f1dc0ffee5ca1ab1e"

/* A resource at a server that sends what the test says, and a deployment "my model" of it. */
typedef struct
{
  IngotWireServer *server;
  SoupSession *session;
  IngotResource *resource;
  IngotDeployment *deployment;
  IngotCredential *credential;
  GCancellable *cancellable;

  /* Of the chat begun last. */
  IngotConversation *conversation;
  IngotTurn *reply;
  IngotChat *chat;
} IngotChatFixture;

/* @v1_path: "/openai/v1" or another */
IngotChatFixture *ingot_chat_fixture_new (const char *v1_path);
void              ingot_chat_fixture_free (IngotChatFixture *self);

/* A new conversation, "Hi" and an empty reply, and the chat that asks for it. */
void ingot_chat_fixture_begin (IngotChatFixture *self);

/* Begins and runs to the end. Returns: whether it resolved */
gboolean ingot_chat_fixture_run (IngotChatFixture *self, GError **error);

/* Begins and runs to the error @code, which is checked. Returns: (transfer full): the failure */
IngotFailure *ingot_chat_fixture_fail (IngotChatFixture *self, IngotError code);

/* The JSON body of the request with that number. (transfer full) */
JsonNode *ingot_chat_fixture_dup_body (IngotChatFixture *self, guint request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotChatFixture, ingot_chat_fixture_free)

G_END_DECLS
