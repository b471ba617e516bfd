/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include <string.h>

#include "ingot-add-resource-private.h"
#include "ingot-check-dialog.h"
#include "ingot-sign-in-dialog.h"

static IngotCheckJob *
start_check (gpointer user_data)
{
  IngotAddResourceDialog *self = user_data;
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_autofree char *deployment = g_strstrip (g_strdup (gtk_editable_get_text (self->deployment)));
  IngotAccount *account = ingot_signing_in_get_account (self->signing_in);
  char *key = account == NULL ? ingot_signing_in_dup_key (self->signing_in) : NULL;
  IngotCheckJob *job;

  ingot_add_resource_dialog_settle (self);
  ingot_add_resource_dialog_take_choices (self);
  job = ingot_resources_check_typed (self->resources, name, self->endpoint, deployment, key, account, NULL);
  if (key != NULL)
    memset (key, 0, strlen (key));
  g_free (key);
  return job;
}

static void
sign_in_cb (IngotAddResourceDialog *self, IngotCheckDialog *check)
{
  IngotAccount *account = ingot_signing_in_get_account (self->signing_in);
  AdwDialog *dialog = ingot_sign_in_dialog_new (self->accounts, account);

  g_signal_connect_object (dialog, "signed-in", G_CALLBACK (ingot_signing_in_set_account), self->signing_in,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "signed-in", G_CALLBACK (ingot_check_dialog_check_again), check,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_dialog_present (dialog, GTK_WIDGET (check));
}

static void
use_cb (IngotAddResourceDialog *self, const char *name, int style)
{
  ingot_add_resource_dialog_choose_style (self, (IngotEndpointStyle) style);
  gtk_editable_set_text (self->deployment, name);
}

static void
focus (IngotAddResourceDialog *self, IngotCheckKind kind)
{
  switch (kind)
    {
    case INGOT_CHECK_SIGN_IN:
    case INGOT_CHECK_AUDIENCE:
    case INGOT_CHECK_ROLE:
      ingot_signing_in_focus (self->signing_in);
      break;
    case INGOT_CHECK_API_VERSION:
      gtk_widget_grab_focus (GTK_WIDGET (self->version_row));
      break;
    case INGOT_CHECK_NAME:
    case INGOT_CHECK_CONNECTION:
    case INGOT_CHECK_SECURITY:
    case INGOT_CHECK_PATH:
    case INGOT_CHECK_DEPLOYMENT:
    case INGOT_CHECK_ANSWER:
    case INGOT_CHECK_N_KINDS:
    default:
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
    }
}

/* What is to be changed lies below the check. */
static void
edit_cb (IngotAddResourceDialog *self, int kind, AdwDialog *check)
{
  adw_dialog_close (check);
  focus (self, (IngotCheckKind) kind);
}

void
ingot_add_resource_dialog_check (IngotAddResourceDialog *self)
{
  AdwDialog *dialog;

  if (!ingot_add_resource_dialog_settle (self))
    return;
  dialog = ingot_check_dialog_new_typed (start_check, self);
  g_signal_connect_object (dialog, "use", G_CALLBACK (use_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "edit", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "sign-in", G_CALLBACK (sign_in_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

void
ingot_add_resource_dialog_set_deployment (IngotAddResourceDialog *self, IngotDeployment *deployment)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);
  const char *version = ingot_deployment_get_api_version (deployment);
  g_autofree char *address = ingot_resource_dup_address (resource);

  gtk_text_buffer_set_text (self->buffer, address != NULL ? address : "", -1);
  ingot_add_resource_dialog_settle (self);
  ingot_add_resource_dialog_choose_style (self, ingot_deployment_get_style (deployment));
  if (version != NULL)
    gtk_editable_set_text (self->version_row, version);
  gtk_editable_set_text (self->deployment, ingot_deployment_get_name (deployment));
  gtk_editable_set_text (self->name, ingot_resource_get_name (resource));
  if (ingot_resource_get_account (resource) != NULL)
    ingot_signing_in_set_account (self->signing_in, ingot_resource_get_account (resource));
}
