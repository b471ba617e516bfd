/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-accounts.h"

G_BEGIN_DECLS

/**
 * IngotSourcesView:
 *
 * The ways to tokens for which nobody signs in: what this computer has already. It tells what came of each that
 * was tried.
 *
 * Signals: "use" (int, an #IngotAccountKind): a source is wanted; "change": another cloud is.
 */
#define INGOT_TYPE_SOURCES_VIEW (ingot_sources_view_get_type ())
G_DECLARE_FINAL_TYPE (IngotSourcesView, ingot_sources_view, INGOT, SOURCES_VIEW, AdwBin)

GtkWidget *ingot_sources_view_new (void);

/* @obstacle: (nullable): why @kind is off, as ingot_accounts_dup_obstacle() says it */
void       ingot_sources_view_set_obstacle (IngotSourcesView *self, IngotAccountKind kind, const char *obstacle);

/* Shows how @job (nullable: none) goes, and its @outcomes (nullable). */
void       ingot_sources_view_follow (IngotSourcesView *self, IngotJob *job, GListModel *outcomes);

G_END_DECLS
