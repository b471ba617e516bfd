/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "auth/ingot-browser-sign-in.h"
#include "auth/ingot-device-sign-in.h"
#include "auth/ingot-pkce.h"
#include "base/ingot-soup.h"
#include "base/ingot-spawn.h"
#include "ingot-entra-fixture.h"
#include "ingot-test.h"

/* Signing in by code and with the browser, at a service that says what the test wants. A second lasts a millisecond. */

#define CODE \
  "{\"user_code\":\"FJC9K2RLT\",\"device_code\":\"s3cret-device\",\"verification_uri\":" \
  "\"https://microsoft.com/devicelogin\",\"expires_in\":\"900\",\"interval\":\"5\",\"message\":\"…\"}"

typedef struct
{
  EntraFixture *fixture;
  GCancellable *cancellable;
  gboolean browser;
  const char *claims;
  char *user_code; /* what the person is shown … */
  char *link;
  guint n_shown;
  char *token;     /* … and what came of it */
} Talk;

static void
talk_clear (Talk *talk)
{
  g_clear_object (&talk->cancellable);
  g_free (talk->user_code);
  g_free (talk->link);
  g_free (talk->token);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Talk, talk_clear)

static void
code_cb (const IngotDeviceCode *code, gpointer user_data)
{
  Talk *talk = user_data;

  talk->n_shown++;
  talk->user_code = g_strdup (code->user_code);
  talk->link = g_strdup (code->link);
  g_assert_cmpint (code->lifetime_s, ==, 900);
  g_assert_cmpint (code->interval_s, ==, 5);
}

static void
link_cb (const char *link, gpointer user_data)
{
  Talk *talk = user_data;

  talk->n_shown++;
  talk->link = g_strdup (link);
}

static DexFuture *
sign_in_fiber (gpointer user_data)
{
  Talk *talk = user_data;
  g_autoptr(IngotTokenReply) reply = NULL;
  GError *error = NULL;

  if (talk->browser)
    reply = ingot_browser_sign_in_run (talk->fixture->entra, "contoso.com", SCOPE_ONE, talk->claims, NULL, link_cb, talk,
                                       NULL, talk->cancellable, &error);
  else
    reply = ingot_device_sign_in_run (talk->fixture->entra, "organizations", SCOPE_ONE, talk->claims, 1, code_cb, talk,
                                      NULL, talk->cancellable, &error);
  if (reply == NULL)
    return dex_future_new_for_error (error);
  talk->token = g_strdup (ingot_token_get_text (reply->token));
  return dex_future_new_true ();
}

static DexFuture *
sign_in (Talk *talk)
{
  return ingot_spawn (sign_in_fiber, talk, NULL);
}

static void
test_code (EntraFixture *fixture, gconstpointer unused)
{
  g_auto(Talk) talk = { .fixture = fixture, .claims = "{\"a\":1}" };

  ingot_test_server_answer (fixture->server, 200, NULL, NULL, CODE);
  ingot_entra_fixture_refuse (fixture, "authorization_pending", 70016, "");
  ingot_entra_fixture_refuse (fixture, "authorization_pending", 70016, "");
  ingot_entra_fixture_answer (fixture, "at-1", "s3cret-rt-9", "3600");
  ingot_test_await_success (sign_in (&talk));
  g_assert_cmpstr (talk.token, ==, "at-1");
  g_assert_cmpuint (talk.n_shown, ==, 1);
  g_assert_cmpstr (talk.user_code, ==, "FJC9K2RLT");
  g_assert_cmpstr (talk.link, ==, "https://microsoft.com/devicelogin");
  g_assert_cmpuint (fixture->server->seen->len, ==, 4);
  g_assert_cmpstr (fixture->server->seen->pdata[0], ==, "POST /organizations/oauth2/v2.0/devicecode");
  g_assert_cmpstr (fixture->server->seen->pdata[3], ==, "POST /organizations/oauth2/v2.0/token");
  g_assert_cmpstr (fixture->server->body, ==,
                   "client_id=client-1&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code="
                   "s3cret-device");
}

typedef struct
{
  const char *name;
  const char *error;
  int number;
  int code;
} Ending;

static const Ending endings[] = {
  { "declined", "authorization_declined", 0, INGOT_ERROR_DECLINED },
  { "expired", "expired_token", 70019, INGOT_ERROR_CODE_EXPIRED },
  { "bad-code", "bad_verification_code", 70018, INGOT_ERROR_CODE_BAD },
  { "item-44-blocked", "invalid_grant", 53003, INGOT_ERROR_BLOCKED },
  { "consent", "invalid_grant", 65001, INGOT_ERROR_CONSENT },
  { "mfa", "invalid_grant", 50076, INGOT_ERROR_MFA },
  { "client", "invalid_client", 7000218, INGOT_ERROR_CLIENT },
  { "tenant", "invalid_request", 90002, INGOT_ERROR_TENANT },
};

