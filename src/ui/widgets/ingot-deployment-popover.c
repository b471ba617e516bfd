/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-widgets"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-deployment-popover.h"
#include "ingot-deployment-row.h"
#include "ingot-words.h"
#include "model/ingot-resource.h"

struct _IngotDeploymentPopover
{
  GtkPopover parent_instance;

  GListModel *resources;
  IngotDeployment *selected;
  GtkFilter *filter;
  GtkFilterListModel *offered; /* in sections, one a resource */
  char *needle;                /* what is searched for, folded */

  GtkSearchEntry *search;
  GtkWidget *list_scroller;
  GtkListView *list;
  GtkLabel *nothing;
  GtkWidget *sandbox;
};

enum
{
  PROP_0,
  PROP_RESOURCES,
  PROP_SELECTED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint picked_signal;

G_DEFINE_FINAL_TYPE (IngotDeploymentPopover, ingot_deployment_popover, GTK_TYPE_POPOVER)

static gboolean
holds (const char *text, const char *needle)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, needle) != NULL;
}

static gboolean
is_offered (gpointer item, gpointer user_data)
{
  IngotDeploymentPopover *self = user_data;
  IngotDeployment *deployment = item;
  IngotResource *resource = ingot_deployment_get_resource (deployment);

  if (!ingot_deployment_get_chats (deployment))
    return FALSE;
  return self->needle == NULL || holds (ingot_deployment_get_name (deployment), self->needle)
         || holds (ingot_deployment_get_model (deployment), self->needle)
         || (resource != NULL && holds (ingot_resource_get_name (resource), self->needle));
}

static gboolean
sandbox_is_unused (GListModel *resources)
{
  for (guint i = 0; resources != NULL && i < g_list_model_get_n_items (resources); i++)
    {
      g_autoptr(IngotResource) resource = g_list_model_get_item (resources, i);

      if (ingot_resource_get_kind (resource) == INGOT_RESOURCE_SANDBOX)
        return g_list_model_get_n_items (G_LIST_MODEL (resource)) == 0;
    }
  return FALSE;
}

static void
update_offer (IngotDeploymentPopover *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->offered)) == 0;

  gtk_widget_set_visible (self->list_scroller, !empty);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), empty);
  gtk_label_set_label (self->nothing, self->needle != NULL ? _("No deployment has this name")
                                                           : _("There are no deployments yet"));
  gtk_widget_set_visible (GTK_WIDGET (self->search), !empty || self->needle != NULL);
  gtk_widget_set_visible (self->sandbox, sandbox_is_unused (self->resources));
}

static void
set_selected (IngotDeploymentPopover *self, IngotDeployment *selected)
{
  if (g_set_object (&self->selected, selected))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
}

static void
choose (IngotDeploymentPopover *self, guint position)
{
  g_autoptr(IngotDeployment) deployment = g_list_model_get_item (G_LIST_MODEL (self->offered), position);

  if (deployment == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, picked_signal, 0, deployment);
}

static void
row_activate_cb (IngotDeploymentPopover *self, guint position)
{
  choose (self, position);
}

static void
search_changed_cb (IngotDeploymentPopover *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));

  g_clear_pointer (&self->needle, g_free);
  if (*text != '\0')
    self->needle = g_utf8_casefold (text, -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_offer (self);
}

static void
search_activate_cb (IngotDeploymentPopover *self)
{
  /* The entry tells of a change a moment later, and Enter may come before that. */
  search_changed_cb (self);
  choose (self, 0);
}

static void
search_stop_cb (IngotDeploymentPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
ingot_deployment_popover_map (GtkWidget *widget)
{
  IngotDeploymentPopover *self = INGOT_DEPLOYMENT_POPOVER (widget);

  GTK_WIDGET_CLASS (ingot_deployment_popover_parent_class)->map (widget);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  search_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
setup_row_cb (IngotDeploymentPopover *self, GtkListItem *item)
{
  GtkWidget *row = ingot_deployment_row_new ();

  g_object_bind_property (item, "item", row, "deployment", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "selected", row, "current", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, row);
}

static void
setup_header_cb (GtkListItemFactory *factory, GtkListHeader *header)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END,
                                  "hexpand", TRUE, "css-classes", (const char *[]) { "caption-heading",
                                                                                    NULL }, NULL);
  GtkWidget *sign_in = g_object_new (GTK_TYPE_LABEL, "css-classes", (const char *[]) { "caption", NULL },
                                     NULL);

  gtk_widget_add_css_class (box, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), sign_in);
  gtk_list_header_set_child (header, box);
}

