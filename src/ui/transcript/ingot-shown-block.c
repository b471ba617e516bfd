/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-code-language.h"
#include "ingot-highlighter.h"
#include "ingot-run-layout.h"
#include "ingot-shown-block.h"
#include "ingot-table-layout.h"

#define INDENT_EMS 1.85
#define MARKER_EMS 0.6 /* between a marker and its text */
#define QUOTE_INDENT 15
#define CODE_PADDING 12
#define CODE_HEAD_EMS 2.0

static gboolean
is_code (const IngotBlock *block)
{
  return block->kind == INGOT_BLOCK_CODE || block->kind == INGOT_BLOCK_HTML;
}

static int
get_indent (const IngotContainer *container, const IngotLayoutContext *context)
{
  if (container->kind == INGOT_CONTAINER_QUOTE)
    return QUOTE_INDENT;
  return (int) (INDENT_EMS * ingot_text_style_get_em (context->style));
}

/* Whether @before is in the container of @block at @level too. */
static gboolean
shares (const IngotBlock *block, const IngotBlock *before, guint level)
{
  return before != NULL && level < before->n_containers
         && before->containers[level].kind == block->containers[level].kind
         && before->containers[level].source_start == block->containers[level].source_start;
}

static char *
dup_marker (const IngotContainer *container, guint depth)
{
  static const char *const bullets[] = { "•", "◦", "▪" };

  if (container->kind == INGOT_CONTAINER_FOOTNOTE)
    return g_strndup (container->label, 16);
  if (container->task != INGOT_TASK_NONE)
    return g_strdup (container->task == INGOT_TASK_DONE ? "☑" : "☐");
  if (container->kind == INGOT_CONTAINER_ORDERED)
    return g_strdup_printf ("%u.", container->ordinal);
  return g_strdup (bullets[depth % G_N_ELEMENTS (bullets)]);
}

static PangoLayout *
create_marker_layout (const IngotContainer *container, guint depth, const IngotLayoutContext *context)
{
  g_autofree char *text = dup_marker (container, depth);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  PangoLayout *layout = pango_layout_new (context->ltr_context);

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_font_description (layout, ingot_text_style_get_font (context->style, INGOT_FONT_BODY));
  return layout;
}

/* At the end of the indent that begins @inset from the start of the segment. */
static int
get_marker_x (IngotShownBlock *self, PangoLayout *layout, int inset, int indent, const IngotLayoutContext *context)
{
  int gap = (int) (MARKER_EMS * ingot_text_style_get_em (context->style));
  int width, x;

  pango_layout_get_pixel_size (layout, &width, NULL);
  x = inset + indent - gap - width;
  return self->direction == GTK_TEXT_DIR_RTL ? self->for_width - x - width : x;
}

static int
get_marker_y (IngotShownBlock *self, PangoLayout *layout)
{
  IngotShownRun *first = &self->runs[0];

  if (first->layout == NULL)
    return 0;
  return first->y + PANGO_PIXELS (pango_layout_get_baseline (first->layout) - pango_layout_get_baseline (layout));
}

static void
add_markers (IngotShownBlock *self, const IngotBlock *before, const IngotLayoutContext *context)
{
  int inset = 0;
  guint depth = 0;

  for (guint i = 0; i < self->block->n_containers; i++)
    {
      const IngotContainer *container = &self->block->containers[i];
      int indent = get_indent (container, context);
      IngotMarker marker = { 0 };

      if (container->kind == INGOT_CONTAINER_QUOTE)
        {
          marker.x = self->direction == GTK_TEXT_DIR_RTL ? self->for_width - inset - 3 : inset;
          marker.joins = shares (self->block, before, i);
          g_array_append_val (self->markers, marker);
        }
      else if (container->is_first)
        {
          marker.layout = create_marker_layout (container, depth, context);
          marker.x = get_marker_x (self, marker.layout, inset, indent, context);
          marker.y = get_marker_y (self, marker.layout);
          g_array_append_val (self->markers, marker);
        }
      depth += container->kind == INGOT_CONTAINER_BULLET;
      inset += indent;
    }
}

static void
marker_clear (gpointer data)
{
  g_clear_object (&((IngotMarker *) data)->layout);
}

static void
lay_out_text (IngotShownBlock *self, const IngotLayoutContext *context)
{
  IngotShownRun *run = &self->runs[0];

  run->layout = ingot_run_create_layout (&self->block->runs[0], self->block, context, self->width);
  run->width = self->width;
  self->direction = ingot_run_layout_get_direction (run->layout);
  pango_layout_get_pixel_size (run->layout, NULL, &run->height);
  self->height = run->height;
}

