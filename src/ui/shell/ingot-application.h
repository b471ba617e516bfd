/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * IngotApplication:
 *
 * One window over one workspace. It does not end before the workspace is
 * closed and everything is on disk.
 */
#define INGOT_TYPE_APPLICATION (ingot_application_get_type ())
G_DECLARE_FINAL_TYPE (IngotApplication, ingot_application, INGOT, APPLICATION, AdwApplication)

/* For both arguments see ingot_workspace_new(); the workspace is opened by the first instance alone. */
IngotApplication *ingot_application_new (const char *data_folder, const char *sandbox_program);

G_END_DECLS
