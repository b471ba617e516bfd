/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ingot-token-source.h"
#include "model/ingot-source-outcome.h"

G_BEGIN_DECLS

/**
 * IngotTokenChain:
 *
 * Several sources in their order: the first that this computer has is used, and from then on that one alone. It
 * tells what came of each.
 */
#define INGOT_TYPE_TOKEN_CHAIN (ingot_token_chain_get_type ())
G_DECLARE_FINAL_TYPE (IngotTokenChain, ingot_token_chain, INGOT, TOKEN_CHAIN, IngotTokenSource)

IngotTokenChain *ingot_token_chain_new (void);
void             ingot_token_chain_add (IngotTokenChain *self, IngotAccountKind kind, IngotTokenSource *source);

/* A #GListModel of #IngotSourceOutcome, in the order of the sources. (transfer none) */
GListModel      *ingot_token_chain_get_outcomes (IngotTokenChain *self);

G_END_DECLS
