/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-movement.h"
#include "ingot-run-layout.h"

#define BLOCK_DISTANCE 12 /* about what stands between two blocks, for pages */

/* The layout of a run as it is shown; of one that is not laid out one that is about as it would be.
 * @left: (out): where it begins in the column */
static PangoLayout *
dup_layout (IngotTranscriptView *self, const IngotPosition *position, int *left)
{
  const IngotBlock *block;
  const IngotRun *run = ingot_transcript_view_get_run (self, position, &block);
  IngotShownBlock *shown_block;
  IngotShownRun *shown = ingot_transcript_view_get_shown_run (self, position, &shown_block);
  IngotLayoutContext context;
  gboolean code;

  *left = 0;
  if (run == NULL)
    return NULL;
  /* What has grown is laid out again only in the next frame. */
  if (shown != NULL && shown->layout != NULL && strcmp (pango_layout_get_text (shown->layout), run->text) == 0)
    {
      *left = shown->x - shown_block->scroll;
      return g_object_ref (shown->layout);
    }
  ingot_transcript_view_context_init (self, &context);
  code = block->kind == INGOT_BLOCK_CODE || block->kind == INGOT_BLOCK_HTML || block->kind == INGOT_BLOCK_TABLE;
  return ingot_run_create_layout (run, block, &context, code ? -1 : MAX (1, self->column_width));
}

static gsize
clamp_offset (PangoLayout *layout, gsize offset)
{
  return MIN (offset, strlen (pango_layout_get_text (layout)));
}

static gsize
skip (PangoLayout *layout, gsize offset, int n)
{
  const char *at = pango_layout_get_text (layout) + offset;

  while (n-- > 0 && *at != '\0')
    at = g_utf8_next_char (at);
  return at - pango_layout_get_text (layout);
}

/* Each of these moves within a layout, and returns 0, or in which direction it would leave it. */

static int
move_character (PangoLayout *layout, gsize *offset, int direction)
{
  const char *text = pango_layout_get_text (layout);
  const char *at = text + *offset;
  int n;
  const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly (layout, &n);
  int i = (int) g_utf8_pointer_to_offset (text, at);

  do
    {
      if (direction > 0 ? *at == '\0' : at == text)
        return direction;
      at = direction > 0 ? g_utf8_next_char (at) : g_utf8_prev_char (at);
      i += direction;
    }
  while (!attributes[i].is_cursor_position);
  *offset = at - text;
  return 0;
}

static int
move_visually (PangoLayout *layout, gsize *offset, int direction)
{
  int index, trailing;

  pango_layout_move_cursor_visually (layout, TRUE, (int) *offset, 0, direction, &index, &trailing);
  if (index < 0)
    return -1;
  if (index == G_MAXINT)
    return 1;
  *offset = skip (layout, index, trailing);
  return 0;
}

static int
move_word (PangoLayout *layout, gsize *offset, int direction)
{
  const char *text = pango_layout_get_text (layout);
  const char *at = text + *offset;
  int n;
  const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly (layout, &n);
  int i = (int) g_utf8_pointer_to_offset (text, at);

  do
    {
      if (direction > 0 ? *at == '\0' : at == text)
        return direction;
      at = direction > 0 ? g_utf8_next_char (at) : g_utf8_prev_char (at);
      i += direction;
    }
  while (direction > 0 ? !attributes[i].is_word_end : !attributes[i].is_word_start);
  *offset = at - text;
  return 0;
}

static int
get_line (PangoLayout *layout, gsize offset)
{
  int line;

  pango_layout_index_to_line_x (layout, (int) offset, FALSE, &line, NULL);
  return line;
}

/* The place on line @number that is nearest to @x, in pixels of the layout. */
static gsize
find_on_line (PangoLayout *layout, int number, int x)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  int top, bottom, index, trailing;

  while (number-- > 0 && pango_layout_iter_next_line (iter))
    ;
  pango_layout_iter_get_line_yrange (iter, &top, &bottom);
  pango_layout_iter_free (iter);
  pango_layout_xy_to_index (layout, x * PANGO_SCALE, (top + bottom) / 2, &index, &trailing);
  return skip (layout, index, trailing);
}

