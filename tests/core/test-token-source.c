/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-entra-fixture.h"
#include "ingot-test-vault.h"
#include "ingot-test.h"

/* Tokens of somebody who is signed in, from a service that says what the test wants. */

#define EMPTY_CLAIMS "\"claims\":\"{\\\"access_token\\\":{}}\""

static IngotTokenSource *
source_of (EntraFixture *fixture)
{
  return INGOT_TOKEN_SOURCE (fixture->source);
}

static void
assert_kept (EntraFixture *fixture, const char *refresh_token)
{
  g_autofree char *address = ingot_account_dup_vault_address (fixture->account);

  if (refresh_token != NULL)
    ingot_test_vault_assert_key (fixture->vault, address, refresh_token);
  else
    ingot_test_vault_assert_error (ingot_vault_lookup (fixture->vault, address, NULL), INGOT_ERROR, INGOT_ERROR_NO_KEY);
}

static void
test_refresh (EntraFixture *fixture, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  ingot_entra_fixture_answer (fixture, "at-1", NULL, "3600");
  first = ingot_entra_fixture_dup_token (fixture, SCOPE_ONE);
  second = ingot_entra_fixture_dup_token (fixture, SCOPE_ONE);
  g_assert_cmpstr (first, ==, "at-1");
  g_assert_cmpstr (second, ==, "at-1");
  g_assert_cmpuint (fixture->server->seen->len, ==, 1);
  g_assert_cmpstr (fixture->server->seen->pdata[0], ==, "POST /t1/oauth2/v2.0/token");
  g_assert_cmpstr (soup_message_headers_get_one (fixture->server->headers, "Content-Type"), ==,
                   "application/x-www-form-urlencoded");
  g_assert_nonnull (strstr (fixture->server->body, "client_id=client-1&grant_type=refresh_token&refresh_token="
                                                   "s3cret-rt-1&scope=https%3A%2F%2Fcognitiveservices.azure.com%2F"
                                                   ".default%20offline_access%20openid%20profile"));
  g_assert_null (strstr (fixture->server->body, "claims"));
  g_assert_cmpstr (ingot_account_get_name (fixture->account), ==, "Kim");
}

/* Both wait for one answer: the service would call more of them a loop. */
static void
test_two_at_once (EntraFixture *fixture, gconstpointer unused)
{
  DexFuture *one = ingot_token_source_get (source_of (fixture), NULL, SCOPE_ONE, NULL);
  DexFuture *two = ingot_token_source_get (source_of (fixture), NULL, SCOPE_ONE, NULL);
  g_autoptr(IngotToken) first = NULL;
  g_autoptr(IngotToken) second = NULL;

  ingot_entra_fixture_answer (fixture, "at-1", NULL, "3600");
  first = ingot_test_await_boxed (one, NULL);
  second = ingot_test_await_boxed (two, NULL);
  g_assert_cmpstr (ingot_token_get_text (first), ==, "at-1");
  g_assert_cmpstr (ingot_token_get_text (second), ==, "at-1");
  g_assert_cmpuint (fixture->server->seen->len, ==, 1);
}

/* One after the other, and the second with what the first has brought. */
static void
test_two_scopes_at_once (EntraFixture *fixture, gconstpointer unused)
{
  DexFuture *one = ingot_token_source_get (source_of (fixture), NULL, SCOPE_ONE, NULL);
  DexFuture *two = ingot_token_source_get (source_of (fixture), NULL, SCOPE_TWO, NULL);

  ingot_entra_fixture_answer (fixture, "at-1", "s3cret-rt-2", "3600");
  ingot_entra_fixture_answer (fixture, "at-2", "s3cret-rt-3", "3600");
  ingot_test_await_success (one);
  ingot_test_await_success (two);
  g_assert_cmpuint (fixture->server->seen->len, ==, 2);
  g_assert_nonnull (strstr (fixture->server->body, "refresh_token=s3cret-rt-2&scope=https%3A%2F%2Fai.azure.com"));
  assert_kept (fixture, "s3cret-rt-3");
}

