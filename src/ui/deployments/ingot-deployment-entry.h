/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/ingot-resources.h"
#include "widgets/ingot-words.h"

G_BEGIN_DECLS

/**
 * IngotDeploymentEntry:
 *
 * A row of the Deployments page: one name on one resource, in however many styles it is listed there.
 *
 * Signal "changed": something that is shown of it is not what it was.
 */
#define INGOT_TYPE_DEPLOYMENT_ENTRY (ingot_deployment_entry_get_type ())
G_DECLARE_FINAL_TYPE (IngotDeploymentEntry, ingot_deployment_entry, INGOT, DEPLOYMENT_ENTRY, GObject)

/* How entries can be ordered. */
typedef enum
{
  INGOT_DEPLOYMENT_COLUMN_NAME,
  INGOT_DEPLOYMENT_COLUMN_MODEL,
  INGOT_DEPLOYMENT_COLUMN_CAPACITY,
  INGOT_DEPLOYMENT_COLUMN_FILTER,
  INGOT_DEPLOYMENT_COLUMN_LIMITS,
  INGOT_DEPLOYMENT_COLUMN_STATE,
  INGOT_DEPLOYMENT_COLUMN_ENDPOINTS,
  INGOT_DEPLOYMENT_N_COLUMNS
} IngotDeploymentColumn;

/* @resources: (nullable): who knows in which styles it answers; @deployment: the first of that name; it has a resource */
IngotDeploymentEntry *ingot_deployment_entry_new (IngotResources *resources, IngotDeployment *deployment);

/* Another style of the same. */
void ingot_deployment_entry_add (IngotDeploymentEntry *self, IngotDeployment *deployment);

/* What is shown of it may have changed, by something that it does not observe itself: its resource. */
void ingot_deployment_entry_invalidate (IngotDeploymentEntry *self);

/* The one that is asked when nobody chooses a style. (transfer none) */
IngotDeployment *ingot_deployment_entry_get_deployment (IngotDeploymentEntry *self);
IngotResource   *ingot_deployment_entry_get_resource (IngotDeploymentEntry *self); /* (transfer none) */
const char      *ingot_deployment_entry_get_name (IngotDeploymentEntry *self);
gboolean         ingot_deployment_entry_has (IngotDeploymentEntry *self, IngotDeployment *deployment);

/* Bits 1 << style: those that answer it, as far as anything says. */
guint            ingot_deployment_entry_get_styles (IngotDeploymentEntry *self);

/* @needle: folded by ingot_deployment_entry_fold(); whether each of its words is in what is shown of the entry */
gboolean         ingot_deployment_entry_matches (IngotDeploymentEntry *self, const char *needle);
char            *ingot_deployment_entry_fold (const char *text);

/* Two entries by a column: names naturally ("gpt-9" before "gpt-10"), numbers by value, what is not known last; entries
 * that are equal there by name, then by resource. */
int              ingot_deployment_entry_compare (IngotDeploymentEntry *a, IngotDeploymentEntry *b,
                                                 IngotDeploymentColumn column);

/* By resource alone, the sandbox last. */
int              ingot_deployment_entry_compare_resource (IngotDeploymentEntry *a, IngotDeploymentEntry *b);

G_END_DECLS
