/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "ingot-test.h"
#include "ingot-workspace-fixture.h"

IngotWorkspace *
ingot_workspace_fixture_open (const char *folder)
{
  IngotWorkspace *workspace = ingot_workspace_new (folder, g_getenv ("INGOT_TEST_SANDBOX"));

  while (!ingot_workspace_get_ready (workspace) && ingot_workspace_get_failure (workspace) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return workspace;
}

void
ingot_workspace_fixture_close (IngotWorkspace *workspace)
{
  ingot_test_await_success (ingot_workspace_close (workspace));
  g_object_unref (workspace);
}

void
ingot_workspace_fixture_set_up (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  fixture->folder = ingot_test_make_folder ();
  fixture->workspace = ingot_workspace_fixture_open (fixture->folder);
  g_assert_true (ingot_workspace_get_ready (fixture->workspace));
}

void
ingot_workspace_fixture_reopen (IngotWorkspaceFixture *fixture)
{
  ingot_workspace_fixture_close (fixture->workspace);
  fixture->workspace = ingot_workspace_fixture_open (fixture->folder);
  g_assert_true (ingot_workspace_get_ready (fixture->workspace));
}

void
ingot_workspace_fixture_tear_down (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  ingot_workspace_fixture_close (fixture->workspace);
  ingot_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

void
ingot_workspace_fixture_wait_for_job (IngotJob *job)
{
  while (!ingot_job_is_over (job))
    g_main_context_iteration (NULL, TRUE);
}

IngotDeployment *
ingot_workspace_fixture_start_sandbox (IngotWorkspaceFixture *fixture)
{
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
  g_autoptr(IngotJob) job = ingot_resources_start_sandbox (resources);

  ingot_workspace_fixture_wait_for_job (job);
  g_assert_cmpint (ingot_job_get_state (job), ==, INGOT_JOB_DONE);
  return ingot_resources_get_added (resources, job);
}

IngotConversation *
ingot_workspace_fixture_begin (IngotWorkspaceFixture *fixture, IngotDeployment *deployment)
{
  IngotConversation *conversation = ingot_library_begin (ingot_workspace_get_library (fixture->workspace));

  ingot_conversation_set_deployment (conversation, deployment);
  return conversation;
}

/* (transfer full) */
IngotConversation *
ingot_workspace_fixture_newest (IngotWorkspaceFixture *fixture)
{
  IngotLibrary *library = ingot_workspace_get_library (fixture->workspace);
  IngotConversation *conversation = g_list_model_get_item (G_LIST_MODEL (library), 0);

  if (conversation == NULL)
    return NULL;
  ingot_library_load (library, conversation);
  while (!ingot_conversation_get_loaded (conversation))
    g_main_context_iteration (NULL, TRUE);
  return conversation;
}

IngotTurn *
ingot_workspace_fixture_send_and_wait (IngotWorkspaceFixture *fixture, IngotConversation *conversation, const char *text)
{
  IngotOutbox *outbox = ingot_workspace_get_outbox (fixture->workspace);
  g_autoptr(IngotSendJob) job = g_object_ref (ingot_outbox_send (outbox, conversation, text));

  g_assert_true (ingot_conversation_get_busy (conversation));
  g_assert_true (ingot_outbox_get_job (outbox, conversation) == job);
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  g_assert_false (ingot_conversation_get_busy (conversation));
  g_assert_null (ingot_outbox_get_job (outbox, conversation));
  return ingot_send_job_get_reply (job);
}

void
ingot_workspace_fixture_wait_for_text (IngotTurn *reply)
{
  while (ingot_turn_get_text_length (reply) == 0)
    g_main_context_iteration (NULL, TRUE);
}
