/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ingot_copied_show:
 * @button: has the property "icon-name", as a #GtkButton or a #GtkMenuButton
 * @words: for who cannot see the icon, as in "Code copied"
 *
 * Says that something was copied: the icon is a check for two seconds, and @words are announced.
 */
void ingot_copied_show (GtkWidget *button, const char *words);

/* Puts the icon for copying back at once, if it is not there. */
void ingot_copied_clear (GtkWidget *button);

G_END_DECLS
