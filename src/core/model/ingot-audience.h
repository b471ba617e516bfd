/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * IngotAudience:
 *
 * What one token of an account is for, as it was when this was made; never the token itself. The roles are what the
 * token says of itself, which nobody verified: for display.
 *
 * Properties (read only): "scope" (string), "tenant" (string, nullable: the account's own), "roles" (string,
 * nullable: separated by ", "), "seconds-left" (int64).
 */
#define INGOT_TYPE_AUDIENCE (ingot_audience_get_type ())
G_DECLARE_FINAL_TYPE (IngotAudience, ingot_audience, INGOT, AUDIENCE, GObject)

IngotAudience *ingot_audience_new (const char *scope, const char *tenant, const char *roles, gint64 seconds_left);

const char *ingot_audience_get_scope (IngotAudience *self);
const char *ingot_audience_get_tenant (IngotAudience *self); /* (nullable) */
const char *ingot_audience_get_roles (IngotAudience *self);  /* (nullable) */
gint64      ingot_audience_get_seconds_left (IngotAudience *self);

G_END_DECLS
