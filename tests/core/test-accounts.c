/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts as the window has them: against the real sandbox with its own certificate authority, a real database, and
 * libsecret's file backend (see the environment of this test). */
#include "config.h"

#include <string.h>

#include "base/ingot-error.h"
#include "ingot-test-vault.h"
#include "ingot-test.h"
#include "ingot-tls-sandbox.h"
#include "jobs/ingot-accounts-private.h"
#include "jobs/ingot-workspace.h"
#include "model/ingot-source-outcome.h"

static IngotTlsSandbox *sandbox;

/* How each access and id token of the sandbox begins, as of most services. */
#define TOKEN_BEGIN "eyJ"

#define OWN_APPLICATION "11111111-2222-3333-4444-555555555555"

/* As things are at first. */
#define FRESH \
  "{\"access_token_lifetime\":3599,\"clock_offset\":0,\"device_code_lifetime\":900,\"single_use_refresh\":false,"      \
  "\"audiences\":[\"https://cognitiveservices.azure.com\",\"https://ai.azure.com\"],\"key_disabled\":false}"

typedef struct
{
  char *folder;
  IngotWorkspace *workspace;
  IngotCloud *cloud;
} Fixture;

static IngotAccounts *
accounts_of (Fixture *fixture)
{
  return ingot_workspace_get_accounts (fixture->workspace);
}

static void
open_workspace (Fixture *fixture)
{
  fixture->workspace = ingot_workspace_new (fixture->folder, g_getenv ("INGOT_TEST_SANDBOX"));
  while (!ingot_workspace_get_ready (fixture->workspace))
    g_main_context_iteration (NULL, TRUE);
  ingot_accounts_set_second (accounts_of (fixture), 10);
}

