/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-outcome-row.h"

struct _IngotOutcomeRow
{
  AdwActionRow parent_instance;

  IngotSourceOutcome *outcome;
  GtkImage *icon;
  GtkLabel *word;
};

G_DEFINE_FINAL_TYPE (IngotOutcomeRow, ingot_outcome_row, ADW_TYPE_ACTION_ROW)

static const struct
{
  const char *icon;
  const char *word;
  const char *style; /* a class of libadwaita's, or NULL */
} looks[] = {
  [INGOT_SOURCE_UNTRIED] = { "content-loading-symbolic", N_("Not tried"), NULL },
  [INGOT_SOURCE_USED] = { "object-select-symbolic", N_("In use"), "success" },
  [INGOT_SOURCE_MISSING] = { "action-unavailable-symbolic", N_("Not there"), NULL },
  [INGOT_SOURCE_FAILED] = { "dialog-warning-symbolic", N_("Failed"), "warning" },
};

static void
update (IngotOutcomeRow *self)
{
  IngotSourceState state = ingot_source_outcome_get_state (self->outcome);
  const char *text = ingot_source_outcome_get_text (self->outcome);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text != NULL ? text : "");
  gtk_image_set_from_icon_name (self->icon, looks[state].icon);
  gtk_label_set_label (self->word, _(looks[state].word));
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    if (looks[i].style != NULL)
      gtk_widget_remove_css_class (GTK_WIDGET (self->icon), looks[i].style);
  if (looks[state].style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), looks[state].style);
}

static void
ingot_outcome_row_dispose (GObject *object)
{
  g_clear_object (&INGOT_OUTCOME_ROW (object)->outcome);
  G_OBJECT_CLASS (ingot_outcome_row_parent_class)->dispose (object);
}

static void
ingot_outcome_row_class_init (IngotOutcomeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ingot_outcome_row_dispose;
}

static void
ingot_outcome_row_init (IngotOutcomeRow *self)
{
  g_object_set (self, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0, "subtitle-selectable", TRUE,
                "activatable", FALSE, NULL);
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->word = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->word), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->word), "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->word));
}

GtkWidget *
ingot_outcome_row_new (IngotSourceOutcome *outcome)
{
  IngotOutcomeRow *self = g_object_new (INGOT_TYPE_OUTCOME_ROW, NULL);

  self->outcome = g_object_ref (outcome);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), ingot_source_outcome_get_title (outcome));
  g_signal_connect_object (outcome, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

static GtkWidget *
make_row (gpointer outcome, gpointer unused)
{
  return ingot_outcome_row_new (outcome);
}

void
ingot_outcome_row_fill (GtkListBox *list, GListModel *outcomes)
{
  gtk_list_box_bind_model (list, outcomes, outcomes != NULL ? make_row : NULL, NULL, NULL);
}
