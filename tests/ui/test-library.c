/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-ui-test.h"
#include "shell/ingot-library-pane.h"
#include "shell/ingot-library-row.h"
#include "shell/ingot-rename-dialog.h"

static IngotConversation *
make_conversation (gint64 id, const char *first_line)
{
  return ingot_conversation_restore (id, NULL, first_line, "", 1, g_get_real_time () - id * G_TIME_SPAN_DAY);
}

static GListStore *
make_library (guint n)
{
  GListStore *library = g_list_store_new (INGOT_TYPE_CONVERSATION);

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *line = g_strdup_printf ("Chat %u", i);
      g_autoptr(IngotConversation) conversation = make_conversation (i, line);

      g_list_store_append (library, conversation);
    }
  return library;
}

static IngotConversation *
get_item (GListStore *library, guint position)
{
  g_autoptr(IngotConversation) conversation = g_list_model_get_item (G_LIST_MODEL (library), position);

  return conversation; /* the library keeps it */
}

static void
count_notify_cb (guint *count)
{
  (*count)++;
}

static void
test_finalize (void)
{
  g_autoptr(GListStore) library = make_library (3);
  GtkWidget *pane = ingot_library_pane_new ();

  g_object_set (pane, "library", library, "selected", get_item (library, 1), "today", 2461000, NULL);
  ingot_ui_test_assert_finalize (pane);
  ingot_ui_test_assert_finalize (ingot_library_pane_new ());
  ingot_ui_test_assert_finalize (ingot_library_row_new ());
  ingot_ui_test_assert_finalize (GTK_WIDGET (ingot_rename_dialog_new (get_item (library, 0))));
}

static void
test_selected_is_selected (void)
{
  g_autoptr(GListStore) library = make_library (5);
  g_autoptr(IngotConversation) other = make_conversation (9, "Another");
  GtkWidget *pane = g_object_ref_sink (ingot_library_pane_new ());
  GtkSingleSelection *selection = ingot_ui_test_get_child (pane, INGOT_TYPE_LIBRARY_PANE, "selection");
  guint count = 0;

  g_object_set (pane, "library", library, NULL);
  g_signal_connect_swapped (pane, "notify::selected", G_CALLBACK (count_notify_cb), &count);
  g_object_set (pane, "selected", get_item (library, 2), NULL);
  g_object_set (pane, "selected", get_item (library, 2), NULL);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 2);

  /* One that is not listed, until it is. */
  g_object_set (pane, "selected", other, NULL);
  g_assert_cmpuint (count, ==, 2);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, GTK_INVALID_LIST_POSITION);
  g_list_store_insert (library, 0, other);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 0);

  /* It goes: what is shown is not for the list to say. */
  g_list_store_remove (library, 0);
  g_assert_true (ingot_library_pane_get_selected (INGOT_LIBRARY_PANE (pane)) == other);
  g_assert_cmpuint (count, ==, 2);

  gtk_single_selection_set_selected (selection, 4);
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (selection));
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 4);
  g_assert_cmpuint (count, ==, 3);
  g_assert_true (ingot_library_pane_get_selected (INGOT_LIBRARY_PANE (pane)) == get_item (library, 4));
  g_object_unref (pane);
}

static void
assert_neighbour (GtkWidget *pane, IngotConversation *of, int step, IngotConversation *expected)
{
  g_autoptr(IngotConversation) found = ingot_library_pane_dup_neighbour (INGOT_LIBRARY_PANE (pane), of, step);

  g_assert_true (found == expected);
}

static void
test_neighbours (void)
{
  g_autoptr(GListStore) library = make_library (3);
  g_autoptr(IngotConversation) other = make_conversation (9, "Another");
  GtkWidget *pane = g_object_ref_sink (ingot_library_pane_new ());

  assert_neighbour (pane, other, 1, NULL);
  g_object_set (pane, "library", library, NULL);
  assert_neighbour (pane, get_item (library, 0), 1, get_item (library, 1));
  assert_neighbour (pane, get_item (library, 1), -1, get_item (library, 0));
  assert_neighbour (pane, get_item (library, 0), -1, NULL);
  assert_neighbour (pane, get_item (library, 2), 1, NULL);
  assert_neighbour (pane, other, 1, get_item (library, 0));
  assert_neighbour (pane, other, -1, NULL);
  g_object_unref (pane);
}

/* The pinned ones are a section of their own, whatever their days. */
static void
test_pinned_section (void)
{
  g_autoptr(GListStore) library = make_library (4);
  GtkWidget *pane = g_object_ref_sink (ingot_library_pane_new ());
  GtkSectionModel *selection;
  guint start, end;

  ingot_conversation_set_pinned (get_item (library, 0), TRUE);
  ingot_conversation_set_pinned (get_item (library, 1), TRUE);
  g_object_set (pane, "library", library, "today", 2461000, NULL);
  selection = ingot_ui_test_get_child (pane, INGOT_TYPE_LIBRARY_PANE, "selection");
  gtk_section_model_get_section (selection, 1, &start, &end);
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, ==, 2);
  gtk_section_model_get_section (selection, 2, &start, &end);
  g_assert_cmpuint (start, ==, 2);
  g_object_unref (pane);
}

