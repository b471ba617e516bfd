/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include "ingot-deployment-cells.h"
#include "ingot-deployment-table.h"

struct _IngotDeploymentTable
{
  AdwBin parent_instance;

  GMenuModel *menu_model;
  GtkWidget *popover; /* made when first asked for */
  IngotDeploymentEntry *selected;

  GtkColumnView *view;
  GtkSortListModel *sorted;
  GtkSliceListModel *shown; /* of them: as many as fit a screen until there was a frame, then all */
  GtkSingleSelection *selection;
};

enum
{
  PROP_0,
  PROP_MODEL,
  PROP_MENU_MODEL,
  PROP_SELECTED,
  N_PROPS
};

enum
{
  ACTIVATED,
  DETAILS,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IngotDeploymentTable, ingot_deployment_table, ADW_TYPE_BIN)

static void
activate_cb (IngotDeploymentTable *self, guint position)
{
  g_autoptr(IngotDeploymentEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (entry != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, entry);
}

static void
selected_item_cb (IngotDeploymentTable *self)
{
  if (g_set_object (&self->selected, gtk_single_selection_get_selected_item (self->selection)))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
}

/* Who is at the top stays there; by itself the list would keep its first row and hide what comes above. */
static void
items_changed_cb (IngotDeploymentTable *self)
{
  GtkAdjustment *position = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0 && gtk_adjustment_get_value (position) < 1)
    gtk_column_view_scroll_to (self->view, 0, NULL, GTK_LIST_SCROLL_NONE, NULL);
}

static IngotDeploymentEntry *
find_focus_entry (IngotDeploymentTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    return NULL;
  return ingot_deployment_cells_find_entry (focus);
}

/* Rather than what the list does with it, which is to select what is selected. */
static gboolean
space_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  IngotDeploymentTable *self = INGOT_DEPLOYMENT_TABLE (user_data);
  IngotDeploymentEntry *entry = find_focus_entry (self);

  if (entry == NULL)
    return GDK_EVENT_PROPAGATE;
  ingot_deployment_table_set_selected (self, entry);
  g_signal_emit (self, signals[DETAILS], 0, entry);
  return GDK_EVENT_STOP;
}

/* The menu is about what is selected; whoever gives it hears of the selection first. */
static void
show_menu (IngotDeploymentTable *self, IngotDeploymentEntry *entry, const graphene_point_t *point)
{
  ingot_deployment_table_set_selected (self, entry);
  if (self->menu_model == NULL)
    return;
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (NULL);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->popover), self->menu_model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle) { (int) point->x, (int) point->y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
secondary_pressed_cb (IngotDeploymentTable *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  IngotDeploymentEntry *entry = picked != NULL ? ingot_deployment_cells_find_entry (picked) : NULL;
  graphene_point_t point;

  if (entry == NULL || !gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self),
                                                  &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, entry, &point);
}

static void
long_pressed_cb (IngotDeploymentTable *self, double x, double y, GtkGesture *gesture)
{
  secondary_pressed_cb (self, 1, x, y, gesture);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  IngotDeploymentTable *self = INGOT_DEPLOYMENT_TABLE (widget);
  IngotDeploymentEntry *entry = find_focus_entry (self);
  graphene_rect_t bounds;

  if (entry == NULL
      || !gtk_widget_compute_bounds (gtk_root_get_focus (gtk_widget_get_root (widget)), widget, &bounds))
    return GDK_EVENT_PROPAGATE;
  show_menu (self, entry, &GRAPHENE_POINT_INIT (bounds.origin.x + 24, bounds.origin.y + bounds.size.height));
  return GDK_EVENT_STOP;
}

static gboolean
ingot_deployment_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (INGOT_DEPLOYMENT_TABLE (widget)->view));
}

static void
ingot_deployment_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  IngotDeploymentTable *self = INGOT_DEPLOYMENT_TABLE (widget);

  GTK_WIDGET_CLASS (ingot_deployment_table_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
show_all (IngotDeploymentTable *self)
{
  gtk_slice_list_model_set_size (self->shown, G_MAXUINT);
}

static void
show_all_cb (gpointer user_data)
{
  g_autoptr(IngotDeploymentTable) self = user_data;

  show_all (self);
}

/* A column view makes two hundred rows, each of twenty widgets; the first frame does not wait for those. */
static void
ingot_deployment_table_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IngotDeploymentTable *self = INGOT_DEPLOYMENT_TABLE (widget);

  GTK_WIDGET_CLASS (ingot_deployment_table_parent_class)->snapshot (widget, snapshot);
  if (gtk_slice_list_model_get_size (self->shown) != G_MAXUINT
      && gtk_sort_list_model_get_model (self->sorted) != NULL)
    g_idle_add_once (show_all_cb, g_object_ref (self));
}

