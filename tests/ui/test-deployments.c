/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Deployments page is made of: which rows there are, how they are ordered and filtered, and in what they are
 * shown. */
#include "config.h"

#include "deployments/ingot-deployment-cells.h"
#include "deployments/ingot-deployment-entries.h"
#include "deployments/ingot-deployment-filter.h"
#include "deployments/ingot-deployment-list.h"
#include "deployments/ingot-deployment-table.h"
#include "deployments/ingot-deployments-page.h"
#include "deployments/ingot-looks-view.h"
#include "ingot-ui-test.h"

typedef struct
{
  GListStore *resources;
  IngotDeploymentEntries *entries;
  guint n_changes; /* of the list */
  guint n_updates; /* of what is in it */
} Fixture;

static void
items_changed_cb (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
entries_changed_cb (Fixture *fixture)
{
  fixture->n_updates++;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->resources = g_list_store_new (INGOT_TYPE_RESOURCE);
  fixture->entries = ingot_deployment_entries_new (G_LIST_MODEL (fixture->resources));
  g_signal_connect_swapped (fixture->entries, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  g_signal_connect_swapped (fixture->entries, "entries-changed", G_CALLBACK (entries_changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->entries);
  g_assert_finalize_object (fixture->resources);
}

/* (transfer none): one that the fixture lists */
static IngotResource *
add_resource (Fixture *fixture, const char *name)
{
  g_autoptr(IngotResource) resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, name, INGOT_SIGN_IN_KEY);

  ingot_resource_set_id (resource, 1 + g_list_model_get_n_items (G_LIST_MODEL (fixture->resources)));
  g_list_store_append (fixture->resources, resource);
  return resource;
}

static IngotDeployment *
add (IngotResource *resource, const char *name, IngotEndpointStyle style)
{
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new (name, style);

  return ingot_resource_add_deployment (resource, deployment);
}

static void
add_with_info (IngotResource *resource, const char *name, const char *sku, gint64 capacity, gint64 tokens)
{
  IngotDeployment *deployment = add (resource, name, INGOT_ENDPOINT_STYLE_V1);
  g_autoptr(IngotDeploymentInfo) info = ingot_deployment_info_new ();

  info->model = g_strdup (name);
  info->sku = g_strdup (sku);
  info->capacity = capacity;
  info->tokens_per_minute = tokens;
  ingot_deployment_set_info (deployment, info);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* The names in @model, with a space between. (transfer full) */
static char *
dup_names (gpointer model)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(IngotDeploymentEntry) entry = g_list_model_get_item (model, i);

      g_strv_builder_add (names, ingot_deployment_entry_get_name (entry));
    }
  all = g_strv_builder_end (names);
  return g_strjoinv (" ", all);
}

static void
assert_names (gpointer model, const char *expected)
{
  g_autofree char *names = dup_names (model);

  g_assert_cmpstr (names, ==, expected);
}

/* Hundreds that come one by one are taken in at once, resource by resource. */
static void
test_grows (Fixture *fixture, gconstpointer unused)
{
  IngotResource *first = add_resource (fixture, "First");
  IngotResource *second = add_resource (fixture, "Second");

  fixture->n_changes = 0;
  add (second, "c", INGOT_ENDPOINT_STYLE_V1);
  add (first, "a", INGOT_ENDPOINT_STYLE_V1);
  add (first, "b", INGOT_ENDPOINT_STYLE_V1);
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  settle ();
  assert_names (fixture->entries, "a b c");
  g_assert_cmpuint (fixture->n_changes, ==, 2);
  g_assert_cmpuint (ingot_deployment_entries_get_n_resources (fixture->entries), ==, 2);
}

/* One name in three styles is one row. */
static void
test_styles (Fixture *fixture, gconstpointer unused)
{
  IngotResource *resource = add_resource (fixture, "First");
  IngotDeployment *first = add (resource, "a", INGOT_ENDPOINT_STYLE_INFERENCE);
  IngotDeployment *second = add (resource, "a", INGOT_ENDPOINT_STYLE_V1);
  IngotDeploymentEntry *entry;

  settle ();
  add (resource, "b", INGOT_ENDPOINT_STYLE_V1);
  settle ();
  assert_names (fixture->entries, "a b");
  entry = ingot_deployment_entries_find (fixture->entries, second);
  g_assert_true (entry == ingot_deployment_entries_find (fixture->entries, first));
  g_assert_true (ingot_deployment_entry_get_deployment (entry) == first);
  g_assert_cmpuint (ingot_deployment_entry_get_styles (entry), ==,
                    1u << INGOT_ENDPOINT_STYLE_INFERENCE | 1u << INGOT_ENDPOINT_STYLE_V1);
  ingot_deployment_set_style (second, INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  g_assert_cmpuint (ingot_deployment_entry_get_styles (entry), ==,
                    1u << INGOT_ENDPOINT_STYLE_INFERENCE | 1u << INGOT_ENDPOINT_STYLE_DEPLOYMENT);
}

static void
test_removed (Fixture *fixture, gconstpointer unused)
{
  add (add_resource (fixture, "First"), "a", INGOT_ENDPOINT_STYLE_V1);
  add (add_resource (fixture, "Second"), "b", INGOT_ENDPOINT_STYLE_V1);
  settle ();
  g_list_store_remove (fixture->resources, 0);
  assert_names (fixture->entries, "b");
}

/* What changes of many is told once, when it pauses. */
static void
test_changes (Fixture *fixture, gconstpointer unused)
{
  IngotResource *resource = add_resource (fixture, "First");

  add (resource, "a", INGOT_ENDPOINT_STYLE_V1);
  add (resource, "b", INGOT_ENDPOINT_STYLE_V1);
  settle ();
  fixture->n_updates = 0;
  ingot_resource_set_listed (resource, 5);
  ingot_resource_set_name (resource, "Other");
  g_assert_cmpuint (fixture->n_updates, ==, 0);
  settle ();
  g_assert_cmpuint (fixture->n_updates, ==, 1);
}

static void
assert_order (Fixture *fixture, IngotDeploymentColumn column, const char *expected)
{
  GtkSortListModel *sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (fixture->entries)),
                                                      ingot_deployment_cells_new_sorter (column));

  assert_names (sorted, expected);
  g_object_unref (sorted);
}

