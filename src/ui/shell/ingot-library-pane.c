/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-day-model.h"
#include "ingot-days.h"
#include "ingot-library-pane.h"
#include "ingot-library-row.h"
#include "ingot-search-results.h"
#include "widgets/ingot-late-menu.h"
#include "widgets/ingot-sidebar-layout.h"
#include "widgets/ingot-stack.h"

struct _IngotLibraryPane
{
  AdwBin parent_instance;

  GListModel *library;
  IngotSearch *search;
  IngotConversation *selected;
  IngotConversation *target; /* what the context menu is about */
  guint today;

  GtkWidget *popover; /* made when first asked for */

  IngotDayModel *days;
  GtkSliceListModel *shown; /* of them: as many as fit a screen until there was a frame, then all */
  GtkListView *list_view;
  IngotSearchResults *results;
  GMenuModel *main_menu;
  GtkMenuButton *menu_button;
  GMenuModel *row_menu;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkSingleSelection *selection;
  GtkStack *stack;
};

enum
{
  PROP_0,
  PROP_LIBRARY,
  PROP_SEARCH,
  PROP_SELECTED,
  PROP_TODAY,
  N_PROPS
};

enum
{
  CHOSEN,
  HIT_CHOSEN,
  RENAME,
  EXPORT,
  DELETE,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IngotLibraryPane, ingot_library_pane, ADW_TYPE_BIN)

static guint
find_position (IngotLibraryPane *self, IngotConversation *conversation)
{
  GListModel *list = G_LIST_MODEL (self->days);
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; conversation != NULL && i < n; i++)
    {
      g_autoptr(IngotConversation) item = g_list_model_get_item (list, i);

      if (item == conversation)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* The row that @widget, a descendant of the list view, is in; or NULL. */
static IngotLibraryRow *
find_row (IngotLibraryPane *self, GtkWidget *widget)
{
  while (widget != NULL && gtk_widget_get_parent (widget) != GTK_WIDGET (self->list_view))
    widget = gtk_widget_get_parent (widget);
  if (widget != NULL)
    widget = gtk_widget_get_first_child (widget);
  return INGOT_IS_LIBRARY_ROW (widget) ? INGOT_LIBRARY_ROW (widget) : NULL;
}

static IngotLibraryRow *
find_focus_row (IngotLibraryPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? find_row (self, gtk_root_get_focus (root)) : NULL;
}

static IngotLibraryRow *
find_row_at (IngotLibraryPane *self, double x, double y)
{
  return find_row (self, gtk_widget_pick (GTK_WIDGET (self->list_view), x, y, GTK_PICK_DEFAULT));
}

static void
show_menu (IngotLibraryPane *self, IngotLibraryRow *row, double x, double y)
{
  graphene_point_t point;

  if (!gtk_widget_compute_point (GTK_WIDGET (self->list_view), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;

  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (self->row_menu);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
    }
  g_set_object (&self->target, ingot_library_row_get_conversation (row));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "library.pin",
                                 !ingot_conversation_get_pinned (self->target));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "library.unpin",
                                 ingot_conversation_get_pinned (self->target));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) { (int) point.x, (int) point.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
secondary_pressed_cb (IngotLibraryPane *self, int n_press, double x, double y, GtkGesture *gesture)
{
  IngotLibraryRow *row = find_row_at (self, x, y);

  if (row == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, row, x, y);
}

static void
long_pressed_cb (IngotLibraryPane *self, double x, double y, GtkGesture *gesture)
{
  secondary_pressed_cb (self, 1, x, y, gesture);
}

static void
clicked_cb (IngotLibraryPane *self, int n_press, double x, double y)
{
  if (find_row_at (self, x, y) != NULL)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static void
activate_cb (IngotLibraryPane *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  IngotLibraryPane *self = INGOT_LIBRARY_PANE (widget);
  IngotLibraryRow *row = find_focus_row (self);
  graphene_rect_t bounds;

  if (row == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list_view), &bounds))
    return GDK_EVENT_PROPAGATE;
  show_menu (self, row, bounds.origin.x + bounds.size.width / 2, bounds.origin.y + bounds.size.height);
  return GDK_EVENT_STOP;
}

