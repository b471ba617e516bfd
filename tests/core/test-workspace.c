/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program does as a whole, without its window: against the real sandbox as a child, a real
 * database, and libsecret's file backend (see the environment of this test). */
#include "config.h"

#include <string.h>

#include "ingot-test.h"
#include "ingot-wire-server.h"
#include "ingot-workspace-fixture.h"

static void
test_empty (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, NULL);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (resources)), ==, 1);
  g_assert_null (ingot_resources_get_default_deployment (resources));
  ingot_workspace_fixture_reopen (fixture);
  g_assert_null (ingot_workspace_fixture_newest (fixture)); /* what was begun and never filled leaves no trace */
}

static void
test_chat (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotDeployment *deployment = ingot_workspace_fixture_start_sandbox (fixture);
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, deployment);
  g_autoptr(IngotConversation) stored = NULL;
  g_autofree char *said = NULL;
  IngotTurn *reply;

  reply = ingot_workspace_fixture_send_and_wait (fixture, conversation, "A short hello, please");
  g_assert_cmpint (ingot_turn_get_state (reply), ==, INGOT_TURN_COMPLETE);
  g_assert_cmpstr (ingot_turn_get_deployment_name (reply), ==, ingot_deployment_get_name (deployment));
  g_assert_cmpint (ingot_turn_get_facts (reply)->first_token_us, >, 0);
  said = g_strdup (ingot_turn_get_text (reply));
  g_assert_cmpuint (strlen (said), >, 0);
  ingot_conversation_set_draft (conversation, "and then");

  ingot_workspace_fixture_reopen (fixture);
  stored = ingot_workspace_fixture_newest (fixture);
  g_assert_cmpstr (ingot_conversation_get_title (stored), ==, "A short hello, please");
  g_assert_cmpstr (ingot_conversation_get_draft (stored), ==, "and then");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (stored)), ==, 2);
  g_assert_cmpstr (ingot_turn_get_text (ingot_conversation_get_last (stored)), ==, said);
  g_assert_nonnull (ingot_conversation_get_deployment (stored));
  g_assert_true (ingot_resources_get_default_deployment (ingot_workspace_get_resources (fixture->workspace))
                 == ingot_conversation_get_deployment (stored));

  /* The sandbox is started again by the first message that needs it. */
  reply = ingot_workspace_fixture_send_and_wait (fixture, stored, "Another short one");
  g_assert_cmpint (ingot_turn_get_state (reply), ==, INGOT_TURN_COMPLETE);
}

static IngotTurn *
regenerate_and_wait (IngotWorkspaceFixture *fixture, IngotConversation *conversation)
{
  IngotOutbox *outbox = ingot_workspace_get_outbox (fixture->workspace);
  g_autoptr(IngotSendJob) job = g_object_ref (ingot_outbox_regenerate (outbox, conversation, NULL));

  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  return ingot_send_job_get_reply (job);
}

/* The same deployment answers in all three styles, and the one in use is still in use after a restart. */
static void
test_styles (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  static const IngotEndpointStyle styles[] = {
    INGOT_ENDPOINT_STYLE_V1, INGOT_ENDPOINT_STYLE_INFERENCE, INGOT_ENDPOINT_STYLE_DEPLOYMENT,
  };
  IngotDeployment *deployment = ingot_workspace_fixture_start_sandbox (fixture);
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, deployment);
  g_autoptr(IngotConversation) stored = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
      IngotTurn *reply;

      g_assert_true (ingot_resources_use_style (resources, deployment, styles[i]) == deployment);
      reply = ingot_workspace_fixture_send_and_wait (fixture, conversation, "A short hello, please");
      g_assert_cmpint (ingot_turn_get_state (reply), ==, INGOT_TURN_COMPLETE);
      g_assert_cmpint (ingot_turn_get_facts (reply)->completion_tokens, >, 0);
    }

  ingot_workspace_fixture_reopen (fixture);
  stored = ingot_workspace_fixture_newest (fixture);
  deployment = ingot_conversation_get_deployment (stored);
  g_assert_cmpint (ingot_deployment_get_style (deployment), ==, INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  g_assert_null (ingot_deployment_get_api_version (deployment));
}

