/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does with turns, against the real sandbox and a real database. */
#include "config.h"

#include "ingot-workspace-fixture.h"

/* What a conversation says, a reply by the name of its deployment only. */
static char *
dup_words (IngotConversation *conversation)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (conversation)); i++)
    {
      g_autoptr(IngotTurn) turn = g_list_model_get_item (G_LIST_MODEL (conversation), i);
      gboolean user = ingot_turn_get_role (turn) == INGOT_ROLE_USER;

      g_string_append_printf (words, "%s%s", i > 0 ? " | " : "",
                              user ? ingot_turn_get_text (turn) : ingot_turn_get_deployment_name (turn));
    }
  return g_string_free_and_steal (g_steal_pointer (&words));
}

/* In memory, and after a restart, which also reads what was hidden and shown again. */
static void
assert_words (IngotWorkspaceFixture *fixture, IngotConversation *conversation, const char *wanted)
{
  g_autoptr(IngotConversation) stored = NULL;
  g_autofree char *words = dup_words (conversation);
  g_autofree char *stored_words = NULL;

  g_assert_cmpstr (words, ==, wanted);
  ingot_workspace_fixture_reopen (fixture);
  stored = ingot_workspace_fixture_newest (fixture);
  stored_words = dup_words (stored);
  g_assert_cmpstr (stored_words, ==, wanted);
  g_assert_cmpstr (ingot_conversation_get_title (stored), ==, ingot_conversation_get_title (conversation));
}

/* (transfer none): the turn at @position, that the conversation keeps */
static IngotTurn *
get_turn (IngotConversation *conversation, guint position)
{
  g_autoptr(IngotTurn) turn = g_list_model_get_item (G_LIST_MODEL (conversation), position);

  return turn;
}

static void
test_edit (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotOutbox *outbox = ingot_workspace_get_outbox (fixture->workspace);
  IngotDeployment *sandbox = ingot_workspace_fixture_start_sandbox (fixture);
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, sandbox);
  g_autoptr(IngotSendJob) job = NULL;

  ingot_workspace_fixture_send_and_wait (fixture, conversation, "One, short");
  ingot_workspace_fixture_send_and_wait (fixture, conversation, "Two, short");
  ingot_conversation_set_draft (conversation, "half a thought");
  job = g_object_ref (ingot_outbox_edit (outbox, conversation, get_turn (conversation, 2), "Two again, short"));
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  g_assert_cmpstr (ingot_conversation_get_draft (conversation), ==, "half a thought");
  g_clear_object (&job);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (conversation)), ==, 4);

  job = g_object_ref (ingot_outbox_edit (outbox, conversation, get_turn (conversation, 0), "First, short"));
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  g_assert_cmpstr (ingot_conversation_get_title (conversation), ==, "First, short");
  assert_words (fixture, conversation, "First, short | mistral-large");
}

static void
test_delete_a_turn (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotOutbox *outbox = ingot_workspace_get_outbox (fixture->workspace);
  IngotDeployment *sandbox = ingot_workspace_fixture_start_sandbox (fixture);
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, sandbox);
  g_autoptr(GListModel) exchange = NULL;
  g_autoptr(GListModel) reply = NULL;
  g_autofree char *words = NULL;

  ingot_workspace_fixture_send_and_wait (fixture, conversation, "One, short");
  ingot_workspace_fixture_send_and_wait (fixture, conversation, "Two, short");
  exchange = ingot_outbox_delete (outbox, conversation, get_turn (conversation, 0));
  g_assert_cmpuint (g_list_model_get_n_items (exchange), ==, 2);
  g_assert_cmpstr (ingot_conversation_get_title (conversation), ==, "Two, short");
  reply = ingot_outbox_delete (outbox, conversation, get_turn (conversation, 1));
  words = dup_words (conversation);
  g_assert_cmpstr (words, ==, "Two, short");
  ingot_outbox_restore (outbox, conversation, exchange);
  ingot_outbox_restore (outbox, conversation, reply);
  g_assert_cmpstr (ingot_conversation_get_title (conversation), ==, "One, short");
  assert_words (fixture, conversation, "One, short | mistral-large | Two, short | mistral-large");
}