static void
test_empty_state (void)
{
  g_autoptr(GListStore) library = make_library (1);
  GtkWidget *pane = g_object_ref_sink (ingot_library_pane_new ());
  GtkStack *stack = ingot_ui_test_get_child (pane, INGOT_TYPE_LIBRARY_PANE, "stack");

  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  g_object_set (pane, "library", library, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "list");
  g_list_store_remove_all (library);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  g_object_unref (pane);
}

static void
assert_label (GtkWidget *row, const char *name, const char *expected)
{
  GtkLabel *label = ingot_ui_test_get_child (row, INGOT_TYPE_LIBRARY_ROW, name);

  g_assert_cmpstr (gtk_label_get_label (label), ==, expected);
}

static void
test_row_follows (void)
{
  g_autoptr(IngotConversation) conversation = make_conversation (1, NULL);
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new ("mistral-large", INGOT_ENDPOINT_STYLE_V1);
  GtkWidget *row = g_object_ref_sink (ingot_library_row_new ());

  g_object_set (row, "conversation", conversation, "today", 2461000, NULL);
  assert_label (row, "title", "New Chat");
  assert_label (row, "subtitle", "No deployment");
  ingot_conversation_set_own_title (conversation, "<b>Mine</b>");
  ingot_conversation_set_deployment (conversation, deployment);
  assert_label (row, "title", "<b>Mine</b>");
  assert_label (row, "subtitle", "mistral-large");
  ingot_conversation_set_deployment (conversation, NULL);
  assert_label (row, "subtitle", "No deployment");
  g_object_unref (row);
}

static guint
count_rows (GtkWidget *widget)
{
  guint n = INGOT_IS_LIBRARY_ROW (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);
  return n;
}

static void
test_long_library (void)
{
  g_autoptr(GListStore) library = make_library (10000);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *pane = ingot_library_pane_new ();

  g_object_set (pane, "library", library, "today", 2461000, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 272, 800);
  gtk_window_set_child (GTK_WINDOW (window), pane);
  ingot_ui_test_show (GTK_WINDOW (window));
  g_assert_cmpuint (count_rows (pane), >, 5);
  g_assert_cmpuint (count_rows (pane), <, 500);
  ingot_ui_test_destroy (GTK_WINDOW (window));
}

/* What is not seen waits: the menu until it is opened, pages until they are shown. */
static void
test_late (void)
{
  g_autoptr(GListStore) library = make_library (3);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *pane = ingot_library_pane_new ();
  GtkStack *stack = ingot_ui_test_get_child (pane, INGOT_TYPE_LIBRARY_PANE, "stack");
  GtkMenuButton *button = ingot_ui_test_get_child (pane, INGOT_TYPE_LIBRARY_PANE, "menu-button");
  GtkPopover *popover;

  g_object_set (pane, "library", library, "today", 2461000, NULL);
  gtk_window_set_child (GTK_WINDOW (window), pane);
  ingot_ui_test_show (GTK_WINDOW (window));
  g_assert_true (gtk_widget_get_visible (gtk_stack_get_child_by_name (stack, "list")));
  g_assert_false (gtk_widget_get_visible (gtk_stack_get_child_by_name (stack, "search")));
  g_assert_false (gtk_widget_get_visible (gtk_stack_get_child_by_name (stack, "empty")));
  g_assert_null (gtk_menu_button_get_popover (button));

  gtk_menu_button_popup (button);
  popover = gtk_menu_button_get_popover (button);
  g_assert_true (GTK_IS_POPOVER_MENU (popover));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (popover)));
  gtk_menu_button_popdown (button);
  gtk_menu_button_popup (button);
  g_assert_true (gtk_menu_button_get_popover (button) == popover);

  g_list_store_remove_all (library);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  g_assert_false (gtk_widget_get_visible (gtk_stack_get_child_by_name (stack, "list")));
  ingot_ui_test_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);
  g_test_add_func ("/library/finalize", test_finalize);
  g_test_add_func ("/library/selected", test_selected_is_selected);
  g_test_add_func ("/library/neighbours", test_neighbours);
  g_test_add_func ("/library/pinned", test_pinned_section);
  g_test_add_func ("/library/empty", test_empty_state);
  g_test_add_func ("/library/row", test_row_follows);
  g_test_add_func ("/library/long", test_long_library);
  g_test_add_func ("/library/late", test_late);
  return g_test_run ();
}