static void
close_workspace (Fixture *fixture)
{
  ingot_test_await_success (ingot_workspace_close (fixture->workspace));
  g_clear_object (&fixture->workspace);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  ingot_tls_sandbox_stage (sandbox, FRESH);
  fixture->folder = ingot_test_make_folder ();
  fixture->cloud = ingot_cloud_new_other (sandbox->origin, sandbox->origin, NULL, OWN_APPLICATION, sandbox->ca_file,
                                          &error);
  g_assert_no_error (error);
  open_workspace (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  close_workspace (fixture);
  g_object_unref (fixture->cloud);
  ingot_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
wait_for_job (gpointer job)
{
  while (!ingot_job_is_over (job))
    g_main_context_iteration (NULL, TRUE);
}

/* The person types the code and chooses. */
static void
answer_code (IngotSignInJob *job, const char *account, const char *action)
{
  g_autofree char *form = NULL;
  g_autofree char *page = NULL;

  while (ingot_sign_in_job_get_user_code (job) == NULL && !ingot_job_is_over (INGOT_JOB (job)))
    g_main_context_iteration (NULL, TRUE);
  if (ingot_job_get_failure (INGOT_JOB (job)) != NULL)
    g_error ("%s", ingot_job_get_failure (INGOT_JOB (job))->service_text);
  g_assert_true (g_str_has_suffix (ingot_sign_in_job_get_link (job), "/devicelogin"));
  g_assert_cmpint (ingot_sign_in_job_get_step (job), ==, INGOT_SIGN_IN_STEP_PERSON);
  form = g_strdup_printf ("user_code=%s&action=%s&account=%s", ingot_sign_in_job_get_user_code (job), action, account);
  page = ingot_tls_sandbox_post (sandbox, "/devicelogin", "application/x-www-form-urlencoded", form);
}

/* (transfer full): the job, at its end */
static IngotSignInJob *
sign_in (Fixture *fixture, const char *person, const char *action)
{
  IngotSignInJob *job = ingot_accounts_sign_in (accounts_of (fixture), fixture->cloud, NULL, INGOT_SIGN_IN_WAY_CODE,
                                                INGOT_KEEP_IN_KEYRING);

  answer_code (job, person, action);
  wait_for_job (job);
  return job;
}

/* The person's browser opens the link, and the person chooses. The answer goes to the port that we listen on. */
static void
answer_in_browser (IngotSignInJob *job, const char *account, const char *action)
{
  static const char field[] = "name=\"flow\" value=\"";
  g_autoptr(SoupMessage) message = NULL;
  g_autofree char *page = NULL;
  g_autofree char *form = NULL;
  g_autofree char *last = NULL;
  const char *flow;

  while (ingot_sign_in_job_get_link (job) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (ingot_sign_in_job_get_user_code (job));
  message = soup_message_new ("GET", ingot_sign_in_job_get_link (job));
  page = ingot_tls_sandbox_load (sandbox, message);
  flow = strstr (page, field);
  g_assert_nonnull (flow);
  flow += strlen (field);
  form = g_strdup_printf ("flow=%.*s&account=%s&action=%s", (int) strcspn (flow, "\""), flow, account, action);
  last = ingot_tls_sandbox_post (sandbox, "/signin", "application/x-www-form-urlencoded", form);
  g_assert_nonnull (strstr (last, "go back to Ingot"));
}

static IngotAccount *
sign_in_well (Fixture *fixture, const char *person)
{
  g_autoptr(IngotSignInJob) job = sign_in (fixture, person, "approve");

  if (ingot_job_get_failure (INGOT_JOB (job)) != NULL)
    g_error ("%s", ingot_job_get_failure (INGOT_JOB (job))->service_text);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_DONE);
  return ingot_sign_in_job_get_account (job);
}

static void
assert_failure (gpointer job, IngotError code)
{
  wait_for_job (job);
  g_assert_cmpint (ingot_job_get_state (job), ==, INGOT_JOB_FAILED);
  g_assert_cmpint (ingot_job_get_failure (job)->code, ==, code);
}

static IngotDeployment *
add_resource (Fixture *fixture, IngotAccount *account)
{
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
  g_autofree char *address = g_strconcat (sandbox->origin, "/openai/v1", NULL);
  g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (address, NULL);
  g_autoptr(IngotJob) job = ingot_resources_add_with_account (resources, "Sandbox over TLS", endpoint,
                                                              sandbox->chat_deployment, account, NULL);

  wait_for_job (job);
  g_assert_cmpint (ingot_job_get_state (job), ==, INGOT_JOB_DONE);
  return ingot_resources_get_added (resources, job);
}

/* (transfer full): the job of one message, at its end */
static IngotSendJob *
chat (Fixture *fixture, IngotDeployment *deployment)
{
  IngotConversation *conversation = ingot_library_begin (ingot_workspace_get_library (fixture->workspace));
  IngotSendJob *job;

  ingot_conversation_set_deployment (conversation, deployment);
  job = g_object_ref (ingot_outbox_send (ingot_workspace_get_outbox (fixture->workspace), conversation, "hello"));
  wait_for_job (job);
  return job;
}

static void
chat_well (Fixture *fixture, IngotDeployment *deployment)
{
  g_autoptr(IngotSendJob) job = chat (fixture, deployment);
  const IngotFailure *failure = ingot_job_get_failure (INGOT_JOB (job));

  if (failure != NULL)
    g_error ("%d %s", failure->code, failure->service_text);
  g_assert_cmpint (ingot_turn_get_state (ingot_send_job_get_reply (job)), ==, INGOT_TURN_COMPLETE);
}

static void
sign_out (Fixture *fixture, IngotAccount *account)
{
  g_autoptr(IngotAccount) kept = g_object_ref (account);
  g_autoptr(IngotJob) job = ingot_accounts_sign_out (accounts_of (fixture), account);

  wait_for_job (job);
  g_assert_cmpint (ingot_job_get_state (job), ==, INGOT_JOB_DONE);
}

static gboolean
folder_has (const char *folder, const char *text)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      if (g_file_get_contents (path, &bytes, &length, NULL) && memmem (bytes, length, text, strlen (text)) != NULL)
        found = TRUE;
    }
  return found;
}

