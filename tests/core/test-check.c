/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check of a deployment, against real sockets and the real sandbox, each failure staged as it happens. */
#include "config.h"

#include <string.h>

#include "base/ingot-error.h"
#include "ingot-test-sandbox.h"
#include "ingot-workspace-fixture.h"

static IngotTestSandbox *plain; /* without TLS, with its faults */
static char *plain_v1;          /* its v1 style */

static IngotResources *
resources_of (IngotWorkspaceFixture *fixture)
{
  return ingot_workspace_get_resources (fixture->workspace);
}

/* (transfer full): the check of what somebody typed, at its end. @key: (nullable) */
static IngotCheckJob *
check_typed (IngotWorkspaceFixture *fixture, const char *address, const char *deployment, const char *key)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (address, &error);
  IngotCheckJob *job;

  g_assert_no_error (error);
  job = ingot_resources_check_typed (resources_of (fixture), "Typed", endpoint, deployment, key, NULL, NULL);
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  return job;
}

static IngotCheckState
state_of (IngotCheckJob *job, IngotCheckKind kind)
{
  return ingot_check_step_get_state (ingot_check_job_get_step (job, kind));
}

static void
tell (IngotCheckJob *job)
{
  g_autofree char *text = ingot_check_job_dup_text (job);

  g_test_message ("%s", text);
}

/* All steps before @kind passed or were not needed, @kind failed because of @code, and none behind it was tried. */
static void
assert_fails_at (IngotCheckJob *job, IngotCheckKind kind, IngotError code)
{
  const IngotFailure *failure = ingot_job_get_failure (INGOT_JOB (job));

  tell (job);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_FAILED);
  for (guint i = 0; i < INGOT_CHECK_N_KINDS; i++)
    {
      IngotCheckState state = state_of (job, i);

      if (i < kind)
        g_assert_true (state == INGOT_CHECK_PASSED || state == INGOT_CHECK_SKIPPED);
      else
        g_assert_cmpint (state, ==, (i == kind ? INGOT_CHECK_FAILED : INGOT_CHECK_WAITING));
    }
  g_assert_cmpint (failure->code, ==, code);
  g_assert_true (ingot_check_job_get_failed_step (job) == ingot_check_job_get_step (job, kind));
  g_assert_nonnull (ingot_check_step_get_detail (ingot_check_job_get_failed_step (job)));
}

static void
assert_well (IngotCheckJob *job)
{
  tell (job);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_DONE);
  g_assert_null (ingot_check_job_get_failed_step (job));
  for (guint i = 0; i < INGOT_CHECK_N_KINDS; i++)
    {
      IngotCheckStep *step = ingot_check_job_get_step (job, i);

      g_assert_true (ingot_check_step_get_state (step) == INGOT_CHECK_PASSED
                     || ingot_check_step_get_state (step) == INGOT_CHECK_SKIPPED);
      g_assert_nonnull (ingot_check_step_get_detail (step));
    }
  g_assert_cmpint (state_of (job, INGOT_CHECK_ANSWER), ==, INGOT_CHECK_PASSED);
}

/* All is well */

static void
test_key (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotCheckJob) job = check_typed (fixture, plain_v1, "mistral-large", plain->key);

  assert_well (job);
  g_assert_cmpint (state_of (job, INGOT_CHECK_NAME), ==, INGOT_CHECK_SKIPPED); /* 127.0.0.1 is a number */
  g_assert_cmpint (state_of (job, INGOT_CHECK_SECURITY), ==, INGOT_CHECK_SKIPPED);
  g_assert_cmpint (state_of (job, INGOT_CHECK_AUDIENCE), ==, INGOT_CHECK_SKIPPED);
}

static void
test_sandbox (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotCheckJob) job =
    ingot_resources_check (resources_of (fixture), ingot_workspace_fixture_start_sandbox (fixture));

  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  assert_well (job);
}

/* What is staged */

static void
test_wrong_key (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotCheckJob) job = check_typed (fixture, plain_v1, "mistral-large", "wrong-key-0123456789");

  assert_fails_at (job, INGOT_CHECK_SIGN_IN, INGOT_ERROR_SIGN_IN);
}

#define ADD(path, func) \
  g_test_add ("/check/" path, IngotWorkspaceFixture, NULL, ingot_workspace_fixture_set_up, func, \
              ingot_workspace_fixture_tear_down)

int
main (int argc, char *argv[])
{
  int result;

  ingot_test_init (&argc, &argv);
  plain = ingot_test_sandbox_new (1000);
  plain_v1 = g_strconcat (plain->origin, "/openai/v1", NULL);

  ADD ("well/key", test_key);
  ADD ("well/sandbox", test_sandbox);
  ADD ("wrong-key", test_wrong_key);

  result = g_test_run ();
  ingot_test_sandbox_free (plain);
  g_free (plain_v1);
  return result;
}
