/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include <string.h>

#include "entra/sandbox-authorize.h"
#include "entra/sandbox-entra-page.h"
#include "server/sandbox-listen.h"
#include "server/sandbox-page.h"

enum
{
  /* In seconds: of a sign-in and of the code that it ends with. */
  LIFETIME = 600,
  MAX_SIGN_INS = 1000,
  SHA256_BYTES = 32,
};

typedef struct
{
  GHashTable *query; /* what the client has asked for */
  const SandboxTenant *tenant;
  SandboxScope *scope;
  gint64 expires;
  SandboxSession *session; /* once it has a code */
  gboolean redeemed;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *sign_in = data;

  g_hash_table_unref (sign_in->query);
  g_clear_pointer (&sign_in->scope, sandbox_scope_free);
  g_clear_pointer (&sign_in->session, sandbox_session_unref);
  g_free (sign_in);
}

GHashTable *
sandbox_authorize_new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, sign_in_free);
}

static const char *
get (SignIn *sign_in, const char *name)
{
  const char *value = g_hash_table_lookup (sign_in->query, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

/* Desktop applications register http://localhost; the port is up to them. */
static gboolean
is_loopback (const char *address)
{
  g_autoptr(GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);

  return uri != NULL && g_str_equal (g_uri_get_scheme (uri), "http") && g_uri_get_host (uri) != NULL
         && g_uri_get_userinfo (uri) == NULL && g_uri_get_fragment (uri) == NULL
         && sandbox_host_is_loopback (g_uri_get_host (uri));
}

static void
add_answer (GHashTable *answer, const char *name, const char *value)
{
  if (value != NULL)
    g_hash_table_insert (answer, (gpointer) name, (gpointer) value);
}

/* Without a script a person has to send the form on. */
static void
reply_form (SandboxExchange *exchange, const char *address, GHashTable *answer)
{
  GString *html = g_string_new ("<h1>Back to the application</h1>\n");
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  sandbox_page_append (html, "<form method=\"post\" action=\"%s\">\n", address);
  g_hash_table_iter_init (&iter, answer);
  while (g_hash_table_iter_next (&iter, &name, &value))
    sandbox_page_append (html, "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n", (const char *) name,
                         (const char *) value);
  g_string_append (html, "<p><button autofocus>Continue</button></p>\n</form>\n");
  sandbox_exchange_reply_page (exchange, SOUP_STATUS_OK, "Back to the application",
                               g_string_free_and_steal (html));
}

/* Sends the person back to the client with @answer, in the way that it wants. */
static void
send_back (SandboxExchange *exchange, SignIn *sign_in, GHashTable *answer)
{
  const char *address = get (sign_in, "redirect_uri");
  const char *mode = get (sign_in, "response_mode");
  g_autofree char *form = NULL;
  g_autofree char *location = NULL;
  const char *gap = strchr (address, '?') != NULL ? "&" : "?";

  add_answer (answer, "state", get (sign_in, "state"));
  form = soup_form_encode_hash (answer);
  if (g_strcmp0 (mode, "form_post") == 0)
    {
      reply_form (exchange, address, answer);
      return;
    }
  location = g_strconcat (address, g_strcmp0 (mode, "fragment") == 0 ? "#" : gap, form, NULL);
  sandbox_exchange_redirect (exchange, location);
}

static void
send_refusal (SandboxExchange *exchange, SignIn *sign_in, const char *error, guint code, const char *detail)
{
  g_autoptr(GHashTable) answer = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *description = sandbox_entra_problem_describe (code, detail);

  add_answer (answer, "error", error != NULL ? error : sandbox_entra_problem_get_error (code));
  add_answer (answer, "error_description", description);
  send_back (exchange, sign_in, answer);
}

static void
reply_refusal (SandboxExchange *exchange, guint code, const char *detail)
{
  g_autofree char *text = sandbox_entra_problem_describe (code, detail);

  sandbox_entra_page_reply (exchange, SOUP_STATUS_BAD_REQUEST,
                            "Sorry, but we're having trouble signing you in", text);
}

/* Until we know where the client is and that it is here, nobody is sent anywhere. */
static gboolean
check_client (SandboxExchange *exchange, SignIn *sign_in)
{
  const char *client = get (sign_in, "client_id");
  const char *address = get (sign_in, "redirect_uri");
  g_autofree char *tenant = sandbox_exchange_dup_segment (exchange, 0);

  if (sign_in->tenant == NULL)
    reply_refusal (exchange, SANDBOX_AADSTS_NO_TENANT, tenant);
  else if (client == NULL)
    reply_refusal (exchange, SANDBOX_AADSTS_MISSING_PARAMETER, "client_id");
  else if (!g_uuid_string_is_valid (client))
    reply_refusal (exchange, SANDBOX_AADSTS_NO_APPLICATION, client);
  else if (sandbox_entra_problem_of_client (client, SANDBOX_STEP_START) != 0)
    reply_refusal (exchange, sandbox_entra_problem_of_client (client, SANDBOX_STEP_START), client);
  else if (address == NULL)
    reply_refusal (exchange, SANDBOX_AADSTS_NO_REDIRECT, NULL);
  else if (!is_loopback (address))
    reply_refusal (exchange, SANDBOX_AADSTS_BAD_REDIRECT, address);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_request (SandboxEntra *entra, SandboxExchange *exchange, SignIn *sign_in)
{
  g_autofree char *origin = sandbox_entra_dup_origin (entra, exchange);
  const char *type = get (sign_in, "response_type");
  const char *method = get (sign_in, "code_challenge_method");
  const char *scope = get (sign_in, "scope");
  g_autofree char *culprit = NULL;
  guint code = 0;

  if (scope != NULL)
    sign_in->scope = sandbox_scope_parse (scope, origin, &code, &culprit);
  if (g_strcmp0 (type, "code") != 0)
    send_refusal (exchange, sign_in, NULL,
                  type != NULL ? SANDBOX_AADSTS_BAD_RESPONSE_TYPE : SANDBOX_AADSTS_MISSING_PARAMETER,
                  type != NULL ? type : "response_type");
  else if (scope == NULL)
    send_refusal (exchange, sign_in, NULL, SANDBOX_AADSTS_MISSING_PARAMETER, "scope");
  else if (code != 0)
    send_refusal (exchange, sign_in, NULL, code, culprit);
  else if (get (sign_in, "code_challenge") != NULL && g_strcmp0 (method, "S256") != 0)
    send_refusal (exchange, sign_in, NULL, SANDBOX_AADSTS_BAD_CHALLENGE_METHOD, method);
  else if (g_strcmp0 (get (sign_in, "prompt"), "none") == 0)
    send_refusal (exchange, sign_in, "login_required", SANDBOX_AADSTS_NO_SESSION, NULL);
  else
    return TRUE;
  return FALSE;
}

static gboolean
is_over (gpointer key, gpointer value, gpointer user_data)
{
  const SignIn *sign_in = value;
  const gint64 *now = user_data;

  return sign_in->expires + LIFETIME < *now;
}

static char *
keep (SandboxEntra *entra, SignIn *sign_in)
{
  char *name = sandbox_entra_new_secret ();
  gint64 now = sandbox_entra_now (entra);

  g_hash_table_foreach_remove (entra->sign_ins, is_over, &now);
  if (g_hash_table_size (entra->sign_ins) >= MAX_SIGN_INS)
    g_hash_table_remove_all (entra->sign_ins);
  sign_in->expires = now + LIFETIME;
  g_hash_table_insert (entra->sign_ins, g_strdup (name), sign_in);
  return name;
}

static void
reply_chooser (SandboxEntra *entra, SandboxExchange *exchange, SignIn *sign_in, const char *name)
{
  const char *hint = get (sign_in, "login_hint");
  const SandboxAccount *hinted
    = hint != NULL ? sandbox_directory_find_account (entra->directory, hint) : NULL;
  GString *html = g_string_new ("<h1>Choose an account</h1>\n");

  sandbox_page_append (html, "<p>An application asks to sign in: <code>%s</code></p>\n",
                       get (sign_in, "client_id"));
  sandbox_page_append (html,
                       "<form method=\"post\" action=\"/signin\">\n"
                       "<input type=\"hidden\" name=\"flow\" value=\"%s\">\n",
                       name);
  sandbox_entra_page_add_accounts (html, entra->directory, hinted != NULL ? hinted->nick : "fine");
  g_string_append (html, "<p><button name=\"action\" value=\"continue\">Continue</button>\n"
                         "<button name=\"action\" value=\"cancel\">Cancel</button></p>\n</form>\n"
                         "<p class=\"note\">This is a sandbox: nobody here is real, and no password is asked "
                         "for.</p>\n");
  sandbox_exchange_reply_page (exchange, SOUP_STATUS_OK, "Choose an account", g_string_free_and_steal (html));
}

void
sandbox_authorize_handler (SandboxExchange *exchange, gpointer data)
{
  SandboxEntra *entra = data;
  SignIn *sign_in = g_new0 (SignIn, 1);
  const char *query = g_uri_get_query (soup_server_message_get_uri (sandbox_exchange_get_message (exchange)));
  g_autofree char *segment = sandbox_exchange_dup_segment (exchange, 0);
  g_autofree char *name = NULL;

  sign_in->query = soup_form_decode (query != NULL ? query : "");
  sign_in->tenant = segment != NULL
                      ? sandbox_directory_find_tenant (entra->directory, segment, entra->staging->tenants)
                      : NULL;
  if (!check_client (exchange, sign_in) || !check_request (entra, exchange, sign_in))
    {
      sign_in_free (sign_in);
      return;
    }
  name = keep (entra, sign_in);
  reply_chooser (entra, exchange, sign_in, name);
}

static void
ask_again (SandboxExchange *exchange, const char *name, const SandboxAccount *account)
{
  GString *html = g_string_new ("<h1>Approve the sign-in request</h1>\n");

  sandbox_page_append (html,
                       "<p>%s needs a second factor. There is none here but this button.</p>\n"
                       "<form method=\"post\" action=\"/signin\">\n"
                       "<input type=\"hidden\" name=\"flow\" value=\"%s\">\n"
                       "<input type=\"hidden\" name=\"account\" value=\"%s\">\n"
                       "<p><button name=\"action\" value=\"confirm\">Approve</button>\n"
                       "<button name=\"action\" value=\"cancel\">Cancel</button></p>\n</form>\n",
                       account->name, name, account->nick);
  sandbox_exchange_reply_page (exchange, SOUP_STATUS_OK, "Approve the sign-in request",
                               g_string_free_and_steal (html));
}

static void
send_code (SandboxEntra *entra, SandboxExchange *exchange, const char *name, const SandboxAccount *account)
{
  SignIn *sign_in = g_hash_table_lookup (entra->sign_ins, name);
  g_autoptr(GHashTable) answer = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *secret = sandbox_entra_new_secret ();
  g_autofree char *code = g_strconcat ("1.AXEA", secret, NULL);
  g_autofree char *state = g_uuid_string_random ();
  g_autofree char *client = g_ascii_strdown (get (sign_in, "client_id"), -1);
  gboolean strong = account->standing == SANDBOX_STANDING_MFA
                    || sandbox_entra_claims_ask_for_more (get (sign_in, "claims"));
  gpointer old;

  g_hash_table_steal_extended (entra->sign_ins, name, &old, NULL);
  g_free (old);
  g_hash_table_insert (entra->sign_ins, g_strdup (code), sign_in);
  sign_in->expires = sandbox_entra_now (entra) + LIFETIME;
  sign_in->session = sandbox_session_new (account, sign_in->tenant, client, strong);
  sign_in->session->nonce = g_strdup (get (sign_in, "nonce"));
  add_answer (answer, "code", code);
  add_answer (answer, "session_state", state);
  send_back (exchange, sign_in, answer);
}

static void
act (SandboxEntra *entra, SandboxExchange *exchange, const char *name, const SandboxAccount *account,
     const char *action)
{
  SignIn *sign_in = g_hash_table_lookup (entra->sign_ins, name);
  const char *client = get (sign_in, "client_id");
  guint refusal = sandbox_entra_problem_of_client (client, SANDBOX_STEP_REDEEM);

  if (g_strcmp0 (action, "cancel") == 0)
    {
      send_refusal (exchange, sign_in, "access_denied", SANDBOX_AADSTS_DECLINED, NULL);
      g_hash_table_remove (entra->sign_ins, name);
    }
  else if (refusal != 0)
    reply_refusal (exchange, refusal, client);
  else if (account->standing == SANDBOX_STANDING_MFA && g_strcmp0 (action, "confirm") != 0)
    ask_again (exchange, name, account);
  else
    send_code (entra, exchange, name, account);
}

void
sandbox_authorize_form_handler (SandboxExchange *exchange, gpointer data)
{
  SandboxEntra *entra = data;
  g_autoptr(GHashTable) form = sandbox_exchange_dup_form (exchange);
  const char *name = form != NULL ? g_hash_table_lookup (form, "flow") : NULL;
  const char *nick = form != NULL ? g_hash_table_lookup (form, "account") : NULL;
  SignIn *sign_in = name != NULL ? g_hash_table_lookup (entra->sign_ins, name) : NULL;
  const SandboxAccount *account
    = sandbox_directory_find_account (entra->directory, nick != NULL && *nick != '\0' ? nick : "fine");

  if (sandbox_entra_page_is_foreign (exchange))
    return;
  if (sign_in == NULL || sign_in->session != NULL || sign_in->expires <= sandbox_entra_now (entra))
    sandbox_entra_page_reply (exchange, SOUP_STATUS_BAD_REQUEST, "This sign-in is over",
                              "Start again in the application.");
  else if (account == NULL)
    sandbox_entra_page_reply (exchange, SOUP_STATUS_BAD_REQUEST, "There is no such account", nick);
  else
    act (entra, exchange, name, account, g_hash_table_lookup (form, "action"));
}

static gboolean
answers_challenge (SignIn *sign_in, const char *verifier)
{
  const char *challenge = get (sign_in, "code_challenge");
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[SHA256_BYTES];
  gsize length = sizeof digest;
  g_autofree char *encoded = NULL;

  if (challenge == NULL || verifier == NULL)
    return challenge == NULL && verifier == NULL;
  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  encoded = sandbox_base64url_encode (digest, length);
  return g_str_equal (encoded, challenge);
}

static guint
judge (SandboxEntraRequest *request, SignIn *sign_in)
{
  const char *address = sandbox_entra_request_get (request, "redirect_uri");

  if (sign_in == NULL || sign_in->session == NULL
      || g_ascii_strcasecmp (sign_in->session->client_id, request->client_id) != 0)
    return SANDBOX_AADSTS_BAD_GRANT;
  if (sign_in->redeemed)
    return SANDBOX_AADSTS_REDEEMED;
  if (sign_in->expires <= sandbox_entra_now (request->entra))
    return SANDBOX_AADSTS_OLD_AUTHORIZATION_CODE;
  if (g_strcmp0 (address, get (sign_in, "redirect_uri")) != 0)
    return SANDBOX_AADSTS_OTHER_REDIRECT;
  if (!answers_challenge (sign_in, sandbox_entra_request_get (request, "code_verifier")))
    return SANDBOX_AADSTS_BAD_VERIFIER;
  return 0;
}

SandboxSession *
sandbox_authorize_redeem (SandboxEntraRequest *request, SandboxScope **scope)
{
  const char *code = sandbox_entra_request_need (request, "code");
  SignIn *sign_in = code != NULL ? g_hash_table_lookup (request->entra->sign_ins, code) : NULL;
  guint refusal = judge (request, sign_in);

  if (refusal != 0)
    sandbox_entra_request_fail (request, refusal, sandbox_entra_request_get (request, "redirect_uri"));
  else if (sandbox_entra_request_get (request, "scope") != NULL)
    *scope = sandbox_entra_request_parse_scope (request);
  else
    *scope = sandbox_scope_copy (sign_in->scope);
  if (request->problem != NULL)
    return NULL;
  sign_in->redeemed = TRUE;
  return sandbox_session_ref (sign_in->session);
}