/* Numbers by value, names as people count, what is not known last. */
static void
test_order (Fixture *fixture, gconstpointer unused)
{
  IngotResource *resource = add_resource (fixture, "First");

  add_with_info (resource, "gpt-10", "Standard", 50, 9000);
  add_with_info (resource, "GPT-9", "Standard", 450, 10000);
  add_with_info (resource, "gpt-11", "GlobalStandard", 100, -1);
  add (resource, "typed", INGOT_ENDPOINT_STYLE_V1);
  settle ();
  assert_order (fixture, INGOT_DEPLOYMENT_COLUMN_NAME, "GPT-9 gpt-10 gpt-11 typed");
  assert_order (fixture, INGOT_DEPLOYMENT_COLUMN_MODEL, "GPT-9 gpt-10 gpt-11 typed");
  assert_order (fixture, INGOT_DEPLOYMENT_COLUMN_CAPACITY, "gpt-11 gpt-10 GPT-9 typed");
  assert_order (fixture, INGOT_DEPLOYMENT_COLUMN_LIMITS, "gpt-10 GPT-9 gpt-11 typed");
}

/* Equals are told apart by their resource, and the sandbox is the last one. */
static void
test_resources_in_order (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotResource) sandbox = ingot_resource_new (INGOT_RESOURCE_SANDBOX, "A Sandbox", INGOT_SIGN_IN_KEY);
  g_autoptr(IngotDeploymentEntry) first = NULL;
  g_autoptr(IngotDeploymentEntry) second = NULL;

  g_list_store_append (fixture->resources, sandbox);
  add (sandbox, "a", INGOT_ENDPOINT_STYLE_V1);
  add (add_resource (fixture, "Resource 2"), "a", INGOT_ENDPOINT_STYLE_V1);
  settle ();
  first = g_list_model_get_item (G_LIST_MODEL (fixture->entries), 0);
  second = g_list_model_get_item (G_LIST_MODEL (fixture->entries), 1);
  g_assert_cmpint (ingot_deployment_entry_compare (first, second, INGOT_DEPLOYMENT_COLUMN_NAME), >, 0);
  g_assert_cmpint (ingot_deployment_entry_compare (second, first, INGOT_DEPLOYMENT_COLUMN_STATE), <, 0);
  g_assert_cmpint (ingot_deployment_entry_compare_resource (first, first), ==, 0);
}

static void
test_filter (Fixture *fixture, gconstpointer unused)
{
  IngotResource *contoso = add_resource (fixture, "Contoso Seoul");
  IngotResource *other = add_resource (fixture, "Other");
  g_autoptr(IngotDeploymentFilter) filter = ingot_deployment_filter_new ();
  g_autoptr(GtkFilterListModel) shown = NULL;

  add_with_info (contoso, "gpt-4o", "GlobalStandard", 1, 1);
  add_with_info (contoso, "text-embedding-3-small", "Standard", 1, 1);
  add (other, "한국어-모델", INGOT_ENDPOINT_STYLE_V1);
  settle ();
  shown = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (fixture->entries)), g_object_ref (GTK_FILTER (filter)));
  g_assert_false (ingot_deployment_filter_is_set (filter));
  ingot_deployment_filter_set_words (filter, " SEOUL global ");
  assert_names (shown, "gpt-4o");
  ingot_deployment_filter_set_words (filter, "국어");
  assert_names (shown, "한국어-모델");
  ingot_deployment_filter_set_words (filter, "");
  ingot_deployment_filter_set_resource (filter, contoso);
  assert_names (shown, "gpt-4o text-embedding-3-small");
  ingot_deployment_filter_set_kind (filter, INGOT_DEPLOYMENT_KIND_EMBEDDINGS);
  assert_names (shown, "text-embedding-3-small");
  ingot_deployment_filter_set_kind (filter, INGOT_DEPLOYMENT_KIND_CHAT);
  assert_names (shown, "gpt-4o");
  g_assert_true (ingot_deployment_filter_is_set (filter));
  ingot_deployment_filter_set_resource (filter, NULL);
  assert_names (shown, "gpt-4o 한국어-모델");
}