/* A version that was pinned is still pinned after a restart. */
static void
test_pinned_version (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotDeployment *deployment = ingot_workspace_fixture_start_sandbox (fixture);
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
  gint64 id = ingot_deployment_get_id (deployment);

  ingot_resources_use_style (resources, deployment, INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  ingot_resources_use_version (resources, deployment, "2024-06-01");
  ingot_workspace_fixture_reopen (fixture);
  deployment = ingot_resources_find_deployment (ingot_workspace_get_resources (fixture->workspace), id);
  g_assert_cmpstr (ingot_deployment_get_api_version (deployment), ==, "2024-06-01");
}

static void
test_wrong_version (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotDeployment *deployment = ingot_workspace_fixture_start_sandbox (fixture);
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, deployment);
  const IngotFailure *failure;
  IngotTurn *reply;

  ingot_resources_use_style (resources, deployment, INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  ingot_deployment_set_api_version (deployment, "2019-01-01");
  reply = ingot_workspace_fixture_send_and_wait (fixture, conversation, "A short hello, please");
  failure = ingot_turn_get_failure (reply);
  g_assert_nonnull (failure);
  g_assert_cmpint (failure->code, ==, INGOT_ERROR_API_VERSION);
  g_assert_cmpint (failure->suggested_style, ==, INGOT_ENDPOINT_STYLE_V1);

  ingot_resources_use_style (resources, deployment, failure->suggested_style);
  g_assert_cmpint (ingot_deployment_get_style (deployment), ==, INGOT_ENDPOINT_STYLE_V1);
  g_assert_null (ingot_deployment_get_api_version (deployment));
  reply = regenerate_and_wait (fixture, conversation);
  g_assert_cmpint (ingot_turn_get_state (reply), ==, INGOT_TURN_COMPLETE);
}

/* One resource, one deployment for each style that it was added in; the version is that of the last time. */
static void
test_added_in_two_styles (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const pasted[] = {
    "https://contoso.openai.azure.com/openai/deployments/m/chat/completions?api-version=2024-06-01",
    "https://contoso.openai.azure.com/openai/v1",
    "https://contoso.openai.azure.com/openai/deployments/m/chat/completions?api-version=2024-10-21",
  };
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
  g_autoptr(IngotResource) resource = NULL;
  g_autoptr(IngotDeployment) first = NULL;
  g_autoptr(IngotDeployment) second = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (pasted); i++)
    {
      g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (pasted[i], NULL);
      g_autoptr(IngotJob) job = ingot_resources_add (resources, "Contoso", endpoint, "m", "0123456789abcdef",
                                                     INGOT_KEEP_UNTIL_QUIT);

      ingot_workspace_fixture_wait_for_job (job);
      g_assert_cmpint (ingot_job_get_state (job), ==, INGOT_JOB_DONE);
      g_assert_cmpint (ingot_deployment_get_style (ingot_resources_get_added (resources, job)), ==, endpoint->style);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (resources)), ==, 2);

  ingot_workspace_fixture_reopen (fixture);
  resource = g_list_model_get_item (G_LIST_MODEL (ingot_workspace_get_resources (fixture->workspace)), 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (resource)), ==, 2);
  first = g_list_model_get_item (G_LIST_MODEL (resource), 0);
  second = g_list_model_get_item (G_LIST_MODEL (resource), 1);
  g_assert_cmpint (ingot_deployment_get_style (first), ==, INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  g_assert_cmpstr (ingot_deployment_get_api_version (first), ==, "2024-10-21");
  g_assert_cmpint (ingot_deployment_get_style (second), ==, INGOT_ENDPOINT_STYLE_V1);
  g_assert_null (ingot_deployment_get_api_version (second));
}

