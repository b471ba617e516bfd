/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include <string.h>

#include "entra/sandbox-entra-private.h"
#include "server/sandbox-json.h"

#define STAGED_PREFIX "00000000-0000-0000-0000-"
#define STAGED_REFRESH_PREFIX "00000000-0000-0000-0001-"

typedef struct
{
  guint code;
  guint status;
  const char *error;
  const char *suberror;
  gboolean has_claims;
  guint staged_at;  /* 1 << SandboxStep, for applications that stage it */
  const char *text; /* {0} stands for a detail */
} Refusal;

enum
{
  START = 1 << SANDBOX_STEP_START,
  REDEEM = 1 << SANDBOX_STEP_REDEEM,
  REFRESH = 1 << SANDBOX_STEP_REFRESH,
};

static const Refusal refusals[] = {
  /* The request is wrong. */
  { 900144, 400, "invalid_request", NULL, FALSE, 0,
    "The request body must contain the following parameter: '{0}'." },
  { 90002, 400, "invalid_request", NULL, FALSE, 0,
    "Tenant '{0}' not found. Check to make sure you have the correct tenant ID and are signing into the "
    "correct "
    "cloud. Check with your subscription administrator, this may happen if there are no active subscriptions "
    "for "
    "the tenant." },
  { 50059, 400, "invalid_request", NULL, FALSE, START,
    "No tenant-identifying information found in either the request or implied by any provided credentials." },
  { 700016, 400, "unauthorized_client", NULL, FALSE, START,
    "Application with identifier '{0}' was not found in the directory. This can happen if the application "
    "has not "
    "been installed by the administrator of the tenant or consented to by any user in the tenant. You may "
    "have "
    "sent your authentication request to the wrong tenant." },
  { 700011, 400, "unauthorized_client", NULL, FALSE, START,
    "Application with identifier '{0}' was not found in the directory." },
  { 70001, 400, "unauthorized_client", NULL, FALSE, START, "Application '{0}' is disabled." },
  { 70003, 400, "unsupported_grant_type", NULL, FALSE, 0,
    "The app requested an unsupported grant type '{0}'." },
  { 70011, 400, "invalid_scope", NULL, FALSE, START,
    "The provided request must include a 'scope' input parameter. The provided value for the input parameter "
    "'scope' is not valid. The scope {0} is not valid." },
  { 28000, 400, "invalid_scope", NULL, FALSE, 0,
    "Provided value for the input parameter scope is not valid because it contains more than one resource. "
    "Scope "
    "{0} is not valid." },
  { 500011, 400, "invalid_resource", NULL, FALSE, START,
    "The resource principal named {0} was not found in the tenant named Sandbox. This can happen if the "
    "application "
    "has not been installed by the administrator of the tenant or consented to by any user in the tenant. "
    "You might "
    "have sent your authentication request to the wrong tenant." },
  { 50011, 400, "invalid_request", NULL, FALSE, START,
    "The redirect URI '{0}' specified in the request does not match the redirect URIs configured for the "
    "application." },
  { 900971, 400, "invalid_request", NULL, FALSE, 0, "No reply address provided." },
  { 700054, 400, "unsupported_response_type", NULL, FALSE, 0,
    "response_type '{0}' is not enabled for the application." },
  { 501491, 400, "invalid_request", NULL, FALSE, 0,
    "Invalid code_challenge_method: '{0}'. The only one that is supported here is S256." },
  { 50058, 400, "login_required", NULL, FALSE, 0,
    "A silent sign-in request was sent but no user is signed in." },
  { 501481, 400, "invalid_grant", NULL, FALSE, 0,
    "The Code_Verifier does not match the code_challenge supplied in the authorization request." },
  { 500112, 400, "invalid_grant", NULL, FALSE, 0,
    "The reply address '{0}' does not match the reply address provided when requesting Authorization code." },
  /* Codes that are not, or no longer, good. */
  { 70016, 400, "authorization_pending", NULL, FALSE, 0,
    "OAuth 2.0 device flow error. Authorization is pending. Continue polling." },
  { 70018, 400, "bad_verification_code", NULL, FALSE, 0,
    "Invalid verification code due to User typing in wrong user code for device code flow." },
  { 70019, 400, "expired_token", NULL, FALSE, REDEEM,
    "Verification code expired. Have the user retry the sign-in." },
  { 70020, 400, "expired_token", NULL, FALSE, REDEEM,
    "The provided value for the input parameter 'device_code' is not valid. This device code has expired." },
  { 65004, 400, "authorization_declined", NULL, FALSE, REDEEM,
    "User declined to consent to access the app." },
  { 54005, 400, "invalid_grant", NULL, FALSE, 0,
    "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing "
    "refresh "
    "token." },
  { 70008, 400, "invalid_grant", NULL, FALSE, REDEEM | REFRESH,
    "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive "
    "authorization request for this user and resource." },
  { 70000, 400, "invalid_grant", "bad_token", FALSE, REFRESH, "The provided grant is invalid or malformed." },
  { 700082, 400, "invalid_grant", "bad_token", FALSE, REFRESH,
    "The refresh token has expired due to inactivity. The token was inactive for 90.00:00:00." },
  { 700084, 400, "invalid_grant", "bad_token", FALSE, REFRESH,
    "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of "
    "1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent." },
  { 70043, 400, "invalid_grant", "bad_token", FALSE, REFRESH,
    "The refresh token has expired or is invalid due to sign-in frequency checks by conditional access." },
  { 50173, 400, "invalid_grant", "bad_token", FALSE, REFRESH,
    "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might "
    "have "
    "changed or reset their password." },
  { 50132, 400, "invalid_grant", "bad_token", FALSE, REFRESH,
    "The session is not valid due to the following reasons: password expiration or recent password change." },
  { 50133, 400, "invalid_grant", "bad_token", FALSE, REFRESH,
    "The session is not valid due to password expiration or recent password change." },
  { 50196, 400, "invalid_grant", NULL, FALSE, REFRESH,
    "The server terminated an operation because it encountered a client request loop. Please contact your "
    "app "
    "vendor." },
  /* The person has to do something. */
  { 50072, 400, "invalid_grant", "basic_action", TRUE, REDEEM | REFRESH,
    "Due to a configuration change made by your administrator, or because you moved to a new location, you "
    "must "
    "enroll in multi-factor authentication to access '{0}'." },
  { 50074, 400, "invalid_grant", "basic_action", TRUE, REDEEM | REFRESH,
    "Strong authentication is required." },
  { 50076, 400, "invalid_grant", "basic_action", TRUE, REDEEM | REFRESH,
    "Due to a configuration change made by your administrator, or because you moved to a new location, you "
    "must use "
    "multi-factor authentication to access '{0}'." },
  { 50078, 400, "invalid_grant", "basic_action", TRUE, REDEEM | REFRESH,
    "Presented multi-factor authentication has expired due to policies configured by your administrator, you "
    "must "
    "refresh your multi-factor authentication to access '{0}'." },
  { 50079, 400, "invalid_grant", "basic_action", TRUE, REDEEM | REFRESH,
    "Due to a configuration change made by your administrator, or because you moved to a new location, you "
    "must "
    "enroll in multi-factor authentication to access '{0}'." },
  { 50158, 400, "invalid_grant", "additional_action", TRUE, REDEEM | REFRESH,
    "External security challenge not satisfied. User will be redirected to another page or authentication "
    "provider "
    "to satisfy additional authentication challenges." },
  /* An administrator has to. */
  { 65001, 400, "invalid_grant", "consent_required", FALSE, REDEEM | REFRESH,
    "The user or administrator has not consented to use the application with ID '{0}'. Send an interactive "
    "authorization request for this user and resource." },
  { 65002, 400, "invalid_request", NULL, FALSE, REDEEM,
    "Consent between first party application '{0}' and first party resource must be configured via "
    "preauthorization "
    "- applications owned and operated by Microsoft must get approval from the API owner before requesting "
    "tokens "
    "for that API." },
  { 7000218, 401, "invalid_client", NULL, FALSE, REDEEM,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'." },
  { 7000215, 401, "invalid_client", NULL, FALSE, 0,
    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, "
    "not "
    "the client secret ID, for a secret added to app '{0}'." },
  { 700027, 401, "invalid_client", NULL, FALSE, 0, "Client assertion failed signature validation." },
  { 50105, 400, "invalid_grant", NULL, FALSE, REDEEM,
    "Your administrator has configured the application ('{0}') to block users unless they are specifically "
    "granted "
    "('assigned') access to the application. The signed in user is blocked because they are not a direct "
    "member of "
    "a group with access, nor had access directly assigned by an administrator." },
  { 50020, 400, "invalid_grant", NULL, FALSE, REDEEM,
    "User account from identity provider does not exist in tenant '{0}' and cannot access the application in "
    "that "
    "tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in "
    "again with "
    "a different Azure Active Directory user account." },
  { 50034, 400, "invalid_grant", NULL, FALSE, REDEEM,
    "The user account does not exist in the directory. To sign into this application, the account must be "
    "added to "
    "the directory." },
  { 51004, 400, "invalid_grant", NULL, FALSE, REDEEM,
    "The user account does not exist in the directory. To sign into this application, the account must be "
    "added to "
    "the directory." },
  { 16000, 400, "interaction_required", NULL, FALSE, REDEEM,
    "User account from identity provider does not exist in tenant and cannot access the application in that "
    "tenant. "
    "Please sign out and sign in again with a different user account." },
  { 90072, 400, "invalid_grant", NULL, FALSE, REDEEM,
    "User account from identity provider does not exist in tenant and cannot access the application in that "
    "tenant. "
    "The account needs to be added as an external user in the tenant first." },
  /* Nobody can, for now. */
  { 53000, 400, "invalid_grant", "message_only", FALSE, REDEEM | REFRESH,
    "Device is not in required device state: compliant. Conditional Access policy requires a compliant "
    "device, and "
    "the device is not compliant. The user must enroll their device with an approved MDM provider like "
    "Intune." },
  { 53001, 400, "invalid_grant", "message_only", FALSE, REDEEM | REFRESH,
    "Device is not in required device state: domain_joined. Conditional Access policy requires a domain "
    "joined "
    "device, and the device is not domain joined." },
  { 53003, 400, "invalid_grant", "message_only", TRUE, REDEEM | REFRESH,
    "Access has been blocked by Conditional Access policies. The access policy does not allow token "
    "issuance." },
  { 530035, 400, "invalid_grant", "message_only", FALSE, REDEEM | REFRESH,
    "Access has been blocked by security defaults. The access policy requires token to be bound to the "
    "device." },
  { 50005, 400, "invalid_grant", "message_only", FALSE, REDEEM | REFRESH,
    "User tried to log in to a device from a platform that's currently not supported through Conditional "
    "Access "
    "policy." },
};

static const Refusal *
look_up (guint code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (refusals[i].code == code)
      return &refusals[i];
  return NULL;
}

static const Refusal *
find (guint code)
{
  const Refusal *refusal = look_up (code);

  if (refusal == NULL)
    g_error ("There is no refusal AADSTS%u.", code);
  return refusal;
}

gboolean
sandbox_entra_problem_is_known (guint code)
{
  return look_up (code) != NULL;
}

const char *
sandbox_entra_claims (void)
{
  return "{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":[\"5a1db0c5-0000-4000-8000-"
         "000000000001\"]}}}";
}

gboolean
sandbox_entra_claims_ask_for_more (const char *claims)
{
  return claims != NULL && strstr (claims, "\"capolids\"") != NULL;
}

char *
sandbox_entra_problem_describe (guint code, const char *detail)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "AADSTS%u: ", code);
  g_string_append (text, find (code)->text);
  g_string_replace (text, "{0}", detail != NULL ? detail : "", 0);
  return g_string_free_and_steal (text);
}

