/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-send-job.h"

G_BEGIN_DECLS

/**
 * IngotReplyCard:
 *
 * Says why a reply is not whole and offers what can be done. Its buttons use
 * the actions "chat.continue", "chat.edit" (int64), "chat.regenerate",
 * "chat.regenerate-with", "chat.use-style" (int32), "chat.use-instead" (int64: a deployment's id),
 * "chat.retry-now", "chat.stop", "chat.check", "win.sign-in-again" and "win.add-resource".
 */
#define INGOT_TYPE_REPLY_CARD (ingot_reply_card_get_type ())
G_DECLARE_FINAL_TYPE (IngotReplyCard, ingot_reply_card, INGOT, REPLY_CARD, AdwBin)

GtkWidget *ingot_reply_card_new (void);

/* @can_continue: whether asking for the rest of the reply makes sense */
void ingot_reply_card_show_failure (IngotReplyCard *self, const IngotFailure *failure, gboolean can_continue);
void ingot_reply_card_show_interrupted (IngotReplyCard *self, gboolean can_continue);

/* Says that the other endpoint styles are being tried. */
void ingot_reply_card_show_probing (IngotReplyCard *self);

/* Nothing is offered but the details where the reply is not the last one: what it needed is past. */
void ingot_reply_card_set_is_last (IngotReplyCard *self, gboolean is_last);

/* @alternative: (nullable): whom to offer from now on where the one that was asked has no room */
void ingot_reply_card_set_alternative (IngotReplyCard *self, IngotDeployment *alternative);

/* Counts down to the next attempt of @job, until another thing is shown or it begins. */
void ingot_reply_card_show_waiting (IngotReplyCard *self, IngotSendJob *job);

/* Stops counting. */
void ingot_reply_card_clear (IngotReplyCard *self);

G_END_DECLS
