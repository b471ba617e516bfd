/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-headroom-row.h"
#include "ingot-track-view.h"
#include "widgets/ingot-words.h"

struct _IngotTrackView
{
  AdwBin parent_instance;

  IngotTrackRecord *record;
  GSignalGroup *signals; /* of it */

  AdwPreferencesGroup *headroom;
  IngotHeadroomRow *tokens;
  IngotHeadroomRow *requests;
  GtkWidget *measured;
  GtkLabel *first_token;
  GtkLabel *speed;
  GtkLabel *replies;
};

enum
{
  PROP_0,
  PROP_RECORD,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotTrackView, ingot_track_view, ADW_TYPE_BIN)

static gboolean
show_headroom (IngotTrackView *self, const IngotTrackFacts *facts)
{
  g_autofree char *ago = ingot_words_dup_ago (facts->headroom_at, g_get_real_time ());
  g_autofree char *words = ago != NULL ? g_strdup_printf (_("From the last reply, %s"), ago) : NULL;
  gboolean is_known = ago != NULL && (facts->tokens_left >= 0 || facts->requests_left >= 0);

  gtk_widget_set_visible (GTK_WIDGET (self->headroom), is_known);
  adw_preferences_group_set_description (self->headroom, words);
  ingot_headroom_row_show (self->tokens, facts->tokens_left, facts->tokens_limit);
  ingot_headroom_row_show (self->requests, facts->requests_left, facts->requests_limit);
  return is_known;
}

static gboolean
show_measured (IngotTrackView *self, const IngotTrackFacts *facts)
{
  g_autofree char *first_token = ingot_words_dup_duration ((gint64) (facts->first_token_ms * 1000));
  g_autofree char *speed = ingot_words_dup_speed (facts->tokens_per_second);
  g_autofree char *replies = g_strdup_printf ("%'u", facts->n_replies);

  gtk_label_set_label (self->first_token, first_token != NULL ? first_token : INGOT_WORDS_UNKNOWN);
  gtk_label_set_label (self->speed, speed != NULL ? speed : INGOT_WORDS_UNKNOWN);
  gtk_label_set_label (self->replies, replies);
  gtk_widget_set_visible (self->measured, facts->n_replies > 0);
  return facts->n_replies > 0;
}

/* With nothing in it, it would still take its distance from the next. */
static void
show_record (IngotTrackView *self)
{
  const IngotTrackFacts unknown = INGOT_TRACK_FACTS_UNKNOWN;
  const IngotTrackFacts *facts = self->record != NULL ? ingot_track_record_get_facts (self->record) : &unknown;
  gboolean has_headroom = show_headroom (self, facts);
  gboolean has_measured = show_measured (self, facts);

  gtk_widget_set_visible (GTK_WIDGET (self), has_headroom || has_measured);
}

static void
ingot_track_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_RECORD)
    g_value_set_object (value, INGOT_TRACK_VIEW (object)->record);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_track_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_RECORD)
    ingot_track_view_set_record (INGOT_TRACK_VIEW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_track_view_dispose (GObject *object)
{
  IngotTrackView *self = INGOT_TRACK_VIEW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->record);
  G_OBJECT_CLASS (ingot_track_view_parent_class)->dispose (object);
}

static void
ingot_track_view_class_init (IngotTrackViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ingot_track_view_get_property;
  object_class->set_property = ingot_track_view_set_property;
  object_class->dispose = ingot_track_view_dispose;

  props[PROP_RECORD] =
    g_param_spec_object ("record", NULL, NULL, INGOT_TYPE_TRACK_RECORD,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-track-view.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotTrackView, headroom);
  gtk_widget_class_bind_template_child (widget_class, IngotTrackView, tokens);
  gtk_widget_class_bind_template_child (widget_class, IngotTrackView, requests);
  gtk_widget_class_bind_template_child (widget_class, IngotTrackView, measured);
  gtk_widget_class_bind_template_child (widget_class, IngotTrackView, first_token);
  gtk_widget_class_bind_template_child (widget_class, IngotTrackView, speed);
  gtk_widget_class_bind_template_child (widget_class, IngotTrackView, replies);
}

static void
ingot_track_view_init (IngotTrackView *self)
{
  g_type_ensure (INGOT_TYPE_HEADROOM_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (INGOT_TYPE_TRACK_RECORD);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (show_record), self);
  show_record (self);
}

void
ingot_track_view_set_record (IngotTrackView *self, IngotTrackRecord *record)
{
  if (!g_set_object (&self->record, record))
    return;
  g_signal_group_set_target (self->signals, record);
  show_record (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RECORD]);
}

void
ingot_track_view_refresh (IngotTrackView *self)
{
  show_record (self);
}
