/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the check names the right layer: against real sockets and the real sandbox, each failure staged as it
 * happens to people. Only names are looked up by the test itself. */
#include "config.h"

#include <string.h>

#include "base/ingot-error.h"
#include "ingot-check-fixture.h"
#include "ingot-failing-resolver.h"
#include "ingot-test-certificate.h"
#include "ingot-test-sandbox.h"
#include "ingot-test-server.h"

#define CHAT "mistral-large"

/* What is staged in one test is as it was before the next one. */
#define USUAL "{\"key_disabled\":false,\"audiences\":[\"https://cognitiveservices.azure.com\",\"https://ai.azure.com\"]}"

static IngotTlsSandbox *secure;
static IngotTestSandbox *plain; /* for keys: what the system does not trust cannot be asked with one */
static IngotTestSandbox *other;
static IngotTestServer *expired; /* until the end: see test-exchange-tls.c */

static void
set_up (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  ingot_tls_sandbox_stage (secure, USUAL);
  ingot_workspace_fixture_set_up (fixture, data);
}

static char *
address_of (const char *origin, const char *path)
{
  return g_strconcat (origin, path, NULL);
}

/* The name */

static void
assert_name_fails (IngotWorkspaceFixture *fixture, int reason, IngotError code)
{
  g_autoptr(GResolver) usual = g_resolver_get_default ();
  g_autoptr(GResolver) resolver = ingot_failing_resolver_new (reason);
  g_autoptr(IngotCheckJob) job = NULL;

  g_resolver_set_default (resolver);
  job = ingot_check_fixture_run (fixture, "https://nowhere.openai.azure.com", CHAT, "0123456789", NULL);
  g_resolver_set_default (usual);
  ingot_check_fixture_assert_fails (job, INGOT_CHECK_NAME, code);
  g_assert_cmpstr (ingot_job_get_failure (INGOT_JOB (job))->host, ==, "nowhere.openai.azure.com");
}

static void
test_no_host (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  assert_name_fails (fixture, G_RESOLVER_ERROR_NOT_FOUND, INGOT_ERROR_NO_HOST);
}

static void
test_no_name_service (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  assert_name_fails (fixture, G_RESOLVER_ERROR_TEMPORARY_FAILURE, INGOT_ERROR_NO_NAME_SERVICE);
}

/* The connection */

static void
test_closed_port (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%d/openai/v1", port);
  g_autoptr(IngotCheckJob) job = NULL;

  g_socket_listener_close (listener);
  job = ingot_check_fixture_run (fixture, address, CHAT, "0123456789", NULL);
  ingot_check_fixture_assert_fails (job, INGOT_CHECK_CONNECTION, INGOT_ERROR_ADDRESS);
}

static void
test_untrusted (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autofree char *address = address_of (secure->origin, "/openai/v1");
  g_autoptr(IngotCheckJob) job = ingot_check_fixture_run (fixture, address, CHAT, secure->key, NULL);

  ingot_check_fixture_assert_fails (job, INGOT_CHECK_SECURITY, INGOT_ERROR_TLS);
  g_assert_true (ingot_check_fixture_reports (job, "authority that this computer does not trust"));
}

/* Of an authority that the account's cloud trusts, so that its age is all that is wrong with it. */
static void
test_expired (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_auto(IngotTestCertificate) own = ingot_test_certificate_make ("IP:127.0.0.1", TRUE);
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotCloud) cloud = NULL;
  g_autoptr(IngotAccount) account = NULL;
  g_autoptr(IngotCheckJob) job = NULL;

  expired = ingot_test_server_new (own.certificate);
  cloud = ingot_cloud_new_other (expired->url, NULL, NULL, NULL, own.certificate_file, &error);
  g_assert_no_error (error);
  account = ingot_account_new (INGOT_ACCOUNT_PERSON, cloud, NULL);
  job = ingot_check_fixture_run (fixture, expired->url, CHAT, NULL, account);
  ingot_check_fixture_assert_fails (job, INGOT_CHECK_SECURITY, INGOT_ERROR_CERTIFICATE_DATE);
  g_assert_true (ingot_check_fixture_reports (job, "has expired"));
  g_assert_cmpuint (expired->seen->len, ==, 0);
}