static void
add_caption (IngotShownBlock *self, const IngotLayoutContext *context)
{
  const char *name;

  if (self->block->kind != INGOT_BLOCK_CODE || self->block->piece > 0)
    return;
  self->caption_height = (int) (CODE_HEAD_EMS * ingot_text_style_get_em (context->style));
  if (self->block->language == NULL)
    return;
  name = ingot_code_language_get_name (self->block->language);
  self->caption = pango_layout_new (context->context);
  pango_layout_set_text (self->caption, name, (int) MIN (strlen (name), 40));
  pango_layout_set_single_paragraph_mode (self->caption, TRUE);
  pango_layout_set_font_description (self->caption, ingot_text_style_get_font (context->style, INGOT_FONT_CAPTION));
}

static void
recall_colors (IngotShownBlock *self)
{
  PangoAttrList *colors = ingot_highlighter_recall (ingot_highlighter_get_default (), self->block, &self->n_colored);

  if (colors != NULL)
    ingot_run_layout_set_colors (self->runs[0].layout, colors);
}

static void
lay_out_code (IngotShownBlock *self, const IngotLayoutContext *context)
{
  IngotShownRun *run = &self->runs[0];
  int width;

  add_caption (self, context);
  run->layout = ingot_run_create_layout (&self->block->runs[0], self->block, context, -1);
  if (!context->dim)
    recall_colors (self);
  pango_layout_get_pixel_size (run->layout, &width, &run->height);
  run->x = CODE_PADDING;
  run->y = self->caption_height > 0 || self->block->piece > 0 ? self->caption_height : CODE_PADDING;
  run->width = MAX (width, self->width - 2 * CODE_PADDING);
  self->content_width = width + 2 * CODE_PADDING;
  self->height = run->y + run->height + (self->block->is_last_piece ? CODE_PADDING : 0);
}

static int
get_inset (const IngotBlock *block, const IngotLayoutContext *context, int width)
{
  int inset = 0;

  for (guint i = 0; i < block->n_containers; i++)
    inset += get_indent (&block->containers[i], context);
  /* However deep it is, something of it can be read. */
  return MIN (inset, width / 2);
}

static void
indent (IngotShownBlock *self, int inset)
{
  self->x += inset;
  for (guint i = 0; i < self->block->n_runs; i++)
    self->runs[i].x += inset;
}

IngotShownBlock *
ingot_shown_block_new (const IngotBlock *block, const IngotBlock *before, const IngotLayoutContext *context,
                       int width)
{
  IngotShownBlock *self = g_new0 (IngotShownBlock, 1);
  int inset;

  self->block = ingot_block_ref (block);
  self->runs = g_new0 (IngotShownRun, MAX (1, block->n_runs));
  self->markers = g_array_new (FALSE, FALSE, sizeof (IngotMarker));
  g_array_set_clear_func (self->markers, marker_clear);
  self->direction = context->direction;
  self->for_width = width;
  inset = get_inset (block, context, width);
  self->width = self->content_width = MAX (1, width - inset);

  if (block->kind == INGOT_BLOCK_TABLE && block->n_columns > 0)
    ingot_table_layout (self, context);
  else if (is_code (block))
    lay_out_code (self, context);
  else if (block->kind == INGOT_BLOCK_RULE)
    self->height = self->runs[0].height = 1;
  else
    lay_out_text (self, context);
  /* Only what was laid out says from which side it is read. */
  if (self->direction != GTK_TEXT_DIR_RTL)
    indent (self, inset);
  add_markers (self, before, context);
  return self;
}

/* A line that is not broken and fits is as it was: Pango would shape it again. */
static void
resize_text (IngotShownBlock *self)
{
  IngotShownRun *run = &self->runs[0];
  int wanted;

  run->width = self->width;
  pango_layout_get_pixel_size (run->layout, &wanted, NULL);
  if (!pango_layout_is_wrapped (run->layout) && wanted <= self->width)
    return;
  pango_layout_set_width (run->layout, self->width * PANGO_SCALE);
  pango_layout_get_pixel_size (run->layout, NULL, &run->height);
  self->height = run->height;
}

