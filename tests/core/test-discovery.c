/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Discovery as the window has it: against the real sandbox with its landscape of subscriptions, a real database, and
 * libsecret's file backend (see the environment of this test). */
#include "config.h"

#include "base/ingot-error.h"
#include "ingot-test-sandbox.h"
#include "ingot-test-server.h"
#include "ingot-test.h"
#include "ingot-tls-sandbox.h"
#include "jobs/ingot-accounts-private.h"
#include "jobs/ingot-list-job.h"
#include "jobs/ingot-workspace.h"

static IngotTlsSandbox *sandbox;
static IngotTestSandbox *plain; /* for keys: what the system does not trust cannot be asked with one */

#define LANDSCAPE \
  "\"access_token_lifetime\":3599,\"tenants\":1,\"subscriptions\":5,\"resources\":40,\"total_deployments\":1000," \
  "\"page_size\":100,\"claims_challenge\":false,\"failing_subscriptions\":[]"

typedef struct
{
  char *folder;
  IngotWorkspace *workspace;
  IngotCloud *cloud;
} Fixture;

static void
open_workspace (Fixture *fixture)
{
  fixture->workspace = ingot_workspace_new (fixture->folder, g_getenv ("INGOT_TEST_SANDBOX"));
  while (!ingot_workspace_get_ready (fixture->workspace))
    g_main_context_iteration (NULL, TRUE);
  ingot_accounts_set_second (ingot_workspace_get_accounts (fixture->workspace), 10);
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

  ingot_tls_sandbox_stage (sandbox, "{" LANDSCAPE "}");
  fixture->folder = ingot_test_make_folder ();
  fixture->cloud = ingot_cloud_new_other (sandbox->origin, sandbox->origin, NULL, NULL, sandbox->ca_file, &error);
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

static IngotAccount *
sign_in (Fixture *fixture)
{
  IngotAccounts *accounts = ingot_workspace_get_accounts (fixture->workspace);
  g_autoptr(IngotSignInJob) job = ingot_accounts_sign_in (accounts, fixture->cloud, NULL, INGOT_SIGN_IN_WAY_CODE,
                                                          INGOT_KEEP_IN_KEYRING);
  g_autofree char *form = NULL;
  g_autofree char *page = NULL;

  while (ingot_sign_in_job_get_user_code (job) == NULL)
    g_main_context_iteration (NULL, TRUE);
  form = g_strdup_printf ("user_code=%s&action=approve&account=fine", ingot_sign_in_job_get_user_code (job));
  page = ingot_tls_sandbox_post (sandbox, "/devicelogin", "application/x-www-form-urlencoded", form);
  wait_for_job (job);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_DONE);
  return ingot_sign_in_job_get_account (job);
}

static IngotResources *
resources_of (Fixture *fixture)
{
  return ingot_workspace_get_resources (fixture->workspace);
}

/* (transfer full): the job, at its end */
static IngotDiscoverJob *
discover (Fixture *fixture, IngotAccount *account)
{
  IngotDiscoverJob *job = ingot_resources_discover (resources_of (fixture), account);

  wait_for_job (job);
  return job;
}

static void
discover_well (Fixture *fixture, IngotAccount *account)
{
  g_autoptr(IngotDiscoverJob) job = discover (fixture, account);
  const IngotFailure *failure = ingot_job_get_failure (INGOT_JOB (job));

  if (failure != NULL)
    g_error ("%d %s", failure->code, failure->service_text);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_DONE);
  g_assert_cmpuint (ingot_discover_job_get_n_failures (job), ==, 0);
  g_assert_cmpuint (ingot_discover_job_get_n_asked (job), ==, ingot_discover_job_get_n_to_ask (job));
}

/* How many resources but the sandbox are there, and how many deployments that were found at the last look. */
static void
count (Fixture *fixture, guint *n_resources, guint *n_deployments)
{
  GListModel *resources = G_LIST_MODEL (resources_of (fixture));

  *n_resources = g_list_model_get_n_items (resources) - 1;
  *n_deployments = 0;
  for (guint i = 0; i < *n_resources; i++)
    {
      g_autoptr(IngotResource) resource = g_list_model_get_item (resources, i);

      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (resource)); j++)
        {
          g_autoptr(IngotDeployment) deployment = g_list_model_get_item (G_LIST_MODEL (resource), j);

          *n_deployments += ingot_deployment_get_found (deployment) >= ingot_resource_get_listed (resource) ? 1 : 0;
        }
    }
}

