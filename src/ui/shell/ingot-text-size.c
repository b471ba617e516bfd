/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <math.h>

#include "ingot-text-size.h"

#define MIN_SCALE 0.5
#define MAX_SCALE 3.0
#define STEP 0.1

struct _IngotTextSize
{
  GObject parent_instance;

  GdkDisplay *display;
  GtkCssProvider *provider;
  double scale;
  gboolean is_added; /* to the display */
};

enum
{
  PROP_0,
  PROP_SCALE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotTextSize, ingot_text_size, G_TYPE_OBJECT)

static void
set_scale (IngotTextSize *self, double scale)
{
  /* Whole numbers, because some languages write a comma where CSS wants a point. */
  g_autofree char *css = g_strdup_printf (".conversation-text { font-size: %d%%; }", (int) lround (scale * 100));

  if (G_APPROX_VALUE (self->scale, scale, 0.001))
    return;
  /* Another provider costs each style something; most people never need this one. */
  if (!self->is_added)
    gtk_style_context_add_provider_for_display (self->display, GTK_STYLE_PROVIDER (self->provider),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  self->is_added = TRUE;
  self->scale = scale;
  gtk_css_provider_load_from_string (self->provider, css);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCALE]);
}

static void
ingot_text_size_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SCALE)
    g_value_set_double (value, INGOT_TEXT_SIZE (object)->scale);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_text_size_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SCALE)
    set_scale (INGOT_TEXT_SIZE (object), g_value_get_double (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_text_size_dispose (GObject *object)
{
  IngotTextSize *self = INGOT_TEXT_SIZE (object);

  if (self->is_added)
    gtk_style_context_remove_provider_for_display (self->display, GTK_STYLE_PROVIDER (self->provider));
  self->is_added = FALSE;
  g_clear_object (&self->display);
  g_clear_object (&self->provider);
  G_OBJECT_CLASS (ingot_text_size_parent_class)->dispose (object);
}

static void
ingot_text_size_class_init (IngotTextSizeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ingot_text_size_get_property;
  object_class->set_property = ingot_text_size_set_property;
  object_class->dispose = ingot_text_size_dispose;

  props[PROP_SCALE] =
    g_param_spec_double ("scale", NULL, NULL, MIN_SCALE, MAX_SCALE, 1,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_text_size_init (IngotTextSize *self)
{
  self->provider = gtk_css_provider_new ();
  self->scale = 1;
}

IngotTextSize *
ingot_text_size_new (GdkDisplay *display)
{
  IngotTextSize *self = g_object_new (INGOT_TYPE_TEXT_SIZE, NULL);

  self->display = g_object_ref (display);
  return self;
}

double
ingot_text_size_get_next (IngotTextSize *self, int step)
{
  return step == 0 ? 1 : CLAMP (round ((self->scale + step * STEP) / STEP) * STEP, MIN_SCALE, MAX_SCALE);
}