/* From nothing to a reply without a key, over a restart, to nothing. */
static void
test_journey (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *account = sign_in_well (fixture, "fine");
  g_autofree char *username = g_strdup (ingot_account_get_username (account));
  g_autofree char *object_id = g_strdup (ingot_account_get_object_id (account));
  g_autofree char *vault_address = ingot_account_dup_vault_address (account);
  g_autoptr(IngotVault) vault = ingot_vault_new ();
  g_autoptr(IngotDeployment) deployment = NULL;
  gint64 id;

  g_assert_nonnull (username);
  g_assert_false (folder_has (fixture->folder, TOKEN_BEGIN));
  deployment = g_object_ref (add_resource (fixture, account));
  chat_well (fixture, deployment);
  id = ingot_deployment_get_id (deployment);
  g_assert_true (folder_has (fixture->folder, username));
  close_workspace (fixture);
  open_workspace (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts_of (fixture))), ==, 1);
  g_set_object (&deployment, ingot_resources_find_deployment (ingot_workspace_get_resources (fixture->workspace), id));
  chat_well (fixture, deployment);
  account = ingot_resource_get_account (ingot_deployment_get_resource (deployment));
  g_assert_cmpstr (ingot_account_get_username (account), ==, username);
  g_assert_false (folder_has (fixture->folder, TOKEN_BEGIN));
  sign_out (fixture, account);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts_of (fixture))), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (ingot_workspace_get_resources (fixture->workspace))), ==, 1);
  g_assert_false (folder_has (fixture->folder, username));
  g_assert_false (folder_has (fixture->folder, object_id));
  ingot_test_vault_assert_error (ingot_vault_lookup (vault, vault_address, NULL), INGOT_ERROR, INGOT_ERROR_NO_KEY);
}

static void
test_declined (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotSignInJob) job = sign_in (fixture, "fine", "deny");

  assert_failure (job, INGOT_ERROR_DECLINED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts_of (fixture))), ==, 0);
}

static void
test_blocked (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotSignInJob) job = sign_in (fixture, "blocked", "approve");

  assert_failure (job, INGOT_ERROR_BLOCKED);
  g_assert_true (ingot_sign_in_job_offers_browser (job));
}

/* The first try tells what is wanted, and the second brings it. */
static void
test_more_proof (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotSignInJob) job = sign_in (fixture, "mfa", "approve");

  assert_failure (job, INGOT_ERROR_MFA);
  sign_out (fixture, sign_in_well (fixture, "mfa"));
}

/* What somebody who is blocked would have to prove is not asked of whoever comes next. */
static void
test_others_proof (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotSignInJob) blocked = sign_in (fixture, "blocked", "approve");
  g_autoptr(IngotSignInJob) job = NULL;

  assert_failure (blocked, INGOT_ERROR_BLOCKED);
  job = sign_in (fixture, "mfa", "approve");
  assert_failure (job, INGOT_ERROR_MFA);
}

/* Whom the organization lets in with no code, it lets in with the browser. */
static void
test_browser (Fixture *fixture, gconstpointer unused)
{
  static const struct { const char *person, *action; } rows[] = { { "blocked", "approve" }, { "mfa", "confirm" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(IngotSignInJob) job = ingot_accounts_sign_in (accounts_of (fixture), fixture->cloud, NULL,
                                                              INGOT_SIGN_IN_WAY_BROWSER, INGOT_KEEP_IN_KEYRING);

      answer_in_browser (job, rows[i].person, rows[i].action);
      wait_for_job (job);
      g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_DONE);
      chat_well (fixture, add_resource (fixture, ingot_sign_in_job_get_account (job)));
      sign_out (fixture, ingot_sign_in_job_get_account (job));
    }
}

static void
test_no_role (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *account = sign_in_well (fixture, "no-role");
  g_autoptr(IngotSendJob) job = chat (fixture, add_resource (fixture, account));

  assert_failure (job, INGOT_ERROR_ROLE_MISSING);
  sign_out (fixture, account);
}

