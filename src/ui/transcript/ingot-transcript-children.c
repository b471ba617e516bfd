/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-transcript-accessible.h"
#include "ingot-transcript-children.h"
#include "ingot-turn-widgets.h"
#include "widgets/ingot-copied.h"

#define FOOT_DISTANCE 9 /* below the text */
#define NEAR 100        /* what is so far beyond the edge has its widgets already */
#define INSET 4         /* of Copy Code in its box */
#define BESIDE 6        /* between a message and what can be done with it */
#define MAX_SPARE 6     /* of each kind; what is scrolled past quickly leaves more */

typedef enum
{
  FOOT,
  FOLD,
  ACTIONS,
  COPY_CODE,
  N_KINDS
} Kind;

typedef struct
{
  IngotTranscriptChildren *children;
  Kind kind;
  GtkWidget *widget;
  IngotShownTurn *turn; /* (nullable): NULL while it is spare */
  IngotPosition block;  /* of code; watched */
  IngotTurn *bound;     /* what a foot shows */
  gboolean is_last;
  gboolean is_wanted;
} Child;

struct _IngotTranscriptChildren
{
  IngotTranscriptView *view;
  GPtrArray *all; /* (element-type Child) */
  const IngotFootFactory *factory;
  gpointer user_data;
  GtkEventController *motion;
  Child *hovered; /* (nullable): the ACTIONS that the pointer shows */
};

/* --- One of them --- */

static void
child_free (gpointer data)
{
  Child *child = data;

  ingot_transcript_view_unwatch_position (child->children->view, &child->block);
  g_clear_object (&child->bound);
  gtk_widget_unparent (child->widget);
  g_free (child);
}

static void
fold_clicked_cb (Child *child)
{
  if (child->turn != NULL)
    ingot_transcript_view_toggle_reasoning (child->children->view, child->turn);
}

/* All pieces of the code as they were written, whatever is laid out. */
static char *
dup_code (IngotTranscriptView *view, const IngotPosition *block)
{
  IngotPosition at = *block;
  const IngotBlock *piece = NULL;
  const IngotRun *run = ingot_transcript_view_get_run (view, &at, &piece);
  g_autoptr(GString) code = g_string_new (NULL);

  while (run != NULL)
    {
      g_string_append_len (code, run->text, run->length);
      if (piece->is_last_piece || !ingot_transcript_view_next_run (view, &at))
        break;
      run = ingot_transcript_view_get_run (view, &at, &piece);
      if (run == NULL || piece->piece == 0)
        break;
      if (!piece->is_joined)
        g_string_append_c (code, '\n');
    }
  return g_string_free_and_steal (g_steal_pointer (&code));
}

static void
copy_code_cb (Child *child)
{
  g_autofree char *code = dup_code (child->children->view, &child->block);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (child->widget), code);
  ingot_copied_show (child->widget, _("Code copied"));
}

static GtkWidget *
create_widget (IngotTranscriptChildren *self, Child *child)
{
  GtkWidget *widget;

  switch (child->kind)
    {
    case FOOT:
      widget = self->factory->create (self->user_data);
      gtk_widget_set_cursor_from_name (widget, "default");
      return widget;
    case FOLD:
      widget = ingot_turn_widgets_create_fold ();
      g_signal_connect_swapped (widget, "clicked", G_CALLBACK (fold_clicked_cb), child);
      return widget;
    case COPY_CODE:
      widget = ingot_turn_widgets_create_copy_code ();
      g_signal_connect_swapped (widget, "clicked", G_CALLBACK (copy_code_cb), child);
      return widget;
    case ACTIONS:
    case N_KINDS:
    default:
      return ingot_turn_widgets_create_actions ();
    }
}

static Child *
create_child (IngotTranscriptChildren *self, Kind kind)
{
  Child *child = g_new0 (Child, 1);

  child->children = self;
  child->kind = kind;
  child->widget = create_widget (self, child);
  ingot_transcript_view_watch_position (self->view, &child->block);
  g_ptr_array_add (self->all, child);
  gtk_widget_set_parent (child->widget, GTK_WIDGET (self->view));
  return child;
}

static gboolean
has_focus (Child *child)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (child->children->view)) == child->widget;
}

