/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <math.h>

#include "sandbox-picture-vector.h"

enum
{
  CHANNELS = 3,
  SIDE = 32, /* every picture is made this square first */
  CELLS = 8, /* colours are averaged in 8 × 8 cells */
  EDGE_CELLS = 4,
  DIRECTIONS = 8,
  LEVELS = 4, /* of each channel, in the list of colours */
  SHADES = LEVELS * LEVELS * LEVELS,
  /* Makes whole numbers of what lies between 0 and 1: sums of these are exact in any order. */
  SCALE = 16,
};

/* The kinds of features; the number of one is its kind and its place. */
enum
{
  LAYOUT = 1,
  COLOURS = 2,
  EDGES = 3,
  KIND_SHIFT = 32,
};

/* Brightness of the channels between 0 and 1, on white where the picture is transparent. */
typedef double Square[SIDE][SIDE][CHANNELS];

static void
read_square (Square square, GdkPixbuf *pixels)
{
  g_autoptr (GdkPixbuf) scaled = gdk_pixbuf_scale_simple (pixels, SIDE, SIDE, GDK_INTERP_BILINEAR);
  const guchar *data = gdk_pixbuf_read_pixels (scaled);
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (scaled);
  gsize n_channels = (gsize) gdk_pixbuf_get_n_channels (scaled);

  for (gsize y = 0; y < SIDE; y++)
    for (gsize x = 0; x < SIDE; x++)
      {
        const guchar *pixel = data + y * stride + x * n_channels;
        double alpha = n_channels > CHANNELS ? pixel[CHANNELS] / 255.0 : 1;

        for (gsize c = 0; c < CHANNELS; c++)
          square[y][x][c] = alpha * pixel[c] / 255.0 + (1 - alpha);
      }
}

static void
add (SandboxVector *vector, guint64 kind, guint64 place, double value)
{
  double weight = round (value * SCALE);

  if (weight > 0 || weight < 0)
    sandbox_vector_add_number (vector, (kind << KIND_SHIFT) | place, weight);
}

/* Against the mean of the channel, so that a light picture is not near to another one merely because both
 * are light. */
static void
add_layout (SandboxVector *vector, Square square)
{
  enum
  {
    WIDTH = SIDE / CELLS
  };
  double cells[CELLS][CELLS][CHANNELS] = { 0 };
  double means[CHANNELS] = { 0 };

  for (gsize y = 0; y < SIDE; y++)
    for (gsize x = 0; x < SIDE; x++)
      for (gsize c = 0; c < CHANNELS; c++)
        {
          cells[y / WIDTH][x / WIDTH][c] += square[y][x][c] / (WIDTH * WIDTH);
          means[c] += square[y][x][c] / (SIDE * SIDE);
        }
  for (gsize y = 0; y < CELLS; y++)
    for (gsize x = 0; x < CELLS; x++)
      for (gsize c = 0; c < CHANNELS; c++)
        add (vector, LAYOUT, (y * CELLS + x) * CHANNELS + c, 2 * (cells[y][x][c] - means[c]));
}

static gsize
level (double value)
{
  return MIN ((gsize) (value * LEVELS), LEVELS - 1);
}

/* The root of a share makes small areas count, too. */
static void
add_colours (SandboxVector *vector, Square square)
{
  double shares[SHADES] = { 0 };

  for (gsize y = 0; y < SIDE; y++)
    for (gsize x = 0; x < SIDE; x++)
      {
        const double *pixel = square[y][x];

        shares[(level (pixel[0]) * LEVELS + level (pixel[1])) * LEVELS + level (pixel[2])]
          += 1.0 / (SIDE * SIDE);
      }
  for (gsize i = 0; i < SHADES; i++)
    add (vector, COLOURS, i, 3 * sqrt (shares[i]));
}

static double
grey (Square square, gsize y, gsize x)
{
  return (square[y][x][0] + square[y][x][1] + square[y][x][2]) / CHANNELS;
}

static void
add_edges (SandboxVector *vector, Square square)
{
  enum
  {
    WIDTH = SIDE / EDGE_CELLS
  };
  double strengths[EDGE_CELLS][EDGE_CELLS][DIRECTIONS] = { 0 };
  double all = 0;

  for (gsize y = 1; y + 1 < SIDE; y++)
    for (gsize x = 1; x + 1 < SIDE; x++)
      {
        double across = grey (square, y, x + 1) - grey (square, y, x - 1);
        double down = grey (square, y + 1, x) - grey (square, y - 1, x);
        double turn = (atan2 (down, across) + G_PI) / (2 * G_PI);
        double strength = hypot (across, down);

        strengths[y / WIDTH][x / WIDTH][MIN ((gsize) (turn * DIRECTIONS), DIRECTIONS - 1)] += strength;
        all += strength;
      }
  /* Noise in an area of one colour has no direction. */
  if (all < 1)
    return;
  for (gsize y = 0; y < EDGE_CELLS; y++)
    for (gsize x = 0; x < EDGE_CELLS; x++)
      for (gsize d = 0; d < DIRECTIONS; d++)
        add (vector, EDGES, (y * EDGE_CELLS + x) * DIRECTIONS + d, 3 * sqrt (strengths[y][x][d] / all));
}

void
sandbox_vector_add_picture (SandboxVector *vector, const SandboxPicture *picture)
{
  Square square;

  read_square (square, picture->pixels);
  add_layout (vector, square);
  add_colours (vector, square);
  add_edges (vector, square);
}