/* Those who wait get the same refusal, and do not ask one after the other. */
static void
test_two_refused_at_once (EntraFixture *fixture, gconstpointer unused)
{
  DexFuture *one = ingot_token_source_get (source_of (fixture), NULL, SCOPE_ONE, NULL);
  DexFuture *two = ingot_token_source_get (source_of (fixture), NULL, SCOPE_ONE, NULL);

  ingot_entra_fixture_refuse (fixture, "invalid_grant", 65001, "");
  ingot_entra_fixture_assert_error (one, INGOT_ERROR, INGOT_ERROR_CONSENT);
  ingot_entra_fixture_assert_error (two, INGOT_ERROR, INGOT_ERROR_CONSENT);
  g_assert_cmpuint (fixture->server->seen->len, ==, 1);
}

static void
test_rotation (EntraFixture *fixture, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  ingot_entra_fixture_answer (fixture, "at-1", "s3cret-rt-2", "0");
  ingot_entra_fixture_answer (fixture, "at-2", NULL, "0");
  ingot_entra_fixture_answer (fixture, "at-3", NULL, "0");
  first = ingot_entra_fixture_dup_token (fixture, SCOPE_ONE);
  assert_kept (fixture, "s3cret-rt-2");
  second = ingot_entra_fixture_dup_token (fixture, SCOPE_ONE);
  g_assert_cmpstr (second, ==, "at-2");
  g_assert_nonnull (strstr (fixture->server->body, "refresh_token=s3cret-rt-2"));
  assert_kept (fixture, "s3cret-rt-2"); /* the old one stays where the answer has none */
  g_free (ingot_entra_fixture_dup_token (fixture, SCOPE_ONE));
  g_assert_nonnull (strstr (fixture->server->body, "refresh_token=s3cret-rt-2"));
}

static void
test_revoked (EntraFixture *fixture, gconstpointer unused)
{
  ingot_entra_fixture_refuse (fixture, "invalid_grant", 50173, "");
  ingot_entra_fixture_assert_error (ingot_token_source_get (source_of (fixture), NULL, SCOPE_ONE, NULL),
                                    INGOT_ERROR, INGOT_ERROR_SIGN_IN_AGAIN);
  g_assert_true (ingot_account_get_signed_out (fixture->account));
  assert_kept (fixture, NULL);
  /* The keyring has nothing more: the service is not asked again. */
  ingot_entra_fixture_assert_error (ingot_token_source_get (source_of (fixture), NULL, SCOPE_ONE, NULL),
                                    INGOT_ERROR, INGOT_ERROR_SIGN_IN_AGAIN);
  g_assert_cmpuint (fixture->server->seen->len, ==, 1);
}

/* What another directory says of a guest leaves the account as it is. */
static void
test_refused_as_guest (EntraFixture *fixture, gconstpointer unused)
{
  ingot_entra_fixture_refuse (fixture, "invalid_grant", 50173, "");
  ingot_entra_fixture_assert_error (ingot_token_source_get (source_of (fixture), "t2", SCOPE_ONE, NULL),
                                    INGOT_ERROR, INGOT_ERROR_SIGN_IN_AGAIN);
  g_assert_cmpstr (fixture->server->seen->pdata[0], ==, "POST /t2/oauth2/v2.0/token");
  g_assert_false (ingot_account_get_signed_out (fixture->account));
  assert_kept (fixture, "s3cret-rt-1");
}