static void
test_ending (EntraFixture *fixture, gconstpointer data)
{
  const Ending *ending = data;
  g_auto(Talk) talk = { .fixture = fixture };

  fixture->echo = "s3cret-device";
  ingot_test_server_answer (fixture->server, 200, NULL, NULL, CODE);
  ingot_entra_fixture_refuse (fixture, "authorization_pending", 70016, "");
  ingot_entra_fixture_refuse (fixture, ending->error, ending->number, "");
  ingot_entra_fixture_assert_error (sign_in (&talk), INGOT_ERROR, ending->code);
  g_assert_cmpuint (fixture->server->seen->len, ==, 3);
}

/* What the service says before there is a code. */
static void
test_no_code (EntraFixture *fixture, gconstpointer unused)
{
  g_auto(Talk) talk = { .fixture = fixture };

  fixture->echo = "nothing";
  ingot_entra_fixture_refuse (fixture, "unauthorized_client", 700016, "");
  ingot_entra_fixture_assert_error (sign_in (&talk), INGOT_ERROR, INGOT_ERROR_CLIENT);
  g_assert_cmpuint (talk.n_shown, ==, 0);
}

/* A service that is too busy is asked on, and less often: none of this ends the sign-in. */
static void
test_slow_down (EntraFixture *fixture, gconstpointer unused)
{
  g_auto(Talk) talk = { .fixture = fixture };

  ingot_test_server_answer (fixture->server, 200, NULL, NULL, CODE);
  ingot_entra_fixture_refuse (fixture, "slow_down", 0, "");
  ingot_entra_fixture_refuse (fixture, "temporarily_unavailable", 0, "");
  ingot_test_server_answer (fixture->server, 502, "x-should-retry", "false", "<html>");
  ingot_entra_fixture_refuse (fixture, "authorization_pending", 70016, "");
  ingot_entra_fixture_answer (fixture, "at-1", NULL, "3600");
  ingot_test_await_success (sign_in (&talk));
  g_assert_cmpuint (fixture->server->seen->len, ==, 6);
}

/* The service never says that the code has expired. */
static void
test_never_answered (EntraFixture *fixture, gconstpointer unused)
{
  g_auto(Talk) talk = { .fixture = fixture };

  ingot_test_server_answer (fixture->server, 200, NULL, NULL, CODE);
  ingot_entra_fixture_refuse (fixture, "authorization_pending", 70016, "");
  ingot_entra_fixture_assert_error (sign_in (&talk), INGOT_ERROR, INGOT_ERROR_CODE_EXPIRED);
}

static void
test_hostile_codes (EntraFixture *fixture, gconstpointer unused)
{
  static const char *const bodies[] = {
    "", "[]", "{}", "{\"user_code\":7,\"device_code\":\"d\",\"verification_uri\":\"https://a.example\"}",
    "{\"user_code\":\"A B\",\"device_code\":\"d\",\"verification_uri\":\"https://a.example\"}",
    "{\"user_code\":\"ABC\",\"device_code\":\"d d\",\"verification_uri\":\"https://a.example\"}",
    "{\"user_code\":\"ABC\",\"device_code\":\"d\",\"verification_uri\":\"http://a.example\"}",
    "{\"user_code\":\"ABC\",\"device_code\":\"d\",\"verification_uri\":\"file:///etc/passwd\"}",
    "{\"user_code\":\"ABC\",\"device_code\":\"d\",\"verification_uri\":\"https://me@a.example\"}",
    "{\"user_code\":\"ABC\",\"device_code\":\"d\",\"verification_uri\":\"javascript:alert(1)\"}",
    "{\"user_code\":\"ABC\",\"device_code\":\"d\",\"verification_uri\":\"smb://a.example/share\"}",
    "{\"user_code\":\"ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMN\",\"device_code\":\"d\",\"verification_uri\":"
    "\"https://a.example\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_auto(Talk) talk = { .fixture = fixture };

      ingot_test_server_answer (fixture->server, 200, NULL, NULL, bodies[i]);
      ingot_entra_fixture_assert_error (sign_in (&talk), INGOT_ERROR, INGOT_ERROR_PROTOCOL);
      g_assert_cmpuint (talk.n_shown, ==, 0);
    }
}

