/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-headroom-row.h"
#include "widgets/ingot-words.h"

struct _IngotHeadroomRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *value;
  GtkLevelBar *bar;
};

G_DEFINE_FINAL_TYPE (IngotHeadroomRow, ingot_headroom_row, ADW_TYPE_PREFERENCES_ROW)

static void
ingot_headroom_row_class_init (IngotHeadroomRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-headroom-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotHeadroomRow, value);
  gtk_widget_class_bind_template_child (widget_class, IngotHeadroomRow, bar);
}

/* Colours would tell what the length tells already. */
static void
ingot_headroom_row_init (IngotHeadroomRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_level_bar_remove_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_FULL);
}

/* Both alike: "288 K of 450 K", "2,684 of 2,700". */
static char *
dup_count (gint64 count, gint64 limit)
{
  return MAX (count, limit) < 10000 ? g_strdup_printf ("%'" G_GINT64_FORMAT, count) : ingot_words_dup_count (count);
}

void
ingot_headroom_row_show (IngotHeadroomRow *self, gint64 left, gint64 limit)
{
  g_autofree char *left_words = dup_count (left, limit);
  g_autofree char *limit_words = dup_count (limit, limit);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), left >= 0);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), limit > 0);
  if (left < 0)
    return;
  words = limit > 0 ? g_strdup_printf (_("%s of %s"), left_words, limit_words)
                    : g_strdup_printf (_("%s left"), left_words);
  gtk_label_set_label (self->value, words);
  gtk_level_bar_set_value (self->bar, limit > 0 ? CLAMP ((double) left / (double) limit, 0, 1) : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
}
