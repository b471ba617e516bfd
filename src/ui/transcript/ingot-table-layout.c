/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-run-layout.h"
#include "ingot-table-layout.h"

#define PADDING_X 12
#define PADDING_Y 6
#define MAX_WORD_EMS 12 /* what is longer than this wraps within a word rather than widen its column */

void
ingot_table_divide (const int *smallest, const int *natural, guint n, int width, int *widths)
{
  gint64 least = 0, wanted = 0;
  int left = width;

  for (guint i = 0; i < n; i++)
    {
      least += smallest[i];
      wanted += natural[i];
    }
  for (guint i = 0; i < n; i++)
    {
      if (wanted <= width)
        widths[i] = natural[i] + (int) ((width - wanted) / n);
      else if (least < width)
        widths[i] = smallest[i] + (int) ((natural[i] - smallest[i]) * (width - least) / (wanted - least));
      else
        widths[i] = smallest[i];
      left -= widths[i];
    }
  if (n > 0 && left > 0)
    widths[n - 1] += left;
}

static int
measure_width (PangoLayout *layout, int wrap_at)
{
  int width;

  pango_layout_set_width (layout, wrap_at);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static void
measure_columns (IngotShownBlock *self, const IngotLayoutContext *context)
{
  guint n = self->block->n_columns;
  int *smallest = self->smallest = g_new0 (int, n);
  int *natural = self->natural = g_new0 (int, n);
  int limit = (int) (MAX_WORD_EMS * ingot_text_style_get_em (context->style));

  for (guint i = 0; i < self->block->n_runs; i++)
    {
      PangoLayout *layout = ingot_run_create_layout (&self->block->runs[i], self->block, context, -1);
      int wanted, least;

      pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
      wanted = measure_width (layout, -1);
      least = wanted > limit ? MIN (limit, measure_width (layout, 0)) : wanted;
      if (wanted > limit)
        pango_layout_set_width (layout, -1);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      self->runs[i].layout = layout;
      natural[i % n] = MAX (natural[i % n], wanted + 2 * PADDING_X);
      smallest[i % n] = MAX (smallest[i % n], least + 2 * PADDING_X);
    }
}

/* The pieces of a long table stand below each other as one: all have the columns of the first. */
static void
take_columns (IngotShownBlock *self, const IngotShownBlock *first)
{
  guint n = self->block->n_columns;

  if (first == NULL || first->smallest == NULL || first->block->n_columns != n)
    return;
  memcpy (self->smallest, first->smallest, n * sizeof (int));
  memcpy (self->natural, first->natural, n * sizeof (int));
}

static PangoAlignment
get_alignment (const IngotShownBlock *self, guint column)
{
  switch (self->block->alignments[column])
    {
    case INGOT_ALIGN_LEFT:
      return PANGO_ALIGN_LEFT;
    case INGOT_ALIGN_CENTER:
      return PANGO_ALIGN_CENTER;
    case INGOT_ALIGN_RIGHT:
      return PANGO_ALIGN_RIGHT;
    case INGOT_ALIGN_START:
    default:
      return self->direction == GTK_TEXT_DIR_RTL ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
    }
}

/* Pango turns alignments around in lines that are read against the context's direction, but these are absolute. */
static void
align (IngotShownBlock *self, guint i, const IngotLayoutContext *context)
{
  PangoAlignment alignment = get_alignment (self, i % self->block->n_columns);
  gboolean against = ingot_run_layout_get_direction (self->runs[i].layout) != context->direction;

  if (against && alignment != PANGO_ALIGN_CENTER)
    alignment = alignment == PANGO_ALIGN_LEFT ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
  pango_layout_set_alignment (self->runs[i].layout, alignment);
}

/* From the right to the left if the table is read so. */
static void
place_columns (IngotShownBlock *self, const int *widths)
{
  guint n = self->block->n_columns;
  gboolean mirrored = self->direction == GTK_TEXT_DIR_RTL;
  int x = 0;

  self->columns = g_new0 (int, n + 1);
  for (guint i = 0; i < n; i++)
    {
      self->columns[i] = x;
      x += widths[mirrored ? n - 1 - i : i];
    }
  self->columns[n] = self->content_width = x;
}

/* Without a width of its own, a cell that is read from the right would stand outside. Setting one lays the cell out
 * again, even where nothing wraps. */
static void
set_cell_width (IngotShownBlock *self, guint i, const IngotLayoutContext *context)
{
  IngotShownRun *run = &self->runs[i];
  int wanted;

  align (self, i, context);
  if (pango_layout_get_alignment (run->layout) == PANGO_ALIGN_LEFT
      && ingot_run_layout_get_direction (run->layout) == GTK_TEXT_DIR_LTR
      && !pango_layout_is_wrapped (run->layout))
    {
      pango_layout_get_pixel_size (run->layout, &wanted, NULL);
      if (wanted <= run->width)
        return;
    }
  pango_layout_set_width (run->layout, run->width * PANGO_SCALE);
}

static void
place_cells (IngotShownBlock *self, const IngotLayoutContext *context)
{
  guint n = self->block->n_columns;
  int y = 0;

  self->rows = g_new0 (int, self->block->n_rows + 1);
  for (guint row = 0; row < self->block->n_rows; row++)
    {
      int height = 0;

      for (guint column = 0; column < n; column++)
        {
          guint slot = self->direction == GTK_TEXT_DIR_RTL ? n - 1 - column : column;
          IngotShownRun *run = &self->runs[row * n + column];

          run->x = self->columns[slot] + PADDING_X;
          run->y = y + PADDING_Y;
          run->width = self->columns[slot + 1] - self->columns[slot] - 2 * PADDING_X;
          set_cell_width (self, row * n + column, context);
          pango_layout_get_pixel_size (run->layout, NULL, &run->height);
          height = MAX (height, run->height + 2 * PADDING_Y);
        }
      y += height;
      self->rows[row + 1] = y;
    }
  self->height = y;
}

static void
place (IngotShownBlock *self, const IngotLayoutContext *context)
{
  guint n = self->block->n_columns;
  g_autofree int *widths = g_new0 (int, n);

  ingot_table_divide (self->smallest, self->natural, n, self->width, widths);
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->rows, g_free);
  place_columns (self, widths);
  place_cells (self, context);
}

void
ingot_table_layout (IngotShownBlock *self, const IngotLayoutContext *context)
{
  measure_columns (self, context);
  take_columns (self, context->first_piece);
  self->direction = context->first_piece != NULL ? context->first_piece->direction
                                                 : ingot_run_layout_get_direction (self->runs[0].layout);
  place (self, context);
}

void
ingot_table_resize (IngotShownBlock *self, const IngotLayoutContext *context)
{
  place (self, context);
  for (guint i = 0; i < self->block->n_runs; i++)
    {
      self->runs[i].x += self->x;
      self->runs[i].y += self->y;
    }
}
