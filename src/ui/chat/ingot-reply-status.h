/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-send-job.h"

G_BEGIN_DECLS

/**
 * IngotReplyStatus:
 *
 * What is to be said about the last reply beside its text: the facts, live
 * while it is written; the card that says why it is not whole; and what can be
 * done with it, by the actions "chat.copy-reply" and "chat.regenerate".
 *
 * Properties, both writable: "turn" (#IngotTurn, nullable: nothing is shown
 * without it, or when it is not a reply), "job" (#IngotSendJob, nullable: what
 * writes it).
 */
#define INGOT_TYPE_REPLY_STATUS (ingot_reply_status_get_type ())
G_DECLARE_FINAL_TYPE (IngotReplyStatus, ingot_reply_status, INGOT, REPLY_STATUS, AdwBin)

GtkWidget *ingot_reply_status_new (void);

void ingot_reply_status_set_turn (IngotReplyStatus *self, IngotTurn *turn);
void ingot_reply_status_set_job (IngotReplyStatus *self, IngotSendJob *job);

G_END_DECLS