static void
assert_count (Fixture *fixture, guint n_resources, guint n_deployments)
{
  guint resources, deployments;

  count (fixture, &resources, &deployments);
  g_assert_cmpuint (resources, ==, n_resources);
  g_assert_cmpuint (deployments, ==, n_deployments);
}

static IngotDeployment *
find_chat_deployment (Fixture *fixture)
{
  GListModel *resources = G_LIST_MODEL (resources_of (fixture));

  for (guint i = 0; i < g_list_model_get_n_items (resources); i++)
    {
      g_autoptr(IngotResource) resource = g_list_model_get_item (resources, i);

      if (g_strcmp0 (ingot_resource_get_name (resource), "ingot-sandbox") == 0)
        return ingot_resource_find_deployment (resource, sandbox->chat_deployment);
    }
  return NULL;
}

static void
assert_chat_deployment (Fixture *fixture)
{
  IngotDeployment *deployment = find_chat_deployment (fixture);
  const IngotDeploymentInfo *info;
  const IngotResourceInfo *resource;

  g_assert_nonnull (deployment);
  info = ingot_deployment_get_info (deployment);
  resource = ingot_resource_get_info (ingot_deployment_get_resource (deployment));
  g_assert_nonnull (info);
  g_assert_cmpstr (info->state, ==, "Succeeded");
  g_assert_cmpstr (info->policy, !=, NULL);
  g_assert_cmpint (info->capacity, >, 0);
  g_assert_cmpint (info->tokens_per_minute, >, 0);
  g_assert_cmpint (info->requests_per_minute, >, 0);
  g_assert_true (ingot_deployment_get_chats (deployment));
  g_assert_cmpstr (resource->kind, ==, "AIServices");
  g_assert_cmpstr (resource->subscription_name, ==, "Sandbox");
  g_assert_false (resource->keys_disabled);
}

static void
chat (Fixture *fixture, IngotDeployment *deployment)
{
  IngotConversation *conversation = ingot_library_begin (ingot_workspace_get_library (fixture->workspace));
  g_autoptr(IngotSendJob) job = NULL;

  ingot_conversation_set_deployment (conversation, deployment);
  job = g_object_ref (ingot_outbox_send (ingot_workspace_get_outbox (fixture->workspace), conversation, "hello"));
  wait_for_job (job);
  g_assert_cmpint (ingot_turn_get_state (ingot_send_job_get_reply (job)), ==, INGOT_TURN_COMPLETE);
}

/* Everything is found, kept over a restart without the service being asked, and can be chatted with. */
static void
test_everything (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *account = sign_in (fixture);

  discover_well (fixture, account);
  assert_count (fixture, 36, 1000); /* 4 of the 40 are of a kind without deployments */
  assert_chat_deployment (fixture);
  chat (fixture, find_chat_deployment (fixture));
  close_workspace (fixture);
  ingot_tls_sandbox_stage (sandbox, "{\"failing_subscriptions\":[500,500,500,500,500]}");
  open_workspace (fixture);
  assert_count (fixture, 36, 1000);
  assert_chat_deployment (fixture);
}

/* A second look finds the same ones, not others. */
static void
test_again (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *account = sign_in (fixture);
  IngotDeployment *first;

  discover_well (fixture, account);
  first = find_chat_deployment (fixture);
  discover_well (fixture, account);
  assert_count (fixture, 36, 1000);
  g_assert_true (find_chat_deployment (fixture) == first);
}

static void
test_small_pages (Fixture *fixture, gconstpointer unused)
{
  ingot_tls_sandbox_stage (sandbox, "{\"page_size\":3,\"resources\":10,\"total_deployments\":100}");
  discover_well (fixture, sign_in (fixture));
  assert_count (fixture, 9, 100);
}

static void
test_tenants (Fixture *fixture, gconstpointer unused)
{
  ingot_tls_sandbox_stage (sandbox, "{\"tenants\":3,\"resources\":10,\"total_deployments\":100}");
  discover_well (fixture, sign_in (fixture));
  assert_count (fixture, 9, 100);
}