static void
test_code_expired (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotSignInJob) job = NULL;

  ingot_tls_sandbox_stage (sandbox, "{\"device_code_lifetime\":0}");
  job = ingot_accounts_sign_in (accounts_of (fixture), fixture->cloud, NULL, INGOT_SIGN_IN_WAY_CODE,
                                INGOT_KEEP_IN_KEYRING);
  assert_failure (job, INGOT_ERROR_CODE_EXPIRED);
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotSignInJob) job = ingot_accounts_sign_in (accounts_of (fixture), fixture->cloud, NULL,
                                                          INGOT_SIGN_IN_WAY_CODE, INGOT_KEEP_IN_KEYRING);

  while (ingot_sign_in_job_get_user_code (job) == NULL)
    g_main_context_iteration (NULL, TRUE);
  ingot_job_cancel (INGOT_JOB (job));
  wait_for_job (job);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_CANCELLED);
}

static void
test_no_tenant (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotSignInJob) odd = ingot_accounts_sign_in (accounts_of (fixture), fixture->cloud, "a/../b",
                                                          INGOT_SIGN_IN_WAY_CODE, INGOT_KEEP_IN_KEYRING);
  g_autoptr(IngotSignInJob) unknown = ingot_accounts_sign_in (accounts_of (fixture), fixture->cloud, "nobody.example",
                                                              INGOT_SIGN_IN_WAY_CODE, INGOT_KEEP_IN_KEYRING);

  assert_failure (odd, INGOT_ERROR_INPUT);
  assert_failure (unknown, INGOT_ERROR_TENANT);
}

/* Without a keyring: until the program ends, and then it says that one is signed out. */
static void
test_until_quit (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotSignInJob) job = ingot_accounts_sign_in (accounts_of (fixture), fixture->cloud, NULL,
                                                          INGOT_SIGN_IN_WAY_CODE, INGOT_KEEP_UNTIL_QUIT);
  g_autoptr(IngotVault) vault = ingot_vault_new ();
  g_autofree char *address = NULL;
  g_autoptr(IngotSendJob) failed = NULL;
  IngotDeployment *deployment;
  IngotAccount *account;

  answer_code (job, "fine", "approve");
  wait_for_job (job);
  account = ingot_sign_in_job_get_account (job);
  address = ingot_account_dup_vault_address (account);
  deployment = add_resource (fixture, account);
  ingot_tls_sandbox_stage (sandbox, "{\"clock_offset\":7200}"); /* so that the refresh token is needed */
  chat_well (fixture, deployment);
  ingot_test_vault_assert_error (ingot_vault_lookup (vault, address, NULL), INGOT_ERROR, INGOT_ERROR_NO_KEY);
  close_workspace (fixture);
  open_workspace (fixture);
  deployment = ingot_resources_get_default_deployment (ingot_workspace_get_resources (fixture->workspace));
  account = ingot_resource_get_account (ingot_deployment_get_resource (deployment));
  failed = chat (fixture, deployment);
  assert_failure (failed, INGOT_ERROR_SIGN_IN_AGAIN);
  g_assert_true (ingot_account_get_signed_out (account));
  sign_out (fixture, account);
}

/* The service's clock jumps: what we hold is no longer good there, and nobody hears of it. */
static void
test_expired_in_conversation (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *account = sign_in_well (fixture, "fine");
  IngotDeployment *deployment = add_resource (fixture, account);

  chat_well (fixture, deployment);
  ingot_tls_sandbox_stage (sandbox, "{\"clock_offset\":7200}");
  chat_well (fixture, deployment);
  ingot_tls_sandbox_stage (sandbox, "{\"clock_offset\":0}");
  sign_out (fixture, account);
}

