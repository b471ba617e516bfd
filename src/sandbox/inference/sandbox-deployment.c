/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-deployment.h"

#define FILTER "Microsoft.DefaultV2"

enum
{
  REQUESTS_PER_UNIT = 6,
  TOKENS_PER_UNIT = 1000,
};

static const SandboxDeployment defaults[] = {
  {
    .name = "mistral-large",
    .model = "Mistral-Large-2411",
    .version = "2",
    .publisher = "Mistral AI",
    .family = SANDBOX_FAMILY_MISTRAL,
    .tells_info = TRUE,
    .reported_model = "mistral-large-2411",
    .sku = "GlobalStandard",
    .capacity = 1000,
    .content_filter = FILTER,
    .operations = SANDBOX_OPERATION_CHAT,
    .tokens_per_second = 60,
    .first_token_ms = 300,
    .created = 1746090000,
  },
  {
    .name = "deepseek-v3-0324",
    .model = "DeepSeek-V3-0324",
    .version = "1",
    .publisher = "DeepSeek",
    .family = SANDBOX_FAMILY_DEEPSEEK,
    .reported_model = "deepseek-v3-0324",
    .sku = "GlobalStandard",
    .capacity = 1000,
    .content_filter = FILTER,
    .operations = SANDBOX_OPERATION_CHAT,
    .tokens_per_second = 35,
    .first_token_ms = 600,
    .created = 1746090600,
  },
  {
    .name = "deepseek-r1",
    .model = "DeepSeek-R1",
    .version = "1",
    .publisher = "DeepSeek",
    .family = SANDBOX_FAMILY_DEEPSEEK,
    .reported_model = "deepseek-r1",
    .sku = "GlobalStandard",
    .capacity = 1000,
    .content_filter = FILTER,
    .operations = SANDBOX_OPERATION_CHAT,
    .reasoning = SANDBOX_REASONING_SHOWN,
    .tokens_per_second = 40,
    .first_token_ms = 700,
    .created = 1746091200,
  },
  {
    .name = "gpt-4o",
    .model = "gpt-4o",
    .version = "2024-11-20",
    .publisher = "OpenAI",
    .reported_model = "gpt-4o-2024-11-20",
    .sku = "Standard",
    .capacity = 1000,
    .content_filter = FILTER,
    .operations = SANDBOX_OPERATION_CHAT,
    .tokens_per_second = 90,
    .first_token_ms = 400,
    .created = 1746091800,
  },
  {
    .name = "gpt-5-mini",
    .model = "gpt-5-mini",
    .version = "2025-08-07",
    .publisher = "OpenAI",
    .reported_model = "gpt-5-mini-2025-08-07",
    .sku = "GlobalStandard",
    .capacity = 1000,
    .content_filter = FILTER,
    .operations = SANDBOX_OPERATION_CHAT,
    .reasoning = SANDBOX_REASONING_HIDDEN,
    .tokens_per_second = 120,
    .first_token_ms = 500,
    .created = 1755000000,
  },
  {
    .name = "text-embedding-3-small",
    .model = "text-embedding-3-small",
    .version = "1",
    .publisher = "OpenAI",
    .reported_model = "text-embedding-3-small",
    .sku = "Standard",
    .capacity = 1000,
    .content_filter = FILTER,
    .operations = SANDBOX_OPERATION_EMBEDDINGS,
    .dimensions = 1536,
    .first_token_ms = 60,
    .created = 1746092400,
  },
  {
    .name = "text-embedding-3-large",
    .model = "text-embedding-3-large",
    .version = "1",
    .publisher = "OpenAI",
    .reported_model = "text-embedding-3-large",
    .sku = "Standard",
    .capacity = 1000,
    .content_filter = FILTER,
    .operations = SANDBOX_OPERATION_EMBEDDINGS,
    .dimensions = 3072,
    .first_token_ms = 90,
    .created = 1746093000,
  },
  {
    .name = "embed-v-4-0",
    .model = "embed-v-4-0",
    .version = "1",
    .publisher = "Cohere",
    .family = SANDBOX_FAMILY_COHERE,
    .tells_info = TRUE,
    .reported_model = "embed-v-4-0",
    .sku = "GlobalStandard",
    .capacity = 1000,
    .content_filter = FILTER,
    .operations = SANDBOX_OPERATION_EMBEDDINGS | SANDBOX_OPERATION_IMAGE_EMBEDDINGS,
    .dimensions = 1536,
    .first_token_ms = 80,
    .created = 1746093600,
  },
};

guint
sandbox_deployment_get_requests_per_minute (const SandboxDeployment *deployment)
{
  return deployment->requests_per_minute > 0 ? deployment->requests_per_minute
                                             : deployment->capacity * REQUESTS_PER_UNIT;
}

guint
sandbox_deployment_get_tokens_per_minute (const SandboxDeployment *deployment)
{
  return deployment->tokens_per_minute > 0 ? deployment->tokens_per_minute
                                           : deployment->capacity * TOKENS_PER_UNIT;
}

gboolean
sandbox_deployment_keeps_to_formats (const SandboxDeployment *deployment)
{
  return deployment->reasoning != SANDBOX_REASONING_SHOWN;
}

const SandboxDeployment *
sandbox_deployments_default (gsize *n_deployments)
{
  *n_deployments = G_N_ELEMENTS (defaults);
  return defaults;
}