/* What was refused is told for each subscription, the rest is there, and what was known of the refused ones stays. */
static void
test_partial_failure (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *account = sign_in (fixture);
  g_autoptr(IngotDiscoverJob) job = NULL;
  GListModel *subscriptions;
  guint n_resources, n_deployments;

  ingot_tls_sandbox_stage (sandbox, "{\"failing_subscriptions\":[0,403,0,404,0]}");
  job = discover (fixture, account);
  subscriptions = ingot_discover_job_get_subscriptions (job);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_DONE);
  g_assert_cmpuint (ingot_discover_job_get_n_failures (job), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (subscriptions), ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(IngotSubscription) subscription = g_list_model_get_item (subscriptions, i);
      const IngotFailure *failure = ingot_subscription_get_failure (subscription);

      g_assert_cmpint (failure != NULL, ==, i == 1 || i == 3);
      if (i == 1)
        g_assert_cmpint (failure->code, ==, INGOT_ERROR_CANNOT_LIST);
      if (failure == NULL)
        g_assert_cmpuint (ingot_subscription_get_n_deployments (subscription), >, 0);
    }
  count (fixture, &n_resources, &n_deployments);
  g_assert_cmpuint (n_resources, <, 36);
  ingot_tls_sandbox_stage (sandbox, "{\"failing_subscriptions\":[]}");
  discover_well (fixture, account);
  assert_count (fixture, 36, 1000);
  ingot_tls_sandbox_stage (sandbox, "{\"failing_subscriptions\":[0,403,0,0,0]}");
  g_clear_object (&job);
  job = discover (fixture, account);
  assert_count (fixture, 36, 1000);
}

static void
asked_cb (IngotJob *job)
{
  if (ingot_discover_job_get_n_asked (INGOT_DISCOVER_JOB (job)) == 10)
    ingot_job_cancel (job);
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotDiscoverJob) job = ingot_resources_discover (resources_of (fixture), sign_in (fixture));

  g_signal_connect (job, "notify::n-asked", G_CALLBACK (asked_cb), NULL);
  wait_for_job (job);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_CANCELLED);
  g_assert_cmpuint (ingot_discover_job_get_n_asked (job), <, ingot_discover_job_get_n_to_ask (job));
}

static void
test_one_at_a_time (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *account = sign_in (fixture);
  g_autoptr(IngotDiscoverJob) first = ingot_resources_discover (resources_of (fixture), account);
  g_autoptr(IngotDiscoverJob) second = ingot_resources_discover (resources_of (fixture), account);
  g_autoptr(IngotDiscoverJob) third = NULL;

  g_assert_true (first == second);
  wait_for_job (first);
  g_assert_true (ingot_resources_get_discovery (resources_of (fixture), account) == first);
  third = discover (fixture, account);
  g_assert_true (third != first);
  assert_count (fixture, 36, 1000);
}

/* Where nothing at all could be listed, the job says why. */
static void
test_nothing (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *account = sign_in (fixture);
  g_autoptr(IngotDiscoverJob) job = NULL;

  ingot_account_set_signed_out (account, FALSE);
  ingot_tls_sandbox_stage (sandbox, "{\"claims_challenge\":true}");
  job = discover (fixture, account);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_FAILED);
  g_assert_nonnull (ingot_job_get_failure (INGOT_JOB (job)));
  g_test_message ("failed with %d", ingot_job_get_failure (INGOT_JOB (job))->code);
  g_assert_cmpint (ingot_job_get_failure (INGOT_JOB (job))->code, ==, INGOT_ERROR_MFA);
}

/* What is deleted stays where conversations can find it, and is known to be gone. */
static void
test_deleted (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *account = sign_in (fixture);
  guint n_resources, n_deployments;

  discover_well (fixture, account);
  ingot_tls_sandbox_stage (sandbox, "{\"resources\":10,\"total_deployments\":100}");
  discover_well (fixture, account);
  count (fixture, &n_resources, &n_deployments);
  g_assert_cmpuint (n_resources, ==, 36);
  g_assert_cmpuint (n_deployments, ==, 100);
}

/* Nothing of an account that signs out comes back, even while it is looked around. */
static void
test_sign_out (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *account = sign_in (fixture);
  g_autoptr(IngotDiscoverJob) job = NULL;
  g_autoptr(IngotJob) out = NULL;

  discover_well (fixture, account);
  job = ingot_resources_discover (resources_of (fixture), account);
  out = ingot_accounts_sign_out (ingot_workspace_get_accounts (fixture->workspace), account);
  wait_for_job (out);
  wait_for_job (job);
  g_assert_cmpint (ingot_job_get_state (out), ==, INGOT_JOB_DONE);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), !=, INGOT_JOB_DONE);
  assert_count (fixture, 0, 0);
}