static void
test_delete_is_kept (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotOutbox *outbox = ingot_workspace_get_outbox (fixture->workspace);
  IngotDeployment *sandbox = ingot_workspace_fixture_start_sandbox (fixture);
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, sandbox);
  g_autoptr(GListModel) exchange = NULL;

  ingot_workspace_fixture_send_and_wait (fixture, conversation, "One, short");
  ingot_workspace_fixture_send_and_wait (fixture, conversation, "Two, short");
  exchange = ingot_outbox_delete (outbox, conversation, get_turn (conversation, 0));
  assert_words (fixture, conversation, "Two, short | mistral-large");
}

/* The rest is a turn of its own; deleting and regenerating take the whole. */
static void
test_continue (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotOutbox *outbox = ingot_workspace_get_outbox (fixture->workspace);
  IngotDeployment *deployment = ingot_workspace_fixture_start_sandbox (fixture);
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, deployment);
  g_autoptr(IngotSendJob) job = g_object_ref (ingot_outbox_send (outbox, conversation, "A long answer, please"));
  g_autoptr(GListModel) whole = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *words = NULL;

  ingot_workspace_fixture_wait_for_text (ingot_send_job_get_reply (job));
  ingot_outbox_stop (outbox, conversation);
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  g_assert_true (ingot_turn_can_continue (ingot_send_job_get_reply (job)));
  kept = g_strdup (ingot_turn_get_text (ingot_send_job_get_reply (job)));
  g_clear_object (&job);
  job = g_object_ref (ingot_outbox_continue (outbox, conversation));
  ingot_workspace_fixture_wait_for_text (ingot_send_job_get_reply (job));
  ingot_outbox_stop (outbox, conversation);
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  g_clear_object (&job);
  words = dup_words (conversation);
  g_assert_cmpstr (words, ==, "A long answer, please | mistral-large | mistral-large");
  g_assert_cmpstr (ingot_turn_get_text (get_turn (conversation, 1)), ==, kept);

  whole = ingot_outbox_delete (outbox, conversation, get_turn (conversation, 2));
  g_assert_cmpuint (g_list_model_get_n_items (whole), ==, 2);
  ingot_outbox_restore (outbox, conversation, whole);
  job = g_object_ref (ingot_outbox_regenerate (outbox, conversation, NULL));
  ingot_workspace_fixture_wait_for_text (ingot_send_job_get_reply (job));
  ingot_outbox_stop (outbox, conversation);
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  assert_words (fixture, conversation, "A long answer, please | mistral-large");
}

/* Once, with somebody else: the conversation goes on with whom its page names. A message without a reply gets one. */
static void
test_regenerate_with_another (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotOutbox *outbox = ingot_workspace_get_outbox (fixture->workspace);
  IngotDeployment *deployment = ingot_workspace_fixture_start_sandbox (fixture);
  IngotDeployment *other = ingot_resource_find_deployment (ingot_deployment_get_resource (deployment), "gpt-4o");
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, deployment);
  g_autoptr(IngotSendJob) job = NULL;
  g_autoptr(GListModel) gone = NULL;

  g_assert_nonnull (other);
  ingot_workspace_fixture_send_and_wait (fixture, conversation, "One, short");
  gone = ingot_outbox_delete (outbox, conversation, get_turn (conversation, 1));
  job = g_object_ref (ingot_outbox_regenerate (outbox, conversation, other));
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  g_assert_true (ingot_conversation_get_deployment (conversation) == deployment);
  g_assert_true (ingot_resources_get_default_deployment (ingot_workspace_get_resources (fixture->workspace))
                 == deployment);
  assert_words (fixture, conversation, "One, short | gpt-4o");
}

