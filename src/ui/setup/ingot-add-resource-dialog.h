/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-accounts.h"
#include "jobs/ingot-resources.h"

G_BEGIN_DECLS

/**
 * IngotAddResourceDialog:
 *
 * Takes an address, says what it understood of it, and adds the resource with
 * a first deployment and an account or a key. It closes when that is done.
 *
 * Signals: "added" (#IngotDeployment).
 */
#define INGOT_TYPE_ADD_RESOURCE_DIALOG (ingot_add_resource_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IngotAddResourceDialog, ingot_add_resource_dialog, INGOT, ADD_RESOURCE_DIALOG, AdwDialog)

/* @accounts: (nullable): those that it can be signed in to with */
AdwDialog *ingot_add_resource_dialog_new (IngotResources *resources, IngotAccounts *accounts);

/* Chooses how the resource is signed in to. */
void       ingot_add_resource_dialog_set_account (IngotAddResourceDialog *self, IngotAccount *account);

/* Fills in what is known of a deployment, so that its address, key or version can be changed. */
void       ingot_add_resource_dialog_set_deployment (IngotAddResourceDialog *self, IngotDeployment *deployment);

G_END_DECLS
