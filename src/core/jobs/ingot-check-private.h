/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-check-job-private.h"
#include "net/ingot-reach.h"

G_BEGIN_DECLS

/* What the steps of a check hand on to each other. */
typedef struct
{
  IngotCheckJob *job;
  GCancellable *cancellable;
  SoupSession *session;
  IngotReach *reach;
  IngotCredential *credential; /* NULL for a server that asks for nothing */
  gint64 signing_in_us;
} IngotCheck;

/* Ends the job. @detail: (nullable). Returns: FALSE, for there are no more steps */
gboolean ingot_check_stop_with_failure (IngotCheck *self, IngotCheckKind kind, const IngotFailure *failure,
                                        const char *detail, gint64 duration);

gboolean ingot_check_uses_tokens (IngotCheck *self);
void     ingot_check_skip_tokens (IngotCheck *self);

/* The request, and what its answer tells. The job is over then. */
void     ingot_check_ask (IngotCheck *self);

G_END_DECLS
