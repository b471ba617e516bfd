/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-copy-provider.h"
#include "ingot-view-input.h"

#define ICON_LETTERS 40 /* what is shown under the pointer of what is dragged */

static IngotTranscriptCopy *
copy_selection (IngotTranscriptView *self)
{
  IngotPosition first, last;

  if (!ingot_transcript_view_get_selection (self, &first, &last))
    return NULL;
  return ingot_transcript_copy_new (self, &first, &last);
}

static GdkContentProvider *
create_provider (IngotTranscriptView *self)
{
  IngotTranscriptCopy *copy = copy_selection (self);

  return copy != NULL ? ingot_copy_provider_new (copy) : NULL;
}

void
ingot_transcript_view_copy_clipboard (IngotTranscriptView *self)
{
  g_autoptr(GdkContentProvider) provider = create_provider (self);

  if (provider != NULL)
    gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), provider);
}

/* As plain text, for whoever pastes it where only that can be pasted. */
void
ingot_transcript_view_copy_markdown (IngotTranscriptView *self)
{
  g_autofree char *markdown = ingot_transcript_view_dup_selection (self, INGOT_COPY_MARKDOWN);

  if (markdown != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), markdown);
}

void
ingot_transcript_view_update_primary (IngotTranscriptView *self)
{
  g_autoptr(GdkContentProvider) provider = create_provider (self);

  if (provider != NULL)
    gdk_clipboard_set_content (gtk_widget_get_primary_clipboard (GTK_WIDGET (self)), provider);
}

static void
set_icon (IngotTranscriptView *self, GdkDrag *drag)
{
  const IngotRun *run;
  IngotPosition first, last;
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (!ingot_transcript_view_get_selection (self, &first, &last))
    return;
  run = ingot_transcript_view_get_run (self, &first, NULL);
  if (run == NULL || first.place.offset >= run->length)
    return;
  text = g_utf8_substring (run->text + first.place.offset, 0,
                           MIN (ICON_LETTERS, g_utf8_strlen (run->text + first.place.offset, -1)));
  g_strdelimit (text, "\n", ' ');
  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "dnd");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
}

void
ingot_transcript_view_begin_drag (IngotTranscriptView *self, GdkDevice *device, double x, double y)
{
  g_autoptr(GdkContentProvider) provider = create_provider (self);
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  g_autoptr(GdkDrag) drag = NULL;
  graphene_point_t point;

  if (provider == NULL || native == NULL || device == NULL
      || !gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (native), &GRAPHENE_POINT_INIT ((float) x, (float) y),
                                    &point))
    return;
  drag = gdk_drag_begin (gtk_native_get_surface (native), device, provider, GDK_ACTION_COPY, point.x, point.y);
  if (drag != NULL)
    set_icon (self, drag);
}

char *
ingot_transcript_view_dup_selection (IngotTranscriptView *self, IngotCopyFormat format)
{
  g_autoptr(IngotTranscriptCopy) copy = copy_selection (self);

  return copy != NULL ? ingot_transcript_copy_dup (copy, format) : NULL;
}

char *
ingot_transcript_view_dup_all (IngotTranscriptView *self, IngotCopyFormat format)
{
  g_autoptr(IngotTranscriptCopy) copy = ingot_transcript_copy_new_all (self);

  return ingot_transcript_copy_dup (copy, format);
}
