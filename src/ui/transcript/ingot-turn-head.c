/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-turn-head.h"

#define DISTANCE 9      /* between pieces of a line */
#define LINE_DISTANCE 6 /* below each line */
#define FOLD_INSET 22   /* room for the arrow */

static PangoLayout *
create_layout (const IngotLayoutContext *context, IngotFont font, const char *text, int max_width)
{
  PangoLayout *layout = pango_layout_new (context->context);
  int width;

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_font_description (layout, ingot_text_style_get_font (context->style, font));
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width > max_width)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, MAX (1, max_width) * PANGO_SCALE);
    }
  return layout;
}

static int
get_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static int
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

/* On one baseline. */
static int
get_beside (PangoLayout *layout, PangoLayout *first, int first_y)
{
  return first_y + PANGO_PIXELS (pango_layout_get_baseline (first) - pango_layout_get_baseline (layout));
}

static void
mirror (PangoLayout *layout, int *x, int width)
{
  if (layout != NULL)
    *x = width - *x - get_width (layout);
}

static char *
dup_time (IngotShownTurn *turn)
{
  gint64 created = ingot_turn_get_created (ingot_shown_turn_get_first (turn));
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local_usec (created);

  return time != NULL ? g_date_time_format (time, "%R") : g_strdup ("");
}

static int
lay_out_name (IngotTurnHead *self, IngotShownTurn *turn, const IngotLayoutContext *context, int width, int y)
{
  g_autofree char *time = dup_time (turn);
  const char *resource = ingot_turn_get_resource_name (ingot_shown_turn_get_first (turn));
  int left;

  self->time = create_layout (context, INGOT_FONT_CAPTION, time, width);
  left = width - get_width (self->time) - DISTANCE;
  self->time_x = width - get_width (self->time);
  self->name = create_layout (context, INGOT_FONT_NAME, ingot_shown_turn_get_name (turn), left);
  self->name_y = y;
  self->time_y = get_beside (self->time, self->name, y);
  left -= get_width (self->name) + DISTANCE;
  if (resource != NULL && left > 0)
    {
      self->origin = create_layout (context, INGOT_FONT_CAPTION, resource, left);
      self->origin_x = get_width (self->name) + DISTANCE;
      self->origin_y = get_beside (self->origin, self->name, y);
    }
  return y + get_height (self->name) + LINE_DISTANCE;
}

static int
lay_out_thought (IngotTurnHead *self, IngotShownTurn *turn, const IngotLayoutContext *context, int width, int y)
{
  g_autofree char *thought = ingot_shown_turn_dup_thought (turn);
  g_autofree char *tokens = ingot_shown_turn_dup_thought_tokens (turn);
  int end;

  self->thought = create_layout (context, INGOT_FONT_FOLD, thought, width - FOLD_INSET);
  self->thought_x = FOLD_INSET;
  self->thought_y = y;
  end = FOLD_INSET + get_width (self->thought);
  if (tokens != NULL)
    {
      self->tokens = create_layout (context, INGOT_FONT_CAPTION, tokens, width - end - DISTANCE);
      self->tokens_x = end + DISTANCE;
      self->tokens_y = get_beside (self->tokens, self->thought, y);
      end = self->tokens_x + get_width (self->tokens);
    }
  turn->fold_bounds = (GdkRectangle) { 0, y - 3, end, get_height (self->thought) + 6 };
  return y + get_height (self->thought) + LINE_DISTANCE;
}

IngotTurnHead *
ingot_turn_head_new (IngotShownTurn *turn, const IngotLayoutContext *context, int width, int y, int *end)
{
  IngotTurnHead *self = g_new0 (IngotTurnHead, 1);

  *end = lay_out_name (self, turn, context, width, y);
  turn->fold_bounds = (GdkRectangle) { 0 };
  if (ingot_shown_turn_get_length (turn, INGOT_PART_REASONING) > 0)
    *end = lay_out_thought (self, turn, context, width, *end) + LINE_DISTANCE / 2;
  if (context->direction == GTK_TEXT_DIR_RTL)
    {
      mirror (self->name, &self->name_x, width);
      mirror (self->origin, &self->origin_x, width);
      mirror (self->time, &self->time_x, width);
      mirror (self->thought, &self->thought_x, width);
      mirror (self->tokens, &self->tokens_x, width);
      turn->fold_bounds.x = width - turn->fold_bounds.width;
    }
  return self;
}

void
ingot_turn_head_free (IngotTurnHead *self)
{
  g_clear_object (&self->name);
  g_clear_object (&self->origin);
  g_clear_object (&self->time);
  g_clear_object (&self->thought);
  g_clear_object (&self->tokens);
  g_free (self);
}
