/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-about.h"

char *
ingot_about_dup_versions (void)
{
  GString *text = g_string_new ("Ingot " VERSION "\n");

  g_string_append_printf (text, "GTK %u.%u.%u\n", gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version ());
  g_string_append_printf (text, "libadwaita %u.%u.%u\n", adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version ());
  g_string_append_printf (text, "GLib %u.%u.%u\n", glib_major_version, glib_minor_version,
                          glib_micro_version);
  /* These do not tell, or may not be asked from here: what the program was built with. */
  g_string_append (text, LIBRARY_VERSIONS);
  return g_string_free_and_steal (text);
}

AdwDialog *
ingot_about_new (void)
{
  AdwDialog *dialog = adw_about_dialog_new ();
  g_autofree char *versions = ingot_about_dup_versions ();

  g_object_set (dialog,
                "application-icon", APP_ID,
                "application-name", "Ingot",
                "comments", _("Talk to your Azure AI Foundry deployments"),
                "debug-info", versions,
                "debug-info-filename", "ingot-versions.txt",
                "developer-name", _("The Ingot contributors"),
                "issue-url", "https://github.com/ingotapp/ingot/issues",
                "license-type", GTK_LICENSE_GPL_3_0,
                /* Translators: your name, and a line for each translator before you. */
                "translator-credits", _("translator-credits"),
                "version", VERSION,
                "website", "https://ingotapp.github.io/",
                NULL);
  return dialog;
}
