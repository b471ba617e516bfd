/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-gate.h"
#include "inference/sandbox-vector.h"

G_BEGIN_DECLS

typedef struct _SandboxEmbeddingWork SandboxEmbeddingWork;

/* Adds to @vector what the @index-th input consists of. */
typedef void (*SandboxEmbedFunc) (SandboxEmbeddingWork *work, guint index, SandboxVector *vector);

/* A request for vectors while it is read and answered; what texts and pictures have in common. */
struct _SandboxEmbeddingWork
{
  SandboxGate gate;
  GPtrArray *inputs; /* what they are is up to @embed */
  SandboxEmbedFunc embed;
  guint tokens;
  guint dimensions;
  gboolean as_base64;
};

/* Reads dimensions, encoding_format and input_type. */
void sandbox_embedding_work_read_options (SandboxEmbeddingWork *work);

/* A value that this model does not take. The models behind the inference style say so with 422. */
void sandbox_embedding_work_refuse (SandboxEmbeddingWork *work, const char *param, JsonNode *value,
                                    const char *message);

/* Counts the tokens and answers, with the vectors or with the problem that was found. */
void sandbox_embedding_work_finish (SandboxEmbeddingWork *work);

G_END_DECLS
