/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  INGOT_FONT_BODY,
  INGOT_FONT_TITLE_1, /* of a Markdown heading of level 1 */
  INGOT_FONT_TITLE_2,
  INGOT_FONT_TITLE_3,
  INGOT_FONT_TITLE_4, /* and deeper */
  INGOT_FONT_CODE,
  INGOT_FONT_NAME,    /* of who speaks */
  INGOT_FONT_CAPTION,
  INGOT_FONT_FOLD,    /* the line that folds the reasoning */
  INGOT_N_FONTS
} IngotFont;

typedef enum
{
  INGOT_COLOR_TEXT,
  INGOT_COLOR_DIM,           /* secondary text: as strong as all other in high contrast */
  INGOT_COLOR_LINK,
  INGOT_COLOR_BUBBLE,        /* behind what the person wrote */
  INGOT_COLOR_CODE,          /* behind code */
  INGOT_COLOR_HAIRLINE,      /* between the rows of a table; a rule */
  INGOT_COLOR_BORDER,        /* around code and tables */
  INGOT_COLOR_BUBBLE_BORDER, /* clear but in high contrast */
  INGOT_COLOR_QUOTE,         /* the bar beside a quotation and the reasoning */
  INGOT_COLOR_THUMB,         /* which part of a wide box is seen */
  INGOT_COLOR_SHADE,         /* at the side of a wide box where there is more of it */
  INGOT_COLOR_SELECTION,
  INGOT_COLOR_FOUND,
  INGOT_COLOR_FOUND_CURRENT,
  INGOT_N_COLORS
} IngotColor;

typedef enum
{
  INGOT_STYLE_FONTS = 1 << 0,  /* everything has to be laid out again */
  INGOT_STYLE_COLORS = 1 << 1, /* everything has to be drawn again */
} IngotStyleChanges;

/**
 * IngotTextStyle:
 *
 * The fonts and colours of a transcript, as the style sheets, the desktop's
 * settings, the accent colour and high contrast have them. They are read from
 * hidden labels with the usual style classes, which are children of its owner.
 */
#define INGOT_TYPE_TEXT_STYLE (ingot_text_style_get_type ())
G_DECLARE_FINAL_TYPE (IngotTextStyle, ingot_text_style, INGOT, TEXT_STYLE, GObject)

/* Gives @owner the labels; it has to take them back before it is disposed of. */
IngotTextStyle *ingot_text_style_new (GtkWidget *owner);
void            ingot_text_style_remove_labels (IngotTextStyle *self);

/* Reads everything again; to be called once the owner's style is valid, so not before it is measured. */
IngotStyleChanges ingot_text_style_update (IngotTextStyle *self);

const PangoFontDescription *ingot_text_style_get_font (IngotTextStyle *self, IngotFont font);
const GdkRGBA              *ingot_text_style_get_color (IngotTextStyle *self, IngotColor color);

/* The size of the body's font in pixels; what grows with the text is a multiple of it. */
double ingot_text_style_get_em (IngotTextStyle *self);

G_END_DECLS
