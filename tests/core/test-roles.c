/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which roles an account has, as the real sandbox tells, and as a service tells that means no good. */
#include "config.h"

#include <string.h>

#include "base/ingot-error.h"
#include "ingot-test-server.h"
#include "ingot-tls-sandbox.h"
#include "ingot-workspace-fixture.h"
#include "jobs/ingot-accounts.h"

#define CLIENT "11111111-2222-3333-4444-555555555555"
#define SUBSCRIPTION "99999999-2222-3333-4444-555555555555"
#define DEFINITIONS "/subscriptions/" SUBSCRIPTION "/providers/Microsoft.Authorization/roleDefinitions/"

/* {"oid":"11111111-2222-3333-4444-555555555555"}, and {"oid":"') or ('"} */
#define TOKEN "{\"access_token\":\"h.eyJvaWQiOiIxMTExMTExMS0yMjIyLTMzMzMtNDQ0NC01NTU1NTU1NTU1NTUifQ.s\",\"expires_in\":3600}"
#define ODD_TOKEN "{\"access_token\":\"h.eyJvaWQiOiInKSBvciAoJyJ9.s\",\"expires_in\":3600}"

static IngotTlsSandbox *sandbox;

static IngotAccounts *
accounts_of (IngotWorkspaceFixture *fixture)
{
  return ingot_workspace_get_accounts (fixture->workspace);
}

/* An application of the sandbox's, or of whoever @cloud is. */
static IngotAccount *
add_account (IngotWorkspaceFixture *fixture, IngotCloud *cloud)
{
  g_autoptr(IngotJob) job = ingot_accounts_add_source (accounts_of (fixture), INGOT_ACCOUNT_ENVIRONMENT, cloud);

  ingot_workspace_fixture_wait_for_job (job);
  g_assert_nonnull (ingot_accounts_get_added (accounts_of (fixture), job));
  return ingot_accounts_get_added (accounts_of (fixture), job);
}

static IngotRolesJob *
list_roles (IngotWorkspaceFixture *fixture, IngotAccount *account)
{
  IngotRolesJob *job = ingot_accounts_list_roles (accounts_of (fixture), account);

  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  return job;
}

static void
assert_roles (IngotRolesJob *job, const char *expected)
{
  GListModel *roles = ingot_roles_job_get_roles (job);
  g_autoptr(GString) got = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (roles); i++)
    {
      g_autoptr(IngotAssignedRole) role = g_list_model_get_item (roles, i);

      g_string_append_printf (got, "%s of %s\n", ingot_assigned_role_get_name (role),
                              ingot_assigned_role_get_where (role));
    }
  g_assert_cmpstr (got->str, ==, expected);
}

static void
test_sandbox (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotCloud) cloud = ingot_cloud_new_other (sandbox->origin, sandbox->origin, NULL, NULL, sandbox->ca_file,
                                                       NULL);
  IngotAccount *account = add_account (fixture, cloud);
  g_autoptr(IngotRolesJob) job = list_roles (fixture, account);
  g_autoptr(IngotRolesJob) refused = NULL;

  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_DONE);
  assert_roles (job, "Reader of Sandbox\nCognitive Services User of Sandbox\n");
  ingot_tls_sandbox_stage (sandbox, "{\"failing_subscriptions\":[403]}");
  refused = list_roles (fixture, account);
  g_assert_cmpint (ingot_job_get_failure (INGOT_JOB (refused))->code, ==, INGOT_ERROR_CANNOT_LIST);
  ingot_tls_sandbox_stage (sandbox, "{\"failing_subscriptions\":[]}");
}

static void
test_no_management (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotCloud) cloud = ingot_cloud_new_other (sandbox->origin, NULL, NULL, NULL, sandbox->ca_file, NULL);

  g_assert_null (ingot_accounts_list_roles (accounts_of (fixture), add_account (fixture, cloud)));
}

static IngotAccount *
add_account_at (IngotWorkspaceFixture *fixture, IngotTestServer *server)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotCloud) cloud = ingot_cloud_new_other (server->url, server->url, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  ingot_test_server_answer (server, 200, NULL, NULL, TOKEN);
  return add_account (fixture, cloud);
}

