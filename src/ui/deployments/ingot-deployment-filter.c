/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <string.h>

#include "ingot-deployment-filter.h"

struct _IngotDeploymentFilter
{
  GtkFilter parent_instance;

  char *needle; /* folded; never NULL */
  IngotResource *resource;
  IngotDeploymentKind kind;
};

G_DEFINE_FINAL_TYPE (IngotDeploymentFilter, ingot_deployment_filter, GTK_TYPE_FILTER)

/* Nothing says so of a deployment that was only typed in; one that does not chat is not taken for one that embeds. */
static gboolean
embeds (IngotDeployment *deployment)
{
  const IngotDeploymentInfo *info = ingot_deployment_get_info (deployment);
  g_autofree char *model = NULL;

  if (info != NULL && ingot_deployment_info_embeds (info))
    return TRUE;
  if (ingot_deployment_get_chats (deployment))
    return FALSE;
  model = g_ascii_strdown (info != NULL && info->model != NULL ? info->model : ingot_deployment_get_name (deployment), -1);
  return strstr (model, "embed") != NULL;
}

static gboolean
ingot_deployment_filter_match (GtkFilter *filter, gpointer item)
{
  IngotDeploymentFilter *self = INGOT_DEPLOYMENT_FILTER (filter);
  IngotDeploymentEntry *entry = item;
  IngotDeployment *deployment = ingot_deployment_entry_get_deployment (entry);

  if (self->resource != NULL && ingot_deployment_entry_get_resource (entry) != self->resource)
    return FALSE;
  if (self->kind == INGOT_DEPLOYMENT_KIND_CHAT && !ingot_deployment_get_chats (deployment))
    return FALSE;
  if (self->kind == INGOT_DEPLOYMENT_KIND_EMBEDDINGS && !embeds (deployment))
    return FALSE;
  return *self->needle == '\0' || ingot_deployment_entry_matches (entry, self->needle);
}

static void
ingot_deployment_filter_finalize (GObject *object)
{
  IngotDeploymentFilter *self = INGOT_DEPLOYMENT_FILTER (object);

  g_free (self->needle);
  g_clear_object (&self->resource);
  G_OBJECT_CLASS (ingot_deployment_filter_parent_class)->finalize (object);
}

static void
ingot_deployment_filter_class_init (IngotDeploymentFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_deployment_filter_finalize;
  GTK_FILTER_CLASS (klass)->match = ingot_deployment_filter_match;
}

static void
ingot_deployment_filter_init (IngotDeploymentFilter *self)
{
  self->needle = g_strdup ("");
}

IngotDeploymentFilter *
ingot_deployment_filter_new (void)
{
  return g_object_new (INGOT_TYPE_DEPLOYMENT_FILTER, NULL);
}

void
ingot_deployment_filter_set_words (IngotDeploymentFilter *self, const char *words)
{
  g_autofree char *folded = ingot_deployment_entry_fold (words);
  g_autofree char *old = self->needle;

  self->needle = g_strdup (g_strstrip (folded));
  if (g_str_equal (self->needle, old))
    return;
  /* A longer needle leaves out more of what is shown and brings nothing back. */
  gtk_filter_changed (GTK_FILTER (self), g_str_has_prefix (self->needle, old) ? GTK_FILTER_CHANGE_MORE_STRICT
                                         : g_str_has_prefix (old, self->needle) ? GTK_FILTER_CHANGE_LESS_STRICT
                                                                                : GTK_FILTER_CHANGE_DIFFERENT);
}

void
ingot_deployment_filter_set_resource (IngotDeploymentFilter *self, IngotResource *resource)
{
  if (g_set_object (&self->resource, resource))
    gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

IngotResource *
ingot_deployment_filter_get_resource (IngotDeploymentFilter *self)
{
  return self->resource;
}

void
ingot_deployment_filter_set_kind (IngotDeploymentFilter *self, IngotDeploymentKind kind)
{
  if (self->kind == kind)
    return;
  self->kind = kind;
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

gboolean
ingot_deployment_filter_is_set (IngotDeploymentFilter *self)
{
  return *self->needle != '\0' || self->resource != NULL || self->kind != INGOT_DEPLOYMENT_KIND_ALL;
}
