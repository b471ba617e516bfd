/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-days.h"
#include "ingot-library-row.h"

struct _IngotLibraryRow
{
  AdwBin parent_instance;

  IngotConversation *conversation;
  guint today;

  GtkLabel *title;
  GtkLabel *subtitle;
};

enum
{
  PROP_0,
  PROP_CONVERSATION,
  PROP_TODAY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotLibraryRow, ingot_library_row, ADW_TYPE_BIN)

static char *
dup_icon_name (IngotLibraryRow *self, gboolean busy)
{
  return g_strdup (busy ? "busy" : "chat");
}

static char *
dup_title (IngotLibraryRow *self, const char *title)
{
  return g_strdup (title != NULL ? title : _("New Chat"));
}

static char *
dup_subtitle (IngotLibraryRow *self, IngotDeployment *deployment)
{
  return g_strdup (deployment != NULL ? ingot_deployment_get_name (deployment) : _("No deployment"));
}

static gboolean
is_not (IngotLibraryRow *self, gboolean value)
{
  return !value;
}

static char *
dup_time (IngotLibraryRow *self, gint64 updated, guint today)
{
  return today != 0 ? ingot_days_dup_time (updated, today) : g_strdup ("");
}

static void
ingot_library_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotLibraryRow *self = INGOT_LIBRARY_ROW (object);

  switch (prop_id)
    {
    case PROP_CONVERSATION:
      g_value_set_object (value, self->conversation);
      break;
    case PROP_TODAY:
      g_value_set_uint (value, self->today);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_library_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotLibraryRow *self = INGOT_LIBRARY_ROW (object);

  switch (prop_id)
    {
    case PROP_CONVERSATION:
      if (g_set_object (&self->conversation, g_value_get_object (value)))
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
ingot_library_row_dispose (GObject *object)
{
  IngotLibraryRow *self = INGOT_LIBRARY_ROW (object);

  g_clear_object (&self->conversation);
  G_OBJECT_CLASS (ingot_library_row_parent_class)->dispose (object);
}

static void
ingot_library_row_class_init (IngotLibraryRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_library_row_get_property;
  object_class->set_property = ingot_library_row_set_property;
  object_class->dispose = ingot_library_row_dispose;

  props[PROP_CONVERSATION] = g_param_spec_object ("conversation", NULL, NULL, INGOT_TYPE_CONVERSATION,
                                                  writable);
  props[PROP_TODAY] = g_param_spec_uint ("today", NULL, NULL, 0, G_MAXUINT, 0, writable);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (INGOT_TYPE_CONVERSATION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ingotapp/Ingot/ingot-library-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotLibraryRow, title);
  gtk_widget_class_bind_template_child (widget_class, IngotLibraryRow, subtitle);
  gtk_widget_class_bind_template_callback (widget_class, dup_icon_name);
  gtk_widget_class_bind_template_callback (widget_class, dup_title);
  gtk_widget_class_bind_template_callback (widget_class, dup_subtitle);
  gtk_widget_class_bind_template_callback (widget_class, dup_time);
  gtk_widget_class_bind_template_callback (widget_class, is_not);
}

static void
ingot_library_row_init (IngotLibraryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ingot_library_row_new (void)
{
  return g_object_new (INGOT_TYPE_LIBRARY_ROW, NULL);
}

IngotConversation *
ingot_library_row_get_conversation (IngotLibraryRow *self)
{
  return self->conversation;
}

void
ingot_library_row_describe (IngotLibraryRow *self, GtkListItem *item)
{
  g_object_bind_property (self->title, "label", item, "accessible-label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->subtitle, "label", item, "accessible-description", G_BINDING_SYNC_CREATE);
}
