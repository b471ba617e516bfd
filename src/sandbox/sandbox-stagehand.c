/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox"
#include "config.h"

#include "sandbox-stagehand.h"

#define REVOKE "revoke"

struct _SandboxStagehand
{
  SandboxStaging *staging;
  SandboxStaging *beginning;
  SandboxEntra *entra;
};

static char *
stage (SandboxStagehand *stagehand, JsonNode *node)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr(SandboxStaging) staging = sandbox_staging_new ();
  gboolean revokes = object != NULL && json_object_get_boolean_member_with_default (object, REVOKE, FALSE);
  const char *name;
  char *fault;

  if (object == NULL)
    return g_strdup ("The body is a JSON object with what is to be staged.");
  if (revokes)
    json_object_remove_member (object, REVOKE);
  sandbox_staging_assign (staging, stagehand->staging);
  fault = sandbox_staging_read (staging, object, &name);
  if (fault != NULL)
    return fault;
  sandbox_staging_assign (stagehand->staging, staging);
  if (revokes)
    sandbox_entra_revoke (stagehand->entra);
  return NULL;
}

static void
stage_handler (SandboxExchange *exchange, gpointer user_data)
{
  g_autoptr(GBytes) body = sandbox_exchange_dup_body (exchange);
  g_autoptr(JsonParser) parser = json_parser_new ();
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autofree char *fault = NULL;
  g_autoptr(JsonNode) reply = json_node_new (JSON_NODE_OBJECT);

  if (length > 0 && json_parser_load_from_data (parser, data, (gssize) length, NULL))
    fault = stage (user_data, json_parser_get_root (parser));
  else
    fault = stage (user_data, NULL);
  json_node_take_object (reply, json_object_new ());
  if (fault != NULL)
    sandbox_exchange_refuse (exchange, sandbox_problem_new (SOUP_STATUS_BAD_REQUEST, "BadRequest", fault));
  else
    sandbox_exchange_reply (exchange, SOUP_STATUS_OK, g_steal_pointer (&reply));
}

static void
reset (gpointer user_data)
{
  SandboxStagehand *stagehand = user_data;

  sandbox_staging_assign (stagehand->staging, stagehand->beginning);
}

SandboxStagehand *
sandbox_stagehand_new (SandboxStaging *staging, SandboxEntra *entra, SandboxServer *server)
{
  SandboxStagehand *stagehand = g_new0 (SandboxStagehand, 1);

  stagehand->staging = staging;
  stagehand->beginning = sandbox_staging_new ();
  stagehand->entra = entra;
  sandbox_staging_assign (stagehand->beginning, staging);
  sandbox_server_add_route_with_flags (server, "POST", "/sandbox/stage", SANDBOX_ROUTE_KEY, stage_handler,
                                       stagehand);
  sandbox_server_add_reset (server, reset, stagehand);
  return stagehand;
}

void
sandbox_stagehand_free (SandboxStagehand *stagehand)
{
  sandbox_staging_free (stagehand->beginning);
  g_free (stagehand);
}
