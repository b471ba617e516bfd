/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-days.h"
#include "ingot-hit-row.h"

struct _IngotHitRow
{
  AdwBin parent_instance;

  IngotSearchHit *hit;
  guint today;

  GtkLabel *title;
  GtkLabel *passage;
};

enum
{
  PROP_0,
  PROP_HIT,
  PROP_TODAY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotHitRow, ingot_hit_row, ADW_TYPE_BIN)

static char *
dup_title (IngotHitRow *self, const char *title)
{
  return g_strdup (title != NULL ? title : _("New Chat"));
}

static char *
dup_time (IngotHitRow *self, gint64 created, guint today)
{
  return today != 0 ? ingot_days_dup_time (created, today) : g_strdup ("");
}

/* Attributes and not markup: the passage is whatever a model wrote. */
static PangoAttrList *
new_attributes (IngotHitRow *self, IngotSearchHit *hit)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  const IngotSearchRange *ranges;
  guint n = 0;

  ranges = hit != NULL ? ingot_search_hit_get_ranges (hit, &n) : NULL;
  for (guint i = 0; i < n; i++)
    {
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      bold->start_index = (guint) ranges[i].start;
      bold->end_index = (guint) ranges[i].end;
      pango_attr_list_insert (attributes, bold);
    }
  return attributes;
}

static void
ingot_hit_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotHitRow *self = INGOT_HIT_ROW (object);

  switch (prop_id)
    {
    case PROP_HIT:
      g_value_set_object (value, self->hit);
      break;
    case PROP_TODAY:
      g_value_set_uint (value, self->today);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_hit_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotHitRow *self = INGOT_HIT_ROW (object);

  switch (prop_id)
    {
    case PROP_HIT:
      if (g_set_object (&self->hit, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_TODAY:
      if (self->today == g_value_get_uint (value))
        break;
      self->today = g_value_get_uint (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_hit_row_dispose (GObject *object)
{
  g_clear_object (&INGOT_HIT_ROW (object)->hit);
  G_OBJECT_CLASS (ingot_hit_row_parent_class)->dispose (object);
}

static void
ingot_hit_row_class_init (IngotHitRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_hit_row_get_property;
  object_class->set_property = ingot_hit_row_set_property;
  object_class->dispose = ingot_hit_row_dispose;

  props[PROP_HIT] = g_param_spec_object ("hit", NULL, NULL, INGOT_TYPE_SEARCH_HIT, writable);
  props[PROP_TODAY] = g_param_spec_uint ("today", NULL, NULL, 0, G_MAXUINT, 0, writable);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ingotapp/Ingot/ingot-hit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotHitRow, title);
  gtk_widget_class_bind_template_child (widget_class, IngotHitRow, passage);
  gtk_widget_class_bind_template_callback (widget_class, dup_title);
  gtk_widget_class_bind_template_callback (widget_class, dup_time);
  gtk_widget_class_bind_template_callback (widget_class, new_attributes);
}

static void
ingot_hit_row_init (IngotHitRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ingot_hit_row_new (void)
{
  return g_object_new (INGOT_TYPE_HIT_ROW, NULL);
}

void
ingot_hit_row_describe (IngotHitRow *self, GtkListItem *item)
{
  g_object_bind_property (self->title, "label", item, "accessible-label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->passage, "label", item, "accessible-description", G_BINDING_SYNC_CREATE);
}
