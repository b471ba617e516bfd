/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-chat"
#include "config.h"

#include "ingot-chat-layout.h"

/* A GtkBox would share out what is missing between the two, and cut both. */
struct _IngotChatLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (IngotChatLayout, ingot_chat_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
ingot_chat_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ingot_chat_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, for_size, &child_minimum, &child_natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        {
          *minimum += child_minimum;
          *natural += child_natural;
        }
      else
        {
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
    }
}

static void
allocate_child (GtkWidget *child, int y, int width, int height)
{
  GskTransform *transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, (float) y));

  gtk_widget_allocate (child, width, height, -1, transform);
}

static void
ingot_chat_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *transcript = gtk_widget_get_first_child (widget);
  GtkWidget *status = gtk_widget_get_next_sibling (transcript);
  gboolean has_status = gtk_widget_should_layout (status);
  int minimum, natural, status_minimum, status_height = 0, rest;

  gtk_widget_measure (transcript, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
  if (has_status)
    {
      gtk_widget_measure (status, GTK_ORIENTATION_VERTICAL, width, &status_minimum, &status_height, NULL, NULL);
      status_height = CLAMP (height - minimum, status_minimum, status_height);
    }
  rest = MAX (minimum, height - status_height);
  if (!gtk_widget_get_vexpand (transcript))
    rest = MIN (rest, natural);
  allocate_child (transcript, 0, width, rest);
  if (has_status)
    allocate_child (status, rest, width, status_height);
}

static void
ingot_chat_layout_class_init (IngotChatLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = ingot_chat_layout_get_request_mode;
  manager_class->measure = ingot_chat_layout_measure;
  manager_class->allocate = ingot_chat_layout_allocate;
}

static void
ingot_chat_layout_init (IngotChatLayout *self)
{
}
