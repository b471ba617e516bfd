/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-transcript.h"
#include "ingot-turn-accessible.h"

#define INPUT_US (G_USEC_PER_SEC / 2) /* how long a move can be the work of a finger or a wheel */
#define MAX_ARTICLES 100 /* for assistive technologies: the newest */
#define REFRESH_MS 50 /* at most 20 redraws a second: nobody reads faster, and each costs a layout */

struct _IngotTranscript
{
  AdwBin parent_instance;

  IngotConversation *conversation;
  GPtrArray *shown; /* of Shown, one for each turn */
  guint refresh_id;
  gboolean follows; /* the reader was at the end when they last moved */
  guint settle_id;
  gint64 input_time; /* when the reader last did something here */
  double value;

  GtkScrolledWindow *scroller;
  GtkTextView *view;
  GtkRevealer *jump;
  GtkTextBuffer *buffer; /* of the view */
};

/* How much of a turn stands in the buffer: heading, reasoning, text. */
typedef struct
{
  IngotTurn *turn;
  IngotTurnAccessible *article; /* of the newest ones */
  GtkTextMark *start;    /* moves on when the turn before it grows */
  int reasoning_end;     /* in characters after the start */
  int text_start;
  gsize reasoning_bytes; /* of the source */
  gsize text_bytes;
} Shown;

enum
{
  PROP_0,
  PROP_CONVERSATION,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static guint
find_first_article (IngotTranscript *self)
{
  return self->shown->len > MAX_ARTICLES ? self->shown->len - MAX_ARTICLES : 0;
}

/* The articles come before the widgets. */
static GtkAccessible *
ingot_transcript_get_first_accessible_child (GtkAccessible *accessible)
{
  IngotTranscript *self = INGOT_TRANSCRIPT (accessible);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
  guint first = find_first_article (self);

  if (first < self->shown->len && ((Shown *) self->shown->pdata[first])->article != NULL)
    return g_object_ref (GTK_ACCESSIBLE (((Shown *) self->shown->pdata[first])->article));
  return child != NULL ? g_object_ref (GTK_ACCESSIBLE (child)) : NULL;
}

static void
accessible_init (GtkAccessibleInterface *iface)
{
  iface->get_first_accessible_child = ingot_transcript_get_first_accessible_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotTranscript, ingot_transcript, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE, accessible_init))

static void
shown_free (Shown *shown)
{
  g_clear_object (&shown->article);
  gtk_text_buffer_delete_mark (gtk_text_mark_get_buffer (shown->start), shown->start);
  g_object_unref (shown->turn);
  g_free (shown);
}

static const char *
get_name (IngotTurn *turn)
{
  const char *deployment = ingot_turn_get_deployment_name (turn);

  if (ingot_turn_get_role (turn) == INGOT_ROLE_USER)
    return _("You");
  return deployment != NULL ? deployment : _("Reply");
}

static void
get_iter (IngotTranscript *self, guint position, int characters, GtkTextIter *iter)
{
  Shown *shown;

  gtk_text_buffer_get_end_iter (self->buffer, iter);
  if (position >= self->shown->len)
    return;
  shown = self->shown->pdata[position];
  gtk_text_buffer_get_iter_at_mark (self->buffer, iter, shown->start);
  gtk_text_iter_forward_chars (iter, characters);
}

/* Appends what is new of the turn at @position, and says whether something was. */
static gboolean
flush_turn (IngotTranscript *self, guint position)
{
  Shown *shown = self->shown->pdata[position];
  const char *reasoning = ingot_turn_get_reasoning (shown->turn) + shown->reasoning_bytes;
  const char *text = ingot_turn_get_text (shown->turn) + shown->text_bytes;
  GtkTextIter iter;

  if (*reasoning != '\0')
    {
      get_iter (self, position, shown->reasoning_end, &iter);
      gtk_text_buffer_insert_with_tags_by_name (self->buffer, &iter, reasoning, -1, "dim", NULL);
      shown->reasoning_end += g_utf8_strlen (reasoning, -1);
      shown->text_start += g_utf8_strlen (reasoning, -1);
      shown->reasoning_bytes = ingot_turn_get_reasoning_length (shown->turn);
    }
  if (*text == '\0')
    return *reasoning != '\0';

  if (shown->text_bytes == 0 && shown->reasoning_bytes > 0)
    {
      get_iter (self, position, shown->reasoning_end, &iter);
      gtk_text_buffer_insert (self->buffer, &iter, "\n", 1);
      shown->text_start++;
    }
  get_iter (self, position + 1, 0, &iter);
  gtk_text_buffer_insert (self->buffer, &iter, text, -1);
  shown->text_bytes = ingot_turn_get_text_length (shown->turn);
  return TRUE;
}

