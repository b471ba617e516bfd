/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ingot-deployment-entry.h"

G_BEGIN_DECLS

typedef enum
{
  INGOT_DEPLOYMENT_KIND_ALL,
  INGOT_DEPLOYMENT_KIND_CHAT,
  INGOT_DEPLOYMENT_KIND_EMBEDDINGS,
} IngotDeploymentKind;

/**
 * IngotDeploymentFilter:
 *
 * What of the deployments somebody wants to see: a #GtkFilter of #IngotDeploymentEntry.
 */
#define INGOT_TYPE_DEPLOYMENT_FILTER (ingot_deployment_filter_get_type ())
G_DECLARE_FINAL_TYPE (IngotDeploymentFilter, ingot_deployment_filter, INGOT, DEPLOYMENT_FILTER, GtkFilter)

IngotDeploymentFilter *ingot_deployment_filter_new (void);

/* Words, each of which has to be in what is shown of a deployment; empty for no matter what. */
void           ingot_deployment_filter_set_words (IngotDeploymentFilter *self, const char *words);
void           ingot_deployment_filter_set_resource (IngotDeploymentFilter *self, IngotResource *resource);
IngotResource *ingot_deployment_filter_get_resource (IngotDeploymentFilter *self); /* (nullable): NULL for all */
void           ingot_deployment_filter_set_kind (IngotDeploymentFilter *self, IngotDeploymentKind kind);

/* Whether it leaves anything out. */
gboolean       ingot_deployment_filter_is_set (IngotDeploymentFilter *self);

G_END_DECLS