/* What is said of the inference style stays, whatever style is added later. */
static void
test_drops_extras (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const pasted[] = { "https://contoso.services.ai.azure.com/models",
                                        "https://contoso.services.ai.azure.com/openai/v1" };
  g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (pasted[1], NULL);
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);

  g_assert_null (ingot_resources_find (resources, endpoint));
  for (gsize i = 0; i < G_N_ELEMENTS (pasted); i++)
    {
      g_autoptr(IngotEndpoint) added = ingot_endpoint_parse (pasted[i], NULL);
      g_autoptr(IngotJob) job = NULL;

      added->drops_extras = i == 0;
      job = ingot_resources_add (resources, "Contoso", added, "m", NULL, INGOT_KEEP_UNTIL_QUIT);
      ingot_workspace_fixture_wait_for_job (job);
      g_assert_true (ingot_resource_get_drops_extras (ingot_resources_find (resources, endpoint)));
    }

  ingot_workspace_fixture_reopen (fixture);
  resources = ingot_workspace_get_resources (fixture->workspace);
  g_assert_true (ingot_resource_get_drops_extras (ingot_resources_find (resources, endpoint)));
  g_assert_false (ingot_resource_get_drops_extras (ingot_resources_get_sandbox (resources)));
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* What a deployment teaches outlives a restart, and so does forgetting it. */
static void
test_lessons (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotResource *resource = ingot_deployment_get_resource (ingot_workspace_fixture_start_sandbox (fixture));
  IngotDeployment *deployment = ingot_resource_find_deployment (resource, "gpt-5-mini");
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, deployment);
  g_autoptr(IngotConversation) stored = NULL;
  g_autoptr(IngotConversation) again = NULL;
  IngotLessons *lessons;
  IngotTurn *reply;
  gulong handler;
  guint learned = 0;

  ingot_parameters_set_number (ingot_conversation_get_parameters (conversation), INGOT_PARAMETER_MAX_TOKENS, 600);
  reply = ingot_workspace_fixture_send_and_wait (fixture, conversation, "A short hello, please");
  g_assert_cmpstr (ingot_turn_get_facts (reply)->adjusted, ==, "max_tokens:max_completion_tokens");

  ingot_workspace_fixture_reopen (fixture);
  stored = ingot_workspace_fixture_newest (fixture);
  g_assert_cmpstr (ingot_turn_get_facts (ingot_conversation_get_last (stored))->adjusted, ==,
                   "max_tokens:max_completion_tokens");
  lessons = ingot_deployment_get_lessons (ingot_conversation_get_deployment (stored));
  g_assert_cmpstr (ingot_lesson_get_replacement (ingot_lessons_find (lessons, "max_tokens")), ==,
                   "max_completion_tokens");
  handler = g_signal_connect_swapped (lessons, "items-changed", G_CALLBACK (count_cb), &learned);
  reply = ingot_workspace_fixture_send_and_wait (fixture, stored, "Another short one");
  g_assert_cmpint (ingot_turn_get_state (reply), ==, INGOT_TURN_COMPLETE);
  g_assert_cmpuint (learned, ==, 0);
  g_assert_cmpint (ingot_turn_get_facts (reply)->attempts, ==, 1);
  g_signal_handler_disconnect (lessons, handler);
  ingot_lessons_forget (lessons, "max_tokens");

  ingot_workspace_fixture_reopen (fixture);
  again = ingot_workspace_fixture_newest (fixture);
  lessons = ingot_deployment_get_lessons (ingot_conversation_get_deployment (again));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (lessons)), ==, 0);
}

static void
test_stop (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotOutbox *outbox = ingot_workspace_get_outbox (fixture->workspace);
  IngotDeployment *sandbox = ingot_workspace_fixture_start_sandbox (fixture);
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, sandbox);
  g_autoptr(IngotSendJob) job = g_object_ref (ingot_outbox_send (outbox, conversation, "A long answer, please"));
  g_autoptr(IngotConversation) stored = NULL;
  IngotTurn *reply = ingot_send_job_get_reply (job);
  g_autofree char *said = NULL;

  ingot_workspace_fixture_wait_for_text (reply);
  ingot_outbox_stop (outbox, conversation);
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_CANCELLED);
  g_assert_cmpint (ingot_turn_get_state (reply), ==, INGOT_TURN_STOPPED);
  said = g_strdup (ingot_turn_get_text (reply));

  ingot_workspace_fixture_reopen (fixture);
  stored = ingot_workspace_fixture_newest (fixture);
  g_assert_cmpstr (ingot_turn_get_text (ingot_conversation_get_last (stored)), ==, said);
  g_assert_cmpint (ingot_turn_get_state (ingot_conversation_get_last (stored)), ==, INGOT_TURN_STOPPED);
}

