/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

#include "ingot-code-language.h"
#include "ingot-highlighter.h"

#define STEP_BYTES 3000 /* a millisecond or two */
#define MAX_KNOWN 128

typedef struct
{
  const char *id; /* of the language; static */
  guint piece;
  char *text;
  gsize length;
  PangoAttrList *colors;
} Known;

struct _IngotHighlighter
{
  GObject parent_instance;

  GtkSourceBuffer *buffer;
  const char *id; /* of the language that the buffer has */
  GString *held;  /* what is in the buffer; all of it has its colours */
  GPtrArray *known; /* (element-type Known): those asked for last at the end */
};

G_DEFINE_FINAL_TYPE (IngotHighlighter, ingot_highlighter, G_TYPE_OBJECT)

static void
known_free (Known *known)
{
  g_free (known->text);
  pango_attr_list_unref (known->colors);
  g_free (known);
}

static void
update_scheme (IngotHighlighter *self)
{
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default ();

  g_ptr_array_set_size (self->known, 0);
  gtk_source_buffer_set_style_scheme (self->buffer, gtk_source_style_scheme_manager_get_scheme (
                                                      schemes, is_dark ? "Adwaita-dark" : "Adwaita"));
}

static void
ingot_highlighter_finalize (GObject *object)
{
  IngotHighlighter *self = INGOT_HIGHLIGHTER (object);

  g_clear_object (&self->buffer);
  g_string_free (self->held, TRUE);
  g_ptr_array_unref (self->known);
  G_OBJECT_CLASS (ingot_highlighter_parent_class)->finalize (object);
}

static void
ingot_highlighter_class_init (IngotHighlighterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_highlighter_finalize;
}

static void
ingot_highlighter_init (IngotHighlighter *self)
{
  self->held = g_string_new (NULL);
  self->known = g_ptr_array_new_with_free_func ((GDestroyNotify) known_free);
}

/* What it needs is read from disk, so only once there is code to colour. */
static void
ensure_buffer (IngotHighlighter *self)
{
  if (self->buffer != NULL)
    return;
  self->buffer = gtk_source_buffer_new (NULL);
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (self->buffer), FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (self->buffer, FALSE);
  update_scheme (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_scheme), self,
                           G_CONNECT_SWAPPED);
}

/* How much of the buffer may stay, in whole lines. */
static gsize
count_common (IngotHighlighter *self, const char *wanted, gsize length)
{
  gsize n = MIN (self->held->len, length);
  gsize i = 0;

  while (i < n && self->held->str[i] == wanted[i])
    i++;
  if (i == length)
    return i;
  while (i > 0 && wanted[i - 1] != '\n')
    i--;
  return i;
}

static void
shorten (IngotHighlighter *self, gsize length)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter start, end;

  if (length >= self->held->len)
    return;
  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) g_utf8_strlen (self->held->str, (gssize) length));
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  g_string_truncate (self->held, length);
}

static gsize
find_step_end (const char *wanted, gsize start, gsize length)
{
  const char *newline;

  if (length - start <= STEP_BYTES)
    return length;
  newline = memchr (wanted + start + STEP_BYTES, '\n', length - start - STEP_BYTES);
  return newline != NULL ? (gsize) (newline + 1 - wanted) : length;
}

/* What is not in the buffer yet cannot be read by it in its own time, which it would take tens of milliseconds of. */
static void
append (IngotHighlighter *self, const char *text, gsize length)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  int offset = gtk_text_buffer_get_char_count (buffer);
  GtkTextIter start, end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text, (int) length);
  g_string_append_len (self->held, text, (gssize) length);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, offset);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_source_buffer_ensure_highlight (self->buffer, &start, &end);
}

static void
insert (PangoAttrList *colors, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (colors, attribute);
}

static void
insert_tag (PangoAttrList *colors, GtkTextTag *tag, gsize start, gsize end)
{
  g_autoptr(GdkRGBA) color = NULL;
  gboolean has_color, has_weight, has_style;
  int weight;
  PangoStyle style;

  g_object_get (tag, "foreground-set", &has_color, "foreground-rgba", &color, "weight-set", &has_weight, "weight",
                &weight, "style-set", &has_style, "style", &style, NULL);
  if (has_color && color != NULL)
    insert (colors, pango_attr_foreground_new ((guint16) (color->red * 65535), (guint16) (color->green * 65535),
                                               (guint16) (color->blue * 65535)), start, end);
  if (has_weight)
    insert (colors, pango_attr_weight_new (weight), start, end);
  if (has_style)
    insert (colors, pango_attr_style_new (style), start, end);
}

