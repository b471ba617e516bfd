/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "ingot-test.h"
#include "ingot-workspace-fixture.h"

/* What a deployment's page shows, asked of the whole core as the page does. */

static IngotTrackRecord *
load_record (IngotWorkspaceFixture *fixture, IngotDeployment *deployment)
{
  IngotLibrary *library = ingot_workspace_get_library (fixture->workspace);
  IngotTrackRecord *record = ingot_library_dup_track_record (library, deployment);

  while (!ingot_track_record_get_loaded (record))
    g_main_context_iteration (NULL, TRUE);
  return record;
}

static void
test_track_record (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  IngotDeployment *deployment = ingot_workspace_fixture_start_sandbox (fixture);
  g_autoptr(IngotTrackRecord) before = load_record (fixture, deployment);
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (fixture, deployment);
  g_autoptr(IngotTrackRecord) record = NULL;
  const IngotTrackFacts *facts;
  const IngotFacts *reply;

  g_assert_cmpuint (ingot_track_record_get_facts (before)->n_replies, ==, 0);
  reply = ingot_turn_get_facts (ingot_workspace_fixture_send_and_wait (fixture, conversation, "Hello"));
  record = load_record (fixture, deployment);
  facts = ingot_track_record_get_facts (record);
  g_assert_cmpuint (facts->n_replies, ==, 1);
  g_assert_cmpfloat_with_epsilon (facts->first_token_ms, (double) reply->first_token_us / 1000, 0.001);
  g_assert_cmpfloat_with_epsilon (facts->tokens_per_second, ingot_facts_get_speed (reply), 0.001);
  g_assert_cmpint (facts->tokens_left, ==, reply->remaining_tokens);
  g_assert_cmpint (facts->requests_limit, ==, reply->limit_requests);
  g_assert_cmpint (facts->tokens_left, >=, 0);
}

#define ADD(path, func) \
  g_test_add (path, IngotWorkspaceFixture, NULL, ingot_workspace_fixture_set_up, func, \
              ingot_workspace_fixture_tear_down)

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  ADD ("/details/track-record", test_track_record);
  return g_test_run ();
}