static void
bind_header_cb (GtkListItemFactory *factory, GtkListHeader *header)
{
  IngotResource *resource = ingot_deployment_get_resource (gtk_list_header_get_item (header));
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_header_get_child (header));

  if (resource == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (name), ingot_resource_get_name (resource));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (name)),
                       ingot_resource_describe_sign_in (resource));
}

static void
set_resources (IngotDeploymentPopover *self, GListModel *resources)
{
  g_autoptr(GtkFlattenListModel) deployments = NULL;

  if (!g_set_object (&self->resources, resources))
    return;
  if (resources != NULL)
    deployments = gtk_flatten_list_model_new (g_object_ref (resources));
  gtk_filter_list_model_set_model (self->offered, G_LIST_MODEL (deployments));
  update_offer (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RESOURCES]);
}

static void
ingot_deployment_popover_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotDeploymentPopover *self = INGOT_DEPLOYMENT_POPOVER (object);

  if (prop_id == PROP_RESOURCES)
    g_value_set_object (value, self->resources);
  else if (prop_id == PROP_SELECTED)
    g_value_set_object (value, self->selected);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_deployment_popover_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotDeploymentPopover *self = INGOT_DEPLOYMENT_POPOVER (object);

  if (prop_id == PROP_RESOURCES)
    set_resources (self, g_value_get_object (value));
  else if (prop_id == PROP_SELECTED)
    set_selected (self, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_deployment_popover_dispose (GObject *object)
{
  IngotDeploymentPopover *self = INGOT_DEPLOYMENT_POPOVER (object);

  if (self->filter != NULL)
    {
      set_resources (self, NULL);
      gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
    }
  g_clear_object (&self->filter);
  g_clear_object (&self->offered);
  g_clear_object (&self->selected);
  G_OBJECT_CLASS (ingot_deployment_popover_parent_class)->dispose (object);
}

static void
ingot_deployment_popover_finalize (GObject *object)
{
  g_free (INGOT_DEPLOYMENT_POPOVER (object)->needle);
  G_OBJECT_CLASS (ingot_deployment_popover_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ingotapp/Ingot/ingot-deployment-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPopover, search);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPopover, list_scroller);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPopover, list);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPopover, nothing);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPopover, sandbox);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activate_cb);
}

static void
ingot_deployment_popover_class_init (IngotDeploymentPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_deployment_popover_get_property;
  object_class->set_property = ingot_deployment_popover_set_property;
  object_class->dispose = ingot_deployment_popover_dispose;
  object_class->finalize = ingot_deployment_popover_finalize;
  GTK_WIDGET_CLASS (klass)->map = ingot_deployment_popover_map;

  props[PROP_RESOURCES] = g_param_spec_object ("resources", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, INGOT_TYPE_DEPLOYMENT, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  picked_signal = g_signal_new ("picked", INGOT_TYPE_DEPLOYMENT_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, INGOT_TYPE_DEPLOYMENT);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
ingot_deployment_popover_init (IngotDeploymentPopover *self)
{
  g_autoptr(GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkListItemFactory) headers = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_offered, self, NULL));
  self->offered = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  g_signal_connect_object (self->offered, "items-changed", G_CALLBACK (update_offer), self,
                           G_CONNECT_SWAPPED);

  /* Nothing is selected in the list: hovering must not choose, and the check tells what is in use. */
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->offered))));
  g_signal_connect_object (rows, "setup", G_CALLBACK (setup_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (headers, "setup", G_CALLBACK (setup_header_cb), NULL);
  g_signal_connect (headers, "bind", G_CALLBACK (bind_header_cb), NULL);
  gtk_list_view_set_model (self->list, selection);
  gtk_list_view_set_factory (self->list, rows);
  gtk_list_view_set_header_factory (self->list, headers);

  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
  update_offer (self);
}

GtkWidget *
ingot_deployment_popover_new (void)
{
  return g_object_new (INGOT_TYPE_DEPLOYMENT_POPOVER, NULL);
}
