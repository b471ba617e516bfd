/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-chat"
#include "config.h"

#include "ingot-chat-page.h"
#include "ingot-parameters-pane.h"
#include "ingot-parameters-view.h"

#define SHOWN "parameters-shown"

struct _IngotParametersView
{
  AdwBin parent_instance;

  GSettings *settings;
  IngotConversation *conversation;
  GListModel *conversations;
  gboolean shown;
  gboolean is_beside;
  IngotParametersPane *pane; /* made when first shown, because it has many widgets */

  AdwMultiLayoutView *layouts;
  AdwOverlaySplitView *split_view;
  AdwBin *bin;
  AdwBin *pane_bin;
};

enum
{
  PROP_0,
  PROP_CONTENT,
  PROP_CONVERSATION,
  PROP_CONVERSATIONS,
  PROP_SETTINGS,
  PROP_SHOWN,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotParametersView, ingot_parameters_view, ADW_TYPE_BIN)

static gboolean
has_focus_within (IngotParametersView *self, GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static gboolean
is_in_sheet (IngotParametersView *self)
{
  return g_strcmp0 (adw_multi_layout_view_get_layout_name (self->layouts), "sheet") == 0;
}

static void
leave_cb (gpointer user_data)
{
  g_autoptr(IngotParametersView) self = user_data;
  GtkWidget *content = self->bin != NULL ? adw_bin_get_child (self->bin) : NULL;

  if (!self->shown && content != NULL && gtk_widget_get_mapped (content))
    gtk_widget_grab_focus (content);
}

/* Before it is shown, or when a finger draws it in. */
static void
need_pane (IngotParametersView *self)
{
  if (self->pane != NULL)
    return;
  self->pane = INGOT_PARAMETERS_PANE (ingot_parameters_pane_new ());
  ingot_parameters_pane_set_conversation (self->pane, self->conversation);
  g_object_set (self->pane, "conversations", self->conversations, NULL);
  adw_bin_set_child (self->pane_bin, GTK_WIDGET (self->pane));
}

static void
set_shown (IngotParametersView *self, gboolean shown)
{
  if (self->shown == shown)
    return;
  /* Later, because a sheet that closes gives the focus to whatever is first on the page. */
  if (!shown && (has_focus_within (self, GTK_WIDGET (self->pane_bin)) || is_in_sheet (self)))
    g_idle_add_once (leave_cb, g_object_ref (self));
  self->shown = shown;
  if (shown)
    need_pane (self);
  if (self->is_beside && self->settings != NULL)
    g_settings_set_boolean (self->settings, SHOWN, shown);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOWN]);
}

static gboolean
wants_shown (IngotParametersView *self)
{
  return self->settings != NULL && g_settings_get_boolean (self->settings, SHOWN);
}

/* Beside the page they are as they were left there; over it they are hidden at first. */
static void
room_changed_cb (IngotParametersView *self)
{
  gboolean is_beside = !adw_overlay_split_view_get_collapsed (self->split_view)
                       && !is_in_sheet (self);
  GtkWidget *content = adw_bin_get_child (self->bin);

  if (INGOT_IS_CHAT_PAGE (content))
    ingot_chat_page_set_narrow (INGOT_CHAT_PAGE (content), is_in_sheet (self));
  if (self->is_beside == is_beside)
    return;
  self->is_beside = FALSE;
  set_shown (self, is_beside && wants_shown (self));
  self->is_beside = is_beside;
}

static void
set_settings (IngotParametersView *self, GSettings *settings)
{
  if (!g_set_object (&self->settings, settings))
    return;
  if (self->is_beside)
    set_shown (self, wants_shown (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SETTINGS]);
}

static void
set_conversations (IngotParametersView *self, GListModel *conversations)
{
  if (!g_set_object (&self->conversations, conversations))
    return;
  if (self->pane != NULL)
    g_object_set (self->pane, "conversations", conversations, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATIONS]);
}

static gboolean
ingot_parameters_view_grab_focus (GtkWidget *widget)
{
  GtkWidget *content = adw_bin_get_child (INGOT_PARAMETERS_VIEW (widget)->bin);

  return content != NULL && gtk_widget_grab_focus (content);
}

static void
ingot_parameters_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotParametersView *self = INGOT_PARAMETERS_VIEW (object);

  switch (prop_id)
    {
    case PROP_CONTENT:
      g_value_set_object (value, adw_bin_get_child (self->bin));
      break;
    case PROP_CONVERSATION:
      g_value_set_object (value, self->conversation);
      break;
    case PROP_CONVERSATIONS:
      g_value_set_object (value, self->conversations);
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    case PROP_SHOWN:
      g_value_set_boolean (value, self->shown);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_parameters_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotParametersView *self = INGOT_PARAMETERS_VIEW (object);

  switch (prop_id)
    {
    case PROP_CONTENT:
      adw_bin_set_child (self->bin, g_value_get_object (value));
      break;
    case PROP_CONVERSATION:
      ingot_parameters_view_set_conversation (self, g_value_get_object (value));
      break;
    case PROP_CONVERSATIONS:
      set_conversations (self, g_value_get_object (value));
      break;
    case PROP_SETTINGS:
      set_settings (self, g_value_get_object (value));
      break;
    case PROP_SHOWN:
      set_shown (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_parameters_view_dispose (GObject *object)
{
  IngotParametersView *self = INGOT_PARAMETERS_VIEW (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->conversation);
  g_clear_object (&self->conversations);
  G_OBJECT_CLASS (ingot_parameters_view_parent_class)->dispose (object);
}

static void
ingot_parameters_view_class_init (IngotParametersViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_parameters_view_get_property;
  object_class->set_property = ingot_parameters_view_set_property;
  object_class->dispose = ingot_parameters_view_dispose;
  widget_class->grab_focus = ingot_parameters_view_grab_focus;

  props[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_CONVERSATION] = g_param_spec_object ("conversation", NULL, NULL, INGOT_TYPE_CONVERSATION, flags);
  props[PROP_CONVERSATIONS] = g_param_spec_object ("conversations", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, flags);
  props[PROP_SHOWN] = g_param_spec_boolean ("shown", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_install_property_action (widget_class, "parameters.show", "shown");

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-parameters-view.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotParametersView, layouts);
  gtk_widget_class_bind_template_child_full (widget_class, "split-view", FALSE,
                                             G_STRUCT_OFFSET (IngotParametersView, split_view));
  gtk_widget_class_bind_template_child (widget_class, IngotParametersView, bin);
  gtk_widget_class_bind_template_child_full (widget_class, "pane-bin", FALSE,
                                             G_STRUCT_OFFSET (IngotParametersView, pane_bin));
  gtk_widget_class_bind_template_callback (widget_class, need_pane);
  gtk_widget_class_bind_template_callback (widget_class, room_changed_cb);
}

static void
ingot_parameters_view_init (IngotParametersView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->is_beside = TRUE;
}

GtkWidget *
ingot_parameters_view_new (GtkWidget *content, GSettings *settings)
{
  return g_object_new (INGOT_TYPE_PARAMETERS_VIEW, "content", content, "settings", settings, NULL);
}

void
ingot_parameters_view_set_conversation (IngotParametersView *self, IngotConversation *conversation)
{
  if (!g_set_object (&self->conversation, conversation))
    return;
  if (self->pane != NULL)
    ingot_parameters_pane_set_conversation (self->pane, conversation);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATION]);
}
