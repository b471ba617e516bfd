/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include <string.h>

#include "entra/sandbox-device.h"
#include "entra/sandbox-entra-page.h"
#include "server/sandbox-json.h"
#include "server/sandbox-key.h"

enum
{
  USER_CODE_LENGTH = 9,
  MAX_CODES = 1000,
  /* How long a code is known to have expired. */
  GRACE = 3600,
};

typedef struct
{
  char *user_code;
  char *client_id;
  const SandboxTenant *tenant;
  SandboxScope *scope;
  gboolean strong;         /* the client has brought the claims of an earlier refusal */
  gint64 expires;          /* Unix time */
  gint64 polled;           /* monotonic, 0: not yet */
  SandboxSession *session; /* whose it is, when it is approved */
  guint refusal;           /* what the client will hear instead, or 0 */
} DeviceCode;

static void
device_code_free (gpointer data)
{
  DeviceCode *code = data;

  g_free (code->user_code);
  g_free (code->client_id);
  sandbox_scope_free (code->scope);
  g_clear_pointer (&code->session, sandbox_session_unref);
  g_free (code);
}

GHashTable *
sandbox_device_new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, device_code_free);
}

/* Without characters that people take for one another. */
static char *
new_user_code (void)
{
  static const char alphabet[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  g_autofree char *secret = sandbox_key_new ();
  char code[USER_CODE_LENGTH + 1] = "";

  for (guint i = 0; i < USER_CODE_LENGTH; i++)
    code[i] = alphabet[(g_ascii_xdigit_value (secret[2 * i]) * 16 + g_ascii_xdigit_value (secret[2 * i + 1]))
                       % (sizeof alphabet - 1)];
  return g_strdup (code);
}

static gboolean
is_forgotten (gpointer key, gpointer value, gpointer user_data)
{
  const DeviceCode *code = value;
  const gint64 *now = user_data;

  return code->expires + GRACE < *now;
}

static DeviceCode *
add_code (SandboxEntraRequest *request, SandboxScope *scope, const char *secret)
{
  SandboxEntra *entra = request->entra;
  DeviceCode *code = g_new0 (DeviceCode, 1);
  gint64 now = sandbox_entra_now (entra);

  g_hash_table_foreach_remove (entra->device_codes, is_forgotten, &now);
  if (g_hash_table_size (entra->device_codes) >= MAX_CODES)
    g_hash_table_remove_all (entra->device_codes);
  code->user_code = new_user_code ();
  code->client_id = g_ascii_strdown (request->client_id, -1);
  code->tenant = request->tenant;
  code->scope = scope;
  code->strong = sandbox_entra_claims_ask_for_more (sandbox_entra_request_get (request, "claims"));
  code->expires = now + entra->staging->device_code_lifetime;
  g_hash_table_insert (entra->device_codes, g_strdup (secret), code);
  return code;
}

static char *
make_message (SandboxExchange *exchange, const char *address, const char *user_code)
{
  g_autofree char *market = sandbox_exchange_dup_query (exchange, "mkt");

  if (market != NULL && g_ascii_strncasecmp (market, "ko", 2) == 0)
    return g_strdup_printf (
      "로그인하려면 웹 브라우저를 사용하여 %s 페이지를 열고 %s 코드를 입력하여 인증하세요.", address,
      user_code);
  return g_strdup_printf (
    "To sign in, use a web browser to open the page %s and enter the code %s to authenticate.", address,
    user_code);
}

static JsonNode *
describe_code (SandboxEntraRequest *request, const DeviceCode *code, const char *secret)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *origin = sandbox_entra_dup_origin (request->entra, request->exchange);
  g_autofree char *address = g_strconcat (origin, "/devicelogin", NULL);
  g_autofree char *message = make_message (request->exchange, address, code->user_code);

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "user_code", code->user_code);
  sandbox_json_add_string (builder, "device_code", secret);
  sandbox_json_add_string (builder, "verification_uri", address);
  sandbox_json_add_integer (builder, "expires_in", request->entra->staging->device_code_lifetime);
  sandbox_json_add_integer (builder, "interval", request->entra->staging->device_code_interval);
  sandbox_json_add_string (builder, "message", message);
  return sandbox_json_end (builder);
}

