/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-find-bar.h"
#include "ingot-selection.h"
#include "ingot-transcript-copy.h"
#include "ingot-transcript.h"

struct _IngotTranscript
{
  AdwBin parent_instance;

  IngotTranscriptView *view;
  GtkRevealer *jump;
  GtkBox *box;
  IngotFindBar *find_bar; /* NULL until something was looked for */
};

enum
{
  PROP_0,
  PROP_CONVERSATION,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotTranscript, ingot_transcript, ADW_TYPE_BIN)

static void
away_changed_cb (IngotTranscript *self)
{
  gboolean is_away = ingot_transcript_view_get_is_away (self->view);

  gtk_revealer_set_reveal_child (self->jump, is_away);
  gtk_widget_set_can_target (GTK_WIDGET (self->jump), is_away);
}

static void
jump_clicked_cb (IngotTranscript *self)
{
  ingot_transcript_view_follow (self->view);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
ingot_transcript_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_CONVERSATION)
    g_value_set_object (value, ingot_transcript_get_conversation (INGOT_TRANSCRIPT (object)));
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
ingot_transcript_class_init (IngotTranscriptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (INGOT_TYPE_TRANSCRIPT_VIEW);

  object_class->get_property = ingot_transcript_get_property;
  object_class->set_property = ingot_transcript_set_property;

  props[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, INGOT_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-transcript.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotTranscript, view);
  gtk_widget_class_bind_template_child (widget_class, IngotTranscript, jump);
  gtk_widget_class_bind_template_child (widget_class, IngotTranscript, box);
  gtk_widget_class_bind_template_callback (widget_class, away_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, jump_clicked_cb);
}

static void
ingot_transcript_init (IngotTranscript *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  away_changed_cb (self);
}

GtkWidget *
ingot_transcript_new (IngotConversation *conversation)
{
  return g_object_new (INGOT_TYPE_TRANSCRIPT, "conversation", conversation, NULL);
}

IngotConversation *
ingot_transcript_get_conversation (IngotTranscript *self)
{
  return ingot_transcript_view_get_conversation (self->view);
}

void
ingot_transcript_set_conversation (IngotTranscript *self, IngotConversation *conversation)
{
  if (ingot_transcript_get_conversation (self) == conversation)
    return;
  if (self->find_bar != NULL)
    ingot_find_bar_close (self->find_bar);
  ingot_transcript_view_set_conversation (self->view, conversation);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATION]);
}

void
ingot_transcript_set_foot_factory (IngotTranscript *self, const IngotFootFactory *factory, gpointer user_data)
{
  ingot_transcript_view_set_foot_factory (self->view, factory, user_data);
}

void
ingot_transcript_reveal (IngotTranscript *self, gint64 turn, gsize source_offset)
{
  ingot_transcript_view_reveal (self->view, turn, source_offset);
}

char *
ingot_transcript_copy (IngotTranscript *self, IngotCopyFormat format)
{
  IngotPosition first, last;
  g_autoptr(IngotTranscriptCopy) copy = NULL;

  if (format != INGOT_COPY_MARKDOWN && ingot_transcript_view_get_selection (self->view, &first, &last))
    copy = ingot_transcript_copy_new (self->view, &first, &last);
  else
    copy = ingot_transcript_copy_new_all (self->view);
  return ingot_transcript_copy_dup (copy, format);
}

void
ingot_transcript_find (IngotTranscript *self, const char *text)
{
  if (self->find_bar == NULL)
    {
      self->find_bar = INGOT_FIND_BAR (ingot_find_bar_new (self->view));
      gtk_box_prepend (self->box, GTK_WIDGET (self->find_bar));
    }
  ingot_find_bar_open (self->find_bar, text);
}
