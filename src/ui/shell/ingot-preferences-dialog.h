/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-workspace.h"

G_BEGIN_DECLS

/**
 * IngotPreferencesDialog:
 *
 * What a person can set; each change counts at once.
 */
#define INGOT_TYPE_PREFERENCES_DIALOG (ingot_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IngotPreferencesDialog, ingot_preferences_dialog, INGOT, PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

/* @workspace must be ready. */
AdwDialog *ingot_preferences_dialog_new (IngotWorkspace *workspace, GSettings *settings);

G_END_DECLS
