/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include "entra/sandbox-authorize.h"
#include "entra/sandbox-device.h"
#include "entra/sandbox-refresh-token.h"
#include "entra/sandbox-token-endpoint.h"
#include "entra/sandbox-token.h"
#include "server/sandbox-key.h"

/* A grant's session; *@scope is what was asked for when it was begun, or what the form asks for now. */
typedef SandboxSession *(*GrantFunc) (SandboxEntraRequest *request, SandboxScope **scope);

/* A guest in another tenant is the same person there; that tenant's rules hold. */
static SandboxSession *
enter_tenant (SandboxEntraRequest *request, SandboxSession *session)
{
  g_autofree char *segment = sandbox_exchange_dup_segment (request->exchange, 0);

  if (session->tenant == request->tenant || g_str_equal (segment, "organizations")
      || g_str_equal (segment, "common"))
    return sandbox_session_ref (session);
  return sandbox_session_new (session->account, request->tenant, session->client_id, session->strong);
}

/* A refreshed token is for what the person has agreed to; claims mean that they have to be there again. */
static SandboxSession *
redeem_refresh_token (SandboxEntraRequest *request, SandboxScope **scope)
{
  const char *text = sandbox_entra_request_need (request, "refresh_token");
  g_autoptr(SandboxSession) session = NULL;
  guint code = sandbox_entra_problem_of_client (request->client_id, SANDBOX_STEP_REFRESH);

  *scope = sandbox_entra_request_parse_scope (request);
  if (text != NULL && code == 0)
    session = sandbox_refresh_token_redeem (request->entra, text, request->client_id, &code);
  if (session != NULL && !session->strong
      && sandbox_entra_claims_ask_for_more (sandbox_entra_request_get (request, "claims")))
    code = SANDBOX_AADSTS_MFA;
  if (code != 0)
    sandbox_entra_request_fail (
      request, code, code == SANDBOX_AADSTS_MFA && *scope != NULL ? (*scope)->audience : request->client_id);
  if (request->problem != NULL)
    return NULL;
  /* A new one comes with every redemption, asked for or not. */
  (*scope)->offline = TRUE;
  return enter_tenant (request, session);
}

static void
check_secret (SandboxEntraRequest *request)
{
  const char *secret = sandbox_entra_request_get (request, "client_secret");

  if (sandbox_entra_request_get (request, "client_assertion") != NULL)
    sandbox_entra_request_fail (request, SANDBOX_AADSTS_BAD_ASSERTION, NULL);
  else if (secret == NULL)
    sandbox_entra_request_fail (request, SANDBOX_AADSTS_NO_SECRET, NULL);
  else if (!sandbox_key_equal (secret, request->entra->secret))
    sandbox_entra_request_fail (request, SANDBOX_AADSTS_BAD_SECRET, request->client_id);
}

static SandboxSession *
check_client_credentials (SandboxEntraRequest *request, SandboxScope **scope)
{
  check_secret (request);
  *scope = sandbox_entra_request_parse_scope (request);
  if (request->problem == NULL && (*scope)->audience == NULL)
    sandbox_entra_request_fail (request, SANDBOX_AADSTS_BAD_SCOPE,
                                sandbox_entra_request_get (request, "scope"));
  if (request->problem != NULL)
    return NULL;
  return sandbox_session_new (NULL, request->tenant, request->client_id, FALSE);
}

static GrantFunc
find_grant (SandboxEntraRequest *request)
{
  static const struct
  {
    const char *type;
    GrantFunc func;
  } grants[] = {
    { "urn:ietf:params:oauth:grant-type:device_code", sandbox_device_redeem },
    { "device_code", sandbox_device_redeem },
    { "refresh_token", redeem_refresh_token },
    { "authorization_code", sandbox_authorize_redeem },
    { "client_credentials", check_client_credentials },
  };
  const char *type = sandbox_entra_request_need (request, "grant_type");

  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (grants); i++)
    if (g_str_equal (grants[i].type, type))
      return grants[i].func;
  sandbox_entra_request_fail (request, SANDBOX_AADSTS_BAD_GRANT_TYPE, type);
  return NULL;
}

void
sandbox_token_endpoint_handler (SandboxExchange *exchange, gpointer entra)
{
  g_auto(SandboxEntraRequest) request = { NULL };
  g_autoptr(SandboxSession) session = NULL;
  g_autoptr(SandboxScope) scope = NULL;
  g_autofree char *origin = sandbox_entra_dup_origin (entra, exchange);
  JsonNode *reply = NULL;
  GrantFunc grant;

  sandbox_entra_request_enter (&request, entra, exchange);
  grant = find_grant (&request);
  if (request.problem == NULL)
    session = grant (&request, &scope);
  if (session != NULL)
    reply = sandbox_token_reply (entra, session, scope, origin);
  sandbox_entra_request_answer (&request, reply);
}
