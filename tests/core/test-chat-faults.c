/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chats with the deployments of the sandbox that misbehave as the service is known to. */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "auth/ingot-key-credential.h"
#include "azure/ingot-chat.h"
#include "azure/ingot-endpoint-style.h"
#include "ingot-test-sandbox.h"
#include "ingot-test.h"

static IngotTestSandbox *sandbox;

/* What a fault must come to. */
typedef struct
{
  const char *deployment;
  IngotError code;      /* 0: the reply is complete */
  gboolean has_text;
  const char *finish_reason; /* NULL: not looked at */
} Fault;

static const Fault faults[] = {
  { "fault-empty-choices", 0, TRUE, "stop" },
  { "fault-prompt-annotations-old", 0, TRUE, "stop" },
  { "fault-null-delta", 0, TRUE, "stop" },
  { "fault-annotations-after-stop", 0, TRUE, "stop" },
  { "fault-async-filter", 0, TRUE, "stop" },
  { "fault-usage-late", 0, TRUE, "stop" },
  { "fault-no-usage", 0, TRUE, "stop" },
  { "fault-stream-options", 0, TRUE, "stop" },
  { "fault-filter-no-done", INGOT_ERROR_FILTERED, TRUE, "content_filter" },
  { "fault-no-done", 0, TRUE, "stop" },
  { "fault-no-finish", INGOT_ERROR_INTERRUPTED, TRUE, NULL },
  { "fault-no-blank-line", 0, TRUE, "stop" },
  { "fault-error-in-stream", INGOT_ERROR_SERVICE, TRUE, NULL },
  { "fault-error-in-stream-flat", INGOT_ERROR_SERVICE, TRUE, NULL },
  { "fault-error-in-stream-filter", INGOT_ERROR_FILTERED, TRUE, NULL },
  { "fault-cut", INGOT_ERROR_INTERRUPTED, TRUE, NULL },
  { "fault-reset", INGOT_ERROR_INTERRUPTED, TRUE, NULL },
  { "fault-proxy", 0, TRUE, "stop" },
  { "fault-tool-calls", 0, FALSE, "tool_calls" },
  { "fault-null-content", 0, TRUE, "stop" },
  { "fault-bursts", 0, TRUE, "stop" },
  { "fault-reasoning-null", 0, TRUE, "stop" },
  { "fault-other-model", 0, TRUE, "stop" },
  { "fault-rate-headers", 0, TRUE, "stop" },
  { "fault-429", 0, TRUE, "stop" },
  { "fault-retry-reset", 0, TRUE, "stop" },
  { "fault-capacity", 0, TRUE, "stop" },
  { "fault-retry-days", INGOT_ERROR_QUOTA_TOO_SMALL, FALSE, NULL },
  { "fault-html", INGOT_ERROR_FORBIDDEN, FALSE, NULL },
  { "fault-filter-no-inner", INGOT_ERROR_FILTERED, FALSE, NULL },
  { "fault-filter-unwrapped", INGOT_ERROR_FILTERED, FALSE, NULL },
};

typedef struct
{
  SoupSession *session;
  IngotResource *resource;
  IngotConversation *conversation;
  IngotTurn *reply;
  IngotChat *chat;
} Asking;

static void
asking_begin (Asking *self, const char *name, const char *text)
{
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new (name, INGOT_ENDPOINT_STYLE_V1);
  g_autoptr(IngotTurn) question = ingot_turn_new_user (text);
  g_autoptr(IngotCredential) credential = NULL;

  self->session = ingot_http_session_new ();
  self->resource = ingot_resource_new (INGOT_RESOURCE_SANDBOX, "Sandbox", INGOT_SIGN_IN_KEY);
  ingot_resource_set_address (self->resource, sandbox->origin, "/openai/v1");
  credential = ingot_key_credential_new_for_key (sandbox->key, ingot_azure_key_header (self->resource));
  self->conversation = ingot_conversation_new ();
  self->reply = ingot_turn_new_reply (name, "Sandbox");
  ingot_conversation_append (self->conversation, question);
  ingot_conversation_append (self->conversation, self->reply);
  self->chat = ingot_chat_new (self->session, ingot_resource_add_deployment (self->resource, deployment), credential,
                               self->conversation, self->reply);
}

