/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <adwaita.h>

#include "ingot-text-style.h"

#define DIM_OPACITY 0.55f /* libadwaita's, which is the opacity of a widget and no colour */

struct _IngotTextStyle
{
  GObject parent_instance;

  GtkWidget *owner;
  GtkWidget *probes[INGOT_N_FONTS];
  GtkWidget *accent;
  PangoFontDescription *fonts[INGOT_N_FONTS];
  GdkRGBA colors[INGOT_N_COLORS];
  double em;
};

static const char *const classes[INGOT_N_FONTS] = {
  [INGOT_FONT_TITLE_1] = "title-2",
  [INGOT_FONT_TITLE_2] = "title-3",
  [INGOT_FONT_TITLE_3] = "title-4",
  [INGOT_FONT_TITLE_4] = "heading",
  [INGOT_FONT_CODE] = "monospace",
  [INGOT_FONT_NAME] = "heading",
  [INGOT_FONT_CAPTION] = "caption",
  [INGOT_FONT_FOLD] = "caption-heading",
};

G_DEFINE_FINAL_TYPE (IngotTextStyle, ingot_text_style, G_TYPE_OBJECT)

static GtkWidget *
add_probe (IngotTextStyle *self, const char *class)
{
  GtkWidget *probe = gtk_label_new (NULL);

  if (class != NULL)
    gtk_widget_add_css_class (probe, class);
  gtk_widget_set_parent (probe, self->owner);
  gtk_widget_set_child_visible (probe, FALSE);
  return probe;
}

static gboolean
update_font (IngotTextStyle *self, IngotFont font)
{
  PangoContext *context = gtk_widget_get_pango_context (self->probes[font]);
  const PangoFontDescription *description = pango_context_get_font_description (context);

  if (self->fonts[font] != NULL && pango_font_description_equal (self->fonts[font], description))
    return FALSE;
  g_clear_pointer (&self->fonts[font], pango_font_description_free);
  self->fonts[font] = pango_font_description_copy (description);
  return TRUE;
}

static double
read_em (IngotTextStyle *self)
{
  const PangoFontDescription *font = self->fonts[INGOT_FONT_BODY];
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  double resolution = pango_cairo_context_get_resolution (gtk_widget_get_pango_context (self->owner));

  if (pango_font_description_get_size_is_absolute (font))
    return size;
  return size * (resolution > 0 ? resolution : 96) / 72;
}

static GdkRGBA
with_alpha (GdkRGBA color, float alpha)
{
  color.alpha *= alpha;
  return color;
}

static void
read_colors (IngotTextStyle *self, GdkRGBA *colors)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean high_contrast = adw_style_manager_get_high_contrast (manager);
  g_autoptr(GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (manager);
  GdkRGBA text;

  gtk_widget_get_color (self->owner, &text);
  gtk_widget_get_color (self->accent, &colors[INGOT_COLOR_LINK]);
  colors[INGOT_COLOR_TEXT] = text;
  colors[INGOT_COLOR_DIM] = with_alpha (text, high_contrast ? 1 : DIM_OPACITY);
  colors[INGOT_COLOR_BUBBLE] = with_alpha (text, 0.07f);
  colors[INGOT_COLOR_CODE] = with_alpha (text, 0.03f);
  colors[INGOT_COLOR_HAIRLINE] = with_alpha (text, high_contrast ? 0.5f : 0.12f);
  colors[INGOT_COLOR_BORDER] = with_alpha (text, high_contrast ? 0.5f : 0.15f);
  colors[INGOT_COLOR_BUBBLE_BORDER] = with_alpha (text, high_contrast ? 0.5f : 0);
  colors[INGOT_COLOR_QUOTE] = with_alpha (text, high_contrast ? 0.5f : 0.15f);
  colors[INGOT_COLOR_THUMB] = with_alpha (text, high_contrast ? 0.8f : 0.35f);
  colors[INGOT_COLOR_SHADE] = (GdkRGBA) { 0, 0, 0, adw_style_manager_get_dark (manager) ? 0.5f : 0.15f };
  colors[INGOT_COLOR_SELECTION] = with_alpha (*accent, 0.3f);
  colors[INGOT_COLOR_FOUND] = (GdkRGBA) { 0.96f, 0.76f, 0.07f, high_contrast ? 0.7f : 0.4f };
  colors[INGOT_COLOR_FOUND_CURRENT] = (GdkRGBA) { 0.96f, 0.53f, 0.07f, high_contrast ? 1 : 0.7f };
}

static void
ingot_text_style_dispose (GObject *object)
{
  ingot_text_style_remove_labels (INGOT_TEXT_STYLE (object));
  G_OBJECT_CLASS (ingot_text_style_parent_class)->dispose (object);
}

static void
ingot_text_style_finalize (GObject *object)
{
  IngotTextStyle *self = INGOT_TEXT_STYLE (object);

  for (int i = 0; i < INGOT_N_FONTS; i++)
    g_clear_pointer (&self->fonts[i], pango_font_description_free);
  G_OBJECT_CLASS (ingot_text_style_parent_class)->finalize (object);
}

static void
ingot_text_style_class_init (IngotTextStyleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ingot_text_style_dispose;
  object_class->finalize = ingot_text_style_finalize;
}

static void
ingot_text_style_init (IngotTextStyle *self)
{
}

IngotTextStyle *
ingot_text_style_new (GtkWidget *owner)
{
  IngotTextStyle *self = g_object_new (INGOT_TYPE_TEXT_STYLE, NULL);

  self->owner = owner;
  for (int i = 0; i < INGOT_N_FONTS; i++)
    self->probes[i] = add_probe (self, classes[i]);
  self->accent = add_probe (self, "accent");
  ingot_text_style_update (self);
  return self;
}

void
ingot_text_style_remove_labels (IngotTextStyle *self)
{
  for (int i = 0; i < INGOT_N_FONTS; i++)
    g_clear_pointer (&self->probes[i], gtk_widget_unparent);
  g_clear_pointer (&self->accent, gtk_widget_unparent);
}

IngotStyleChanges
ingot_text_style_update (IngotTextStyle *self)
{
  GdkRGBA colors[INGOT_N_COLORS];
  IngotStyleChanges changes = 0;

  for (int i = 0; i < INGOT_N_FONTS; i++)
    if (update_font (self, i))
      changes |= INGOT_STYLE_FONTS;
  self->em = read_em (self);
  read_colors (self, colors);
  for (int i = 0; i < INGOT_N_COLORS; i++)
    if (!gdk_rgba_equal (&colors[i], &self->colors[i]))
      changes |= INGOT_STYLE_COLORS;
  memcpy (self->colors, colors, sizeof colors);
  return changes;
}

const PangoFontDescription *
ingot_text_style_get_font (IngotTextStyle *self, IngotFont font)
{
  return self->fonts[font];
}

const GdkRGBA *
ingot_text_style_get_color (IngotTextStyle *self, IngotColor color)
{
  return &self->colors[color];
}

double
ingot_text_style_get_em (IngotTextStyle *self)
{
  return self->em;
}