const char *
sandbox_entra_problem_get_error (guint code)
{
  return find (code)->error;
}

/* The members that all refusals end with; a client that names its request finds the name again. */
static void
add_tail (JsonBuilder *builder, SandboxEntra *entra, SandboxExchange *exchange, guint code, const char *text)
{
  SoupServerMessage *message = sandbox_exchange_get_message (exchange);
  const char *client_request
    = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "client-request-id");
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (sandbox_entra_now (entra));
  g_autofree char *timestamp = g_date_time_format (time, "%Y-%m-%d %H:%M:%SZ");
  g_autofree char *trace = g_uuid_string_random ();
  g_autofree char *correlation = client_request != NULL ? g_strdup (client_request) : g_uuid_string_random ();
  g_autofree char *description = g_strdup_printf ("%s Trace ID: %s Correlation ID: %s Timestamp: %s", text,
                                                  trace, correlation, timestamp);
  g_autofree char *origin = sandbox_entra_dup_origin (entra, exchange);
  g_autofree char *address = g_strdup_printf ("%s/error?code=%u", origin, code);

  sandbox_json_add_string (builder, "error_description", description);
  sandbox_json_begin_array (builder, "error_codes");
  json_builder_add_int_value (builder, code);
  json_builder_end_array (builder);
  sandbox_json_add_string (builder, "timestamp", timestamp);
  sandbox_json_add_string (builder, "trace_id", trace);
  sandbox_json_add_string (builder, "correlation_id", correlation);
  sandbox_json_add_string (builder, "error_uri", address);
}

