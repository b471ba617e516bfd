/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-route-row.h"
#include "ingot-routing.h"
#include "model/ingot-pasted.h"
#include "widgets/ingot-value-row.h"
#include "widgets/ingot-words.h"

struct _IngotRouting
{
  AdwBin parent_instance;

  GListModel *routes;
  gpointer deployment; /* only compared */
  IngotEndpointStyle used;
  IngotEndpointStyle style;
  char *api_version; /* that is pinned for the style in use, or NULL */
  char *shown_version; /* that was last put into the entry */

  AdwToggleGroup *styles;
  GtkWidget *in_use;
  GtkWidget *other;
  GtkWidget *use;
  GtkLabel *why_not;
  AdwEntryRow *version; /* of the style in use */
  IngotValueRow *usual_version;
  GtkListBox *operations;
  IngotRouteRow *rows[INGOT_N_OPERATIONS];
};

enum
{
  PROP_0,
  PROP_STYLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint use_style_signal;
static guint use_version_signal;

G_DEFINE_FINAL_TYPE (IngotRouting, ingot_routing, ADW_TYPE_BIN)

/* Each is a toggle, in this order; the names are those of the toggles. */
static const struct
{
  IngotEndpointStyle style;
  const char *name;
  const char *path; /* that it is known by */
} styles[] = {
  { INGOT_ENDPOINT_STYLE_INFERENCE, "inference", "/models" },
  { INGOT_ENDPOINT_STYLE_DEPLOYMENT, "deployment", "/openai/deployments" },
  { INGOT_ENDPOINT_STYLE_V1, "v1", "/openai/v1" },
};

/* (transfer full) (nullable): of the style that is shown */
static IngotRoute *
dup_route (IngotRouting *self, IngotOperation operation)
{
  for (guint i = 0; self->routes != NULL && i < g_list_model_get_n_items (self->routes); i++)
    {
      g_autoptr(IngotRoute) route = g_list_model_get_item (self->routes, i);

      if (ingot_route_get_style (route) == self->style && ingot_route_get_operation (route) == operation)
        return g_steal_pointer (&route);
    }
  return NULL;
}

static gboolean
works_at_all (IngotRouting *self)
{
  for (guint i = 0; i < INGOT_N_OPERATIONS; i++)
    if (ingot_route_row_get_route (self->rows[i]) != NULL
        && ingot_route_get_available (ingot_route_row_get_route (self->rows[i])))
      return TRUE;
  return FALSE;
}

static void
show_use (IngotRouting *self)
{
  gboolean is_used = self->style == self->used;
  gboolean works = works_at_all (self);

  gtk_widget_set_visible (self->in_use, is_used);
  gtk_widget_set_visible (self->other, !is_used);
  gtk_widget_set_sensitive (self->use, works);
  gtk_label_set_label (self->why_not, works ? _("Not in use.") : _("Not in use: no operation works in this style."));
}

/* What is being typed stays while the version stays what it is. */
static void
show_version (IngotRouting *self)
{
  const char *usual = ingot_endpoint_style_get_version (self->style);
  gboolean is_used = self->style == self->used;
  const char *version = is_used && self->api_version != NULL ? self->api_version : usual;

  gtk_widget_set_visible (GTK_WIDGET (self->version), is_used && usual != NULL);
  ingot_value_row_set_value_or_hide (self->usual_version, is_used ? NULL : usual);
  if (!is_used || !g_set_str (&self->shown_version, version))
    return;
  adw_entry_row_set_show_apply_button (self->version, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->version), version != NULL ? version : "");
  adw_entry_row_set_show_apply_button (self->version, TRUE);
}

static gboolean
is_version (const char *text)
{
  return *text == '\0' || ingot_pasted_is_dated (text);
}

static void
version_changed_cb (IngotRouting *self)
{
  gboolean is_fine = is_version (gtk_editable_get_text (GTK_EDITABLE (self->version)));

  if (is_fine)
    gtk_widget_remove_css_class (GTK_WIDGET (self->version), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->version), "error");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->version),
                                 is_fine ? _("API Version") : _("API Version, such as 2024-10-21"));
}

/* Without one it is the usual one, which then is shown again. */
static void
version_applied_cb (IngotRouting *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->version)));
  const char *usual = ingot_endpoint_style_get_version (self->style);

  if (!is_version (text))
    return;
  g_clear_pointer (&self->shown_version, g_free);
  g_signal_emit (self, use_version_signal, 0, *text == '\0' || g_strcmp0 (text, usual) == 0 ? NULL : text);
}

