/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include <string.h>

#include "entra/sandbox-access.h"
#include "server/sandbox-json.h"

/* This answer of the gateway has no wrapper. */
static SandboxProblem *
refuse_token (void)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_integer (builder, "statusCode", SOUP_STATUS_UNAUTHORIZED);
  sandbox_json_add_string (
    builder, "message",
    "Unauthorized. Access token is missing, invalid, audience is incorrect "
    "(https://cognitiveservices.azure.com/ or https://ai.azure.com/), or have expired.");
  return sandbox_problem_new_body (SOUP_STATUS_UNAUTHORIZED, "401", sandbox_json_print (builder));
}

JsonObject *
sandbox_access_open (SandboxEntra *entra, const char *token, gboolean *expired)
{
  g_autoptr(JsonObject) claims = sandbox_signer_open (entra->signer, token);
  gint64 now = sandbox_entra_now (entra);

  *expired = claims != NULL
             && (json_object_get_int_member_with_default (claims, "exp", 0) <= now
                 || json_object_get_int_member_with_default (claims, "nbf", G_MAXINT64) > now);
  return *expired ? NULL : g_steal_pointer (&claims);
}

static gboolean
is_audience (SandboxEntra *entra, JsonObject *claims)
{
  const char *audience = json_object_get_string_member_with_default (claims, "aud", "");

  for (guint i = 0; entra->staging->audiences[i] != NULL; i++)
    if (sandbox_audience_equal (entra->staging->audiences[i], audience))
      return TRUE;
  return FALSE;
}

/* Applications, and with them the managed identity, have what they need. */
static gboolean
has_role (SandboxEntra *entra, JsonObject *claims)
{
  const char *name = json_object_get_string_member_with_default (claims, "upn", NULL);
  const SandboxAccount *account
    = name != NULL ? sandbox_directory_find_account (entra->directory, name) : NULL;

  return account == NULL || account->standing != SANDBOX_STANDING_NO_ROLE;
}

/* What has not two dots was meant to be a key. */
static gboolean
looks_like_token (const char *text)
{
  const char *dot = strchr (text, '.');

  return dot != NULL && strchr (dot + 1, '.') != NULL;
}

/* There are two wordings; the newer one of the OpenAI styles tells what the role would have to allow. */
static SandboxProblem *
refuse_principal (SandboxExchange *exchange, JsonObject *claims)
{
  SoupServerMessage *message = sandbox_exchange_get_message (exchange);
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  const char *rest = NULL;
  g_autofree char *text = NULL;

  if (g_str_has_prefix (path, "/openai/v1/"))
    rest = path + strlen ("/openai/v1/");
  else if (g_str_has_prefix (path, "/openai/deployments/"))
    rest = strchr (path + strlen ("/openai/deployments/"), '/');
  if (rest == NULL)
    return sandbox_problem_new (SOUP_STATUS_UNAUTHORIZED, "PermissionDenied",
                                "Principal does not have access to API/Operation.");
  rest += *rest == '/' ? 1 : 0;
  text = g_strdup_printf (
    "The principal `%s` lacks the required data action "
    "`Microsoft.CognitiveServices/accounts/OpenAI/deployments/%s/action` to perform `%s %s` "
    "operation.",
    json_object_get_string_member_with_default (claims, "oid", ""), rest,
    soup_server_message_get_method (message), path);
  return sandbox_problem_new (SOUP_STATUS_UNAUTHORIZED, "PermissionDenied", text);
}

static SandboxProblem *
check_token (SandboxEntra *entra, SandboxExchange *exchange, const char *token)
{
  gboolean expired;
  g_autoptr(JsonObject) claims = sandbox_access_open (entra, token, &expired);

  if (entra->staging->regional)
    return sandbox_problem_new (
      SOUP_STATUS_BAD_REQUEST, "BadRequest",
      "Please provide a custom subdomain for token authentication, otherwise API key is "
      "required.");
  if (claims == NULL || !is_audience (entra, claims))
    return refuse_token ();
  if (!has_role (entra, claims))
    return refuse_principal (exchange, claims);
  return NULL;
}

static SandboxProblem *
check_network (SandboxNetwork network)
{
  static const char *const messages[] = {
    [SANDBOX_NETWORK_FIREWALL] = "Access denied due to Virtual Network/Firewall rules.",
    [SANDBOX_NETWORK_PRIVATE] = "Public access is disabled. Please configure private endpoint.",
    [SANDBOX_NETWORK_VIRTUAL] = "A Virtual Network is configured for this resource. Please use the correct "
                                "endpoint for making requests. "
                                "Check https://aka.ms/cogsvc-vnet for more details.",
  };
  SandboxProblem *problem;

  if (network == SANDBOX_NETWORK_OPEN)
    return NULL;
  problem = sandbox_problem_new (SOUP_STATUS_FORBIDDEN, "403", messages[network]);
  if (network == SANDBOX_NETWORK_FIREWALL)
    problem->policy = "ThrowExceptionDueToTrafficDenied";
  return problem;
}

SandboxProblem *
sandbox_access_check (SandboxExchange *exchange, gboolean with_key, const char *token, gpointer data)
{
  SandboxEntra *entra = data;
  SandboxProblem *problem = check_network (entra->staging->network);

  if (problem != NULL)
    return problem;
  if (token != NULL && looks_like_token (token))
    return check_token (entra, exchange, token);
  if (!with_key)
    return sandbox_problem_new_no_access ();
  if (entra->staging->key_disabled)
    return sandbox_problem_new (SOUP_STATUS_FORBIDDEN, "AuthenticationTypeDisabled",
                                "Key based authentication is disabled for this resource.");
  return NULL;
}

static gboolean
has_second_factor (JsonObject *claims)
{
  JsonArray *methods
    = json_object_has_member (claims, "amr") ? json_object_get_array_member (claims, "amr") : NULL;

  for (guint i = 0; methods != NULL && i < json_array_get_length (methods); i++)
    if (g_str_equal (json_array_get_string_element (methods, i), "mfa"))
      return TRUE;
  return FALSE;
}

SandboxTokenVerdict
sandbox_entra_judge_management_token (SandboxEntra *entra, const char *token, const char *origin,
                                      SandboxCaller *caller)
{
  gboolean expired;
  g_autoptr(JsonObject) claims = sandbox_access_open (entra, token, &expired);
  const char *name;

  if (claims == NULL)
    return expired ? SANDBOX_TOKEN_EXPIRED : SANDBOX_TOKEN_INVALID;
  if (!sandbox_audience_is_management (json_object_get_string_member (claims, "aud"), origin))
    return SANDBOX_TOKEN_AUDIENCE;
  name = json_object_get_string_member_with_default (claims, "upn", NULL);
  caller->account = name != NULL ? sandbox_directory_find_account (entra->directory, name) : NULL;
  caller->tenant = sandbox_directory_find_tenant (
    entra->directory, json_object_get_string_member (claims, "tid"), entra->staging->tenants);
  caller->object_id = g_strdup (json_object_get_string_member (claims, "oid"));
  caller->strong = has_second_factor (claims);
  return caller->tenant != NULL ? SANDBOX_TOKEN_GOOD : SANDBOX_TOKEN_INVALID;
}

void
sandbox_caller_clear (SandboxCaller *caller)
{
  g_clear_pointer (&caller->object_id, g_free);
}
