/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the page of that name and makes the others invisible, so that GTK neither looks for their styles nor loads
 * their icons. Pages that are not shown at first have to be invisible from the start. */
void ingot_stack_show (GtkStack *stack, const char *name);

G_END_DECLS