static void
test_quit_while_writing (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotOutbox *outbox = ingot_workspace_get_outbox (fixture->workspace);
  IngotDeployment *sandbox = ingot_workspace_fixture_start_sandbox (fixture);
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, sandbox);
  g_autoptr(IngotConversation) stored = NULL;
  g_autoptr(IngotTurn) reply = g_object_ref (
    ingot_send_job_get_reply (ingot_outbox_send (outbox, conversation, "A long answer, please")));

  ingot_workspace_fixture_wait_for_text (reply);
  ingot_workspace_fixture_reopen (fixture);
  stored = ingot_workspace_fixture_newest (fixture);
  g_assert_cmpint (ingot_turn_get_state (reply), ==, INGOT_TURN_INTERRUPTED);
  g_assert_cmpstr (ingot_turn_get_text (ingot_conversation_get_last (stored)), ==, ingot_turn_get_text (reply));
}

static void
test_regenerate (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotOutbox *outbox = ingot_workspace_get_outbox (fixture->workspace);
  IngotDeployment *sandbox = ingot_workspace_fixture_start_sandbox (fixture);
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, sandbox);
  g_autoptr(IngotTurn) first = g_object_ref (ingot_workspace_fixture_send_and_wait (fixture, conversation, "Something short"));
  g_autoptr(IngotConversation) stored = NULL;
  g_autoptr(IngotSendJob) job = g_object_ref (ingot_outbox_regenerate (outbox, conversation, NULL));

  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (conversation)), ==, 2);
  g_assert_true (ingot_conversation_get_last (conversation) != first);
  ingot_workspace_fixture_reopen (fixture);
  stored = ingot_workspace_fixture_newest (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (stored)), ==, 2);
}

static void
test_delete_and_undo (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotLibrary *library = ingot_workspace_get_library (fixture->workspace);
  g_autoptr(IngotConversation) keep = ingot_workspace_fixture_begin (fixture, NULL);
  g_autoptr(IngotConversation) drop = ingot_workspace_fixture_begin (fixture, NULL);

  ingot_conversation_set_own_title (keep, "Keep");
  ingot_conversation_set_own_title (drop, "Drop");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (library)), ==, 2);
  ingot_library_remove (library, keep);
  ingot_library_remove (library, drop);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (library)), ==, 0);
  ingot_library_restore (library, keep);
  ingot_conversation_set_own_title (drop, "A name after the end");

  ingot_workspace_fixture_reopen (fixture);
  library = ingot_workspace_get_library (fixture->workspace);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (library)), ==, 1);
  {
    g_autoptr(IngotConversation) stored = ingot_workspace_fixture_newest (fixture);

    g_assert_cmpstr (ingot_conversation_get_title (stored), ==, "Keep");
  }
}

static void
test_order (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotLibrary *library = ingot_workspace_get_library (fixture->workspace);
  IngotDeployment *deployment = ingot_workspace_fixture_start_sandbox (fixture);
  g_autoptr(IngotConversation) older = ingot_workspace_fixture_begin (fixture, deployment);
  g_autoptr(IngotConversation) newer = ingot_workspace_fixture_begin (fixture, deployment);
  g_autoptr(IngotConversation) first = NULL;

  ingot_conversation_set_draft (older, "older");
  ingot_conversation_set_draft (newer, "newer");
  g_assert_cmpint (ingot_conversation_get_updated (newer), >=, ingot_conversation_get_updated (older));
  ingot_workspace_fixture_send_and_wait (fixture, older, "Short");
  first = g_list_model_get_item (G_LIST_MODEL (library), 0);
  g_assert_true (first == older);
  g_assert_cmpstr (ingot_conversation_get_draft (older), ==, "");
}

