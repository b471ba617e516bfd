/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding 1,000 deployments of 40 resources in 5 subscriptions, from the person's wish to the last of them in the
 * store, the first time and again; and how long the next start takes to have them, beside one with an empty store. */
#define G_LOG_DOMAIN "ingot-bench"
#include "config.h"

#include <stdlib.h>

#include "ingot-test.h"
#include "ingot-tls-sandbox.h"
#include "jobs/ingot-accounts-private.h"
#include "jobs/ingot-workspace.h"

#define N_ROUNDS 10
#define LANDSCAPE "{\"subscriptions\":5,\"resources\":40,\"total_deployments\":1000}"

static IngotWorkspace *
open_workspace (const char *folder)
{
  IngotWorkspace *workspace = ingot_workspace_new (folder, g_getenv ("INGOT_TEST_SANDBOX"));

  while (!ingot_workspace_get_ready (workspace))
    g_main_context_iteration (NULL, TRUE);
  return workspace;
}

static void
wait_for_job (gpointer job)
{
  while (!ingot_job_is_over (job))
    g_main_context_iteration (NULL, TRUE);
}

static IngotAccount *
sign_in (IngotWorkspace *workspace, IngotTlsSandbox *sandbox)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotCloud) cloud = ingot_cloud_new_other (sandbox->origin, sandbox->origin, NULL, NULL, sandbox->ca_file,
                                                       &error);
  IngotAccounts *accounts = ingot_workspace_get_accounts (workspace);
  g_autoptr(IngotSignInJob) job = NULL;
  g_autofree char *form = NULL;
  g_autofree char *page = NULL;

  g_assert_no_error (error);
  ingot_accounts_set_second (accounts, 10);
  job = ingot_accounts_sign_in (accounts, cloud, NULL, INGOT_SIGN_IN_WAY_CODE, INGOT_KEEP_UNTIL_QUIT);
  while (ingot_sign_in_job_get_user_code (job) == NULL)
    g_main_context_iteration (NULL, TRUE);
  form = g_strdup_printf ("user_code=%s&action=approve&account=fine", ingot_sign_in_job_get_user_code (job));
  page = ingot_tls_sandbox_post (sandbox, "/devicelogin", "application/x-www-form-urlencoded", form);
  wait_for_job (job);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_DONE);
  return ingot_sign_in_job_get_account (job);
}

static gint64
discover (IngotWorkspace *workspace, IngotAccount *account, guint *n_lists)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(IngotDiscoverJob) job = ingot_resources_discover (ingot_workspace_get_resources (workspace), account);

  wait_for_job (job);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_DONE);
  g_assert_cmpuint (ingot_discover_job_get_n_failures (job), ==, 0);
  *n_lists = ingot_discover_job_get_n_asked (job);
  return g_get_monotonic_time () - start;
}

static guint
count_deployments (IngotWorkspace *workspace)
{
  GListModel *resources = G_LIST_MODEL (ingot_workspace_get_resources (workspace));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (resources); i++)
    {
      g_autoptr(GListModel) resource = g_list_model_get_item (resources, i);

      n += g_list_model_get_n_items (resource);
    }
  return n;
}

static gint64
close_and_open (IngotWorkspace **workspace, const char *folder)
{
  gint64 start;

  ingot_test_await_success (ingot_workspace_close (*workspace));
  g_clear_object (workspace);
  start = g_get_monotonic_time ();
  *workspace = open_workspace (folder);
  return g_get_monotonic_time () - start;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *empty = NULL;
  IngotTlsSandbox *sandbox;
  IngotWorkspace *workspace;
  IngotAccount *account;
  gint64 first, again[N_ROUNDS], open_us, open_empty_us;
  guint n_lists;

  dex_init ();
  sandbox = ingot_tls_sandbox_new ();
  ingot_tls_sandbox_stage (sandbox, LANDSCAPE);
  folder = ingot_test_make_folder ();
  empty = ingot_test_make_folder ();
  workspace = open_workspace (empty);
  open_empty_us = close_and_open (&workspace, empty);
  ingot_test_await_success (ingot_workspace_close (workspace));
  g_object_unref (workspace);
  workspace = open_workspace (folder);
  account = sign_in (workspace, sandbox);
  first = discover (workspace, account, &n_lists);
  for (int i = 0; i < N_ROUNDS; i++)
    again[i] = discover (workspace, account, &n_lists);
  qsort (again, N_ROUNDS, sizeof *again, compare_times);
  open_us = close_and_open (&workspace, folder);
  g_print ("{\"name\":\"discovery\",\"lists\":%u,\"deployments\":%u,\"first_us\":%" G_GINT64_FORMAT
           ",\"again_p50_us\":%" G_GINT64_FORMAT ",\"open_us\":%" G_GINT64_FORMAT ",\"open_empty_us\":%" G_GINT64_FORMAT
           "}\n", n_lists, count_deployments (workspace), first, again[N_ROUNDS / 2], open_us, open_empty_us);
  ingot_test_await_success (ingot_workspace_close (workspace));
  g_object_unref (workspace);
  ingot_tls_sandbox_free (sandbox);
  ingot_test_remove_folder (folder);
  ingot_test_remove_folder (empty);
  return 0;
}
