/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SANDBOX_OPERATION_CHAT = 1 << 0,
  SANDBOX_OPERATION_EMBEDDINGS = 1 << 1,
  SANDBOX_OPERATION_IMAGE_EMBEDDINGS = 1 << 2,
} SandboxOperations;

typedef enum
{
  SANDBOX_REASONING_NONE,
  SANDBOX_REASONING_SHOWN,  /* in reasoning_content, as DeepSeek R1 does */
  SANDBOX_REASONING_HIDDEN, /* only counted, as OpenAI's reasoning models do */
} SandboxReasoning;

/* What a deployment does wrong on purpose. All zero: it behaves. */
typedef struct
{
  guint refuse_first;   /* this many requests are answered with 429 before it works */
  guint retry_after_s;  /* what those 429 answers ask for */
  guint cut_after;      /* the stream's socket is closed after this many tokens */
  gboolean omit_done;   /* the stream ends without [DONE] */
  gboolean ignore_rate; /* keeps its own speed whatever --rate says */
} SandboxFaults;

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
  const char *content_filter; /* the name of its policy */
  SandboxOperations operations;
  SandboxReasoning reasoning;
  double tokens_per_second;
  guint first_token_ms;
  gint64 created; /* Unix time */
  SandboxFaults faults;
} SandboxDeployment;

guint sandbox_deployment_get_requests_per_minute (const SandboxDeployment *deployment);
guint sandbox_deployment_get_tokens_per_minute (const SandboxDeployment *deployment);

/* The deployments that a sandbox has unless it is told otherwise. */
const SandboxDeployment *sandbox_deployments_default (gsize *n_deployments);

G_END_DECLS
