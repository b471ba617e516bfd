/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-preferences-dialog.h"

struct _IngotPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  GSettings *settings;
  char *folder;
  GArray *ids; /* of gint64: the deployments of the list, after "the last one used" */

  AdwComboRow *deployment_row;
  AdwComboRow *send_row;
  AdwSpinRow *size_row;
  AdwActionRow *folder_row;
};

G_DEFINE_FINAL_TYPE (IngotPreferencesDialog, ingot_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
deployment_selected_cb (IngotPreferencesDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->deployment_row);

  if (self->settings != NULL && selected < self->ids->len)
    g_settings_set_int64 (self->settings, "default-deployment", g_array_index (self->ids, gint64, selected));
}

static void
opened_cb (GObject *launcher, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(IngotPreferencesDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (launcher), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    {
      AdwToast *toast = adw_toast_new ("");

      adw_toast_set_use_markup (toast, FALSE);
      adw_toast_set_title (toast, _("No program could open the folder."));
      adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
    }
}

static void
open_folder_cb (IngotPreferencesDialog *self)
{
  g_autoptr(GFile) file = g_file_new_for_path (self->folder);
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (file);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                            opened_cb, g_object_ref (self));
}

static void
ingot_preferences_dialog_dispose (GObject *object)
{
  IngotPreferencesDialog *self = INGOT_PREFERENCES_DIALOG (object);

  g_clear_object (&self->settings);
  G_OBJECT_CLASS (ingot_preferences_dialog_parent_class)->dispose (object);
}

static void
ingot_preferences_dialog_finalize (GObject *object)
{
  IngotPreferencesDialog *self = INGOT_PREFERENCES_DIALOG (object);

  g_free (self->folder);
  g_array_unref (self->ids);
  G_OBJECT_CLASS (ingot_preferences_dialog_parent_class)->finalize (object);
}

static void
ingot_preferences_dialog_class_init (IngotPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ingot_preferences_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ingot_preferences_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ingotapp/Ingot/ingot-preferences-dialog.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "deployment-row", FALSE,
                                             G_STRUCT_OFFSET (IngotPreferencesDialog, deployment_row));
  gtk_widget_class_bind_template_child_full (widget_class, "send-row", FALSE,
                                             G_STRUCT_OFFSET (IngotPreferencesDialog, send_row));
  gtk_widget_class_bind_template_child_full (widget_class, "size-row", FALSE,
                                             G_STRUCT_OFFSET (IngotPreferencesDialog, size_row));
  gtk_widget_class_bind_template_child_full (widget_class, "folder-row", FALSE,
                                             G_STRUCT_OFFSET (IngotPreferencesDialog, folder_row));
  gtk_widget_class_bind_template_callback (widget_class, deployment_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_folder_cb);
}

static void
ingot_preferences_dialog_init (IngotPreferencesDialog *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_deployment (IngotPreferencesDialog *self, GtkStringList *names, IngotResource *resource,
                IngotDeployment *deployment)
{
  gint64 id = ingot_deployment_get_id (deployment);
  g_autofree char *name = NULL;

  if (!ingot_deployment_get_chats (deployment) || id == 0)
    return;
  name = g_strdup_printf ("%s · %s", ingot_deployment_get_name (deployment), ingot_resource_get_name (resource));
  gtk_string_list_append (names, name);
  g_array_append_val (self->ids, id);
}

static GtkStringList *
list_deployments (IngotPreferencesDialog *self, GListModel *resources)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  const gint64 last_used = 0;

  gtk_string_list_append (names, _("The Last One Used"));
  g_array_append_val (self->ids, last_used);
  for (guint i = 0; i < g_list_model_get_n_items (resources); i++)
    {
      g_autoptr(IngotResource) resource = g_list_model_get_item (resources, i);

      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (resource)); j++)
        {
          g_autoptr(IngotDeployment) deployment = g_list_model_get_item (G_LIST_MODEL (resource), j);

          add_deployment (self, names, resource, deployment);
        }
    }
  return names;
}

static void
show_deployments (IngotPreferencesDialog *self, GListModel *resources)
{
  g_autoptr(GtkStringList) names = list_deployments (self, resources);
  gint64 id = g_settings_get_int64 (self->settings, "default-deployment");
  guint selected = 0;

  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      selected = i;
  adw_combo_row_set_model (self->deployment_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->deployment_row, selected);
}

static gboolean
read_percent (GValue *value, GVariant *variant, gpointer unused)
{
  g_value_set_double (value, g_variant_get_double (variant) * 100);
  return TRUE;
}

static GVariant *
write_percent (const GValue *value, const GVariantType *type, gpointer unused)
{
  return g_variant_new_double (g_value_get_double (value) / 100);
}

/* The first choice is Enter. */
static gboolean
read_choice (GValue *value, GVariant *variant, gpointer unused)
{
  g_value_set_uint (value, g_variant_get_boolean (variant) ? 0 : 1);
  return TRUE;
}

static GVariant *
write_choice (const GValue *value, const GVariantType *type, gpointer unused)
{
  return g_variant_new_boolean (g_value_get_uint (value) == 0);
}

AdwDialog *
ingot_preferences_dialog_new (IngotWorkspace *workspace, GSettings *settings)
{
  IngotPreferencesDialog *self = g_object_new (INGOT_TYPE_PREFERENCES_DIALOG, NULL);

  self->folder = g_strdup (ingot_workspace_get_folder (workspace));
  adw_action_row_set_subtitle (self->folder_row, self->folder);
  self->settings = g_object_ref (settings);
  show_deployments (self, G_LIST_MODEL (ingot_workspace_get_resources (workspace)));
  g_settings_bind_with_mapping (settings, "enter-sends", self->send_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                read_choice, write_choice, NULL, NULL);
  g_settings_bind_with_mapping (settings, "text-scale", self->size_row, "value", G_SETTINGS_BIND_DEFAULT,
                                read_percent, write_percent, NULL, NULL);
  return ADW_DIALOG (self);
}