static gsize
find_line_end (PangoLayout *layout, gsize offset, int direction)
{
  int number = get_line (layout, offset);
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, number);
  gsize end = pango_layout_line_get_start_index (line);

  if (direction < 0)
    return end;
  end += pango_layout_line_get_length (line);
  /* Behind the last character of a line that wraps is the next line. */
  if (end > offset && get_line (layout, end) > number)
    move_character (layout, &end, -1);
  return MAX (end, offset);
}

static int
move_paragraph (PangoLayout *layout, gsize *offset, int direction)
{
  const char *text = pango_layout_get_text (layout);
  const char *at = text + *offset;

  if (direction > 0 ? *at == '\0' : at == text)
    return direction;
  at += direction;
  while (direction > 0 ? *at != '\0' && *at != '\n' : at > text && at[-1] != '\n')
    at += direction;
  *offset = at - text;
  return 0;
}

/* Into the next run, or the end of the previous one. */
static gboolean
leave_run (IngotTranscriptView *self, IngotPosition *position, int direction)
{
  if (direction > 0)
    return ingot_transcript_view_next_run (self, position);
  if (!ingot_transcript_view_previous_run (self, position))
    return FALSE;
  position->place.offset = ingot_transcript_view_get_run (self, position, NULL)->length;
  return TRUE;
}

static gboolean
move_within_or_on (IngotTranscriptView *self, IngotPosition *position, int direction,
                   int (*move) (PangoLayout *layout, gsize *offset, int direction), gboolean search)
{
  int left;
  g_autoptr(PangoLayout) layout = dup_layout (self, position, &left);
  int out;

  if (layout == NULL)
    return FALSE;
  position->place.offset = clamp_offset (layout, position->place.offset);
  out = move (layout, &position->place.offset, direction);
  while (out != 0)
    {
      if (!leave_run (self, position, out))
        return FALSE;
      if (!search)
        return TRUE;
      g_set_object (&layout, NULL);
      layout = dup_layout (self, position, &left);
      out = move (layout, &position->place.offset, direction);
    }
  return TRUE;
}

/* The cell of the row of @position that has @goal_x. */
static void
choose_cell (IngotTranscriptView *self, IngotPosition *position, const IngotBlock *block, int goal_x)
{
  guint row = position->place.run / block->n_columns;

  for (guint i = 0; i < block->n_columns; i++)
    {
      IngotPosition cell = *position;
      IngotShownBlock *shown_block;
      IngotShownRun *shown;

      cell.place.run = row * block->n_columns + i;
      shown = ingot_transcript_view_get_shown_run (self, &cell, &shown_block);
      if (shown != NULL && goal_x >= shown->x - shown_block->scroll)
        *position = cell;
    }
}

/* To the run that stands below or above: in a table one row further. */
static gboolean
leave_for_line (IngotTranscriptView *self, IngotPosition *position, int direction, int goal_x)
{
  const IngotBlock *block;
  guint columns;

  if (ingot_transcript_view_get_run (self, position, &block) == NULL)
    return FALSE;
  columns = block->kind == INGOT_BLOCK_TABLE ? block->n_columns : 1;
  if (direction > 0 ? position->place.run + columns < block->n_runs : position->place.run >= columns)
    {
      position->place.run += direction * (int) columns;
      return TRUE;
    }
  position->place.run = direction > 0 ? block->n_runs - 1 : 0;
  if (!leave_run (self, position, direction))
    return FALSE;
  if (ingot_transcript_view_get_run (self, position, &block) != NULL && block->kind == INGOT_BLOCK_TABLE)
    choose_cell (self, position, block, goal_x);
  return TRUE;
}

static int
get_x (PangoLayout *layout, gsize offset)
{
  PangoRectangle strong;

  pango_layout_get_cursor_pos (layout, (int) offset, &strong, NULL);
  return PANGO_PIXELS (strong.x);
}

/* @height: (inout) (nullable): grows by that of the line that is left */
static gboolean
move_line (IngotTranscriptView *self, IngotPosition *position, int direction, int *goal_x, int *height)
{
  int left, line;
  g_autoptr(PangoLayout) layout = dup_layout (self, position, &left);
  IngotPosition old = *position;

  if (layout == NULL)
    return FALSE;
  position->place.offset = clamp_offset (layout, position->place.offset);
  if (*goal_x < 0)
    *goal_x = MAX (0, left + get_x (layout, position->place.offset));
  line = get_line (layout, position->place.offset) + direction;
  if (height != NULL)
    {
      PangoRectangle strong;

      pango_layout_get_cursor_pos (layout, (int) position->place.offset, &strong, NULL);
      *height += PANGO_PIXELS (strong.height);
    }
  if (line < 0 || line >= pango_layout_get_line_count (layout))
    {
      if (!leave_for_line (self, position, direction, *goal_x))
        {
          *position = old;
          return FALSE;
        }
      if (height != NULL)
        *height += BLOCK_DISTANCE;
      g_set_object (&layout, NULL);
      layout = dup_layout (self, position, &left);
      line = direction > 0 ? 0 : pango_layout_get_line_count (layout) - 1;
    }
  position->place.offset = find_on_line (layout, line, *goal_x - left);
  return TRUE;
}

