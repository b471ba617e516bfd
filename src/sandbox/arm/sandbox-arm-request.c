/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-arm"
#include "config.h"

#include "arm/sandbox-arm-private.h"
#include "server/sandbox-json.h"

#define SKIP_TOKEN "$skiptoken"

void
sandbox_arm_request_clear (SandboxArmRequest *request)
{
  g_clear_pointer (&request->origin, g_free);
  g_clear_pointer (&request->path, g_strfreev);
  g_clear_pointer (&request->version, g_free);
  g_clear_pointer (&request->problem, sandbox_problem_free);
  sandbox_caller_clear (&request->caller);
}

void
sandbox_arm_request_fail (SandboxArmRequest *request, guint status, const char *code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (request->problem != NULL)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  request->problem = sandbox_problem_new (status, code, message);
}

char *
sandbox_arm_dup_resource_id (const SandboxResource *resource)
{
  return g_strdup_printf (
    "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.CognitiveServices/accounts/%s",
    resource->subscription->id, resource->group, resource->name);
}

/* Where a page begins; G_MAXUINT for a token that we have not made. */
static guint
read_skip_token (SandboxArmRequest *request)
{
  g_autofree char *text = sandbox_exchange_dup_query (request->exchange, SKIP_TOKEN);
  guint64 start = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &start, NULL))
    return G_MAXUINT;
  return (guint) start;
}

static char *
make_next_link (SandboxArmRequest *request, guint start)
{
  GUri *uri = soup_server_message_get_uri (sandbox_exchange_get_message (request->exchange));
  g_autofree char *version = g_uri_escape_string (request->version, NULL, FALSE);

  return g_strdup_printf ("%s%s?api-version=%s&%%24skiptoken=%u", request->origin, g_uri_get_path (uri),
                          version, start);
}

static void
finish (SandboxArmRequest *request, JsonBuilder *builder)
{
  if (request->problem != NULL)
    sandbox_exchange_refuse (request->exchange, g_steal_pointer (&request->problem));
  else
    sandbox_exchange_reply (request->exchange, SOUP_STATUS_OK, json_builder_get_root (builder));
}

void
sandbox_arm_reply_list (SandboxArmRequest *request, SandboxArmAddFunc add)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  guint page_size = request->arm->world.staging->page_size;
  guint start = read_skip_token (request);
  guint added = 0;
  g_autofree char *next = NULL;

  if (start == G_MAXUINT)
    sandbox_arm_request_fail (request, SOUP_STATUS_BAD_REQUEST, "InvalidSkipToken",
                              "The provided skip token is invalid.");
  json_builder_begin_object (builder);
  sandbox_json_begin_array (builder, "value");
  while (request->problem == NULL && added < page_size && add (builder, request, start + added))
    added++;
  json_builder_end_array (builder);
  if (added == page_size)
    {
      g_autoptr(JsonBuilder) probe = json_builder_new ();

      json_builder_begin_array (probe);
      if (add (probe, request, start + added))
        next = make_next_link (request, start + added);
    }
  if (next != NULL)
    sandbox_json_add_string (builder, "nextLink", next);
  json_builder_end_object (builder);
  finish (request, builder);
}

void
sandbox_arm_reply_one (SandboxArmRequest *request, SandboxArmAddFunc add, guint index)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  add (builder, request, index);
  finish (request, builder);
}
