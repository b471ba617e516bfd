/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "auth/ingot-azure-cli-source.h"
#include "auth/ingot-environment-source.h"
#include "auth/ingot-key-credential.h"
#include "auth/ingot-managed-identity-source.h"
#include "auth/ingot-token-chain.h"
#include "auth/ingot-token-credential.h"
#include "azure/ingot-deployment-list.h"
#include "ingot-entra-fixture.h"
#include "ingot-test.h"

/* Requests that are signed in with tokens, and where else tokens come from. */

#define AUDIENCE_REFUSED \
  "{\"statusCode\":401,\"message\":\"Unauthorized. Access token is missing, invalid, audience is incorrect " \
  "(https://cognitiveservices.azure.com/ or https://ai.azure.com/), or have expired.\"}"

typedef struct
{
  EntraFixture entra;
  IngotTestServer *service;
  IngotResource *resource;
  IngotCredential *credential;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  ingot_entra_fixture_set_up (&self->entra, NULL);
  self->service = ingot_test_server_new (NULL);
  self->resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "R", INGOT_SIGN_IN_ACCOUNT);
  ingot_resource_set_address (self->resource, self->service->url, "/openai/v1");
  self->credential = ingot_token_credential_new (INGOT_TOKEN_SOURCE (self->entra.source), NULL, SCOPE_ONE, SCOPE_TWO);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_object_unref (self->credential);
  g_object_unref (self->resource);
  ingot_entra_fixture_tear_down (&self->entra, NULL);
  ingot_test_server_free (self->service);
}

static DexFuture *
call_cancellable (Fixture *self, GCancellable *cancellable)
{
  return ingot_deployment_list_fetch (ingot_session_pool_get (self->entra.sessions, NULL, NULL), self->resource,
                                      self->credential, NULL, cancellable);
}

static DexFuture *
call (Fixture *self)
{
  return call_cancellable (self, NULL);
}

static void
assert_sent (Fixture *self, guint n_requests, const char *authorization)
{
  g_assert_cmpuint (self->service->seen->len, ==, n_requests);
  g_assert_cmpstr (soup_message_headers_get_list (self->service->headers, "Authorization"), ==, authorization);
  g_assert_null (soup_message_headers_get_list (self->service->headers, "api-key"));
}

static const char *
scope_of (Fixture *self)
{
  return ingot_token_credential_get_scope (INGOT_TOKEN_CREDENTIAL (self->credential));
}

static void
test_signed (Fixture *self, gconstpointer unused)
{
  ingot_entra_fixture_answer (&self->entra, "at-1", NULL, "3600");
  ingot_test_server_answer (self->service, 200, NULL, NULL, "{\"data\":[]}");
  ingot_test_await_success (call (self));
  assert_sent (self, 1, "Bearer at-1");
}

/* In the middle of a conversation: the person hears nothing of it. */
static void
test_expired (Fixture *self, gconstpointer unused)
{
  ingot_entra_fixture_answer (&self->entra, "at-1", NULL, "3600");
  ingot_entra_fixture_answer (&self->entra, "at-2", NULL, "3600");
  ingot_test_server_answer (self->service, 200, NULL, NULL, "{\"data\":[]}");
  ingot_test_server_answer (self->service, 401, NULL, NULL, AUDIENCE_REFUSED);
  ingot_test_server_answer (self->service, 200, NULL, NULL, "{\"data\":[]}");
  ingot_test_await_success (call (self));
  ingot_test_await_success (call (self));
  assert_sent (self, 3, "Bearer at-2");
  g_assert_cmpstr (scope_of (self), ==, SCOPE_ONE);
}

