/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-address.h"

static const char *const inference_versions[]
  = { "2024-04-01-preview", "2024-05-01-preview", "2025-02-01-preview", "2025-04-01",
      "2025-05-01",         "2025-05-01-preview", "2025-05-15-preview", NULL };

static const char *const openai_versions[] = { "2022-12-01",
                                               "2023-03-15-preview",
                                               "2023-05-15",
                                               "2023-06-01-preview",
                                               "2023-07-01-preview",
                                               "2023-08-01-preview",
                                               "2023-09-01-preview",
                                               "2023-12-01-preview",
                                               "2024-02-01",
                                               "2024-02-15-preview",
                                               "2024-03-01-preview",
                                               "2024-04-01-preview",
                                               "2024-05-01-preview",
                                               "2024-06-01",
                                               "2024-07-01-preview",
                                               "2024-08-01-preview",
                                               "2024-09-01-preview",
                                               "2024-10-01-preview",
                                               "2024-10-21",
                                               "2024-12-01-preview",
                                               "2025-01-01-preview",
                                               "2025-02-01-preview",
                                               "2025-03-01-preview",
                                               "2025-04-01-preview",
                                               NULL };

static const char *const v1_versions[] = { "v1", "preview", NULL };

static const char *const listing_versions[] = { "2022-12-01", "2023-03-15-preview", NULL };

static gboolean
segment_is (SandboxExchange *exchange, guint index, const char *wanted)
{
  g_autofree char *segment = sandbox_exchange_dup_segment (exchange, index);

  return g_strcmp0 (segment, wanted) == 0;
}

/* Below a project there is only the v1 style. */
static SandboxStyle
style_of (SandboxExchange *exchange)
{
  if (segment_is (exchange, 0, "models"))
    return SANDBOX_STYLE_INFERENCE;
  return segment_is (exchange, 1, "v1") || segment_is (exchange, 0, "api") ? SANDBOX_STYLE_V1
                                                                           : SANDBOX_STYLE_DEPLOYMENT;
}

static const char *const *
versions_of (SandboxStyle style)
{
  switch (style)
    {
    case SANDBOX_STYLE_INFERENCE:
      return inference_versions;
    case SANDBOX_STYLE_DEPLOYMENT:
      return openai_versions;
    case SANDBOX_STYLE_V1:
    default:
      return v1_versions;
    }
}

SandboxAddress *
sandbox_address_new (SandboxExchange *exchange, SandboxProblem **problem)
{
  g_autofree char *version = sandbox_exchange_dup_query (exchange, "api-version");
  SandboxStyle style = style_of (exchange);
  SandboxAddress *address;

  if (version == NULL && style == SANDBOX_STYLE_V1)
    version = g_strdup ("v1");
  if (version == NULL)
    {
      *problem = sandbox_problem_new_no_resource ();
      return NULL;
    }
  if (!g_strv_contains (versions_of (style), version))
    {
      *problem = sandbox_problem_new (SOUP_STATUS_BAD_REQUEST, "BadRequest", "API version not supported");
      return NULL;
    }
  address = g_new0 (SandboxAddress, 1);
  address->style = style;
  address->version = g_steal_pointer (&version);
  if (style == SANDBOX_STYLE_DEPLOYMENT && segment_is (exchange, 1, "deployments"))
    {
      address->deployment = sandbox_exchange_dup_segment (exchange, 2);
      /* A name that cannot be decoded is nobody's. */
      if (address->deployment == NULL)
        address->deployment = g_strdup ("");
    }
  return address;
}

void
sandbox_address_free (SandboxAddress *address)
{
  g_free (address->version);
  g_free (address->deployment);
  g_free (address);
}

gboolean
sandbox_address_is_until (const SandboxAddress *address, const char *version)
{
  return address->style != SANDBOX_STYLE_V1 && g_strcmp0 (address->version, version) <= 0;
}

gboolean
sandbox_version_lists_deployments (const char *version)
{
  return g_strv_contains (listing_versions, version);
}