gboolean
ingot_shown_block_resize (IngotShownBlock *self, const IngotLayoutContext *context, int width)
{
  int inset = self->for_width - self->width;

  /* What is read from the right stands elsewhere. */
  if (self->direction != GTK_TEXT_DIR_LTR || context->direction != GTK_TEXT_DIR_LTR
      || get_inset (self->block, context, width) != inset || width <= inset)
    return FALSE;
  ingot_shown_block_redraw (self);
  self->for_width = width;
  self->width = width - inset;
  if (self->columns != NULL)
    ingot_table_resize (self, context);
  else if (is_code (self->block))
    self->runs[0].width = MAX (self->content_width, self->width) - 2 * CODE_PADDING;
  else if (self->runs[0].layout != NULL)
    resize_text (self);
  if (!is_code (self->block) && self->columns == NULL)
    self->content_width = self->width;
  self->scroll = CLAMP (self->scroll, 0, ingot_shown_block_get_max_scroll (self));
  return TRUE;
}

void
ingot_shown_block_free (IngotShownBlock *self)
{
  for (guint i = 0; i < self->block->n_runs; i++)
    g_clear_object (&self->runs[i].layout);
  g_clear_object (&self->caption);
  ingot_shown_block_redraw (self);
  g_array_unref (self->markers);
  ingot_block_unref (self->block);
  g_free (self->runs);
  g_free (self->columns);
  g_free (self->rows);
  g_free (self->smallest);
  g_free (self->natural);
  g_free (self);
}

void
ingot_shown_block_move (IngotShownBlock *self, int y)
{
  int step = y - self->y;

  if (step == 0)
    return;
  ingot_shown_block_redraw (self);
  self->y = y;
  for (guint i = 0; i < self->block->n_runs; i++)
    self->runs[i].y += step;
  for (guint i = 0; i < self->markers->len; i++)
    g_array_index (self->markers, IngotMarker, i).y += step;
}

void
ingot_shown_block_shift (IngotShownBlock *self, int x)
{
  int step = x - self->left;

  if (step == 0)
    return;
  ingot_shown_block_redraw (self);
  self->left = x;
  self->x += step;
  for (guint i = 0; i < self->block->n_runs; i++)
    self->runs[i].x += step;
  for (guint i = 0; i < self->markers->len; i++)
    g_array_index (self->markers, IngotMarker, i).x += step;
}

void
ingot_shown_block_redraw (IngotShownBlock *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
}

/* Two blocks that follow each other in the same list that has no blank lines. */
static gboolean
is_tight (const IngotBlock *block, const IngotBlock *before)
{
  const IngotContainer *inner = block->n_containers > 0 ? &block->containers[block->n_containers - 1] : NULL;

  return inner != NULL && before->n_containers > 0 && inner->is_tight && inner->kind != INGOT_CONTAINER_QUOTE
         && block->kind == INGOT_BLOCK_PARAGRAPH && before->kind == INGOT_BLOCK_PARAGRAPH;
}

int
ingot_shown_block_get_distance (const IngotBlock *block, const IngotBlock *before)
{
  if (block->piece > 0)
    return 0;
  if (before == NULL)
    return 0;
  if (block->kind == INGOT_BLOCK_HEADING)
    return 18;
  if (block->kind == INGOT_BLOCK_RULE || before->kind == INGOT_BLOCK_RULE)
    return 18;
  if (is_tight (block, before))
    return 4;
  return before->kind == INGOT_BLOCK_HEADING ? 9 : 12;
}

int
ingot_shown_block_get_max_scroll (const IngotShownBlock *self)
{
  return MAX (0, self->content_width - self->width);
}

gboolean
ingot_shown_block_color (IngotShownBlock *self)
{
  IngotShownRun *run = &self->runs[0];
  int width, height;
  gboolean has_grown;

  recall_colors (self);
  ingot_shown_block_redraw (self);
  /* What could not be coloured is not tried again. */
  self->n_colored = self->block->runs[0].length;
  pango_layout_get_pixel_size (run->layout, &width, &height);
  has_grown = height != run->height;
  self->height += height - run->height;
  run->height = height;
  self->content_width = width + 2 * CODE_PADDING;
  run->width = MAX (self->content_width, self->width) - 2 * CODE_PADDING;
  return has_grown;
}

int
ingot_shown_block_get_natural_width (const IngotShownBlock *self)
{
  int inset = self->for_width - self->width;
  int widest = 0;

  if (self->block->kind != INGOT_BLOCK_PARAGRAPH && self->block->kind != INGOT_BLOCK_PLAIN)
    return self->for_width;
  for (guint i = 0; i < self->block->n_runs; i++)
    {
      int width;

      pango_layout_get_pixel_size (self->runs[i].layout, &width, NULL);
      widest = MAX (widest, width);
    }
  return MIN (inset + widest, self->for_width);
}
