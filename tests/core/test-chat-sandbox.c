/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chats and the list of models against the real sandbox. */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "auth/ingot-key-credential.h"
#include "azure/ingot-chat.h"
#include "azure/ingot-endpoint-style.h"
#include "azure/ingot-deployment-list.h"
#include "ingot-test-sandbox.h"
#include "ingot-test.h"

static IngotTestSandbox *sandbox;

typedef struct
{
  SoupSession *session;
  IngotResource *resource;
  IngotCredential *credential;
  IngotConversation *conversation;
  IngotTurn *reply;
  IngotChat *chat;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->session = ingot_http_session_new ();
  self->resource = ingot_resource_new (INGOT_RESOURCE_SANDBOX, "Sandbox", INGOT_SIGN_IN_KEY);
  ingot_resource_set_address (self->resource, sandbox->origin, "/openai/v1");
  self->credential = ingot_key_credential_new_for_key (sandbox->key, ingot_azure_key_header (self->resource));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->chat);
  g_clear_object (&self->reply);
  g_clear_object (&self->conversation);
  g_clear_object (&self->credential);
  g_clear_object (&self->resource);
  g_clear_object (&self->session);
}

static void
begin (Fixture *self, const char *deployment_name, const char *text)
{
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new (deployment_name, INGOT_ENDPOINT_STYLE_V1);
  g_autoptr(IngotTurn) question = ingot_turn_new_user (text);

  g_clear_object (&self->chat);
  g_clear_object (&self->reply);
  g_clear_object (&self->conversation);
  self->conversation = ingot_conversation_new ();
  self->reply = ingot_turn_new_reply (deployment_name, "Sandbox");
  ingot_conversation_append (self->conversation, question);
  ingot_conversation_append (self->conversation, self->reply);
  self->chat = ingot_chat_new (self->session, ingot_resource_add_deployment (self->resource, deployment),
                               self->credential, self->conversation, self->reply);
}

/* Begins anew with what was set of the conversation. */
static void
ask_again (Fixture *self)
{
  g_autofree char *name = g_strdup (ingot_turn_get_deployment_name (self->reply));

  g_clear_object (&self->chat);
  self->chat = ingot_chat_new (self->session, ingot_resource_find_deployment (self->resource, name),
                               self->credential, self->conversation, self->reply);
}

static void
succeed (Fixture *self)
{
  ingot_test_await_success (ingot_chat_run (self->chat, NULL));
  g_assert_cmpuint (ingot_turn_get_text_length (self->reply), >, 0);
}

static IngotFailure *
fail (Fixture *self, IngotError code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ingot_test_await (ingot_chat_run (self->chat, NULL), &error));
  g_assert_error (error, INGOT_ERROR, (int) code);
  return ingot_chat_dup_failure (self->chat, error);
}

static void
test_chat (Fixture *self, gconstpointer data)
{
  const IngotFacts *facts;

  begin (self, "gpt-4o", "Say something about all of Markdown.");
  succeed (self);
  g_assert_nonnull (strstr (ingot_turn_get_text (self->reply), "gpt-4o"));
  facts = ingot_turn_get_facts (self->reply);
  g_assert_cmpstr (facts->finish_reason, ==, "stop");
  g_assert_true (g_str_has_prefix (facts->model, "gpt-4o-"));
  g_assert_nonnull (facts->region);
  g_assert_nonnull (facts->request_id);
  g_assert_cmpint (facts->prompt_tokens, >, 0);
  g_assert_cmpint (facts->completion_tokens, >, 0);
  g_assert_cmpint (facts->remaining_requests, >, 0);
  g_assert_cmpint (facts->limit_tokens, >=, facts->remaining_tokens);
  g_assert_cmpint (facts->attempts, ==, 1);
}

