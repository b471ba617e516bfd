/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ingot-cloud.h"
#include "model/ingot-route.h"
#include "model/ingot-sample-language.h"

G_BEGIN_DECLS

/* How a sample signs in. */
typedef enum
{
  INGOT_SAMPLE_SIGN_IN_NONE,   /* at a server that asks for nothing */
  INGOT_SAMPLE_SIGN_IN_KEY,    /* with a key in the header "api-key" */
  INGOT_SAMPLE_SIGN_IN_BEARER, /* with a key as a bearer token, as servers other than Azure take it */
  INGOT_SAMPLE_SIGN_IN_TOKEN,  /* with a token of Microsoft Entra ID */
} IngotSampleSignIn;

/**
 * IngotSample:
 *
 * What a sample asks, and whom. The texts come from servers and from people: they may have any character in them,
 * and are never more than a string in the program that is written.
 */
typedef struct
{
  IngotEndpointStyle style;
  IngotOperation operation; /* %INGOT_OPERATION_CHAT, else embeddings are asked for */
  const char *url;          /* the exact one */
  const char *base;         /* what client libraries are given: the URL without the route; in the deployment style the
                             * address of the resource, from where they make the rest themselves */
  const char *name;         /* the deployment's */
  gboolean names_in_body;   /* whether the body has the name, too */
  const char *api_version;  /* (nullable): of a style that has one */
  IngotSampleSignIn sign_in;
  const char *scope;        /* what a token is for; these three only for %INGOT_SAMPLE_SIGN_IN_TOKEN */
  IngotCloudKind cloud;
  const char *authority;    /* where to sign in */
  const char *tenant;       /* (nullable): the directory to sign in to, where that is not the usual one */
  const char *ca_file;      /* (nullable): whom to trust in place of the system's authorities */
} IngotSample;

/**
 * ingot_sample_write:
 *
 * Libraries and their calls are those of
 * https://learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/endpoints and
 * https://learn.microsoft.com/azure/ai-foundry/foundry-models/how-to/configure-entra-id.
 *
 * Returns: (transfer full): the program, with a line end at its end
 */
char *ingot_sample_write (const IngotSample *sample, IngotSampleLanguage language);

G_END_DECLS