SandboxProblem *
sandbox_entra_problem_new (SandboxEntra *entra, SandboxExchange *exchange, guint code, const char *detail)
{
  const Refusal *refusal = find (code);
  g_autofree char *text = sandbox_entra_problem_describe (code, detail);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "error", refusal->error);
  add_tail (builder, entra, exchange, code, text);
  if (refusal->suberror != NULL)
    sandbox_json_add_string (builder, "suberror", refusal->suberror);
  if (refusal->has_claims)
    sandbox_json_add_string (builder, "claims", sandbox_entra_claims ());
  return sandbox_problem_new_body (refusal->status, NULL, sandbox_json_print (builder));
}

SandboxProblem *
sandbox_entra_problem_new_slow_down (SandboxEntra *entra, SandboxExchange *exchange)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "error", "slow_down");
  add_tail (builder, entra, exchange, SANDBOX_AADSTS_PENDING,
            "AADSTS70016: OAuth 2.0 device flow error. Polling too fast. Slow down.");
  return sandbox_problem_new_body (SOUP_STATUS_BAD_REQUEST, NULL, sandbox_json_print (builder));
}

guint
sandbox_entra_problem_of_client (const char *client_id, SandboxStep step)
{
  const char *prefix = step == SANDBOX_STEP_REFRESH ? STAGED_REFRESH_PREFIX : STAGED_PREFIX;
  guint64 code;

  if (!g_str_has_prefix (client_id, prefix)
      || !g_ascii_string_to_unsigned (client_id + strlen (prefix), 10, 1, G_MAXINT32, &code, NULL))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (refusals[i].code == code && (refusals[i].staged_at & (1u << step)) != 0)
      return refusals[i].code;
  return 0;
}
