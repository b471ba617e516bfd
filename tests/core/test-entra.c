/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "auth/ingot-azure-cli-source.h"
#include "auth/ingot-entra-refusal.h"
#include "auth/ingot-form.h"
#include "auth/ingot-pkce.h"
#include "auth/ingot-token-reply.h"
#include "base/ingot-json.h"
#include "ingot-test.h"

/* What the sign-in service says, read without a network. */

static JsonNode *
parse (const char *text)
{
  return ingot_json_parse (text, strlen (text), NULL);
}

static IngotEntraRefusal *
read_refusal (int status, const char *text)
{
  g_autoptr(JsonNode) node = parse (text);

  return ingot_entra_refusal_read (status, ingot_json_node_object (node));
}

typedef struct
{
  const char *name;
  const char *text;
  int status;
  IngotError code;
  IngotPoll poll;
} Refusal;

static const Refusal refusals[] = {
  { "pending", "{\"error\":\"authorization_pending\",\"error_codes\":[70016]}", 400, INGOT_ERROR_FAILED,
    INGOT_POLL_PENDING },
  { "slow-down", "{\"error\":\"slow_down\"}", 400, INGOT_ERROR_FAILED, INGOT_POLL_SLOW_DOWN },
  { "declined", "{\"error\":\"authorization_declined\"}", 400, INGOT_ERROR_DECLINED, INGOT_POLL_STOP },
  { "denied", "{\"error\":\"access_denied\"}", 400, INGOT_ERROR_DECLINED, INGOT_POLL_STOP },
  { "expired", "{\"error\":\"expired_token\",\"error_codes\":[70019]}", 400, INGOT_ERROR_CODE_EXPIRED,
    INGOT_POLL_STOP },
  { "code-expired", "{\"error\":\"code_expired\"}", 400, INGOT_ERROR_CODE_EXPIRED, INGOT_POLL_STOP },
  { "bad-code", "{\"error\":\"bad_verification_code\",\"error_codes\":[70018]}", 400, INGOT_ERROR_CODE_BAD,
    INGOT_POLL_STOP },
  { "item-44-blocked", "{\"error\":\"invalid_grant\",\"error_codes\":[53003],\"suberror\":\"message_only\"}", 400,
    INGOT_ERROR_BLOCKED, INGOT_POLL_STOP },
  { "blocked-without-number", "{\"error\":\"invalid_grant\",\"suberror\":\"message_only\"}", 400, INGOT_ERROR_BLOCKED,
    INGOT_POLL_STOP },
  { "consent", "{\"error\":\"invalid_grant\",\"error_codes\":[65001],\"suberror\":\"consent_required\"}", 400,
    INGOT_ERROR_CONSENT, INGOT_POLL_STOP },
  { "consent-without-number", "{\"error\":\"consent_required\"}", 401, INGOT_ERROR_CONSENT, INGOT_POLL_STOP },
  { "mfa", "{\"error\":\"invalid_grant\",\"error_codes\":[50076],\"suberror\":\"basic_action\"}", 400, INGOT_ERROR_MFA,
    INGOT_POLL_STOP },
  { "interaction", "{\"error\":\"interaction_required\"}", 400, INGOT_ERROR_MFA, INGOT_POLL_STOP },
  { "refresh-token-expired", "{\"error\":\"invalid_grant\",\"error_codes\":[700082],\"suberror\":\"bad_token\"}", 400,
    INGOT_ERROR_SIGN_IN_AGAIN, INGOT_POLL_STOP },
  { "revoked", "{\"error\":\"invalid_grant\",\"error_codes\":[50173]}", 400, INGOT_ERROR_SIGN_IN_AGAIN,
    INGOT_POLL_STOP },
  { "unknown-number", "{\"error\":\"invalid_grant\",\"error_codes\":[1]}", 400, INGOT_ERROR_SIGN_IN_AGAIN,
    INGOT_POLL_STOP },
  { "unknown-client", "{\"error\":\"unauthorized_client\",\"error_codes\":[700016]}", 400, INGOT_ERROR_CLIENT,
    INGOT_POLL_STOP },
  { "confidential-client", "{\"error\":\"invalid_client\",\"error_codes\":[7000218]}", 401, INGOT_ERROR_CLIENT,
    INGOT_POLL_STOP },
  { "tenant", "{\"error\":\"invalid_request\",\"error_codes\":[90002]}", 400, INGOT_ERROR_TENANT, INGOT_POLL_STOP },
  { "guest", "{\"error\":\"invalid_grant\",\"error_codes\":[50020]}", 400, INGOT_ERROR_TENANT, INGOT_POLL_STOP },
  { "item-34-scope", "{\"error\":\"invalid_resource\",\"error_codes\":[500011]}", 400, INGOT_ERROR_SCOPE,
    INGOT_POLL_STOP },
  { "not-assigned", "{\"error\":\"invalid_grant\",\"error_codes\":[50105]}", 400, INGOT_ERROR_NOT_ASSIGNED,
    INGOT_POLL_STOP },
  { "loop", "{\"error\":\"invalid_grant\",\"error_codes\":[50196]}", 400, INGOT_ERROR_TOO_MANY_SIGN_INS,
    INGOT_POLL_STOP },
  { "throttled", "{}", 429, INGOT_ERROR_TOO_MANY_SIGN_INS, INGOT_POLL_LATER },
  { "unavailable", "{\"error\":\"temporarily_unavailable\"}", 503, INGOT_ERROR_SERVICE, INGOT_POLL_LATER },
  { "page", "<html>Bad Gateway</html>", 502, INGOT_ERROR_SERVICE, INGOT_POLL_LATER },
  { "no-such-path", "", 404, INGOT_ERROR_NOT_FOUND, INGOT_POLL_STOP },
  { "nothing", "", 400, INGOT_ERROR_PROTOCOL, INGOT_POLL_STOP },
  { "wrong-types", "{\"error\":7,\"error_codes\":{\"a\":1},\"suberror\":[],\"claims\":3,\"error_description\":{}}", 400,
    INGOT_ERROR_PROTOCOL, INGOT_POLL_STOP },
};

