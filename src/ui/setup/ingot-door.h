/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * IngotDoor:
 *
 * A large button of the welcome page: an icon, a title, what lies behind it, and a caption with a chevron.
 *
 * Properties: "door-icon", "title", "description", "caption", "problem" (strings; a problem takes the
 * caption's place), "busy" (boolean: a spinner takes the chevron's place), "narrow" (boolean: the icon at the
 * start instead of above).
 */
#define INGOT_TYPE_DOOR (ingot_door_get_type ())
G_DECLARE_FINAL_TYPE (IngotDoor, ingot_door, INGOT, DOOR, GtkButton)

GtkWidget *ingot_door_new (void);
void       ingot_door_set_busy (IngotDoor *self, gboolean busy);
void       ingot_door_set_problem (IngotDoor *self, const char *problem);

G_END_DECLS