static void
set_shown (Child *child, gboolean shown)
{
  if (gtk_widget_get_child_visible (child->widget) == shown)
    return;
  gtk_widget_set_child_visible (child->widget, shown);
  gtk_accessible_update_state (GTK_ACCESSIBLE (child->widget), GTK_ACCESSIBLE_STATE_HIDDEN, !shown, -1);
}

static void
put_aside (IngotTranscriptChildren *self, Child *child)
{
  if (child == self->hovered)
    self->hovered = NULL;
  if (has_focus (child))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (child->kind == FOOT && child->bound != NULL)
    self->factory->bind (child->widget, NULL, FALSE, self->user_data);
  if (child->kind == COPY_CODE)
    ingot_copied_clear (child->widget);
  if (child->kind == ACTIONS)
    ingot_turn_widgets_set_hovered (child->widget, FALSE);
  g_clear_object (&child->bound);
  child->turn = NULL;
  set_shown (child, FALSE);
}

static gboolean
is_at (Child *child, const IngotPosition *block)
{
  return block == NULL || ingot_position_equal (&child->block, block);
}

/* @block: (nullable): of code */
static Child *
get_child (IngotTranscriptChildren *self, Kind kind, IngotShownTurn *turn, const IngotPosition *block)
{
  Child *spare = NULL;

  for (guint i = 0; i < self->all->len; i++)
    {
      Child *child = self->all->pdata[i];

      if (child->kind == kind && child->turn == turn && is_at (child, block))
        return child;
      if (child->kind == kind && child->turn == NULL)
        spare = child;
    }
  if (spare == NULL)
    spare = create_child (self, kind);
  spare->turn = turn;
  if (block != NULL)
    spare->block = *block;
  set_shown (spare, TRUE);
  return spare;
}

/* --- Feet --- */

static gboolean
is_last (IngotTranscriptChildren *self, IngotShownTurn *turn)
{
  return turn->number + 1 == self->view->turns->len;
}

/* A message has none once it was answered. */
static gboolean
wants_foot (IngotTranscriptChildren *self, IngotShownTurn *turn)
{
  return self->factory != NULL && (!ingot_shown_turn_is_user (turn) || is_last (self, turn));
}

static int
get_foot_width (IngotTranscriptChildren *self, Child *child)
{
  int minimum;

  gtk_widget_measure (child->widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return MAX (minimum, self->view->column_width);
}

static void
set_height (IngotTranscriptChildren *self, IngotShownTurn *turn, int height)
{
  IngotSegment *last = self->view->segments->pdata[turn->first_segment + turn->n_segments - 1];

  if (turn->foot_height == height)
    return;
  turn->foot_height = height;
  last->is_stale = TRUE;
}

static void
measure_foot (IngotTranscriptChildren *self, Child *child)
{
  int natural = 0;

  if (gtk_widget_get_visible (child->widget))
    gtk_widget_measure (child->widget, GTK_ORIENTATION_VERTICAL, get_foot_width (self, child), NULL, &natural, NULL,
                        NULL);
  set_height (self, child->turn, natural > 0 ? natural + FOOT_DISTANCE : 0);
}

static void
update_foot (IngotTranscriptChildren *self, Child *child)
{
  IngotTurn *turn = ingot_shown_turn_get_last (child->turn);
  gboolean last = is_last (self, child->turn);

  if (child->bound != turn || child->is_last != last)
    {
      g_set_object (&child->bound, turn);
      child->is_last = last;
      self->factory->bind (child->widget, turn, last, self->user_data);
    }
  measure_foot (self, child);
}

void
ingot_transcript_children_prepare (IngotTranscriptChildren *self, IngotShownTurn *turn)
{
  if (wants_foot (self, turn))
    update_foot (self, get_child (self, FOOT, turn, NULL));
  else
    set_height (self, turn, 0);
}

void
ingot_transcript_children_measure (IngotTranscriptChildren *self)
{
  guint n = self->view->turns->len;

  for (guint i = 0; i < self->all->len; i++)
    {
      Child *child = self->all->pdata[i];

      if (child->kind != FOOT || child->turn == NULL)
        continue;
      if (wants_foot (self, child->turn))
        update_foot (self, child);
      else
        {
          set_height (self, child->turn, 0);
          put_aside (self, child);
        }
    }
  if (n > 0)
    ingot_transcript_children_prepare (self, self->view->turns->pdata[n - 1]);
}

/* --- Where they are --- */

static void
allocate (Child *child, int x, int y, int width, int height)
{
  GskTransform *transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, (float) y));

  child->is_wanted = TRUE;
  gtk_widget_allocate (child->widget, width, height, -1, transform);
}

