/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-check-fixture.h"
#include "jobs/ingot-accounts-private.h"

IngotCheckJob *
ingot_check_fixture_start (IngotWorkspaceFixture *fixture, const IngotEndpoint *endpoint, const char *deployment,
                           const char *key, IngotAccount *account)
{
  return ingot_resources_check_typed (ingot_workspace_get_resources (fixture->workspace), "Typed", endpoint,
                                      deployment, key, account, NULL);
}

IngotCheckJob *
ingot_check_fixture_run (IngotWorkspaceFixture *fixture, const char *address, const char *deployment, const char *key,
                         IngotAccount *account)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (address, &error);
  IngotCheckJob *job;

  g_assert_no_error (error);
  job = ingot_check_fixture_start (fixture, endpoint, deployment, key, account);
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  return job;
}

IngotAccount *
ingot_check_fixture_sign_in (IngotWorkspaceFixture *fixture, IngotTlsSandbox *sandbox, const char *person)
{
  IngotAccounts *accounts = ingot_workspace_get_accounts (fixture->workspace);
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotCloud) cloud = ingot_cloud_new_other (sandbox->origin, sandbox->origin, NULL, NULL,
                                                       sandbox->ca_file, &error);
  g_autoptr(IngotSignInJob) job = NULL;
  g_autofree char *form = NULL;
  g_autofree char *page = NULL;

  g_assert_no_error (error);
  ingot_accounts_set_second (accounts, 10);
  job = ingot_accounts_sign_in (accounts, cloud, NULL, INGOT_SIGN_IN_WAY_CODE, INGOT_KEEP_IN_KEYRING);
  while (ingot_sign_in_job_get_user_code (job) == NULL)
    g_main_context_iteration (NULL, TRUE);
  form = g_strdup_printf ("user_code=%s&action=approve&account=%s", ingot_sign_in_job_get_user_code (job), person);
  page = ingot_tls_sandbox_post (sandbox, "/devicelogin", "application/x-www-form-urlencoded", form);
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_DONE);
  return ingot_sign_in_job_get_account (job);
}

IngotCheckState
ingot_check_fixture_get_state (IngotCheckJob *job, IngotCheckKind kind)
{
  return ingot_check_step_get_state (ingot_check_job_get_step (job, kind));
}

static void
tell (IngotCheckJob *job)
{
  g_autofree char *text = ingot_check_job_dup_text (job);

  g_test_message ("%s", text);
}

static gboolean
is_behind (IngotCheckState state)
{
  return state == INGOT_CHECK_PASSED || state == INGOT_CHECK_SKIPPED;
}

void
ingot_check_fixture_assert_well (IngotCheckJob *job)
{
  tell (job);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_DONE);
  g_assert_null (ingot_check_job_get_failed_step (job));
  for (guint i = 0; i < INGOT_CHECK_N_KINDS; i++)
    {
      IngotCheckStep *step = ingot_check_job_get_step (job, (IngotCheckKind) i);

      g_assert_true (is_behind (ingot_check_step_get_state (step)));
      g_assert_nonnull (ingot_check_step_get_detail (step));
    }
}

void
ingot_check_fixture_assert_fails (IngotCheckJob *job, IngotCheckKind kind, IngotError code)
{
  const IngotFailure *failure = ingot_job_get_failure (INGOT_JOB (job));

  tell (job);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_FAILED);
  g_assert_cmpint (failure->code, ==, code);
  for (guint i = 0; i < INGOT_CHECK_N_KINDS; i++)
    {
      IngotCheckState state = ingot_check_fixture_get_state (job, (IngotCheckKind) i);

      if (i < kind)
        g_assert_true (is_behind (state));
      else
        g_assert_cmpint (state, ==, (i == kind ? INGOT_CHECK_FAILED : INGOT_CHECK_WAITING));
    }
  g_assert_true (ingot_check_job_get_failed_step (job) == ingot_check_job_get_step (job, kind));
  g_assert_nonnull (ingot_check_step_get_detail (ingot_check_job_get_failed_step (job)));
}

gboolean
ingot_check_fixture_reports (IngotCheckJob *job, const char *words)
{
  g_autofree char *text = ingot_check_job_dup_text (job);

  return strstr (text, words) != NULL;
}
