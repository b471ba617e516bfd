/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * IngotEndpointStyle:
 *
 * How a request is addressed. The numbers are written to the database: they
 * are fixed, new ones are added at the end.
 */
typedef enum
{
  INGOT_ENDPOINT_STYLE_INFERENCE = 1,  /* /models, deployment in the body */
  INGOT_ENDPOINT_STYLE_DEPLOYMENT = 2, /* /openai/deployments/<name>, api-version */
  INGOT_ENDPOINT_STYLE_V1 = 3,         /* /openai/v1, deployment in the body, no version */
} IngotEndpointStyle;

/**
 * IngotEndpoint:
 *
 * What was understood of an address that somebody pasted.
 */
typedef struct
{
  char *url;           /* origin and any gateway prefix, no trailing slash: "https://contoso.openai.azure.com" */
  char *v1_path;       /* what v1 requests hang below, after @url: "/openai/v1", or "/v1" elsewhere than on Azure */
  char *deployment;    /* the deployment named in the address, decoded; or NULL */
  char *left_out;      /* the part of the path that is added for each request; or NULL */
} IngotEndpoint;

/**
 * ingot_endpoint_parse:
 * @text: an address, perhaps a whole target URI with path and query
 *
 * Never touches the network. Plain http is refused but for loopback addresses,
 * where nobody can listen in; user names and fragments are dropped.
 *
 * Returns: (transfer full): what was understood, or NULL with
 *   %INGOT_ERROR_INPUT and a sentence that says which part is wrong
 */
IngotEndpoint *ingot_endpoint_parse (const char *text, GError **error);
void           ingot_endpoint_free (IngotEndpoint *self);

/* Whether @host names this machine: "localhost", 127.0.0.0/8 or ::1. No look-up is made. */
gboolean ingot_endpoint_is_loopback (const char *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotEndpoint, ingot_endpoint_free)

G_END_DECLS
