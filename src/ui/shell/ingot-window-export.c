/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-window-private.h"
#include "jobs/ingot-export.h"

typedef struct
{
  IngotWindow *window;
  IngotConversation *conversation;
} Export;

static void
export_free (Export *self)
{
  g_object_unref (self->window);
  g_object_unref (self->conversation);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
export_over_cb (IngotWindow *self, GParamSpec *pspec, IngotJob *job)
{
  const IngotFailure *failure = ingot_job_get_failure (job);
  const char *name = g_object_get_data (G_OBJECT (job), "name");
  g_autofree char *words = NULL;

  if (!ingot_job_is_over (job))
    return;
  if (failure != NULL)
    words = g_strdup_printf (_("“%s” could not be written: %s"), name,
                             failure->service_text != NULL ? failure->service_text : "");
  else
    words = g_strdup_printf (_("The chat was exported to “%s”"), name);
  ingot_window_tell (self, words);
}

static void
saved_cb (GObject *dialog, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Export) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, &error);
  g_autoptr(IngotJob) job = NULL;

  if (file == NULL)
    {
      if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
          && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
        ingot_window_tell (self->window, error->message);
      return;
    }
  if (self->window->workspace == NULL || !ingot_workspace_get_ready (self->window->workspace))
    return;
  job = ingot_export_new (ingot_workspace_get_library (self->window->workspace), self->conversation, file);
  g_object_set_data_full (G_OBJECT (job), "name", g_file_get_basename (file), g_free);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (export_over_cb), self->window, G_CONNECT_SWAPPED);
}

void
ingot_window_export (IngotWindow *self, IngotConversation *conversation)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autofree char *name = ingot_export_dup_name (conversation);
  Export *export = g_new0 (Export, 1);

  gtk_file_filter_set_name (filter, _("Markdown"));
  gtk_file_filter_add_mime_type (filter, "text/markdown");
  gtk_file_filter_add_suffix (filter, "md");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _("Export Chat"));
  gtk_file_dialog_set_initial_name (dialog, name);

  export->window = g_object_ref (self);
  export->conversation = g_object_ref (conversation);
  gtk_file_dialog_save (dialog, GTK_WINDOW (self), NULL, saved_cb, export);
}