/* Who asks */

static void
test_wrong_key (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autofree char *address = address_of (plain->origin, "/openai/v1");
  g_autoptr(IngotCheckJob) job = ingot_check_fixture_run (fixture, address, CHAT, "wrong-0123456789", NULL);

  ingot_check_fixture_assert_fails (job, INGOT_CHECK_SIGN_IN, INGOT_ERROR_SIGN_IN);
  g_assert_false (ingot_check_fixture_reports (job, "wrong-0123456789"));
}

static void
test_other_key (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autofree char *address = address_of (plain->origin, "/openai/v1");
  g_autofree char *own_address = address_of (other->origin, "/openai/v1");
  g_autoptr(IngotCheckJob) job = ingot_check_fixture_run (fixture, address, CHAT, other->key, NULL);
  g_autoptr(IngotCheckJob) own_job = ingot_check_fixture_run (fixture, own_address, CHAT, other->key, NULL);

  ingot_check_fixture_assert_fails (job, INGOT_CHECK_SIGN_IN, INGOT_ERROR_SIGN_IN);
  ingot_check_fixture_assert_well (own_job);
}

static void
test_key_disabled (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autofree char *address = address_of (other->origin, "/openai/v1");
  g_autoptr(IngotCheckJob) job = NULL;

  ingot_test_sandbox_stage (other, "{\"key_disabled\":true}");
  job = ingot_check_fixture_run (fixture, address, CHAT, other->key, NULL);
  ingot_test_sandbox_stage (other, "{\"key_disabled\":false}");
  ingot_check_fixture_assert_fails (job, INGOT_CHECK_SIGN_IN, INGOT_ERROR_KEYS_DISABLED);
}

static void
test_missing_role (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  IngotAccount *account = ingot_check_fixture_sign_in (fixture, secure, "no-role");
  g_autofree char *address = address_of (secure->origin, "/openai/v1");
  g_autoptr(IngotCheckJob) job = ingot_check_fixture_run (fixture, address, CHAT, NULL, account);

  ingot_check_fixture_assert_fails (job, INGOT_CHECK_ROLE, INGOT_ERROR_ROLE_MISSING);
}

static void
test_wrong_audience (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  IngotAccount *account = ingot_check_fixture_sign_in (fixture, secure, "fine");
  g_autofree char *address = address_of (secure->origin, "/openai/v1");
  g_autoptr(IngotCheckJob) job = NULL;

  ingot_tls_sandbox_stage (secure, "{\"audiences\":[\"https://elsewhere.example\"]}");
  job = ingot_check_fixture_run (fixture, address, CHAT, NULL, account);
  ingot_check_fixture_assert_fails (job, INGOT_CHECK_AUDIENCE, INGOT_ERROR_TOKEN_REFUSED);
}

/* What is asked */

/* Below a project there is the v1 style only. */
static void
test_wrong_style (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autofree char *url = address_of (plain->origin, "/api/projects/mine");
  const IngotEndpoint endpoint = {
    .url = url, .v1_path = (char *) "/openai/v1", .style = INGOT_ENDPOINT_STYLE_DEPLOYMENT,
  };
  g_autoptr(IngotCheckJob) job = ingot_check_fixture_start (fixture, &endpoint, CHAT, plain->key, NULL);

  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  ingot_check_fixture_assert_fails (job, INGOT_CHECK_PATH, INGOT_ERROR_NOT_FOUND);
  g_assert_cmpint (ingot_job_get_failure (INGOT_JOB (job))->suggested_style, ==, INGOT_ENDPOINT_STYLE_V1);
  g_assert_true (ingot_check_fixture_reports (job, "did not object to the key"));
}

