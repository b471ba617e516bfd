/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-widgets"
#include "config.h"

#include "ingot-copied.h"

/* The key of the timeout in a button, which goes with it. */
#define TIMEOUT "ingot-copied"
#define COPIED_S 2

static void
clear_timeout (gpointer timeout)
{
  g_source_remove (GPOINTER_TO_UINT (timeout));
}

static gboolean
over_cb (gpointer button)
{
  g_object_steal_data (button, TIMEOUT);
  g_object_set (button, "icon-name", "edit-copy-symbolic", NULL);
  return G_SOURCE_REMOVE;
}

void
ingot_copied_show (GtkWidget *button, const char *words)
{
  g_object_set (button, "icon-name", "object-select-symbolic", NULL);
  g_object_set_data_full (G_OBJECT (button), TIMEOUT,
                          GUINT_TO_POINTER (g_timeout_add_seconds (COPIED_S, over_cb, button)), clear_timeout);
  gtk_accessible_announce (GTK_ACCESSIBLE (button), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
ingot_copied_clear (GtkWidget *button)
{
  if (g_object_get_data (G_OBJECT (button), TIMEOUT) == NULL)
    return;
  g_object_set_data (G_OBJECT (button), TIMEOUT, NULL);
  g_object_set (button, "icon-name", "edit-copy-symbolic", NULL);
}
