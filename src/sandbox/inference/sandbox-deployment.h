/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SANDBOX_OPERATION_CHAT = 1 << 0,
  SANDBOX_OPERATION_EMBEDDINGS = 1 << 1,
  SANDBOX_OPERATION_IMAGE_EMBEDDINGS = 1 << 2,
  /* What no deployment of the sandbox does. */
  SANDBOX_OPERATION_COMPLETION = 1 << 3,
  SANDBOX_OPERATION_RESPONSES = 1 << 4,
  SANDBOX_OPERATION_IMAGES = 1 << 5,
  SANDBOX_OPERATION_AUDIO = 1 << 6,
} SandboxOperations;

typedef enum
{
  SANDBOX_REASONING_NONE,
  SANDBOX_REASONING_SHOWN,  /* in reasoning_content, as DeepSeek R1 does */
  SANDBOX_REASONING_HIDDEN, /* only counted, as OpenAI's reasoning models do */
} SandboxReasoning;

/* Whose manners a deployment has when it refuses a request. */
typedef enum
{
  SANDBOX_FAMILY_OPENAI,
  SANDBOX_FAMILY_MISTRAL,
  SANDBOX_FAMILY_DEEPSEEK,
  SANDBOX_FAMILY_COHERE,
} SandboxFamily;

/* What a deployment does wrong on purpose; faults/sandbox-faults.c says what each of them means. */
typedef enum
{
  SANDBOX_FAULT_NONE,
  SANDBOX_FAULT_429,
  SANDBOX_FAULT_CAPACITY,
  SANDBOX_FAULT_RETRY_DAYS,
  SANDBOX_FAULT_RETRY_RESET,
  SANDBOX_FAULT_RATE_HEADERS,
  SANDBOX_FAULT_HTML,
  SANDBOX_FAULT_TEMPERATURE,
  SANDBOX_FAULT_STREAM_OPTIONS,
  SANDBOX_FAULT_FILTER_NO_INNER,
  SANDBOX_FAULT_FILTER_UNWRAPPED,
  SANDBOX_FAULT_EMPTY_CHOICES,
  SANDBOX_FAULT_PROMPT_ANNOTATIONS_OLD,
  SANDBOX_FAULT_NULL_DELTA,
  SANDBOX_FAULT_ANNOTATIONS_AFTER_STOP,
  SANDBOX_FAULT_USAGE_LATE,
  SANDBOX_FAULT_NO_USAGE,
  SANDBOX_FAULT_FILTER_NO_DONE,
  SANDBOX_FAULT_NO_DONE,
  SANDBOX_FAULT_NO_FINISH,
  SANDBOX_FAULT_NO_BLANK_LINE,
  SANDBOX_FAULT_ERROR_IN_STREAM,
  SANDBOX_FAULT_ERROR_FLAT,
  SANDBOX_FAULT_ERROR_FILTER,
  SANDBOX_FAULT_CUT,
  SANDBOX_FAULT_RESET,
  SANDBOX_FAULT_SILENT,
  SANDBOX_FAULT_PROXY,
  SANDBOX_FAULT_TOOL_CALLS,
  SANDBOX_FAULT_NULL_CONTENT,
  SANDBOX_FAULT_BURSTS,
  SANDBOX_FAULT_REASONING_NULL,
  SANDBOX_FAULT_ASYNC_FILTER,
  SANDBOX_FAULT_EMBEDDINGS_EMPTY,
} SandboxFault;

/* A deployment as it is configured; nothing here changes while the program runs. Units of capacity are
 * those of the service: one unit is 1000 tokens and six requests a minute. */
typedef struct
{
  const char *name;
  const char *model;
  const char *version;
  const char *publisher;
  const char *reported_model; /* the member "model" of its replies */
  const char *sku;
  guint capacity;
  guint requests_per_minute; /* 0: what the capacity says */
  guint tokens_per_minute;
  const char *content_filter; /* the name of its policy */
  SandboxOperations operations;
  SandboxReasoning reasoning;
  SandboxFamily family;
  gboolean tells_info; /* answers /models/info */
  guint dimensions;    /* of its vectors */
  double tokens_per_second;
  guint first_token_ms;
  gint64 created; /* Unix time */
  SandboxFault fault;
  guint refuse_first;   /* this many requests are answered with 429 before it works */
  guint retry_after_s;  /* what those 429 answers ask for */
  gboolean ignore_rate; /* keeps its own speed whatever --rate says */
} SandboxDeployment;

/* Where in a stream the faults that need a place have it: after this many tokens, or at its end. */
#define SANDBOX_FAULT_TOKENS 12

guint sandbox_deployment_get_requests_per_minute (const SandboxDeployment *deployment);
guint sandbox_deployment_get_tokens_per_minute (const SandboxDeployment *deployment);

/* Whether it can call tools and write JSON on demand: models that show their reasoning cannot. */
gboolean sandbox_deployment_keeps_to_formats (const SandboxDeployment *deployment);

/* The deployments that a sandbox has unless it is told otherwise. */
const SandboxDeployment *sandbox_deployments_default (gsize *n_deployments);

G_END_DECLS
