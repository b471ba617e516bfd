/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-test.h"
#include "ingot-ui-test.h"
#include "jobs/ingot-workspace.h"
#include "setup/ingot-door.h"
#include "setup/ingot-welcome-page.h"
#include "shell/ingot-about.h"
#include "shell/ingot-application.h"
#include "shell/ingot-failure-page.h"
#include "shell/ingot-window.h"

typedef struct
{
  char *folder;
  IngotWorkspace *workspace;
  GSettings *settings;
} Fixture;

static gboolean
is_ready (gpointer workspace)
{
  g_assert_null (ingot_workspace_get_failure (workspace));
  return ingot_workspace_get_ready (workspace);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = ingot_test_make_folder ();
  fixture->workspace = ingot_workspace_new (fixture->folder, "/nonexistent/ingot-sandbox");
  fixture->settings = g_settings_new (APP_ID);
  g_settings_reset (fixture->settings, "last-conversation");
  g_settings_reset (fixture->settings, "library-shown");
  g_settings_reset (fixture->settings, "window-size");
  ingot_ui_test_wait (is_ready, fixture->workspace);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ingot_test_await_success (ingot_workspace_close (fixture->workspace));
  g_object_unref (fixture->workspace);
  g_object_unref (fixture->settings);
  ingot_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static const char *
get_page (GtkWidget *window)
{
  GtkStack *stack = ingot_ui_test_get_child (window, INGOT_TYPE_WINDOW, "stack");

  return gtk_stack_get_visible_child_name (stack);
}

/* A conversation in the library, as somebody who types makes one. */
static IngotConversation *
write_draft (Fixture *fixture, const char *draft)
{
  IngotLibrary *library = ingot_workspace_get_library (fixture->workspace);
  g_autoptr(IngotConversation) conversation = ingot_library_begin (library);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (library));

  ingot_conversation_set_draft (conversation, draft);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (library)), ==, n + 1);
  return conversation; /* the library keeps it */
}

static gboolean
is_stored (gpointer conversation)
{
  return ingot_conversation_get_id (conversation) != 0;
}

static void
test_finalize (void)
{
  ingot_ui_test_assert_finalize (ingot_door_new ());
  ingot_ui_test_assert_finalize (ingot_welcome_page_new ());
  ingot_ui_test_assert_finalize (GTK_WIDGET (ingot_about_new ()));
  ingot_ui_test_destroy (GTK_WINDOW (ingot_window_new (NULL, NULL, NULL)));
  g_assert_finalize_object (ingot_application_new ("/nonexistent", "ingot-sandbox"));
}

static void
test_welcome (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = ingot_window_new (NULL, fixture->workspace, fixture->settings);

  g_assert_cmpstr (get_page (window), ==, "welcome");
  g_assert_true (ingot_window_has_content (INGOT_WINDOW (window)));
  g_assert_null (ingot_window_get_conversation (INGOT_WINDOW (window)));
  ingot_ui_test_destroy (GTK_WINDOW (window));
}

static gboolean
has_problem (gpointer door)
{
  g_autofree char *problem = NULL;

  g_object_get (door, "problem", &problem, NULL);
  return problem != NULL;
}

static void
test_sandbox_missing (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = ingot_window_new (NULL, fixture->workspace, fixture->settings);
  GtkStack *stack = ingot_ui_test_get_child (window, INGOT_TYPE_WINDOW, "stack");
  GtkWidget *page = gtk_stack_get_child_by_name (stack, "welcome");
  GObject *door = ingot_ui_test_get_child (page, INGOT_TYPE_WELCOME_PAGE, "sandbox-door");
  gboolean busy;

  ingot_ui_test_show (GTK_WINDOW (window));
  gtk_widget_activate_action (window, "win.try-sandbox", NULL);
  ingot_ui_test_wait (has_problem, door);
  g_object_get (door, "busy", &busy, NULL);
  g_assert_false (busy);
  g_assert_cmpstr (get_page (window), ==, "welcome");
  ingot_ui_test_destroy (GTK_WINDOW (window));
}

