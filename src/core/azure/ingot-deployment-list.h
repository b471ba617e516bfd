/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/ingot-credential.h"
#include "model/ingot-resource.h"
#include "net/ingot-exchange.h"

G_BEGIN_DECLS

/**
 * ingot_deployment_list_fetch:
 * @credential: (nullable)
 * @project: (nullable): a project of the resource, which is asked as well
 *
 * What is deployed on a resource, asked of the resource itself, so that a key is enough: first
 * /openai/deployments, of which 2023-03-15-preview is the last version that serves it (model-hotel#506), then the
 * deployments of @project: for what they are, or, when the former is not there or not allowed, for which there are. The
 * catalogue of models is never taken for it.
 *
 * Resolves to a #GListModel of #IngotDeployment of the v1 style with their info. Rejects as ingot_chat_run() does: with
 * %INGOT_ERROR_NOT_FOUND where nothing lists deployments.
 */
DexFuture *ingot_deployment_list_fetch (SoupSession *session, IngotResource *resource, IngotCredential *credential,
                                        const char *project, GCancellable *cancellable);

G_END_DECLS
