/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-conversation-text.h"
#include "ingot-transcript-follow.h"
#include "ingot-transcript-input.h"
#include "ingot-transcript.h"
#include "ingot-turn-articles.h"
#include "widgets/ingot-long-lines.h"

struct _IngotTranscript
{
  AdwBin parent_instance;

  IngotConversation *conversation;
  IngotConversationText *text;
  IngotTurnArticles *articles;
  IngotTranscriptFollow *follow;

  GtkScrolledWindow *scroller;
  GtkTextView *view;
  GtkRevealer *jump;
  GtkTextBuffer *buffer; /* of the view */
};

enum
{
  PROP_0,
  PROP_CONVERSATION,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static GtkAccessible *
ingot_transcript_get_first_accessible_child (GtkAccessible *accessible)
{
  return ingot_turn_articles_get_first (INGOT_TRANSCRIPT (accessible)->articles);
}

static void
accessible_init (GtkAccessibleInterface *iface)
{
  iface->get_first_accessible_child = ingot_transcript_get_first_accessible_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotTranscript, ingot_transcript, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE, accessible_init))

/* Whoever sends a message wants to see it. */
static void
turns_changed_cb (IngotTranscript *self, guint position, guint removed, guint added, GListModel *turns)
{
  for (guint i = position; position > 0 && i < position + added; i++)
    {
      g_autoptr(IngotTurn) turn = g_list_model_get_item (turns, i);

      if (ingot_turn_get_role (turn) == INGOT_ROLE_USER)
        ingot_transcript_follow_start (self->follow);
    }
  ingot_turn_articles_update (self->articles, position, turns);
}

static void
ingot_transcript_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  IngotTranscript *self = INGOT_TRANSCRIPT (widget);
  GdkRGBA color;

  GTK_WIDGET_CLASS (ingot_transcript_parent_class)->css_changed (widget, change);
  gtk_widget_get_color (widget, &color);
  if (!adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    color.alpha *= 0.6f;
  g_object_set (gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (self->buffer), "dim"),
                "foreground-rgba", &color, NULL);
}

static void
ingot_transcript_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotTranscript *self = INGOT_TRANSCRIPT (object);

  if (prop_id == PROP_CONVERSATION)
    g_value_set_object (value, self->conversation);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_transcript_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_CONVERSATION)
    ingot_transcript_set_conversation (INGOT_TRANSCRIPT (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_transcript_dispose (GObject *object)
{
  IngotTranscript *self = INGOT_TRANSCRIPT (object);

  ingot_transcript_set_conversation (self, NULL);
  if (self->follow != NULL)
    ingot_transcript_input_unwatch (self->view);
  g_clear_object (&self->follow);
  g_clear_object (&self->text);
  G_OBJECT_CLASS (ingot_transcript_parent_class)->dispose (object);
}

static void
ingot_transcript_finalize (GObject *object)
{
  ingot_turn_articles_free (INGOT_TRANSCRIPT (object)->articles);
  G_OBJECT_CLASS (ingot_transcript_parent_class)->finalize (object);
}

static void
ingot_transcript_class_init (IngotTranscriptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ingot_transcript_get_property;
  object_class->set_property = ingot_transcript_set_property;
  object_class->dispose = ingot_transcript_dispose;
  object_class->finalize = ingot_transcript_finalize;
  widget_class->css_changed = ingot_transcript_css_changed;

  props[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, INGOT_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-transcript.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotTranscript, scroller);
  gtk_widget_class_bind_template_child (widget_class, IngotTranscript, view);
  gtk_widget_class_bind_template_child (widget_class, IngotTranscript, jump);
}

static void
ingot_transcript_init (IngotTranscript *self)
{
  self->articles = ingot_turn_articles_new (GTK_WIDGET (self));
  gtk_widget_init_template (GTK_WIDGET (self));

  self->buffer = gtk_text_view_get_buffer (self->view);
  /* What a key changed in the text would be measured while it is drawn, when it is too late for the scrollbar. */
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (gtk_widget_queue_allocate), self->view,
                           G_CONNECT_SWAPPED);
  self->text = ingot_conversation_text_new (self->buffer);
  ingot_transcript_input_watch (self->view, ingot_conversation_text_get_turns (self->text));
  self->follow = ingot_transcript_follow_new (self->scroller, self->jump);
}

GtkWidget *
ingot_transcript_new (IngotConversation *conversation)
{
  return g_object_new (INGOT_TYPE_TRANSCRIPT, "conversation", conversation, NULL);
}

IngotConversation *
ingot_transcript_get_conversation (IngotTranscript *self)
{
  return self->conversation;
}

void
ingot_transcript_set_conversation (IngotTranscript *self, IngotConversation *conversation)
{
  if (self->conversation == conversation)
    return;
  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_func (self->conversation, turns_changed_cb, self);
  g_set_object (&self->conversation, conversation);
  ingot_conversation_text_set_conversation (self->text, conversation);
  turns_changed_cb (self, 0, 0, 0, G_LIST_MODEL (conversation));
  if (conversation != NULL)
    g_signal_connect_object (conversation, "items-changed", G_CALLBACK (turns_changed_cb), self,
                             G_CONNECT_SWAPPED);
  ingot_transcript_follow_start (self->follow);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATION]);
}

void
ingot_transcript_reveal (IngotTranscript *self, gint64 turn, gsize source_offset)
{
  GtkTextIter iter;

  if (!ingot_conversation_text_find (self->text, turn, source_offset, &iter))
    return;
  ingot_transcript_follow_stop (self->follow);
  gtk_text_buffer_place_cursor (self->buffer, &iter);
  gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_insert (self->buffer), 0.1, FALSE, 0, 0);
}

void
ingot_transcript_find (IngotTranscript *self, const char *text)
{
  GtkTextIter from, start, end;

  gtk_text_buffer_get_selection_bounds (self->buffer, NULL, &from);
  if (!gtk_text_iter_forward_search (&from, text, GTK_TEXT_SEARCH_CASE_INSENSITIVE, &start, &end, NULL))
    {
      gtk_text_buffer_get_start_iter (self->buffer, &from);
      if (!gtk_text_iter_forward_search (&from, text, GTK_TEXT_SEARCH_CASE_INSENSITIVE, &start, &end, NULL))
        return;
    }
  gtk_text_buffer_select_range (self->buffer, &start, &end);
  gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_insert (self->buffer), 0.1, FALSE, 0, 0);
}

char *
ingot_transcript_copy (IngotTranscript *self, IngotCopyFormat format)
{
  char *selected;

  if (format == INGOT_COPY_MARKDOWN)
    return ingot_conversation_text_dup_markdown (self->text);
  selected = ingot_transcript_input_dup_selection (self->view);
  return selected != NULL ? selected : ingot_long_lines_dup_text (self->buffer);
}