static IngotResource *
add_with_key_at (Fixture *fixture, const char *origin)
{
  g_autofree char *address = g_strconcat (origin, "/openai/v1", NULL);
  g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (address, NULL);
  g_autoptr(IngotJob) job = ingot_resources_add (resources_of (fixture), "By key", endpoint, "gpt-4o", plain->key,
                                                 INGOT_KEEP_UNTIL_QUIT);

  wait_for_job (job);
  g_assert_cmpint (ingot_job_get_state (job), ==, INGOT_JOB_DONE);
  return ingot_deployment_get_resource (ingot_resources_get_added (resources_of (fixture), job));
}

static IngotResource *
add_with_key (Fixture *fixture)
{
  return add_with_key_at (fixture, plain->origin);
}

/* With a key, the resource itself says what is deployed. */
static void
test_key (Fixture *fixture, gconstpointer unused)
{
  IngotResource *resource = add_with_key (fixture);
  IngotDeployment *known = ingot_resource_find_deployment (resource, "gpt-4o");
  g_autoptr(IngotJob) job = NULL;
  IngotDeployment *embeds;
  guint n_known = 0;

  ingot_resources_use_style (resources_of (fixture), known, INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  job = ingot_resources_list_deployments (resources_of (fixture), resource, NULL);
  wait_for_job (job);
  g_assert_cmpint (ingot_job_get_state (job), ==, INGOT_JOB_DONE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (resource)), >=, 8);
  g_assert_cmpint (ingot_resource_get_listed (resource), >, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (resource)); i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (G_LIST_MODEL (resource), i);

      n_known += g_str_equal (ingot_deployment_get_name (deployment), "gpt-4o") ? 1 : 0;
    }
  g_assert_cmpuint (n_known, ==, 1); /* in the style that somebody chose for it */
  g_assert_cmpint (ingot_deployment_get_style (known), ==, INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  embeds = ingot_resource_find_deployment (resource, "text-embedding-3-small");
  g_assert_cmpstr (ingot_deployment_get_info (known)->state, ==, "succeeded");
  g_assert_true (ingot_deployment_get_chats (known));
  g_assert_false (ingot_deployment_get_chats (embeds));
}

static void
test_typed_names (Fixture *fixture, gconstpointer unused)
{
  static const struct { const char *name; gboolean is_there, chats; } rows[] = {
    { "mistral-large", TRUE, TRUE },
    { "gpt-5-mini", TRUE, TRUE },
    { "text-embedding-3-small", TRUE, FALSE },
    { "no-such-thing", FALSE, FALSE },
  };
  IngotResource *resource = add_with_key (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(IngotJob) job = ingot_resources_try_name (resources_of (fixture), resource, rows[i].name);
      IngotDeployment *deployment;

      wait_for_job (job);
      deployment = ingot_resource_find_deployment (resource, rows[i].name);
      g_assert_cmpint (ingot_job_get_state (job), ==, rows[i].is_there ? INGOT_JOB_DONE : INGOT_JOB_FAILED);
      g_assert_cmpint (deployment != NULL, ==, rows[i].is_there);
      if (deployment == NULL)
        g_assert_cmpint (ingot_job_get_failure (job)->code, ==, INGOT_ERROR_NO_DEPLOYMENT);
      else
        g_assert_cmpint (ingot_deployment_get_chats (deployment), ==, rows[i].chats);
    }
}

/* Looking again, by age */

#define HOUR (G_TIME_SPAN_HOUR)

/* (transfer none) (nullable): the only look there is */
static IngotJob *
refresh (Fixture *fixture, gint64 max_age_us)
{
  GListModel *looks = ingot_resources_get_looks (resources_of (fixture));
  g_autoptr(IngotJob) look = NULL;

  ingot_resources_refresh (resources_of (fixture), max_age_us);
  g_assert_cmpuint (g_list_model_get_n_items (looks), <=, 1);
  look = g_list_model_get_item (looks, 0);
  if (look != NULL)
    wait_for_job (look);
  return look;
}

