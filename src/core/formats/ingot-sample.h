/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ingot-route.h"
#include "model/ingot-sample-language.h"

G_BEGIN_DECLS

/* How a sample signs in. */
typedef enum
{
  INGOT_SAMPLE_SIGN_IN_NONE,   /* a server that asks for nothing */
  INGOT_SAMPLE_SIGN_IN_KEY,    /* the header "api-key" */
  INGOT_SAMPLE_SIGN_IN_BEARER, /* a key as a bearer token, as servers other than Azure take it */
  INGOT_SAMPLE_SIGN_IN_TOKEN,  /* a token of Microsoft Entra ID */
} IngotSampleSignIn;

/* What a sample asks, and whom. Any of the texts may have any characters. */
typedef struct
{
  IngotEndpointStyle style;
  IngotOperation operation; /* chat or embeddings */
  const char *url;          /* the exact one */
  const char *base;         /* where the style begins, as client libraries want it: see ingot-sample.c */
  const char *name;         /* the deployment's */
  const char *api_version;  /* (nullable): of a style that has one */
  const char *model;        /* (nullable): what the body names; NULL when the URL does */
  IngotSampleSignIn sign_in;
  const char *scope;        /* (nullable): what a token is for */
  const char *authority;    /* (nullable): where to sign in; NULL for the public cloud */
  const char *tenant;       /* (nullable): the directory to sign in to */
  const char *ca_file;      /* (nullable): whom to trust in place of the system's authorities */
} IngotSample;

/* (transfer full): the program, with a line end at its end */
char *ingot_sample_write (const IngotSample *sample, IngotSampleLanguage language);

G_END_DECLS