static gboolean
delete_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  IngotLibraryPane *self = INGOT_LIBRARY_PANE (widget);
  IngotLibraryRow *row = find_focus_row (self);

  if (row == NULL)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[DELETE], 0, ingot_library_row_get_conversation (row));
  return GDK_EVENT_STOP;
}

static void
rename_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotLibraryPane *self = INGOT_LIBRARY_PANE (widget);

  if (self->target != NULL)
    g_signal_emit (self, signals[RENAME], 0, self->target);
}

static void
delete_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotLibraryPane *self = INGOT_LIBRARY_PANE (widget);

  if (self->target != NULL)
    g_signal_emit (self, signals[DELETE], 0, self->target);
}

static void
export_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotLibraryPane *self = INGOT_LIBRARY_PANE (widget);

  if (self->target != NULL)
    g_signal_emit (self, signals[EXPORT], 0, self->target);
}

static void
pin_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotLibraryPane *self = INGOT_LIBRARY_PANE (widget);

  if (self->target != NULL)
    ingot_conversation_set_pinned (self->target, g_str_equal (name, "library.pin"));
}

static void
row_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, IngotLibraryPane *self)
{
  GtkWidget *row = ingot_library_row_new ();

  g_object_bind_property (self, "today", row, "today", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, row);
  ingot_library_row_describe (INGOT_LIBRARY_ROW (row), item);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, IngotLibraryPane *self)
{
  g_object_set (gtk_list_item_get_child (item), "conversation", gtk_list_item_get_item (item), NULL);
}

static void
row_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, IngotLibraryPane *self)
{
  g_object_set (gtk_list_item_get_child (item), "conversation", NULL, NULL);
}

static void
update_header (GtkListHeader *header)
{
  GtkWidget *label = gtk_list_header_get_child (header);
  IngotLibraryPane *self = g_object_get_data (G_OBJECT (header), "pane");
  IngotConversation *first = gtk_list_header_get_item (header);
  g_autofree char *title = NULL;

  if (label == NULL || first == NULL)
    return;
  if (ingot_conversation_get_pinned (first))
    title = g_strdup (_("Pinned"));
  else
    title = ingot_days_dup_section_title (ingot_conversation_get_updated (first), self->today);
  gtk_label_set_label (GTK_LABEL (label), title);
}

/* The groups can be called otherwise, by midnight or by a reply, while the header and its first row stay. */
static void
header_setup_cb (GtkSignalListItemFactory *factory, GtkListHeader *header, IngotLibraryPane *self)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "margin-start", 12, "xalign", 0.0f, NULL);

  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_list_header_set_child (header, label);
  g_object_set_data (G_OBJECT (header), "pane", self);
  g_signal_connect (header, "notify::item", G_CALLBACK (update_header), NULL);
  g_signal_connect_object (self->days, "sections-changed", G_CALLBACK (update_header), header,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
header_bind_cb (GtkSignalListItemFactory *factory, GtkListHeader *header, IngotLibraryPane *self)
{
  update_header (header);
}

static void
update_stack (IngotLibraryPane *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0;
  gboolean searching = self->search != NULL && *ingot_search_get_text (self->search) != '\0';

  ingot_stack_show (self->stack, searching ? "search" : empty ? "empty" : "list");
}

static void
search_changed_cb (IngotLibraryPane *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));

  if (self->search != NULL)
    ingot_search_set_text (self->search, text);
  update_stack (self);
}

static void
search_activate_cb (IngotLibraryPane *self)
{
  search_changed_cb (self);
  ingot_search_results_choose_first (self->results);
}