/* The next sign-in has to bring what was asked for; the refresh token may still be good for something else. */
static void
test_more_proof (EntraFixture *fixture, gconstpointer unused)
{
  ingot_entra_fixture_refuse (fixture, "invalid_grant", 50076, "," EMPTY_CLAIMS);
  ingot_entra_fixture_answer (fixture, "at-2", NULL, "3600");
  ingot_entra_fixture_assert_error (ingot_token_source_get (source_of (fixture), NULL, SCOPE_ONE, NULL),
                                    INGOT_ERROR, INGOT_ERROR_MFA);
  g_assert_true (ingot_account_get_signed_out (fixture->account));
  g_assert_cmpstr (ingot_account_source_get_claims (fixture->source), ==, "{\"access_token\":{}}");
  assert_kept (fixture, "s3cret-rt-1");
  g_free (ingot_entra_fixture_dup_token (fixture, SCOPE_ONE));
  g_assert_false (ingot_account_get_signed_out (fixture->account));
  g_assert_null (ingot_account_source_get_claims (fixture->source));
}

/* Before its end another one is asked for; where that fails, what is still good is used. */
static void
test_early (EntraFixture *fixture, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  ingot_entra_fixture_answer (fixture, "at-1", NULL, "3600,\"refresh_in\":0");
  ingot_entra_fixture_refuse (fixture, "temporarily_unavailable", 90033, "");
  ingot_entra_fixture_answer (fixture, "at-2", NULL, "3600");
  first = ingot_entra_fixture_dup_token (fixture, SCOPE_ONE);
  second = ingot_entra_fixture_dup_token (fixture, SCOPE_ONE);
  third = ingot_entra_fixture_dup_token (fixture, SCOPE_ONE);
  g_assert_cmpstr (first, ==, "at-1");
  g_assert_cmpstr (second, ==, "at-1");
  g_assert_cmpstr (third, ==, "at-2");
  g_assert_cmpuint (fixture->server->seen->len, ==, 3);
}

/* The clock of the service is ten minutes off, either way, and its id token is of 1970. */
static void
test_clock_skew (EntraFixture *fixture, gconstpointer unused)
{
  static const int offsets[] = { -600, 600 };

  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
      g_autoptr(GDateTime) theirs = g_date_time_add_seconds (now, offsets[i]);
      g_autofree char *date = soup_date_time_to_string (theirs, SOUP_DATE_HTTP);
      g_autofree char *body =
        g_strdup_printf ("{\"access_token\":\"at-%d\",\"expires_in\":600,\"expires_on\":%" G_GINT64_FORMAT ","
                         "\"id_token\":\"" ENTRA_ID_TOKEN "\"}", offsets[i], g_date_time_to_unix (theirs) + 600);
      const char *scope = i == 0 ? SCOPE_ONE : SCOPE_TWO;
      g_autoptr(IngotToken) token = NULL;

      ingot_test_server_answer (fixture->server, 200, "Date", date, body);
      token = ingot_test_await_boxed (ingot_token_source_get (source_of (fixture), NULL, scope, NULL), NULL);
      g_assert_true (ingot_token_is_fresh (token));
      g_assert_cmpint (ingot_token_get_seconds_left (token), >, 500);
      g_assert_cmpint (ingot_token_get_seconds_left (token), <=, 600);
    }
}

static void
test_hostile (EntraFixture *fixture, gconstpointer unused)
{
  g_autofree char *huge = g_strnfill (2 * 1024 * 1024, ' ');
  const char *const bodies[] = { "", "<html>log in</html>", "[]", "{\"access_token\":{\"a\":1}}", "{\"access_token\":\"a\\nb\"}",
                                 huge };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      ingot_test_server_answer (fixture->server, 200, NULL, NULL, bodies[i]);
      ingot_entra_fixture_assert_error (ingot_token_source_get (source_of (fixture), NULL, SCOPE_ONE, NULL),
                                        INGOT_ERROR, INGOT_ERROR_PROTOCOL);
    }
  g_assert_false (ingot_account_get_signed_out (fixture->account));
  assert_kept (fixture, "s3cret-rt-1");
}

static void
test_not_redirected (EntraFixture *fixture, gconstpointer unused)
{
  ingot_test_server_answer (fixture->server, 302, "Location", "https://evil.example/", "");
  ingot_entra_fixture_assert_error (ingot_token_source_get (source_of (fixture), NULL, SCOPE_ONE, NULL),
                                    INGOT_ERROR, INGOT_ERROR_REDIRECT);
}

