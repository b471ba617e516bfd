/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-widgets"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-deployment-picker.h"
#include "ingot-deployment-row.h"
#include "ingot-words.h"

struct _IngotDeploymentPicker
{
  AdwBin parent_instance;

  GListModel *resources;
  IngotDeployment *selected;
  GSignalGroup *signals; /* of it */
  GtkFilter *filter;
  GtkFilterListModel *offered; /* in sections, one a resource */
  char *needle;                /* what is searched for, folded */
  char *purpose;

  GtkMenuButton *button;
  GtkWidget *icon;
  GtkLabel *name;
  GtkLabel *style;
  GtkPopover *popover;
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
  PROP_PURPOSE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint picked_signal;

G_DEFINE_FINAL_TYPE (IngotDeploymentPicker, ingot_deployment_picker, ADW_TYPE_BIN)

static gboolean
holds (const char *text, const char *needle)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, needle) != NULL;
}

static gboolean
is_offered (gpointer item, gpointer user_data)
{
  IngotDeploymentPicker *self = user_data;
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
update_offer (IngotDeploymentPicker *self)
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
update_button (IngotDeploymentPicker *self)
{
  gboolean chosen = self->selected != NULL;

  gtk_label_set_label (self->name, chosen ? ingot_deployment_get_name (self->selected) : _("No Deployment"));
  gtk_widget_set_visible (GTK_WIDGET (self->style), chosen && self->purpose == NULL);
  if (chosen)
    gtk_label_set_label (self->style, ingot_style_to_string (ingot_deployment_get_style (self->selected)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_label (self->name), -1);
}

static void
choose (IngotDeploymentPicker *self, guint position)
{
  g_autoptr(IngotDeployment) deployment = g_list_model_get_item (G_LIST_MODEL (self->offered), position);

  if (deployment == NULL)
    return;
  gtk_popover_popdown (self->popover);
  ingot_deployment_picker_set_selected (self, deployment);
  g_signal_emit (self, picked_signal, 0, deployment);
}

static void
row_activate_cb (IngotDeploymentPicker *self, guint position)
{
  choose (self, position);
}

static void
search_changed_cb (IngotDeploymentPicker *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));

  g_clear_pointer (&self->needle, g_free);
  if (*text != '\0')
    self->needle = g_utf8_casefold (text, -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_offer (self);
}

static void
search_activate_cb (IngotDeploymentPicker *self)
{
  /* The entry tells of a change a moment later, and Enter may come before that. */
  search_changed_cb (self);
  choose (self, 0);
}

static void
search_stop_cb (IngotDeploymentPicker *self)
{
  gtk_popover_popdown (self->popover);
}

static void
popover_map_cb (IngotDeploymentPicker *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  search_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
setup_row_cb (IngotDeploymentPicker *self, GtkListItem *item)
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

/* Beside the button that does it with the usual deployment. */
static void
set_purpose (IngotDeploymentPicker *self, const char *purpose)
{
  if (!g_set_str (&self->purpose, purpose))
    return;
  gtk_widget_set_visible (self->icon, purpose == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->name), purpose == NULL);
  if (purpose != NULL)
    {
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), purpose);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, purpose, -1);
    }
  update_button (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PURPOSE]);
}

static void
ingot_deployment_picker_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotDeploymentPicker *self = INGOT_DEPLOYMENT_PICKER (object);

  switch (prop_id)
    {
    case PROP_RESOURCES:
      g_value_set_object (value, self->resources);
      break;
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    case PROP_PURPOSE:
      g_value_set_string (value, self->purpose);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_deployment_picker_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotDeploymentPicker *self = INGOT_DEPLOYMENT_PICKER (object);

  switch (prop_id)
    {
    case PROP_RESOURCES:
      ingot_deployment_picker_set_resources (self, g_value_get_object (value));
      break;
    case PROP_SELECTED:
      ingot_deployment_picker_set_selected (self, g_value_get_object (value));
      break;
    case PROP_PURPOSE:
      set_purpose (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_deployment_picker_dispose (GObject *object)
{
  IngotDeploymentPicker *self = INGOT_DEPLOYMENT_PICKER (object);

  ingot_deployment_picker_set_resources (self, NULL);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->offered);
  g_clear_object (&self->signals);
  g_clear_object (&self->selected);
  G_OBJECT_CLASS (ingot_deployment_picker_parent_class)->dispose (object);
}

static void
ingot_deployment_picker_finalize (GObject *object)
{
  g_free (INGOT_DEPLOYMENT_PICKER (object)->needle);
  g_free (INGOT_DEPLOYMENT_PICKER (object)->purpose);
  G_OBJECT_CLASS (ingot_deployment_picker_parent_class)->finalize (object);
}

static void
ingot_deployment_picker_class_init (IngotDeploymentPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_deployment_picker_get_property;
  object_class->set_property = ingot_deployment_picker_set_property;
  object_class->dispose = ingot_deployment_picker_dispose;
  object_class->finalize = ingot_deployment_picker_finalize;

  props[PROP_RESOURCES] = g_param_spec_object ("resources", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, INGOT_TYPE_DEPLOYMENT, flags);
  props[PROP_PURPOSE] = g_param_spec_string ("purpose", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  picked_signal = g_signal_new ("picked", INGOT_TYPE_DEPLOYMENT_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, INGOT_TYPE_DEPLOYMENT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ingotapp/Ingot/ingot-deployment-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPicker, button);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPicker, icon);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPicker, name);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPicker, style);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPicker, search);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPicker, list_scroller);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPicker, list);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPicker, nothing);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentPicker, sandbox);
  gtk_widget_class_bind_template_callback (widget_class, popover_map_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activate_cb);
}

static void
ingot_deployment_picker_init (IngotDeploymentPicker *self)
{
  g_autoptr(GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkListItemFactory) headers = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (INGOT_TYPE_DEPLOYMENT);
  g_signal_group_connect_swapped (self->signals, "notify::style", G_CALLBACK (update_button), self);

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

  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->popover));
  update_offer (self);
  update_button (self);
}

GtkWidget *
ingot_deployment_picker_new (void)
{
  return g_object_new (INGOT_TYPE_DEPLOYMENT_PICKER, NULL);
}

GListModel *
ingot_deployment_picker_get_resources (IngotDeploymentPicker *self)
{
  return self->resources;
}

void
ingot_deployment_picker_set_resources (IngotDeploymentPicker *self, GListModel *resources)
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

IngotDeployment *
ingot_deployment_picker_get_selected (IngotDeploymentPicker *self)
{
  return self->selected;
}

void
ingot_deployment_picker_set_selected (IngotDeploymentPicker *self, IngotDeployment *selected)
{
  if (!g_set_object (&self->selected, selected))
    return;
  g_signal_group_set_target (self->signals, selected);
  update_button (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
}

void
ingot_deployment_picker_popup (IngotDeploymentPicker *self)
{
  gtk_menu_button_popup (self->button);
}
