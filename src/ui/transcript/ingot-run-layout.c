/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-run-layout.h"

#define LINE_HEIGHT 1.18
#define CODE_SCALE 0.92

static void
insert (PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
}

static gboolean
is_upright_script (gunichar character)
{
  switch ((int) g_unichar_get_script (character))
    {
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
      return TRUE;
    default:
      return FALSE;
    }
}

/* These scripts have no slanted letters, and made ones are ugly: they are stressed by weight. */
static void
insert_emphasis (PangoAttrList *list, const IngotRun *run, guint start, guint end)
{
  const char *stop = run->text + end;
  guint from = start;
  gboolean upright = FALSE;

  for (const char *p = run->text + start; p < stop; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      guint at = p - run->text;

      if (is_upright_script (character) == upright || !g_unichar_isalpha (character))
        continue;
      if (at > from)
        insert (list, upright ? pango_attr_weight_new (PANGO_WEIGHT_BOLD) : pango_attr_style_new (PANGO_STYLE_ITALIC),
                from, at);
      from = at;
      upright = !upright;
    }
  if (end > from)
    insert (list, upright ? pango_attr_weight_new (PANGO_WEIGHT_BOLD) : pango_attr_style_new (PANGO_STYLE_ITALIC),
            from, end);
}

/* Colours that the style sheet mixes may be a little more than there is. */
static guint16
to_channel (float value)
{
  return (guint16) (CLAMP (value, 0, 1) * 65535);
}

static void
insert_color (PangoAttrList *list, const GdkRGBA *color, guint start, guint end)
{
  insert (list, pango_attr_foreground_new (to_channel (color->red), to_channel (color->green),
                                           to_channel (color->blue)), start, end);
  insert (list, pango_attr_foreground_alpha_new (to_channel (color->alpha)), start, end);
}

static void
insert_code (PangoAttrList *list, const IngotLayoutContext *context, guint start, guint end)
{
  const PangoFontDescription *font = ingot_text_style_get_font (context->style, INGOT_FONT_CODE);

  insert (list, pango_attr_family_new (pango_font_description_get_family (font)), start, end);
  insert (list, pango_attr_scale_new (CODE_SCALE), start, end);
  /* A ligature would hide which characters are there. */
  insert (list, pango_attr_font_features_new ("liga=0, calt=0"), start, end);
  insert (list, pango_attr_insert_hyphens_new (FALSE), start, end);
}

static void
insert_link (PangoAttrList *list, const IngotSpan *span, const IngotLayoutContext *context)
{
  if (!ingot_target_is_safe (span->target))
    return;
  insert_color (list, ingot_text_style_get_color (context->style, INGOT_COLOR_LINK), span->start, span->end);
  insert (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), span->start, span->end);
}

static void
insert_span (PangoAttrList *list, const IngotRun *run, const IngotSpan *span, const IngotLayoutContext *context)
{
  switch (span->kind)
    {
    case INGOT_SPAN_EMPHASIS:
      insert_emphasis (list, run, span->start, span->end);
      break;
    case INGOT_SPAN_STRONG:
      insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), span->start, span->end);
      break;
    case INGOT_SPAN_STRIKETHROUGH:
      insert (list, pango_attr_strikethrough_new (TRUE), span->start, span->end);
      break;
    case INGOT_SPAN_CODE:
    case INGOT_SPAN_HTML:
      insert_code (list, context, span->start, span->end);
      break;
    case INGOT_SPAN_LINK:
    case INGOT_SPAN_IMAGE:
      insert_link (list, span, context);
      break;
    case INGOT_SPAN_FOOTNOTE:
      insert (list, pango_attr_rise_new (4 * PANGO_SCALE), span->start, span->end);
      insert (list, pango_attr_scale_new (PANGO_SCALE_SMALL), span->start, span->end);
      insert_color (list, ingot_text_style_get_color (context->style, INGOT_COLOR_LINK), span->start, span->end);
      break;
    default:
      break;
    }
}

static gboolean
is_code (const IngotBlock *block)
{
  return block->kind == INGOT_BLOCK_CODE || block->kind == INGOT_BLOCK_HTML;
}

static IngotFont
get_font (const IngotBlock *block)
{
  if (is_code (block))
    return INGOT_FONT_CODE;
  if (block->kind == INGOT_BLOCK_HEADING)
    return INGOT_FONT_TITLE_1 + CLAMP (block->level, 1, 4) - 1;
  return INGOT_FONT_BODY;
}

static PangoAttrList *
create_attributes (const IngotRun *run, const IngotBlock *block, const IngotLayoutContext *context)
{
  PangoAttrList *list = pango_attr_list_new ();

  pango_attr_list_insert (list, pango_attr_line_height_new (LINE_HEIGHT));
  if (is_code (block))
    pango_attr_list_insert (list, pango_attr_scale_new (CODE_SCALE));
  if (context->dim)
    insert_color (list, ingot_text_style_get_color (context->style, INGOT_COLOR_DIM), 0, G_MAXUINT);
  if (block->kind == INGOT_BLOCK_TABLE && block->has_head && run - block->runs < block->n_columns)
    pango_attr_list_insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  for (guint i = 0; i < run->n_spans; i++)
    insert_span (list, run, &run->spans[i], context);
  return list;
}

GtkTextDirection
ingot_run_layout_get_direction (PangoLayout *layout)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);

  return pango_layout_line_get_resolved_direction (line) == PANGO_DIRECTION_RTL ? GTK_TEXT_DIR_RTL
                                                                                : GTK_TEXT_DIR_LTR;
}

PangoLayout *
ingot_run_create_layout (const IngotRun *run, const IngotBlock *block, const IngotLayoutContext *context, int width)
{
  gboolean code = is_code (block);
  PangoLayout *layout = pango_layout_new (code ? context->ltr_context : context->context);
  g_autoptr(PangoAttrList) attributes = create_attributes (run, block, context);

  pango_layout_set_text (layout, run->text, (int) run->length);
  pango_layout_set_font_description (layout, ingot_text_style_get_font (context->style, get_font (block)));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (code)
    pango_layout_set_auto_dir (layout, FALSE);
  else if (context->direction == GTK_TEXT_DIR_RTL)
    /* Pango turns this around for lines that are read the other way. */
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  if (width >= 0)
    pango_layout_set_width (layout, width * PANGO_SCALE);
  return layout;
}

static gboolean
is_color_cb (PangoAttribute *attribute, gpointer user_data)
{
  return attribute->klass->type == PANGO_ATTR_FOREGROUND || attribute->klass->type == PANGO_ATTR_WEIGHT
         || attribute->klass->type == PANGO_ATTR_STYLE;
}

void
ingot_run_layout_set_colors (PangoLayout *layout, PangoAttrList *colors)
{
  g_autoptr(PangoAttrList) list = pango_attr_list_copy (pango_layout_get_attributes (layout));
  g_autoptr(PangoAttrList) old = pango_attr_list_filter (list, is_color_cb, NULL);
  GSList *added = pango_attr_list_get_attributes (colors);

  for (GSList *l = added; l != NULL; l = l->next)
    pango_attr_list_insert (list, l->data);
  g_slist_free (added);
  pango_layout_set_attributes (layout, list);
}
