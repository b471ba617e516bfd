/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include "ingot-door.h"

struct _IngotDoor
{
  GtkButton parent_instance;

  char *door_icon;
  char *title;
  char *description;
  char *caption;
  char *problem;
  gboolean busy;
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_DOOR_ICON,
  PROP_TITLE,
  PROP_DESCRIPTION,
  PROP_CAPTION,
  PROP_PROBLEM,
  PROP_BUSY,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotDoor, ingot_door, GTK_TYPE_BUTTON)

static GtkOrientation
get_orientation (IngotDoor *self, gboolean narrow)
{
  return narrow ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;
}

static char *
dup_caption (IngotDoor *self, const char *caption, const char *problem)
{
  return g_strdup (problem != NULL ? problem : caption);
}

static char **
dup_caption_classes (IngotDoor *self, const char *problem)
{
  const char *classes[] = { "caption", problem != NULL ? "error" : "dimmed", NULL };

  return g_strdupv ((char **) classes);
}

static gboolean
is_idle (IngotDoor *self, gboolean busy)
{
  return !busy;
}

/* Where a string property is kept; NULL for the others. */
static char **
find_string (IngotDoor *self, guint prop_id)
{
  switch (prop_id)
    {
    case PROP_DOOR_ICON:
      return &self->door_icon;
    case PROP_TITLE:
      return &self->title;
    case PROP_DESCRIPTION:
      return &self->description;
    case PROP_CAPTION:
      return &self->caption;
    case PROP_PROBLEM:
      return &self->problem;
    default:
      return NULL;
    }
}

static void
ingot_door_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotDoor *self = INGOT_DOOR (object);
  char **string = find_string (self, prop_id);

  if (string != NULL)
    g_value_set_string (value, *string);
  else if (prop_id == PROP_BUSY)
    g_value_set_boolean (value, self->busy);
  else if (prop_id == PROP_NARROW)
    g_value_set_boolean (value, self->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_door_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotDoor *self = INGOT_DOOR (object);
  char **string = find_string (self, prop_id);
  gboolean *flag = prop_id == PROP_BUSY ? &self->busy : prop_id == PROP_NARROW ? &self->narrow : NULL;

  if (string != NULL && g_set_str (string, g_value_get_string (value)))
    g_object_notify_by_pspec (object, pspec);
  if (flag != NULL && *flag != g_value_get_boolean (value))
    {
      *flag = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
ingot_door_finalize (GObject *object)
{
  IngotDoor *self = INGOT_DOOR (object);

  for (guint prop_id = PROP_DOOR_ICON; prop_id <= PROP_PROBLEM; prop_id++)
    g_free (*find_string (self, prop_id));
  G_OBJECT_CLASS (ingot_door_parent_class)->finalize (object);
}

static void
ingot_door_class_init (IngotDoorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_door_get_property;
  object_class->set_property = ingot_door_set_property;
  object_class->finalize = ingot_door_finalize;

  props[PROP_DOOR_ICON] = g_param_spec_string ("door-icon", NULL, NULL, NULL, writable);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, writable);
  props[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, writable);
  props[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, NULL, writable);
  props[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, writable);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, writable);
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, writable);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-door.ui");
  gtk_widget_class_bind_template_callback (widget_class, dup_caption);
  gtk_widget_class_bind_template_callback (widget_class, dup_caption_classes);
  gtk_widget_class_bind_template_callback (widget_class, get_orientation);
  gtk_widget_class_bind_template_callback (widget_class, is_idle);
}

static void
ingot_door_init (IngotDoor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ingot_door_new (void)
{
  return g_object_new (INGOT_TYPE_DOOR, NULL);
}

void
ingot_door_set_busy (IngotDoor *self, gboolean busy)
{
  g_object_set (self, "busy", busy, NULL);
}

void
ingot_door_set_problem (IngotDoor *self, const char *problem)
{
  g_object_set (self, "problem", problem, NULL);
}
