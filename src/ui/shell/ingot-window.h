/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-workspace.h"

G_BEGIN_DECLS

/**
 * IngotWindow:
 *
 * The window: the library at one side, a conversation at the other; or the
 * welcome page, or why there is neither.
 *
 * Properties:
 * - "workspace" (#IngotWorkspace, nullable): can be replaced, after a failure
 * - "settings" (#GSettings of the application's schema, nullable, construct only): size, maximized, library
 *   and the last conversation are kept there
 * - "conversation" (#IngotConversation, nullable): the one that is shown
 */
#define INGOT_TYPE_WINDOW (ingot_window_get_type ())
G_DECLARE_FINAL_TYPE (IngotWindow, ingot_window, INGOT, WINDOW, AdwApplicationWindow)

/* @application may be NULL in tests. */
GtkWidget *ingot_window_new (GtkApplication *application, IngotWorkspace *workspace, GSettings *settings);

void               ingot_window_set_workspace (IngotWindow *self, IngotWorkspace *workspace);
IngotConversation *ingot_window_get_conversation (IngotWindow *self);
void               ingot_window_set_conversation (IngotWindow *self, IngotConversation *conversation);

/* Whether it shows what it is for, rather than nothing while the workspace opens. */
gboolean ingot_window_has_content (IngotWindow *self);

G_END_DECLS
