/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-rename-dialog.h"

static void
rename_cb (IngotConversation *conversation, const char *response, AdwAlertDialog *dialog)
{
  GtkEditable *entry = GTK_EDITABLE (adw_alert_dialog_get_extra_child (dialog));

  ingot_conversation_set_own_title (conversation, gtk_editable_get_text (entry));
}

AdwDialog *
ingot_rename_dialog_new (IngotConversation *conversation)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Rename Chat"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  const char *title = ingot_conversation_get_title (conversation);
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), title != NULL ? title : "");
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name"), -1);

  adw_alert_dialog_set_extra_child (alert, entry);
  adw_alert_dialog_add_responses (alert, "cancel", _("_Cancel"), "rename", _("_Rename"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "rename", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, "rename");
  adw_alert_dialog_set_close_response (alert, "cancel");
  adw_dialog_set_focus (dialog, entry);
  g_signal_connect_object (dialog, "response::rename", G_CALLBACK (rename_cb), conversation,
                           G_CONNECT_SWAPPED);
  return dialog;
}
