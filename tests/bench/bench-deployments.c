/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thousand deployments of 40 resources in 5 subscriptions, known from the store: to the first paint of the page, a
 * sort by another column, a key press in its search, and scrolling; beside a bare GtkColumnView whose cells are labels
 * with the same texts, which sorts and filters by them. Times are of the thread that draws. */
#define G_LOG_DOMAIN "ingot-bench"
#include "config.h"

#include <libdex.h>
#include <locale.h>

#include "deployments/ingot-deployment-cells.h"
#include "deployments/ingot-deployment-entries.h"
#include "deployments/ingot-deployment-table.h"
#include "deployments/ingot-deployments-page.h"
#include "ingot-bench.h"
#include "ingot-test-store.h"
#include "jobs/ingot-workspace.h"

#define N_SUBSCRIPTIONS 5
#define N_RESOURCES 40
#define N_EACH 25
#define N_ROUNDS 9
#define N_FRAMES 300
#define STEP 60 /* pixels a frame */

/* What is measured, as it is driven. */
typedef struct
{
  const char *name;
  GtkWidget *(*create) (IngotWorkspace *workspace);
  GtkColumnView *(*get_view) (GtkWidget *widget);
  void (*search) (GtkWidget *widget, const char *text);
} Side;

/* The store */

static IngotDeployment *
make_deployment (guint resource, guint n)
{
  static const char *const models[][3] = {
    { "gpt-4o", "2024-11-20", "OpenAI" }, { "Mistral-Large-2411", "2", "Mistral AI" },
    { "DeepSeek-V3-0324", "1", "DeepSeek" }, { "text-embedding-3-small", "1", "OpenAI" },
  };
  g_autofree char *name = g_strdup_printf ("%s-%u-%u", models[n % 4][0], resource, (n * 7) % N_EACH);
  g_autoptr(IngotDeploymentInfo) info = ingot_deployment_info_new ();
  IngotDeployment *deployment = ingot_deployment_new (name, INGOT_ENDPOINT_STYLE_V1);

  info->model = g_strdup (models[n % 4][0]);
  info->version = g_strdup (models[n % 4][1]);
  info->format = g_strdup (models[n % 4][2]);
  info->sku = g_strdup (n % 3 == 0 ? "GlobalStandard" : "ProvisionedManaged");
  info->policy = g_strdup ("Microsoft.DefaultV2");
  info->state = g_strdup (n % 11 == 0 ? "Creating" : "Succeeded");
  info->capacity = 10 + (n * 37 + resource) % 500;
  info->tokens_per_minute = 1000 * info->capacity;
  info->requests_per_minute = 6 * info->capacity;
  ingot_deployment_set_info (deployment, info);
  return deployment;
}

static DexFuture *
save_resource (IngotStore *store, guint n)
{
  g_autofree char *name = g_strdup_printf ("contoso-%02u", n);
  g_autofree char *url = g_strdup_printf ("https://contoso-%02u.services.ai.azure.com", n);
  g_autoptr(IngotResource) resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, name, INGOT_SIGN_IN_KEY);
  g_autoptr(IngotResourceInfo) info = ingot_resource_info_new ();

  info->id = g_strdup_printf ("/subscriptions/%u/accounts/%s", n % N_SUBSCRIPTIONS, name);
  info->kind = g_strdup ("AIServices");
  info->location = g_strdup ("swedencentral");
  info->subscription = g_strdup_printf ("%u", n % N_SUBSCRIPTIONS);
  info->subscription_name = g_strdup_printf ("Subscription %u", n % N_SUBSCRIPTIONS);
  ingot_resource_set_info (resource, info);
  ingot_resource_set_address (resource, url, "/openai/v1");
  ingot_resource_set_id (resource, ingot_store_new_id (store));
  ingot_resource_set_listed (resource, g_get_real_time ());
  for (guint i = 0; i < N_EACH; i++)
    {
      g_autoptr(IngotDeployment) deployment = make_deployment (n, i);

      ingot_resource_add_deployment (resource, deployment);
    }
  return ingot_store_save_resource (store, resource);
}

static void
fill_store (const char *folder)
{
  IngotStore *store = ingot_test_store_open (folder);

  for (guint i = 0; i < N_RESOURCES; i++)
    ingot_test_await_success (save_resource (store, i));
  ingot_test_store_close (&store);
}

/* Ours */

static GtkColumnView *
get_our_view (GtkWidget *page)
{
  GObject *table = gtk_widget_get_template_child (page, INGOT_TYPE_DEPLOYMENTS_PAGE, "table");

  return GTK_COLUMN_VIEW (gtk_widget_get_template_child (GTK_WIDGET (table), INGOT_TYPE_DEPLOYMENT_TABLE, "view"));
}

