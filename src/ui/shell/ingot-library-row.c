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

  GtkWidget *icon;
  GtkWidget *spinner; /* NULL until it is busy */
  GtkLabel *title;
  GtkWidget *pin;     /* NULL until it is pinned */
  GtkLabel *time;
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

/* A row has what most rows show; the spinner and the pin come when they are first seen. */
static void
update_icon (IngotLibraryRow *self, gboolean busy)
{
  if (busy && self->spinner == NULL)
    {
      self->spinner = adw_spinner_new ();
      gtk_widget_set_valign (self->spinner, GTK_ALIGN_CENTER);
      gtk_widget_insert_after (self->spinner, gtk_widget_get_parent (self->icon), self->icon);
    }
  if (self->spinner != NULL)
    gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_visible (self->icon, !busy);
}

static void
update_pin (IngotLibraryRow *self, gboolean pinned)
{
  if (pinned && self->pin == NULL)
    {
      self->pin = gtk_image_new_from_icon_name ("view-pin-symbolic");
      gtk_widget_set_tooltip_text (self->pin, _("Pinned"));
      gtk_widget_add_css_class (self->pin, "dimmed");
      gtk_widget_insert_after (self->pin, gtk_widget_get_parent (GTK_WIDGET (self->title)),
                               GTK_WIDGET (self->title));
    }
  if (self->pin != NULL)
    gtk_widget_set_visible (self->pin, pinned);
  gtk_widget_set_visible (GTK_WIDGET (self->time), !pinned);
}

static void
update (IngotLibraryRow *self)
{
  IngotDeployment *deployment;
  g_autofree char *time = NULL;
  const char *title;

  if (self->conversation == NULL)
    return;
  title = ingot_conversation_get_title (self->conversation);
  deployment = ingot_conversation_get_deployment (self->conversation);
  if (self->today != 0)
    time = ingot_days_dup_time (ingot_conversation_get_updated (self->conversation), self->today);
  gtk_label_set_label (self->title, title != NULL ? title : _("New Chat"));
  gtk_label_set_label (self->subtitle, deployment != NULL ? ingot_deployment_get_name (deployment)
                                                          : _("No deployment"));
  gtk_label_set_label (self->time, time != NULL ? time : "");
  update_icon (self, ingot_conversation_get_busy (self->conversation));
  update_pin (self, ingot_conversation_get_pinned (self->conversation));
}

/* One handler for all that a row shows: a list has many of them. */
static void
set_conversation (IngotLibraryRow *self, IngotConversation *conversation)
{
  if (self->conversation == conversation)
    return;
  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_func (self->conversation, update, self);
  g_set_object (&self->conversation, conversation);
  if (conversation != NULL)
    g_signal_connect_swapped (conversation, "notify", G_CALLBACK (update), self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATION]);
}

static void
set_today (IngotLibraryRow *self, guint today)
{
  if (self->today == today)
    return;
  self->today = today;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TODAY]);
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
      set_conversation (self, g_value_get_object (value));
      break;
    case PROP_TODAY:
      set_today (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_library_row_dispose (GObject *object)
{
  IngotLibraryRow *self = INGOT_LIBRARY_ROW (object);

  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_func (self->conversation, update, self);
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

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ingotapp/Ingot/ingot-library-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotLibraryRow, icon);
  gtk_widget_class_bind_template_child (widget_class, IngotLibraryRow, title);
  gtk_widget_class_bind_template_child (widget_class, IngotLibraryRow, time);
  gtk_widget_class_bind_template_child (widget_class, IngotLibraryRow, subtitle);
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