/* What came back goes out again, without its reasoning, and the next reply comes. */
static void
test_reasoning (Fixture *self, gconstpointer data)
{
  g_autoptr(IngotTurn) question = ingot_turn_new_user ("And another short one.");
  g_autoptr(IngotTurn) next = ingot_turn_new_reply ("deepseek-r1", "Sandbox");
  g_autoptr(IngotChat) chat = NULL;

  begin (self, "deepseek-r1", "A short answer, please.");
  succeed (self);
  g_assert_cmpuint (ingot_turn_get_reasoning_length (self->reply), >, 0);
  ingot_turn_finish (self->reply, INGOT_TURN_COMPLETE, NULL);

  ingot_conversation_append (self->conversation, question);
  ingot_conversation_append (self->conversation, next);
  chat = ingot_chat_new (self->session, ingot_resource_find_deployment (self->resource, "deepseek-r1"),
                         self->credential, self->conversation, next);
  ingot_test_await_success (ingot_chat_run (chat, NULL));
  g_assert_cmpuint (ingot_turn_get_text_length (next), >, 0);
}

/* A reasoning model refuses what a person set, and its deployment remembers that. */
static void
test_learning (Fixture *self, gconstpointer data)
{
  IngotLessons *lessons;

  for (guint i = 0; i < 2; i++)
    {
      IngotParameters *parameters;

      begin (self, "gpt-5-mini", "A short answer, please.");
      parameters = ingot_conversation_get_parameters (self->conversation);
      ingot_parameters_set_system_prompt (parameters, "Be brief.");
      ingot_parameters_set_number (parameters, INGOT_PARAMETER_MAX_TOKENS, 400);
      ingot_parameters_set_number (parameters, INGOT_PARAMETER_TEMPERATURE, 0.2);
      ingot_parameters_set_number (parameters, INGOT_PARAMETER_PRESENCE_PENALTY, 0.5);
      ingot_parameters_set_text (parameters, INGOT_PARAMETER_STOP, "never in an answer");
      ingot_parameters_set_text (parameters, INGOT_PARAMETER_REASONING_EFFORT, "low");
      ask_again (self);
      succeed (self);
      g_assert_cmpstr (ingot_turn_get_facts (self->reply)->adjusted, ==,
                       "temperature max_tokens:max_completion_tokens presence_penalty");
      /* Three refusals the first time, none the second. */
      g_assert_cmpint (ingot_turn_get_facts (self->reply)->attempts, ==, i == 0 ? 4 : 1);
    }
  lessons = ingot_deployment_get_lessons (ingot_resource_find_deployment (self->resource, "gpt-5-mini"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (lessons)), ==, 3);
}

static void
test_wrong_key (Fixture *self, gconstpointer data)
{
  g_autoptr(IngotFailure) failure = NULL;
  g_autoptr(IngotFailure) without = NULL;

  g_object_unref (self->credential);
  self->credential = ingot_key_credential_new_for_key ("0123456789abcdef0123456789abcdef", INGOT_KEY_HEADER_API_KEY);
  begin (self, "gpt-4o", "Hi");
  failure = fail (self, INGOT_ERROR_SIGN_IN);
  g_assert_cmpint (failure->status, ==, 401);
  g_assert_nonnull (strstr (failure->service_text, "subscription key"));

  g_clear_object (&self->credential);
  begin (self, "gpt-4o", "Hi");
  without = fail (self, INGOT_ERROR_SIGN_IN);
  g_assert_cmpint (without->status, ==, 401);
}

static void
test_refusals (Fixture *self, gconstpointer data)
{
  g_autoptr(IngotFailure) unknown = NULL;
  g_autoptr(IngotFailure) not_deployed = NULL;
  g_autoptr(IngotFailure) embedding = NULL;

  begin (self, "gpt-5-maximal", "Hi");
  unknown = fail (self, INGOT_ERROR_NO_DEPLOYMENT);
  g_assert_cmpint (unknown->status, ==, 404);
  g_assert_cmpstr (unknown->service_code, ==, "DeploymentNotFound");
  g_assert_cmpstr (unknown->deployment, ==, "gpt-5-maximal");
  g_assert_nonnull (unknown->request_id);

  /* It is in the catalogue. */
  begin (self, "gpt-4o-2024-11-20", "Hi");
  not_deployed = fail (self, INGOT_ERROR_NO_DEPLOYMENT);
  g_assert_cmpstr (not_deployed->service_code, ==, "DeploymentNotFound");

  begin (self, "text-embedding-3-small", "Hi");
  embedding = fail (self, INGOT_ERROR_NO_CHAT);
  g_assert_cmpstr (embedding->service_code, ==, "OperationNotSupported");
}