static void
ingot_deployment_table_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotDeploymentTable *self = INGOT_DEPLOYMENT_TABLE (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, gtk_sort_list_model_get_model (self->sorted));
      break;
    case PROP_MENU_MODEL:
      g_value_set_object (value, self->menu_model);
      break;
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_deployment_table_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotDeploymentTable *self = INGOT_DEPLOYMENT_TABLE (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      if (gtk_sort_list_model_get_model (self->sorted) == g_value_get_object (value))
        return;
      gtk_sort_list_model_set_model (self->sorted, g_value_get_object (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_MENU_MODEL:
      if (g_set_object (&self->menu_model, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SELECTED:
      ingot_deployment_table_set_selected (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_deployment_table_dispose (GObject *object)
{
  IngotDeploymentTable *self = INGOT_DEPLOYMENT_TABLE (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->menu_model);
  g_clear_object (&self->selected);
  G_OBJECT_CLASS (ingot_deployment_table_parent_class)->dispose (object);
}

static void
ingot_deployment_table_class_init (IngotDeploymentTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_deployment_table_get_property;
  object_class->set_property = ingot_deployment_table_set_property;
  object_class->dispose = ingot_deployment_table_dispose;
  widget_class->grab_focus = ingot_deployment_table_grab_focus;
  widget_class->size_allocate = ingot_deployment_table_size_allocate;
  widget_class->snapshot = ingot_deployment_table_snapshot;

  props[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_MENU_MODEL] = g_param_spec_object ("menu-model", NULL, NULL, G_TYPE_MENU_MODEL, flags);
  props[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, INGOT_TYPE_DEPLOYMENT_ENTRY, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, INGOT_TYPE_DEPLOYMENT_ENTRY);
  signals[DETAILS] = g_signal_new ("details", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, INGOT_TYPE_DEPLOYMENT_ENTRY);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-deployment-table.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentTable, view);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentTable, sorted);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentTable, shown);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentTable, selection);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, items_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_item_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
}

static void
fill_columns (IngotDeploymentTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  g_autoptr(GtkListItemFactory) rows = ingot_deployment_cells_new_row_factory ();
  g_autoptr(GtkColumnViewColumn) first = g_list_model_get_item (columns, 0);

  g_assert (g_list_model_get_n_items (columns) == INGOT_DEPLOYMENT_N_COLUMNS);
  for (guint i = 0; i < INGOT_DEPLOYMENT_N_COLUMNS; i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autoptr(GtkListItemFactory) factory = ingot_deployment_cells_new_factory (i);
      g_autoptr(GtkSorter) sorter = ingot_deployment_cells_new_sorter (i);

      gtk_column_view_column_set_factory (column, factory);
      gtk_column_view_column_set_sorter (column, sorter);
    }
  gtk_column_view_set_row_factory (self->view, rows);
  gtk_sort_list_model_set_sorter (self->sorted, gtk_column_view_get_sorter (self->view));
  gtk_column_view_sort_by_column (self->view, first, GTK_SORT_ASCENDING);
}

static void
ingot_deployment_table_init (IngotDeploymentTable *self)
{
  GtkEventController *keys;

  gtk_widget_init_template (GTK_WIDGET (self));
  fill_columns (self);

  keys = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_space, 0),
                                                          gtk_callback_action_new (space_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

void
ingot_deployment_table_sort_again (IngotDeploymentTable *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  GtkColumnViewColumn *column =
    gtk_column_view_sorter_get_primary_sort_column (GTK_COLUMN_VIEW_SORTER (sorter));

  if (column != NULL)
    gtk_sorter_changed (gtk_column_view_column_get_sorter (column), GTK_SORTER_CHANGE_DIFFERENT);
}

IngotDeploymentEntry *
ingot_deployment_table_get_selected (IngotDeploymentTable *self)
{
  return self->selected;
}

void
ingot_deployment_table_set_selected (IngotDeploymentTable *self, IngotDeploymentEntry *entry)
{
  guint n;

  if (self->selected == entry)
    return;
  if (entry != NULL)
    show_all (self);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  for (guint i = 0; entry != NULL && i < n; i++)
    {
      g_autoptr(IngotDeploymentEntry) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (item == entry)
        {
          gtk_single_selection_set_selected (self->selection, i);
          return;
        }
    }
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}
