/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Instead of ingot_test_init() in every test of widgets. */
void ingot_ui_test_init (int *argc, char ***argv);

/* Runs the main loop until @condition is true of @data; a test that waits in vain ends by meson's timeout. */
void ingot_ui_test_wait (gboolean (*condition) (gpointer data), gpointer data);

/* Shows @window in the size that it has by default, and waits until it was drawn in it. */
void ingot_ui_test_show (GtkWindow *window);

/* Waits until @widget has been drawn once more. */
void ingot_ui_test_wait_for_frame (GtkWidget *widget);

/* Destroys @window and asserts that nothing kept it alive. */
void ingot_ui_test_destroy (GtkWindow *window);

/* Asserts that a floating @widget, never shown, goes with its last reference. */
void ingot_ui_test_assert_finalize (GtkWidget *widget);

/* (transfer none): what the template of @type calls @name in @widget */
#define ingot_ui_test_get_child(widget, type, name) \
  ((gpointer) gtk_widget_get_template_child (GTK_WIDGET (widget), type, name))

G_END_DECLS
