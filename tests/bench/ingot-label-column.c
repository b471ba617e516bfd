/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-bench"
#include "config.h"

#include <string.h>

#include "ingot-label-column.h"

#define PUBLISH_MS 50

struct _IngotLabelColumn
{
  AdwBin parent_instance;

  GtkBox *box;
  GtkAdjustment *adjustment;
  IngotTurn *growing; /* (nullable): the last turn, while it is being written */
  GtkLabel *last;     /* shows the growing turn from @shown on */
  gsize shown;
  guint publish;
};

G_DEFINE_FINAL_TYPE (IngotLabelColumn, ingot_label_column, ADW_TYPE_BIN)

static GtkLabel *
add_label (IngotLabelColumn *self, const char *text, gsize length)
{
  g_autofree char *shown = g_strndup (text, length);
  GtkWidget *label = gtk_label_new (shown);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (self->box, label);
  return GTK_LABEL (label);
}

/* The paragraphs that @text has whole. Returns: what comes after them */
static const char *
add_whole_paragraphs (IngotLabelColumn *self, const char *text)
{
  const char *end;

  while ((end = strstr (text, "\n\n")) != NULL)
    {
      add_label (self, text, (gsize) (end - text));
      text = end + 2;
    }
  return text;
}

static void
publish_cb (gpointer user_data)
{
  IngotLabelColumn *self = user_data;
  const char *text = ingot_turn_get_text (self->growing);
  const char *rest = text + self->shown;
  const char *end = strstr (rest, "\n\n");

  self->publish = 0;
  if (end != NULL)
    {
      g_autofree char *whole = g_strndup (rest, (gsize) (end - rest));

      gtk_label_set_text (self->last, whole);
      rest = add_whole_paragraphs (self, end + 2);
      self->shown = (gsize) (rest - text);
      self->last = add_label (self, rest, strlen (rest));
    }
  else
    gtk_label_set_text (self->last, rest);
}

static void
text_changed_cb (IngotLabelColumn *self)
{
  if (self->publish == 0)
    self->publish = g_timeout_add_once (PUBLISH_MS, publish_cb, self);
}

static void
follow_end_cb (IngotLabelColumn *self)
{
  gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_upper (self->adjustment));
}

static void
add_turn (IngotLabelColumn *self, IngotTurn *turn)
{
  const char *text = ingot_turn_get_text (turn);
  const char *rest = add_whole_paragraphs (self, text);

  self->last = add_label (self, rest, strlen (rest));
  if (ingot_turn_get_state (turn) != INGOT_TURN_WRITING)
    return;
  self->growing = turn;
  self->shown = (gsize) (rest - text);
  g_signal_connect_object (turn, "notify::text", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
ingot_label_column_dispose (GObject *object)
{
  IngotLabelColumn *self = INGOT_LABEL_COLUMN (object);

  g_clear_handle_id (&self->publish, g_source_remove);
  G_OBJECT_CLASS (ingot_label_column_parent_class)->dispose (object);
}

static void
ingot_label_column_class_init (IngotLabelColumnClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ingot_label_column_dispose;
}

static void
ingot_label_column_init (IngotLabelColumn *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->box));
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  g_signal_connect_object (self->adjustment, "notify::upper", G_CALLBACK (follow_end_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
ingot_label_column_new (IngotConversation *conversation)
{
  IngotLabelColumn *self = g_object_new (INGOT_TYPE_LABEL_COLUMN, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (conversation)); i++)
    {
      g_autoptr(IngotTurn) turn = g_list_model_get_item (G_LIST_MODEL (conversation), i);

      add_turn (self, turn);
    }
  return GTK_WIDGET (self);
}
