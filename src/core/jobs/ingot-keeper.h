/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ingot-failure.h"
#include "store/ingot-store.h"

G_BEGIN_DECLS

/**
 * IngotKeeper:
 *
 * Watches over writes that nobody waits for, so that a full disk is told once
 * and not swallowed.
 *
 * Property: "failure" (#IngotFailure, nullable): why the last write failed; NULL
 * again when one succeeds.
 */
#define INGOT_TYPE_KEEPER (ingot_keeper_get_type ())
G_DECLARE_FINAL_TYPE (IngotKeeper, ingot_keeper, INGOT, KEEPER, GObject)

IngotKeeper        *ingot_keeper_new (IngotStore *store);
IngotStore         *ingot_keeper_get_store (IngotKeeper *self);
const IngotFailure *ingot_keeper_get_failure (IngotKeeper *self);

/* @write (transfer full): what a function of the store returned */
void ingot_keeper_watch (IngotKeeper *self, DexFuture *write);

G_END_DECLS