void
sandbox_device_code_handler (SandboxExchange *exchange, gpointer entra)
{
  g_auto(SandboxEntraRequest) request = { NULL };
  g_autoptr(SandboxScope) scope = NULL;
  g_autofree char *random = sandbox_entra_new_secret ();
  g_autofree char *secret = g_strconcat ("DAQABIQEAAAB", random, NULL);
  JsonNode *reply = NULL;
  guint refusal;

  sandbox_entra_request_enter (&request, entra, exchange);
  if (request.problem == NULL
      && (refusal = sandbox_entra_problem_of_client (request.client_id, SANDBOX_STEP_START)) != 0)
    sandbox_entra_request_fail (&request, refusal, request.client_id);
  if (request.problem == NULL)
    scope = sandbox_entra_request_parse_scope (&request);
  if (request.problem == NULL)
    reply = describe_code (&request, add_code (&request, g_steal_pointer (&scope), secret), secret);
  sandbox_entra_request_answer (&request, reply);
}

/* What the client that polls hears: 0 when the code is good. The claims of an earlier refusal come with the
 * request for the code, or, from MSAL, with each poll. */
static guint
judge (SandboxEntraRequest *request, DeviceCode *code)
{
  if (code == NULL || g_ascii_strcasecmp (code->client_id, request->client_id) != 0)
    return SANDBOX_AADSTS_BAD_CODE;
  if (code->refusal != 0)
    return code->refusal;
  if (code->expires <= sandbox_entra_now (request->entra))
    return SANDBOX_AADSTS_CODE_EXPIRED;
  if (code->session == NULL)
    return SANDBOX_AADSTS_PENDING;
  if (sandbox_entra_claims_ask_for_more (sandbox_entra_request_get (request, "claims")))
    code->strong = TRUE;
  code->session->strong = code->strong;
  return code->session->account->standing == SANDBOX_STANDING_MFA && !code->strong ? SANDBOX_AADSTS_MFA : 0;
}

static gboolean
is_too_fast (SandboxEntra *entra, DeviceCode *code)
{
  gint64 now = g_get_monotonic_time ();
  gint64 last = code->polled;

  code->polled = now;
  return entra->staging->slow_down && last != 0
         && now - last < (gint64) entra->staging->device_code_interval * G_USEC_PER_SEC;
}

SandboxSession *
sandbox_device_redeem (SandboxEntraRequest *request, SandboxScope **scope)
{
  const char *secret = sandbox_entra_request_get (request, "device_code");
  DeviceCode *code;
  SandboxSession *session;
  guint refusal;

  if (secret == NULL)
    secret = sandbox_entra_request_get (request, "code");
  if (secret == NULL)
    secret = sandbox_entra_request_need (request, "device_code");
  code = secret != NULL ? g_hash_table_lookup (request->entra->device_codes, secret) : NULL;
  refusal = judge (request, code);
  if (refusal == SANDBOX_AADSTS_PENDING && is_too_fast (request->entra, code) && request->problem == NULL)
    request->problem = sandbox_entra_problem_new_slow_down (request->entra, request->exchange);
  if (refusal != 0)
    sandbox_entra_request_fail (request, refusal, code != NULL ? code->scope->audience : NULL);
  if (request->problem != NULL)
    return NULL;
  session = g_steal_pointer (&code->session);
  *scope = sandbox_scope_copy (code->scope);
  g_hash_table_remove (request->entra->device_codes, secret);
  return session;
}

static DeviceCode *
find_user_code (SandboxEntra *entra, const char *user_code)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, entra->device_codes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      DeviceCode *code = value;

      if (g_ascii_strcasecmp (code->user_code, user_code) == 0 && code->expires > sandbox_entra_now (entra)
          && code->session == NULL && code->refusal == 0)
        return code;
    }
  return NULL;
}

