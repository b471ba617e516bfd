/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-add-deployment-dialog.h"
#include "ingot-deployments-page-private.h"

/* What all the actions of a row are about. */
static IngotDeployment *
get_deployment (IngotDeploymentsPage *self)
{
  IngotDeploymentEntry *entry = ingot_deployment_table_get_selected (self->table);

  return entry != NULL ? ingot_deployment_entry_get_deployment (entry) : NULL;
}

GMenuModel *
ingot_deployments_page_new_menu (IngotDeploymentsPage *self, IngotDeploymentEntry *entry)
{
  IngotDeployment *deployment = ingot_deployment_entry_get_deployment (entry);
  IngotResource *resource = ingot_deployment_entry_get_resource (entry);
  g_autoptr(GMenuModel) of_resource = ingot_deployment_list_new_menu (resource);
  g_autoptr(GMenu) of_deployment = g_menu_new ();
  GMenu *menu = g_menu_new ();

  if (ingot_deployment_get_chats (deployment))
    g_menu_append (of_deployment, _("_Chat"), "deployments.chat");
  g_menu_append (of_deployment, _("_Details"), "deployments.details");
  g_menu_append (of_deployment, _("Chec_k…"), "deployments.check");
  g_menu_append (of_deployment, _("Copy _Endpoint"), "deployments.copy-endpoint");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (of_deployment));
  if (g_menu_model_get_n_items (of_resource) > 0)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new_submenu (_("_Resource"), of_resource);
      g_autoptr(GMenu) section = g_menu_new ();

      g_menu_append_item (section, item);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
    }
  return G_MENU_MODEL (menu);
}

static void
chat_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotDeployment *deployment = get_deployment (INGOT_DEPLOYMENTS_PAGE (widget));

  if (deployment != NULL)
    ingot_deployments_page_chat (INGOT_DEPLOYMENTS_PAGE (widget), deployment);
}

static void
details_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotDeploymentsPage *self = INGOT_DEPLOYMENTS_PAGE (widget);
  IngotDeploymentEntry *entry = ingot_deployment_table_get_selected (self->table);

  if (entry != NULL)
    ingot_deployments_page_show_details (self, entry);
}

static void
check_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotDeployment *deployment = get_deployment (INGOT_DEPLOYMENTS_PAGE (widget));

  if (deployment != NULL)
    gtk_widget_activate_action (widget, "win.check", "x", ingot_deployment_get_id (deployment));
}

/* (transfer full) (nullable): where requests for what the deployment is for go, in the style that it is addressed with;
 * else where its resource is */
static char *
dup_endpoint (IngotDeploymentsPage *self, IngotDeployment *deployment)
{
  g_autoptr(GListModel) routes = ingot_resources_dup_routes (self->resources, deployment);
  IngotOperation operation = ingot_deployment_get_chats (deployment) ? INGOT_OPERATION_CHAT
                                                                     : INGOT_OPERATION_EMBEDDINGS;

  for (guint i = 0; i < g_list_model_get_n_items (routes); i++)
    {
      g_autoptr(IngotRoute) route = g_list_model_get_item (routes, i);

      if (ingot_route_get_style (route) == ingot_deployment_get_style (deployment)
          && ingot_route_get_operation (route) == operation && ingot_route_get_url (route) != NULL)
        return g_strdup (ingot_route_get_url (route));
    }
  return ingot_resource_dup_address (ingot_deployment_get_resource (deployment));
}

static void
copy_endpoint_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotDeploymentsPage *self = INGOT_DEPLOYMENTS_PAGE (widget);
  IngotDeployment *deployment = get_deployment (self);
  g_autofree char *endpoint = deployment != NULL ? dup_endpoint (self, deployment) : NULL;

  if (endpoint != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), endpoint);
}

static void
refresh_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ingot_resources_refresh (INGOT_DEPLOYMENTS_PAGE (widget)->resources, 0);
}

static void
search_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (INGOT_DEPLOYMENTS_PAGE (widget)->search));
}

static void
clear_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotDeploymentsPage *self = INGOT_DEPLOYMENTS_PAGE (widget);

  gtk_editable_set_text (self->search, "");
  gtk_drop_down_set_selected (self->resource, 0);
  adw_toggle_group_set_active (self->kind, 0);
  gtk_widget_grab_focus (widget);
}

/* What can be done with a resource */

/* (transfer none) (nullable): @parameter: its id */
static IngotResource *
find_resource (IngotDeploymentsPage *self, GVariant *parameter)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->resources));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(IngotResource) resource = g_list_model_get_item (G_LIST_MODEL (self->resources), i);

      if (ingot_resource_get_id (resource) == g_variant_get_int64 (parameter))
        return resource; /* the list holds it */
    }
  return NULL;
}

static void
refresh_resource_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotDeploymentsPage *self = INGOT_DEPLOYMENTS_PAGE (widget);
  IngotResource *resource = find_resource (self, parameter);

  if (resource != NULL)
    ingot_resources_refresh_resource (self->resources, resource);
}

