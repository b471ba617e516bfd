/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  INGOT_HOST_OTHER,     /* a server of one's own, or a gateway */
  INGOT_HOST_AZURE,     /* a resource: all three styles, as far as the resource has them */
  INGOT_HOST_REGION,    /* a region's shared host: keys only */
  INGOT_HOST_ONE_MODEL, /* serverless and managed compute: one model a host, no "/models" before the routes */
  INGOT_HOST_GITHUB,    /* GitHub Models: "/inference" before the routes */
  INGOT_HOST_PORTAL,    /* pages about a resource, whose addresses tell its name */
  INGOT_HOST_PAGES,     /* documentation */
} IngotHostKind;

IngotHostKind ingot_endpoint_host_kind (const char *host);

/* What an address of Azure's has at least. */
#define INGOT_ENDPOINT_RANK_AZURE 2

/* How likely @address is that of a model, among several in one text. */
int ingot_endpoint_rank_address (const char *address);

G_END_DECLS
