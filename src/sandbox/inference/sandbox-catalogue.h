/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox-deployment.h"

G_BEGIN_DECLS

/* A base model that could be deployed, or a fine-tuned one. Its id names the model and its version, so that no
 * deployment is found by it unless somebody gave it that very name. Times are Unix times. */
typedef struct
{
  const char *id;
  const char *base; /* of a fine-tuned model, what it was made from */
  gint64 created;
  gint64 retires; /* 0: not known yet */
  SandboxOperations operations;
  gboolean is_preview;
  gboolean is_tunable;
} SandboxModel;

/* The whole catalogue. It is the same for every sandbox, whatever is deployed. */
const SandboxModel *sandbox_catalogue_get (gsize *n_models);

/* (nullable): the model with that id, to the letter */
const SandboxModel *sandbox_catalogue_find (const char *id);

G_END_DECLS
