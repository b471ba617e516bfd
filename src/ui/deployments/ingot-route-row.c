/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-route-row.h"
#include "widgets/ingot-copied.h"

struct _IngotRouteRow
{
  AdwPreferencesRow parent_instance;

  IngotRoute *route;

  GtkImage *icon;
  GtkLabel *word;
  GtkLabel *reason;
  GtkWidget *address;
  GtkLabel *method;
  GtkLabel *url;
  GtkWidget *copy;
  GtkLabel *place;
  GtkLabel *field;
};

enum
{
  PROP_0,
  PROP_ROUTE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotRouteRow, ingot_route_row, ADW_TYPE_PREFERENCES_ROW)

static void
set_class (gpointer widget, const char *css_class, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
show_word (IngotRouteRow *self, gboolean available)
{
  const char *reason = ingot_route_get_reason (self->route);
  const char *word = available ? C_("operation", "Yes") : C_("operation", "No");
  g_autofree char *name = g_strdup_printf ("%s: %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), word);

  gtk_image_set_from_icon_name (self->icon, available ? "object-select-symbolic" : "action-unavailable-symbolic");
  set_class (self->icon, "success", available);
  set_class (self->icon, "dim-label", !available);
  gtk_label_set_label (self->word, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
}

static void
show_address (IngotRouteRow *self, gboolean available)
{
  const char *url = ingot_route_get_url (self->route);
  const char *field = ingot_route_get_body_field (self->route);
  g_autofree char *copy = g_strdup_printf (_("Copy the URL for %s"),
                                           ingot_operation_get_title (ingot_route_get_operation (self->route)));

  gtk_widget_set_visible (self->address, available && url != NULL);
  gtk_label_set_label (self->method, ingot_route_get_method (self->route));
  gtk_label_set_label (self->url, url != NULL ? url : "");
  gtk_label_set_label (self->place, field != NULL ? _("Name in the body") : _("No name in the body"));
  gtk_label_set_label (self->field, field != NULL ? field : "");
  gtk_widget_set_visible (GTK_WIDGET (self->field), field != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, copy, -1);
  ingot_copied_clear (self->copy);
}

static void
copy_clicked_cb (IngotRouteRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_label (self->url));
  ingot_copied_show (self->copy, _("URL copied"));
}

static void
ingot_route_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ROUTE)
    g_value_set_object (value, INGOT_ROUTE_ROW (object)->route);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_route_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ROUTE)
    ingot_route_row_set_route (INGOT_ROUTE_ROW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_route_row_dispose (GObject *object)
{
  g_clear_object (&INGOT_ROUTE_ROW (object)->route);
  G_OBJECT_CLASS (ingot_route_row_parent_class)->dispose (object);
}

static void
ingot_route_row_class_init (IngotRouteRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ingot_route_row_get_property;
  object_class->set_property = ingot_route_row_set_property;
  object_class->dispose = ingot_route_row_dispose;

  props[PROP_ROUTE] =
    g_param_spec_object ("route", NULL, NULL, INGOT_TYPE_ROUTE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-route-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotRouteRow, icon);
  gtk_widget_class_bind_template_child (widget_class, IngotRouteRow, word);
  gtk_widget_class_bind_template_child (widget_class, IngotRouteRow, reason);
  gtk_widget_class_bind_template_child (widget_class, IngotRouteRow, address);
  gtk_widget_class_bind_template_child (widget_class, IngotRouteRow, method);
  gtk_widget_class_bind_template_child (widget_class, IngotRouteRow, url);
  gtk_widget_class_bind_template_child (widget_class, IngotRouteRow, copy);
  gtk_widget_class_bind_template_child (widget_class, IngotRouteRow, place);
  gtk_widget_class_bind_template_child (widget_class, IngotRouteRow, field);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
ingot_route_row_init (IngotRouteRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (GTK_WIDGET (self->url), GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->field), GTK_TEXT_DIR_LTR);
}

GtkWidget *
ingot_route_row_new (void)
{
  return g_object_new (INGOT_TYPE_ROUTE_ROW, NULL);
}

IngotRoute *
ingot_route_row_get_route (IngotRouteRow *self)
{
  return self->route;
}

void
ingot_route_row_set_route (IngotRouteRow *self, IngotRoute *route)
{
  if (!g_set_object (&self->route, route))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), route != NULL);
  if (route != NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                     ingot_operation_get_title (ingot_route_get_operation (route)));
      show_word (self, ingot_route_get_available (route));
      show_address (self, ingot_route_get_available (route));
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ROUTE]);
}
