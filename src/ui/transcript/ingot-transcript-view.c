/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-transcript-accessible.h"
#include "ingot-transcript-children.h"
#include "ingot-view-find.h"
#include "ingot-view-input.h"

#define FIRST_PIXELS_PER_BYTE 0.5 /* until something was laid out */
#define LEAST_HEIGHT 40
#define LEAST_WIDTH 200
#define NATURAL_WIDTH 796

enum
{
  PROP_0,
  PROP_CONVERSATION,
  PROP_IS_AWAY,
  N_PROPS,
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static GParamSpec *props[N_PROPS];

static GtkAccessible *
ingot_transcript_view_get_first_accessible_child (GtkAccessible *accessible)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (accessible);

  return self->accessible != NULL ? ingot_transcript_accessible_get_first (self->accessible) : NULL;
}

static void
accessible_init (GtkAccessibleInterface *iface)
{
  iface->get_first_accessible_child = ingot_transcript_view_get_first_accessible_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotTranscriptView, ingot_transcript_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE, accessible_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static void
update_away (IngotTranscriptView *self)
{
  gint64 end = ingot_anchor_get_top (self->anchor) + ingot_anchor_get_page (self->anchor);
  gboolean is_away = !ingot_anchor_follows (self->anchor) && end < ingot_anchor_get_total (self->anchor);

  if (self->is_away == is_away)
    return;
  self->is_away = is_away;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_AWAY]);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (widget);

  if (ingot_anchor_tick (self->anchor))
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  gtk_widget_queue_allocate (widget);
  return G_SOURCE_REMOVE;
}

static void
scrolled_cb (IngotTranscriptView *self)
{
  if (self->is_configuring)
    return;
  ingot_anchor_scroll (self->anchor, gtk_adjustment_get_value (self->vadjustment));
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  update_away (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
configure_adjustments (IngotTranscriptView *self, int width, int height)
{
  double value, lower, upper;

  ingot_anchor_get_adjustment (self->anchor, &value, &lower, &upper);
  self->is_configuring = TRUE;
  if (self->vadjustment != NULL)
    gtk_adjustment_configure (self->vadjustment, value, lower, upper, height * 0.1, height * 0.9, height);
  if (self->hadjustment != NULL)
    gtk_adjustment_configure (self->hadjustment, 0, 0, width, width * 0.1, width * 0.9, width);
  self->is_configuring = FALSE;
  update_away (self);
}

static void
set_adjustment (IngotTranscriptView *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (*place == adjustment)
    return;
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, scrolled_cb, self);
  g_set_object (place, adjustment);
  if (adjustment != NULL && place == &self->vadjustment)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
ingot_transcript_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                               int *natural, int *minimum_baseline, int *natural_baseline)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = NATURAL_WIDTH;
    }
  else
    {
      *minimum = 0;
      *natural = (int) MIN (ingot_anchor_get_total (self->anchor), G_MAXINT16);
    }
}

static void
ingot_transcript_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (widget);

  ingot_transcript_view_lay_out (self, width, height);
  configure_adjustments (self, width, height);
  ingot_transcript_view_input_allocate (self);
  gtk_widget_queue_draw (widget);
}

/* Who walks to a widget by keyboard wants to see it. */
static void
ingot_transcript_view_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (widget);
  graphene_rect_t bounds;
  double top, bottom, page = gtk_widget_get_height (widget);

  GTK_WIDGET_CLASS (ingot_transcript_view_parent_class)->set_focus_child (widget, child);
  if (child == NULL || self->vadjustment == NULL || !gtk_widget_compute_bounds (child, widget, &bounds))
    return;
  top = bounds.origin.y;
  bottom = top + bounds.size.height;
  if (top < 0 || bottom - top > page)
    gtk_adjustment_set_value (self->vadjustment, gtk_adjustment_get_value (self->vadjustment) + top);
  else if (bottom > page)
    gtk_adjustment_set_value (self->vadjustment, gtk_adjustment_get_value (self->vadjustment) + bottom - page);
}

static void
ingot_transcript_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ingot_transcript_view_parent_class)->css_changed (widget, change);
  INGOT_TRANSCRIPT_VIEW (widget)->is_style_stale = TRUE;
  gtk_widget_queue_allocate (widget);
}

static void
forget_layouts (IngotTranscriptView *self)
{
  ingot_transcript_view_drop_layouts (self);
  g_clear_object (&self->ltr_context);
  self->is_style_stale = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
ingot_transcript_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (ingot_transcript_view_parent_class)->system_setting_changed (widget, setting);
  if (setting == GTK_SYSTEM_SETTING_DPI || setting == GTK_SYSTEM_SETTING_FONT_NAME
      || setting == GTK_SYSTEM_SETTING_FONT_CONFIG)
    forget_layouts (INGOT_TRANSCRIPT_VIEW (widget));
}