static void
assert_text (IngotDeploymentEntry *entry, IngotDeploymentColumn column, const char *expected)
{
  g_autofree char *text = ingot_deployment_cells_dup_text (entry, column);

  g_assert_cmpstr (text, ==, expected);
}

/* What is not said is never a zero. */
static void
test_texts (Fixture *fixture, gconstpointer unused)
{
  IngotResource *resource = add_resource (fixture, "First");
  IngotDeployment *typed = add (resource, "typed", INGOT_ENDPOINT_STYLE_V1);
  IngotDeploymentEntry *entry;

  settle ();
  entry = ingot_deployment_entries_find (fixture->entries, typed);
  assert_text (entry, INGOT_DEPLOYMENT_COLUMN_NAME, "typed\nFirst");
  assert_text (entry, INGOT_DEPLOYMENT_COLUMN_MODEL, "–");
  assert_text (entry, INGOT_DEPLOYMENT_COLUMN_CAPACITY, "–");
  assert_text (entry, INGOT_DEPLOYMENT_COLUMN_FILTER, "–");
  assert_text (entry, INGOT_DEPLOYMENT_COLUMN_LIMITS, "–");
  assert_text (entry, INGOT_DEPLOYMENT_COLUMN_STATE, "Not checked");
  ingot_deployment_set_found (typed, 5);
  ingot_resource_set_listed (resource, 6);
  assert_text (entry, INGOT_DEPLOYMENT_COLUMN_STATE, "Gone");
}

/* (transfer none): a window that shows @widget */
static GtkWindow *
show (GtkWidget *widget, int width)
{
  GtkWindow *window = g_object_new (GTK_TYPE_WINDOW, "child", widget, "default-width", width, "default-height", 400, NULL);

  ingot_ui_test_show (window);
  return window;
}

static void
test_widgets (Fixture *fixture, gconstpointer unused)
{
  IngotResource *resource = add_resource (fixture, "First");
  g_autoptr(IngotDeploymentEntry) entry = NULL;
  GtkWidget *table = g_object_new (INGOT_TYPE_DEPLOYMENT_TABLE, "model", fixture->entries, NULL);
  GtkWidget *list = g_object_new (INGOT_TYPE_DEPLOYMENT_LIST, "model", fixture->entries, NULL);
  GtkWindow *wide, *narrow;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("deployment-%u", i);

      add_with_info (resource, name, "Standard", i, i * 1000);
    }
  settle ();
  wide = show (table, 900);
  entry = g_list_model_get_item (G_LIST_MODEL (fixture->entries), 30);
  ingot_deployment_table_set_selected (INGOT_DEPLOYMENT_TABLE (table), entry);
  g_assert_true (ingot_deployment_table_get_selected (INGOT_DEPLOYMENT_TABLE (table)) == entry);
  narrow = show (list, 360);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (narrow)), ==, 360);
  ingot_ui_test_destroy (narrow);
  ingot_ui_test_destroy (wide);
}

static void
test_finalize (void)
{
  ingot_ui_test_assert_finalize (g_object_new (INGOT_TYPE_DEPLOYMENT_TABLE, NULL));
  ingot_ui_test_assert_finalize (g_object_new (INGOT_TYPE_DEPLOYMENT_LIST, NULL));
  ingot_ui_test_assert_finalize (g_object_new (INGOT_TYPE_LOOKS_VIEW, NULL));
  ingot_ui_test_assert_finalize (ingot_deployments_page_new (NULL, NULL));
}

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);
  g_test_add_func ("/deployments/finalize", test_finalize);
#define ADD(name, function) g_test_add ("/deployments/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("grows", test_grows);
  ADD ("styles", test_styles);
  ADD ("removed", test_removed);
  ADD ("changes", test_changes);
  ADD ("order", test_order);
  ADD ("resources-in-order", test_resources_in_order);
  ADD ("filter", test_filter);
  ADD ("texts", test_texts);
  ADD ("widgets", test_widgets);
#undef ADD
  return g_test_run ();
}