/* While the code is asked for, while nobody has entered it, and while it is asked whether somebody has. */
static void
test_cancel (EntraFixture *fixture, gconstpointer data)
{
  guint held = GPOINTER_TO_UINT (data);
  g_auto(Talk) talk = { .fixture = fixture, .cancellable = g_cancellable_new () };
  DexFuture *future;

  if (held != 1)
    ingot_test_server_answer (fixture->server, 200, NULL, NULL, CODE);
  ingot_test_server_hold (fixture->server);
  future = sign_in (&talk);
  if (held == 2)
    INGOT_TEST_WAIT_FOR (talk.n_shown > 0);
  else
    INGOT_TEST_WAIT_FOR (fixture->server->held != NULL);
  g_cancellable_cancel (talk.cancellable);
  ingot_entra_fixture_assert_error (future, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (held != 2)
    INGOT_TEST_WAIT_FOR (fixture->server->is_closed);
}

static void
test_cancelled_before (EntraFixture *fixture, gconstpointer unused)
{
  g_auto(Talk) talk = { .fixture = fixture, .cancellable = g_cancellable_new () };

  g_cancellable_cancel (talk.cancellable);
  ingot_entra_fixture_assert_error (sign_in (&talk), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->server->seen->len, ==, 0);
}

/* With the browser */

static char *
dup_param (const char *link, const char *name)
{
  g_autoptr(GUri) uri = g_uri_parse (link, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr(GHashTable) query = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);

  return g_strdup (g_hash_table_lookup (query, name));
}

/* What the browser does with where it is sent. Returns: the status of the page that it gets */
static guint
visit (const char *method, const char *url, const char *host)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(SoupMessage) message = soup_message_new (method, url);
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) body = NULL;

  g_assert_nonnull (message);
  if (host != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Host", host);
  body = ingot_test_await_object (ingot_soup_send (session, message, NULL), &error);
  g_assert_no_error (error);
  return soup_message_get_status (message);
}

static char *
dup_redirect (Talk *talk, const char *query)
{
  g_autofree char *redirect = dup_param (talk->link, "redirect_uri");

  g_assert_true (g_str_has_prefix (redirect, "http://localhost:"));
  return g_strdup_printf ("http://127.0.0.1:%s/?%s", strrchr (redirect, ':') + 1, query);
}

static DexFuture *
start_browser (Talk *talk)
{
  DexFuture *future = sign_in (talk);

  INGOT_TEST_WAIT_FOR (talk->link != NULL);
  return future;
}

static guint
come_back (Talk *talk, const char *what)
{
  g_autofree char *state = dup_param (talk->link, "state");
  g_autofree char *query = g_strdup_printf ("%s&state=%s", what, state);
  g_autofree char *url = dup_redirect (talk, query);

  return visit ("GET", url, NULL);
}

static void
test_pkce (EntraFixture *fixture, gconstpointer unused)
{
  g_auto(Talk) talk = { .fixture = fixture, .browser = TRUE, .claims = "{\"a\":1}" };
  DexFuture *future = start_browser (&talk);
  g_autofree char *challenge = dup_param (talk.link, "code_challenge");
  g_autofree char *method = dup_param (talk.link, "code_challenge_method");
  g_autofree char *claims = dup_param (talk.link, "claims");
  g_autofree char *redirect = dup_param (talk.link, "redirect_uri");
  g_autofree char *start = g_strconcat (fixture->server->url, "/contoso.com/oauth2/v2.0/authorize?client_id=client-1&"
                                        "response_type=code&", NULL);
  g_autoptr(GHashTable) form = NULL;
  g_autofree char *computed = NULL;

  g_assert_true (g_str_has_prefix (talk.link, start));
  g_assert_cmpstr (method, ==, "S256");
  g_assert_cmpstr (claims, ==, "{\"a\":1}");
  ingot_entra_fixture_answer (fixture, "at-1", "s3cret-rt-9", "3600");
  g_assert_cmpuint (come_back (&talk, "code=the-code"), ==, 200);
  ingot_test_await_success (future);
  g_assert_cmpstr (talk.token, ==, "at-1");
  form = g_uri_parse_params (fixture->server->body, -1, "&", G_URI_PARAMS_NONE, NULL);
  computed = ingot_pkce_dup_challenge (g_hash_table_lookup (form, "code_verifier"));
  g_assert_cmpstr (computed, ==, challenge);
  g_assert_cmpstr (g_hash_table_lookup (form, "code"), ==, "the-code");
  g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==, "authorization_code");
  g_assert_cmpstr (g_hash_table_lookup (form, "redirect_uri"), ==, redirect);
}

