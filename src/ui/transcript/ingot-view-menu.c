/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-view-input.h"

/* A reply that was gone on with is several turns of the model. */
static IngotTurn *
get_model_turn (IngotTranscriptView *self, const IngotPosition *position)
{
  IngotShownTurn *shown = position->turn < self->turns->len ? self->turns->pdata[position->turn] : NULL;
  gsize offset;

  if (shown == NULL)
    return NULL;
  if (shown->turns->len == 1 || position->part != INGOT_PART_TEXT)
    return ingot_shown_turn_get_first (shown);
  offset = ingot_markdown_get_source_offset (ingot_shown_turn_get_text (shown, INGOT_PART_TEXT), &position->place);
  for (guint i = 0; i + 1 < shown->turns->len; i++)
    {
      gsize length = ingot_turn_get_text_length (shown->turns->pdata[i]);

      if (offset < length)
        return shown->turns->pdata[i];
      offset -= length;
    }
  return ingot_shown_turn_get_last (shown);
}

static void
append_item (GMenu *menu, const char *label, const char *action, IngotTurn *turn)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", ingot_turn_get_id (turn));
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static void
append_turn (GMenu *menu, IngotTurn *turn)
{
  if (ingot_turn_get_role (turn) == INGOT_ROLE_USER)
    {
      append_item (menu, _("_Edit Message…"), "chat.edit", turn);
      append_item (menu, _("Copy _Message"), "chat.copy", turn);
      append_item (menu, _("_Delete Message"), "chat.delete", turn);
      return;
    }
  append_item (menu, _("Copy _Reply as Markdown"), "chat.copy", turn);
  append_item (menu, _("_Delete Reply"), "chat.delete", turn);
}

static GMenu *
build_menu (IngotTranscriptView *self, IngotTurn *turn)
{
  g_autoptr(GMenu) link = g_menu_new ();
  g_autoptr(GMenu) own = g_menu_new ();
  g_autoptr(GMenu) selection = g_menu_new ();
  GMenu *menu = g_menu_new ();
  IngotPosition first, last;

  if (self->input->menu_link != NULL)
    {
      g_menu_append (link, _("_Open Link"), "link.open");
      g_menu_append (link, _("Copy _Link Address"), "link.copy");
    }
  if (turn != NULL)
    append_turn (own, turn);
  if (ingot_transcript_view_get_selection (self, &first, &last))
    {
      g_menu_append (selection, _("_Copy"), "clipboard.copy");
      g_menu_append (selection, _("Copy as Mar_kdown"), "transcript.copy-markdown");
    }
  g_menu_append (selection, _("Select _All"), "selection.select-all");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (link));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (selection));
  return menu;
}

static void
pop_up (IngotTranscriptView *self, const IngotPosition *position, const IngotStop *stop, const GdkRectangle *place)
{
  IngotViewInput *input = self->input;
  const IngotSpan *link = stop->kind == INGOT_STOP_LINK ? ingot_transcript_view_get_link (self, &stop->position)
                                                        : NULL;
  g_autoptr(GMenu) menu = NULL;

  g_free (input->menu_link);
  input->menu_link = g_strdup (link != NULL ? link->target : NULL);
  menu = build_menu (self, position != NULL ? get_model_turn (self, position) : NULL);
  if (input->menu == NULL)
    {
      input->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_popover_set_has_arrow (GTK_POPOVER (input->menu), FALSE);
      gtk_widget_set_halign (input->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (input->menu, GTK_WIDGET (self));
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (input->menu), G_MENU_MODEL (menu));
  gtk_popover_set_pointing_to (GTK_POPOVER (input->menu), place);
  gtk_popover_popup (GTK_POPOVER (input->menu));
}

void
ingot_transcript_view_pop_up_at (IngotTranscriptView *self, double x, double y)
{
  IngotPosition position;
  IngotStop stop;
  gboolean has_position = ingot_transcript_view_get_position_at (self, x, y, &position);

  if (!ingot_transcript_view_get_stop_at (self, x, y, &stop))
    stop.kind = INGOT_STOP_NONE;
  pop_up (self, has_position ? &position : NULL, &stop, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

void
ingot_transcript_view_pop_up_at_caret (IngotTranscriptView *self)
{
  GdkRectangle place = { 0, 0, 1, 1 };
  IngotStop stop = self->input->stop;
  gboolean has_caret = ingot_transcript_view_ensure_caret (self);

  if (has_caret && stop.kind == INGOT_STOP_NONE && ingot_transcript_view_get_link (self, &self->caret) != NULL)
    stop = (IngotStop) { .kind = INGOT_STOP_LINK, .position = self->caret };
  if (stop.kind == INGOT_STOP_LINK
      && !ingot_target_is_safe (ingot_transcript_view_get_link (self, &stop.position)->target))
    stop.kind = INGOT_STOP_NONE;
  if (has_caret)
    {
      ingot_transcript_view_scroll_to (self, &self->caret);
      ingot_transcript_view_get_rectangle (self, &self->caret, &place);
    }
  /* What points out of the window is not shown. */
  place.y = CLAMP (place.y, 0, MAX (0, gtk_widget_get_height (GTK_WIDGET (self)) - place.height));
  pop_up (self, has_caret ? &self->caret : NULL, &stop, &place);
}

static void
copy_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ingot_transcript_view_copy_clipboard (INGOT_TRANSCRIPT_VIEW (widget));
}

static void
copy_markdown_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ingot_transcript_view_copy_markdown (INGOT_TRANSCRIPT_VIEW (widget));
}

static void
select_all_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (widget);

  ingot_transcript_view_clear_stop (self);
  ingot_transcript_view_select_all (self);
  ingot_transcript_view_update_primary (self);
}

static void
open_link_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (widget);

  ingot_transcript_view_open_link (self, self->input->menu_link);
}

static void
copy_link_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotTranscriptView *self = INGOT_TRANSCRIPT_VIEW (widget);

  if (self->input->menu_link != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->input->menu_link);
}

void
ingot_transcript_view_menu_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "clipboard.copy", NULL, copy_activated);
  gtk_widget_class_install_action (widget_class, "transcript.copy-markdown", NULL, copy_markdown_activated);
  gtk_widget_class_install_action (widget_class, "selection.select-all", NULL, select_all_activated);
  gtk_widget_class_install_action (widget_class, "link.open", NULL, open_link_activated);
  gtk_widget_class_install_action (widget_class, "link.copy", NULL, copy_link_activated);
}
