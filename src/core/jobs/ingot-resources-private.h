/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/ingot-credential.h"
#include "auth/ingot-vault.h"
#include "ingot-keeper.h"
#include "ingot-resources.h"

G_BEGIN_DECLS

/* @stored: what ingot_store_load_resources() gave */
IngotResources *ingot_resources_new (IngotKeeper *keeper, IngotVault *vault, SoupSession *session,
                                     const char *sandbox_program, GListModel *stored);

SoupSession *ingot_resources_get_session (IngotResources *self);

/* Resolves to TRUE when requests to @resource can be sent: starts the sandbox if it is that. */
DexFuture *ingot_resources_prepare (IngotResources *self, IngotResource *resource);

/* (transfer none) (nullable): NULL for a server that asks for nothing */
IngotCredential *ingot_resources_get_credential (IngotResources *self, IngotResource *resource);

/* A new chat starts with what was used last. */
void ingot_resources_set_last_used (IngotResources *self, IngotDeployment *deployment);

void ingot_resources_close (IngotResources *self);

G_END_DECLS
