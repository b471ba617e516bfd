/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include "entra/sandbox-entra-private.h"

void
sandbox_entra_request_fail (SandboxEntraRequest *request, guint code, const char *detail)
{
  if (request->problem == NULL)
    request->problem = sandbox_entra_problem_new (request->entra, request->exchange, code, detail);
}

const char *
sandbox_entra_request_get (SandboxEntraRequest *request, const char *name)
{
  const char *value = g_hash_table_lookup (request->form, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

const char *
sandbox_entra_request_need (SandboxEntraRequest *request, const char *name)
{
  const char *value = sandbox_entra_request_get (request, name);

  if (value == NULL)
    sandbox_entra_request_fail (request, SANDBOX_AADSTS_MISSING_PARAMETER, name);
  return value;
}

static void
find_tenant (SandboxEntraRequest *request)
{
  g_autofree char *name = sandbox_exchange_dup_segment (request->exchange, 0);

  request->tenant = name != NULL ? sandbox_directory_find_tenant (request->entra->directory, name,
                                                                  request->entra->staging->tenants)
                                 : NULL;
  if (request->tenant == NULL)
    sandbox_entra_request_fail (request, SANDBOX_AADSTS_NO_TENANT, name);
}

void
sandbox_entra_request_enter (SandboxEntraRequest *request, SandboxEntra *entra, SandboxExchange *exchange)
{
  request->entra = entra;
  request->exchange = exchange;
  request->form = sandbox_exchange_dup_form (exchange);
  if (request->form == NULL)
    request->form = g_hash_table_new (g_str_hash, g_str_equal);
  find_tenant (request);
  request->client_id = sandbox_entra_request_need (request, "client_id");
  if (request->client_id != NULL && !g_uuid_string_is_valid (request->client_id))
    sandbox_entra_request_fail (request, SANDBOX_AADSTS_NO_APPLICATION, request->client_id);
}

void
sandbox_entra_request_clear (SandboxEntraRequest *request)
{
  g_clear_pointer (&request->form, g_hash_table_unref);
  g_clear_pointer (&request->problem, sandbox_problem_free);
}

SandboxScope *
sandbox_entra_request_parse_scope (SandboxEntraRequest *request)
{
  const char *text = sandbox_entra_request_need (request, "scope");
  g_autofree char *origin = sandbox_entra_dup_origin (request->entra, request->exchange);
  g_autofree char *culprit = NULL;
  guint code = 0;
  SandboxScope *scope = text != NULL ? sandbox_scope_parse (text, origin, &code, &culprit) : NULL;

  if (code != 0)
    sandbox_entra_request_fail (request, code, culprit);
  return scope;
}

void
sandbox_entra_request_answer (SandboxEntraRequest *request, JsonNode *json)
{
  sandbox_exchange_set_header (request->exchange, "Cache-Control", "no-store, no-cache");
  sandbox_exchange_set_header (request->exchange, "Pragma", "no-cache");
  if (request->problem != NULL)
    sandbox_exchange_refuse (request->exchange, g_steal_pointer (&request->problem));
  else
    sandbox_exchange_reply (request->exchange, SOUP_STATUS_OK, json);
}
