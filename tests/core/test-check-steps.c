/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks that end well, that are cancelled, and what they say of themselves. What is wrong in which layer: test-check.c. */
#include "config.h"

#include <string.h>

#include "auth/ingot-key-credential.h"
#include "azure/ingot-embedding-probe.h"
#include "base/ingot-error.h"
#include "base/ingot-spawn.h"
#include "ingot-check-fixture.h"
#include "ingot-failing-resolver.h"
#include "ingot-test-sandbox.h"
#include "ingot-test-server.h"
#include "jobs/ingot-accounts-private.h"
#include "net/ingot-exchange.h"

#define CHAT "mistral-large"
#define USUAL "{\"audiences\":[\"https://cognitiveservices.azure.com\",\"https://ai.azure.com\"]}"

static IngotTlsSandbox *secure;
static IngotTestSandbox *plain;
static char *plain_v1;
static char *secure_v1;

static void
set_up (IngotWorkspaceFixture *fixture, gconstpointer data)
{
  ingot_tls_sandbox_stage (secure, USUAL);
  ingot_workspace_fixture_set_up (fixture, data);
}

/* All is well */

static void
test_key (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (resources));
  g_autoptr(IngotCheckJob) job = ingot_check_fixture_run (fixture, plain_v1, CHAT, plain->key, NULL);

  ingot_check_fixture_assert_well (job);
  /* 127.0.0.1 is a number, nobody listens in on the loopback device, and a key is for no audience. */
  g_assert_cmpint (ingot_check_fixture_get_state (job, INGOT_CHECK_NAME), ==, INGOT_CHECK_SKIPPED);
  g_assert_cmpint (ingot_check_fixture_get_state (job, INGOT_CHECK_SECURITY), ==, INGOT_CHECK_SKIPPED);
  g_assert_cmpint (ingot_check_fixture_get_state (job, INGOT_CHECK_AUDIENCE), ==, INGOT_CHECK_SKIPPED);
  g_assert_cmpint (ingot_check_fixture_get_state (job, INGOT_CHECK_API_VERSION), ==, INGOT_CHECK_SKIPPED);
  g_assert_true (ingot_check_fixture_reports (job, "mistral-large-2411 answered with one token"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (resources)), ==, n_before);
}

static void
test_account (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  IngotAccount *account = ingot_check_fixture_sign_in (fixture, secure, "fine");
  g_autofree char *address = g_strconcat (secure->origin, "/openai/deployments/" CHAT "?api-version=2024-10-21", NULL);
  g_autoptr(IngotCheckJob) job = ingot_check_fixture_run (fixture, address, CHAT, NULL, account);

  ingot_check_fixture_assert_well (job);
  g_assert_cmpint (ingot_check_fixture_get_state (job, INGOT_CHECK_SECURITY), ==, INGOT_CHECK_PASSED);
  g_assert_cmpint (ingot_check_fixture_get_state (job, INGOT_CHECK_AUDIENCE), ==, INGOT_CHECK_PASSED);
  g_assert_cmpint (ingot_check_fixture_get_state (job, INGOT_CHECK_API_VERSION), ==, INGOT_CHECK_PASSED);
  g_assert_true (ingot_check_fixture_reports (job, "TLS 1.3, certificate by ingot-sandbox authority"));
  g_assert_true (ingot_check_fixture_reports (job, "fine@sandbox.example has a token"));
  g_assert_true (ingot_check_fixture_reports (job, "2024-10-21 is accepted"));
}

/* What a chat would be signed in with is right for a check, too, and is named. */
static void
test_other_audience (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  IngotAccount *account = ingot_check_fixture_sign_in (fixture, secure, "fine");
  g_autoptr(IngotCheckJob) job = NULL;

  ingot_tls_sandbox_stage (secure, "{\"audiences\":[\"https://ai.azure.com\"]}");
  job = ingot_check_fixture_run (fixture, secure_v1, CHAT, NULL, account);
  ingot_check_fixture_assert_well (job);
  g_assert_true (ingot_check_fixture_reports (job, "Tokens for https://ai.azure.com are accepted"));
}

