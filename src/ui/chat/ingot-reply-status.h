/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-send-job.h"

G_BEGIN_DECLS

/**
 * IngotReplyStatus:
 *
 * What is to be said about a reply below its text: the facts, live
 * while it is written, which lead to all that is known ("chat.show-facts"); the
 * card that says why it is not whole; and what can be done with it, by the actions
 * "chat.copy", "chat.edit", "chat.continue", "chat.regenerate", most of them only with the last one.
 *
 * Properties, all writable: "turn" (#IngotTurn, nullable: nothing is shown
 * without it; a message that has no reply yet can be edited and asked again),
 * "is-last" (boolean, true by default): whether nothing comes after it,
 * "job" (#IngotSendJob, nullable: what writes it), "resources" (#GListModel of
 * #IngotResource, nullable: whom else to ask), "alternative" (#IngotDeployment, nullable: whom first).
 *
 * Signal "regenerate-with" (#IngotDeployment).
 */
#define INGOT_TYPE_REPLY_STATUS (ingot_reply_status_get_type ())
G_DECLARE_FINAL_TYPE (IngotReplyStatus, ingot_reply_status, INGOT, REPLY_STATUS, AdwBin)

GtkWidget *ingot_reply_status_new (void);

void ingot_reply_status_set_turn (IngotReplyStatus *self, IngotTurn *turn);
void ingot_reply_status_set_is_last (IngotReplyStatus *self, gboolean is_last);
void ingot_reply_status_set_job (IngotReplyStatus *self, IngotSendJob *job);
void ingot_reply_status_set_resources (IngotReplyStatus *self, GListModel *resources);

void ingot_reply_status_set_alternative (IngotReplyStatus *self, IngotDeployment *alternative);

/* Offers the deployments that could be asked. */
void ingot_reply_status_pick (IngotReplyStatus *self);

G_END_DECLS