/* Two lanes whose token ends at the same moment. */
static void
test_two_expired (Fixture *self, gconstpointer unused)
{
  DexFuture *one, *two;

  ingot_entra_fixture_answer (&self->entra, "at-1", NULL, "3600");
  ingot_entra_fixture_answer (&self->entra, "at-2", NULL, "3600");
  ingot_test_server_answer (self->service, 401, NULL, NULL, AUDIENCE_REFUSED);
  ingot_test_server_answer (self->service, 401, NULL, NULL, AUDIENCE_REFUSED);
  ingot_test_server_answer (self->service, 200, NULL, NULL, "{\"data\":[]}");
  one = call (self);
  two = call (self);
  ingot_test_await_success (one);
  ingot_test_await_success (two);
  g_assert_cmpuint (self->entra.server->seen->len, ==, 2);
  assert_sent (self, 4, "Bearer at-2");
}

static void
test_item_34_other_audience (Fixture *self, gconstpointer unused)
{
  ingot_entra_fixture_answer (&self->entra, "at-1", NULL, "3600");
  ingot_entra_fixture_answer (&self->entra, "at-2", NULL, "3600");
  ingot_entra_fixture_answer (&self->entra, "at-3", NULL, "3600");
  ingot_test_server_answer (self->service, 401, NULL, NULL, AUDIENCE_REFUSED);
  ingot_test_server_answer (self->service, 401, NULL, NULL, AUDIENCE_REFUSED);
  ingot_test_server_answer (self->service, 200, NULL, NULL, "{\"data\":[]}");
  ingot_test_await_success (call (self));
  assert_sent (self, 3, "Bearer at-3");
  g_assert_nonnull (strstr (self->entra.server->body, "scope=https%3A%2F%2Fai.azure.com%2F.default"));
  g_assert_cmpstr (scope_of (self), ==, SCOPE_TWO);
  /* It remembers. */
  ingot_test_await_success (call (self));
  assert_sent (self, 4, "Bearer at-3");
}

static void
test_neither_audience (Fixture *self, gconstpointer unused)
{
  ingot_entra_fixture_answer (&self->entra, "at-1", NULL, "3600");
  ingot_entra_fixture_answer (&self->entra, "at-2", NULL, "3600");
  ingot_entra_fixture_answer (&self->entra, "at-3", NULL, "3600");
  ingot_test_server_answer (self->service, 401, NULL, NULL, AUDIENCE_REFUSED);
  ingot_entra_fixture_assert_error (call (self), INGOT_ERROR, INGOT_ERROR_TOKEN_REFUSED);
  assert_sent (self, 3, "Bearer at-3");
  g_assert_cmpstr (scope_of (self), ==, SCOPE_ONE);
}

/* A directory where nobody registered the other audience: the first refusal stands. */
static void
test_other_audience_unknown (Fixture *self, gconstpointer unused)
{
  ingot_entra_fixture_answer (&self->entra, "at-1", NULL, "3600");
  ingot_entra_fixture_answer (&self->entra, "at-2", NULL, "3600");
  ingot_entra_fixture_refuse (&self->entra, "invalid_resource", 500011, "");
  ingot_test_server_answer (self->service, 401, NULL, NULL, AUDIENCE_REFUSED);
  ingot_entra_fixture_assert_error (call (self), INGOT_ERROR, INGOT_ERROR_TOKEN_REFUSED);
  assert_sent (self, 2, "Bearer at-2");
  g_assert_cmpstr (scope_of (self), ==, SCOPE_ONE);
}

static void
test_item_35_role (Fixture *self, gconstpointer unused)
{
  ingot_entra_fixture_answer (&self->entra, "at-1", NULL, "3600");
  ingot_test_server_answer (self->service, 401, NULL, NULL,
                            "{\"error\":{\"code\":\"PermissionDenied\",\"message\":\"The principal lacks the required "
                            "data action\"}}");
  ingot_entra_fixture_assert_error (call (self), INGOT_ERROR, INGOT_ERROR_ROLE_MISSING);
  assert_sent (self, 1, "Bearer at-1");
}

static void
test_item_37_regional (Fixture *self, gconstpointer unused)
{
  ingot_entra_fixture_answer (&self->entra, "at-1", NULL, "3600");
  ingot_test_server_answer (self->service, 400, NULL, NULL,
                            "{\"error\":{\"code\":\"BadRequest\",\"message\":\"Please provide a custom subdomain for "
                            "token authentication, otherwise API key is required.\"}}");
  ingot_entra_fixture_assert_error (call (self), INGOT_ERROR, INGOT_ERROR_SUBDOMAIN);
}

