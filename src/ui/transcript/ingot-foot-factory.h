/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/ingot-turn.h"

G_BEGIN_DECLS

/**
 * IngotFootFactory:
 * @create: returns a new widget; called as seldom as possible, because widgets are used again for other turns
 * @bind: shows @turn in it from now on: the reply, or the last piece of one that was continued. @is_last: nothing
 *   comes after it; then it may also be a message that has no reply. Called again when that changes, and with %NULL
 *   when the widget is put aside
 *
 * Makes what stands below turns. The transcript itself knows nothing of what that is; it is given room as
 * it asks for it, and may ask for more or less at any time. The foot of the last turn is always there.
 */
typedef struct
{
  GtkWidget *(*create) (gpointer user_data);
  void (*bind) (GtkWidget *foot, IngotTurn *turn, gboolean is_last, gpointer user_data);
} IngotFootFactory;

G_END_DECLS