static IngotCheckJob *
check_sandbox (IngotWorkspaceFixture *fixture, const char *name)
{
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
  IngotDeployment *deployment;
  IngotCheckJob *job;

  ingot_workspace_fixture_start_sandbox (fixture);
  deployment = ingot_resource_find_deployment (ingot_resources_get_sandbox (resources), name);
  g_assert_nonnull (deployment);
  job = ingot_resources_check (resources, deployment);
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  ingot_check_fixture_assert_well (job);
  return job;
}

static void
test_embeddings (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotCheckJob) job = check_sandbox (fixture, "text-embedding-3-small");

  g_assert_true (ingot_check_fixture_reports (job, "A vector of 1536 numbers came back"));
  g_assert_true (ingot_check_fixture_reports (job, "/openai/v1/embeddings is there"));
}

/* It refuses max_tokens, and says nothing in one token. */
static void
test_reasoning (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotCheckJob) job = check_sandbox (fixture, "gpt-5-mini");

  g_assert_cmpint (ingot_check_fixture_get_state (job, INGOT_CHECK_ANSWER), ==, INGOT_CHECK_PASSED);
}

/* The sandbox is started for its check. */
static void
test_sandbox_starts (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
  IngotResource *sandbox = ingot_resources_get_sandbox (resources);
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new (CHAT, INGOT_ENDPOINT_STYLE_V1);
  g_autoptr(IngotCheckJob) job = NULL;

  g_assert_null (ingot_resource_get_url (sandbox));
  job = ingot_resources_check (resources, ingot_resource_add_deployment (sandbox, deployment));
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  ingot_check_fixture_assert_well (job);
}

static void
test_no_key (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autoptr(IngotCheckJob) job = NULL;

  ingot_test_server_answer (server, 200, "Content-Type", "application/json",
                            "{\"model\":\"tiny\",\"choices\":[{\"finish_reason\":\"length\",\"message\":"
                            "{\"role\":\"assistant\",\"content\":\"H\"}}]}");
  job = ingot_check_fixture_run (fixture, server->url, "tiny", NULL, NULL);
  ingot_check_fixture_assert_well (job);
  g_assert_cmpint (ingot_check_fixture_get_state (job, INGOT_CHECK_SIGN_IN), ==, INGOT_CHECK_SKIPPED);
  g_assert_cmpint (ingot_check_fixture_get_state (job, INGOT_CHECK_ROLE), ==, INGOT_CHECK_SKIPPED);
  g_assert_cmpuint (server->seen->len, ==, 1);
  g_assert_nonnull (strstr (server->body, "\"max_tokens\":1"));
}

/* An account whose sessions somebody ended: it seems to have a token, until the service looks at that. */
static void
test_signed_out (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  IngotAccount *account = ingot_check_fixture_sign_in (fixture, secure, "fine");
  g_autoptr(IngotCheckJob) job = NULL;

  ingot_tls_sandbox_stage (secure, "{\"revoke\":true,\"clock_offset\":7200}");
  job = ingot_check_fixture_run (fixture, secure_v1, CHAT, NULL, account);
  ingot_tls_sandbox_stage (secure, "{\"clock_offset\":0}");
  ingot_check_fixture_assert_fails (job, INGOT_CHECK_SIGN_IN, INGOT_ERROR_SIGN_IN_AGAIN);
}

/* Another name */