static void
keep_resource (AdwDialog *dialog, IngotResource *resource)
{
  g_object_set_data_full (G_OBJECT (dialog), "resource", g_object_ref (resource), g_object_unref);
}

static void
rename_response_cb (IngotDeploymentsPage *self, const char *response, AdwAlertDialog *dialog)
{
  IngotResource *resource = g_object_get_data (G_OBJECT (dialog), "resource");
  GtkEditable *entry = g_object_get_data (G_OBJECT (dialog), "entry");
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (g_str_equal (response, "rename") && *name != '\0')
    ingot_resources_rename (self->resources, resource, name);
}

static void
rename_resource_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotResource *resource = find_resource (INGOT_DEPLOYMENTS_PAGE (widget), parameter);
  AdwDialog *dialog;
  GtkWidget *entry;

  if (resource == NULL)
    return;
  dialog = adw_alert_dialog_new (_("Rename the Resource"), NULL);
  entry = g_object_new (GTK_TYPE_ENTRY, "text", ingot_resource_get_name (resource), "activates-default", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name"), -1);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "rename", _("_Rename"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "rename", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "rename");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), entry);
  keep_resource (dialog, resource);
  g_object_set_data (G_OBJECT (dialog), "entry", entry);
  g_signal_connect_object (dialog, "response", G_CALLBACK (rename_response_cb), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
remove_response_cb (IngotDeploymentsPage *self, const char *response, AdwDialog *dialog)
{
  IngotResource *resource = g_object_get_data (G_OBJECT (dialog), "resource");

  if (!g_str_equal (response, "remove"))
    return;
  if (ingot_deployments_page_get_resource (self) == resource)
    gtk_drop_down_set_selected (self->resource, 0);
  ingot_resources_remove (self->resources, resource);
}

static const char *
get_what_goes (IngotResource *resource)
{
  if (ingot_resource_get_sign_in (resource) == INGOT_SIGN_IN_KEY)
    return _("Ingot forgets its deployments and deletes its key from the keyring. Conversations stay. Nothing changes in "
             "Azure.");
  if (ingot_resource_get_account (resource) != NULL)
    return _("Ingot forgets its deployments. Conversations stay. As long as the account reaches the resource, it is "
             "listed again by the next refresh. Nothing changes in Azure.");
  return _("Ingot forgets its deployments. Conversations stay.");
}

static void
remove_resource_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotResource *resource = find_resource (INGOT_DEPLOYMENTS_PAGE (widget), parameter);
  g_autofree char *heading = NULL;
  AdwDialog *dialog;

  if (resource == NULL)
    return;
  heading = g_strdup_printf (_("Remove “%s”?"), ingot_resource_get_name (resource));
  dialog = adw_alert_dialog_new (heading, get_what_goes (resource));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  keep_resource (dialog, resource);
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_response_cb), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

/* It is in the list when the list has taken it in, which it does when there is nothing else to do. */
static void
found_cb (IngotDeploymentsPage *self, IngotDeployment *deployment)
{
  IngotDeploymentEntry *entry = ingot_deployment_entries_find (self->entries, deployment);

  if (entry != NULL && !self->is_narrow)
    ingot_deployment_table_set_selected (self->table, entry);
}

/* @parameter: the id of a resource, or 0 for the one that is looked at */
static void
add_deployment_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotDeploymentsPage *self = INGOT_DEPLOYMENTS_PAGE (widget);
  IngotResource *resource = g_variant_get_int64 (parameter) != 0 ? find_resource (self, parameter)
                                                                 : ingot_deployments_page_get_resource (self);
  AdwDialog *dialog;

  if (resource == NULL)
    return;
  dialog = ingot_add_deployment_dialog_new (self->resources, resource);
  g_signal_connect_object (dialog, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

void
ingot_deployments_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "deployments.chat", NULL, chat_activated);
  gtk_widget_class_install_action (widget_class, "deployments.details", NULL, details_activated);
  gtk_widget_class_install_action (widget_class, "deployments.check", NULL, check_activated);
  gtk_widget_class_install_action (widget_class, "deployments.copy-endpoint", NULL, copy_endpoint_activated);
  gtk_widget_class_install_action (widget_class, "deployments.refresh", NULL, refresh_activated);
  gtk_widget_class_install_action (widget_class, "deployments.search", NULL, search_activated);
  gtk_widget_class_install_action (widget_class, "deployments.clear", NULL, clear_activated);
  gtk_widget_class_install_action (widget_class, "deployments.refresh-resource", "x", refresh_resource_activated);
  gtk_widget_class_install_action (widget_class, "deployments.rename-resource", "x", rename_resource_activated);
  gtk_widget_class_install_action (widget_class, "deployments.remove-resource", "x", remove_resource_activated);
  gtk_widget_class_install_action (widget_class, "deployments.add-deployment", "x", add_deployment_activated);
}
