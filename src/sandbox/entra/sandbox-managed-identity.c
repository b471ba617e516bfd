/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include <string.h>

#include "entra/sandbox-managed-identity.h"
#include "entra/sandbox-token.h"
#include "server/sandbox-json.h"
#include "server/sandbox-key.h"

static const char *
get_header (SandboxExchange *exchange, const char *name)
{
  SoupServerMessage *message = sandbox_exchange_get_message (exchange);

  return soup_message_headers_get_one (soup_server_message_get_request_headers (message), name);
}

static SandboxProblem *
app_service_problem (guint status, const char *message)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_integer (builder, "statusCode", status);
  sandbox_json_add_string (builder, "message", message);
  return sandbox_problem_new_body (status, NULL, sandbox_json_print (builder));
}

static SandboxProblem *
imds_problem (guint status, const char *error, const char *description)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "error", error);
  sandbox_json_add_string (builder, "error_description", description);
  return sandbox_problem_new_body (status, NULL, sandbox_json_print (builder));
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  sandbox_json_add_string (builder, name, text);
}

/* Numbers are strings here. */
static JsonNode *
describe_token (SandboxEntra *entra, const SandboxSession *session, const char *resource)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  guint lifetime = entra->staging->managed_identity_lifetime;
  gint64 now = sandbox_entra_now (entra);
  g_autofree char *token
    = sandbox_token_new (entra, session, resource, sandbox_server_get_origin (entra->server), lifetime);

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "access_token", token);
  sandbox_json_add_string (builder, "client_id", session->client_id);
  add_number (builder, "expires_in", lifetime);
  add_number (builder, "expires_on", now + lifetime);
  add_number (builder, "ext_expires_in", lifetime);
  add_number (builder, "not_before", now - 300);
  sandbox_json_add_string (builder, "resource", resource);
  sandbox_json_add_string (builder, "token_type", "Bearer");
  return sandbox_json_end (builder);
}

/* The token for what the query names, or NULL when there is no such resource. */
static JsonNode *
make_reply (SandboxEntra *entra, SandboxExchange *exchange)
{
  g_autofree char *resource = sandbox_exchange_dup_query (exchange, "resource");
  g_autofree char *client = sandbox_exchange_dup_query (exchange, "client_id");
  g_autofree char *culprit = NULL;
  guint code = 0;
  g_autoptr(SandboxScope) scope = NULL;
  g_autoptr(SandboxSession) session = NULL;

  if (resource != NULL)
    scope = sandbox_scope_new_resource (resource, sandbox_server_get_origin (entra->server), &code, &culprit);
  if (scope == NULL)
    return NULL;
  if (client == NULL)
    client = sandbox_guid_new (entra->home, "managed identity");
  session = sandbox_session_new (NULL, sandbox_directory_get_tenant (entra->directory, 0), client, FALSE);
  return describe_token (entra, session, resource);
}

void
sandbox_managed_identity_app_service_handler (SandboxExchange *exchange, gpointer data)
{
  SandboxEntra *entra = data;
  g_autofree char *version = sandbox_exchange_dup_query (exchange, "api-version");
  const char *secret = get_header (exchange, "X-IDENTITY-HEADER");
  JsonNode *reply;

  if (secret == NULL || !sandbox_key_equal (secret, entra->identity_header))
    {
      sandbox_exchange_refuse (
        exchange,
        app_service_problem (SOUP_STATUS_UNAUTHORIZED,
                             "The header X-IDENTITY-HEADER is missing or not the one of the ready line."));
      return;
    }
  if (g_strcmp0 (version, "2019-08-01") != 0)
    {
      sandbox_exchange_refuse (
        exchange, app_service_problem (SOUP_STATUS_BAD_REQUEST, "The api-version is 2019-08-01."));
      return;
    }
  reply = make_reply (entra, exchange);
  if (reply != NULL)
    sandbox_exchange_reply (exchange, SOUP_STATUS_OK, reply);
  else
    sandbox_exchange_refuse (exchange, app_service_problem (SOUP_STATUS_INTERNAL_SERVER_ERROR,
                                                            "An unexpected error occurred while "
                                                            "fetching the AAD Token."));
}

void
sandbox_managed_identity_imds_handler (SandboxExchange *exchange, gpointer data)
{
  SandboxEntra *entra = data;
  const char *metadata = get_header (exchange, "Metadata");
  JsonNode *reply;

  if (metadata == NULL || g_ascii_strcasecmp (metadata, "true") != 0)
    {
      sandbox_exchange_refuse (exchange, imds_problem (SOUP_STATUS_BAD_REQUEST, "invalid_request",
                                                       "Required metadata header not specified"));
      return;
    }
  reply = make_reply (entra, exchange);
  if (reply != NULL)
    sandbox_exchange_reply (exchange, SOUP_STATUS_OK, reply);
  else
    sandbox_exchange_refuse (
      exchange, imds_problem (SOUP_STATUS_BAD_REQUEST, "invalid_resource",
                              "AADSTS500011: The resource principal was not found in the tenant."));
}
