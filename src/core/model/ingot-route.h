/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "ingot-endpoint.h"

G_BEGIN_DECLS

/* What a deployment can be asked for. */
typedef enum
{
  INGOT_OPERATION_CHAT,
  INGOT_OPERATION_EMBEDDINGS,
  INGOT_OPERATION_IMAGE_EMBEDDINGS,
  INGOT_OPERATION_FILES,      /* files and batches: files that hold many requests */
  INGOT_OPERATION_REALTIME,   /* a WebSocket for speech */
  INGOT_OPERATION_ASSISTANTS, /* retired; people still paste its addresses */
} IngotOperation;

#define INGOT_N_OPERATIONS (INGOT_OPERATION_ASSISTANTS + 1)

/* What an operation is called, as in a table's first column; translated. */
const char *ingot_operation_get_title (IngotOperation operation);

/**
 * IngotRoute:
 *
 * Where one operation of one deployment is in one endpoint style. It never changes.
 *
 * Properties (read only):
 * - "style" (#IngotEndpointStyle as int), "operation" (#IngotOperation as int)
 * - "method" (string): "POST", or "WSS" for a WebSocket
 * - "url" (string, nullable): as it would be sent, to the letter. NULL where the style has no such operation, and
 *   while the resource has no address. A deployment whose model does not do the operation still has its URL
 * - "body-field" (string, nullable): where the deployment's name goes, as in `"model": "gpt-4o"`; NULL when the
 *   URL has it, and where no name is sent
 * - "available" (boolean): FALSE when a request is known not to work; TRUE also where nobody can know
 * - "reason" (string, nullable): why not, or what is special about it: one or more sentences, translated
 */
#define INGOT_TYPE_ROUTE (ingot_route_get_type ())
G_DECLARE_FINAL_TYPE (IngotRoute, ingot_route, INGOT, ROUTE, GObject)

IngotRoute *ingot_route_new (IngotEndpointStyle style, IngotOperation operation, const char *url,
                             const char *body_field, gboolean available, const char *reason);

IngotEndpointStyle ingot_route_get_style (IngotRoute *self);
IngotOperation     ingot_route_get_operation (IngotRoute *self);
const char        *ingot_route_get_method (IngotRoute *self);
const char        *ingot_route_get_url (IngotRoute *self);        /* (nullable) */
const char        *ingot_route_get_body_field (IngotRoute *self); /* (nullable) */
gboolean           ingot_route_get_available (IngotRoute *self);
const char        *ingot_route_get_reason (IngotRoute *self);     /* (nullable) */

G_END_DECLS