static void
test_revoked_meanwhile (Fixture *self, gconstpointer unused)
{
  ingot_entra_fixture_answer (&self->entra, "at-1", NULL, "3600");
  ingot_entra_fixture_refuse (&self->entra, "invalid_grant", 50173, "");
  ingot_test_server_answer (self->service, 401, NULL, NULL, AUDIENCE_REFUSED);
  ingot_entra_fixture_assert_error (call (self), INGOT_ERROR, INGOT_ERROR_SIGN_IN_AGAIN);
  g_assert_true (ingot_account_get_signed_out (self->entra.account));
  assert_sent (self, 1, "Bearer at-1");
}

static void
test_claims_challenge (Fixture *self, gconstpointer unused)
{
  ingot_entra_fixture_answer (&self->entra, "at-1", NULL, "3600");
  ingot_entra_fixture_refuse (&self->entra, "interaction_required", 50076, "");
  ingot_test_server_answer (self->service, 401, "WWW-Authenticate",
                            "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"eyJhIjoxfQ==\"", "{}");
  ingot_entra_fixture_assert_error (call (self), INGOT_ERROR, INGOT_ERROR_MFA);
  g_assert_nonnull (strstr (self->entra.server->body, "claims=%7B%22a%22%3A1%7D"));
}

static void
test_hostile_challenge (Fixture *self, gconstpointer unused)
{
  static const char *const challenges[] = { "Bearer claims=\"", "Bearer claims=\"\"", "Bearer claims=\"!!!\"",
                                            "Bearer claims=\"bm8=\"", "Bearer claims=\"W10=\"" };

  ingot_entra_fixture_answer (&self->entra, "at-1", NULL, "3600");
  for (gsize i = 0; i < G_N_ELEMENTS (challenges); i++)
    {
      ingot_test_server_answer (self->service, 401, "WWW-Authenticate", challenges[i], "{}");
      ingot_test_server_answer (self->service, 200, NULL, NULL, "{\"data\":[]}");
      ingot_test_await_success (call (self));
      g_assert_null (strstr (self->entra.server->body, "claims"));
    }
}

static void
test_item_36_key_disabled (Fixture *self, gconstpointer unused)
{
  g_object_unref (self->credential);
  self->credential = ingot_key_credential_new_for_key ("s3cret-key", INGOT_KEY_HEADER_API_KEY);
  ingot_test_server_answer (self->service, 403, NULL, NULL,
                            "{\"error\":{\"code\":\"AuthenticationTypeDisabled\",\"message\":\"Key based "
                            "authentication is disabled for this resource.\"}}");
  ingot_entra_fixture_assert_error (call (self), INGOT_ERROR, INGOT_ERROR_KEYS_DISABLED);
}

/* Stopped while the first token is asked for, and while one that was refused is replaced. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  gboolean refused = GPOINTER_TO_UINT (data) == 2;
  DexFuture *future;

  if (refused)
    {
      ingot_entra_fixture_answer (&self->entra, "at-1", NULL, "3600");
      ingot_test_server_answer (self->service, 401, NULL, NULL, AUDIENCE_REFUSED);
    }
  ingot_test_server_hold (self->entra.server);
  future = call_cancellable (self, cancellable);
  INGOT_TEST_WAIT_FOR (self->entra.server->held != NULL);
  g_cancellable_cancel (cancellable);
  ingot_entra_fixture_assert_error (future, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (self->service->seen->len, ==, refused ? 1 : 0);
}

/* A key is what it is: it is sent once. */
static void
test_key_refused_once (Fixture *self, gconstpointer unused)
{
  g_object_unref (self->credential);
  self->credential = ingot_key_credential_new_for_key ("s3cret-key", INGOT_KEY_HEADER_API_KEY);
  ingot_test_server_answer (self->service, 401, NULL, NULL, AUDIENCE_REFUSED);
  ingot_entra_fixture_assert_error (call (self), INGOT_ERROR, INGOT_ERROR_SIGN_IN);
  g_assert_cmpuint (self->service->seen->len, ==, 1);
}

