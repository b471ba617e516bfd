/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <time.h>

#include <adwaita.h>

/* The least that a program with libadwaita can show: what a start and an idle window cost at any rate. */

static gboolean exits;

static void
after_paint_cb (GApplication *application)
{
  g_print ("first-frame %.1f\n", (double) clock () * 1000 / CLOCKS_PER_SEC);
  g_application_quit (application);
}

static void
realize_cb (GtkWidget *window, GApplication *application)
{
  g_signal_connect_swapped (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb),
                            application);
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  if (exits)
    g_signal_connect (window, "realize", G_CALLBACK (realize_cb), application);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr(AdwApplication) application = adw_application_new ("io.github.ingotapp.BareWindow",
                                                               G_APPLICATION_NON_UNIQUE);

  exits = argc > 1;
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
