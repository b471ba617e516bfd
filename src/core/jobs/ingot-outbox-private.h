/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "ingot-keeper.h"
#include "ingot-outbox.h"
#include "ingot-resources.h"

G_BEGIN_DECLS

IngotOutbox *ingot_outbox_new (IngotKeeper *keeper, IngotResources *resources);

/* Interrupts every reply. Resolves when the store has what came of them. */
DexFuture *ingot_outbox_close (IngotOutbox *self);

G_END_DECLS
