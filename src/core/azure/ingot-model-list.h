/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/ingot-credential.h"
#include "model/ingot-resource.h"
#include "net/ingot-exchange.h"

G_BEGIN_DECLS

/**
 * ingot_model_list_fetch:
 *
 * GET /v1/models: on the sandbox and on servers of one's own these are what can be
 * asked; on Azure it is the catalogue, not the deployments, so it is not for that.
 *
 * Resolves to a #GListModel of #IngotDeployment of the v1 style, their "chats" set
 * from the listed capabilities where there are any. Rejects as ingot_chat_run() does.
 */
DexFuture *ingot_model_list_fetch (SoupSession *session, IngotResource *resource, IngotCredential *credential,
                                   GCancellable *cancellable);

G_END_DECLS
