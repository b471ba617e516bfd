/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <math.h>

#include "ingot-anchor.h"

struct _IngotAnchor
{
  IngotHeightIndex *index;
  int page;
  int margin;       /* below the last segment */
  guint segment;
  int pixel;        /* of the segment, at the top of the viewport */
  gboolean follows;
  int frames;       /* that scrolling is still taken to go on */
  double bias;      /* the true top minus the value of the adjustment */
  double value;     /* of the adjustment, while scrolling goes on */
};

IngotAnchor *
ingot_anchor_new (IngotHeightIndex *index)
{
  IngotAnchor *self = g_new0 (IngotAnchor, 1);

  self->index = index;
  self->follows = TRUE;
  return self;
}

void
ingot_anchor_free (IngotAnchor *self)
{
  g_free (self);
}

gint64
ingot_anchor_get_total (IngotAnchor *self)
{
  return ingot_height_index_get_total (self->index) + self->margin;
}

static gint64
get_last_top (IngotAnchor *self)
{
  return MAX (0, ingot_anchor_get_total (self) - self->page);
}

static void
set_top (IngotAnchor *self, gint64 top)
{
  guint length = ingot_height_index_get_length (self->index);

  top = CLAMP (top, 0, get_last_top (self));
  self->segment = ingot_height_index_find (self->index, top);
  /* A column that is empty, or has no height, has nothing that covers a place. */
  if (self->segment == length && length > 0)
    self->segment = length - 1;
  self->pixel = (int) (top - ingot_height_index_get_top (self->index, self->segment));
}

void
ingot_anchor_set_page (IngotAnchor *self, int page)
{
  self->page = page;
}

void
ingot_anchor_set_margin (IngotAnchor *self, int margin)
{
  self->margin = margin;
}

int
ingot_anchor_get_page (IngotAnchor *self)
{
  return self->page;
}

gint64
ingot_anchor_get_top (IngotAnchor *self)
{
  return ingot_height_index_get_top (self->index, self->segment) + self->pixel;
}

guint
ingot_anchor_get_segment (IngotAnchor *self)
{
  return self->segment;
}

void
ingot_anchor_hold (IngotAnchor *self, guint segment, int pixel)
{
  g_return_if_fail (segment < ingot_height_index_get_length (self->index));
  self->segment = segment;
  self->pixel = pixel;
  self->follows = FALSE;
  self->frames = 0;
}

void
ingot_anchor_move (IngotAnchor *self, int pixels)
{
  self->pixel += pixels;
}

gboolean
ingot_anchor_follows (IngotAnchor *self)
{
  return self->follows;
}

void
ingot_anchor_follow (IngotAnchor *self)
{
  self->follows = TRUE;
  self->frames = 0;
  set_top (self, get_last_top (self));
}

void
ingot_anchor_scroll (IngotAnchor *self, double value)
{
  gint64 top = llround (value + self->bias);

  gint64 step = top - ingot_anchor_get_top (self);

  self->value = value;
  self->frames = INGOT_ANCHOR_QUIET_FRAMES;
  self->follows = top >= get_last_top (self);
  if (ABS (step) > 2 * self->page || self->follows)
    set_top (self, top);
  else
    self->pixel += (int) step;
}

void
ingot_anchor_normalize (IngotAnchor *self, IngotAnchorMeasureFunc measure, gpointer user_data)
{
  while (self->pixel < 0 && self->segment > 0)
    {
      measure (self->segment - 1, user_data);
      self->segment--;
      self->pixel += ingot_height_index_get (self->index, self->segment);
    }
  while (self->segment + 1 < ingot_height_index_get_length (self->index))
    {
      int height;

      measure (self->segment, user_data);
      height = ingot_height_index_get (self->index, self->segment);
      if (self->pixel < height)
        break;
      self->pixel -= height;
      self->segment++;
    }
}

gboolean
ingot_anchor_tick (IngotAnchor *self)
{
  if (self->frames > 0)
    self->frames--;
  return self->frames > 0;
}

void
ingot_anchor_splice (IngotAnchor *self, guint position, guint removed, guint added)
{
  guint length = ingot_height_index_get_length (self->index);

  if (self->segment >= position + removed)
    self->segment = self->segment - removed + added;
  else if (self->segment >= position && added > 0)
    {
      /* Something took the place of what the reader looked at: it may be the same in smaller pieces. */
      gint64 top = ingot_height_index_get_top (self->index, position);
      gint64 end = ingot_height_index_get_top (self->index, position + added);

      set_top (self, CLAMP (top + self->pixel, top, MAX (top, end - 1)));
    }
  else if (self->segment >= position)
    {
      self->segment = position;
      self->pixel = 0;
    }
  if (self->segment >= length)
    {
      self->segment = length > 0 ? length - 1 : 0;
      self->pixel = 0;
    }
}

void
ingot_anchor_update (IngotAnchor *self)
{
  gint64 top = ingot_anchor_get_top (self);
  gint64 last = get_last_top (self);

  if (self->follows || top > last || top < 0)
    set_top (self, self->follows ? last : top);
  if (self->frames > 0)
    self->bias = (double) ingot_anchor_get_top (self) - self->value;
  else
    self->bias = 0;
}

void
ingot_anchor_get_adjustment (IngotAnchor *self, double *value, double *lower, double *upper)
{
  /* Both ends drift too, so that they stay as far away as they are. */
  *value = (double) ingot_anchor_get_top (self) - self->bias;
  *lower = -self->bias;
  *upper = (double) MAX (ingot_anchor_get_total (self), self->page) - self->bias;
}
