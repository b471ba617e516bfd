/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-deployments-row.h"
#include "model/ingot-resource.h"

struct _IngotDeploymentsRow
{
  AdwBin parent_instance;

  GListModel *resources;
  GtkFlattenListModel *deployments; /* of all of them; NULL without resources */
  gboolean current;
  guint count_id; /* the source that counts again, or 0 */

  GtkWidget *button;
  GtkLabel *count;
};

enum
{
  PROP_0,
  PROP_RESOURCES,
  PROP_CURRENT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotDeploymentsRow, ingot_deployments_row, ADW_TYPE_BIN)

/* One that is addressed in two styles is one deployment. */
static guint
count_names (GListModel *resource)
{
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (resource); i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (resource, i);

      g_hash_table_add (names, (gpointer) ingot_deployment_get_name (deployment));
    }
  return g_hash_table_size (names);
}

static gboolean
count_cb (gpointer user_data)
{
  IngotDeploymentsRow *self = user_data;
  guint n_resources = self->resources != NULL ? g_list_model_get_n_items (self->resources) : 0;
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < n_resources; i++)
    {
      g_autoptr(GListModel) resource = g_list_model_get_item (self->resources, i);

      n += count_names (resource);
    }
  text = n > 0 ? g_strdup_printf ("%'u", n) : g_strdup ("");
  gtk_label_set_label (self->count, text);
  self->count_id = 0;
  return G_SOURCE_REMOVE;
}

/* A look that finds hundreds of deployments is counted when it has paused. */
static void
queue_count (IngotDeploymentsRow *self)
{
  if (self->count_id == 0)
    self->count_id = g_idle_add (count_cb, self);
}

static void
set_resources (IngotDeploymentsRow *self, GListModel *resources)
{
  if (!g_set_object (&self->resources, resources))
    return;
  g_clear_object (&self->deployments);
  if (resources != NULL)
    {
      self->deployments = gtk_flatten_list_model_new (g_object_ref (resources));
      g_signal_connect_object (self->deployments, "items-changed", G_CALLBACK (queue_count), self, G_CONNECT_SWAPPED);
    }
  queue_count (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RESOURCES]);
}

static void
set_current (IngotDeploymentsRow *self, gboolean current)
{
  if (self->current == current)
    return;
  self->current = current;
  if (current)
    gtk_widget_add_css_class (self->button, "current");
  else
    gtk_widget_remove_css_class (self->button, "current");
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENT]);
}

static void
ingot_deployments_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotDeploymentsRow *self = INGOT_DEPLOYMENTS_ROW (object);

  switch (prop_id)
    {
    case PROP_RESOURCES:
      g_value_set_object (value, self->resources);
      break;
    case PROP_CURRENT:
      g_value_set_boolean (value, self->current);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_deployments_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotDeploymentsRow *self = INGOT_DEPLOYMENTS_ROW (object);

  switch (prop_id)
    {
    case PROP_RESOURCES:
      set_resources (self, g_value_get_object (value));
      break;
    case PROP_CURRENT:
      set_current (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_deployments_row_dispose (GObject *object)
{
  IngotDeploymentsRow *self = INGOT_DEPLOYMENTS_ROW (object);

  g_clear_handle_id (&self->count_id, g_source_remove);
  g_clear_object (&self->deployments);
  g_clear_object (&self->resources);
  G_OBJECT_CLASS (ingot_deployments_row_parent_class)->dispose (object);
}

static void
ingot_deployments_row_class_init (IngotDeploymentsRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_deployments_row_get_property;
  object_class->set_property = ingot_deployments_row_set_property;
  object_class->dispose = ingot_deployments_row_dispose;

  props[PROP_RESOURCES] = g_param_spec_object ("resources", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_CURRENT] = g_param_spec_boolean ("current", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-deployments-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsRow, button);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsRow, count);
}

static void
ingot_deployments_row_init (IngotDeploymentsRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
