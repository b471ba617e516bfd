/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include <string.h>

#include "entra/sandbox-refresh-token.h"
#include "entra/sandbox-token.h"
#include "server/sandbox-json.h"

enum
{
  TOKEN_ID_BYTES = 16,
};

static char *
new_token_id (void)
{
  g_autofree char *secret = sandbox_entra_new_secret ();

  return g_strndup (secret, TOKEN_ID_BYTES);
}

static void
add_times (JsonBuilder *builder, SandboxEntra *entra, guint lifetime)
{
  gint64 now = sandbox_entra_now (entra);

  /* Entra dates a token back, so that a slow clock takes it. */
  sandbox_json_add_integer (builder, "iat", now - 300);
  sandbox_json_add_integer (builder, "nbf", now - 300);
  sandbox_json_add_integer (builder, "exp", now + lifetime);
}

static void
add_person (JsonBuilder *builder, const SandboxSession *session)
{
  const SandboxAccount *account = session->account;

  sandbox_json_begin_array (builder, "amr");
  json_builder_add_string_value (builder, "pwd");
  if (session->strong)
    json_builder_add_string_value (builder, "mfa");
  json_builder_end_array (builder);
  sandbox_json_add_string (builder, "acr", "1");
  sandbox_json_add_string (builder, "idtyp", "user");
  sandbox_json_add_string (builder, "ipaddr", "127.0.0.1");
  sandbox_json_add_string (builder, "name", account->name);
  sandbox_json_add_string (builder, "oid", account->id);
  sandbox_json_add_string (builder, "scp", "user_impersonation");
  sandbox_json_add_string (builder, "unique_name", account->user_name);
  sandbox_json_add_string (builder, "upn", account->user_name);
}

static void
add_application (JsonBuilder *builder, SandboxEntra *entra, const SandboxSession *session)
{
  g_autofree char *principal = sandbox_guid_new (entra->home, session->client_id);

  sandbox_json_add_string (builder, "idtyp", "app");
  sandbox_json_add_string (builder, "oid", principal);
}

/* Who a token is about within one application: another one for each, so that they cannot be compared. */
static void
add_subject (JsonBuilder *builder, SandboxEntra *entra, const SandboxSession *session)
{
  const char *who = session->account != NULL ? session->account->id : session->client_id;
  g_autofree char *pair = g_strconcat (who, "/", session->client_id, NULL);
  g_autofree char *subject = g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) entra->home,
                                                        strlen (entra->home), pair, -1);

  sandbox_json_add_string (builder, "sub", subject);
}

/* https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference, version 1.0: the one
 * that Azure's own resources ask for. */
char *
sandbox_token_new (SandboxEntra *entra, const SandboxSession *session, const char *audience,
                   const char *origin, guint lifetime)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *issuer = g_strconcat (origin, "/", session->tenant->id, "/", NULL);
  g_autofree char *id = new_token_id ();

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "aud", audience);
  sandbox_json_add_string (builder, "iss", issuer);
  add_times (builder, entra, lifetime);
  sandbox_json_add_string (builder, "aio", id);
  sandbox_json_add_string (builder, "appid", session->client_id);
  sandbox_json_add_string (builder, "appidacr", session->account != NULL ? "0" : "1");
  sandbox_json_add_string (builder, "idp", issuer);
  if (session->account != NULL)
    add_person (builder, session);
  else
    add_application (builder, entra, session);
  add_subject (builder, entra, session);
  sandbox_json_add_string (builder, "tid", session->tenant->id);
  sandbox_json_add_string (builder, "uti", id);
  sandbox_json_add_string (builder, "ver", "1.0");
  return sandbox_signer_sign (entra->signer, sandbox_json_end (builder));
}

static char *
new_id_token (SandboxEntra *entra, const SandboxSession *session, const char *origin, gboolean profile)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *issuer = g_strconcat (origin, "/", session->tenant->id, "/v2.0", NULL);
  g_autofree char *id = new_token_id ();

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "aud", session->client_id);
  sandbox_json_add_string (builder, "iss", issuer);
  add_times (builder, entra, entra->staging->access_token_lifetime);
  sandbox_json_add_string (builder, "oid", session->account->id);
  if (session->nonce != NULL)
    sandbox_json_add_string (builder, "nonce", session->nonce);
  if (profile)
    {
      sandbox_json_add_string (builder, "name", session->account->name);
      sandbox_json_add_string (builder, "preferred_username", session->account->user_name);
    }
  add_subject (builder, entra, session);
  sandbox_json_add_string (builder, "tid", session->tenant->id);
  sandbox_json_add_string (builder, "uti", id);
  sandbox_json_add_string (builder, "ver", "2.0");
  return sandbox_signer_sign (entra->signer, sandbox_json_end (builder));
}

/* Whose home the account has, as MSAL wants to know it. */
static char *
new_client_info (SandboxEntra *entra, const SandboxSession *session)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "uid", session->account->id);
  sandbox_json_add_string (builder, "utid", entra->home);
  text = sandbox_json_print (builder);
  return sandbox_base64url_encode ((const guchar *) text, strlen (text));
}

static void
add_text (JsonBuilder *builder, const char *name, char *text)
{
  sandbox_json_add_string (builder, name, text);
  g_free (text);
}

static void
add_persons_tokens (JsonBuilder *builder, SandboxEntra *entra, const SandboxSession *session,
                    const SandboxScope *scope, const char *origin)
{
  if (scope->offline)
    add_text (builder, "refresh_token", sandbox_refresh_token_new (entra, session));
  if (scope->openid)
    add_text (builder, "id_token", new_id_token (entra, session, origin, scope->profile));
  add_text (builder, "client_info", new_client_info (entra, session));
}

JsonNode *
sandbox_token_reply (SandboxEntra *entra, const SandboxSession *session, const SandboxScope *scope,
                     const char *origin)
{
  static const char graph[] = "https://graph.microsoft.com";
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  guint lifetime = entra->staging->access_token_lifetime;
  const char *audience = scope->audience != NULL ? scope->audience : graph;

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "token_type", "Bearer");
  if (session->account != NULL)
    add_text (builder, "scope", sandbox_scope_describe (scope));
  sandbox_json_add_integer (builder, "expires_in", lifetime);
  sandbox_json_add_integer (builder, "ext_expires_in", lifetime);
  add_text (builder, "access_token", sandbox_token_new (entra, session, audience, origin, lifetime));
  if (session->account != NULL)
    add_persons_tokens (builder, entra, session, scope, origin);
  return sandbox_json_end (builder);
}