/* What was being written gives way to the other, and what it went on from stays. */
static void
test_ask_instead (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotOutbox *outbox = ingot_workspace_get_outbox (fixture->workspace);
  IngotDeployment *deployment = ingot_workspace_fixture_start_sandbox (fixture);
  IngotDeployment *other = ingot_resource_find_deployment (ingot_deployment_get_resource (deployment), "gpt-4o");
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, deployment);
  g_autoptr(IngotSendJob) job = g_object_ref (ingot_outbox_send (outbox, conversation, "A long answer, please"));

  ingot_workspace_fixture_wait_for_text (ingot_send_job_get_reply (job));
  ingot_outbox_stop (outbox, conversation);
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  ingot_outbox_continue (outbox, conversation);
  g_set_object (&job, ingot_outbox_get_job (outbox, conversation));
  ingot_outbox_ask_instead (outbox, conversation, other);
  while (ingot_outbox_get_job (outbox, conversation) == NULL || ingot_outbox_get_job (outbox, conversation) == job)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (ingot_turn_get_state (ingot_send_job_get_reply (job)), ==, INGOT_TURN_STOPPED);
  g_set_object (&job, ingot_outbox_get_job (outbox, conversation));
  ingot_workspace_fixture_wait_for_text (ingot_send_job_get_reply (job));
  ingot_outbox_stop (outbox, conversation);
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));

  ingot_outbox_ask_instead (outbox, conversation, deployment);
  g_set_object (&job, ingot_outbox_get_job (outbox, conversation));
  ingot_workspace_fixture_wait_for_text (ingot_send_job_get_reply (job));
  ingot_outbox_stop (outbox, conversation);
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  g_clear_object (&job);
  g_assert_true (ingot_conversation_get_deployment (conversation) == deployment);
  assert_words (fixture, conversation, "A long answer, please | mistral-large | mistral-large");
}

static IngotDeployment *
add (IngotWorkspaceFixture *fixture, const char *host, const char *name, const char *model)
{
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
  g_autofree char *address = g_strdup_printf ("https://%s.openai.azure.com/openai/v1", host);
  g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (address, NULL);
  g_autoptr(IngotJob) job = ingot_resources_add (resources, host, endpoint, name, NULL, INGOT_KEEP_UNTIL_QUIT);

  ingot_workspace_fixture_wait_for_job (job);
  ingot_deployment_set_model (ingot_resources_get_added (resources, job), model);
  return ingot_resources_get_added (resources, job);
}

/* The same model elsewhere before another beside it before anything else; the sandbox only for its own. */
static void
test_alternative (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
  IngotDeployment *simulated = ingot_workspace_fixture_start_sandbox (fixture);
  const char *sandbox = ingot_resource_get_name (ingot_resources_get_sandbox (resources));
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("chat", "a");
  g_autoptr(IngotTurn) gone = ingot_turn_new_reply ("removed", "long ago");
  g_autoptr(IngotTurn) play = ingot_turn_new_reply (ingot_deployment_get_name (simulated), sandbox);
  IngotDeployment *embeds, *beside, *elsewhere, *same;

  add (fixture, "a", "chat", "gpt-4o");
  g_assert_null (ingot_resources_find_alternative (resources, reply));
  embeds = add (fixture, "a", "vectors", "text-embedding-3-small");
  ingot_deployment_set_chats (embeds, FALSE);
  g_assert_null (ingot_resources_find_alternative (resources, reply));
  elsewhere = add (fixture, "b", "chat", NULL);
  g_assert_true (ingot_resources_find_alternative (resources, reply) == elsewhere);
  beside = add (fixture, "a", "mistral", NULL);
  g_assert_true (ingot_resources_find_alternative (resources, reply) == beside);
  same = add (fixture, "c", "omni", "gpt-4o");
  g_assert_true (ingot_resources_find_alternative (resources, reply) == same);
  g_assert_nonnull (ingot_resources_find_alternative (resources, gone));
  g_assert_true (ingot_deployment_get_resource (ingot_resources_find_alternative (resources, play))
                 == ingot_resources_get_sandbox (resources));
  g_assert_true (ingot_resources_find_alternative (resources, play) != simulated);
}

#define ADD(path, func) g_test_add ("/outbox/" path, IngotWorkspaceFixture, NULL, ingot_workspace_fixture_set_up, func, ingot_workspace_fixture_tear_down)

int
main (int argc, char *argv[])
{
  ingot_test_init (&argc, &argv);

  ADD ("edit", test_edit);
  ADD ("delete-a-turn", test_delete_a_turn);
  ADD ("delete-is-kept", test_delete_is_kept);
  ADD ("continue", test_continue);
  ADD ("regenerate-with-another", test_regenerate_with_another);
  ADD ("ask-instead", test_ask_instead);
  ADD ("alternative", test_alternative);
  return g_test_run ();
}
