/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "ingot-deployment-info.h"
#include "ingot-endpoint.h"
#include "ingot-lessons.h"

G_BEGIN_DECLS

typedef struct _IngotResource IngotResource;

/**
 * IngotDeployment:
 *
 * A named model on a resource. Requests are routed by the name; the model is
 * information that may be missing.
 *
 * Properties, all set at construction unless said otherwise:
 * - "id" (int64): the store's, 0 before it is stored; writable
 * - "name" (string)
 * - "model" (string, nullable): the model and its version, for people; writable
 * - "style" (#IngotEndpointStyle as int); writable: a resource may turn out to have another one
 * - "api-version" (string, nullable): the pinned version of a style that has one; writable
 * - "lessons" (#IngotLessons): what it taught about parameters
 * - "chats" (boolean): whether it answers chats, as far as known; writable
 * - "info" (#IngotDeploymentInfo, nullable): what a listing said that it is; writable, which sets "model"
 *   and "chats" too
 * - "found" (int64): when a listing had it last, a Unix time in microseconds; 0 for never; writable. One
 *   that is older than its resource's "listed" was not there any more at the last look
 * - "resource" (#IngotResource, nullable): not owned; NULL once that is gone
 */
#define INGOT_TYPE_DEPLOYMENT (ingot_deployment_get_type ())
G_DECLARE_FINAL_TYPE (IngotDeployment, ingot_deployment, INGOT, DEPLOYMENT, GObject)

IngotDeployment *ingot_deployment_new (const char *name, IngotEndpointStyle style);

gint64             ingot_deployment_get_id (IngotDeployment *self);
void               ingot_deployment_set_id (IngotDeployment *self, gint64 id);
const char        *ingot_deployment_get_name (IngotDeployment *self);
const char        *ingot_deployment_get_model (IngotDeployment *self);
void               ingot_deployment_set_model (IngotDeployment *self, const char *model);
IngotEndpointStyle ingot_deployment_get_style (IngotDeployment *self);
void               ingot_deployment_set_style (IngotDeployment *self, IngotEndpointStyle style);
const char        *ingot_deployment_get_api_version (IngotDeployment *self);
void               ingot_deployment_set_api_version (IngotDeployment *self, const char *api_version);
IngotLessons      *ingot_deployment_get_lessons (IngotDeployment *self);
gboolean           ingot_deployment_get_chats (IngotDeployment *self);
void               ingot_deployment_set_chats (IngotDeployment *self, gboolean chats);
const IngotDeploymentInfo *ingot_deployment_get_info (IngotDeployment *self); /* (nullable) */
void               ingot_deployment_set_info (IngotDeployment *self, const IngotDeploymentInfo *info);
gint64             ingot_deployment_get_found (IngotDeployment *self);
void               ingot_deployment_set_found (IngotDeployment *self, gint64 found);
/* Whether a listing had it once, and the last one of its resource had not. */
gboolean           ingot_deployment_is_gone (IngotDeployment *self);
IngotResource     *ingot_deployment_get_resource (IngotDeployment *self);

/* For IngotResource, and for a deployment that is only tried. */
void ingot_deployment_set_resource (IngotDeployment *self, IngotResource *resource);

G_END_DECLS