/* What the buffer found in @text, which begins @before characters after its start. */
static PangoAttrList *
read_colors (IngotHighlighter *self, const char *text, gsize length, int before)
{
  PangoAttrList *colors = pango_attr_list_new ();
  const char *at = text;
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (self->buffer), &iter, before);
  while (at < text + length)
    {
      int offset = gtk_text_iter_get_offset (&iter);
      g_autoptr(GSList) tags = gtk_text_iter_get_tags (&iter);
      const char *end = text + length;

      if (gtk_text_iter_forward_to_tag_toggle (&iter, NULL)
          && g_utf8_strlen (at, end - at) > gtk_text_iter_get_offset (&iter) - offset)
        end = g_utf8_offset_to_pointer (at, gtk_text_iter_get_offset (&iter) - offset);
      for (GSList *tag = tags; tag != NULL; tag = tag->next)
        insert_tag (colors, tag->data, at - text, end - text);
      at = end;
    }
  return colors;
}

/* The index of what is known of it, or -1. */
static int
find_known (IngotHighlighter *self, const IngotBlock *block)
{
  const char *id = ingot_code_language_get_id (block->language);
  const IngotRun *run = &block->runs[0];
  int best = -1;
  gsize longest = 0;

  for (guint i = 0; i < self->known->len; i++)
    {
      const Known *known = g_ptr_array_index (self->known, i);

      if (known->id != id || known->piece != block->piece || known->length > run->length
          || known->length <= longest || memcmp (known->text, run->text, known->length) != 0)
        continue;
      best = (int) i;
      longest = known->length;
    }
  return best;
}

static void
remember (IngotHighlighter *self, const IngotBlock *block, PangoAttrList *colors)
{
  Known *known = g_new0 (Known, 1);
  int old = find_known (self, block);

  known->id = ingot_code_language_get_id (block->language);
  known->piece = block->piece;
  known->length = block->runs[0].length;
  known->text = g_strndup (block->runs[0].text, known->length);
  known->colors = colors;
  if (old >= 0)
    g_ptr_array_remove_index (self->known, (guint) old);
  if (self->known->len >= MAX_KNOWN)
    g_ptr_array_remove_index (self->known, 0);
  g_ptr_array_add (self->known, known);
}

static void
set_language (IngotHighlighter *self, const char *id)
{
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();

  if (self->id == id)
    return;
  shorten (self, 0);
  gtk_source_buffer_set_language (self->buffer, gtk_source_language_manager_get_language (languages, id));
  self->id = id;
}

IngotHighlighter *
ingot_highlighter_get_default (void)
{
  static IngotHighlighter *highlighter;

  if (highlighter == NULL)
    highlighter = g_object_new (INGOT_TYPE_HIGHLIGHTER, NULL);
  return highlighter;
}

gboolean
ingot_highlighter_can_color (const IngotBlock *block)
{
  return block->kind == INGOT_BLOCK_CODE && block->runs[0].length > 0
         && ingot_code_language_get_id (block->language) != NULL;
}

PangoAttrList *
ingot_highlighter_recall (IngotHighlighter *self, const IngotBlock *block, gsize *length)
{
  Known *known;
  int i;

  g_return_val_if_fail (INGOT_IS_HIGHLIGHTER (self), NULL);

  *length = 0;
  if (!ingot_highlighter_can_color (block))
    return NULL;
  i = find_known (self, block);
  if (i < 0)
    return NULL;
  known = g_ptr_array_steal_index (self->known, (guint) i);
  g_ptr_array_add (self->known, known);
  *length = known->length;
  return known->colors;
}

gboolean
ingot_highlighter_work (IngotHighlighter *self, const IngotBlock *block, const char *before)
{
  const IngotRun *run = &block->runs[0];
  g_autofree char *wanted = NULL;
  gsize length, start, end;

  g_return_val_if_fail (INGOT_IS_HIGHLIGHTER (self), TRUE);
  g_return_val_if_fail (ingot_highlighter_can_color (block), TRUE);

  ensure_buffer (self);
  set_language (self, ingot_code_language_get_id (block->language));
  wanted = g_strconcat (before, run->text, NULL);
  length = strlen (wanted);
  start = count_common (self, wanted, length);
  if (start < length)
    {
      shorten (self, start);
      end = find_step_end (wanted, start, length);
      append (self, wanted + start, end - start);
      if (end < length)
        return FALSE;
    }
  remember (self, block, read_colors (self, run->text, run->length, (int) g_utf8_strlen (before, -1)));
  return TRUE;
}