/* What is there already is taken, in the style that it has; what is not is added as the other one is addressed. */
static void
test_use_name (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace);
  IngotDeployment *there = ingot_workspace_fixture_start_sandbox (fixture);
  IngotResource *sandbox = ingot_resources_get_sandbox (resources);
  g_autoptr(IngotDeployment) wrong = ingot_deployment_new ("mistral-larg", INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  IngotDeployment *added, *fresh;

  ingot_deployment_set_api_version (wrong, "2024-10-21");
  added = ingot_resource_add_deployment (sandbox, wrong);
  g_assert_true (ingot_resources_use_name (resources, added, ingot_deployment_get_name (there)) == there);
  fresh = ingot_resources_use_name (resources, added, "brand-new");
  g_assert_true (ingot_resource_find_deployment (sandbox, "brand-new") == fresh);
  g_assert_cmpint (ingot_deployment_get_style (fresh), ==, INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  g_assert_cmpstr (ingot_deployment_get_api_version (fresh), ==, "2024-10-21");
}

/* Serves one connection after the other, each to its end, until one has asked for something. */
static gpointer
serve_one_by_one (gpointer listener)
{
  static const char answer[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
    "{\"model\":\"tiny\",\"choices\":[{\"finish_reason\":\"length\",\"message\":{\"role\":\"assistant\",\"content\":\"H\"}}]}";
  gssize n = 0;

  while (n <= 0)
    {
      g_autoptr(GSocketConnection) connection = g_socket_listener_accept (listener, NULL, NULL, NULL);
      char buffer[8192];

      n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer, sizeof buffer, NULL,
                               NULL);
      if (n > 0)
        g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer, strlen (answer),
                                   NULL, NULL, NULL);
    }
  return NULL;
}

/* The connection that was tried does not stand in the way of the request. */
static void
test_one_by_one (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/v1", port);
  GThread *thread = g_thread_new ("one by one", serve_one_by_one, listener);
  g_autoptr(IngotCheckJob) job = ingot_check_fixture_run (fixture, address, "tiny", NULL, NULL);

  ingot_check_fixture_assert_well (job);
  g_thread_join (thread);
}

/* One attempt */

/* A check shows the first answer. */
static void
test_asks_once (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autoptr(IngotCheckJob) job = NULL;

  ingot_test_server_answer (server, 503, "retry-after-ms", "1", "{\"error\":{\"message\":\"Busy\"}}");
  job = ingot_check_fixture_run (fixture, server->url, "tiny", NULL, NULL);
  ingot_check_fixture_assert_fails (job, INGOT_CHECK_ANSWER, INGOT_ERROR_SERVICE);
  g_assert_cmpuint (server->seen->len, ==, 1);
}

/* Cancelling */

static gboolean
has_begun (IngotCheckJob *job, IngotCheckKind kind)
{
  return ingot_check_fixture_get_state (job, kind) == INGOT_CHECK_RUNNING;
}

