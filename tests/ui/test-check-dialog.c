/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ingot-check-fixture.h"
#include "ingot-test-sandbox.h"
#include "ingot-test-server.h"
#include "ingot-ui-test.h"
#include "setup/ingot-check-dialog.h"
#include "setup/ingot-check-outcome.h"
#include "setup/ingot-check-row.h"

static IngotTestSandbox *sandbox;

/* What somebody types, and the dialog that checks it. */
typedef struct
{
  IngotWorkspaceFixture workspace;
  char *address;
  char *deployment;
  const char *key;
  IngotEndpointStyle style; /* 0 for what the address says */
  AdwDialog *dialog;
  guint n_used;
  guint n_edited;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  ingot_workspace_fixture_set_up (&self->workspace, data);
  self->address = g_strconcat (sandbox->origin, "/openai/v1", NULL);
  self->deployment = g_strdup ("mistral-large");
  self->key = sandbox->key;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->dialog);
  g_free (self->address);
  g_free (self->deployment);
  ingot_workspace_fixture_tear_down (&self->workspace, data);
}

static IngotCheckJob *
start (gpointer user_data)
{
  Fixture *self = user_data;
  g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (self->address, NULL);

  if (self->style != 0)
    endpoint->style = self->style;
  return ingot_check_fixture_start (&self->workspace, endpoint, self->deployment, self->key, NULL);
}

static void
open_dialog (Fixture *self)
{
  self->dialog = g_object_ref_sink (ingot_check_dialog_new_typed (start, self));
}

static gpointer
get_child (Fixture *self, const char *name)
{
  return ingot_ui_test_get_child (self->dialog, INGOT_TYPE_CHECK_DIALOG, name);
}

static gpointer
get_outcome_child (Fixture *self, const char *name)
{
  return ingot_ui_test_get_child (get_child (self, "outcome"), INGOT_TYPE_CHECK_OUTCOME, name);
}

static gboolean
is_over (gpointer user_data)
{
  return gtk_widget_get_visible (get_child (user_data, "again"));
}

static guint
count_rows (Fixture *self)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (get_child (self, "steps"), (int) n) != NULL)
    n++;
  return n;
}

static void
test_well (Fixture *self, gconstpointer unused)
{
  open_dialog (self);
  g_assert_true (gtk_widget_get_visible (get_child (self, "stop")));
  g_assert_false (gtk_widget_get_sensitive (get_child (self, "copy")));
  g_assert_false (gtk_widget_get_visible (get_child (self, "outcome")));
  g_assert_cmpuint (count_rows (self), ==, INGOT_CHECK_N_KINDS);
  ingot_ui_test_wait (is_over, self);
  g_assert_false (gtk_widget_get_visible (get_child (self, "stop")));
  g_assert_true (gtk_widget_get_sensitive (get_child (self, "copy")));
  g_assert_true (gtk_widget_get_visible (get_child (self, "one_request")));
  g_assert_cmpstr (gtk_label_get_label (get_outcome_child (self, "headline")), ==, "Everything Works");
  g_assert_false (gtk_widget_get_visible (get_outcome_child (self, "answer_list")));
  g_assert_false (gtk_widget_get_visible (get_outcome_child (self, "offers")));
}

static void
edited_cb (Fixture *self, int kind)
{
  g_assert_cmpint (kind, ==, INGOT_CHECK_SIGN_IN);
  self->n_edited++;
}

static void
test_wrong_key (Fixture *self, gconstpointer unused)
{
  self->key = "wrong-0123456789";
  open_dialog (self);
  g_signal_connect_swapped (self->dialog, "edit", G_CALLBACK (edited_cb), self);
  ingot_ui_test_wait (is_over, self);
  g_assert_false (gtk_widget_get_visible (get_child (self, "one_request"))); /* no other step was told of */
  g_assert_cmpstr (gtk_label_get_label (get_outcome_child (self, "headline")), ==, "What To Do");
  g_assert_true (gtk_widget_get_visible (get_outcome_child (self, "edit")));
  g_assert_false (gtk_widget_get_visible (get_outcome_child (self, "sign_in")));
  g_assert_cmpstr (adw_expander_row_get_subtitle (get_outcome_child (self, "answer")), ==, "401");
  g_assert_cmpstr (adw_action_row_get_subtitle (get_outcome_child (self, "request_id")), !=, "");
  g_signal_emit_by_name (get_outcome_child (self, "edit"), "clicked");
  g_assert_cmpuint (self->n_edited, ==, 1);
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
use_cb (Fixture *self, const char *name, int style)
{
  g_free (self->deployment);
  self->deployment = g_strdup (name);
  self->style = (IngotEndpointStyle) style;
  self->n_used++;
}

static void
use_first (Fixture *self)
{
  GtkListBox *offers = get_outcome_child (self, "offers");

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (offers)));
  g_signal_emit_by_name (find_button (GTK_WIDGET (gtk_list_box_get_row_at_index (offers, 0))), "clicked");
  g_assert_cmpuint (self->n_used, ==, 1);
  /* It is checked anew by itself. */
  g_assert_false (is_over (self));
  ingot_ui_test_wait (is_over, self);
  g_assert_cmpstr (gtk_label_get_label (get_outcome_child (self, "headline")), ==, "Everything Works");
}

