/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "transcript/ingot-height-index.h"

static guint
naive_find (GArray *heights, gint64 y)
{
  gint64 top = 0;

  for (guint i = 0; i < heights->len; i++)
    {
      top += g_array_index (heights, int, i);
      if (y < top)
        return i;
    }
  return heights->len;
}

static void
assert_equal (IngotHeightIndex *index, GArray *heights)
{
  gint64 top = 0;

  g_assert_cmpuint (ingot_height_index_get_length (index), ==, heights->len);
  for (guint i = 0; i < heights->len; i++)
    {
      int height = g_array_index (heights, int, i);

      g_assert_cmpint (ingot_height_index_get (index, i), ==, height);
      g_assert_cmpint (ingot_height_index_get_top (index, i), ==, top);
      for (gint64 y = top - 1; y <= top + height; y += MAX (1, height))
        g_assert_cmpuint (ingot_height_index_find (index, y), ==, naive_find (heights, MAX (y, 0)));
      top += height;
    }
  g_assert_cmpint (ingot_height_index_get_total (index), ==, top);
  g_assert_cmpuint (ingot_height_index_find (index, top), ==, heights->len);
}

static void
test_empty (void)
{
  g_autoptr(IngotHeightIndex) index = ingot_height_index_new ();

  g_assert_cmpint (ingot_height_index_get_total (index), ==, 0);
  g_assert_cmpuint (ingot_height_index_find (index, 0), ==, 0);
  g_assert_cmpuint (ingot_height_index_find (index, 1000), ==, 0);
}

/* Whatever is done to it, it says what a sum says. Things without a height are among them. */
static void
test_naive (void)
{
  g_autoptr(IngotHeightIndex) index = ingot_height_index_new ();
  g_autoptr(GArray) heights = g_array_new (FALSE, FALSE, sizeof (int));

  for (int round = 0; round < 600; round++)
    {
      if (g_test_rand_int_range (0, 3) == 0 && heights->len > 0)
        {
          guint i = g_test_rand_int_range (0, heights->len);
          int height = g_test_rand_int_range (0, 900);

          g_array_index (heights, int, i) = height;
          ingot_height_index_set (index, i, height);
        }
      else
        {
          guint position = g_test_rand_int_range (0, heights->len + 1);
          guint removed = g_test_rand_int_range (0, MIN (heights->len - position, 6) + 1);
          guint added = g_test_rand_int_range (0, 8);
          int values[8];

          for (guint i = 0; i < added; i++)
            values[i] = g_test_rand_int_range (-2, 5) < 0 ? 0 : g_test_rand_int_range (0, 900);
          g_array_remove_range (heights, position, removed);
          if (added > 0)
            g_array_insert_vals (heights, position, values, added);
          ingot_height_index_splice (index, position, removed, values, added);
        }
      assert_equal (index, heights);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/height-index/empty", test_empty);
  g_test_add_func ("/height-index/naive", test_naive);
  return g_test_run ();
}