/* @job: (transfer full): one that stays at the step @kind */
static void
cancel_at (IngotCheckJob *job, IngotCheckKind kind)
{
  g_autoptr(IngotCheckJob) owned = job;

  INGOT_TEST_WAIT_FOR (has_begun (job, kind));
  /* What the step has to begin with is begun by then. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (has_begun (job, kind));
  ingot_job_cancel (INGOT_JOB (job));
  ingot_workspace_fixture_wait_for_job (INGOT_JOB (job));
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_CANCELLED);
  g_assert_null (ingot_job_get_failure (INGOT_JOB (job)));
  for (guint i = kind; i < INGOT_CHECK_N_KINDS; i++)
    g_assert_cmpint (ingot_check_fixture_get_state (job, (IngotCheckKind) i), ==, INGOT_CHECK_WAITING);
}

static IngotCheckJob *
start (IngotWorkspaceFixture *fixture, const char *address, const char *key, IngotAccount *account)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (address, &error);

  g_assert_no_error (error);
  return ingot_check_fixture_start (fixture, endpoint, CHAT, key, account);
}

static void
test_cancel_name (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(GResolver) usual = g_resolver_get_default ();
  g_autoptr(GResolver) silent = ingot_failing_resolver_new (-1);

  g_resolver_set_default (silent);
  cancel_at (start (fixture, "https://nowhere.openai.azure.com", "0123456789", NULL), INGOT_CHECK_NAME);
  g_resolver_set_default (usual);
}

/* (transfer full): a socket whose queue of connections has no room, so that the next one is not answered */
static GSocket *
new_full_socket (GPtrArray *clients, guint16 *port)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_set_listen_backlog (socket, 0);
  g_assert_true (g_socket_bind (socket, any, FALSE, NULL) && g_socket_listen (socket, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  for (guint i = 0; i < 4; i++)
    {
      GSocket *client = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (client, FALSE);
      g_socket_connect (client, bound, NULL, NULL);
      g_ptr_array_add (clients, client);
    }
  return socket;
}

static void
test_cancel_connection (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(GPtrArray) clients = g_ptr_array_new_with_free_func (g_object_unref);
  guint16 port;
  g_autoptr(GSocket) socket = new_full_socket (clients, &port);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/openai/v1", port);

  cancel_at (start (fixture, address, "0123456789", NULL), INGOT_CHECK_CONNECTION);
}

/* Somebody who takes the connection and never says a word of TLS. */
static void
test_cancel_handshake (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("https://127.0.0.1:%u/openai/v1", port);

  cancel_at (start (fixture, address, "0123456789", NULL), INGOT_CHECK_SECURITY);
}

/* A source of tokens that never has one. */
#define SILENT_TYPE_SOURCE (silent_source_get_type ())
G_DECLARE_FINAL_TYPE (SilentSource, silent_source, SILENT, SOURCE, IngotTokenSource)

struct _SilentSource
{
  IngotTokenSource parent_instance;
};

G_DEFINE_FINAL_TYPE (SilentSource, silent_source, INGOT_TYPE_TOKEN_SOURCE)

static DexFuture *
silent_source_fetch (IngotTokenSource *source, const char *tenant, const char *scope, const char *claims,
                     GCancellable *cancellable)
{
  return dex_cancellable_new_from_cancellable (cancellable);
}

static void
silent_source_class_init (SilentSourceClass *klass)
{
  INGOT_TOKEN_SOURCE_CLASS (klass)->fetch = silent_source_fetch;
}

static void
silent_source_init (SilentSource *self)
{
}

static void
test_cancel_token (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  IngotAccounts *accounts = ingot_workspace_get_accounts (fixture->workspace);
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotCloud) cloud = ingot_cloud_new_other (secure->origin, secure->origin, NULL, NULL, secure->ca_file,
                                                       &error);
  g_autoptr(IngotAccount) account = ingot_account_new (INGOT_ACCOUNT_PERSON, cloud, NULL);

  ingot_accounts_set_source (accounts, account, g_object_new (SILENT_TYPE_SOURCE, NULL));
  cancel_at (start (fixture, secure->origin, NULL, account), INGOT_CHECK_SIGN_IN);
}

static void
test_cancel_answer (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autoptr(IngotCheckJob) job = NULL;

  ingot_test_server_hold (server);
  job = start (fixture, server->url, NULL, NULL);
  INGOT_TEST_WAIT_FOR (server->held != NULL);
  cancel_at (g_object_ref (job), INGOT_CHECK_PATH);
  INGOT_TEST_WAIT_FOR (server->is_closed);
}

/* While the names that may have been meant are fetched. */
static void
test_cancel_names (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autofree char *address = g_strconcat (server->url, "/openai/v1", NULL);

  ingot_test_server_answer (server, 404, NULL, NULL, "{\"error\":{\"code\":\"DeploymentNotFound\"}}");
  ingot_test_server_hold (server);
  cancel_at (start (fixture, address, "0123456789", NULL), INGOT_CHECK_DEPLOYMENT);
}

/* Secrets */

#define SECRET "s3cret-0123456789abcdef"

/* A server that means no good repeats all that it is told. */
static void
check_hostile (IngotWorkspaceFixture *fixture)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  g_autofree char *address = g_strconcat (server->url, "/openai/v1?api-key=" SECRET "&code=" SECRET, NULL);
  g_autoptr(IngotCheckJob) job = NULL;

  ingot_test_server_answer (server, 401, "apim-request-id", SECRET,
                            "{\"error\":{\"code\":\"" SECRET "\",\"message\":\"No: " SECRET " " SECRET "\"}}");
  job = ingot_check_fixture_run (fixture, address, CHAT, SECRET, NULL);
  g_assert_cmpint (ingot_job_get_state (INGOT_JOB (job)), ==, INGOT_JOB_FAILED);
  g_assert_cmpstr (soup_message_headers_get_one (server->headers, "api-key"), ==, SECRET);
  g_assert_false (ingot_check_fixture_reports (job, "s3cret"));
  g_assert_true (ingot_check_fixture_reports (job, "No: … …"));
}