static void
clear_search_cb (IngotLibraryPane *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
hit_chosen_cb (IngotLibraryPane *self, IngotSearchHit *hit)
{
  g_signal_emit (self, signals[HIT_CHOSEN], 0, hit);
}

static void
sync_selection (IngotLibraryPane *self)
{
  if (gtk_single_selection_get_selected_item (self->selection) == self->selected)
    return;
  gtk_single_selection_set_selected (self->selection, find_position (self, self->selected));
}

static void
items_changed_cb (IngotLibraryPane *self)
{
  GtkAdjustment *position = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  update_stack (self);
  sync_selection (self);
  /* Who is at the top stays there; by itself the list would keep its first row and hide what comes above. */
  if (n > 0 && gtk_adjustment_get_value (position) < 1)
    gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_NONE, NULL);
}

static void
selected_item_cb (IngotLibraryPane *self)
{
  IngotConversation *item = gtk_single_selection_get_selected_item (self->selection);

  /* Nothing is selected when the selected one has moved or gone, or was clicked with Ctrl: no choice. */
  if (item != NULL)
    ingot_library_pane_set_selected (self, item);
  else
    sync_selection (self);
}

static void
set_library (IngotLibraryPane *self, GListModel *library)
{
  if (!g_set_object (&self->library, library))
    return;
  g_object_set (self->days, "model", library, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LIBRARY]);
}

static void
set_search (IngotLibraryPane *self, IngotSearch *search)
{
  if (!g_set_object (&self->search, search))
    return;
  g_object_set (self->results, "search", search, NULL);
  search_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEARCH]);
}

static void
set_today (IngotLibraryPane *self, guint today)
{
  if (self->today == today)
    return;
  self->today = today;
  g_object_set (self->days, "today", today, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TODAY]);
}

