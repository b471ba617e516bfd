/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The small widgets in a transcript that are the same wherever it is shown. */

/* A button over a line that is drawn: invisible but for hover, press and focus. */
GtkWidget *ingot_turn_widgets_create_fold (void);
void       ingot_turn_widgets_set_fold (GtkWidget *fold, const char *words, gboolean is_open);

GtkWidget *ingot_turn_widgets_create_copy_code (void);

/* Edit, Copy and Delete, by the actions "chat.edit", "chat.copy" and "chat.delete" (int64: the turn's id in the store).
 * Invisible until they have the focus or "hovered" is set. */
GtkWidget *ingot_turn_widgets_create_actions (void);
void       ingot_turn_widgets_set_turn (GtkWidget *actions, gint64 turn);
void       ingot_turn_widgets_set_hovered (GtkWidget *actions, gboolean hovered);

G_END_DECLS
