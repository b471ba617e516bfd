/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include "ingot-route-reason.h"
#include "ingot-routes.h"

/* The same in every style. */
#define CHAT_ROUTE "/chat/completions"

/* In the order in which they are best tried. */
static const IngotEndpointStyle styles[] = {
  INGOT_ENDPOINT_STYLE_V1, INGOT_ENDPOINT_STYLE_DEPLOYMENT, INGOT_ENDPOINT_STYLE_INFERENCE,
};

static IngotDeployment *
find_addressed (IngotResource *resource, const char *name, IngotEndpointStyle style)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (resource)); i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (G_LIST_MODEL (resource), i);

      if (ingot_deployment_get_style (deployment) == style && g_str_equal (ingot_deployment_get_name (deployment), name))
        return g_steal_pointer (&deployment);
    }
  return NULL;
}

IngotDeployment *
ingot_routes_dup_candidate (IngotDeployment *deployment, IngotEndpointStyle style)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);
  const char *name = ingot_deployment_get_name (deployment);
  IngotDeployment *candidate;

  if (ingot_deployment_get_style (deployment) == style)
    return g_object_ref (deployment);
  candidate = resource != NULL ? find_addressed (resource, name, style) : NULL;
  if (candidate == NULL)
    {
      candidate = ingot_deployment_new (name, style);
      ingot_deployment_set_resource (candidate, resource);
    }
  return candidate;
}

IngotOperation
ingot_routes_get_main_operation (IngotDeployment *deployment)
{
  const IngotDeploymentInfo *info = ingot_deployment_get_info (deployment);

  if (ingot_deployment_get_chats (deployment))
    return INGOT_OPERATION_CHAT;
  /* One that takes batches only, or is still being made, does not chat now, and may be of any model. */
  if (info != NULL && !ingot_deployment_info_is_usable (info) && !ingot_deployment_info_embeds (info))
    return INGOT_OPERATION_CHAT;
  return INGOT_OPERATION_EMBEDDINGS;
}

static char *
dup_model_member (const IngotEndpointStyleTable *table, IngotDeployment *candidate)
{
  g_autoptr(JsonNode) model = ingot_endpoint_style_dup_model (table, candidate);
  g_autofree char *text = model != NULL ? json_to_string (model, FALSE) : NULL;

  return text != NULL ? g_strdup_printf ("\"model\": %s", text) : NULL;
}

gboolean
ingot_routes_names_in_body (IngotDeployment *candidate)
{
  g_autofree char *member = dup_model_member (ingot_endpoint_style_find (ingot_deployment_get_style (candidate)),
                                              candidate);

  return member != NULL;
}

char *
ingot_routes_dup_base (IngotDeployment *candidate)
{
  IngotEndpointStyle style = ingot_deployment_get_style (candidate);
  char *url;

  if (style == INGOT_ENDPOINT_STYLE_DEPLOYMENT)
    return g_strdup (ingot_resource_get_url (ingot_deployment_get_resource (candidate)));
  url = ingot_endpoint_style_find (style)->dup_url (candidate, INGOT_OPERATION_CHAT);
  /* The last one: a gateway may have any prefix. */
  *g_strrstr (url, CHAT_ROUTE) = '\0';
  return url;
}

gboolean
ingot_routes_has_style (IngotDeployment *deployment, IngotEndpointStyle style)
{
  return ingot_route_reason_has_style (deployment, style);
}

/* The lines of a file name the deployment, whatever the style of the URL that it is sent to. */
static char *
dup_body_field (const IngotEndpointStyleTable *table, IngotDeployment *candidate, IngotOperation operation)
{
  switch (operation)
    {
    case INGOT_OPERATION_CHAT:
    case INGOT_OPERATION_EMBEDDINGS:
    case INGOT_OPERATION_IMAGE_EMBEDDINGS:
      return dup_model_member (table, candidate);
    case INGOT_OPERATION_FILES:
      return dup_model_member (ingot_endpoint_style_find (INGOT_ENDPOINT_STYLE_V1), candidate);
    case INGOT_OPERATION_REALTIME:
    case INGOT_OPERATION_ASSISTANTS:
    default:
      return NULL;
    }
}

static IngotRoute *
build_route (IngotDeployment *deployment, IngotEndpointStyle style, IngotOperation operation)
{
  const IngotEndpointStyleTable *table = ingot_endpoint_style_find (style);
  g_autoptr(IngotDeployment) candidate = ingot_routes_dup_candidate (deployment, style);
  IngotResource *resource = ingot_deployment_get_resource (deployment);
  g_autofree char *url = NULL;
  g_autofree char *body_field = NULL;
  g_autofree char *reason = NULL;
  gboolean available;

  if (ingot_resource_get_url (resource) != NULL && ingot_route_reason_has_style (deployment, style))
    url = table->dup_url (candidate, operation);
  if (url != NULL)
    body_field = dup_body_field (table, candidate, operation);
  reason = ingot_route_reason_dup (deployment, candidate, operation, &available);
  return ingot_route_new (style, operation, url, body_field, available, reason);
}

GListModel *
ingot_routes_list (IngotDeployment *deployment)
{
  GListStore *routes = g_list_store_new (INGOT_TYPE_ROUTE);

  if (ingot_deployment_get_resource (deployment) == NULL)
    return G_LIST_MODEL (routes);
  for (int operation = 0; operation < INGOT_N_OPERATIONS; operation++)
    for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
      {
        g_autoptr(IngotRoute) route = build_route (deployment, styles[i], (IngotOperation) operation);

        g_list_store_append (routes, route);
      }
  return G_LIST_MODEL (routes);
}

guint
ingot_routes_find_styles (IngotDeployment *deployment)
{
  IngotOperation operation = ingot_routes_get_main_operation (deployment);
  guint found = 0;

  if (ingot_deployment_get_resource (deployment) == NULL)
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autoptr(IngotDeployment) candidate = ingot_routes_dup_candidate (deployment, styles[i]);
      gboolean available = FALSE;
      g_autofree char *reason = ingot_route_reason_dup (deployment, candidate, operation, &available);

      if (available && ingot_route_reason_has_style (deployment, styles[i]))
        found |= 1u << styles[i];
    }
  return found;
}
