/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-resources-private.h"

/* The higher, the more like what was asked. */
typedef enum
{
  UNFIT,
  ELSEWHERE,     /* on another resource */
  BESIDE,        /* on the same resource */
  SAME_MODEL,    /* of the same model, on another resource */
} Likeness;

static IngotResource *
find_resource (IngotResources *self, const char *name)
{
  for (guint i = 0; i < self->resources->len; i++)
    if (g_strcmp0 (ingot_resource_get_name (self->resources->pdata[i]), name) == 0)
      return self->resources->pdata[i];
  return NULL;
}

/* What is simulated takes no real question, and no real deployment one that was meant for the sandbox. */
static gboolean
is_of_kind (IngotResource *asked, IngotResource *other)
{
  IngotResourceKind kind = asked != NULL ? ingot_resource_get_kind (asked) : INGOT_RESOURCE_REMOTE;

  return ingot_resource_get_kind (other) == kind;
}

static Likeness
compare (IngotResource *resource, IngotDeployment *asked, const char *name, IngotDeployment *other)
{
  const char *model = asked != NULL ? ingot_deployment_get_model (asked) : NULL;
  IngotResource *owner = ingot_deployment_get_resource (other);

  if (!ingot_deployment_get_chats (other) || ingot_deployment_get_id (other) == 0 || !is_of_kind (resource, owner))
    return UNFIT;
  /* In another style it is the same one. */
  if (owner == resource)
    return g_strcmp0 (ingot_deployment_get_name (other), name) == 0 ? UNFIT : BESIDE;
  return model != NULL && g_strcmp0 (ingot_deployment_get_model (other), model) == 0 ? SAME_MODEL : ELSEWHERE;
}

IngotDeployment *
ingot_resources_find_alternative (IngotResources *self, IngotTurn *reply)
{
  const char *name = ingot_turn_get_deployment_name (reply);
  IngotResource *resource = find_resource (self, ingot_turn_get_resource_name (reply));
  IngotDeployment *asked = resource != NULL && name != NULL ? ingot_resource_find_deployment (resource, name) : NULL;
  IngotDeployment *best = NULL;
  Likeness most = UNFIT;

  for (guint i = 0; i < self->resources->len; i++)
    {
      GListModel *deployments = self->resources->pdata[i];

      for (guint j = 0; j < g_list_model_get_n_items (deployments); j++)
        {
          g_autoptr(IngotDeployment) deployment = g_list_model_get_item (deployments, j);
          Likeness likeness = compare (resource, asked, name, deployment);

          if (likeness <= most)
            continue;
          most = likeness;
          best = deployment; /* the list holds it */
        }
    }
  return best;
}
