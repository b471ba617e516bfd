/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sources of tokens that are offered, what is off, and what came of each that was tried. */
#include "config.h"

#include <string.h>

#include "base/ingot-error.h"
#include "ingot-ui-test.h"
#include "setup/ingot-outcome-row.h"
#include "setup/ingot-sources-view.h"

typedef struct
{
  IngotSourcesView *view;
  IngotJob *job;
  GListStore *outcomes;
  int wanted; /* the kind that was asked for last */
} Fixture;

static void
use_cb (Fixture *fixture, int kind)
{
  fixture->wanted = kind;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->view = g_object_ref_sink (INGOT_SOURCES_VIEW (ingot_sources_view_new ()));
  fixture->job = g_object_new (INGOT_TYPE_JOB, NULL);
  fixture->outcomes = g_list_store_new (INGOT_TYPE_SOURCE_OUTCOME);
  g_signal_connect_swapped (fixture->view, "use", G_CALLBACK (use_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->view);
  g_assert_finalize_object (fixture->job);
  g_assert_finalize_object (fixture->outcomes);
}

static gpointer
child (Fixture *fixture, const char *name)
{
  return ingot_ui_test_get_child (fixture->view, INGOT_TYPE_SOURCES_VIEW, name);
}

/* The nth button below @widget, counted down in @n. */
static GtkWidget *
find_button (GtkWidget *widget, guint *n)
{
  for (GtkWidget *at = gtk_widget_get_first_child (widget); at != NULL; at = gtk_widget_get_next_sibling (at))
    {
      GtkWidget *found = GTK_IS_BUTTON (at) && (*n)-- == 0 ? at : find_button (at, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
button (Fixture *fixture, guint n)
{
  return find_button (child (fixture, "group"), &n);
}

/* The chain first, then what is in it, in its order. */
static void
test_order (Fixture *fixture, gconstpointer unused)
{
  static const IngotAccountKind kinds[] = { INGOT_ACCOUNT_FIRST_FOUND, INGOT_ACCOUNT_ENVIRONMENT,
                                            INGOT_ACCOUNT_MANAGED_IDENTITY, INGOT_ACCOUNT_AZURE_CLI };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_signal_emit_by_name (button (fixture, i), "clicked");
      g_assert_cmpint (fixture->wanted, ==, kinds[i]);
    }
  g_assert_null (button (fixture, G_N_ELEMENTS (kinds)));
  g_assert_false (gtk_widget_get_visible (child (fixture, "tried")));
}

/* Whoever reads why it is off can copy the command that is named. */
static void
test_obstacle (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *use = button (fixture, 3);
  AdwActionRow *row = ADW_ACTION_ROW (gtk_widget_get_ancestor (use, ADW_TYPE_ACTION_ROW));
  g_autofree char *before = g_strdup (adw_action_row_get_subtitle (row));

  ingot_sources_view_set_obstacle (fixture->view, INGOT_ACCOUNT_AZURE_CLI, "Run flatpak override");
  g_assert_false (gtk_widget_get_sensitive (use));
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, "Run flatpak override");
  g_assert_true (adw_action_row_get_subtitle_selectable (row));
  g_assert_true (gtk_widget_get_sensitive (button (fixture, 2)));
  ingot_sources_view_set_obstacle (fixture->view, INGOT_ACCOUNT_AZURE_CLI, NULL);
  g_assert_true (gtk_widget_get_sensitive (use));
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, before);
}

/* While one is asked no other one can be, and why it failed is said above what came of each. */
static void
test_failure (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotSourceOutcome) outcome = ingot_source_outcome_new (INGOT_ACCOUNT_AZURE_CLI);
  g_autoptr(GError) error = g_error_new_literal (INGOT_ERROR, INGOT_ERROR_NO_SOURCE, "there is no az");
  GtkListBoxRow *row;

  g_list_store_append (fixture->outcomes, outcome);
  ingot_sources_view_follow (fixture->view, fixture->job, G_LIST_MODEL (fixture->outcomes));
  g_assert_false (gtk_widget_get_sensitive (child (fixture, "group")));
  g_assert_true (gtk_widget_get_visible (child (fixture, "spinner")));
  ingot_source_outcome_set (outcome, INGOT_SOURCE_MISSING, "there is no az");
  ingot_job_fail_with_error (fixture->job, error);
  row = gtk_list_box_get_row_at_index (child (fixture, "outcomes"), 0);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "there is no az");
  g_assert_cmpstr (adw_preferences_group_get_title (child (fixture, "tried")), ==,
                   "This computer has no such sign-in");
  g_assert_true (gtk_widget_get_sensitive (child (fixture, "group")));
  g_assert_false (gtk_widget_get_visible (child (fixture, "spinner")));
  ingot_sources_view_follow (fixture->view, NULL, NULL);
  g_assert_false (gtk_widget_get_visible (child (fixture, "tried")));
}

/* Markup in what a source says is text. */
static void
test_outcome_row (void)
{
  g_autoptr(IngotSourceOutcome) outcome = ingot_source_outcome_new (INGOT_ACCOUNT_ENVIRONMENT);
  GtkWidget *row = g_object_ref_sink (ingot_outcome_row_new (outcome));

  for (int state = INGOT_SOURCE_UNTRIED; state <= INGOT_SOURCE_FAILED; state++)
    {
      ingot_source_outcome_set (outcome, (IngotSourceState) state, "<b>no");
      g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "<b>no");
    }
  g_assert_false (adw_preferences_row_get_use_markup (ADW_PREFERENCES_ROW (row)));
  g_assert_finalize_object (row);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  ingot_ui_test_init (&argc, &argv);
  ADD ("/sources-view/order", test_order);
  ADD ("/sources-view/obstacle", test_obstacle);
  ADD ("/sources-view/failure", test_failure);
  g_test_add_func ("/sources-view/outcome-row", test_outcome_row);
  return g_test_run ();
}
