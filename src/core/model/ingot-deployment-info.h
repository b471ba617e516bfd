/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * IngotDeploymentInfo:
 *
 * What a deployment is, as a listing said. Each text may be NULL and each number -1: not every listing says everything.
 *
 * Source: https://learn.microsoft.com/rest/api/aiservices/accountmanagement/deployments/list
 */
typedef struct
{
  char *model;         /* the model's name, as in "gpt-4o" */
  char *version;       /* as in "2024-11-20" */
  char *format;        /* who publishes it, as in "OpenAI" or "Mistral AI": an open list */
  char *sku;           /* the capacity type, as in "GlobalStandard": an open list */
  char *policy;        /* the content filter policy, as in "Microsoft.DefaultV2" */
  char *state;         /* "Succeeded" when it can be used */
  char *capabilities;  /* the names of those that it has, sorted and separated by ", " */
  gint64 capacity;     /* thousands of tokens a minute, or provisioned throughput units, as the capacity type says */
  gint64 tokens_per_minute;
  gint64 requests_per_minute;
} IngotDeploymentInfo;

#define INGOT_TYPE_DEPLOYMENT_INFO (ingot_deployment_info_get_type ())
GType ingot_deployment_info_get_type (void);

IngotDeploymentInfo *ingot_deployment_info_new (void);
IngotDeploymentInfo *ingot_deployment_info_copy (const IngotDeploymentInfo *self);
void                 ingot_deployment_info_free (IngotDeploymentInfo *self);

/* Both (nullable). */
gboolean ingot_deployment_info_equal (const IngotDeploymentInfo *self, const IngotDeploymentInfo *other);

/* Whether requests can be sent to it now: it is made, and not one that only takes batches. */
gboolean ingot_deployment_info_is_usable (const IngotDeploymentInfo *self);

/* Whether @name, as in "chatCompletion", is among its capabilities. */
gboolean ingot_deployment_info_has (const IngotDeploymentInfo *self, const char *name);

/* As far as it is known; without any capabilities, what the model is called decides. */
gboolean ingot_deployment_info_chats (const IngotDeploymentInfo *self);

/* Whether embeddings are among its capabilities; FALSE also while these are not known. */
gboolean ingot_deployment_info_embeds (const IngotDeploymentInfo *self);

/* The model and its version, for people. (transfer full) (nullable) */
char    *ingot_deployment_info_dup_title (const IngotDeploymentInfo *self);

char                *ingot_deployment_info_to_json (const IngotDeploymentInfo *self);
IngotDeploymentInfo *ingot_deployment_info_from_json (const char *json); /* (nullable), for what is no JSON */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotDeploymentInfo, ingot_deployment_info_free)

G_END_DECLS