static gboolean
move_page (IngotTranscriptView *self, IngotPosition *position, int direction, int *goal_x)
{
  int page = ingot_anchor_get_page (self->anchor) * 9 / 10;
  int height = 0;
  gboolean moved = FALSE;

  while (height < page && move_line (self, position, direction, goal_x, &height))
    moved = TRUE;
  return moved;
}

/* In the first and the last line there is nothing above or below: then to its end, as text views do. */
static gboolean
move_line_end (IngotTranscriptView *self, IngotPosition *position, int direction)
{
  int left;
  g_autoptr(PangoLayout) layout = dup_layout (self, position, &left);

  if (layout == NULL)
    return FALSE;
  position->place.offset = find_line_end (layout, clamp_offset (layout, position->place.offset), direction);
  return TRUE;
}

static gboolean
move (IngotTranscriptView *self, IngotPosition *position, IngotStep step, int direction, int *goal_x)
{
  switch (step)
    {
    case INGOT_STEP_CHARACTER:
      return move_within_or_on (self, position, direction, move_character, FALSE);
    case INGOT_STEP_VISUAL:
      return move_within_or_on (self, position, direction, move_visually, FALSE);
    case INGOT_STEP_WORD:
      return move_within_or_on (self, position, direction, move_word, TRUE);
    case INGOT_STEP_PARAGRAPH:
      return move_within_or_on (self, position, direction, move_paragraph, TRUE);
    case INGOT_STEP_LINE:
      return move_line (self, position, direction, goal_x, NULL)
             || move_line_end (self, position, direction);
    case INGOT_STEP_LINE_END:
      return move_line_end (self, position, direction);
    case INGOT_STEP_PAGE:
      return move_page (self, position, direction, goal_x) || move_line_end (self, position, direction);
    case INGOT_STEP_END:
    default:
      return direction > 0 ? ingot_transcript_view_get_end (self, position)
                           : ingot_transcript_view_get_start (self, position);
    }
}

gboolean
ingot_transcript_view_move (IngotTranscriptView *self, IngotPosition *position, IngotStep step, int direction,
                            int *goal_x)
{
  IngotPosition old = *position;

  move (self, position, step, direction, goal_x);
  return !ingot_position_equal (&old, position);
}

gboolean
ingot_transcript_view_is_rtl (IngotTranscriptView *self, const IngotPosition *position)
{
  int left;
  g_autoptr(PangoLayout) layout = dup_layout (self, position, &left);

  return layout != NULL && ingot_run_layout_get_direction (layout) == GTK_TEXT_DIR_RTL;
}

void
ingot_transcript_view_get_word (IngotTranscriptView *self, const IngotPosition *position, gsize *start, gsize *end)
{
  int left, n, i, first, last;
  g_autoptr(PangoLayout) layout = dup_layout (self, position, &left);
  const PangoLogAttr *attributes;
  const char *text;

  *start = *end = position->place.offset;
  if (layout == NULL || *pango_layout_get_text (layout) == '\0')
    return;
  text = pango_layout_get_text (layout);
  attributes = pango_layout_get_log_attrs_readonly (layout, &n);
  i = (int) g_utf8_pointer_to_offset (text, text + clamp_offset (layout, *start));
  /* Behind the last character, and at the end of a word where nothing else begins, it is the one before. */
  if (i == n - 1 || (i > 0 && attributes[i].is_word_end && !attributes[i].is_word_start
                     && attributes[i].is_white))
    i--;
  for (first = i; first > 0 && !attributes[first].is_word_boundary; first--)
    ;
  for (last = i + 1; last < n - 1 && !attributes[last].is_word_boundary; last++)
    ;
  *start = g_utf8_offset_to_pointer (text, first) - text;
  *end = g_utf8_offset_to_pointer (text, last) - text;
}