/* A server that sends the token back does not get it into an error. */
static void
test_token_not_in_error (Fixture *self, gconstpointer unused)
{
  ingot_entra_fixture_answer (&self->entra, "s3cret-at", NULL, "3600");
  ingot_test_server_answer (self->service, 400, NULL, NULL, "{\"error\":{\"message\":\"you sent Bearer s3cret-at\"}}");
  ingot_entra_fixture_assert_error (call (self), INGOT_ERROR, INGOT_ERROR_BAD_REQUEST);
}

/* Other sources */

static void
clear_environment (void)
{
  static const char *const names[] = { "AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET",
                                       "AZURE_FEDERATED_TOKEN_FILE", "IDENTITY_ENDPOINT", "IDENTITY_HEADER" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_unsetenv (names[i]);
}

static DexFuture *
get (IngotTokenSource *source)
{
  return ingot_token_source_get (source, NULL, SCOPE_ONE, NULL);
}

static void
test_environment (Fixture *self, gconstpointer unused)
{
  g_autoptr(IngotTokenSource) source = ingot_environment_source_new (self->entra.entra);

  clear_environment ();
  ingot_entra_fixture_assert_error (get (source), INGOT_ERROR, INGOT_ERROR_NO_SOURCE);
  g_setenv ("AZURE_TENANT_ID", "t9", TRUE);
  g_setenv ("AZURE_CLIENT_ID", "app-9", TRUE);
  g_setenv ("AZURE_CLIENT_SECRET", "s3cret-env", TRUE);
  ingot_test_server_answer (self->entra.server, 200, NULL, NULL, "{\"access_token\":\"at-env\",\"expires_in\":3599}");
  ingot_test_await_success (get (source));
  g_assert_cmpstr (self->entra.server->seen->pdata[0], ==, "POST /t9/oauth2/v2.0/token");
  g_assert_cmpstr (self->entra.server->body, ==,
                   "client_id=app-9&grant_type=client_credentials&scope=https%3A%2F%2Fcognitiveservices.azure.com%2F"
                   ".default&client_secret=s3cret-env");
  clear_environment ();
}

static void
test_environment_refused (Fixture *self, gconstpointer unused)
{
  g_autoptr(IngotTokenSource) source = ingot_environment_source_new (self->entra.entra);

  g_setenv ("AZURE_TENANT_ID", "t9", TRUE);
  g_setenv ("AZURE_CLIENT_ID", "app-9", TRUE);
  g_setenv ("AZURE_CLIENT_SECRET", "s3cret-env", TRUE);
  ingot_test_server_answer (self->entra.server, 401, NULL, NULL,
                            "{\"error\":\"invalid_client\",\"error_codes\":[7000215],\"error_description\":\"s3cret-env is "
                            "wrong\"}");
  ingot_entra_fixture_assert_error (get (source), INGOT_ERROR, INGOT_ERROR_CLIENT);
  g_setenv ("AZURE_TENANT_ID", "../t9", TRUE);
  ingot_entra_fixture_assert_error (get (source), INGOT_ERROR, INGOT_ERROR_TENANT);
  clear_environment ();
}

static void
test_managed_identity (Fixture *self, gconstpointer unused)
{
  g_autoptr(IngotTokenSource) source = ingot_managed_identity_source_new ();
  g_autofree char *endpoint = g_strconcat (self->service->url, "/msi/token", NULL);
  g_autoptr(IngotToken) token = NULL;

  clear_environment ();
  g_setenv ("IDENTITY_ENDPOINT", endpoint, TRUE);
  g_setenv ("IDENTITY_HEADER", "header-1", TRUE);
  ingot_test_server_answer (self->service, 200, NULL, NULL,
                            "{\"access_token\":\"at-msi\",\"expires_in\":\"86399\",\"expires_on\":\"1\"}");
  token = ingot_test_await_boxed (get (source), NULL);
  g_assert_cmpint (ingot_token_get_seconds_left (token), >, 86000);
  g_assert_cmpstr (soup_message_headers_get_one (self->service->headers, "X-IDENTITY-HEADER"), ==, "header-1");
  g_assert_cmpstr (self->service->seen->pdata[0], ==, "GET /msi/token");
  clear_environment ();
}

static void
test_managed_identity_refused (Fixture *self, gconstpointer unused)
{
  g_autofree char *endpoint = g_strconcat (self->service->url, "/msi/token", NULL);
  g_autoptr(IngotTokenSource) source = ingot_managed_identity_source_new ();
  g_autoptr(GError) error = NULL;

  clear_environment ();
  g_setenv ("IDENTITY_ENDPOINT", endpoint, TRUE);
  g_setenv ("IDENTITY_HEADER", "header-1", TRUE);
  ingot_test_server_answer (self->service, 400, NULL, NULL,
                            "{\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}");
  ingot_entra_fixture_assert_error (get (source), INGOT_ERROR, INGOT_ERROR_NO_SOURCE);
  g_setenv ("IDENTITY_ENDPOINT", "http://contoso.example/msi/token", TRUE); /* neither here nor next to here */
  g_assert_false (ingot_test_await (get (source), &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_NO_SOURCE);
  g_assert_nonnull (strstr (error->message, "Only https keeps the key secret on its way"));
  clear_environment ();
}

/* A program that is a line of shell, on a path of its own. */
static char *
make_program (const char *folder, const char *name, const char *script)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = g_strconcat ("#!/bin/sh\n", script, "\n", NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  g_chmod (path, 0700);
  return g_strdup_printf ("%s:/usr/bin:/bin", folder);
}

static void
test_azure_cli (Fixture *self, gconstpointer unused)
{
  g_autoptr(IngotTokenSource) source = ingot_azure_cli_source_new (INGOT_FLATPAK_INFO);
  g_autofree char *folder = ingot_test_make_folder ();
  g_autofree char *log = g_build_filename (folder, "log", NULL);
  g_autofree char *script = g_strdup_printf ("echo \"$PWD $*\" > '%s'\necho '{\"accessToken\":\"at-az\",\"expires_on\":"
                                             "4102444800}'", log);
  g_autofree char *old = g_strdup (g_getenv ("PATH"));
  g_autofree char *path = make_program (folder, "az", script);
  g_autofree char *called = NULL;
  g_autoptr(IngotToken) token = NULL;

  g_setenv ("PATH", path, TRUE);
  token = ingot_test_await_boxed (get (source), NULL);
  g_assert_cmpstr (ingot_token_get_text (token), ==, "at-az");
  g_assert_true (g_file_get_contents (log, &called, NULL, NULL));
  g_assert_cmpstr (called, ==, "/ account get-access-token --output json --resource https://cognitiveservices.azure.com\n");
  g_setenv ("PATH", old, TRUE);
  ingot_test_remove_folder (folder);
}

static void
test_azure_cli_not_signed_in (Fixture *self, gconstpointer unused)
{
  g_autoptr(IngotTokenSource) source = ingot_azure_cli_source_new (INGOT_FLATPAK_INFO);
  g_autofree char *folder = ingot_test_make_folder ();
  g_autofree char *program = g_build_filename (folder, "az", NULL);
  g_autofree char *old = g_strdup (g_getenv ("PATH"));
  g_autofree char *path = make_program (folder, "az", "echo \"ERROR: Please run 'az login' to setup account.\" >&2\nexit 1");
  g_autoptr(GError) error = NULL;

  g_setenv ("PATH", path, TRUE);
  g_assert_false (ingot_test_await (get (source), &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_NO_SOURCE);
  g_assert_nonnull (strstr (error->message, "Nobody is signed in to the Azure CLI"));
  g_setenv ("PATH", folder, TRUE);
  g_unlink (program);
  ingot_entra_fixture_assert_error (get (source), INGOT_ERROR, INGOT_ERROR_NO_SOURCE);
  g_setenv ("PATH", old, TRUE);
  ingot_test_remove_folder (folder);
}

/* In a Flatpak the host's program is called, and only when somebody has allowed it. */
static void
test_azure_cli_flatpak (Fixture *self, gconstpointer unused)
{
  g_autofree char *folder = ingot_test_make_folder ();
  g_autofree char *info = g_build_filename (folder, "info", NULL);
  g_autofree char *old = g_strdup (g_getenv ("PATH"));
  g_autofree char *path = make_program (folder, "flatpak-spawn",
                                        "test \"$*\" = '--host --watch-bus --directory=/ az account get-access-token "
                                        "--output json --resource https://cognitiveservices.azure.com' "
                                        "&& echo '{\"accessToken\":\"at-host\"}'");
  g_autoptr(IngotTokenSource) source = ingot_azure_cli_source_new (info);
  g_autofree char *obstacle = NULL;
  g_autoptr(IngotToken) token = NULL;
  g_autoptr(GError) error = NULL;

  g_setenv ("PATH", path, TRUE);
  g_assert_true (g_file_set_contents (info, "[Session Bus Policy]\norg.freedesktop.secrets=talk\n", -1, NULL));
  obstacle = ingot_azure_cli_source_dup_obstacle (info);
  g_assert_nonnull (strstr (obstacle, "--talk-name=org.freedesktop.Flatpak io.github.ingotapp.Ingot"));
  g_assert_false (ingot_test_await (get (source), &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_NO_SOURCE);
  g_assert_true (g_file_set_contents (info, "[Session Bus Policy]\norg.freedesktop.Flatpak=talk\n", -1, NULL));
  g_assert_null (ingot_azure_cli_source_dup_obstacle (info));
  token = ingot_test_await_boxed (get (source), NULL);
  g_assert_cmpstr (ingot_token_get_text (token), ==, "at-host");
  g_setenv ("PATH", old, TRUE);
  ingot_test_remove_folder (folder);
}

static void
assert_outcome (IngotTokenChain *chain, guint i, IngotSourceState state, gboolean has_text)
{
  g_autoptr(IngotSourceOutcome) outcome = g_list_model_get_item (ingot_token_chain_get_outcomes (chain), i);

  g_assert_cmpint (ingot_source_outcome_get_state (outcome), ==, state);
  g_assert_cmpint (ingot_source_outcome_get_text (outcome) != NULL, ==, has_text);
}

/* The first that is there is used, and what came of those before it is told. */
static void
test_chain (Fixture *self, gconstpointer unused)
{
  g_autoptr(IngotTokenChain) chain = ingot_token_chain_new ();
  g_autoptr(IngotTokenSource) environment = ingot_environment_source_new (self->entra.entra);
  g_autoptr(IngotTokenSource) identity = ingot_managed_identity_source_new ();
  g_autoptr(IngotTokenSource) azure_cli = ingot_azure_cli_source_new (INGOT_FLATPAK_INFO);
  g_autofree char *endpoint = g_strconcat (self->service->url, "/msi/token", NULL);
  g_autoptr(IngotToken) token = NULL;

  clear_environment ();
  g_setenv ("IDENTITY_ENDPOINT", endpoint, TRUE);
  g_setenv ("IDENTITY_HEADER", "header-1", TRUE);
  ingot_test_server_answer (self->service, 200, NULL, NULL, "{\"access_token\":\"at-msi\",\"expires_in\":\"86399\"}");
  ingot_token_chain_add (chain, INGOT_ACCOUNT_ENVIRONMENT, environment);
  ingot_token_chain_add (chain, INGOT_ACCOUNT_MANAGED_IDENTITY, identity);
  ingot_token_chain_add (chain, INGOT_ACCOUNT_AZURE_CLI, azure_cli);
  token = ingot_test_await_boxed (get (INGOT_TOKEN_SOURCE (chain)), NULL);
  g_assert_cmpstr (ingot_token_get_text (token), ==, "at-msi");
  assert_outcome (chain, 0, INGOT_SOURCE_MISSING, TRUE);
  assert_outcome (chain, 1, INGOT_SOURCE_USED, FALSE);
  assert_outcome (chain, 2, INGOT_SOURCE_UNTRIED, FALSE);
  clear_environment ();
}

/* What was set up and does not work is told, not passed over. */
static void
test_chain_stops (Fixture *self, gconstpointer unused)
{
  g_autoptr(IngotTokenChain) chain = ingot_token_chain_new ();
  g_autoptr(IngotTokenSource) environment = ingot_environment_source_new (self->entra.entra);
  g_autoptr(IngotTokenSource) azure_cli = ingot_azure_cli_source_new (INGOT_FLATPAK_INFO);

  g_setenv ("AZURE_TENANT_ID", "t9", TRUE);
  g_setenv ("AZURE_CLIENT_ID", "app-9", TRUE);
  g_setenv ("AZURE_CLIENT_SECRET", "s3cret-env", TRUE);
  ingot_test_server_answer (self->entra.server, 401, NULL, NULL, "{\"error\":\"invalid_client\"}");
  ingot_token_chain_add (chain, INGOT_ACCOUNT_ENVIRONMENT, environment);
  ingot_token_chain_add (chain, INGOT_ACCOUNT_AZURE_CLI, azure_cli);
  ingot_entra_fixture_assert_error (get (INGOT_TOKEN_SOURCE (chain)), INGOT_ERROR, INGOT_ERROR_CLIENT);
  assert_outcome (chain, 0, INGOT_SOURCE_FAILED, TRUE);
  assert_outcome (chain, 1, INGOT_SOURCE_UNTRIED, FALSE);
  clear_environment ();
}

#define ADD_WITH(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)
#define ADD(path, func) ADD_WITH (path, NULL, func)

int
main (int argc, char **argv)
{
  g_autofree char *folder = ingot_test_make_folder ();
  int status;

  ingot_entra_fixture_use_file (folder);
  ingot_test_init (&argc, &argv);
  ADD ("/token-credential/signed", test_signed);
  ADD ("/token-credential/expired", test_expired);
  ADD ("/token-credential/two-expired", test_two_expired);
  ADD ("/token-credential/item-34-other-audience", test_item_34_other_audience);
  ADD ("/token-credential/neither-audience", test_neither_audience);
  ADD ("/token-credential/other-audience-unknown", test_other_audience_unknown);
  ADD ("/token-credential/item-35-role", test_item_35_role);
  ADD ("/token-credential/item-36-key-disabled", test_item_36_key_disabled);
  ADD ("/token-credential/item-37-regional", test_item_37_regional);
  ADD ("/token-credential/revoked-meanwhile", test_revoked_meanwhile);
  ADD ("/token-credential/claims-challenge", test_claims_challenge);
  ADD ("/token-credential/hostile-challenge", test_hostile_challenge);
  ADD_WITH ("/token-credential/cancel/first", GUINT_TO_POINTER (1), test_cancel);
  ADD_WITH ("/token-credential/cancel/renewal", GUINT_TO_POINTER (2), test_cancel);
  ADD ("/token-credential/key-refused-once", test_key_refused_once);
  ADD ("/token-credential/token-not-in-error", test_token_not_in_error);
  ADD ("/source/environment", test_environment);
  ADD ("/source/environment-refused", test_environment_refused);
  ADD ("/source/managed-identity", test_managed_identity);
  ADD ("/source/managed-identity-refused", test_managed_identity_refused);
  ADD ("/source/azure-cli", test_azure_cli);
  ADD ("/source/azure-cli-not-signed-in", test_azure_cli_not_signed_in);
  ADD ("/source/azure-cli-flatpak", test_azure_cli_flatpak);
  ADD ("/source/chain", test_chain);
  ADD ("/source/chain-stops", test_chain_stops);
  status = g_test_run ();
  ingot_test_remove_folder (folder);
  return status;
}
