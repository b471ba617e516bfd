/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <signal.h>
#include <time.h>

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "ingot-about.h"
#include "ingot-application.h"
#include "ingot-window.h"
#include "jobs/ingot-workspace.h"

#define RESOURCES "/io/github/ingotapp/Ingot"

struct _IngotApplication
{
  AdwApplication parent_instance;

  char *data_folder;
  char *sandbox_program;
  GSettings *settings;
  IngotWorkspace *workspace;
  DexFuture *closing; /* what waits for the workspace; not NULL once the end has begun */
  guint signal_sources[2];
  gboolean exits_after_startup;
};

G_DEFINE_FINAL_TYPE (IngotApplication, ingot_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *accels[4];
} accels[] = {
  { "app.quit", { "<Control>q" } },
  { "app.show-shortcuts", { "<Control>question" } },
  { "win.close", { "<Control>w" } },
  { "win.new-chat", { "<Control>n" } },
  { "win.rename", { "F2" } },
  { "win.search", { "<Control>k" } },
  { "win.preferences", { "<Control>comma" } },
  { "win.zoom-in", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { "win.zoom-out", { "<Control>minus", "<Control>KP_Subtract" } },
  { "win.zoom-reset", { "<Control>0", "<Control>KP_0" } },
  { "win.toggle-library", { "F9" } },
  { "win.next", { "<Control>Page_Down" } },
  { "win.previous", { "<Control>Page_Up" } },
  { "win.focus-composer", { "<Control>l" } },
};

static DexFuture *
closed_cb (DexFuture *future, gpointer user_data)
{
  g_application_quit (user_data);
  return dex_future_new_true ();
}

/* Without a window the application would end at once; it is held until the workspace has closed. */
static void
begin_to_close (IngotApplication *self)
{
  if (self->closing != NULL || self->workspace == NULL)
    return;

  g_application_hold (G_APPLICATION (self));
  self->closing = dex_future_finally (ingot_workspace_close (self->workspace), closed_cb,
                                      g_object_ref (self), g_object_unref);
}

static void
close_windows (IngotApplication *self)
{
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *link = windows; link != NULL; link = link->next)
    gtk_window_close (link->data);
  begin_to_close (self);
}

static gboolean
signal_cb (gpointer user_data)
{
  close_windows (user_data);
  return G_SOURCE_CONTINUE;
}

static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  close_windows (user_data);
}

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  adw_dialog_present (ingot_about_new (), window != NULL ? GTK_WIDGET (window) : NULL);
}

static void
show_shortcuts_window (GtkWindow *parent)
{
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource (RESOURCES "/shortcuts-window.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}

/* libadwaita 1.8 shows shortcuts-dialog.ui by itself. */
static void
shortcuts_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (g_action_group_has_action (user_data, "shortcuts"))
    g_action_group_activate_action (user_data, "shortcuts", NULL);
  else if (INGOT_IS_WINDOW (window)) /* and not the one with the shortcuts itself */
    show_shortcuts_window (window);
}

static void
try_again_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IngotApplication *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL || self->closing != NULL)
    return;
  dex_future_disown (ingot_workspace_close (self->workspace));
  g_object_unref (self->workspace);
  self->workspace = ingot_workspace_new (self->data_folder, self->sandbox_program);
  ingot_window_set_workspace (INGOT_WINDOW (window), self->workspace);
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = about_activated },
  { .name = "quit", .activate = quit_activated },
  { .name = "show-shortcuts", .activate = shortcuts_activated },
  { .name = "try-again", .activate = try_again_activated },
};

/* Says what it took in CPU time, so that what the end takes is not part of it. */
static void
after_paint_cb (IngotWindow *window, GdkFrameClock *frame_clock)
{
  if (!ingot_window_has_content (window))
    return;
  g_signal_handlers_disconnect_by_func (frame_clock, after_paint_cb, window);
  g_print ("first-frame %.1f\n", (double) clock () * 1000 / CLOCKS_PER_SEC);
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "quit", NULL);
}

static void
watch_first_frame (GtkWidget *window)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb),
                           window, G_CONNECT_SWAPPED);
}

static void
ingot_application_activate (GApplication *application)
{
  IngotApplication *self = INGOT_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->closing != NULL)
    return;
  if (window == NULL)
    {
      window = GTK_WINDOW (ingot_window_new (GTK_APPLICATION (self), self->workspace, self->settings));
      if (self->exits_after_startup)
        g_signal_connect (window, "realize", G_CALLBACK (watch_first_frame), NULL);
    }
  gtk_window_present (window);
}

static void
ingot_application_startup (GApplication *application)
{
  IngotApplication *self = INGOT_APPLICATION (application);

  self->signal_sources[0] = g_unix_signal_add (SIGTERM, signal_cb, self);
  self->signal_sources[1] = g_unix_signal_add (SIGINT, signal_cb, self);
  /* First, so that the library is read while GTK starts, and is there for the first frame. */
  self->workspace = ingot_workspace_new (self->data_folder, self->sandbox_program);
  G_APPLICATION_CLASS (ingot_application_parent_class)->startup (application);

  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           (const char **) accels[i].accels);
  self->settings = g_settings_new (APP_ID);
}

static void
ingot_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  GTK_APPLICATION_CLASS (ingot_application_parent_class)->window_removed (application, window);
  if (gtk_application_get_windows (application) == NULL)
    begin_to_close (INGOT_APPLICATION (application));
}

static int
ingot_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_autofree char *versions = ingot_about_dup_versions ();

      g_print ("%s", versions);
      return 0;
    }
  INGOT_APPLICATION (application)->exits_after_startup =
    g_variant_dict_contains (options, "exit-after-startup");
  return G_APPLICATION_CLASS (ingot_application_parent_class)->handle_local_options (application, options);
}

static void
ingot_application_finalize (GObject *object)
{
  IngotApplication *self = INGOT_APPLICATION (object);

  for (gsize i = 0; i < G_N_ELEMENTS (self->signal_sources); i++)
    g_clear_handle_id (&self->signal_sources[i], g_source_remove);
  dex_clear (&self->closing);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  g_free (self->data_folder);
  g_free (self->sandbox_program);
  G_OBJECT_CLASS (ingot_application_parent_class)->finalize (object);
}

static void
ingot_application_class_init (IngotApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ingot_application_finalize;
  application_class->activate = ingot_application_activate;
  application_class->handle_local_options = ingot_application_handle_local_options;
  application_class->startup = ingot_application_startup;
  GTK_APPLICATION_CLASS (klass)->window_removed = ingot_application_window_removed;
}

static void
ingot_application_init (IngotApplication *self)
{
  const GOptionEntry options[] = {
    { "version", 'v', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_("Print versions and exit"), NULL },
    { "exit-after-startup", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

IngotApplication *
ingot_application_new (const char *data_folder, const char *sandbox_program)
{
  IngotApplication *self = g_object_new (INGOT_TYPE_APPLICATION,
                                         "application-id", APP_ID,
                                         "resource-base-path", RESOURCES,
                                         NULL);

  self->data_folder = g_strdup (data_folder);
  self->sandbox_program = g_strdup (sandbox_program);
  return self;
}