static void
test_refusal (gconstpointer data)
{
  const Refusal *row = data;
  g_autoptr(IngotEntraRefusal) refusal = read_refusal (row->status, row->text);
  g_autoptr(GError) error = ingot_entra_refusal_to_gerror (refusal);

  g_assert_cmpint (refusal->code, ==, row->code);
  g_assert_cmpint (refusal->poll, ==, row->poll);
  g_assert_error (error, INGOT_ERROR, (int) row->code);
  g_assert_cmpuint (strlen (error->message), >, 0);
}

static void
test_refusal_words (void)
{
  g_autoptr(IngotEntraRefusal) refusal =
    read_refusal (400, "{\"error\":\"invalid_grant\",\"error_codes\":[50076],\"error_description\":"
                       "\"AADSTS50076: You must use\\nmulti-factor authentication. Trace ID: 0b1c Correlation ID: 5d\","
                       "\"claims\":\"{\\\"access_token\\\":{\\\"capolids\\\":{}}}\"}");
  g_autofree char *huge = g_strnfill (100000, 'x');
  g_autofree char *body = g_strdup_printf ("{\"error\":\"invalid_grant\",\"error_description\":\"%s\",\"claims\":\"%s\"}",
                                           huge, huge);
  g_autoptr(IngotEntraRefusal) long_one = read_refusal (400, body);

  g_assert_cmpstr (refusal->text, ==, "AADSTS50076: You must use multi-factor authentication.");
  g_assert_cmpstr (refusal->claims, ==, "{\"access_token\":{\"capolids\":{}}}");
  g_assert_cmpuint (strlen (long_one->text), <=, 500);
  g_assert_null (long_one->claims);
}

static void
test_refusal_in_browser (void)
{
  g_autoptr(IngotEntraRefusal) declined = ingot_entra_refusal_new ("access_denied", "AADSTS65004: User declined");
  g_autoptr(IngotEntraRefusal) blocked = ingot_entra_refusal_new ("access_denied", "AADSTS53003: Access blocked");
  g_autoptr(IngotEntraRefusal) odd = ingot_entra_refusal_new ("\r\nX-Evil: 1", NULL);

  g_assert_cmpint (declined->code, ==, INGOT_ERROR_DECLINED);
  g_assert_cmpint (blocked->code, ==, INGOT_ERROR_BLOCKED);
  g_assert_cmpint (odd->code, ==, INGOT_ERROR_PROTOCOL);
  g_assert_null (strpbrk (odd->text, "\r\n"));
}

