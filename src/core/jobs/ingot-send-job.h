/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-job.h"
#include "model/ingot-conversation.h"

G_BEGIN_DECLS

/**
 * IngotSendJob:
 *
 * Gets one reply and hands it to the store as it grows. A stopped or failed
 * reply keeps what came.
 *
 * Properties beside those of #IngotJob: "reply" (#IngotTurn), "attempt" (int),
 * "retry-at" (int64, monotonic microseconds, 0 while nothing is waited for), "probing"
 * (boolean): it has failed, and whether another endpoint style works is being tried.
 */
#define INGOT_TYPE_SEND_JOB (ingot_send_job_get_type ())
G_DECLARE_FINAL_TYPE (IngotSendJob, ingot_send_job, INGOT, SEND_JOB, IngotJob)

IngotTurn *ingot_send_job_get_reply (IngotSendJob *self);
int        ingot_send_job_get_attempt (IngotSendJob *self);
gint64     ingot_send_job_get_retry_at (IngotSendJob *self);
gboolean   ingot_send_job_get_probing (IngotSendJob *self);

/* Why the last attempt failed, while the next is waited for. (nullable) */
const IngotFailure *ingot_send_job_get_retry_failure (IngotSendJob *self);

/* Ends the waiting for the next attempt. */
void       ingot_send_job_retry_now (IngotSendJob *self);

G_END_DECLS
