/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-resources-private.h"

static gboolean
has_lessons (IngotResource *resource, IngotLessons *lessons)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (resource)); i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (G_LIST_MODEL (resource), i);

      if (ingot_deployment_get_lessons (deployment) == lessons)
        return TRUE;
    }
  return FALSE;
}

/* They are learned while a reply is asked for and forgotten by a person, and kept from here either way. */
static void
lessons_changed_cb (IngotResources *self, guint position, guint removed, guint added, IngotLessons *lessons)
{
  for (guint i = 0; i < self->resources->len; i++)
    if (has_lessons (self->resources->pdata[i], lessons))
      ingot_keeper_watch (self->keeper, ingot_store_save_resource (ingot_keeper_get_store (self->keeper),
                                                                   self->resources->pdata[i]));
}

static void
deployments_changed_cb (IngotResources *self, guint position, guint removed, guint added, GListModel *resource)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (resource, i);

      g_signal_connect_object (ingot_deployment_get_lessons (deployment), "items-changed",
                               G_CALLBACK (lessons_changed_cb), self, G_CONNECT_SWAPPED);
    }
}

void
ingot_resources_watch_lessons (IngotResources *self, IngotResource *resource)
{
  GListModel *deployments = G_LIST_MODEL (resource);

  g_signal_connect_object (resource, "items-changed", G_CALLBACK (deployments_changed_cb), self, G_CONNECT_SWAPPED);
  deployments_changed_cb (self, 0, 0, g_list_model_get_n_items (deployments), deployments);
}
