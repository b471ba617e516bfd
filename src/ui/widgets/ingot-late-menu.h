/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives @button the menu @model, whose widgets are made when it is first opened: a menu has dozens of them, and a
 * window should not wait for what nobody sees. */
void ingot_menu_button_set_late_menu (GtkMenuButton *button, GMenuModel *model);

G_END_DECLS
