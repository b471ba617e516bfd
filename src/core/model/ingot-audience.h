/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * IngotAudience:
 *
 * What one token of an account is for, as it was when this was made; never the token itself. Roles and permissions are
 * what the token says of itself, which nobody verified: for display. Whom a resource lets in is another matter: that is
 * decided by role assignments, which no token tells.
 *
 * Properties (read only): "scope" (string), "tenant" (string, nullable: the account's own), "roles" (string,
 * nullable: what the token's application may do, separated by ", "), "permissions" (string, nullable: what the
 * application may do for the person, separated by ", "), "seconds-left" (int64).
 */
#define INGOT_TYPE_AUDIENCE (ingot_audience_get_type ())
G_DECLARE_FINAL_TYPE (IngotAudience, ingot_audience, INGOT, AUDIENCE, GObject)

IngotAudience *ingot_audience_new (const char *scope, const char *tenant, const char *roles, const char *permissions,
                                   gint64 seconds_left);

const char *ingot_audience_get_scope (IngotAudience *self);
const char *ingot_audience_get_tenant (IngotAudience *self);      /* (nullable) */
const char *ingot_audience_get_roles (IngotAudience *self);       /* (nullable) */
const char *ingot_audience_get_permissions (IngotAudience *self); /* (nullable) */
gint64      ingot_audience_get_seconds_left (IngotAudience *self);

G_END_DECLS
