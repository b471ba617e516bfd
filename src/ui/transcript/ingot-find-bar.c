/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-find-bar.h"
#include "ingot-view-find.h"

struct _IngotFindBar
{
  AdwBin parent_instance;

  IngotTranscriptView *view; /* not owned: this is beside it */

  GtkSearchBar *bar;
  GtkSearchEntry *entry;
  GtkLabel *found;
};

G_DEFINE_FINAL_TYPE (IngotFindBar, ingot_find_bar, ADW_TYPE_BIN)

static void
found_changed_cb (IngotFindBar *self)
{
  const char *needle = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  guint current;
  guint n = ingot_transcript_view_get_found (self->view, &current);
  g_autofree char *words = NULL;

  if (n > 0)
    /* Translators: which match of how many is shown */
    words = g_strdup_printf (_("%u of %u"), current, n);
  else if (*needle != '\0' && !ingot_transcript_view_is_searching (self->view))
    words = g_strdup (_("Not found"));
  gtk_label_set_label (self->found, words != NULL ? words : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.next", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.previous", n > 0);
}

static void
search_changed_cb (IngotFindBar *self)
{
  if (gtk_search_bar_get_search_mode (self->bar))
    ingot_transcript_view_find (self->view, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
find_next_cb (IngotFindBar *self)
{
  search_changed_cb (self);
  ingot_transcript_view_find_step (self->view, 1);
}

static void
find_previous_cb (IngotFindBar *self)
{
  search_changed_cb (self);
  ingot_transcript_view_find_step (self->view, -1);
}

static void
bar_changed_cb (IngotFindBar *self)
{
  if (gtk_search_bar_get_search_mode (self->bar))
    return;
  ingot_transcript_view_select_found (self->view);
  ingot_transcript_view_find (self->view, NULL);
  /* The focus must not be lost with the bar. */
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->bar)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
find_next_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  find_next_cb (INGOT_FIND_BAR (widget));
}

static void
find_previous_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  find_previous_cb (INGOT_FIND_BAR (widget));
}

static void
ingot_find_bar_class_init (IngotFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotFindBar, bar);
  gtk_widget_class_bind_template_child (widget_class, IngotFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, IngotFindBar, found);
  gtk_widget_class_bind_template_callback (widget_class, bar_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_previous_cb);
  gtk_widget_class_install_action (widget_class, "find.next", NULL, find_next_activated);
  gtk_widget_class_install_action (widget_class, "find.previous", NULL, find_previous_activated);
}

static void
ingot_find_bar_init (IngotFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, GTK_EDITABLE (self->entry));
}

GtkWidget *
ingot_find_bar_new (IngotTranscriptView *view)
{
  IngotFindBar *self = g_object_new (INGOT_TYPE_FIND_BAR, NULL);

  self->view = view;
  g_signal_connect_object (view, "found-changed", G_CALLBACK (found_changed_cb), self, G_CONNECT_SWAPPED);
  found_changed_cb (self);
  return GTK_WIDGET (self);
}

void
ingot_find_bar_open (IngotFindBar *self, const char *text)
{
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  search_changed_cb (self);
}

void
ingot_find_bar_close (IngotFindBar *self)
{
  gtk_search_bar_set_search_mode (self->bar, FALSE);
}
