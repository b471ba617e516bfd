/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "ingot-keeper.h"
#include "ingot-resources-private.h"
#include "ingot-send-job.h"

G_BEGIN_DECLS

/* @reply: the last turn of @conversation, empty, already with the store */
IngotSendJob *ingot_send_job_new (IngotKeeper *keeper, IngotResources *resources, IngotConversation *conversation,
                                  IngotDeployment *deployment, IngotTurn *reply);

IngotConversation *ingot_send_job_get_conversation (IngotSendJob *self);

/* Resolves to TRUE when the reply has ended, however it did, and the store has it. Call it once. */
DexFuture *ingot_send_job_run (IngotSendJob *self);

/* Cancels because the program ends: the reply was interrupted, nobody stopped it. */
void ingot_send_job_interrupt (IngotSendJob *self);

G_END_DECLS
