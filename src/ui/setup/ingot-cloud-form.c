/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include <glib/gi18n.h>

#include "base/ingot-error.h"
#include "ingot-cloud-form.h"

/* In the order in which they are offered. */
static const IngotCloudKind kinds[] = {
  INGOT_CLOUD_PUBLIC, INGOT_CLOUD_US_GOVERNMENT, INGOT_CLOUD_CHINA, INGOT_CLOUD_OTHER,
};

struct _IngotCloudForm
{
  AdwBin parent_instance;

  AdwComboRow *cloud;
  GtkEditable *tenant;
  GtkEditable *client_id;
  GtkWidget *other;
  GtkEditable *authority;
  GtkEditable *management;
  GtkEditable *scope;
  GtkEditable *ca_file;
  GtkLabel *name;
};

G_DEFINE_FINAL_TYPE (IngotCloudForm, ingot_cloud_form, ADW_TYPE_BIN)

static char *
dup_trimmed (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

static IngotCloudKind
get_kind (IngotCloudForm *self)
{
  guint selected = adw_combo_row_get_selected (self->cloud);

  return kinds[MIN (selected, G_N_ELEMENTS (kinds) - 1)];
}

/* What the sign-in page in the browser calls Ingot would look like somebody else's otherwise. */
static void
update (IngotCloudForm *self)
{
  g_autofree char *client_id = dup_trimmed (self->client_id);
  g_autoptr(IngotCloud) usual = ingot_cloud_new (INGOT_CLOUD_PUBLIC, client_id);
  const char *name = ingot_cloud_get_client_name (usual);
  g_autofree char *words = name != NULL
    ? g_strdup_printf (_("The browser will name the application “%s”, which every directory knows. With an "
                         "application ID of your organization, it names that one."), name)
    : g_strdup (_("The browser will name the application that has this ID."));

  gtk_label_set_label (self->name, words);
  gtk_widget_set_visible (self->other, get_kind (self) == INGOT_CLOUD_OTHER);
}

static void
chosen_cb (GObject *dialog, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(IngotCloudForm) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (dialog), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    gtk_editable_set_text (self->ca_file, path);
}

static void
choose_clicked_cb (IngotCloudForm *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _("Certificate Authority"));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb,
                        g_object_ref (self));
}

static void
ingot_cloud_form_class_init (IngotCloudFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-cloud-form.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotCloudForm, cloud);
  gtk_widget_class_bind_template_child (widget_class, IngotCloudForm, tenant);
  gtk_widget_class_bind_template_child (widget_class, IngotCloudForm, client_id);
  gtk_widget_class_bind_template_child (widget_class, IngotCloudForm, other);
  gtk_widget_class_bind_template_child (widget_class, IngotCloudForm, authority);
  gtk_widget_class_bind_template_child (widget_class, IngotCloudForm, management);
  gtk_widget_class_bind_template_child (widget_class, IngotCloudForm, scope);
  gtk_widget_class_bind_template_child (widget_class, IngotCloudForm, ca_file);
  gtk_widget_class_bind_template_child (widget_class, IngotCloudForm, name);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
}

static void
ingot_cloud_form_init (IngotCloudForm *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (names, _("Public"));
  gtk_string_list_append (names, _("US Government"));
  gtk_string_list_append (names, _("China"));
  gtk_string_list_append (names, _("Other Cloud"));
  adw_combo_row_set_model (self->cloud, G_LIST_MODEL (names));
  update (self);
}

IngotCloud *
ingot_cloud_form_dup_cloud (IngotCloudForm *self, GError **error)
{
  g_autofree char *client_id = dup_trimmed (self->client_id);
  g_autofree char *authority = dup_trimmed (self->authority);
  g_autofree char *management = dup_trimmed (self->management);
  g_autofree char *scope = dup_trimmed (self->scope);
  g_autofree char *ca_file = dup_trimmed (self->ca_file);
  g_autofree char *tenant = dup_trimmed (self->tenant);

  if (*tenant != '\0' && !ingot_cloud_is_tenant (tenant))
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_INPUT,
                           _("The tenant is a directory’s ID or domain, such as contoso.com: letters, digits, dots "
                             "and hyphens."));
      return NULL;
    }
  if (get_kind (self) != INGOT_CLOUD_OTHER)
    return ingot_cloud_new (get_kind (self), client_id);
  return ingot_cloud_new_other (authority, management, scope, client_id, ca_file, error);
}

char *
ingot_cloud_form_dup_tenant (IngotCloudForm *self)
{
  return dup_trimmed (self->tenant);
}