static void
test_wrong_path (Fixture *self, gconstpointer data)
{
  g_autoptr(IngotFailure) failure = NULL;

  ingot_resource_set_address (self->resource, sandbox->origin, "/openai/v7");
  begin (self, "gpt-4o", "Hi");
  failure = fail (self, INGOT_ERROR_NOT_FOUND);
  g_assert_cmpint (failure->status, ==, 404);
}

static void
retry_cb (IngotExchange *exchange, GParamSpec *pspec, gpointer user_data)
{
  if (ingot_exchange_get_retry_at (exchange) != 0)
    ingot_exchange_retry_now (exchange);
}

static void
test_rate_limit (Fixture *self, gconstpointer data)
{
  begin (self, "fault-429", "A short answer, please.");
  g_signal_connect (ingot_chat_get_exchange (self->chat), "notify::retry-at", G_CALLBACK (retry_cb), NULL);
  succeed (self);
  g_assert_cmpint (ingot_turn_get_facts (self->reply)->attempts, ==, 3);
}

static void
test_cut (Fixture *self, gconstpointer data)
{
  g_autoptr(IngotFailure) failure = NULL;

  begin (self, "fault-cut", "A long answer, please.");
  failure = fail (self, INGOT_ERROR_INTERRUPTED);
  g_assert_cmpuint (ingot_turn_get_text_length (self->reply), >, 0);
  g_assert_null (ingot_turn_get_facts (self->reply)->finish_reason);
}

static void
test_no_done (Fixture *self, gconstpointer data)
{
  begin (self, "fault-no-done", "A short answer, please.");
  succeed (self);
  g_assert_cmpstr (ingot_turn_get_facts (self->reply)->finish_reason, ==, "stop");
}

static void
stop_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_stop (Fixture *self, gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  begin (self, "gpt-4o", "A long answer, please.");
  g_signal_connect (self->reply, "notify::text", G_CALLBACK (stop_cb), cancellable);
  g_assert_false (ingot_test_await (ingot_chat_run (self->chat, cancellable), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (ingot_turn_get_text_length (self->reply), >, 0);
  g_assert_null (ingot_turn_get_facts (self->reply)->finish_reason);
}

static IngotDeployment *
find (GListModel *list, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (list, i);

      if (g_str_equal (ingot_deployment_get_name (deployment), name))
        return deployment;
    }
  return NULL;
}

static void
test_list (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) list = ingot_test_await_object (
    ingot_deployment_list_fetch (self->session, self->resource, self->credential, NULL, NULL), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (list), >=, 8);
  g_assert_true (ingot_deployment_get_chats (find (list, "mistral-large")));
  g_assert_true (ingot_deployment_get_chats (find (list, "deepseek-r1")));
  g_assert_false (ingot_deployment_get_chats (find (list, "text-embedding-3-small")));
  g_assert_false (ingot_deployment_get_chats (find (list, "embed-v-4-0")));
  /* This one the sandbox has in its catalogue, and not deployed. */
  g_assert_null (find (list, "gpt-4o-2024-11-20"));

  g_assert_null (ingot_test_await_object (
    ingot_deployment_list_fetch (self->session, self->resource, NULL, NULL, NULL), &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_SIGN_IN);
}

#define ADD(path, func) g_test_add ("/chat-sandbox/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  int result;

  ingot_test_init (&argc, &argv);
  sandbox = ingot_test_sandbox_new (2000);

  ADD ("chat", test_chat);
  ADD ("reasoning", test_reasoning);
  ADD ("learning", test_learning);
  ADD ("wrong-key", test_wrong_key);
  ADD ("refusals", test_refusals);
  ADD ("wrong-path", test_wrong_path);
  ADD ("rate-limit", test_rate_limit);
  ADD ("cut", test_cut);
  ADD ("no-done", test_no_done);
  ADD ("stop", test_stop);
  ADD ("list", test_list);

  result = g_test_run ();
  ingot_test_sandbox_free (sandbox);
  return result;
}