static void
test_last_conversation (Fixture *fixture, gconstpointer data)
{
  IngotConversation *older = write_draft (fixture, "older");
  IngotConversation *newer = write_draft (fixture, "newer");
  GtkWidget *window;

  ingot_ui_test_wait (is_stored, older);
  ingot_ui_test_wait (is_stored, newer);
  window = ingot_window_new (NULL, fixture->workspace, fixture->settings);
  g_assert_cmpstr (get_page (window), ==, "main");
  g_assert_true (ingot_window_get_conversation (INGOT_WINDOW (window)) == newer);
  gtk_widget_activate_action (window, "win.next", NULL);
  g_assert_true (ingot_window_get_conversation (INGOT_WINDOW (window)) == older);
  gtk_widget_activate_action (window, "win.next", NULL);
  g_assert_true (ingot_window_get_conversation (INGOT_WINDOW (window)) == older);
  ingot_ui_test_destroy (GTK_WINDOW (window));

  window = ingot_window_new (NULL, fixture->workspace, fixture->settings);
  g_assert_true (ingot_window_get_conversation (INGOT_WINDOW (window)) == older);
  gtk_widget_activate_action (window, "win.previous", NULL);
  g_assert_true (ingot_window_get_conversation (INGOT_WINDOW (window)) == newer);
  ingot_ui_test_destroy (GTK_WINDOW (window));
}

static void
test_new_chat (Fixture *fixture, gconstpointer data)
{
  IngotConversation *first = write_draft (fixture, "first");
  GtkWidget *window = ingot_window_new (NULL, fixture->workspace, fixture->settings);
  IngotConversation *fresh;

  g_assert_true (ingot_window_get_conversation (INGOT_WINDOW (window)) == first);
  gtk_widget_activate_action (window, "win.new-chat", NULL);
  fresh = ingot_window_get_conversation (INGOT_WINDOW (window));
  g_assert_true (fresh != first);
  gtk_widget_activate_action (window, "win.new-chat", NULL);
  g_assert_true (ingot_window_get_conversation (INGOT_WINDOW (window)) == fresh);
  ingot_ui_test_destroy (GTK_WINDOW (window));
}

/* (nullable): the button with this label in or below @widget */
static GtkButton *
find_button (GtkWidget *widget, const char *label)
{
  GtkButton *found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return GTK_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static void
test_undo_delete (Fixture *fixture, gconstpointer data)
{
  GListModel *library = G_LIST_MODEL (ingot_workspace_get_library (fixture->workspace));
  IngotConversation *conversation = write_draft (fixture, "precious");
  GtkWidget *window;
  GtkButton *undo;

  ingot_ui_test_wait (is_stored, conversation);
  window = ingot_window_new (NULL, fixture->workspace, fixture->settings);
  ingot_ui_test_show (GTK_WINDOW (window));
  g_assert_null (find_button (window, "_Undo"));
  gtk_widget_activate_action (window, "win.delete", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (library), ==, 0);
  g_assert_true (ingot_window_get_conversation (INGOT_WINDOW (window)) != conversation);

  undo = find_button (window, "_Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (library), ==, 1);
  g_assert_true (ingot_window_get_conversation (INGOT_WINDOW (window)) == conversation);
  ingot_ui_test_destroy (GTK_WINDOW (window));
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  GListModel *library = G_LIST_MODEL (ingot_workspace_get_library (fixture->workspace));
  IngotConversation *older = write_draft (fixture, "older");
  IngotConversation *newer = write_draft (fixture, "newer");
  GtkWidget *window;

  ingot_ui_test_wait (is_stored, older);
  ingot_ui_test_wait (is_stored, newer);
  window = ingot_window_new (NULL, fixture->workspace, fixture->settings);
  gtk_widget_activate_action (window, "win.delete", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (library), ==, 1);
  g_assert_true (ingot_window_get_conversation (INGOT_WINDOW (window)) == older);
  gtk_widget_activate_action (window, "win.delete", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (library), ==, 0);
  g_assert_nonnull (ingot_window_get_conversation (INGOT_WINDOW (window)));
  ingot_ui_test_destroy (GTK_WINDOW (window));
}

static gboolean
is_library_shown (GtkWidget *window)
{
  GVariant *state = g_action_group_get_action_state (G_ACTION_GROUP (window), "toggle-library");
  gboolean shown = g_variant_get_boolean (state);

  g_variant_unref (state);
  return shown;
}

static void
test_widths (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    int width;
    gboolean collapsed;
  } cases[] = { { 360, TRUE }, { 700, TRUE }, { 1200, FALSE } };

  write_draft (fixture, "something");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *window = ingot_window_new (NULL, fixture->workspace, fixture->settings);
      AdwOverlaySplitView *split_view = ingot_ui_test_get_child (window, INGOT_TYPE_WINDOW, "split-view");

      gtk_window_set_default_size (GTK_WINDOW (window), cases[i].width, 700);
      ingot_ui_test_show (GTK_WINDOW (window));
      g_assert_cmpint (gtk_widget_get_width (window), <=, cases[i].width);
      g_assert_true (adw_overlay_split_view_get_collapsed (split_view) == cases[i].collapsed);
      g_assert_true (is_library_shown (window) == !cases[i].collapsed);
      gtk_widget_activate_action (window, "win.toggle-library", NULL);
      g_assert_true (is_library_shown (window) == cases[i].collapsed);
      ingot_ui_test_destroy (GTK_WINDOW (window));
    }
  /* Only the wide window is asked how it was left. */
  g_assert_false (g_settings_get_boolean (fixture->settings, "library-shown"));
}