void
sandbox_device_page_handler (SandboxExchange *exchange, gpointer data)
{
  SandboxEntra *entra = data;
  GString *html
    = g_string_new ("<h1>Sign in to a device</h1>\n<form method=\"post\" action=\"/devicelogin\">\n"
                    "<p><label>Code that the device shows<br>\n<input name=\"user_code\" required "
                    "autofocus autocomplete=\"off\" autocapitalize=\"characters\"></label></p>\n");

  sandbox_entra_page_add_accounts (html, entra->directory, "fine");
  g_string_append (html,
                   "<p><button name=\"action\" value=\"approve\">Approve</button>\n"
                   "<button name=\"action\" value=\"deny\">Deny</button></p>\n</form>\n"
                   "<p class=\"note\">This is a sandbox: nobody here is real, and no password is asked for. "
                   "Approve only a code that you have asked for yourself.</p>\n");
  sandbox_exchange_reply_page (exchange, SOUP_STATUS_OK, "Sign in to a device",
                               g_string_free_and_steal (html));
}

static void
approve (SandboxExchange *exchange, DeviceCode *code, const SandboxAccount *account)
{
  g_autofree char *text = NULL;

  if (account->standing == SANDBOX_STANDING_BLOCKED)
    code->refusal = SANDBOX_AADSTS_BLOCKED;
  else
    code->refusal = sandbox_entra_problem_of_client (code->client_id, SANDBOX_STEP_REDEEM);
  if (code->refusal == 0)
    {
      code->session = sandbox_session_new (account, code->tenant, code->client_id, code->strong);
      sandbox_entra_page_reply (
        exchange, SOUP_STATUS_OK, "You have signed in",
        account->standing == SANDBOX_STANDING_MFA && !code->strong
          ? "The application hears that this account needs multi-factor authentication, "
            "unless it has asked for that."
          : "You can close this window and go on in the application.");
      return;
    }
  text = sandbox_entra_problem_describe (code->refusal, code->scope->audience);
  sandbox_entra_page_reply (exchange, SOUP_STATUS_OK, "You cannot get there from here", text);
}

void
sandbox_device_form_handler (SandboxExchange *exchange, gpointer data)
{
  SandboxEntra *entra = data;
  g_autoptr(GHashTable) form = sandbox_exchange_dup_form (exchange);
  const char *user_code = form != NULL ? g_hash_table_lookup (form, "user_code") : NULL;
  const char *action = form != NULL ? g_hash_table_lookup (form, "action") : NULL;
  const char *name = form != NULL ? g_hash_table_lookup (form, "account") : NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (user_code != NULL ? user_code : ""));
  DeviceCode *code = find_user_code (entra, stripped);
  const SandboxAccount *account
    = sandbox_directory_find_account (entra->directory, name != NULL && *name != '\0' ? name : "fine");

  if (sandbox_entra_page_is_foreign (exchange))
    return;
  if (code == NULL)
    sandbox_entra_page_reply (
      exchange, SOUP_STATUS_BAD_REQUEST, "That code did not work",
      "Check the code and try again. It is good for a quarter of an hour and for one sign-in.");
  else if (account == NULL)
    sandbox_entra_page_reply (exchange, SOUP_STATUS_BAD_REQUEST, "There is no such account", name);
  else if (g_strcmp0 (action, "deny") == 0)
    {
      code->refusal = SANDBOX_AADSTS_DECLINED;
      sandbox_entra_page_reply (exchange, SOUP_STATUS_OK, "You have declined",
                                "The application has not been let in.");
    }
  else if (g_strcmp0 (action, "approve") == 0)
    approve (exchange, code, account);
  else
    sandbox_entra_page_reply (exchange, SOUP_STATUS_BAD_REQUEST, "Nothing was done",
                              "The action is approve or deny.");
}