static void
test_clock_skew (Fixture *fixture, gconstpointer unused)
{
  static const char *const offsets[] = { "{\"clock_offset\":600}", "{\"clock_offset\":-600}" };

  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      IngotAccount *account;

      ingot_tls_sandbox_stage (sandbox, offsets[i]);
      account = sign_in_well (fixture, "fine");
      chat_well (fixture, add_resource (fixture, account));
      sign_out (fixture, account);
    }
}

/* The reply says that one is signed out; signing in again is all it takes. */
static void
test_revoked (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *account = sign_in_well (fixture, "fine");
  IngotDeployment *deployment = add_resource (fixture, account);
  g_autoptr(IngotSendJob) failed = NULL;
  g_autoptr(IngotSignInJob) again = NULL;

  ingot_tls_sandbox_stage (sandbox, "{\"revoke\":true,\"clock_offset\":7200}");
  failed = chat (fixture, deployment);
  assert_failure (failed, INGOT_ERROR_SIGN_IN_AGAIN);
  g_assert_true (ingot_account_get_signed_out (account));
  again = ingot_accounts_sign_in_again (accounts_of (fixture), account, INGOT_SIGN_IN_WAY_CODE, INGOT_KEEP_IN_KEYRING);
  answer_code (again, "fine", "approve");
  wait_for_job (again);
  g_assert_true (ingot_sign_in_job_get_account (again) == account);
  g_assert_false (ingot_account_get_signed_out (account));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts_of (fixture))), ==, 1);
  chat_well (fixture, deployment);
  sign_out (fixture, account);
}

/* A resource that takes the other audience only: found out once, and kept. */
static void
test_other_audience (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *account = sign_in_well (fixture, "fine");
  IngotDeployment *deployment = add_resource (fixture, account);
  g_autoptr(GListModel) audiences = NULL;

  ingot_tls_sandbox_stage (sandbox, "{\"audiences\":[\"https://ai.azure.com\"],\"single_use_refresh\":true}");
  chat_well (fixture, deployment);
  g_assert_cmpstr (ingot_resource_get_scope (ingot_deployment_get_resource (deployment)), ==,
                   "https://ai.azure.com/.default");
  audiences = ingot_accounts_dup_audiences (accounts_of (fixture), account);
  g_assert_cmpuint (g_list_model_get_n_items (audiences), >=, 1);
  close_workspace (fixture);
  open_workspace (fixture);
  account = g_list_model_get_item (G_LIST_MODEL (accounts_of (fixture)), 0);
  g_object_unref (account); /* the list holds it */
  deployment = ingot_resources_get_default_deployment (ingot_workspace_get_resources (fixture->workspace));
  chat_well (fixture, deployment);
  sign_out (fixture, account);
}

/* One person twice is one account; two are two. */
static void
test_several (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *one = sign_in_well (fixture, "fine");
  IngotAccount *other = sign_in_well (fixture, "no-role");

  g_assert_true (sign_in_well (fixture, "fine") == one);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts_of (fixture))), ==, 2);
  sign_out (fixture, other);
  chat_well (fixture, add_resource (fixture, one));
  sign_out (fixture, one);
}

/* Without its authority nothing of the sandbox is trusted, and nothing is sent. */
static void
test_untrusted (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotCloud) cloud = ingot_cloud_new_other (sandbox->origin, NULL, NULL, NULL, NULL, NULL);
  g_autoptr(IngotSignInJob) job = ingot_accounts_sign_in (accounts_of (fixture), cloud, NULL, INGOT_SIGN_IN_WAY_CODE,
                                                          INGOT_KEEP_IN_KEYRING);

  assert_failure (job, INGOT_ERROR_TLS);
}

static void
test_sources (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotJob) job = NULL;
  g_autoptr(GListModel) outcomes = NULL;
  g_autoptr(IngotSourceOutcome) outcome = NULL;

  g_unsetenv ("AZURE_CLIENT_ID");
  job = ingot_accounts_add_source (accounts_of (fixture), INGOT_ACCOUNT_ENVIRONMENT, fixture->cloud);
  assert_failure (job, INGOT_ERROR_NO_SOURCE);
  outcomes = ingot_accounts_dup_outcomes_of (accounts_of (fixture), job);
  outcome = g_list_model_get_item (outcomes, 0);
  g_assert_cmpint (ingot_source_outcome_get_state (outcome), ==, INGOT_SOURCE_MISSING);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts_of (fixture))), ==, 0);
}

