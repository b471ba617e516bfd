/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "transcript/ingot-anchor.h"

#define PAGE 600

typedef struct
{
  IngotHeightIndex *index;
  IngotAnchor *anchor;
  double value;
  gboolean measured[200];
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  int heights[200];

  for (guint i = 0; i < G_N_ELEMENTS (heights); i++)
    heights[i] = g_test_rand_int_range (20, 500);
  self->index = ingot_height_index_new ();
  self->anchor = ingot_anchor_new (self->index);
  ingot_anchor_set_page (self->anchor, PAGE);
  ingot_height_index_splice (self->index, 0, 0, heights, G_N_ELEMENTS (heights));
  ingot_anchor_update (self->anchor);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ingot_anchor_free (self->anchor);
  ingot_height_index_free (self->index);
}

/* Takes the values that the adjustment would get, and checks them. */
static void
update (Fixture *self)
{
  double lower, upper;

  ingot_anchor_update (self->anchor);
  ingot_anchor_get_adjustment (self->anchor, &self->value, &lower, &upper);
  g_assert_cmpfloat (lower, <=, self->value);
  g_assert_cmpfloat (self->value, <=, upper - PAGE);
  g_assert_cmpfloat (upper - lower, ==, MAX (PAGE, ingot_height_index_get_total (self->index)));
}

static void
scroll_to (Fixture *self, double value)
{
  ingot_anchor_scroll (self->anchor, value);
  update (self);
}

static void
settle (Fixture *self)
{
  guint frames = 1;

  while (ingot_anchor_tick (self->anchor))
    frames++;
  g_assert_cmpuint (frames, <=, INGOT_ANCHOR_QUIET_FRAMES);
  update (self);
  g_assert_cmpfloat (self->value, ==, ingot_anchor_get_top (self->anchor));
}

/* How far below the top of the viewport @segment begins. */
static gint64
get_offset (Fixture *self, guint segment)
{
  return ingot_height_index_get_top (self->index, segment) - ingot_anchor_get_top (self->anchor);
}

static void
set_random_height (Fixture *self, guint i)
{
  ingot_height_index_set (self->index, i, g_test_rand_int_range (20, 900));
}

static void
splice (Fixture *self, guint position, guint removed, guint added)
{
  int heights[4] = { 90, 800, 20, 333 };

  ingot_height_index_splice (self->index, position, removed, heights, added);
  ingot_anchor_splice (self->anchor, position, removed, added);
}

/* The segment that the reader looks at stays on its pixel, whatever is measured, added or removed around it. */
static void
test_stays (Fixture *self, gconstpointer data)
{
  guint segment;
  gint64 offset;

  scroll_to (self, 20000);
  settle (self);
  segment = ingot_anchor_get_segment (self->anchor);
  offset = get_offset (self, segment);
  for (int round = 0; round < 2000; round++)
    {
      guint length = ingot_height_index_get_length (self->index);
      guint i = g_test_rand_int_range (0, length - 5);
      guint removed = g_test_rand_int_range (0, 5), added = g_test_rand_int_range (0, 5);

      if (i != segment && g_test_rand_bit ())
        set_random_height (self, i);
      else if (i >= segment + 1 || i + removed <= segment)
        {
          /* The column stays long enough to keep the place. */
          if (length > 150 || added >= removed)
            splice (self, i, removed, added);
          if (i <= segment && ingot_height_index_get_length (self->index) != length)
            segment = segment + added - removed;
        }
      update (self);
      if (ingot_height_index_get_total (self->index) - PAGE
          < ingot_height_index_get_top (self->index, segment) - offset)
        return;
      g_assert_cmpuint (ingot_anchor_get_segment (self->anchor), ==, segment);
      g_assert_cmpint (get_offset (self, segment), ==, offset);
    }
}

/* What comes into sight turns out to be higher or lower than it was thought. */
static void
measure (guint i, gpointer user_data)
{
  Fixture *self = user_data;

  if (!self->measured[i])
    set_random_height (self, i);
  self->measured[i] = TRUE;
}

/* Kinetic scrolling: each value is the one before plus a step, and what is measured meanwhile adds no jump. */
static void
test_no_jump (Fixture *self, gconstpointer data)
{
  double step = 97.3;
  double value;

  scroll_to (self, 3000);
  value = self->value;
  for (int frame = 0; frame < 300; frame++)
    {
      guint segment = ingot_anchor_get_segment (self->anchor);
      gint64 offset = get_offset (self, segment);

      if (frame % 60 == 59)
        step = -step * 0.9;
      value += step;
      ingot_anchor_scroll (self->anchor, value);
      g_assert_cmpint (ABS (get_offset (self, segment) - offset + (gint64) step), <=, 2);
      segment = ingot_anchor_get_segment (self->anchor);
      offset = get_offset (self, segment);
      for (guint i = segment - 2; i < segment + 6; i++)
        if (i != segment)
          set_random_height (self, i);
      ingot_anchor_normalize (self->anchor, measure, self);
      update (self);
      g_assert_cmpfloat_with_epsilon (self->value, value, 0.001);
      g_assert_cmpint (get_offset (self, segment), ==, offset);
      g_assert_true (ingot_anchor_tick (self->anchor));
    }
  settle (self);
}

static void
test_follows (Fixture *self, gconstpointer data)
{
  guint length = ingot_height_index_get_length (self->index);

  g_assert_true (ingot_anchor_follows (self->anchor));
  for (int i = 0; i < 50; i++)
    {
      ingot_height_index_set (self->index, length - 1, 100 * i);
      update (self);
      g_assert_cmpfloat (self->value, ==, ingot_height_index_get_total (self->index) - PAGE);
    }
  scroll_to (self, self->value - 1);
  g_assert_false (ingot_anchor_follows (self->anchor));
  scroll_to (self, self->value + 1);
  g_assert_true (ingot_anchor_follows (self->anchor));
  ingot_anchor_hold (self->anchor, 3, 7);
  update (self);
  g_assert_cmpfloat (self->value, ==, ingot_height_index_get_top (self->index, 3) + 7);
  ingot_anchor_follow (self->anchor);
  update (self);
  g_assert_cmpfloat (self->value, ==, ingot_height_index_get_total (self->index) - PAGE);
}

/* What was looked at can go, and all else too. */
static void
test_removed (Fixture *self, gconstpointer data)
{
  scroll_to (self, 5000);
  splice (self, ingot_anchor_get_segment (self->anchor) - 1, 3, 1);
  update (self);
  splice (self, 0, ingot_height_index_get_length (self->index), 0);
  update (self);
  g_assert_cmpint (ingot_anchor_get_top (self->anchor), ==, 0);
  splice (self, 0, 0, 4);
  update (self);
  g_assert_cmpuint (ingot_anchor_get_segment (self->anchor), <, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/anchor/stays", Fixture, NULL, set_up, test_stays, tear_down);
  g_test_add ("/anchor/no-jump", Fixture, NULL, set_up, test_no_jump, tear_down);
  g_test_add ("/anchor/follows", Fixture, NULL, set_up, test_follows, tear_down);
  g_test_add ("/anchor/removed", Fixture, NULL, set_up, test_removed, tear_down);
  return g_test_run ();
}