static GtkWidget *
create_ours (IngotWorkspace *workspace)
{
  return ingot_deployments_page_new (workspace, NULL);
}

/* At once: an entry waits a moment for the next key. */
static void
search_ours (GtkWidget *page, const char *text)
{
  GObject *entry = gtk_widget_get_template_child (page, INGOT_TYPE_DEPLOYMENTS_PAGE, "search");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
}

/* The bare one: rows are arrays of texts on objects that do nothing. */

static const char *
get_text (gpointer row, guint column)
{
  return ((char **) g_object_get_data (row, "texts"))[column];
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell)
{
  gtk_column_view_cell_set_child (cell, g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize",
                                                      PANGO_ELLIPSIZE_END, "width-chars", 12, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, gpointer column)
{
  gtk_label_set_label (GTK_LABEL (gtk_column_view_cell_get_child (cell)),
                       get_text (gtk_column_view_cell_get_item (cell), GPOINTER_TO_UINT (column)));
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer column)
{
  return g_utf8_collate (get_text ((gpointer) a, GPOINTER_TO_UINT (column)),
                         get_text ((gpointer) b, GPOINTER_TO_UINT (column)));
}

static gboolean
matches_cb (gpointer row, gpointer view)
{
  const char *needle = g_object_get_data (view, "needle");

  for (guint i = 0; needle != NULL && i < INGOT_DEPLOYMENT_N_COLUMNS; i++)
    if (strstr (get_text (row, i), needle) != NULL)
      return TRUE;
  return needle == NULL;
}

static GListModel *
make_rows (IngotWorkspace *workspace)
{
  g_autoptr(IngotDeploymentEntries) entries =
    ingot_deployment_entries_new (G_LIST_MODEL (ingot_workspace_get_resources (workspace)));
  GListStore *rows = g_list_store_new (G_TYPE_OBJECT);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (entries)); i++)
    {
      g_autoptr(IngotDeploymentEntry) entry = g_list_model_get_item (G_LIST_MODEL (entries), i);
      g_autoptr(GObject) row = g_object_new (G_TYPE_OBJECT, NULL);
      char **texts = g_new0 (char *, INGOT_DEPLOYMENT_N_COLUMNS + 1);

      for (guint column = 0; column < INGOT_DEPLOYMENT_N_COLUMNS; column++)
        texts[column] = column == INGOT_DEPLOYMENT_COLUMN_ENDPOINTS
                          ? g_strdup ("inference deployment v1") : ingot_deployment_cells_dup_text (entry, column);
      g_object_set_data_full (row, "texts", texts, (GDestroyNotify) g_strfreev);
      g_list_store_append (rows, row);
    }
  return G_LIST_MODEL (rows);
}

static void
add_column (GtkColumnView *view, guint n)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new ("Column", factory);
  g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, GUINT_TO_POINTER (n), NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (n));
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_expand (column, n < 2);
  gtk_column_view_append_column (view, column);
}

static GtkWidget *
create_bare (IngotWorkspace *workspace)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkColumnView *view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (matches_cb, view, NULL));
  GtkFilterListModel *filtered = gtk_filter_list_model_new (make_rows (workspace), filter);
  g_autoptr(GtkSelectionModel) selection = NULL;

  g_object_set_data (G_OBJECT (view), "filter", filter);
  for (guint i = 0; i < INGOT_DEPLOYMENT_N_COLUMNS; i++)
    add_column (view, i);
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (
    gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (gtk_column_view_get_sorter (view))))));
  gtk_column_view_set_model (view, selection);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view));
  return scroller;
}

static GtkColumnView *
get_bare_view (GtkWidget *scroller)
{
  return GTK_COLUMN_VIEW (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller)));
}

static void
search_bare (GtkWidget *scroller, const char *text)
{
  GObject *view = G_OBJECT (get_bare_view (scroller));
  gboolean is_longer = *text != '\0';

  g_object_set_data_full (view, "needle", is_longer ? g_strdup (text) : NULL, g_free);
  gtk_filter_changed (g_object_get_data (view, "filter"),
                      is_longer ? GTK_FILTER_CHANGE_MORE_STRICT : GTK_FILTER_CHANGE_LESS_STRICT);
}

/* Measuring */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print (const Side *side, const char *what, GtkColumnView *view, double ms[N_ROUNDS])
{
  qsort (ms, N_ROUNDS, sizeof *ms, compare_doubles);
  g_print ("{\"name\":\"deployments %s\",\"what\":\"%s\",\"rows\":%u,\"cpu_ms\":%.2f,\"worst_cpu_ms\":%.2f}\n", what,
           side->name, g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view))), ms[N_ROUNDS / 2],
           ms[N_ROUNDS - 1]);
}