/* An application whose secret is in the environment. However often it is added, it is there once. */
static void
test_source_added (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *first = NULL;

  g_setenv ("AZURE_TENANT_ID", "sandbox.example", TRUE);
  g_setenv ("AZURE_CLIENT_ID", OWN_APPLICATION, TRUE);
  g_setenv ("AZURE_CLIENT_SECRET", sandbox->key, TRUE);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(IngotJob) job = ingot_accounts_add_source (accounts_of (fixture), INGOT_ACCOUNT_ENVIRONMENT,
                                                           fixture->cloud);
      IngotAccount *account;

      wait_for_job (job);
      account = ingot_accounts_get_added (accounts_of (fixture), job);
      g_assert_nonnull (account);
      g_assert_true (first == NULL || account == first);
      first = account;
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts_of (fixture))), ==, 1);
    }
  chat_well (fixture, add_resource (fixture, first));
  g_assert_null (ingot_accounts_dup_obstacle (accounts_of (fixture), INGOT_ACCOUNT_ENVIRONMENT));
  g_unsetenv ("AZURE_CLIENT_SECRET");
  sign_out (fixture, first);
}

/* What is off in a Flatpak. */
static void
test_flatpak (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *info = g_build_filename (fixture->folder, "flatpak-info", NULL);
  g_autofree char *obstacle = NULL;

  g_assert_true (g_file_set_contents (info, "[Application]\nname=io.github.ingotapp.Ingot\n", -1, NULL));
  ingot_accounts_set_flatpak_info (accounts_of (fixture), info);
  obstacle = ingot_accounts_dup_obstacle (accounts_of (fixture), INGOT_ACCOUNT_AZURE_CLI);
  g_assert_nonnull (strstr (obstacle, "flatpak override"));
  g_assert_null (ingot_accounts_dup_obstacle (accounts_of (fixture), INGOT_ACCOUNT_FIRST_FOUND));
}

static GLogFunc other_handler;

/* Whatever this process or a library of it logs, at any level. */
static void
look_for_tokens (const char *domain, GLogLevelFlags level, const char *message, gpointer unused)
{
  g_assert_null (strstr (message, TOKEN_BEGIN));
  other_handler (domain, level, message, NULL);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  int status;

  ingot_test_init (&argc, &argv);
  ADD ("/accounts/journey", test_journey);
  ADD ("/accounts/declined", test_declined);
  ADD ("/accounts/blocked", test_blocked);
  ADD ("/accounts/browser", test_browser);
  ADD ("/accounts/more-proof", test_more_proof);
  ADD ("/accounts/others-proof", test_others_proof);
  ADD ("/accounts/no-role", test_no_role);
  ADD ("/accounts/code-expired", test_code_expired);
  ADD ("/accounts/cancel", test_cancel);
  ADD ("/accounts/no-tenant", test_no_tenant);
  ADD ("/accounts/until-quit", test_until_quit);
  ADD ("/accounts/expired-in-conversation", test_expired_in_conversation);
  ADD ("/accounts/clock-skew", test_clock_skew);
  ADD ("/accounts/revoked", test_revoked);
  ADD ("/accounts/other-audience", test_other_audience);
  ADD ("/accounts/several", test_several);
  ADD ("/accounts/untrusted", test_untrusted);
  ADD ("/accounts/sources", test_sources);
  ADD ("/accounts/source-added", test_source_added);
  ADD ("/accounts/flatpak", test_flatpak);
  other_handler = g_log_set_default_handler (look_for_tokens, NULL);
  sandbox = ingot_tls_sandbox_new ();
  status = g_test_run ();
  ingot_tls_sandbox_free (sandbox);
  return status;
}
