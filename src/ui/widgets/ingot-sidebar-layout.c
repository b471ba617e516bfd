/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-widgets"
#include "config.h"

#include "ingot-sidebar-layout.h"

struct _IngotSidebarLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (IngotSidebarLayout, ingot_sidebar_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
get_needed_width (GtkWidget *child)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static GtkSizeRequestMode
ingot_sidebar_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ingot_sidebar_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                              int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  *minimum = *natural = 0;
  if (child == NULL || !gtk_widget_should_layout (child))
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MAX (for_size, get_needed_width (child));
  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = 0;
}

static void
ingot_sidebar_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_allocate (child, MAX (width, get_needed_width (child)), height, baseline, NULL);
}

static void
ingot_sidebar_layout_class_init (IngotSidebarLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = ingot_sidebar_layout_get_request_mode;
  layout_class->measure = ingot_sidebar_layout_measure;
  layout_class->allocate = ingot_sidebar_layout_allocate;
}

static void
ingot_sidebar_layout_init (IngotSidebarLayout *self)
{
}