static gboolean
refresh_cb (gpointer user_data)
{
  IngotTranscript *self = user_data;
  gboolean changed = FALSE;

  for (guint i = self->shown->len; i > 0; i--)
    changed |= flush_turn (self, i - 1);
  if (!changed)
    self->refresh_id = 0;
  return changed ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
turn_changed_cb (IngotTranscript *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
append_turn (IngotTranscript *self, IngotTurn *turn)
{
  g_autoptr(GDateTime) created = g_date_time_new_from_unix_local_usec (ingot_turn_get_created (turn));
  g_autofree char *time = created != NULL ? g_date_time_format (created, "%R") : g_strdup ("");
  const char *resource = ingot_turn_get_resource_name (turn);
  g_autofree char *origin = resource != NULL ? g_strdup_printf ("  %s · %s\n", resource, time)
                                             : g_strdup_printf ("  %s\n", time);
  Shown *shown = g_new0 (Shown, 1);
  GtkTextIter iter;
  int start;

  gtk_text_buffer_get_end_iter (self->buffer, &iter);
  start = gtk_text_iter_get_offset (&iter);
  if (start > 0)
    gtk_text_buffer_insert (self->buffer, &iter, "\n", 1);
  gtk_text_buffer_insert_with_tags_by_name (self->buffer, &iter, get_name (turn), -1, "name", NULL);
  gtk_text_buffer_insert_with_tags_by_name (self->buffer, &iter, origin, -1, "origin", "dim", NULL);

  shown->turn = g_object_ref (turn);
  shown->text_start = shown->reasoning_end = gtk_text_iter_get_offset (&iter) - start;
  gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, start);
  shown->start = gtk_text_buffer_create_mark (self->buffer, NULL, &iter, FALSE);
  g_ptr_array_add (self->shown, shown);
  flush_turn (self, self->shown->len - 1);
  if (ingot_turn_get_state (turn) == INGOT_TURN_WRITING)
    {
      g_signal_connect_object (turn, "notify::text", G_CALLBACK (turn_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (turn, "notify::reasoning", G_CALLBACK (turn_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

/* GTK walks along the articles whenever one comes or goes, so their chain must hold at every moment: all is linked
 * before anything is told, and what goes is unlinked from the end on. */
static void
drop_articles (IngotTranscript *self, guint from, guint to)
{
  GtkAccessible *next = GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self)));

  for (guint i = to; i > from; i--)
    {
      Shown *shown = self->shown->pdata[i - 1];
      Shown *before = i > 1 ? self->shown->pdata[i - 2] : NULL;

      if (shown->article == NULL)
        return;
      ingot_turn_accessible_leave (shown->article);
      if (before != NULL && before->article != NULL)
        ingot_turn_accessible_set_next (before->article, next);
      g_clear_object (&shown->article);
    }
}

static void
update_articles (IngotTranscript *self)
{
  GtkAccessible *next = GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self)));
  guint first = find_first_article (self);
  guint first_new = self->shown->len;

  for (guint i = self->shown->len; i > first; i--)
    {
      Shown *shown = self->shown->pdata[i - 1];

      if (shown->article == NULL)
        {
          shown->article = ingot_turn_accessible_new (shown->turn, GTK_WIDGET (self));
          first_new = i - 1;
        }
      ingot_turn_accessible_set_next (shown->article, next);
      next = GTK_ACCESSIBLE (shown->article);
    }
  for (guint i = first_new; i < self->shown->len; i++)
    ingot_turn_accessible_enter (((Shown *) self->shown->pdata[i])->article);
  drop_articles (self, 0, first);
}

/* Turns come and go at the end, but for a conversation that is read from disk: all after a change is made anew.
 * Whoever sends a message wants to see it. */
static void
turns_changed_cb (IngotTranscript *self, guint position, guint removed, guint added, GListModel *turns)
{
  GtkTextIter start, end;

  for (guint i = position; i < self->shown->len; i++)
    g_signal_handlers_disconnect_by_func (((Shown *) self->shown->pdata[i])->turn, turn_changed_cb, self);
  get_iter (self, position, 0, &start);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  if (position < self->shown->len)
    {
      drop_articles (self, position, self->shown->len);
      g_ptr_array_set_size (self->shown, position);
    }
  for (guint i = position; turns != NULL && i < g_list_model_get_n_items (turns); i++)
    {
      g_autoptr(IngotTurn) turn = g_list_model_get_item (turns, i);

      append_turn (self, turn);
      if (position > 0 && ingot_turn_get_role (turn) == INGOT_ROLE_USER)
        self->follows = TRUE;
    }
  if (turns != NULL)
    update_articles (self);
}

static void
update_jump (IngotTranscript *self)
{
  gtk_revealer_set_reveal_child (self->jump, !self->follows);
  gtk_widget_set_can_target (GTK_WIDGET (self->jump), !self->follows);
}

static void
scroll_to_end (IngotTranscript *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment)
                                        - gtk_adjustment_get_page_size (adjustment));
}