static void
show_style (IngotRouting *self)
{
  for (guint i = 0; i < INGOT_N_OPERATIONS; i++)
    {
      g_autoptr(IngotRoute) route = dup_route (self, (IngotOperation) i);

      ingot_route_row_set_route (self->rows[i], route);
    }
  show_use (self);
  show_version (self);
}

static void
set_style (IngotRouting *self, IngotEndpointStyle style)
{
  if (self->style == style)
    return;
  self->style = style;
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    if (styles[i].style == style)
      adw_toggle_group_set_active_name (self->styles, styles[i].name);
  show_style (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STYLE]);
}

static void
toggled_cb (IngotRouting *self)
{
  const char *name = adw_toggle_group_get_active_name (self->styles);

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_strcmp0 (name, styles[i].name) == 0)
      set_style (self, styles[i].style);
}

/* The button goes when its style is in use. */
static void
use_clicked_cb (IngotRouting *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->styles), GTK_DIR_TAB_FORWARD);
  g_signal_emit (self, use_style_signal, 0);
}

static void
ingot_routing_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_STYLE)
    g_value_set_int (value, INGOT_ROUTING (object)->style);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_routing_dispose (GObject *object)
{
  g_clear_object (&INGOT_ROUTING (object)->routes);
  G_OBJECT_CLASS (ingot_routing_parent_class)->dispose (object);
}

static void
ingot_routing_finalize (GObject *object)
{
  IngotRouting *self = INGOT_ROUTING (object);

  g_free (self->api_version);
  g_free (self->shown_version);
  G_OBJECT_CLASS (ingot_routing_parent_class)->finalize (object);
}

static void
ingot_routing_class_init (IngotRoutingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ingot_routing_get_property;
  object_class->dispose = ingot_routing_dispose;
  object_class->finalize = ingot_routing_finalize;

  props[PROP_STYLE] = g_param_spec_int ("style", NULL, NULL, 0, G_MAXINT, 0,
                                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  use_style_signal = g_signal_new ("use-style", INGOT_TYPE_ROUTING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  use_version_signal = g_signal_new ("use-version", INGOT_TYPE_ROUTING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-routing.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotRouting, styles);
  gtk_widget_class_bind_template_child (widget_class, IngotRouting, in_use);
  gtk_widget_class_bind_template_child (widget_class, IngotRouting, other);
  gtk_widget_class_bind_template_child (widget_class, IngotRouting, use);
  gtk_widget_class_bind_template_child (widget_class, IngotRouting, why_not);
  gtk_widget_class_bind_template_child (widget_class, IngotRouting, version);
  gtk_widget_class_bind_template_child (widget_class, IngotRouting, usual_version);
  gtk_widget_class_bind_template_child (widget_class, IngotRouting, operations);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, version_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, version_changed_cb);
}

static void
ingot_routing_init (IngotRouting *self)
{
  g_type_ensure (INGOT_TYPE_VALUE_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < INGOT_N_OPERATIONS; i++)
    {
      self->rows[i] = INGOT_ROUTE_ROW (ingot_route_row_new ());
      gtk_list_box_append (self->operations, GTK_WIDGET (self->rows[i]));
    }
  /* The first one is chosen at once, and shown in the rows. */
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_name (toggle, styles[i].name);
      adw_toggle_set_label (toggle, ingot_style_to_string (styles[i].style));
      adw_toggle_set_tooltip (toggle, styles[i].path);
      adw_toggle_group_add (self->styles, toggle);
    }
}

void
ingot_routing_show (IngotRouting *self, IngotDeployment *deployment, GListModel *routes)
{
  gboolean is_new = self->deployment != deployment || self->used != ingot_deployment_get_style (deployment);

  g_set_object (&self->routes, routes);
  self->deployment = deployment;
  self->used = ingot_deployment_get_style (deployment);
  g_set_str (&self->api_version, ingot_deployment_get_api_version (deployment));
  if (is_new && self->style != self->used)
    set_style (self, self->used);
  else
    show_style (self);
}

IngotRoute *
ingot_routing_get_main_route (IngotRouting *self)
{
  for (guint i = 0; i < INGOT_N_OPERATIONS; i++)
    {
      IngotRoute *route = ingot_route_row_get_route (self->rows[i]);

      if (route != NULL && ingot_route_get_available (route) && ingot_route_get_url (route) != NULL)
        return route;
    }
  return NULL;
}

IngotEndpointStyle
ingot_routing_get_style (IngotRouting *self)
{
  return self->style;
}
