/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-resources.h"

G_BEGIN_DECLS

/* Begins a check. Returns: (transfer full) */
typedef IngotCheckJob *(*IngotCheckFunc) (gpointer user_data);

/**
 * IngotCheckDialog:
 *
 * Shows a check from its beginning, and what to do about what was found. Closing it ends the check at once.
 *
 * Signals:
 * - "used" (#IngotDeployment): another name or style was taken; it is checked now. Of a deployment only
 * - "use" (string, int): the name of a deployment and the #IngotEndpointStyle to take. Of what is typed only: it is
 *   checked anew afterwards
 * - "sign-in": the account of the resource has to be signed in again
 * - "edit" (int: the #IngotCheckKind that failed): the address, the key or the version is to be changed
 */
#define INGOT_TYPE_CHECK_DIALOG (ingot_check_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IngotCheckDialog, ingot_check_dialog, INGOT, CHECK_DIALOG, AdwDialog)

AdwDialog *ingot_check_dialog_new (IngotResources *resources, IngotDeployment *deployment);

/* For what is being typed. @user_data has to live longer than the dialog. */
AdwDialog *ingot_check_dialog_new_typed (IngotCheckFunc check, gpointer user_data);

/* Checks once more. */
void ingot_check_dialog_check_again (IngotCheckDialog *self);

/* Takes another deployment in place of the one that was checked, and checks that. */
void ingot_check_dialog_use (IngotCheckDialog *self, IngotDeployment *meant);

/* (transfer none): what it checks now, or checked last */
IngotDeployment *ingot_check_dialog_get_deployment (IngotCheckDialog *self);

G_END_DECLS