static gboolean
settle_cb (gpointer user_data)
{
  IngotTranscript *self = user_data;

  self->settle_id = 0;
  if (self->follows)
    scroll_to_end (self);
  return G_SOURCE_REMOVE;
}

/* The text view moves its place about while it measures what is new, even after this. That is not what the
 * reader does, and is put right before the next frame. */
static void
extent_changed_cb (IngotTranscript *self)
{
  if (!self->follows)
    return;
  if (self->settle_id == 0)
    self->settle_id = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, settle_cb, self, NULL);
  scroll_to_end (self);
}

static gboolean
event_cb (IngotTranscript *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);
  gboolean dragging = (gdk_event_get_modifier_state (event) & GDK_BUTTON1_MASK) != 0;

  if (type == GDK_SCROLL || type == GDK_KEY_PRESS || type == GDK_TOUCH_UPDATE || dragging)
    self->input_time = g_get_monotonic_time ();
  return GDK_EVENT_PROPAGATE;
}

static void
scrolled_cb (IngotTranscript *self, GtkAdjustment *adjustment)
{
  double value = gtk_adjustment_get_value (adjustment);
  double last = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  if (value >= last - 1)
    self->follows = TRUE;
  else if (value < self->value
           && (self->settle_id == 0 || g_get_monotonic_time () - self->input_time < INPUT_US))
    self->follows = FALSE;
  self->value = value;
  update_jump (self);
}

static void
jump_clicked_cb (IngotTranscript *self)
{
  self->follows = TRUE;
  scroll_to_end (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  update_jump (self);
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
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  G_OBJECT_CLASS (ingot_transcript_parent_class)->dispose (object);
}

static void
ingot_transcript_finalize (GObject *object)
{
  g_ptr_array_unref (INGOT_TRANSCRIPT (object)->shown);
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
  gtk_widget_class_bind_template_callback (widget_class, event_cb);
  gtk_widget_class_bind_template_callback (widget_class, jump_clicked_cb);
}

static void
ingot_transcript_init (IngotTranscript *self)
{
  GtkAdjustment *adjustment;

  self->shown = g_ptr_array_new_with_free_func ((GDestroyNotify) shown_free);
  self->follows = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_create_tag (self->buffer, "name", "weight", PANGO_WEIGHT_BOLD, "pixels-above-lines", 18,
                              "pixels-below-lines", 3, NULL);
  gtk_text_buffer_create_tag (self->buffer, "origin", "scale", PANGO_SCALE_SMALL, NULL);
  gtk_text_buffer_create_tag (self->buffer, "dim", NULL);

  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (extent_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  update_jump (self);
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
  turns_changed_cb (self, 0, 0, 0, G_LIST_MODEL (conversation));
  if (conversation != NULL)
    g_signal_connect_object (conversation, "items-changed", G_CALLBACK (turns_changed_cb), self,
                             G_CONNECT_SWAPPED);
  self->follows = TRUE;
  scroll_to_end (self);
  update_jump (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATION]);
}

void
ingot_transcript_reveal (IngotTranscript *self, gint64 turn, gsize source_offset)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      Shown *shown = self->shown->pdata[i];
      const char *text = ingot_turn_get_text (shown->turn);
      GtkTextIter iter;

      if (ingot_turn_get_id (shown->turn) != turn)
        continue;
      source_offset = MIN (source_offset, ingot_turn_get_text_length (shown->turn));
      get_iter (self, i, shown->text_start + g_utf8_pointer_to_offset (text, text + source_offset), &iter);
      gtk_text_buffer_place_cursor (self->buffer, &iter);
      gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_insert (self->buffer), 0.1, FALSE, 0, 0);
      return;
    }
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
  g_autoptr(GString) markdown = g_string_new (NULL);
  GtkTextIter start, end;

  if (format == INGOT_COPY_TEXT)
    {
      if (!gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end))
        gtk_text_buffer_get_bounds (self->buffer, &start, &end);
      return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
    }
  for (guint i = 0; i < self->shown->len; i++)
    {
      IngotTurn *turn = ((Shown *) self->shown->pdata[i])->turn;

      g_string_append_printf (markdown, "%s**%s**\n\n%s\n", i > 0 ? "\n" : "", get_name (turn),
                              ingot_turn_get_text (turn));
    }
  return g_string_free_and_steal (g_steal_pointer (&markdown));
}
