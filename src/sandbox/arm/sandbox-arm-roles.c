/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-arm"
#include "config.h"

#include "arm/sandbox-arm-roles.h"
#include "server/sandbox-json.h"

#define PROVIDER "Microsoft.Authorization"

/* As in https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
static const struct
{
  const char *id;
  const char *name;
  gboolean infers; /* whether models answer to it */
} roles[] = {
  { "acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", FALSE },
  { "a97b65f3-24c7-4388-baec-2e87135dc908", "Cognitive Services User", TRUE },
};

static char *
dup_definition_id (SandboxArmRequest *request, guint index)
{
  return g_strdup_printf ("/subscriptions/%s/providers/" PROVIDER "/roleDefinitions/%s", request->subscription->id,
                          roles[index].id);
}

/* A reader may look at everything; whoever may do everything has both. */
static gboolean
has_role (SandboxArmRequest *request, guint index)
{
  const SandboxAccount *account = request->caller.account;

  return !roles[index].infers || account == NULL || account->standing != SANDBOX_STANDING_NO_ROLE;
}

static void
add_assignment (JsonBuilder *builder, SandboxArmRequest *request, guint index)
{
  g_autofree char *definition = dup_definition_id (request, index);
  g_autofree char *scope = g_strconcat ("/subscriptions/", request->subscription->id, NULL);
  g_autofree char *key = g_strconcat (request->caller.object_id, roles[index].id, NULL);
  g_autofree char *name = sandbox_guid_new (scope, key);
  g_autofree char *id = g_strdup_printf ("%s/providers/" PROVIDER "/roleAssignments/%s", scope, name);

  json_builder_begin_object (builder);
  sandbox_json_begin_object (builder, "properties");
  sandbox_json_add_string (builder, "roleDefinitionId", definition);
  sandbox_json_add_string (builder, "principalId", request->caller.object_id);
  sandbox_json_add_string (builder, "principalType", request->caller.account != NULL ? "User" : "ServicePrincipal");
  sandbox_json_add_string (builder, "scope", scope);
  json_builder_end_object (builder);
  sandbox_json_add_string (builder, "id", id);
  sandbox_json_add_string (builder, "type", PROVIDER "/roleAssignments");
  sandbox_json_add_string (builder, "name", name);
  json_builder_end_object (builder);
}

static gboolean
add_assignment_of_caller (JsonBuilder *builder, SandboxArmRequest *request, guint index)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (has_role (request, i) && index-- == 0)
      {
        add_assignment (builder, request, i);
        return TRUE;
      }
  return FALSE;
}

void
sandbox_arm_reply_role_assignments (SandboxArmRequest *request)
{
  g_autofree char *filter = sandbox_exchange_dup_query (request->exchange, "$filter");
  g_autofree char *own = g_strdup_printf ("assignedTo('%s')", request->caller.object_id);

  if (filter == NULL || g_ascii_strcasecmp (filter, own) != 0)
    sandbox_arm_request_fail (request, SOUP_STATUS_BAD_REQUEST, "UnsupportedQuery",
                              "Here the filter is assignedTo('ID') with the object id of whoever asks.");
  else
    sandbox_arm_reply_list (request, add_assignment_of_caller);
}

static void
reply_definition (SandboxArmRequest *request, guint index)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *id = dup_definition_id (request, index);

  json_builder_begin_object (builder);
  sandbox_json_begin_object (builder, "properties");
  sandbox_json_add_string (builder, "roleName", roles[index].name);
  sandbox_json_add_string (builder, "type", "BuiltInRole");
  sandbox_json_begin_array (builder, "assignableScopes");
  json_builder_add_string_value (builder, "/");
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  sandbox_json_add_string (builder, "id", id);
  sandbox_json_add_string (builder, "type", PROVIDER "/roleDefinitions");
  sandbox_json_add_string (builder, "name", roles[index].id);
  sandbox_exchange_reply (request->exchange, SOUP_STATUS_OK, sandbox_json_end (builder));
}

void
sandbox_arm_reply_role_definition (SandboxArmRequest *request)
{
  const char *id = request->path[5];

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_ascii_strcasecmp (roles[i].id, id) == 0)
      {
        reply_definition (request, i);
        return;
      }
  sandbox_arm_request_fail (request, SOUP_STATUS_NOT_FOUND, "RoleDefinitionDoesNotExist",
                            "The specified role definition with ID '%s' does not exist.", id);
}
