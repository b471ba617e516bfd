/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-catalogue.h"

#define CHAT SANDBOX_OPERATION_CHAT
#define VECTORS SANDBOX_OPERATION_EMBEDDINGS
#define PICTURE_VECTORS (VECTORS | SANDBOX_OPERATION_IMAGE_EMBEDDINGS)

/* The service lists some hundred; these are enough to be more than anybody deploys, and of every kind. */
static const SandboxModel models[] = {
  { .id = "gpt-35-turbo-0125", .created = 1706140800, .retires = 1788134400, .operations = CHAT, .is_tunable = TRUE },
  { .id = "gpt-35-turbo-instruct-0914", .created = 1694649600, .retires = 1788134400,
    .operations = SANDBOX_OPERATION_COMPLETION },
  { .id = "gpt-4-turbo-2024-04-09", .created = 1712620800, .retires = 1788134400, .operations = CHAT },
  { .id = "gpt-4o-2024-05-13", .created = 1715558400, .retires = 1790812800, .operations = CHAT },
  { .id = "gpt-4o-2024-08-06", .created = 1722902400, .retires = 1790812800, .operations = CHAT, .is_tunable = TRUE },
  { .id = "gpt-4o-2024-11-20", .created = 1732060800, .retires = 1790812800, .operations = CHAT },
  { .id = "gpt-4o-mini-2024-07-18", .created = 1721260800, .retires = 1790812800, .operations = CHAT,
    .is_tunable = TRUE },
  { .id = "gpt-4.1-2025-04-14", .created = 1744588800, .retires = 1792022400, .operations = CHAT,
    .is_tunable = TRUE },
  { .id = "gpt-4.1-mini-2025-04-14", .created = 1744588800, .retires = 1792022400, .operations = CHAT,
    .is_tunable = TRUE },
  { .id = "gpt-4.1-nano-2025-04-14", .created = 1744588800, .retires = 1792022400, .operations = CHAT },
  { .id = "gpt-5-2025-08-07", .created = 1754524800, .retires = 1801958400, .operations = CHAT },
  { .id = "gpt-5-mini-2025-08-07", .created = 1754524800, .retires = 1801958400, .operations = CHAT },
  { .id = "gpt-5-nano-2025-08-07", .created = 1754524800, .retires = 1801958400, .operations = CHAT },
  { .id = "o1-2024-12-17", .created = 1734393600, .retires = 1792022400, .operations = CHAT },
  { .id = "o3-2025-04-16", .created = 1744761600, .retires = 1792281600, .operations = CHAT },
  { .id = "o3-mini-2025-01-31", .created = 1738281600, .retires = 1785542400, .operations = CHAT },
  { .id = "o4-mini-2025-04-16", .created = 1744761600, .retires = 1792281600, .operations = CHAT },
  { .id = "model-router-2025-08-07", .created = 1754524800, .operations = CHAT, .is_preview = TRUE },
  { .id = "gpt-4o-realtime-preview-2024-12-17", .created = 1734393600, .operations = SANDBOX_OPERATION_AUDIO,
    .is_preview = TRUE },
  { .id = "gpt-image-1-2025-04-15", .created = 1744675200, .operations = SANDBOX_OPERATION_IMAGES,
    .is_preview = TRUE },
  { .id = "dall-e-3-3.0", .created = 1691712000, .retires = 1788134400, .operations = SANDBOX_OPERATION_IMAGES },
  { .id = "tts-hd-001", .created = 1699056000, .retires = 1788134400, .operations = SANDBOX_OPERATION_AUDIO },
  { .id = "whisper-001", .created = 1694649600, .retires = 1788134400, .operations = SANDBOX_OPERATION_AUDIO },
  { .id = "text-embedding-ada-002-2", .created = 1675296000, .retires = 1806451200, .operations = VECTORS },
  { .id = "text-embedding-3-small-1", .created = 1706140800, .retires = 1806451200, .operations = VECTORS },
  { .id = "text-embedding-3-large-1", .created = 1706140800, .retires = 1806451200, .operations = VECTORS },
  { .id = "Mistral-Large-2411-2", .created = 1731888000, .operations = CHAT },
  { .id = "Mistral-Nemo-1", .created = 1721260800, .operations = CHAT },
  { .id = "Codestral-2501-2", .created = 1736726400, .operations = CHAT },
  { .id = "Ministral-3B-1", .created = 1729036800, .operations = CHAT },
  { .id = "DeepSeek-V3-0324-1", .created = 1742774400, .operations = CHAT },
  { .id = "DeepSeek-R1-1", .created = 1737331200, .operations = CHAT },
  { .id = "DeepSeek-R1-0528-1", .created = 1748390400, .operations = CHAT },
  { .id = "Llama-3.3-70B-Instruct-5", .created = 1733443200, .operations = CHAT },
  { .id = "Llama-4-Maverick-17B-128E-Instruct-FP8-1", .created = 1743811200, .operations = CHAT },
  { .id = "Phi-4-7", .created = 1733961600, .operations = CHAT },
  { .id = "Phi-4-mini-instruct-1", .created = 1740528000, .operations = CHAT },
  { .id = "grok-3-1", .created = 1747612800, .operations = CHAT, .is_preview = TRUE },
  { .id = "cohere-command-a-1", .created = 1741824000, .operations = CHAT },
  { .id = "Cohere-embed-v3-multilingual-1", .created = 1698883200, .operations = PICTURE_VECTORS },
  { .id = "embed-v-4-0-1", .created = 1744675200, .operations = PICTURE_VECTORS },
  { .id = "gpt-4o-mini-2024-07-18.ft-2f8d1c7a90b34e6d8f5a6b7c8d9e0f12", .base = "gpt-4o-mini-2024-07-18",
    .created = 1746100000, .operations = CHAT },
};

const SandboxModel *
sandbox_catalogue_get (gsize *n_models)
{
  *n_models = G_N_ELEMENTS (models);
  return models;
}

const SandboxModel *
sandbox_catalogue_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].id, id))
      return &models[i];
  return NULL;
}
