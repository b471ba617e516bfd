/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * IngotAssignedRole:
 *
 * What an account may do somewhere, as the management API names it.
 *
 * Properties (read only): "name" (string: as in "Cognitive Services User"; never translated), "where" (string: the name
 * of the resource, the resource group or the subscription that it is for).
 */
#define INGOT_TYPE_ASSIGNED_ROLE (ingot_assigned_role_get_type ())
G_DECLARE_FINAL_TYPE (IngotAssignedRole, ingot_assigned_role, INGOT, ASSIGNED_ROLE, GObject)

IngotAssignedRole *ingot_assigned_role_new (const char *name, const char *where);
const char        *ingot_assigned_role_get_name (IngotAssignedRole *self);
const char        *ingot_assigned_role_get_where (IngotAssignedRole *self);

G_END_DECLS
