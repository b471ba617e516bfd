/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-chat"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-composer.h"
#include "widgets/ingot-deployment-picker.h"
#include "widgets/ingot-long-lines.h"
#include "widgets/ingot-stack.h"

#define MAX_LINES 8
#define UNSENT "ingot-unsent" /* what a turn keeps of an edit that was left */

struct _IngotComposer
{
  AdwBin parent_instance;

  IngotConversation *conversation;
  IngotTurn *edited; /* or NULL */
  GSignalGroup *conversation_signals;
  gboolean in_step; /* the draft is being written, by whichever side */
  gboolean is_blank;
  gboolean enter_sends;

  GtkWidget *edit_bar;
  GtkScrolledWindow *scroller;
  GtkTextView *view;
  GtkTextBuffer *buffer; /* of the view */
  GtkLabel *placeholder;
  IngotDeploymentPicker *picker;
  GtkStack *buttons;
  GtkWidget *send_button;
  GtkWidget *stop_button;
};

enum
{
  PROP_0,
  PROP_CONVERSATION,
  PROP_RESOURCES,
  PROP_ENTER_SENDS,
  N_PROPS
};

enum
{
  SEND,
  STOP,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IngotComposer, ingot_composer, ADW_TYPE_BIN)

static gboolean
is_blank (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

static gboolean
is_busy (IngotComposer *self)
{
  return self->conversation != NULL && ingot_conversation_get_busy (self->conversation);
}

static gboolean
can_send (IngotComposer *self)
{
  return self->conversation != NULL && !is_busy (self) && !self->is_blank
         && ingot_conversation_get_loaded (self->conversation)
         && ingot_conversation_get_deployment (self->conversation) != NULL;
}

static void
update_buttons (IngotComposer *self)
{
  gboolean busy = is_busy (self);
  gboolean had_focus = gtk_widget_has_focus (self->send_button) || gtk_widget_has_focus (self->stop_button);

  gtk_widget_set_sensitive (self->send_button, can_send (self));
  ingot_stack_show (self->buttons, busy ? "stop" : "send");
  /* Whoever pressed one of the two by keyboard would be left on a button that is gone. */
  if (had_focus)
    gtk_widget_grab_focus (busy ? self->stop_button : GTK_WIDGET (self->view));
}

static void
deployment_changed_cb (IngotComposer *self)
{
  IngotDeployment *deployment =
    self->conversation != NULL ? ingot_conversation_get_deployment (self->conversation) : NULL;
  g_autofree char *hint = deployment != NULL
                          ? g_strdup_printf (_("Message %s"), ingot_deployment_get_name (deployment))
                          : g_strdup (_("Choose a deployment, then write a message"));

  ingot_deployment_picker_set_selected (self->picker, deployment);
  gtk_label_set_label (self->placeholder, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER, hint, -1);
  update_buttons (self);
}

static void
picked_cb (IngotComposer *self)
{
  IngotDeployment *picked = ingot_deployment_picker_get_selected (self->picker);

  if (self->conversation == NULL || picked == ingot_conversation_get_deployment (self->conversation))
    return;
  ingot_conversation_set_deployment (self->conversation, picked);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
text_changed_cb (IngotComposer *self)
{
  g_autofree char *text = NULL;

  if (ingot_long_lines_is_cutting (self->buffer))
    return;
  text = ingot_long_lines_dup_text (self->buffer);
  self->is_blank = is_blank (text);
  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), *text == '\0');
  if (self->conversation != NULL && self->edited == NULL && !self->in_step)
    {
      self->in_step = TRUE;
      ingot_conversation_set_draft (self->conversation, text);
      self->in_step = FALSE;
    }
  update_buttons (self);
}

/* What cannot be undone, because somebody else wrote it. */
static void
show_text (IngotComposer *self, const char *text)
{
  self->in_step = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  self->in_step = FALSE;
}

