/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-chat"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-filter-grid.h"

static GtkWidget *
make_label (const char *text, gboolean strong, const char *style)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END,
                                   NULL);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, strong ? "heading" : "dim-label");
  return label;
}

/* The colour comes from the row, so the steps that GTK colours are not wanted. */
static GtkWidget *
make_level (const IngotFilterNote *note)
{
  static const char *const steps[] = { GTK_LEVEL_BAR_OFFSET_LOW, GTK_LEVEL_BAR_OFFSET_HIGH,
                                       GTK_LEVEL_BAR_OFFSET_FULL };
  GtkWidget *bar = g_object_new (GTK_TYPE_LEVEL_BAR, "mode", GTK_LEVEL_BAR_MODE_DISCRETE, "max-value", 3.0,
                                 "valign", GTK_ALIGN_CENTER, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                 NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), steps[i]);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), MAX (note->severity, INGOT_SEVERITY_SAFE));
  gtk_widget_add_css_class (bar, "filter-level");
  if (note->filtered)
    gtk_widget_add_css_class (bar, "blocked");
  return bar;
}

/* What is only found or not has no level, and room for a longer title: all of it where nothing was found. */
static void
attach (GtkGrid *grid, int row, const IngotFilterNote *note)
{
  gboolean has_level = note->severity != INGOT_SEVERITY_UNKNOWN;
  gboolean loud = note->filtered || note->detected || note->severity > INGOT_SEVERITY_SAFE;
  GtkWidget *title = make_label (ingot_filter_note_get_title (note), note->filtered, NULL);

  gtk_widget_remove_css_class (title, "dim-label");
  gtk_widget_set_tooltip_text (title, note->detail);
  gtk_grid_attach (grid, title, 0, row, has_level ? 1 : loud ? 2 : 3, 1);
  if (has_level)
    gtk_grid_attach (grid, make_level (note), 1, row, 1, 1);
  if (has_level || loud)
    gtk_grid_attach (grid, make_label (ingot_filter_note_get_word (note), loud && note->filtered,
                                       note->filtered ? "error" : NULL), 2, row, 1, 1);
  gtk_grid_attach (grid, make_label (note->filtered ? _("Blocked") : _("Passed"), FALSE, "caption"), 3, row, 1, 1);
}

/* What stopped it comes first. */
static void
attach_all (GtkGrid *grid, const IngotFilter *filter, gboolean filtered, int *row)
{
  for (guint i = 0; i < ingot_filter_get_n_notes (filter); i++)
    {
      const IngotFilterNote *note = ingot_filter_get_note (filter, i);

      if (note->filtered == filtered)
        attach (grid, (*row)++, note);
    }
}

GtkWidget *
ingot_filter_grid_new (const IngotFilter *filter)
{
  int row = 0;
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "row-spacing", 6, "column-spacing", 9, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Content Filter"), -1);
  attach_all (GTK_GRID (grid), filter, TRUE, &row);
  attach_all (GTK_GRID (grid), filter, FALSE, &row);
  return grid;
}