static IngotJob *
add (IngotWorkspaceFixture *fixture, const char *address, const char *deployment, const char *key, IngotKeepKey keep)
{
  g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (address, NULL);
  IngotJob *job = ingot_resources_add (ingot_workspace_get_resources (fixture->workspace), "Mine", endpoint,
                                       deployment, key, keep);

  ingot_workspace_fixture_wait_for_job (job);
  return job;
}

static void
test_wrong_key (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
  IngotDeployment *sandbox = ingot_workspace_fixture_start_sandbox (fixture);
  g_autofree char *address = g_strconcat (
    ingot_resource_get_url (ingot_deployment_get_resource (sandbox)), "/openai/v1", NULL);
  g_autoptr(IngotJob) job = add (fixture, address, "mistral-large", "0123456789abcdef", INGOT_KEEP_IN_KEYRING);
  g_autoptr(IngotConversation) conversation = NULL;
  IngotTurn *reply;

  g_assert_cmpint (ingot_job_get_state (job), ==, INGOT_JOB_DONE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (resources)), ==, 2);
  conversation = ingot_workspace_fixture_begin (fixture, ingot_resources_get_added (resources, job));
  reply = ingot_workspace_fixture_send_and_wait (fixture, conversation, "Hello");
  g_assert_cmpint (ingot_turn_get_state (reply), ==, INGOT_TURN_FAILED);
  g_assert_cmpint (ingot_turn_get_failure (reply)->code, ==, INGOT_ERROR_SIGN_IN);
  g_assert_cmpint (ingot_turn_get_failure (reply)->status, ==, 401);
}

/* What came of a reply that broke off stays, and the rest can be asked for, the next day too. */
static void
test_cut (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  static const char body[] = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n";
  IngotWireServer *server = ingot_wire_server_new ();
  gsize length;
  g_autofree char *wire = ingot_wire_chunked (200, "", body, strlen (body), 0, G_MAXSIZE, &length);
  g_autofree char *address = g_strconcat (server->url, "/v1", NULL);
  g_autoptr(IngotJob) job = add (fixture, address, "m", NULL, INGOT_KEEP_UNTIL_QUIT);
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture,
                                                     ingot_resources_get_added (
                                                       ingot_workspace_get_resources (fixture->workspace), job));
  g_autoptr(IngotConversation) stored = NULL;
  IngotTurn *reply;

  /* Without the last chunk, which is empty, the body has not ended. */
  ingot_wire_server_answer (server, wire, length - strlen ("0\r\n\r\n"), INGOT_WIRE_CLOSE);
  reply = ingot_workspace_fixture_send_and_wait (fixture, conversation, "Hi");
  g_assert_cmpint (ingot_turn_get_state (reply), ==, INGOT_TURN_INTERRUPTED);
  g_assert_cmpint (ingot_turn_get_failure (reply)->code, ==, INGOT_ERROR_INTERRUPTED);
  ingot_wire_server_free (server);

  ingot_workspace_fixture_reopen (fixture);
  stored = ingot_workspace_fixture_newest (fixture);
  reply = ingot_conversation_get_last (stored);
  g_assert_cmpstr (ingot_turn_get_text (reply), ==, "Hello");
  g_assert_cmpint (ingot_turn_get_state (reply), ==, INGOT_TURN_INTERRUPTED);
  g_assert_true (ingot_turn_can_continue (reply));
}

