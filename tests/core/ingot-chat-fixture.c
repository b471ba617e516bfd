/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "auth/ingot-key-credential.h"
#include "ingot-chat-fixture.h"
#include "ingot-test.h"

IngotChatFixture *
ingot_chat_fixture_new (const char *v1_path)
{
  IngotChatFixture *self = g_new0 (IngotChatFixture, 1);
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new ("my model", INGOT_ENDPOINT_STYLE_V1);

  self->server = ingot_wire_server_new ();
  self->session = ingot_http_session_new ();
  self->resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "Contoso", INGOT_SIGN_IN_KEY);
  ingot_resource_set_address (self->resource, self->server->url, v1_path);
  self->deployment = g_object_ref (ingot_resource_add_deployment (self->resource, deployment));
  self->credential = ingot_key_credential_new_for_key (INGOT_CHAT_FIXTURE_KEY,
                                                       g_str_equal (v1_path, "/openai/v1")
                                                         ? INGOT_KEY_HEADER_API_KEY : INGOT_KEY_HEADER_BEARER);
  self->cancellable = g_cancellable_new ();
  return self;
}

static void
forget_chat (IngotChatFixture *self)
{
  g_clear_object (&self->chat);
  g_clear_object (&self->reply);
  g_clear_object (&self->conversation);
}

void
ingot_chat_fixture_free (IngotChatFixture *self)
{
  forget_chat (self);
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_object_unref (self->deployment);
  g_object_unref (self->resource);
  g_object_unref (self->credential);
  g_object_unref (self->cancellable);
  ingot_wire_server_free (self->server);
  g_free (self);
}

void
ingot_chat_fixture_begin (IngotChatFixture *self)
{
  g_autoptr(IngotTurn) question = ingot_turn_new_user ("Hi");

  forget_chat (self);
  self->conversation = ingot_conversation_new ();
  self->reply = ingot_turn_new_reply ("my model", "Contoso");
  ingot_conversation_append (self->conversation, question);
  ingot_conversation_append (self->conversation, self->reply);
  self->chat = ingot_chat_new (self->session, self->deployment, self->credential, self->conversation, self->reply);
}

gboolean
ingot_chat_fixture_run (IngotChatFixture *self, GError **error)
{
  ingot_chat_fixture_begin (self);
  return ingot_test_await (ingot_chat_run (self->chat, self->cancellable), error);
}

IngotFailure *
ingot_chat_fixture_fail (IngotChatFixture *self, IngotError code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotFailure) failure = NULL;

  g_assert_false (ingot_chat_fixture_run (self, &error));
  g_assert_error (error, INGOT_ERROR, (int) code);
  failure = ingot_chat_dup_failure (self->chat, error);
  g_assert_cmpint (failure->code, ==, code);
  g_assert_cmpstr (failure->deployment, ==, "my model");
  g_assert_true (g_str_has_prefix (failure->host, "127.0.0.1:"));
  g_assert_cmpint (ingot_turn_get_state (self->reply), ==, INGOT_TURN_WRITING);
  return g_steal_pointer (&failure);
}

JsonNode *
ingot_chat_fixture_dup_body (IngotChatFixture *self, guint request)
{
  const char *text = strstr (g_ptr_array_index (self->server->requests, request), "\r\n\r\n");
  g_autoptr(GError) error = NULL;
  JsonNode *body = json_from_string (text + 4, &error);

  g_assert_no_error (error);
  return body;
}