/* Whoever does not know the state, or calls in another way, gets nothing and changes nothing. */
static void
test_strangers (EntraFixture *fixture, gconstpointer unused)
{
  g_auto(Talk) talk = { .fixture = fixture, .browser = TRUE };
  DexFuture *future = start_browser (&talk);
  g_autofree char *state = dup_param (talk.link, "state");
  g_autofree char *right = g_strdup_printf ("code=stolen&state=%s", state);
  g_autofree char *with_state = dup_redirect (&talk, right);
  g_autofree char *without = dup_redirect (&talk, "code=evil");
  g_autofree char *wrong = dup_redirect (&talk, "code=evil&state=AAAA");
  g_autofree char *nothing = dup_redirect (&talk, "");

  g_assert_cmpuint (visit ("GET", without, NULL), ==, 400);
  g_assert_cmpuint (visit ("GET", wrong, NULL), ==, 400);
  g_assert_cmpuint (visit ("GET", nothing, NULL), ==, 400);
  g_assert_cmpuint (visit ("POST", with_state, NULL), ==, 400);
  g_assert_cmpuint (visit ("GET", with_state, "evil.example"), ==, 400);
  g_assert_cmpuint (come_back (&talk, "code=a%20b"), ==, 400);
  ingot_entra_fixture_answer (fixture, "at-1", NULL, "3600");
  g_assert_cmpuint (come_back (&talk, "code=good"), ==, 200);
  ingot_test_await_success (future);
  g_assert_nonnull (strstr (fixture->server->body, "code=good&"));
  g_assert_cmpuint (fixture->server->seen->len, ==, 1);
}

static void
test_browser_refusals (EntraFixture *fixture, gconstpointer unused)
{
  static const struct { const char *query; int code; } rows[] = {
    { "error=access_denied&error_description=AADSTS65004%3A+declined", INGOT_ERROR_DECLINED },
    { "error=access_denied&error_description=AADSTS53003%3A+blocked", INGOT_ERROR_BLOCKED },
    { "error=consent_required", INGOT_ERROR_CONSENT },
    { "error=%3Cscript%3E", INGOT_ERROR_PROTOCOL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Talk) talk = { .fixture = fixture, .browser = TRUE };
      DexFuture *future = start_browser (&talk);

      come_back (&talk, rows[i].query);
      ingot_entra_fixture_assert_error (future, INGOT_ERROR, rows[i].code);
    }
  g_assert_cmpuint (fixture->server->seen->len, ==, 0);
}

/* While the browser is away, and while its code is redeemed. */
static void
test_browser_cancel (EntraFixture *fixture, gconstpointer data)
{
  gboolean redeeming = GPOINTER_TO_UINT (data) == 2;
  g_auto(Talk) talk = { .fixture = fixture, .browser = TRUE, .cancellable = g_cancellable_new () };
  DexFuture *future = start_browser (&talk);

  if (redeeming)
    {
      ingot_test_server_hold (fixture->server);
      come_back (&talk, "code=good");
      INGOT_TEST_WAIT_FOR (fixture->server->held != NULL);
    }
  g_cancellable_cancel (talk.cancellable);
  ingot_entra_fixture_assert_error (future, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, data, func) \
  g_test_add (path, EntraFixture, data, ingot_entra_fixture_set_up, func, ingot_entra_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *folder = ingot_test_make_folder ();
  int status;

  ingot_entra_fixture_use_file (folder);
  ingot_test_init (&argc, &argv);
  ADD ("/sign-in/code", NULL, test_code);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat ("/sign-in/ending/", endings[i].name, NULL);

      ADD (path, &endings[i], test_ending);
    }
  ADD ("/sign-in/no-code", NULL, test_no_code);
  ADD ("/sign-in/slow-down", NULL, test_slow_down);
  ADD ("/sign-in/never-answered", NULL, test_never_answered);
  ADD ("/sign-in/hostile-codes", NULL, test_hostile_codes);
  ADD ("/sign-in/cancel/code", GUINT_TO_POINTER (1), test_cancel);
  ADD ("/sign-in/cancel/waiting", GUINT_TO_POINTER (2), test_cancel);
  ADD ("/sign-in/cancel/asking", GUINT_TO_POINTER (3), test_cancel);
  ADD ("/sign-in/cancel/before", NULL, test_cancelled_before);
  ADD ("/sign-in/browser/pkce", NULL, test_pkce);
  ADD ("/sign-in/browser/strangers", NULL, test_strangers);
  ADD ("/sign-in/browser/refusals", NULL, test_browser_refusals);
  ADD ("/sign-in/browser/cancel/waiting", GUINT_TO_POINTER (1), test_browser_cancel);
  ADD ("/sign-in/browser/cancel/redeeming", GUINT_TO_POINTER (2), test_browser_cancel);
  status = g_test_run ();
  ingot_test_remove_folder (folder);
  return status;
}
