/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "ingot-accounts.h"
#include "ingot-library.h"
#include "ingot-outbox.h"
#include "ingot-resources.h"
#include "ingot-search.h"

G_BEGIN_DECLS

/**
 * IngotWorkspace:
 *
 * Opens the store and puts library, resources and outbox together around it.
 *
 * Properties (each notifies):
 * - "ready" (boolean): the three are there; FALSE at first
 * - "library", "accounts", "resources", "outbox": NULL until ready
 * - "failure" (#IngotFailure, nullable): why it cannot become ready
 * - "notice" (string, nullable): a sentence that a person must see once, such as
 *   where a damaged database was moved
 */
#define INGOT_TYPE_WORKSPACE (ingot_workspace_get_type ())
G_DECLARE_FINAL_TYPE (IngotWorkspace, ingot_workspace, INGOT, WORKSPACE, GObject)

/**
 * ingot_workspace_new:
 * @data_folder: where the database lies
 * @sandbox_program: path of ingot-sandbox
 *
 * Begins to open at once; widgets observe "ready".
 */
IngotWorkspace *ingot_workspace_new (const char *data_folder, const char *sandbox_program);

gboolean            ingot_workspace_get_ready (IngotWorkspace *self);
IngotLibrary       *ingot_workspace_get_library (IngotWorkspace *self);
IngotAccounts      *ingot_workspace_get_accounts (IngotWorkspace *self);
IngotResources     *ingot_workspace_get_resources (IngotWorkspace *self);
IngotOutbox        *ingot_workspace_get_outbox (IngotWorkspace *self);
IngotSearch        *ingot_workspace_get_search (IngotWorkspace *self); /* NULL until ready */
/* Where the database lies. */
const char         *ingot_workspace_get_folder (IngotWorkspace *self);
const IngotFailure *ingot_workspace_get_failure (IngotWorkspace *self);
const char         *ingot_workspace_get_notice (IngotWorkspace *self);

/**
 * ingot_workspace_close:
 *
 * Stops the replies, writes the drafts, closes the store, ends the sandbox.
 *
 * Resolves to TRUE when all is on disk, whatever went wrong on the way.
 */
DexFuture *ingot_workspace_close (IngotWorkspace *self);

G_END_DECLS