static void
test_nearest_name (Fixture *self, gconstpointer unused)
{
  g_free (self->deployment);
  self->deployment = g_strdup ("mistral-larg");
  open_dialog (self);
  g_signal_connect_swapped (self->dialog, "use", G_CALLBACK (use_cb), self);
  ingot_ui_test_wait (is_over, self);
  use_first (self);
  g_assert_cmpstr (self->deployment, ==, "mistral-large");
}

static void
test_other_style (Fixture *self, gconstpointer unused)
{
  g_free (self->address);
  self->address = g_strconcat (sandbox->origin, "/openai/deployments/mistral-large?api-version=2019-01-01", NULL);
  open_dialog (self);
  g_signal_connect_swapped (self->dialog, "use", G_CALLBACK (use_cb), self);
  ingot_ui_test_wait (is_over, self);
  /* What the address names is not what has to be changed. */
  g_assert_false (gtk_widget_get_visible (get_outcome_child (self, "edit")));
  use_first (self);
  g_assert_cmpint (self->style, ==, INGOT_ENDPOINT_STYLE_V1);
}

static gboolean
is_asked (gpointer server)
{
  return ((IngotTestServer *) server)->held != NULL;
}

static gboolean
is_left (gpointer server)
{
  return ((IngotTestServer *) server)->is_closed;
}

static void
ask_silence (Fixture *self, IngotTestServer *server)
{
  ingot_test_server_hold (server);
  g_set_str (&self->address, server->url);
  open_dialog (self);
  ingot_ui_test_wait (is_asked, server);
  g_assert_false (is_over (self));
}

static void
test_stop (Fixture *self, gconstpointer unused)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);

  ask_silence (self, server);
  g_signal_emit_by_name (get_child (self, "stop"), "clicked");
  ingot_ui_test_wait (is_over, self);
  ingot_ui_test_wait (is_left, server);
  g_assert_false (gtk_widget_get_visible (get_child (self, "outcome")));
}

static void
test_close (Fixture *self, gconstpointer unused)
{
  g_autoptr(IngotTestServer) server = ingot_test_server_new (NULL);
  GtkWindow *window = GTK_WINDOW (adw_window_new ());

  gtk_window_set_default_size (window, 800, 600);
  ingot_ui_test_show (window);
  ask_silence (self, server);
  adw_dialog_present (self->dialog, GTK_WIDGET (window));
  adw_dialog_force_close (self->dialog);
  ingot_ui_test_wait (is_left, server);
  ingot_ui_test_destroy (window);
}

/* At its widest: with long words, in the narrowest window. */
static void
test_narrow (Fixture *self, gconstpointer unused)
{
  int minimum;

  g_free (self->deployment);
  self->deployment = g_strdup ("mistral-larg");
  open_dialog (self);
  ingot_ui_test_wait (is_over, self);
  gtk_widget_measure (adw_dialog_get_child (self->dialog), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

/* The row of a step */

static gpointer
get_row_child (GtkWidget *row, const char *name)
{
  return ingot_ui_test_get_child (row, INGOT_TYPE_CHECK_ROW, name);
}

static void
test_row (void)
{
  g_autoptr(IngotCheckStep) step = ingot_check_step_new (INGOT_CHECK_CONNECTION);
  GtkWidget *row = g_object_ref_sink (ingot_check_row_new (step));
  GtkStack *mark = get_row_child (row, "mark");

  g_assert_cmpstr (gtk_label_get_label (get_row_child (row, "title")), ==, "Connection");
  g_assert_false (gtk_widget_get_visible (get_row_child (row, "detail")));
  ingot_check_step_set (step, INGOT_CHECK_RUNNING, NULL, -1);
  g_assert_true (gtk_stack_get_visible_child (mark) == get_row_child (row, "spinner"));
  g_assert_cmpstr (gtk_label_get_label (get_row_child (row, "duration")), ==, "");
  ingot_check_step_set (step, INGOT_CHECK_FAILED, "Nobody listens", 12345);
  g_assert_true (gtk_stack_get_visible_child (mark) == get_row_child (row, "icon"));
  g_assert_true (gtk_widget_has_css_class (row, "failed"));
  g_assert_cmpstr (gtk_label_get_label (get_row_child (row, "detail")), ==, "Nobody listens");
  g_assert_cmpstr (gtk_label_get_label (get_row_child (row, "duration")), ==, "12 ms");
  ingot_check_step_set (step, INGOT_CHECK_PASSED, NULL, -1);
  g_assert_false (gtk_widget_has_css_class (row, "failed"));
  g_assert_finalize_object (row);
}

#define ADD(path, func) g_test_add ("/check-dialog/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  ingot_ui_test_init (&argc, &argv);
  sandbox = ingot_test_sandbox_new (100000);
  g_test_add_func ("/check-dialog/row", test_row);
  ADD ("well", test_well);
  ADD ("wrong-key", test_wrong_key);
  ADD ("nearest-name", test_nearest_name);
  ADD ("other-style", test_other_style);
  ADD ("stop", test_stop);
  ADD ("close", test_close);
  ADD ("narrow", test_narrow);
  result = g_test_run ();
  ingot_test_sandbox_free (sandbox);
  return result;
}