static void
asking_end (Asking *self)
{
  g_clear_object (&self->chat);
  g_clear_object (&self->reply);
  g_clear_object (&self->conversation);
  g_clear_object (&self->resource);
  g_clear_object (&self->session);
}

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  Asking asking;
  g_autoptr(GError) error = NULL;
  const IngotFacts *facts;

  asking_begin (&asking, fault->deployment, "Say something about yourself.");
  ingot_test_await (ingot_chat_run (asking.chat, NULL), &error);
  if (fault->code == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, INGOT_ERROR, (int) fault->code);
  g_assert_cmpint (ingot_turn_get_text_length (asking.reply) > 0, ==, fault->has_text);
  facts = ingot_turn_get_facts (asking.reply);
  if (fault->finish_reason != NULL)
    g_assert_cmpstr (facts->finish_reason, ==, fault->finish_reason);
  asking_end (&asking);
}

/* The deployment is what was asked; the model that answered is a detail. */
static void
test_other_model (void)
{
  Asking asking;

  asking_begin (&asking, "fault-other-model", "Something short.");
  ingot_test_await_success (ingot_chat_run (asking.chat, NULL));
  g_assert_cmpstr (ingot_turn_get_deployment_name (asking.reply), ==, "fault-other-model");
  g_assert_cmpstr (ingot_turn_get_facts (asking.reply)->model, ==, "gpt-4o-mini-2024-07-18");
  asking_end (&asking);
}

/* Headroom of -1 is unknown, never shown as a number. */
static void
test_rate_headers (void)
{
  Asking asking;

  asking_begin (&asking, "fault-rate-headers", "Something short.");
  ingot_test_await_success (ingot_chat_run (asking.chat, NULL));
  g_assert_cmpint (ingot_turn_get_facts (asking.reply)->remaining_tokens, <=, 0);
  g_assert_cmpint (ingot_turn_get_facts (asking.reply)->remaining_tokens, >=, -1);
  asking_end (&asking);
}

/* Bursts are pieces like any other: the reply grows with each, it does not wait for the end. */
static void
count_cb (IngotTurn *reply, GParamSpec *pspec, guint *pieces)
{
  (*pieces)++;
}

static void
test_bursts (void)
{
  Asking asking;
  guint pieces = 0;

  asking_begin (&asking, "fault-bursts", "Say something about yourself.");
  g_signal_connect (asking.reply, "notify::text", G_CALLBACK (count_cb), &pieces);
  ingot_test_await_success (ingot_chat_run (asking.chat, NULL));
  g_assert_cmpuint (pieces, >, 2);
  asking_end (&asking);
}

/* Words that make the sandbox's filter speak: who is stopped, and what of the text stays. */
static void
test_filter_words (void)
{
  static const struct { const char *prompt; gboolean prompt_stopped; const char *category; } cases[] = {
    { "filter-prompt-violence-high", TRUE, "violence" },
    { "filter-prompt-jailbreak", TRUE, "jailbreak" },
    { "filter-reply-hate-high", FALSE, "hate" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Asking asking;
      g_autoptr(GError) error = NULL;
      g_autoptr(IngotFailure) failure = NULL;
      gboolean found = FALSE;

      asking_begin (&asking, "gpt-4o", cases[i].prompt);
      g_assert_false (ingot_test_await (ingot_chat_run (asking.chat, NULL), &error));
      g_assert_error (error, INGOT_ERROR, INGOT_ERROR_FILTERED);
      failure = ingot_chat_dup_failure (asking.chat, error);
      g_assert_cmpint (failure->prompt_stopped, ==, cases[i].prompt_stopped);
      g_assert_nonnull (failure->filter);
      for (guint j = 0; j < ingot_filter_get_n_notes (failure->filter); j++)
        {
          const IngotFilterNote *note = ingot_filter_get_note (failure->filter, j);

          found = found || (note->filtered && g_str_equal (note->category, cases[i].category));
        }
      g_assert_true (found);
      asking_end (&asking);
    }
}

int
main (int argc, char **argv)
{
  int status;

  ingot_test_init (&argc, &argv);
  sandbox = ingot_test_sandbox_new (2000);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/chat-faults/", faults[i].deployment, NULL);

      g_test_add_data_func (path, &faults[i], test_fault);
    }
  g_test_add_func ("/chat-faults/other-model", test_other_model);
  g_test_add_func ("/chat-faults/rate-headers", test_rate_headers);
  g_test_add_func ("/chat-faults/bursts", test_bursts);
  g_test_add_func ("/chat-faults/filter-words", test_filter_words);
  status = g_test_run ();
  ingot_test_sandbox_free (sandbox);
  return status;
}
