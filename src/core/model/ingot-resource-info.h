/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * IngotResourceInfo:
 *
 * What the management API says of a resource. Each text may be NULL.
 *
 * Source: https://learn.microsoft.com/rest/api/aiservices/accountmanagement/accounts/list
 */
typedef struct
{
  char *id;                /* "/subscriptions/…/accounts/contoso": the same for as long as the resource is there */
  char *kind;              /* "AIServices" or "OpenAI" */
  char *location;          /* as in "swedencentral" */
  char *group;             /* the resource group */
  char *subscription;      /* its id … */
  char *subscription_name; /* … and what people call it */
  char *tenant;            /* the directory of the subscription */
  char *project;           /* the default project */
  gboolean keys_disabled;  /* it takes tokens only */
  gboolean is_regional;    /* it has no host of its own, and takes keys only */
} IngotResourceInfo;

#define INGOT_TYPE_RESOURCE_INFO (ingot_resource_info_get_type ())
GType ingot_resource_info_get_type (void);

IngotResourceInfo *ingot_resource_info_new (void);
IngotResourceInfo *ingot_resource_info_copy (const IngotResourceInfo *self);
void               ingot_resource_info_free (IngotResourceInfo *self);

char              *ingot_resource_info_to_json (const IngotResourceInfo *self);
IngotResourceInfo *ingot_resource_info_from_json (const char *json); /* (nullable), for what is no JSON */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotResourceInfo, ingot_resource_info_free)

G_END_DECLS
