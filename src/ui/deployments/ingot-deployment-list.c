/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-deployment-cells.h"
#include "ingot-deployment-list.h"

/* The head of the first box may be out of sight, and it still is the top. */
#define TOP 60

struct _IngotDeploymentList
{
  AdwBin parent_instance;

  GtkSorter *by_name;
  GtkSorter *by_resource;
  GtkSortListModel *sorted;
  GPtrArray *bound; /* of GtkListItem, not owned: the rows that show something */
  guint shape_id;   /* the source that shapes them, or 0 */

  GtkListView *view;
};

/* What a row is made of. */
typedef struct
{
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkImage *state;
} Row;

enum
{
  PROP_0,
  PROP_MODEL,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint activated_signal;

G_DEFINE_FINAL_TYPE (IngotDeploymentList, ingot_deployment_list, ADW_TYPE_BIN)

GMenuModel *
ingot_deployment_list_new_menu (IngotResource *resource)
{
  GMenu *menu = g_menu_new ();
  gint64 id = ingot_resource_get_id (resource);
  static const struct { const char *label, *action; } items[] = {
    { N_("_Refresh"), "deployments.refresh-resource" },
    { N_("_Add a Deployment…"), "deployments.add-deployment" },
    { N_("Re_name…"), "deployments.rename-resource" },
    { N_("Re_move…"), "deployments.remove-resource" },
  };

  if (ingot_resource_get_kind (resource) == INGOT_RESOURCE_SANDBOX)
    return G_MENU_MODEL (menu);
  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new (_(items[i].label), NULL);

      g_menu_item_set_action_and_target (item, items[i].action, "x", id);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
show_row (GtkListItem *item)
{
  Row *row = g_object_get_data (G_OBJECT (item), "row");
  IngotDeploymentEntry *entry = gtk_list_item_get_item (item);
  IngotDeployment *deployment = ingot_deployment_entry_get_deployment (entry);
  const IngotDeploymentInfo *info = ingot_deployment_get_info (deployment);
  IngotWordsState state = ingot_words_find_state (deployment);
  const char *classes[] = { ingot_words_get_state_class (state), NULL };
  const char *type = ingot_words_get_capacity_type (info);
  const char *model = ingot_deployment_get_model (deployment);
  g_autofree char *amount = ingot_words_dup_amount (info);
  g_autofree char *capacity = type != NULL && amount != NULL ? g_strdup_printf (_("%s, %s"), type, amount)
                                                             : g_strdup (type != NULL ? type : amount);
  const char *first = model != NULL ? model : capacity;
  g_autofree char *subtitle = first == NULL || first == capacity || capacity == NULL
                                ? g_strdup (first) : g_strconcat (model, " · ", capacity, NULL);

  gtk_label_set_label (row->title, ingot_deployment_entry_get_name (entry));
  gtk_label_set_label (row->subtitle, subtitle != NULL ? subtitle : ingot_deployment_cells_get_state (entry));
  gtk_image_set_from_icon_name (row->state, ingot_words_get_state_icon (state));
  gtk_widget_set_css_classes (GTK_WIDGET (row->state), classes);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->state), ingot_deployment_cells_get_state (entry));
  /* Only what a person should know of is marked. */
  gtk_widget_set_visible (GTK_WIDGET (row->state),
                          state != INGOT_WORDS_STATE_READY && state != INGOT_WORDS_STATE_UNKNOWN);
  gtk_list_item_set_accessible_label (item, ingot_deployment_entry_get_name (entry));
}

/* The corners of a box belong to its first and its last row. */
static void
shape_row (IngotDeploymentList *self, GtkListItem *item)
{
  guint position = gtk_list_item_get_position (item);
  GtkWidget *child = gtk_list_item_get_child (item);
  guint start, end;

  if (position == GTK_INVALID_LIST_POSITION || self->sorted == NULL)
    return;
  gtk_section_model_get_section (GTK_SECTION_MODEL (self->sorted), position, &start, &end);
  if (position == start)
    gtk_widget_add_css_class (child, "first");
  else
    gtk_widget_remove_css_class (child, "first");
  if (position + 1 == end)
    gtk_widget_add_css_class (child, "last");
  else
    gtk_widget_remove_css_class (child, "last");
}

static gboolean
shape_cb (gpointer user_data)
{
  IngotDeploymentList *self = user_data;

  self->shape_id = 0;
  for (guint i = 0; i < self->bound->len; i++)
    shape_row (self, self->bound->pdata[i]);
  return G_SOURCE_REMOVE;
}

/* A neighbour may have come or gone, which the rows themselves do not hear of. */
static void
queue_shape (IngotDeploymentList *self)
{
  if (self->shape_id == 0)
    self->shape_id = g_idle_add_full (GTK_PRIORITY_RESIZE, shape_cb, self, NULL);
}

/* Who is at the top stays there, with the head of the first box; the list itself would keep its first row. */
static void
items_changed_cb (IngotDeploymentList *self)
{
  GtkAdjustment *position = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  queue_shape (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->sorted)) > 0
      && gtk_adjustment_get_value (position) < TOP)
    gtk_list_view_scroll_to (self->view, 0, GTK_LIST_SCROLL_NONE, NULL);
}

