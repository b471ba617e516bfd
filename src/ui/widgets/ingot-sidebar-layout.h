/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * IngotSidebarLayout:
 *
 * Lays out the one child of a widget that is the sidebar of an #AdwOverlaySplitView. That gives a
 * hidden sidebar whatever its content leaves, down to nothing, while the window is made narrow; here
 * the child gets what it needs all the same, and what is too much is beyond the edge.
 */
#define INGOT_TYPE_SIDEBAR_LAYOUT (ingot_sidebar_layout_get_type ())
G_DECLARE_FINAL_TYPE (IngotSidebarLayout, ingot_sidebar_layout, INGOT, SIDEBAR_LAYOUT, GtkLayoutManager)

G_END_DECLS