/* {"tid":"t1","oid":"o-1","preferred_username":"kim@contoso.example","name":"김민지"} */
#define ID_TOKEN "h.eyJ0aWQiOiJ0MSIsIm9pZCI6Im8tMSIsInByZWZlcnJlZF91c2VybmFtZSI6ImtpbUBjb250b3NvLmV4YW1wbGUiLCJuYW1l" \
                 "Ijoi6rmA66-87KeAIn0.s"

static IngotTokenReply *
read_reply (const char *text, GError **error)
{
  g_autoptr(JsonNode) node = parse (text);

  return ingot_token_reply_read (ingot_json_node_object (node), error);
}

static void
test_reply (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotTokenReply) reply =
    read_reply ("{\"token_type\":\"Bearer\",\"expires_in\":\"3600\",\"access_token\":\"a.b.c\","
                "\"refresh_token\":\"1.rt\",\"id_token\":\"" ID_TOKEN "\"}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ingot_token_get_text (reply->token), ==, "a.b.c");
  g_assert_cmpint (ingot_token_get_seconds_left (reply->token), >, 3590);
  g_assert_true (ingot_token_is_fresh (reply->token));
  g_assert_cmpstr (secret_value_get_text (reply->refresh_token), ==, "1.rt");
  g_assert_cmpstr (reply->tenant, ==, "t1");
  g_assert_cmpstr (reply->object_id, ==, "o-1");
  g_assert_cmpstr (reply->username, ==, "kim@contoso.example");
  g_assert_cmpstr (reply->name, ==, "김민지");
}

static void
test_reply_without_extras (void)
{
  g_autoptr(IngotTokenReply) reply = read_reply ("{\"access_token\":\"opaque\",\"id_token\":\"no.jwt\"}", NULL);

  g_assert_nonnull (reply);
  g_assert_null (reply->refresh_token);
  g_assert_null (reply->tenant);
  g_assert_true (ingot_token_is_good (reply->token));
}

static void
test_hostile_replies (void)
{
  static const char *const bodies[] = {
    "", "[]", "{}", "null", "{\"access_token\":7}", "{\"access_token\":\"\"}", "{\"access_token\":\"a b\"}",
    "{\"access_token\":\"a\\r\\nX-Evil: 1\"}", "{\"access_token\":\"\\u0000a\"}", "{\"access_token\":\"\xed\x95\x9c\"}",
    "{\"access_token\":{}}", "{\"access_token\":\"a\",\"token_type\":\"pop\"}",
  };
  g_autofree char *huge = g_strnfill (70000, 'a');
  g_autofree char *body = g_strdup_printf ("{\"access_token\":\"%s\"}", huge);
  g_autoptr(IngotTokenReply) odd = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (read_reply (bodies[i], &error));
      g_assert_error (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL);
    }
  g_assert_null (read_reply (body, NULL));
  odd = read_reply ("{\"access_token\":\"a\",\"expires_in\":[],\"refresh_token\":5,\"id_token\":{},\"refresh_in\":\"x\"}", NULL);
  g_assert_nonnull (odd);
  g_assert_null (odd->refresh_token);
}

