/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-account-page.h"
#include "ingot-accounts-dialog.h"
#include "ingot-sign-in-dialog.h"

struct _IngotAccountsDialog
{
  AdwDialog parent_instance;

  IngotAccounts *accounts;

  AdwNavigationView *view;
  GtkWidget *empty;
  GtkWidget *some;
  GtkListBox *list;
};

static guint signed_in_signal;

G_DEFINE_FINAL_TYPE (IngotAccountsDialog, ingot_accounts_dialog, ADW_TYPE_DIALOG)

static void
update (IngotAccountsDialog *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->accounts)) > 0;

  gtk_widget_set_visible (self->empty, !any);
  gtk_widget_set_visible (self->some, any);
}

static void
show_account (AdwActionRow *row, GParamSpec *pspec, IngotAccount *account)
{
  const char *tenant = ingot_account_get_tenant (account);
  const char *cloud = ingot_cloud_get_title (ingot_account_get_cloud (account));
  g_autofree char *words = tenant != NULL ? g_strdup_printf ("%s · %s", cloud, tenant) : g_strdup (cloud);
  gboolean signed_out = ingot_account_get_signed_out (account);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ingot_account_get_title (account));
  adw_action_row_set_subtitle (row, signed_out ? _("Signed out: sign in again") : words);
}

static void
signed_out_cb (IngotAccountsDialog *self)
{
  adw_navigation_view_pop (self->view);
}

static void
details_clicked_cb (IngotAccountsDialog *self, GtkWidget *button)
{
  IngotAccount *account = g_object_get_data (G_OBJECT (button), "account");
  AdwNavigationPage *page = ingot_account_page_new (self->accounts, account);

  g_signal_connect_object (page, "signed-out", G_CALLBACK (signed_out_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->view, page);
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "subtitle-lines", 0, NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", "go-next-symbolic", "valign", GTK_ALIGN_CENTER,
                                    "tooltip-text", _("Account Details"), NULL);

  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "account", g_object_ref (item), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (details_clicked_cb), user_data, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  g_signal_connect_object (item, "notify", G_CALLBACK (show_account), row, G_CONNECT_SWAPPED);
  show_account (ADW_ACTION_ROW (row), NULL, item);
  return row;
}

static void
signed_in_cb (IngotAccountsDialog *self, IngotAccount *account)
{
  g_signal_emit (self, signed_in_signal, 0, account);
}

static void
sign_in_cb (IngotAccountsDialog *self)
{
  AdwDialog *dialog = ingot_sign_in_dialog_new (self->accounts, NULL);

  g_signal_connect_object (dialog, "signed-in", G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
ingot_accounts_dialog_dispose (GObject *object)
{
  g_clear_object (&INGOT_ACCOUNTS_DIALOG (object)->accounts);
  G_OBJECT_CLASS (ingot_accounts_dialog_parent_class)->dispose (object);
}

static void
ingot_accounts_dialog_class_init (IngotAccountsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ingot_accounts_dialog_dispose;
  signed_in_signal = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, INGOT_TYPE_ACCOUNT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-accounts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotAccountsDialog, view);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountsDialog, empty);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountsDialog, some);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountsDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
}

static void
ingot_accounts_dialog_init (IngotAccountsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
ingot_accounts_dialog_new (IngotAccounts *accounts)
{
  IngotAccountsDialog *self = g_object_new (INGOT_TYPE_ACCOUNTS_DIALOG, NULL);

  self->accounts = g_object_ref (accounts);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (accounts), make_row, self, NULL);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return ADW_DIALOG (self);
}