static void
test_bad_version (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autofree char *address = address_of (plain->origin, "/openai/deployments/" CHAT "?api-version=2019-01-01");
  g_autoptr(IngotCheckJob) job = ingot_check_fixture_run (fixture, address, CHAT, plain->key, NULL);

  ingot_check_fixture_assert_fails (job, INGOT_CHECK_API_VERSION, INGOT_ERROR_API_VERSION);
  g_assert_true (ingot_check_fixture_reports (job, "2019-01-01"));
}

static void
test_unknown_deployment (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autofree char *address = address_of (plain->origin, "/openai/v1");
  g_autoptr(IngotCheckJob) job = ingot_check_fixture_run (fixture, address, "mistral-larg", plain->key, NULL);
  GPtrArray *nearest = ingot_check_job_get_nearest (job);

  ingot_check_fixture_assert_fails (job, INGOT_CHECK_DEPLOYMENT, INGOT_ERROR_NO_DEPLOYMENT);
  g_assert_nonnull (nearest);
  g_assert_cmpuint (nearest->len, >=, 1);
  g_assert_cmpstr (ingot_deployment_get_name (nearest->pdata[0]), ==, CHAT);
  g_assert_true (ingot_check_fixture_reports (job, CHAT "\n"));
}

/* The answer */

static void
test_embedding_asked_to_chat (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autofree char *address = address_of (plain->origin, "/openai/v1");
  g_autoptr(IngotCheckJob) job = ingot_check_fixture_run (fixture, address, "text-embedding-3-small", plain->key,
                                                          NULL);

  ingot_check_fixture_assert_fails (job, INGOT_CHECK_ANSWER, INGOT_ERROR_NO_CHAT);
}

/* It allows six requests a minute. The seventh is refused, and not sent again. */
static void
test_quota (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autofree char *address = address_of (plain->origin, "/openai/v1");
  g_autoptr(IngotCheckJob) job = NULL;

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr(IngotCheckJob) early = ingot_check_fixture_run (fixture, address, "fault-small", plain->key, NULL);

      ingot_check_fixture_assert_well (early);
    }
  job = ingot_check_fixture_run (fixture, address, "fault-small", plain->key, NULL);
  ingot_check_fixture_assert_fails (job, INGOT_CHECK_ANSWER, INGOT_ERROR_RATE_LIMIT);
}

#define ADD(path, func) \
  g_test_add ("/check/" path, IngotWorkspaceFixture, NULL, set_up, func, ingot_workspace_fixture_tear_down)

int
main (int argc, char *argv[])
{
  int result;

  ingot_test_init (&argc, &argv);
  secure = ingot_tls_sandbox_new ();
  plain = ingot_test_sandbox_new (100000);
  other = ingot_test_sandbox_new (100000);

  ADD ("no-host", test_no_host);
  ADD ("no-name-service", test_no_name_service);
  ADD ("closed-port", test_closed_port);
  ADD ("untrusted-certificate", test_untrusted);
  ADD ("expired-certificate", test_expired);
  ADD ("wrong-key", test_wrong_key);
  ADD ("key-of-another-resource", test_other_key);
  ADD ("key-disabled", test_key_disabled);
  ADD ("missing-role", test_missing_role);
  ADD ("wrong-audience", test_wrong_audience);
  ADD ("wrong-path-style", test_wrong_style);
  ADD ("bad-api-version", test_bad_version);
  ADD ("unknown-deployment", test_unknown_deployment);
  ADD ("embedding-asked-to-chat", test_embedding_asked_to_chat);
  ADD ("quota-used-up", test_quota);

  result = g_test_run ();
  g_clear_pointer (&expired, ingot_test_server_free);
  ingot_test_sandbox_free (other);
  ingot_test_sandbox_free (plain);
  ingot_tls_sandbox_free (secure);
  return result;
}