static void
test_size_is_kept (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = ingot_window_new (NULL, fixture->workspace, fixture->settings);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_assert_cmpint (width, ==, 1200);
  g_assert_cmpint (height, ==, 800);
  gtk_window_set_default_size (GTK_WINDOW (window), 777, 555);
  ingot_ui_test_show (GTK_WINDOW (window));
  gtk_window_close (GTK_WINDOW (window));

  window = ingot_window_new (NULL, fixture->workspace, fixture->settings);
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_assert_cmpint (width, ==, 777);
  g_assert_cmpint (height, ==, 555);
  ingot_ui_test_destroy (GTK_WINDOW (window));
}

static gboolean
has_failed (gpointer workspace)
{
  return ingot_workspace_get_failure (workspace) != NULL;
}

/* A second workspace on the same folder cannot open; the window says so and takes another one. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr(IngotWorkspace) second = ingot_workspace_new (fixture->folder, "ingot-sandbox");
  GtkWidget *window = ingot_window_new (NULL, second, fixture->settings);
  GtkStack *stack = ingot_ui_test_get_child (window, INGOT_TYPE_WINDOW, "stack");
  AdwStatusPage *page;

  g_assert_cmpstr (get_page (window), ==, "loading");
  g_assert_false (ingot_window_has_content (INGOT_WINDOW (window)));
  ingot_ui_test_wait (has_failed, second);
  g_assert_cmpstr (get_page (window), ==, "failure");
  page = ingot_ui_test_get_child (gtk_stack_get_child_by_name (stack, "failure"), INGOT_TYPE_FAILURE_PAGE, "page");
  g_assert_cmpstr (adw_status_page_get_title (page), ==, "Ingot is already running");
  ingot_window_set_workspace (INGOT_WINDOW (window), fixture->workspace);
  g_assert_cmpstr (get_page (window), ==, "welcome");
  ingot_ui_test_destroy (GTK_WINDOW (window));
  ingot_test_await_success (ingot_workspace_close (second));
}

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);
  g_test_add_func ("/window/finalize", test_finalize);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/window/welcome", test_welcome);
  ADD ("/window/sandbox-missing", test_sandbox_missing);
  ADD ("/window/last-conversation", test_last_conversation);
  ADD ("/window/new-chat", test_new_chat);
  ADD ("/window/delete", test_delete);
  ADD ("/window/undo-delete", test_undo_delete);
  ADD ("/window/widths", test_widths);
  ADD ("/window/size", test_size_is_kept);
  ADD ("/window/failure", test_failure);
#undef ADD
  return g_test_run ();
}
