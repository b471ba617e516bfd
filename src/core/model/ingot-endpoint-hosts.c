/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <string.h>

#include "ingot-endpoint-hosts.h"

/* Those with a dot before them are the ends of hosts. */
static const struct
{
  const char *host;
  IngotHostKind kind;
} hosts[] = {
  { ".services.ai.azure.com", INGOT_HOST_AZURE },
  { ".openai.azure.com", INGOT_HOST_AZURE },
  { ".cognitiveservices.azure.com", INGOT_HOST_AZURE },
  { ".services.ai.azure.us", INGOT_HOST_AZURE },
  { ".openai.azure.us", INGOT_HOST_AZURE },
  { ".cognitiveservices.azure.us", INGOT_HOST_AZURE },
  { ".openai.azure.cn", INGOT_HOST_AZURE },
  { ".cognitiveservices.azure.cn", INGOT_HOST_AZURE },
  { ".api.cognitive.microsoft.com", INGOT_HOST_REGION },
  { ".api.cognitive.microsoft.us", INGOT_HOST_REGION },
  { ".api.cognitive.azure.cn", INGOT_HOST_REGION },
  { ".models.ai.azure.com", INGOT_HOST_ONE_MODEL },
  { ".inference.ai.azure.com", INGOT_HOST_ONE_MODEL },
  { ".inference.ml.azure.com", INGOT_HOST_ONE_MODEL },
  { "models.github.ai", INGOT_HOST_GITHUB },
  { "ai.azure.com", INGOT_HOST_PORTAL },
  { "ai.azure.us", INGOT_HOST_PORTAL },
  { "oai.azure.com", INGOT_HOST_PORTAL },
  { "ml.azure.com", INGOT_HOST_PORTAL },
  { "portal.azure.com", INGOT_HOST_PORTAL },
  { "portal.azure.us", INGOT_HOST_PORTAL },
  { "management.azure.com", INGOT_HOST_PORTAL },
  { "learn.microsoft.com", INGOT_HOST_PAGES },
  { "docs.microsoft.com", INGOT_HOST_PAGES },
  { "aka.ms", INGOT_HOST_PAGES },
  { "github.com", INGOT_HOST_PAGES },
  { "platform.openai.com", INGOT_HOST_PAGES },
};

IngotHostKind
ingot_endpoint_host_kind (const char *host)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);

  /* The retired home of GitHub Models would pass for a host with one model. */
  if (g_str_equal (lower, "models.inference.ai.azure.com"))
    return INGOT_HOST_OTHER;
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (*hosts[i].host == '.' ? g_str_has_suffix (lower, hosts[i].host) : g_str_equal (lower, hosts[i].host))
      return hosts[i].kind;
  return INGOT_HOST_OTHER;
}

static int
rank_host (IngotHostKind kind)
{
  switch (kind)
    {
    case INGOT_HOST_AZURE:
    case INGOT_HOST_REGION:
    case INGOT_HOST_ONE_MODEL:
    case INGOT_HOST_GITHUB:
      return INGOT_ENDPOINT_RANK_AZURE;
    case INGOT_HOST_PORTAL:
      return -2;
    case INGOT_HOST_PAGES:
      return -4;
    case INGOT_HOST_OTHER:
    default:
      return 0;
    }
}

int
ingot_endpoint_rank_address (const char *address)
{
  const char *host = strstr (address, "://");
  g_autofree char *name = NULL;
  const char *path;

  if (host == NULL)
    return G_MININT;
  host += 3;
  path = host + strcspn (host, "/?#:");
  name = g_strndup (host, (gsize) (path - host));
  return rank_host (ingot_endpoint_host_kind (name))
         + (strstr (path, "/openai") != NULL || strstr (path, "/models") != NULL || strstr (path, "/v1") != NULL);
}