static void
test_refresh_account (Fixture *fixture, gconstpointer unused)
{
  IngotAccount *account = sign_in (fixture);
  IngotJob *first, *second;

  first = refresh (fixture, HOUR);
  g_assert_true (INGOT_IS_DISCOVER_JOB (first));
  g_assert_true (ingot_discover_job_get_account (INGOT_DISCOVER_JOB (first)) == account);
  assert_count (fixture, 36, 1000);
  g_assert_true (refresh (fixture, HOUR) == first);
  second = refresh (fixture, 0);
  g_assert_true (second != NULL && second != first);
  ingot_account_set_signed_out (account, TRUE);
  g_assert_true (refresh (fixture, 0) == second);
}

/* The age of what was found outlives the program. */
static void
test_refresh_restart (Fixture *fixture, gconstpointer unused)
{
  sign_in (fixture);
  refresh (fixture, HOUR);
  close_workspace (fixture);
  open_workspace (fixture);
  g_assert_null (refresh (fixture, HOUR));
  g_assert_nonnull (refresh (fixture, 0));
}

static void
test_refresh_key (Fixture *fixture, gconstpointer unused)
{
  IngotResource *resource = add_with_key (fixture);
  IngotJob *first = refresh (fixture, HOUR);

  g_assert_true (INGOT_IS_LIST_JOB (first));
  g_assert_true (ingot_list_job_get_resource (INGOT_LIST_JOB (first)) == resource);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (resource)), >=, 8);
  g_assert_true (refresh (fixture, HOUR) == first);
  g_assert_true (refresh (fixture, 0) != first);
  ingot_resources_remove (resources_of (fixture), resource);
  g_assert_null (refresh (fixture, 0));
}

/* Who lists nothing is not asked each time, but when somebody wants to know. */
static void
test_refresh_without_list (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  IngotJob *first;
  guint n_seen;

  ingot_test_server_answer (server, 404, NULL, NULL, "{}");
  add_with_key_at (fixture, server->url);
  first = refresh (fixture, HOUR);
  g_assert_cmpint (ingot_job_get_state (first), ==, INGOT_JOB_FAILED);
  g_assert_cmpint (ingot_job_get_failure (first)->code, ==, INGOT_ERROR_NOT_FOUND);
  n_seen = server->seen->len;
  g_assert_true (refresh (fixture, -1) == first); /* however short ago */
  g_assert_cmpuint (server->seen->len, ==, n_seen);
  g_assert_true (refresh (fixture, 0) != first);
  g_assert_cmpuint (server->seen->len, >, n_seen);
}

static void
test_rename (Fixture *fixture, gconstpointer unused)
{
  gint64 id = ingot_resource_get_id (add_with_key (fixture));
  g_autoptr(IngotResource) before = g_list_model_get_item (G_LIST_MODEL (resources_of (fixture)), 0);
  g_autoptr(IngotResource) after = NULL;

  ingot_resources_rename (resources_of (fixture), before, "Other");
  ingot_resources_rename (resources_of (fixture), ingot_resources_get_sandbox (resources_of (fixture)), "Other");
  close_workspace (fixture);
  open_workspace (fixture);
  after = g_list_model_get_item (G_LIST_MODEL (resources_of (fixture)), 0);
  g_assert_cmpint (ingot_resource_get_id (after), ==, id);
  g_assert_cmpstr (ingot_resource_get_name (after), ==, "Other");
  g_assert_cmpstr (ingot_resource_get_name (ingot_resources_get_sandbox (resources_of (fixture))), !=, "Other");
}

int
main (int argc, char **argv)
{
  int status;

  ingot_test_init (&argc, &argv);
  sandbox = ingot_tls_sandbox_new ();
#define ADD(name, test) g_test_add ("/discovery/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("everything", test_everything);
  ADD ("again", test_again);
  ADD ("small-pages", test_small_pages);
  ADD ("tenants", test_tenants);
  ADD ("partial-failure", test_partial_failure);
  ADD ("cancel", test_cancel);
  ADD ("one-at-a-time", test_one_at_a_time);
  ADD ("nothing", test_nothing);
  ADD ("deleted", test_deleted);
  ADD ("sign-out", test_sign_out);
  ADD ("key", test_key);
  ADD ("typed-names", test_typed_names);
  ADD ("refresh-account", test_refresh_account);
  ADD ("refresh-restart", test_refresh_restart);
  ADD ("refresh-key", test_refresh_key);
  ADD ("refresh-without-list", test_refresh_without_list);
  ADD ("rename", test_rename);
  plain = ingot_test_sandbox_new (100000);
  status = g_test_run ();
  ingot_test_sandbox_free (plain);
  ingot_tls_sandbox_free (sandbox);
  return status;
}
