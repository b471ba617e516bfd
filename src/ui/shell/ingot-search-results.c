/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-search-results.h"
#include "ingot-hit-row.h"

/* How many rows before the end the next page is asked for. */
#define AHEAD 10

struct _IngotSearchResults
{
  AdwBin parent_instance;

  IngotSearch *search;
  GSignalGroup *search_signals;
  guint today;
  gboolean chooses_first; /* as soon as there is one */

  GtkSingleSelection *selection;
  GtkListView *list_view;
  AdwStatusPage *nothing;
  GtkStack *stack;
};

enum
{
  PROP_0,
  PROP_SEARCH,
  PROP_TODAY,
  N_PROPS
};

enum
{
  CHOSEN,
  CLEAR,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IngotSearchResults, ingot_search_results, ADW_TYPE_BIN)

static void
choose (IngotSearchResults *self, guint position)
{
  g_autoptr(IngotSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (hit != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, hit);
}

static void
activate_cb (IngotSearchResults *self, guint position)
{
  choose (self, position);
}

static void
clear_clicked_cb (IngotSearchResults *self)
{
  g_signal_emit (self, signals[CLEAR], 0);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, IngotSearchResults *self)
{
  GtkWidget *row = ingot_hit_row_new ();

  g_object_bind_property (self, "today", row, "today", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, row);
  ingot_hit_row_describe (INGOT_HIT_ROW (row), item);
}

static void
load_more_cb (gpointer user_data)
{
  g_autoptr(IngotSearch) search = user_data;

  ingot_search_load_more (search);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, IngotSearchResults *self)
{
  g_object_set (gtk_list_item_get_child (item), "hit", gtk_list_item_get_item (item), NULL);
  /* Later: a list must not change while its rows are being made. */
  if (gtk_list_item_get_position (item) + AHEAD >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    g_idle_add_once (load_more_cb, g_object_ref (self->search));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, IngotSearchResults *self)
{
  g_object_set (gtk_list_item_get_child (item), "hit", NULL, NULL);
}

static void
show_nothing (IngotSearchResults *self)
{
  g_autofree char *title = g_strdup_printf (_("No results for “%s”"), ingot_search_get_text (self->search));

  adw_status_page_set_title (self->nothing, title);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

/* While the answer is on its way, what was there before stays. */
static void
update (IngotSearchResults *self)
{
  if (self->search == NULL || ingot_search_get_pending (self->search))
    return;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->search)) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (*ingot_search_get_text (self->search) == '\0')
    gtk_stack_set_visible_child_name (self->stack, "blank");
  else
    show_nothing (self);
  if (self->chooses_first)
    ingot_search_results_choose_first (self);
}

/* Newer hits for another text begin at the top; another page leaves the reader where they are. */
static void
items_changed_cb (IngotSearchResults *self, guint position, guint removed, guint added)
{
  if (position == 0 && added > 0)
    gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_NONE, NULL);
  update (self);
}

static void
set_search (IngotSearchResults *self, IngotSearch *search)
{
  if (!g_set_object (&self->search, search))
    return;
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (search));
  g_signal_group_set_target (self->search_signals, search);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEARCH]);
}

static void
ingot_search_results_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotSearchResults *self = INGOT_SEARCH_RESULTS (object);

  switch (prop_id)
    {
    case PROP_SEARCH:
      g_value_set_object (value, self->search);
      break;
    case PROP_TODAY:
      g_value_set_uint (value, self->today);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_search_results_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotSearchResults *self = INGOT_SEARCH_RESULTS (object);

  switch (prop_id)
    {
    case PROP_SEARCH:
      set_search (self, g_value_get_object (value));
      break;
    case PROP_TODAY:
      if (self->today == g_value_get_uint (value))
        break;
      self->today = g_value_get_uint (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_search_results_dispose (GObject *object)
{
  IngotSearchResults *self = INGOT_SEARCH_RESULTS (object);

  g_clear_object (&self->search_signals);
  g_clear_object (&self->search);
  G_OBJECT_CLASS (ingot_search_results_parent_class)->dispose (object);
}

static void
ingot_search_results_class_init (IngotSearchResultsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_search_results_get_property;
  object_class->set_property = ingot_search_results_set_property;
  object_class->dispose = ingot_search_results_dispose;

  props[PROP_SEARCH] = g_param_spec_object ("search", NULL, NULL, INGOT_TYPE_SEARCH, writable);
  props[PROP_TODAY] = g_param_spec_uint ("today", NULL, NULL, 0, G_MAXUINT, 0, writable);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, INGOT_TYPE_SEARCH_HIT);
  signals[CLEAR] = g_signal_new ("clear", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ingotapp/Ingot/ingot-search-results.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotSearchResults, selection);
  gtk_widget_class_bind_template_child_full (widget_class, "list-view", FALSE,
                                             G_STRUCT_OFFSET (IngotSearchResults, list_view));
  gtk_widget_class_bind_template_child (widget_class, IngotSearchResults, nothing);
  gtk_widget_class_bind_template_child (widget_class, IngotSearchResults, stack);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
ingot_search_results_init (IngotSearchResults *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->search_signals = g_signal_group_new (INGOT_TYPE_SEARCH);
  g_signal_group_connect_swapped (self->search_signals, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_group_connect_swapped (self->search_signals, "notify::pending", G_CALLBACK (update), self);
}

GtkWidget *
ingot_search_results_new (void)
{
  return g_object_new (INGOT_TYPE_SEARCH_RESULTS, NULL);
}

void
ingot_search_results_choose_first (IngotSearchResults *self)
{
  self->chooses_first = self->search != NULL && ingot_search_get_pending (self->search);
  if (!self->chooses_first)
    choose (self, 0);
}