/* The foot of the last turn is kept where it would be, even if that is far away. */
static void
allocate_foot (IngotTranscriptChildren *self, Child *child)
{
  GdkRectangle bounds;
  int width = get_foot_width (self, child);
  int height = MAX (0, child->turn->foot_height - FOOT_DISTANCE);
  int y = gtk_widget_get_height (GTK_WIDGET (self->view)) + NEAR;

  if (!gtk_widget_get_visible (child->widget))
    return;
  if (ingot_transcript_view_get_foot_bounds (self->view, child->turn, &bounds))
    y = bounds.y + FOOT_DISTANCE;
  allocate (child, self->view->column_x, y, width, height);
}

static void
allocate_fold (IngotTranscriptChildren *self, IngotShownTurn *turn)
{
  g_autofree char *thought = NULL;
  g_autofree char *tokens = NULL;
  g_autofree char *words = NULL;
  GdkRectangle bounds;
  Child *child;
  int width, height;

  if (!ingot_transcript_view_get_fold_bounds (self->view, turn, &bounds))
    return;
  child = get_child (self, FOLD, turn, NULL);
  thought = ingot_shown_turn_dup_thought (turn);
  tokens = ingot_shown_turn_dup_thought_tokens (turn);
  words = g_strjoin (" · ", thought, tokens, NULL);
  ingot_turn_widgets_set_fold (child->widget, words, turn->is_open);
  gtk_widget_measure (child->widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (child->widget, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  allocate (child, bounds.x, bounds.y, MAX (width, bounds.width), MAX (height, bounds.height));
}

/* Beside the message, at the side of its start; where there is no room, its menu has to do. */
static void
allocate_actions (IngotTranscriptChildren *self, IngotSegment *segment)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self->view)) == GTK_TEXT_DIR_RTL;
  const GdkRectangle *bubble = &segment->bubble;
  Child *child = get_child (self, ACTIONS, segment->turn, NULL);
  int width, height, x, y;

  gtk_widget_measure (child->widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (child->widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  x = mirrored ? bubble->x + bubble->width + BESIDE : bubble->x - BESIDE - width;
  y = ingot_transcript_view_get_segment_y (self->view, segment) + bubble->y + MAX (0, (36 - height) / 2);
  ingot_turn_widgets_set_turn (child->widget, ingot_turn_get_id (ingot_shown_turn_get_last (segment->turn)));
  if (x + self->view->column_x < 0 || x + width + self->view->column_x > gtk_widget_get_width (GTK_WIDGET (self->view)))
    return;
  allocate (child, self->view->column_x + x, y, width, height);
}

static void
allocate_copy_code (IngotTranscriptChildren *self, IngotSegment *segment, guint block)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self->view)) == GTK_TEXT_DIR_RTL;
  IngotPosition position = {
    .turn = segment->turn->number, .part = segment->part, .place = { .segment = segment->index, .block = block },
  };
  GdkRectangle bounds;
  Child *child;
  int width, height;

  ingot_transcript_view_get_block_bounds (self->view, segment, block, &bounds);
  if (bounds.y + bounds.height < -NEAR || bounds.y > gtk_widget_get_height (GTK_WIDGET (self->view)) + NEAR)
    return;
  child = get_child (self, COPY_CODE, segment->turn, &position);
  gtk_widget_measure (child->widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (child->widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  allocate (child, mirrored ? bounds.x + INSET : bounds.x + bounds.width - width - INSET, bounds.y + INSET, width,
            height);
}

static void
allocate_segment (IngotTranscriptChildren *self, IngotSegment *segment)
{
  if (ingot_segment_is_first (segment) && ingot_shown_turn_is_user (segment->turn))
    allocate_actions (self, segment);
  else if (ingot_segment_is_first (segment))
    allocate_fold (self, segment->turn);
  if (ingot_segment_is_last (segment) && wants_foot (self, segment->turn))
    get_child (self, FOOT, segment->turn, NULL)->is_wanted = TRUE;
  for (guint i = 0; i < segment->blocks->len; i++)
    {
      const IngotBlock *block = ((IngotShownBlock *) segment->blocks->pdata[i])->block;

      if (block->kind == INGOT_BLOCK_CODE && block->piece == 0)
        allocate_copy_code (self, segment, i);
    }
}

/* What has the focus stays as it is, out of sight. */
static void
keep_or_put_aside (IngotTranscriptChildren *self, Child *child)
{
  int width, height;

  if (!has_focus (child))
    {
      put_aside (self, child);
      return;
    }
  gtk_widget_measure (child->widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (child->widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  allocate (child, 0, -height - NEAR, width, height);
}

static void
free_spare (IngotTranscriptChildren *self)
{
  guint n[N_KINDS] = { 0 };

  for (guint i = self->all->len; i-- > 0;)
    {
      Child *child = self->all->pdata[i];

      if (child->turn == NULL && ++n[child->kind] > MAX_SPARE)
        g_ptr_array_remove_index (self->all, i);
    }
}

void
ingot_transcript_children_allocate (IngotTranscriptChildren *self)
{
  IngotTranscriptView *view = self->view;

  for (guint i = 0; i < self->all->len; i++)
    ((Child *) self->all->pdata[i])->is_wanted = FALSE;
  for (guint i = 0; i < view->laid_out->len; i++)
    allocate_segment (self, view->laid_out->pdata[i]);
  for (guint i = 0; i < self->all->len; i++)
    {
      Child *child = self->all->pdata[i];

      if (child->turn == NULL)
        continue;
      if (child->kind == FOOT && (child->is_wanted || is_last (self, child->turn)))
        allocate_foot (self, child);
      else if (!child->is_wanted)
        keep_or_put_aside (self, child);
    }
  free_spare (self);
}

void
ingot_transcript_children_snapshot (IngotTranscriptChildren *self, GtkSnapshot *snapshot)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      Child *child = self->all->pdata[i];

      if (child->turn != NULL)
        gtk_widget_snapshot_child (GTK_WIDGET (self->view), child->widget, snapshot);
    }
}

/* --- The rest --- */

static void
set_hovered (IngotTranscriptChildren *self, Child *child)
{
  if (self->hovered == child)
    return;
  if (self->hovered != NULL)
    ingot_turn_widgets_set_hovered (self->hovered->widget, FALSE);
  self->hovered = child;
  if (child != NULL)
    ingot_turn_widgets_set_hovered (child->widget, TRUE);
}

static void
motion_cb (IngotTranscriptChildren *self, double x, double y)
{
  IngotSegment *segment = ingot_transcript_view_get_segment_at (self->view, y);
  Child *found = NULL;

  for (guint i = 0; segment != NULL && i < self->all->len; i++)
    {
      Child *child = self->all->pdata[i];

      if (child->kind == ACTIONS && child->turn == segment->turn)
        found = child;
    }
  set_hovered (self, found);
}

static void
leave_cb (IngotTranscriptChildren *self)
{
  set_hovered (self, NULL);
}

void
ingot_transcript_children_forget (IngotTranscriptChildren *self, IngotShownTurn *turn)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      Child *child = self->all->pdata[i];

      if (child->turn == turn)
        put_aside (self, child);
    }
}

void
ingot_transcript_children_set_factory (IngotTranscriptChildren *self, const IngotFootFactory *factory,
                                       gpointer user_data)
{
  self->factory = factory;
  self->user_data = user_data;
  gtk_widget_queue_allocate (GTK_WIDGET (self->view));
}

IngotTranscriptChildren *
ingot_transcript_children_new (IngotTranscriptView *view)
{
  IngotTranscriptChildren *self = g_new0 (IngotTranscriptChildren, 1);

  self->view = view;
  self->motion = gtk_event_controller_motion_new ();
  self->all = g_ptr_array_new_with_free_func (child_free);
  g_signal_connect_swapped (self->motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (self->motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (self->motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), self->motion);
  return self;
}

void
ingot_transcript_children_free (IngotTranscriptChildren *self)
{
  gtk_widget_remove_controller (GTK_WIDGET (self->view), self->motion);
  g_ptr_array_unref (self->all);
  g_free (self);
}