static void
test_one_of_two_stops (EntraFixture *fixture, gconstpointer unused)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  DexFuture *stopped = ingot_token_source_get (source_of (fixture), NULL, SCOPE_ONE, cancellable);
  DexFuture *other = ingot_token_source_get (source_of (fixture), NULL, SCOPE_ONE, NULL);

  ingot_test_server_hold (fixture->server);
  INGOT_TEST_WAIT_FOR (fixture->server->held != NULL);
  g_cancellable_cancel (cancellable);
  ingot_entra_fixture_assert_error (stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ingot_test_server_send_chunk (fixture->server, "{\"access_token\":\"at-1\"}", 23);
  ingot_test_server_complete (fixture->server);
  ingot_test_await_success (other);
}

/* What comes after somebody signed out is kept nowhere. */
static void
test_erased_meanwhile (EntraFixture *fixture, gconstpointer unused)
{
  DexFuture *waiting = ingot_token_source_get (source_of (fixture), NULL, SCOPE_ONE, NULL);

  ingot_test_server_hold (fixture->server);
  INGOT_TEST_WAIT_FOR (fixture->server->held != NULL);
  ingot_test_await_success (ingot_account_source_erase (fixture->source));
  g_assert_false (ingot_test_await (waiting, NULL));
  assert_kept (fixture, NULL);
  ingot_entra_fixture_assert_error (ingot_token_source_get (source_of (fixture), NULL, SCOPE_ONE, NULL),
                                    INGOT_ERROR, INGOT_ERROR_SIGN_IN_AGAIN);
}

static void
test_renew (EntraFixture *fixture, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autoptr(IngotToken) second = NULL;
  g_autoptr(IngotToken) third = NULL;

  ingot_entra_fixture_answer (fixture, "at-1", NULL, "3600");
  ingot_entra_fixture_answer (fixture, "at-2", NULL, "3600");
  first = ingot_entra_fixture_dup_token (fixture, SCOPE_ONE);
  second = ingot_test_await_boxed (ingot_token_source_renew (source_of (fixture), NULL, SCOPE_ONE, "at-1",
                                                             "{\"a\":1}", NULL), NULL);
  /* A second request that had the old token finds that there is a new one. */
  third = ingot_test_await_boxed (ingot_token_source_renew (source_of (fixture), NULL, SCOPE_ONE, "at-1", NULL, NULL),
                                  NULL);
  g_assert_cmpstr (ingot_token_get_text (second), ==, "at-2");
  g_assert_cmpstr (ingot_token_get_text (third), ==, "at-2");
  g_assert_cmpuint (fixture->server->seen->len, ==, 2);
  g_assert_nonnull (strstr (fixture->server->body, "claims=%7B%22a%22%3A1%7D"));
}

#define ADD(name, func) \
  g_test_add ("/token-source/" name, EntraFixture, NULL, ingot_entra_fixture_set_up, func, \
              ingot_entra_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *folder = ingot_test_make_folder ();
  int status;

  ingot_entra_fixture_use_file (folder);
  ingot_test_init (&argc, &argv);
  ADD ("refresh", test_refresh);
  ADD ("two-at-once", test_two_at_once);
  ADD ("two-scopes-at-once", test_two_scopes_at_once);
  ADD ("two-refused-at-once", test_two_refused_at_once);
  ADD ("rotation", test_rotation);
  ADD ("revoked", test_revoked);
  ADD ("refused-as-guest", test_refused_as_guest);
  ADD ("more-proof", test_more_proof);
  ADD ("early", test_early);
  ADD ("clock-skew", test_clock_skew);
  ADD ("hostile", test_hostile);
  ADD ("not-redirected", test_not_redirected);
  ADD ("one-of-two-stops", test_one_of_two_stops);
  ADD ("erased-meanwhile", test_erased_meanwhile);
  ADD ("renew", test_renew);
  status = g_test_run ();
  ingot_test_remove_folder (folder);
  return status;
}
