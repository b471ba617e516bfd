/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-cloud.h"

G_BEGIN_DECLS

/**
 * IngotCloudForm:
 *
 * Where somebody signs in: one of the clouds that are known, or one of which all is typed; the directory, and
 * the application that Ingot signs in as.
 */
#define INGOT_TYPE_CLOUD_FORM (ingot_cloud_form_get_type ())
G_DECLARE_FINAL_TYPE (IngotCloudForm, ingot_cloud_form, INGOT, CLOUD_FORM, AdwBin)

/* (transfer full): what is filled in, or NULL with %INGOT_ERROR_INPUT and a sentence that names the field */
IngotCloud *ingot_cloud_form_dup_cloud (IngotCloudForm *self, GError **error);

/* (transfer full): empty for whichever directory is the person's */
char       *ingot_cloud_form_dup_tenant (IngotCloudForm *self);

G_END_DECLS
