/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include <string.h>

#include "entra/sandbox-discovery.h"
#include "server/sandbox-json.h"

static void
add_list (JsonBuilder *builder, const char *name, const char *const *values)
{
  sandbox_json_begin_array (builder, name);
  for (; *values != NULL; values++)
    json_builder_add_string_value (builder, *values);
  json_builder_end_array (builder);
}

static void
add_address (JsonBuilder *builder, const char *name, const char *base, const char *path)
{
  g_autofree char *address = g_strconcat (base, path, NULL);

  sandbox_json_add_string (builder, name, address);
}

static void
add_abilities (JsonBuilder *builder)
{
  static const char *const methods[] = { "client_secret_post", "none", NULL };
  static const char *const modes[] = { "query", "fragment", "form_post", NULL };
  static const char *const types[] = { "code", NULL };
  static const char *const subjects[] = { "pairwise", NULL };
  static const char *const algorithms[] = { "RS256", NULL };
  static const char *const scopes[] = { "openid", "profile", "email", "offline_access", NULL };
  static const char *const challenges[] = { "S256", NULL };
  static const char *const claims[]
    = { "sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "oid", "ver", NULL };

  add_list (builder, "token_endpoint_auth_methods_supported", methods);
  add_list (builder, "response_modes_supported", modes);
  add_list (builder, "subject_types_supported", subjects);
  add_list (builder, "id_token_signing_alg_values_supported", algorithms);
  add_list (builder, "response_types_supported", types);
  add_list (builder, "scopes_supported", scopes);
  add_list (builder, "code_challenge_methods_supported", challenges);
  add_list (builder, "claims_supported", claims);
}

/* Which tenant an address is of depends on who asks: clients that ask for any get their own word again. */
static JsonNode *
describe (const char *origin, const char *segment, const SandboxTenant *tenant, gboolean v2)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *base = g_strconcat (origin, "/", segment, NULL);
  g_autofree char *issuer = g_strconcat (
    origin, "/",
    g_str_equal (segment, "common") || g_str_equal (segment, "organizations") ? "{tenantid}" : tenant->id,
    v2 ? "/v2.0" : "/", NULL);

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "issuer", issuer);
  add_address (builder, "authorization_endpoint", base, "/oauth2/v2.0/authorize");
  add_address (builder, "token_endpoint", base, "/oauth2/v2.0/token");
  add_address (builder, "device_authorization_endpoint", base, "/oauth2/v2.0/devicecode");
  add_address (builder, "end_session_endpoint", base, "/oauth2/v2.0/logout");
  add_address (builder, "jwks_uri", base, "/discovery/v2.0/keys");
  add_abilities (builder);
  sandbox_json_add_boolean (builder, "request_uri_parameter_supported", FALSE);
  sandbox_json_add_boolean (builder, "http_logout_supported", FALSE);
  sandbox_json_add_boolean (builder, "frontchannel_logout_supported", FALSE);
  sandbox_json_add_null (builder, "tenant_region_scope");
  sandbox_json_add_string (builder, "cloud_instance_name", strstr (origin, "://") + 3);
  return sandbox_json_end (builder);
}

static const SandboxTenant *
find_tenant (SandboxExchange *exchange, SandboxEntra *entra, char **segment)
{
  const SandboxTenant *tenant;

  *segment = sandbox_exchange_dup_segment (exchange, 0);
  tenant = *segment != NULL
             ? sandbox_directory_find_tenant (entra->directory, *segment, entra->staging->tenants)
             : NULL;
  if (tenant == NULL)
    sandbox_exchange_refuse (exchange,
                             sandbox_entra_problem_new (entra, exchange, SANDBOX_AADSTS_NO_TENANT, *segment));
  return tenant;
}

void
sandbox_discovery_openid_handler (SandboxExchange *exchange, gpointer data)
{
  g_autofree char *origin = sandbox_entra_dup_origin (data, exchange);
  g_autofree char *segment = NULL;
  g_autofree char *second = sandbox_exchange_dup_segment (exchange, 1);
  const SandboxTenant *tenant = find_tenant (exchange, data, &segment);

  if (tenant != NULL)
    sandbox_exchange_reply (exchange, SOUP_STATUS_OK,
                            describe (origin, segment, tenant, g_strcmp0 (second, "v2.0") == 0));
}

void
sandbox_discovery_keys_handler (SandboxExchange *exchange, gpointer data)
{
  SandboxEntra *entra = data;
  g_autofree char *origin = sandbox_entra_dup_origin (entra, exchange);
  g_autofree char *segment = NULL;
  const SandboxTenant *tenant = find_tenant (exchange, entra, &segment);
  g_autofree char *issuer = tenant != NULL ? g_strconcat (origin, "/", tenant->id, "/v2.0", NULL) : NULL;

  if (tenant != NULL)
    sandbox_exchange_reply (exchange, SOUP_STATUS_OK, sandbox_signer_get_keys (entra->signer, issuer));
}

void
sandbox_discovery_instance_handler (SandboxExchange *exchange, gpointer entra)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *origin = sandbox_entra_dup_origin (entra, exchange);
  const char *host = strstr (origin, "://") + 3;
  const char *const aliases[] = { host, NULL };

  json_builder_begin_object (builder);
  add_address (builder, "tenant_discovery_endpoint", origin,
               "/organizations/v2.0/.well-known/openid-configuration");
  sandbox_json_add_string (builder, "api-version", "1.1");
  sandbox_json_begin_array (builder, "metadata");
  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "preferred_network", host);
  sandbox_json_add_string (builder, "preferred_cache", host);
  add_list (builder, "aliases", aliases);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  sandbox_exchange_reply (exchange, SOUP_STATUS_OK, sandbox_json_end (builder));
}
