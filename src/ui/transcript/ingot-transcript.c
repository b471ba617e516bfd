/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-selection.h"
#include "ingot-transcript-copy.h"
#include "ingot-transcript.h"
#include "ingot-view-find.h"

struct _IngotTranscript
{
  AdwBin parent_instance;

  IngotTranscriptView *view;
  GtkRevealer *jump;
  GtkSearchBar *bar;
  GtkSearchEntry *entry;
  GtkLabel *found;
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
found_changed_cb (IngotTranscript *self)
{
  const char *needle = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  guint current;
  guint n = ingot_transcript_view_get_found (self->view, &current);
  g_autofree char *words = NULL;

  if (n > 0)
    /* Translators: which match of how many is shown */
    words = g_strdup_printf (_("%u of %u"), current, n);
  else if (*needle != '\0' && !ingot_transcript_view_is_searching (self->view))
    words = g_strdup (_("Not found"));
  gtk_label_set_label (self->found, words != NULL ? words : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "transcript.find-next", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "transcript.find-previous", n > 0);
}

static void
search_changed_cb (IngotTranscript *self)
{
  if (gtk_search_bar_get_search_mode (self->bar))
    ingot_transcript_view_find (self->view, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
find_next_cb (IngotTranscript *self)
{
  search_changed_cb (self);
  ingot_transcript_view_find_step (self->view, 1);
}

static void
find_previous_cb (IngotTranscript *self)
{
  search_changed_cb (self);
  ingot_transcript_view_find_step (self->view, -1);
}

static void
bar_changed_cb (IngotTranscript *self)
{
  if (gtk_search_bar_get_search_mode (self->bar))
    return;
  ingot_transcript_view_select_found (self->view);
  ingot_transcript_view_find (self->view, NULL);
  /* The focus must not be lost with the bar. */
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->bar)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
find_next_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  find_next_cb (INGOT_TRANSCRIPT (widget));
}

static void
find_previous_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  find_previous_cb (INGOT_TRANSCRIPT (widget));
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
  gtk_widget_class_bind_template_child (widget_class, IngotTranscript, bar);
  gtk_widget_class_bind_template_child (widget_class, IngotTranscript, entry);
  gtk_widget_class_bind_template_child (widget_class, IngotTranscript, found);
  gtk_widget_class_bind_template_callback (widget_class, away_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, bar_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_previous_cb);
  gtk_widget_class_install_action (widget_class, "transcript.find-next", NULL, find_next_activated);
  gtk_widget_class_install_action (widget_class, "transcript.find-previous", NULL, find_previous_activated);
  gtk_widget_class_bind_template_callback (widget_class, jump_clicked_cb);
}

static void
ingot_transcript_init (IngotTranscript *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, GTK_EDITABLE (self->entry));
  away_changed_cb (self);
  found_changed_cb (self);
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
  gtk_search_bar_set_search_mode (self->bar, FALSE);
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
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  search_changed_cb (self);
}