static void
ingot_library_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotLibraryPane *self = INGOT_LIBRARY_PANE (object);

  switch (prop_id)
    {
    case PROP_LIBRARY:
      g_value_set_object (value, self->library);
      break;
    case PROP_SEARCH:
      g_value_set_object (value, self->search);
      break;
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    case PROP_TODAY:
      g_value_set_uint (value, self->today);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_library_pane_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotLibraryPane *self = INGOT_LIBRARY_PANE (object);

  switch (prop_id)
    {
    case PROP_LIBRARY:
      set_library (self, g_value_get_object (value));
      break;
    case PROP_SEARCH:
      set_search (self, g_value_get_object (value));
      break;
    case PROP_SELECTED:
      ingot_library_pane_set_selected (self, g_value_get_object (value));
      break;
    case PROP_TODAY:
      set_today (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_library_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  IngotLibraryPane *self = INGOT_LIBRARY_PANE (widget);

  GTK_WIDGET_CLASS (ingot_library_pane_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
show_all_cb (gpointer user_data)
{
  g_autoptr(IngotLibraryPane) self = user_data;

  gtk_slice_list_model_set_size (self->shown, G_MAXUINT);
}

/* A list view makes rows far below what is seen; the first frame does not wait for those. */
static void
ingot_library_pane_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IngotLibraryPane *self = INGOT_LIBRARY_PANE (widget);

  GTK_WIDGET_CLASS (ingot_library_pane_parent_class)->snapshot (widget, snapshot);
  if (self->library != NULL && gtk_slice_list_model_get_size (self->shown) != G_MAXUINT)
    g_idle_add_once (show_all_cb, g_object_ref (self));
}

static void
ingot_library_pane_dispose (GObject *object)
{
  IngotLibraryPane *self = INGOT_LIBRARY_PANE (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->library);
  g_clear_object (&self->search);
  g_clear_object (&self->selected);
  g_clear_object (&self->target);
  G_OBJECT_CLASS (ingot_library_pane_parent_class)->dispose (object);
}

#define CHILD(name, member) { name, G_STRUCT_OFFSET (IngotLibraryPane, member) }

static void
bind_template (GtkWidgetClass *widget_class)
{
  static const struct { const char *name; gssize offset; } children[] = {
    CHILD ("days", days), CHILD ("list-view", list_view), CHILD ("main-menu", main_menu),
    CHILD ("menu-button", menu_button), CHILD ("results", results), CHILD ("row-menu", row_menu),
    CHILD ("search-bar", search_bar), CHILD ("search-entry", search_entry), CHILD ("selection", selection),
    CHILD ("shown", shown), CHILD ("stack", stack),
  };

  g_type_ensure (INGOT_TYPE_DAY_MODEL);
  g_type_ensure (INGOT_TYPE_SEARCH_RESULTS);
  gtk_widget_class_set_layout_manager_type (widget_class, INGOT_TYPE_SIDEBAR_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ingotapp/Ingot/ingot-library-pane.ui");
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_class_bind_template_child_full (widget_class, children[i].name, FALSE, children[i].offset);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, hit_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, items_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_item_cb);
}

static void
ingot_library_pane_class_init (IngotLibraryPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_library_pane_get_property;
  object_class->set_property = ingot_library_pane_set_property;
  object_class->dispose = ingot_library_pane_dispose;
  widget_class->size_allocate = ingot_library_pane_size_allocate;
  widget_class->snapshot = ingot_library_pane_snapshot;

  props[PROP_LIBRARY] = g_param_spec_object ("library", NULL, NULL, G_TYPE_LIST_MODEL, writable);
  props[PROP_SEARCH] = g_param_spec_object ("search", NULL, NULL, INGOT_TYPE_SEARCH, writable);
  props[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, INGOT_TYPE_CONVERSATION, writable);
  props[PROP_TODAY] = g_param_spec_uint ("today", NULL, NULL, 0, G_MAXUINT, 0, writable);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[HIT_CHOSEN] = g_signal_new ("hit-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, INGOT_TYPE_SEARCH_HIT);
  signals[EXPORT] = g_signal_new ("export", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, INGOT_TYPE_CONVERSATION);
  signals[RENAME] = g_signal_new ("rename", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, INGOT_TYPE_CONVERSATION);
  signals[DELETE] = g_signal_new ("delete", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, INGOT_TYPE_CONVERSATION);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "library.rename", NULL, rename_activated);
  gtk_widget_class_install_action (widget_class, "library.export", NULL, export_activated);
  gtk_widget_class_install_action (widget_class, "library.delete", NULL, delete_activated);
  gtk_widget_class_install_action (widget_class, "library.pin", NULL, pin_activated);
  gtk_widget_class_install_action (widget_class, "library.unpin", NULL, pin_activated);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, 0, delete_key_cb, NULL);
}

static void
ingot_library_pane_init (IngotLibraryPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ingot_menu_button_set_late_menu (self->menu_button, self->main_menu);
  update_stack (self);
}

GtkWidget *
ingot_library_pane_new (void)
{
  return g_object_new (INGOT_TYPE_LIBRARY_PANE, NULL);
}

IngotConversation *
ingot_library_pane_get_selected (IngotLibraryPane *self)
{
  return self->selected;
}

void
ingot_library_pane_set_selected (IngotLibraryPane *self, IngotConversation *conversation)
{
  if (!g_set_object (&self->selected, conversation))
    return;
  sync_selection (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
}

void
ingot_library_pane_begin_search (IngotLibraryPane *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

IngotConversation *
ingot_library_pane_dup_neighbour (IngotLibraryPane *self, IngotConversation *conversation, int step)
{
  guint position = find_position (self, conversation);

  if (position == GTK_INVALID_LIST_POSITION)
    position = step > 0 ? 0 : GTK_INVALID_LIST_POSITION;
  else
    position += (guint) step; /* above the first it wraps around to where nothing is */
  return g_list_model_get_item (G_LIST_MODEL (self->days), position);
}