/* Only what looks like a definition is asked for, and what is there twice is told once. */
static void
test_hostile (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  IngotAccount *account = add_account_at (fixture, server);
  g_autoptr(IngotRolesJob) job = NULL;

  ingot_test_server_answer (server, 200, NULL, NULL, TOKEN);
  ingot_test_server_answer (server, 200, NULL, NULL, "{\"value\":[{\"subscriptionId\":\"" SUBSCRIPTION "\","
                            "\"displayName\":\"S\",\"state\":\"Enabled\"}]}");
  ingot_test_server_answer (server, 200, NULL, NULL,
                            "{\"value\":[{},{\"properties\":{\"roleDefinitionId\":\"@evil.example/roleDefinitions/1\"}},"
                            "{\"properties\":{\"roleDefinitionId\":\"/../roleDefinitions/2\"}},"
                            "{\"properties\":{\"roleDefinitionId\":\"/a?b/roleDefinitions/3\"}},"
                            "{\"properties\":{\"roleDefinitionId\":\"" DEFINITIONS "4\",\"scope\":\"/x/rg\"}},"
                            "{\"properties\":{\"roleDefinitionId\":\"" DEFINITIONS "4\",\"scope\":\"/x/rg\"}},"
                            "{\"properties\":{\"roleDefinitionId\":\"" DEFINITIONS "4\",\"scope\":7}}]}");
  ingot_test_server_answer (server, 200, NULL, NULL, "{\"properties\":{\"roleName\":\"<b>Reader\"}}");
  job = list_roles (fixture, account);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_DONE);
  assert_roles (job, "<b>Reader of rg\n<b>Reader of S\n");
  g_assert_cmpuint (server->seen->len, ==, 5);
  g_assert_cmpstr (server->seen->pdata[4], ==, "GET " DEFINITIONS "4");
}

/* Whoever a token is for becomes part of a filter, so it has to be an id. */
static void
test_odd_principal (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  IngotAccount *account = add_account_at (fixture, server);
  g_autoptr(IngotRolesJob) job = NULL;

  ingot_test_server_answer (server, 200, NULL, NULL, ODD_TOKEN);
  job = list_roles (fixture, account);
  g_assert_cmpint (ingot_job_get_failure (INGOT_JOB (job))->code, ==, INGOT_ERROR_PROTOCOL);
  g_assert_cmpuint (server->seen->len, ==, 2);
}

static void
test_cancel (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  IngotAccount *account = add_account_at (fixture, server);
  g_autoptr(IngotRolesJob) job = NULL;

  ingot_test_server_answer (server, 200, NULL, NULL, TOKEN);
  ingot_test_server_hold (server);
  job = ingot_accounts_list_roles (accounts_of (fixture), account);
  INGOT_TEST_WAIT_FOR (server->held != NULL);
  ingot_job_cancel (INGOT_JOB (job));
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_CANCELLED);
}

#define ADD(path, func) \
  g_test_add (path, IngotWorkspaceFixture, NULL, ingot_workspace_fixture_set_up, func, \
              ingot_workspace_fixture_tear_down)

int
main (int argc, char **argv)
{
  int status;

  ingot_test_init (&argc, &argv);
  ADD ("/roles/sandbox", test_sandbox);
  ADD ("/roles/no-management", test_no_management);
  ADD ("/roles/hostile", test_hostile);
  ADD ("/roles/odd-principal", test_odd_principal);
  ADD ("/roles/cancel", test_cancel);
  sandbox = ingot_tls_sandbox_new ();
  g_setenv ("AZURE_TENANT_ID", "sandbox.example", TRUE);
  g_setenv ("AZURE_CLIENT_ID", CLIENT, TRUE);
  g_setenv ("AZURE_CLIENT_SECRET", sandbox->key, TRUE);
  status = g_test_run ();
  ingot_tls_sandbox_free (sandbox);
  return status;
}