/* What the person typed is the truth; only a draft that somebody else wrote is shown. */
static void
draft_changed_cb (IngotComposer *self)
{
  const char *draft = self->conversation != NULL ? ingot_conversation_get_draft (self->conversation) : "";
  g_autofree char *text = NULL;

  if (self->in_step || self->edited != NULL)
    return;
  text = ingot_long_lines_dup_text (self->buffer);
  if (g_str_equal (text, draft))
    return;

  show_text (self, draft);
}

static void
set_edited (IngotComposer *self, IngotTurn *turn)
{
  g_set_object (&self->edited, turn);
  gtk_widget_set_visible (self->edit_bar, turn != NULL);
}

static void
cancel_cb (IngotComposer *self)
{
  if (self->edited != NULL)
    g_object_set_data (G_OBJECT (self->edited), UNSENT, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  ingot_composer_end_edit (self);
}

static void
leave_edit (IngotComposer *self)
{
  if (self->edited == NULL)
    return;
  g_object_set_data_full (G_OBJECT (self->edited), UNSENT, ingot_long_lines_dup_text (self->buffer), g_free);
  set_edited (self, NULL);
}

/* An input method needs Enter to end a composition (Hangul, Kana, Pinyin): it is asked first, and only a key
 * that it leaves alone sends. Other keys are not offered to it here, because the text view does that right
 * after this and no key may reach it twice. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                gpointer user_data)
{
  IngotComposer *self = INGOT_COMPOSER (user_data);
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  if (keyval == GDK_KEY_Escape && self->edited != NULL && !is_busy (self))
    {
      cancel_cb (self);
      return GDK_EVENT_STOP;
    }
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;
  if (state & (GDK_SHIFT_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  if (!self->enter_sends && !(state & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  if (!gtk_text_view_im_context_filter_keypress (self->view, event))
    {
      gtk_text_view_reset_im_context (self->view);
      ingot_composer_send (self);
    }
  return GDK_EVENT_STOP;
}

static void
stop_clicked_cb (IngotComposer *self)
{
  g_signal_emit (self, signals[STOP], 0);
}

static gboolean
ingot_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (INGOT_COMPOSER (widget)->view));
}

static void
ingot_composer_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  IngotComposer *self = INGOT_COMPOSER (widget);
  g_autoptr(PangoLayout) layout = NULL;
  int height;

  GTK_WIDGET_CLASS (ingot_composer_parent_class)->css_changed (widget, change);
  layout = gtk_widget_create_pango_layout (widget, "X");
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_scrolled_window_set_max_content_height (self->scroller, MAX_LINES * height
                                              + gtk_text_view_get_top_margin (self->view)
                                              + gtk_text_view_get_bottom_margin (self->view));
}

static void
ingot_composer_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotComposer *self = INGOT_COMPOSER (object);

  switch (prop_id)
    {
    case PROP_CONVERSATION:
      g_value_set_object (value, self->conversation);
      break;
    case PROP_RESOURCES:
      g_value_set_object (value, ingot_composer_get_resources (self));
      break;
    case PROP_ENTER_SENDS:
      g_value_set_boolean (value, self->enter_sends);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_composer_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotComposer *self = INGOT_COMPOSER (object);

  switch (prop_id)
    {
    case PROP_CONVERSATION:
      ingot_composer_set_conversation (self, g_value_get_object (value));
      break;
    case PROP_RESOURCES:
      ingot_composer_set_resources (self, g_value_get_object (value));
      break;
    case PROP_ENTER_SENDS:
      if (self->enter_sends == g_value_get_boolean (value))
        break;
      self->enter_sends = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_composer_dispose (GObject *object)
{
  IngotComposer *self = INGOT_COMPOSER (object);

  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->edited);
  g_clear_object (&self->conversation);
  G_OBJECT_CLASS (ingot_composer_parent_class)->dispose (object);
}

static void
ingot_composer_class_init (IngotComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  g_type_ensure (INGOT_TYPE_DEPLOYMENT_PICKER);

  object_class->get_property = ingot_composer_get_property;
  object_class->set_property = ingot_composer_set_property;
  object_class->dispose = ingot_composer_dispose;
  widget_class->grab_focus = ingot_composer_grab_focus;
  widget_class->css_changed = ingot_composer_css_changed;

  props[PROP_CONVERSATION] = g_param_spec_object ("conversation", NULL, NULL, INGOT_TYPE_CONVERSATION, flags);
  props[PROP_RESOURCES] = g_param_spec_object ("resources", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_ENTER_SENDS] = g_param_spec_boolean ("enter-sends", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[SEND] = g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[STOP] = g_signal_new ("stop", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotComposer, edit_bar);
  gtk_widget_class_bind_template_child (widget_class, IngotComposer, scroller);
  gtk_widget_class_bind_template_child (widget_class, IngotComposer, view);
  gtk_widget_class_bind_template_child (widget_class, IngotComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, IngotComposer, picker);
  gtk_widget_class_bind_template_child (widget_class, IngotComposer, buttons);
  gtk_widget_class_bind_template_child (widget_class, IngotComposer, send_button);
  gtk_widget_class_bind_template_child (widget_class, IngotComposer, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, ingot_composer_send);
}

static void
ingot_composer_init (IngotComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->enter_sends = TRUE;
  self->buffer = gtk_text_view_get_buffer (self->view);
  ingot_long_lines_watch (self->buffer);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);

  self->conversation_signals = g_signal_group_new (INGOT_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::draft", G_CALLBACK (draft_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::busy", G_CALLBACK (update_buttons),
                                  self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::loaded", G_CALLBACK (update_buttons),
                                  self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::deployment",
                                  G_CALLBACK (deployment_changed_cb), self);
  text_changed_cb (self);
  deployment_changed_cb (self);
}

GtkWidget *
ingot_composer_new (void)
{
  return g_object_new (INGOT_TYPE_COMPOSER, NULL);
}

IngotConversation *
ingot_composer_get_conversation (IngotComposer *self)
{
  return self->conversation;
}

void
ingot_composer_set_conversation (IngotComposer *self, IngotConversation *conversation)
{
  if (self->conversation == conversation)
    return;
  leave_edit (self);
  g_set_object (&self->conversation, conversation);
  g_signal_group_set_target (self->conversation_signals, conversation);
  draft_changed_cb (self);
  deployment_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATION]);
}

GListModel *
ingot_composer_get_resources (IngotComposer *self)
{
  return ingot_deployment_picker_get_resources (self->picker);
}

void
ingot_composer_set_resources (IngotComposer *self, GListModel *resources)
{
  if (ingot_composer_get_resources (self) == resources)
    return;
  ingot_deployment_picker_set_resources (self->picker, resources);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RESOURCES]);
}

void
ingot_composer_fill (IngotComposer *self, const char *text)
{
  GtkTextIter start, end;

  /* Setting the text as a whole could not be undone. */
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
ingot_composer_edit (IngotComposer *self, IngotTurn *turn)
{
  const char *unsent = g_object_get_data (G_OBJECT (turn), UNSENT);
  g_autofree char *text = g_strdup (unsent != NULL ? unsent : ingot_turn_get_text (turn));

  leave_edit (self);
  set_edited (self, turn);
  show_text (self, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

IngotTurn *
ingot_composer_get_edited (IngotComposer *self)
{
  return self->edited;
}

void
ingot_composer_end_edit (IngotComposer *self)
{
  if (self->edited == NULL)
    return;
  set_edited (self, NULL);
  draft_changed_cb (self);
}

void
ingot_composer_send (IngotComposer *self)
{
  g_autofree char *text = NULL;

  if (!can_send (self))
    return;
  text = ingot_long_lines_dup_text (self->buffer);
  g_signal_emit (self, signals[SEND], 0, text);
}

void
ingot_composer_pick_deployment (IngotComposer *self)
{
  ingot_deployment_picker_popup (self->picker);
}
