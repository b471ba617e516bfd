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
 * What was understood of what somebody pasted.
 */
typedef struct
{
  char *url;           /* origin and any gateway prefix, no trailing slash: "https://contoso.openai.azure.com" */
  char *v1_path;       /* what v1 requests hang below, after @url: "/openai/v1", or "/v1" elsewhere than on Azure */
  char *deployment;    /* the deployment that was named, decoded; or NULL */
  char *left_out;      /* the part of the path that says what to do and not where; or NULL */
  IngotEndpointStyle style; /* as the path says, else as the host has it */
  char *api_version;   /* the version that was named, where @style has one; or NULL for the usual one */
  char *key;           /* a key in a header, variable or query; or NULL. Wiped when freed */
  gboolean drops_extras; /* what to set of a resource that is asked in the inference style; FALSE as it is read */
  char *warning;       /* what a person should know before using this: sentences, translated; or NULL */
} IngotEndpoint;

/**
 * ingot_endpoint_parse:
 * @text: an address, perhaps a whole target URI with path and query; or a curl line, an
 *   environment file or a piece of code with one in it
 *
 * Pure: nothing is executed or looked up, and the network is never touched. Plain http is
 * refused but for loopback addresses, where nobody can listen in; user names and fragments
 * are dropped. Where several addresses are in the text, that of a model is preferred.
 *
 * Returns: (transfer full): what was understood, or NULL with
 *   %INGOT_ERROR_INPUT and a sentence that says which part is wrong
 */
IngotEndpoint *ingot_endpoint_parse (const char *text, GError **error);
void           ingot_endpoint_free (IngotEndpoint *self);

/* How a style is called, as on a chip; translated. */
const char *ingot_endpoint_style_get_title (IngotEndpointStyle style);

/* The style that a stored number means, 0 for none that is known. */
IngotEndpointStyle ingot_endpoint_style_read (gint64 number);

/**
 * ingot_endpoint_style_get_version:
 *
 * The api-version that a style asks for where none is pinned: for the deployment style the last dated
 * one that is no preview; for inference 2024-05-01-preview, which is what all samples use, so that gateways
 * know it, and which 2025-05-15-preview betters only in where reasoning is written.
 *
 * Returns: (nullable): NULL for a style without versions
 */
const char *ingot_endpoint_style_get_version (IngotEndpointStyle style);

/* Whether @url is of a host with one model, of the serverless kind: it has no "/models" before its routes. */
gboolean ingot_endpoint_serves_one_model (const char *url);

/* Whether @host names this machine: "localhost", 127.0.0.0/8 or ::1. No look-up is made. */
gboolean ingot_endpoint_is_loopback (const char *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotEndpoint, ingot_endpoint_free)

G_END_DECLS