static void
test_add_twice (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
  g_autoptr(IngotJob) one = add (fixture, "http://127.0.0.1:9/v1", "a", NULL, INGOT_KEEP_IN_KEYRING);
  g_autoptr(IngotJob) two = add (fixture, "http://127.0.0.1:9/v1/chat/completions", "b", "k", INGOT_KEEP_UNTIL_QUIT);
  g_autoptr(IngotResource) resource = g_list_model_get_item (G_LIST_MODEL (resources), 0);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (resources)), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (resource)), ==, 2);
  g_assert_cmpint (ingot_resource_get_sign_in (resource), ==, INGOT_SIGN_IN_KEY);
  ingot_resources_remove (resources, resource);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (resources)), ==, 1);
  ingot_workspace_fixture_reopen (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (
                      G_LIST_MODEL (ingot_workspace_get_resources (fixture->workspace))), ==, 1);
}

/* A key that was to be forgotten is forgotten: the next start says so, and does not send without one. */
static void
test_key_until_quit (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr(IngotJob) job = add (fixture, "http://127.0.0.1:9/v1", "a", "k", INGOT_KEEP_UNTIL_QUIT);
  g_autoptr(IngotConversation) conversation = NULL;
  IngotTurn *reply;

  g_assert_cmpint (ingot_job_get_state (job), ==, INGOT_JOB_DONE);
  ingot_workspace_fixture_reopen (fixture);
  conversation = ingot_workspace_fixture_begin (fixture, ingot_resources_get_default_deployment (
                                   ingot_workspace_get_resources (fixture->workspace)));
  reply = ingot_workspace_fixture_send_and_wait (fixture, conversation, "Hello");
  g_assert_cmpint (ingot_turn_get_failure (reply)->code, ==, INGOT_ERROR_NO_KEY);
}

static void
test_in_use (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "no-such-program", NULL);
  IngotWorkspace *second = ingot_workspace_new (fixture->folder, missing);

  while (!ingot_workspace_get_ready (second) && ingot_workspace_get_failure (second) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (ingot_workspace_get_failure (second)->code, ==, INGOT_ERROR_STORE_IN_USE);
  ingot_workspace_fixture_close (second);
}

static void
test_no_sandbox_program (void)
{
  g_autofree char *folder = ingot_test_make_folder ();
  g_autofree char *missing = g_build_filename (folder, "no-such-program", NULL);
  IngotWorkspace *workspace = ingot_workspace_new (folder, missing);
  g_autoptr(IngotJob) job = NULL;

  while (!ingot_workspace_get_ready (workspace))
    g_main_context_iteration (NULL, TRUE);
  job = ingot_resources_start_sandbox (ingot_workspace_get_resources (workspace));
  ingot_workspace_fixture_wait_for_job (job);
  g_assert_cmpint (ingot_job_get_failure (job)->code, ==, INGOT_ERROR_SANDBOX);
  g_clear_object (&job);
  ingot_workspace_fixture_close (workspace);
  ingot_test_remove_folder (folder);
}

#define ADD(path, func) g_test_add (path, IngotWorkspaceFixture, NULL, ingot_workspace_fixture_set_up, func, ingot_workspace_fixture_tear_down)

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  ADD ("/workspace/empty", test_empty);
  ADD ("/workspace/chat", test_chat);
  ADD ("/workspace/lessons", test_lessons);
  ADD ("/workspace/styles", test_styles);
  ADD ("/workspace/pinned-version", test_pinned_version);
  ADD ("/workspace/wrong-version", test_wrong_version);
  ADD ("/workspace/added-in-two-styles", test_added_in_two_styles);
  ADD ("/workspace/drops-extras", test_drops_extras);
  ADD ("/workspace/stop", test_stop);
  ADD ("/workspace/quit-while-writing", test_quit_while_writing);
  ADD ("/workspace/regenerate", test_regenerate);
  ADD ("/workspace/delete-and-undo", test_delete_and_undo);
  ADD ("/workspace/order", test_order);
  ADD ("/workspace/wrong-key", test_wrong_key);
  ADD ("/workspace/cut", test_cut);
  ADD ("/workspace/add-twice", test_add_twice);
  ADD ("/workspace/key-until-quit", test_key_until_quit);
  ADD ("/workspace/in-use", test_in_use);
  g_test_add_func ("/workspace/no-sandbox-program", test_no_sandbox_program);
  return g_test_run ();
}
