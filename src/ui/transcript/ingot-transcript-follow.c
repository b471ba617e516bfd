/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-transcript-follow.h"

#define INPUT_US (G_USEC_PER_SEC / 2) /* how long a move can be the work of a finger or a wheel */

struct _IngotTranscriptFollow
{
  GObject parent_instance;

  GtkScrolledWindow *scroller;
  GtkRevealer *jump;
  GtkAdjustment *adjustment; /* of the scroller */
  gboolean follows;          /* the reader was at the end when they last moved */
  gboolean held;             /* shows a place that was asked for, until the reader moves */
  guint settle_id;
  gint64 input_time;         /* when the reader last did something here */
  double value;
};

G_DEFINE_FINAL_TYPE (IngotTranscriptFollow, ingot_transcript_follow, G_TYPE_OBJECT)

static double
get_last (IngotTranscriptFollow *self)
{
  return gtk_adjustment_get_upper (self->adjustment) - gtk_adjustment_get_page_size (self->adjustment);
}

static void
update_jump (IngotTranscriptFollow *self)
{
  gboolean away = !self->follows && gtk_adjustment_get_value (self->adjustment) < get_last (self) - 1;

  gtk_revealer_set_reveal_child (self->jump, away);
  gtk_widget_set_can_target (GTK_WIDGET (self->jump), away);
}

static void
scroll_to_end (IngotTranscriptFollow *self)
{
  gtk_adjustment_set_value (self->adjustment, get_last (self));
}

static gboolean
settle_cb (gpointer user_data)
{
  IngotTranscriptFollow *self = user_data;

  self->settle_id = 0;
  if (self->follows)
    scroll_to_end (self);
  return G_SOURCE_REMOVE;
}

/* The text view moves its place about while it measures what is new, even after this. That is not what the
 * reader does, and is put right before the next frame. */
static void
extent_changed_cb (IngotTranscriptFollow *self)
{
  update_jump (self);
  if (!self->follows)
    return;
  if (self->settle_id == 0)
    self->settle_id = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, settle_cb, self, NULL);
  scroll_to_end (self);
}

static gboolean
event_cb (IngotTranscriptFollow *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);
  gboolean dragging = (gdk_event_get_modifier_state (event) & GDK_BUTTON1_MASK) != 0;

  if (type == GDK_SCROLL || type == GDK_KEY_PRESS || type == GDK_TOUCH_UPDATE || dragging)
    {
      self->input_time = g_get_monotonic_time ();
      self->held = FALSE;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
scrolled_cb (IngotTranscriptFollow *self)
{
  double value = gtk_adjustment_get_value (self->adjustment);

  /* While the text is measured, what is asked for can seem to be at the end. */
  if (value >= get_last (self) - 1)
    self->follows = !self->held;
  else if (value < self->value
           && (self->settle_id == 0 || g_get_monotonic_time () - self->input_time < INPUT_US))
    self->follows = FALSE;
  self->value = value;
  update_jump (self);
}

static void
jump_clicked_cb (IngotTranscriptFollow *self)
{
  ingot_transcript_follow_start (self);
  gtk_widget_child_focus (GTK_WIDGET (self->scroller), GTK_DIR_TAB_FORWARD);
}

static void
ingot_transcript_follow_dispose (GObject *object)
{
  IngotTranscriptFollow *self = INGOT_TRANSCRIPT_FOLLOW (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_object (&self->adjustment);
  G_OBJECT_CLASS (ingot_transcript_follow_parent_class)->dispose (object);
}

static void
ingot_transcript_follow_class_init (IngotTranscriptFollowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ingot_transcript_follow_dispose;
}

static void
ingot_transcript_follow_init (IngotTranscriptFollow *self)
{
  self->follows = TRUE;
}

static void
watch (gpointer object, const char *signal, GCallback callback, IngotTranscriptFollow *self)
{
  g_signal_connect_object (object, signal, callback, self, G_CONNECT_SWAPPED);
}

IngotTranscriptFollow *
ingot_transcript_follow_new (GtkScrolledWindow *scroller, GtkRevealer *jump)
{
  IngotTranscriptFollow *self = g_object_new (INGOT_TYPE_TRANSCRIPT_FOLLOW, NULL);
  GtkEventController *events = gtk_event_controller_legacy_new ();

  self->scroller = scroller;
  self->jump = jump;
  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (scroller));
  watch (self->adjustment, "changed", G_CALLBACK (extent_changed_cb), self);
  watch (self->adjustment, "value-changed", G_CALLBACK (scrolled_cb), self);
  watch (gtk_revealer_get_child (jump), "clicked", G_CALLBACK (jump_clicked_cb), self);
  watch (events, "event", G_CALLBACK (event_cb), self);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (scroller), events);
  update_jump (self);
  return self;
}

void
ingot_transcript_follow_start (IngotTranscriptFollow *self)
{
  self->follows = TRUE;
  self->held = FALSE;
  scroll_to_end (self);
  update_jump (self);
}

void
ingot_transcript_follow_stop (IngotTranscriptFollow *self)
{
  self->follows = FALSE;
  self->held = TRUE;
  update_jump (self);
}