static void
ingot_transcript_view_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (ingot_transcript_view_parent_class)->direction_changed (widget, previous);
  forget_layouts (INGOT_TRANSCRIPT_VIEW (widget));
}

static void
ingot_transcript_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (object);

  switch (prop_id)
    {
    case PROP_CONVERSATION:
      g_value_set_object (value, self->conversation);
      break;
    case PROP_IS_AWAY:
      g_value_set_boolean (value, self->is_away);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hscroll_policy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vscroll_policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_transcript_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (object);

  switch (prop_id)
    {
    case PROP_CONVERSATION:
      ingot_transcript_view_set_conversation (self, g_value_get_object (value));
      break;
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_transcript_view_dispose (GObject *object)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (object);

  ingot_transcript_view_set_conversation (self, NULL);
  g_clear_pointer (&self->find, ingot_view_find_free);
  g_clear_pointer (&self->children, ingot_transcript_children_free);
  g_clear_pointer (&self->accessible, ingot_transcript_accessible_free);
  g_clear_handle_id (&self->publish_id, g_source_remove);
  g_clear_handle_id (&self->color_id, g_source_remove);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  if (self->vadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->vadjustment, scrolled_cb, self);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  ingot_transcript_view_input_dispose (self);
  ingot_text_style_remove_labels (self->style);
  G_OBJECT_CLASS (ingot_transcript_view_parent_class)->dispose (object);
}

static void
ingot_transcript_view_finalize (GObject *object)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (object);

  g_ptr_array_unref (self->laid_out);
  g_ptr_array_unref (self->segments);
  g_ptr_array_unref (self->turns);
  g_ptr_array_unref (self->watched);
  g_array_unref (self->held);
  ingot_anchor_free (self->anchor);
  ingot_height_index_free (self->index);
  g_clear_object (&self->style);
  g_clear_object (&self->ltr_context);
  G_OBJECT_CLASS (ingot_transcript_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  props[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, INGOT_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_IS_AWAY] =
    g_param_spec_boolean ("is-away", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
}

static void
ingot_transcript_view_class_init (IngotTranscriptViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ingot_transcript_view_get_property;
  object_class->set_property = ingot_transcript_view_set_property;
  object_class->dispose = ingot_transcript_view_dispose;
  object_class->finalize = ingot_transcript_view_finalize;
  widget_class->measure = ingot_transcript_view_measure;
  widget_class->size_allocate = ingot_transcript_view_size_allocate;
  widget_class->snapshot = ingot_transcript_view_snapshot;
  widget_class->set_focus_child = ingot_transcript_view_set_focus_child;
  widget_class->css_changed = ingot_transcript_view_css_changed;
  widget_class->system_setting_changed = ingot_transcript_view_system_setting_changed;
  widget_class->direction_changed = ingot_transcript_view_direction_changed;
  install_properties (object_class);
  g_signal_new ("found-changed", INGOT_TYPE_TRANSCRIPT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  ingot_transcript_view_input_class_init (widget_class);
  gtk_widget_class_set_css_name (widget_class, "transcript");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DOCUMENT);
}

static void
ingot_transcript_view_init (IngotTranscriptView *self)
{
  self->accessible = ingot_transcript_accessible_new (self);
  self->turns = g_ptr_array_new ();
  self->segments = g_ptr_array_new ();
  self->laid_out = g_ptr_array_new ();
  self->watched = g_ptr_array_new ();
  self->held = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->index = ingot_height_index_new ();
  self->anchor = ingot_anchor_new (self->index);
  self->style = ingot_text_style_new (GTK_WIDGET (self));
  self->is_style_stale = TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "conversation-text");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->children = ingot_transcript_children_new (self);
  self->find = ingot_view_find_new (self);
  ingot_transcript_view_watch_position (self, &self->caret);
  ingot_transcript_view_watch_position (self, &self->bound);
  ingot_transcript_view_watch_position (self, &self->target);
  ingot_transcript_view_input_init (self);
}

int
ingot_transcript_view_estimate (IngotTranscriptView *self, gsize bytes)
{
  double ratio = self->known_bytes > 0 ? (double) self->known_pixels / (double) self->known_bytes
                                       : FIRST_PIXELS_PER_BYTE;

  return (int) CLAMP ((double) bytes * ratio, LEAST_HEIGHT, G_MAXINT / 4);
}

static void
renumber (IngotTranscriptView *self, guint from)
{
  for (guint i = from; i < self->segments->len; i++)
    {
      IngotSegment *segment = self->segments->pdata[i];

      segment->number = i;
      if (i == 0 || ((IngotSegment *) self->segments->pdata[i - 1])->turn != segment->turn)
        segment->turn->first_segment = i;
    }
}

void
ingot_transcript_view_splice (IngotTranscriptView *self, guint position, guint removed, GPtrArray *added)
{
  g_autofree int *heights = g_new (int, MAX (1, added->len));

  for (guint i = position; i < position + removed; i++)
    {
      g_ptr_array_remove_fast (self->laid_out, self->segments->pdata[i]);
      ingot_segment_free (self->segments->pdata[i]);
    }
  for (guint i = 0; i < added->len; i++)
    heights[i] = ingot_transcript_view_estimate (self, ((IngotSegment *) added->pdata[i])->bytes);
  if (removed > 0)
    g_ptr_array_remove_range (self->segments, position, removed);
  ingot_ptr_array_insert (self->segments, position, added->pdata, added->len);
  renumber (self, position);
  ingot_height_index_splice (self->index, position, removed, heights, added->len);
  ingot_anchor_splice (self->anchor, position, removed, added->len);
}

void
ingot_transcript_view_invalidate_segment (IngotTranscriptView *self, IngotSegment *segment)
{
  segment->is_stale = TRUE;
  if (segment->blocks == NULL)
    ingot_height_index_set (self->index, segment->number, ingot_transcript_view_estimate (self, segment->bytes));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
ingot_transcript_view_redraw_segment (IngotTranscriptView *self, IngotSegment *segment)
{
  g_clear_pointer (&segment->node, gsk_render_node_unref);
  for (guint i = 0; segment->blocks != NULL && i < segment->blocks->len; i++)
    ingot_shown_block_redraw (segment->blocks->pdata[i]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ingot_transcript_view_redraw_all (IngotTranscriptView *self)
{
  for (guint i = 0; i < self->laid_out->len; i++)
    ingot_transcript_view_redraw_segment (self, self->laid_out->pdata[i]);
}

void
ingot_transcript_view_set_foot_height (IngotTranscriptView *self, IngotShownTurn *turn, int height)
{
  if (turn->foot_height == height)
    return;
  turn->foot_height = height;
  ingot_transcript_view_invalidate_segment (self,
                                            self->segments->pdata[turn->first_segment + turn->n_segments - 1]);
}

void
ingot_transcript_view_toggle_reasoning (IngotTranscriptView *self, IngotShownTurn *turn)
{
  turn->has_chosen = TRUE;
  turn->is_open = !turn->is_open;
  ingot_transcript_view_shown_turn_changed (self, turn);
  ingot_view_find_invalidate (self->find, turn->number, INGOT_PART_REASONING, 0);
}

static void
items_changed_cb (IngotTranscriptView *self, guint position, guint removed, guint added)
{
  guint n = self->turns->len;

  ingot_transcript_view_update_turns (self, position, removed, added);
  /* Whoever sends a message wants to see it. */
  if (self->turns->len > n && n > 0 && removed == 0 && ingot_shown_turn_is_user (self->turns->pdata[n])
      && position > 0)
    ingot_anchor_follow (self->anchor);
  /* What the window gives this may depend on how much there is. */
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

GtkWidget *
ingot_transcript_view_new (IngotConversation *conversation)
{
  return g_object_new (INGOT_TYPE_TRANSCRIPT_VIEW, "conversation", conversation, NULL);
}

IngotConversation *
ingot_transcript_view_get_conversation (IngotTranscriptView *self)
{
  return self->conversation;
}

void
ingot_transcript_view_set_conversation (IngotTranscriptView *self, IngotConversation *conversation)
{
  guint n = conversation != NULL ? g_list_model_get_n_items (G_LIST_MODEL (conversation)) : 0;

  if (self->conversation == conversation)
    return;
  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_func (self->conversation, items_changed_cb, self);
  g_set_object (&self->conversation, NULL);
  ingot_transcript_view_update_turns (self, 0, 0, 0);
  g_set_object (&self->conversation, conversation);
  self->has_caret = self->has_target = FALSE;
  ingot_transcript_view_caret_moved (self);
  if (conversation != NULL)
    g_signal_connect_object (conversation, "items-changed", G_CALLBACK (items_changed_cb), self,
                             G_CONNECT_SWAPPED);
  ingot_transcript_view_update_turns (self, 0, 0, n);
  ingot_anchor_follow (self->anchor);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONVERSATION]);
}

void
ingot_transcript_view_set_foot_factory (IngotTranscriptView *self, const IngotFootFactory *factory,
                                        gpointer user_data)
{
  ingot_transcript_children_set_factory (self->children, factory, user_data);
}

gboolean
ingot_transcript_view_get_is_away (IngotTranscriptView *self)
{
  return self->is_away;
}

void
ingot_transcript_view_follow (IngotTranscriptView *self)
{
  ingot_anchor_follow (self->anchor);
  update_away (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
