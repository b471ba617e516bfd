/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot"
#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "jobs/ingot-workspace.h"
#include "shell/ingot-application.h"

static void
set_up_translations (void)
{
  /* The development environment sets this, for a program that is not installed. */
  const char *folder = g_getenv ("INGOT_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* The sandbox beside this program, else the one on the path. */
static char *
dup_sandbox_program (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, "ingot-sandbox", NULL) : NULL;
  g_autofree char *on_path = NULL;

  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  on_path = g_find_program_in_path ("ingot-sandbox");
  return on_path != NULL ? g_steal_pointer (&on_path) : g_strdup ("ingot-sandbox");
}

int
main (int argc, char *argv[])
{
  g_autofree char *data_folder = g_build_filename (g_get_user_data_dir (), "ingot", NULL);
  g_autofree char *sandbox_program = dup_sandbox_program ();
  g_autoptr(IngotApplication) application = NULL;

  dex_init ();
  g_log_writer_default_set_use_stderr (TRUE);
  set_up_translations ();
  g_set_application_name ("Ingot");
  gtk_window_set_default_icon_name (APP_ID);

  application = ingot_application_new (data_folder, sandbox_program);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