/* Made, shown and painted, in a window that is there. The first time is apart: it loads types, styles and icons. */
static GtkWidget *
bench_open (const Side *side, AdwBin *bin, IngotWorkspace *workspace)
{
  GtkWidget *widget = NULL;
  double ms[N_ROUNDS], settled[N_ROUNDS];
  double first = 0;
  gint64 first_us = 0;

  for (int i = -1; i < N_ROUNDS; i++)
    {
      gint64 start;
      double before;

      adw_bin_set_child (bin, NULL);
      ingot_bench_run (100);
      start = g_get_monotonic_time ();
      before = ingot_bench_thread_ms ();
      widget = side->create (workspace);
      adw_bin_set_child (bin, widget);
      ingot_bench_wait_for_frame (GTK_WIDGET (bin));
      if (i >= 0)
        ms[i] = ingot_bench_thread_ms () - before;
      else
        {
          first = ingot_bench_thread_ms () - before;
          first_us = g_get_monotonic_time () - start;
        }
      ingot_bench_run (500);
      if (i >= 0)
        settled[i] = ingot_bench_thread_ms () - before;
    }
  g_print ("{\"name\":\"deployments first open\",\"what\":\"%s\",\"cpu_ms\":%.2f,\"wall_ms\":%.2f}\n", side->name,
           first, (double) first_us / 1000);
  print (side, "open", side->get_view (widget), ms);
  print (side, "open and settle", side->get_view (widget), settled);
  return widget;
}

static void
bench_sort (const Side *side, GtkWidget *widget)
{
  GtkColumnView *view = side->get_view (widget);
  double ms[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (gtk_column_view_get_columns (view), 1 + i % 2);
      double before = ingot_bench_thread_ms ();

      gtk_column_view_sort_by_column (view, column, GTK_SORT_ASCENDING);
      ingot_bench_wait_for_frame (widget);
      ms[i] = ingot_bench_thread_ms () - before;
      ingot_bench_run (50);
    }
  print (side, "sort", view, ms);
}

/* All rows go through the filter, and a quarter of them stays. */
static void
bench_search (const Side *side, GtkWidget *widget)
{
  double ms[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      double before;

      side->search (widget, "");
      ingot_bench_run (100);
      before = ingot_bench_thread_ms ();
      side->search (widget, "istral");
      ingot_bench_wait_for_frame (widget);
      ms[i] = ingot_bench_thread_ms () - before;
    }
  print (side, "search", side->get_view (widget), ms);
  side->search (widget, "");
  ingot_bench_run (50);
}

static void
bench_scroll (const Side *side, GtkWidget *widget)
{
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (side->get_view (widget)));
  g_autoptr(IngotFrames) frames = NULL;

  gtk_adjustment_set_value (place, 0);
  ingot_bench_run (100);
  frames = ingot_frames_watch (widget);
  while (ingot_frames_count (frames) < N_FRAMES)
    {
      gtk_adjustment_set_value (place, gtk_adjustment_get_value (place) + STEP);
      ingot_bench_wait_for_frame (widget);
    }
  g_print ("{\"name\":\"deployments scroll\",\"what\":\"%s\",\"frames\":%u,\"frame_mean_ms\":%.2f,"
           "\"frame_p50_ms\":%.2f,\"frame_p99_ms\":%.2f}\n", side->name, ingot_frames_count (frames),
           ingot_frames_mean (frames), ingot_frames_quantile (frames, 0.5), ingot_frames_quantile (frames, 0.99));
}

static void
bench_side (const Side *side, IngotWorkspace *workspace)
{
  AdwBin *bin = ADW_BIN (adw_bin_new ());
  GtkWindow *window = ingot_bench_show (GTK_WIDGET (bin), 1000, 800);
  GtkWidget *widget = bench_open (side, bin, workspace);

  bench_sort (side, widget);
  bench_search (side, widget);
  bench_scroll (side, widget);
  gtk_window_destroy (window);
}

int
main (void)
{
  static const Side sides[] = {
    { "bare column view", create_bare, get_bare_view, search_bare },
    { "ingot", create_ours, get_our_view, search_ours },
  };
  g_autofree char *folder = NULL;
  g_autoptr(IngotWorkspace) workspace = NULL;

  dex_init ();
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
  folder = ingot_test_make_folder ();
  fill_store (folder);
  workspace = ingot_workspace_new (folder, "ingot-sandbox");
  while (!ingot_workspace_get_ready (workspace))
    g_main_context_iteration (NULL, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    bench_side (&sides[i], workspace);
  ingot_test_await_success (ingot_workspace_close (workspace));
  ingot_test_remove_folder (folder);
  return 0;
}