static void
test_lifetimes (void)
{
  static const struct { gint64 lifetime, refresh; gboolean good, fresh; gint64 at_most; } rows[] = {
    { 3600, -1, TRUE, TRUE, 3600 }, { 60, -1, TRUE, TRUE, 60 }, { 0, -1, FALSE, FALSE, 0 }, { -5, -1, FALSE, FALSE, 0 },
    { 1, -1, TRUE, TRUE, 1 }, { 3600, 0, TRUE, FALSE, 3600 }, { G_MAXINT64, -1, TRUE, TRUE, 7 * 24 * 3600 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(IngotToken) token = ingot_token_new ("t", rows[i].lifetime, rows[i].refresh);

      if (rows[i].lifetime != 1)
        {
          g_assert_cmpint (ingot_token_is_good (token), ==, rows[i].good);
          g_assert_cmpint (ingot_token_is_fresh (token), ==, rows[i].fresh);
        }
      g_assert_cmpint (ingot_token_get_seconds_left (token), <=, rows[i].at_most);
    }
}

static void
test_claims (void)
{
  static const char *const none[] = { NULL, "", "a", "a.b", "a..c", "a.!!!.c", "a.bm90IGpzb24.c", "a.W10.c" };
  g_autoptr(JsonNode) claims = ingot_token_read_claims (ID_TOKEN);

  g_assert_nonnull (claims);
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_null (ingot_token_read_claims (none[i]));
}

/* RFC 7636, appendix B */
static void
test_pkce (void)
{
  g_autofree char *challenge = ingot_pkce_dup_challenge ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  g_autofree char *one = ingot_pkce_dup_random (32);
  g_autofree char *two = ingot_pkce_dup_random (32);

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  g_assert_cmpuint (strlen (one), ==, 43);
  g_assert_cmpuint (strspn (one, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_"), ==, 43);
  g_assert_cmpstr (one, !=, two);
}

static void
test_form (void)
{
  g_autoptr(IngotForm) form = ingot_form_new ();
  g_autofree char *words = g_strdup ("you sent s3cret&x, really s3cret&x, in abc");

  ingot_form_add (form, "a", "b c&d=한");
  ingot_form_add (form, "none", NULL);
  ingot_form_add_secret (form, "k", "s3cret&x");
  ingot_form_add_secret (form, "short", "abc");
  g_assert_cmpstr (ingot_form_get_text (form), ==, "a=b%20c%26d%3D%ED%95%9C&k=s3cret%26x&short=abc");
  ingot_form_censor (form, &words);
  g_assert_cmpstr (words, ==, "you sent …, really …, in abc");
}

/* 2026-09-01 17:16:30 in Korea is 08:16:30 UTC, the second 1788250590. */
static void
test_azure_cli_times (void)
{
  static const struct { const char *text; gint64 left; } rows[] = {
    { "{\"accessToken\":\"a\",\"expires_on\":1788250590,\"expiresOn\":\"2000-01-01 00:00:00.000000\"}", 590 },
    { "{\"accessToken\":\"a\",\"expiresOn\":\"2026-09-01 17:16:30.000000\"}", 590 },
    { "{\"accessToken\":\"a\",\"expires_on\":null,\"expiresOn\":null}", 60 },
    { "{\"accessToken\":\"a\",\"expiresOn\":\"N/A\"}", 60 },
    { "{\"accessToken\":\"a\",\"expiresOn\":\"2026-99-99 99:99:99\"}", 60 },
    { "{\"accessToken\":\"a\",\"expires_on\":1788240000}", 0 },
  };
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("+09:00");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(IngotToken) token = ingot_azure_cli_source_read (rows[i].text, strlen (rows[i].text), 1788250000, zone,
                                                                 NULL);

      g_assert_nonnull (token);
      g_assert_cmpint (ingot_token_get_seconds_left (token), <=, rows[i].left);
      g_assert_cmpint (ingot_token_get_seconds_left (token), >=, MAX (0, rows[i].left - 50));
    }
}

static void
test_azure_cli_nonsense (void)
{
  static const char *const texts[] = { "", "[]", "please run az login", "{\"accessToken\":null}" };
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (ingot_azure_cli_source_read (texts[i], strlen (texts[i]), 0, zone, &error));
      g_assert_error (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL);
    }
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/entra/refusal/", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  g_test_add_func ("/entra/refusal-words", test_refusal_words);
  g_test_add_func ("/entra/refusal-in-browser", test_refusal_in_browser);
  g_test_add_func ("/entra/reply", test_reply);
  g_test_add_func ("/entra/reply-without-extras", test_reply_without_extras);
  g_test_add_func ("/entra/hostile-replies", test_hostile_replies);
  g_test_add_func ("/entra/lifetimes", test_lifetimes);
  g_test_add_func ("/entra/claims", test_claims);
  g_test_add_func ("/entra/pkce", test_pkce);
  g_test_add_func ("/entra/form", test_form);
  g_test_add_func ("/entra/azure-cli-times", test_azure_cli_times);
  g_test_add_func ("/entra/azure-cli-nonsense", test_azure_cli_nonsense);
  return g_test_run ();
}
