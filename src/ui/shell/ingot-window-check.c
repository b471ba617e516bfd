/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include "ingot-window-private.h"
#include "setup/ingot-accounts-dialog.h"
#include "setup/ingot-add-resource-dialog.h"
#include "setup/ingot-check-dialog.h"
#include "setup/ingot-sign-in-dialog.h"

/* The conversation that is talked in goes on with what the check found to be right. */
static void
used_cb (IngotWindow *self, IngotDeployment *meant, IngotCheckDialog *dialog)
{
  IngotDeployment *checked = g_object_get_data (G_OBJECT (dialog), "deployment");

  if (self->conversation != NULL && ingot_conversation_get_deployment (self->conversation) == checked)
    ingot_conversation_set_deployment (self->conversation, meant);
  g_object_set_data_full (G_OBJECT (dialog), "deployment", g_object_ref (meant), g_object_unref);
}

static void
sign_in_cb (IngotWindow *self, IngotCheckDialog *dialog)
{
  IngotDeployment *deployment = ingot_check_dialog_get_deployment (dialog);
  IngotResource *resource = ingot_deployment_get_resource (deployment);
  IngotAccount *account = resource != NULL ? ingot_resource_get_account (resource) : NULL;
  AdwDialog *next;

  if (account == NULL || ingot_account_get_kind (account) != INGOT_ACCOUNT_PERSON)
    next = ingot_accounts_dialog_new (ingot_workspace_get_accounts (self->workspace));
  else
    {
      next = ingot_sign_in_dialog_new (ingot_workspace_get_accounts (self->workspace), account);
      g_signal_connect_object (next, "signed-in", G_CALLBACK (ingot_check_dialog_check_again), dialog,
                               G_CONNECT_SWAPPED);
    }
  adw_dialog_present (next, GTK_WIDGET (dialog));
}

static void
edit_cb (IngotWindow *self, int kind, IngotCheckDialog *dialog)
{
  IngotDeployment *deployment = ingot_check_dialog_get_deployment (dialog);
  AdwDialog *next;

  if (ingot_deployment_get_resource (deployment) == NULL)
    return;
  next = ingot_add_resource_dialog_new (ingot_workspace_get_resources (self->workspace),
                                        ingot_workspace_get_accounts (self->workspace));
  ingot_add_resource_dialog_set_deployment (INGOT_ADD_RESOURCE_DIALOG (next), deployment);
  g_signal_connect_object (next, "added", G_CALLBACK (ingot_check_dialog_use), dialog, G_CONNECT_SWAPPED);
  adw_dialog_present (next, GTK_WIDGET (dialog));
}

static void
check_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotWindow *self = INGOT_WINDOW (widget);
  IngotResources *resources = ingot_workspace_get_resources (self->workspace);
  IngotDeployment *deployment = ingot_resources_find_deployment (resources, g_variant_get_int64 (parameter));
  AdwDialog *dialog;

  if (deployment == NULL)
    return;
  dialog = ingot_check_dialog_new (resources, deployment);
  g_object_set_data_full (G_OBJECT (dialog), "deployment", g_object_ref (deployment), g_object_unref);
  g_signal_connect_object (dialog, "used", G_CALLBACK (used_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "sign-in", G_CALLBACK (sign_in_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "edit", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

void
ingot_window_install_check (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.check", "x", check_activated);
}
