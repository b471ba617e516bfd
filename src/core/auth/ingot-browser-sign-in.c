/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <libdex.h>

#include "ingot-browser-sign-in.h"
#include "ingot-pkce.h"
#include "ingot-redirect-listener.h"

/* RFC 7636 asks for 256 bits; as many are a state that nobody guesses. */
#define SECRET_BYTES 32

typedef struct
{
  const char *tenant;
  const char *scope;
  const char *claims;
  const char *hint;
  const char *state;
  const char *verifier;
  const char *redirect_uri;
} Sign;

static char *
dup_link (IngotEntra *entra, const Sign *sign)
{
  g_autoptr(IngotForm) query = ingot_entra_new_form (entra);
  g_autofree char *scopes = ingot_entra_dup_scopes (sign->scope);
  g_autofree char *challenge = ingot_pkce_dup_challenge (sign->verifier);
  g_autofree char *url = ingot_entra_dup_url (entra, sign->tenant, "authorize");

  ingot_form_add (query, "response_type", "code");
  ingot_form_add (query, "response_mode", "query");
  ingot_form_add (query, "redirect_uri", sign->redirect_uri);
  ingot_form_add (query, "scope", scopes);
  ingot_form_add (query, "state", sign->state);
  ingot_form_add (query, "code_challenge", challenge);
  ingot_form_add (query, "code_challenge_method", "S256");
  ingot_form_add (query, "prompt", sign->hint == NULL ? "select_account" : NULL);
  ingot_form_add (query, "login_hint", sign->hint);
  ingot_form_add (query, "claims", sign->claims);
  return g_strconcat (url, "?", ingot_form_get_text (query), NULL);
}

static char *
await_code (IngotRedirectListener *listener, GCancellable *cancellable, GError **error)
{
  DexFuture *until = ingot_redirect_listener_wait (listener);

  if (cancellable != NULL)
    until = dex_future_first (until, dex_cancellable_new_from_cancellable (cancellable), NULL);
  return dex_await_string (until, error);
}

static IngotTokenReply *
redeem (IngotEntra *entra, const Sign *sign, const char *code, char **wanted, GCancellable *cancellable,
        GError **error)
{
  g_autoptr(IngotEntraRefusal) refusal = NULL;
  IngotTokenReply *reply;
  g_autofree char *scopes = ingot_entra_dup_scopes (sign->scope);
  IngotForm *form = ingot_entra_new_form (entra);

  ingot_form_add (form, "grant_type", "authorization_code");
  ingot_form_add_secret (form, "code", code);
  ingot_form_add (form, "redirect_uri", sign->redirect_uri);
  ingot_form_add_secret (form, "code_verifier", sign->verifier);
  ingot_form_add (form, "scope", scopes);
  reply = ingot_entra_ask_token (entra, sign->tenant, form, &refusal, cancellable, error);
  if (refusal != NULL && wanted != NULL)
    *wanted = g_steal_pointer (&refusal->claims);
  return reply;
}

IngotTokenReply *
ingot_browser_sign_in_run (IngotEntra *entra, const char *tenant, const char *scope, const char *claims,
                           const char *hint, IngotLinkFunc func, gpointer user_data, char **wanted,
                           GCancellable *cancellable, GError **error)
{
  g_autofree char *state = ingot_pkce_dup_random (SECRET_BYTES);
  g_autofree char *verifier = ingot_pkce_dup_random (SECRET_BYTES);
  g_autoptr(IngotRedirectListener) listener = ingot_redirect_listener_new (state, error);
  Sign sign = { tenant, scope, claims, hint, state, verifier, NULL };
  g_autofree char *link = NULL;
  g_autofree char *code = NULL;

  if (listener == NULL)
    return NULL;
  sign.redirect_uri = ingot_redirect_listener_get_uri (listener);
  link = dup_link (entra, &sign);
  func (link, user_data);
  code = await_code (listener, cancellable, error);
  return code != NULL ? redeem (entra, &sign, code, wanted, cancellable, error) : NULL;
}