static void
test_no_secret (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  if (g_test_subprocess ())
    {
      g_log_set_debug_enabled (TRUE);
      check_hostile (fixture);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout_unmatched ("*s3cret*");
  g_test_trap_assert_stderr_unmatched ("*s3cret*");
}

/* Tokens: their words are the sandbox's. */
static void
test_no_token (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  IngotAccount *account = ingot_check_fixture_sign_in (fixture, secure, "no-role");
  g_autoptr(IngotCheckJob) job = ingot_check_fixture_run (fixture, secure_v1, CHAT, NULL, account);

  ingot_check_fixture_assert_fails (job, INGOT_CHECK_ROLE, INGOT_ERROR_ROLE_MISSING);
  g_assert_false (ingot_check_fixture_reports (job, "eyJ"));
  g_assert_false (ingot_check_fixture_reports (job, "Bearer"));
}

/* Pictures */

typedef struct
{
  guint n;
  IngotFailure *failure;
} Pictures;

static DexFuture *
embed_picture (gpointer user_data)
{
  Pictures *self = user_data;
  g_autoptr(SoupSession) session = ingot_http_session_new ();
  g_autoptr(IngotResource) resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "Plain", INGOT_SIGN_IN_KEY);
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new ("embed-v-4-0", INGOT_ENDPOINT_STYLE_INFERENCE);
  g_autoptr(IngotCredential) credential = ingot_key_credential_new_for_key (plain->key, INGOT_KEY_HEADER_API_KEY);

  ingot_resource_set_address (resource, plain->origin, "/openai/v1");
  ingot_deployment_set_resource (deployment, resource);
  self->n = ingot_embedding_probe_run (session, deployment, credential, INGOT_OPERATION_IMAGE_EMBEDDINGS, NULL,
                                       &self->failure, NULL);
  return dex_future_new_true ();
}

static void
test_picture (IngotWorkspaceFixture *fixture, gconstpointer unused)
{
  Pictures pictures = { 0, NULL };

  ingot_test_await_success (ingot_spawn (embed_picture, &pictures, NULL));
  if (pictures.failure != NULL)
    g_error ("%s", pictures.failure->service_text);
  g_assert_cmpuint (pictures.n, >, 0);
}

#define ADD(path, func) \
  g_test_add ("/check-steps/" path, IngotWorkspaceFixture, NULL, set_up, func, ingot_workspace_fixture_tear_down)

int
main (int argc, char *argv[])
{
  int result;

  ingot_test_init (&argc, &argv);
  secure = ingot_tls_sandbox_new ();
  plain = ingot_test_sandbox_new (100000);
  plain_v1 = g_strconcat (plain->origin, "/openai/v1", NULL);
  secure_v1 = g_strconcat (secure->origin, "/openai/v1", NULL);

  ADD ("well/key", test_key);
  ADD ("well/account", test_account);
  ADD ("well/other-audience", test_other_audience);
  ADD ("well/embeddings", test_embeddings);
  ADD ("well/reasoning", test_reasoning);
  ADD ("well/sandbox-starts", test_sandbox_starts);
  ADD ("well/no-key", test_no_key);
  ADD ("well/picture", test_picture);
  ADD ("one-by-one", test_one_by_one);
  ADD ("signed-out", test_signed_out);
  ADD ("use-name", test_use_name);
  ADD ("asks-once", test_asks_once);
  ADD ("cancel/name", test_cancel_name);
  ADD ("cancel/connection", test_cancel_connection);
  ADD ("cancel/handshake", test_cancel_handshake);
  ADD ("cancel/token", test_cancel_token);
  ADD ("cancel/answer", test_cancel_answer);
  ADD ("cancel/names", test_cancel_names);
  ADD ("secrets/key", test_no_secret);
  ADD ("secrets/token", test_no_token);

  result = g_test_run ();
  g_free (plain_v1);
  g_free (secure_v1);
  ingot_test_sandbox_free (plain);
  ingot_tls_sandbox_free (secure);
  return result;
}
