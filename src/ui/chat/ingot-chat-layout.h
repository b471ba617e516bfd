/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * IngotChatLayout:
 *
 * Lays out two children below each other: a transcript that scrolls, and what is
 * said about its last reply. The second follows the end of the first where
 * there is room for both; where there is not, the first gives way.
 */
#define INGOT_TYPE_CHAT_LAYOUT (ingot_chat_layout_get_type ())
G_DECLARE_FINAL_TYPE (IngotChatLayout, ingot_chat_layout, INGOT, CHAT_LAYOUT, GtkLayoutManager)

G_END_DECLS
