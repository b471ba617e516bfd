/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-widgets"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-deployment-picker.h"
#include "ingot-deployment-popover.h"
#include "ingot-words.h"

struct _IngotDeploymentPicker
{
  AdwBin parent_instance;

  GListModel *resources;
  IngotDeployment *selected;
  GSignalGroup *signals; /* of it */
  char *purpose;

  GtkMenuButton *button;
  GtkWidget *icon;
  GtkLabel *name;
  GtkLabel *style;
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
picked_cb (IngotDeploymentPicker *self, IngotDeployment *deployment)
{
  ingot_deployment_picker_set_selected (self, deployment);
  g_signal_emit (self, picked_signal, 0, deployment);
}

static void
create_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  IngotDeploymentPicker *self = user_data;
  GtkWidget *popover;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  popover = ingot_deployment_popover_new ();
  g_object_bind_property (self, "resources", popover, "resources", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "selected", popover, "selected", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (popover, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, popover);
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
  g_clear_object (&self->signals);
  g_clear_object (&self->selected);
  G_OBJECT_CLASS (ingot_deployment_picker_parent_class)->dispose (object);
}

static void
ingot_deployment_picker_finalize (GObject *object)
{
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
}

static void
ingot_deployment_picker_init (IngotDeploymentPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (INGOT_TYPE_DEPLOYMENT);
  g_signal_group_connect_swapped (self->signals, "notify::style", G_CALLBACK (update_button), self);
  gtk_menu_button_set_create_popup_func (self->button, create_popover_cb, self, NULL);
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
  if (g_set_object (&self->resources, resources))
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
