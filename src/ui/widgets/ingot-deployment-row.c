/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-widgets"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-deployment-row.h"
#include "ingot-words.h"

struct _IngotDeploymentRow
{
  AdwBin parent_instance;

  IngotDeployment *deployment;
  GSignalGroup *signals; /* of it */
  IngotDeployment *current;

  GtkLabel *model;
  GtkLabel *style;
  GtkWidget *check;
};

enum
{
  PROP_0,
  PROP_DEPLOYMENT,
  PROP_CURRENT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotDeploymentRow, ingot_deployment_row, ADW_TYPE_BIN)

/* The check keeps its room when it is not shown, so that all chips stand in one column. */
static void
update (IngotDeploymentRow *self)
{
  gboolean is_current = self->deployment != NULL && self->deployment == self->current;
  const char *model = self->deployment != NULL ? ingot_deployment_get_model (self->deployment) : NULL;

  gtk_widget_set_opacity (self->check, is_current ? 1 : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_current ? _("In use") : "", -1);
  gtk_label_set_label (self->model, model != NULL ? model : "");
  gtk_widget_set_visible (GTK_WIDGET (self->model), model != NULL);
  if (self->deployment != NULL)
    gtk_label_set_label (self->style, ingot_style_to_string (ingot_deployment_get_style (self->deployment)));
}

static void
ingot_deployment_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotDeploymentRow *self = INGOT_DEPLOYMENT_ROW (object);

  switch (prop_id)
    {
    case PROP_DEPLOYMENT:
      g_value_set_object (value, self->deployment);
      break;
    case PROP_CURRENT:
      g_value_set_object (value, self->current);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_deployment_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotDeploymentRow *self = INGOT_DEPLOYMENT_ROW (object);
  gboolean changed = FALSE;

  switch (prop_id)
    {
    case PROP_DEPLOYMENT:
      changed = g_set_object (&self->deployment, g_value_get_object (value));
      g_signal_group_set_target (self->signals, self->deployment);
      break;
    case PROP_CURRENT:
      changed = g_set_object (&self->current, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
  if (!changed)
    return;
  update (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
ingot_deployment_row_dispose (GObject *object)
{
  IngotDeploymentRow *self = INGOT_DEPLOYMENT_ROW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->deployment);
  g_clear_object (&self->current);
  G_OBJECT_CLASS (ingot_deployment_row_parent_class)->dispose (object);
}

static void
ingot_deployment_row_class_init (IngotDeploymentRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_deployment_row_get_property;
  object_class->set_property = ingot_deployment_row_set_property;
  object_class->dispose = ingot_deployment_row_dispose;

  props[PROP_DEPLOYMENT] = g_param_spec_object ("deployment", NULL, NULL, INGOT_TYPE_DEPLOYMENT, flags);
  props[PROP_CURRENT] = g_param_spec_object ("current", NULL, NULL, INGOT_TYPE_DEPLOYMENT, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ingotapp/Ingot/ingot-deployment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentRow, model);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentRow, style);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentRow, check);
}

static void
ingot_deployment_row_init (IngotDeploymentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (INGOT_TYPE_DEPLOYMENT);
  g_signal_group_connect_swapped (self->signals, "notify::style", G_CALLBACK (update), self);
}

GtkWidget *
ingot_deployment_row_new (void)
{
  return g_object_new (INGOT_TYPE_DEPLOYMENT_ROW, NULL);
}