static GtkWidget *
row_new (Row *row)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "spacing", 12, NULL);
  GtkWidget *texts = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "hexpand", TRUE,
                                   "valign", GTK_ALIGN_CENTER, "spacing", 3, NULL);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_MIDDLE, NULL);
  GtkWidget *subtitle = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  GtkWidget *state = gtk_image_new ();
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (box, "boxed-row");
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_widget_add_css_class (subtitle, "numeric");
  gtk_widget_add_css_class (arrow, "dim-label");
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), subtitle);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), state);
  gtk_box_append (GTK_BOX (box), arrow);
  *row = (Row) { GTK_LABEL (title), GTK_LABEL (subtitle), GTK_IMAGE (state) };
  return box;
}

static void
row_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  Row *row = g_new0 (Row, 1);

  gtk_list_item_set_child (item, row_new (row));
  g_object_set_data_full (G_OBJECT (item), "row", row, g_free);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, IngotDeploymentList *self)
{
  g_signal_connect_swapped (gtk_list_item_get_item (item), "changed", G_CALLBACK (show_row), item);
  g_ptr_array_add (self->bound, item);
  show_row (item);
  shape_row (self, item);
}

static void
row_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, IngotDeploymentList *self)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), item);
  g_ptr_array_remove_fast (self->bound, item);
}

static void
header_setup_cb (GtkSignalListItemFactory *factory, GtkListHeader *header)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "spacing", 6, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_MENU_BUTTON, "icon-name", "view-more-symbolic", NULL);

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Resource Menu"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Resource Menu"), -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_header_set_child (header, box);
}

static void
unbind_name (gpointer binding)
{
  g_binding_unbind (binding);
  g_object_unref (binding);
}

static void
header_bind_cb (GtkSignalListItemFactory *factory, GtkListHeader *header)
{
  IngotDeploymentEntry *first = gtk_list_header_get_item (header);
  GtkWidget *box = gtk_list_header_get_child (header);
  IngotResource *resource = ingot_deployment_entry_get_resource (first);
  g_autoptr(GMenuModel) menu = ingot_deployment_list_new_menu (resource);
  GBinding *binding;

  binding = g_object_bind_property (resource, "name", gtk_widget_get_first_child (box), "label", G_BINDING_SYNC_CREATE);
  g_object_set_data_full (G_OBJECT (header), "binding", g_object_ref (binding), unbind_name);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (gtk_widget_get_last_child (box)), menu);
  gtk_widget_set_visible (gtk_widget_get_last_child (box), g_menu_model_get_n_items (menu) > 0);
}

static void
activate_cb (IngotDeploymentList *self, guint position)
{
  g_autoptr(IngotDeploymentEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->sorted), position);

  if (entry != NULL)
    g_signal_emit (self, activated_signal, 0, entry);
}

static int
compare_name (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return ingot_deployment_entry_compare ((gpointer) a, (gpointer) b, INGOT_DEPLOYMENT_COLUMN_NAME);
}

static int
compare_resource (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return ingot_deployment_entry_compare_resource ((gpointer) a, (gpointer) b);
}

static gboolean
ingot_deployment_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (INGOT_DEPLOYMENT_LIST (widget)->view));
}

static void
ingot_deployment_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_MODEL)
    g_value_set_object (value, gtk_sort_list_model_get_model (INGOT_DEPLOYMENT_LIST (object)->sorted));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_deployment_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotDeploymentList *self = INGOT_DEPLOYMENT_LIST (object);

  if (prop_id != PROP_MODEL)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
  else if (gtk_sort_list_model_get_model (self->sorted) != g_value_get_object (value))
    {
      gtk_sort_list_model_set_model (self->sorted, g_value_get_object (value));
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
ingot_deployment_list_dispose (GObject *object)
{
  IngotDeploymentList *self = INGOT_DEPLOYMENT_LIST (object);

  g_clear_handle_id (&self->shape_id, g_source_remove);
  g_clear_object (&self->sorted);
  g_clear_object (&self->by_name);
  g_clear_object (&self->by_resource);
  G_OBJECT_CLASS (ingot_deployment_list_parent_class)->dispose (object);
}

static void
ingot_deployment_list_finalize (GObject *object)
{
  g_ptr_array_unref (INGOT_DEPLOYMENT_LIST (object)->bound);
  G_OBJECT_CLASS (ingot_deployment_list_parent_class)->finalize (object);
}

static void
ingot_deployment_list_class_init (IngotDeploymentListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ingot_deployment_list_get_property;
  object_class->set_property = ingot_deployment_list_set_property;
  object_class->dispose = ingot_deployment_list_dispose;
  object_class->finalize = ingot_deployment_list_finalize;
  widget_class->grab_focus = ingot_deployment_list_grab_focus;

  props[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL,
                                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  activated_signal = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, INGOT_TYPE_DEPLOYMENT_ENTRY);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-deployment-list.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentList, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_unbind_cb);
}

static void
ingot_deployment_list_init (IngotDeploymentList *self)
{
  g_autoptr(GtkNoSelection) selection = NULL;

  self->bound = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->by_name = GTK_SORTER (gtk_custom_sorter_new (compare_name, NULL, NULL));
  self->by_resource = GTK_SORTER (gtk_custom_sorter_new (compare_resource, NULL, NULL));
  self->sorted = gtk_sort_list_model_new (NULL, g_object_ref (self->by_name));
  gtk_sort_list_model_set_section_sorter (self->sorted, self->by_resource);
  g_signal_connect_object (self->sorted, "sections-changed", G_CALLBACK (queue_shape), self, G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->sorted)));
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

void
ingot_deployment_list_sort_again (IngotDeploymentList *self)
{
  gtk_sorter_changed (self->by_resource, GTK_SORTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (self->by_name, GTK_SORTER_CHANGE_DIFFERENT);
}
