/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-outcome-row.h"
#include "ingot-sources-view.h"

/* All of them, the whole chain first, then as it asks them. */
static const struct
{
  IngotAccountKind kind;
  const char *words;
} sources[] = {
  { INGOT_ACCOUNT_FIRST_FOUND,
    N_("The first of those below that is there, in their order, as DefaultAzureCredential does") },
  { INGOT_ACCOUNT_ENVIRONMENT,
    N_("AZURE_TENANT_ID and AZURE_CLIENT_ID with AZURE_CLIENT_SECRET or AZURE_FEDERATED_TOKEN_FILE, as Ingot was "
       "started with") },
  { INGOT_ACCOUNT_MANAGED_IDENTITY, N_("Of the virtual machine or container that Ingot runs on") },
  { INGOT_ACCOUNT_AZURE_CLI, N_("Whoever is signed in with “az login”") },
};

struct _IngotSourcesView
{
  AdwBin parent_instance;

  IngotJob *job;
  GSignalGroup *job_signals;
  AdwActionRow *rows[G_N_ELEMENTS (sources)];
  GtkWidget *buttons[G_N_ELEMENTS (sources)];

  AdwPreferencesGroup *group;
  GtkWidget *spinner;
  AdwPreferencesGroup *tried;
  GtkListBox *outcomes;
};

enum
{
  USE,
  CHANGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IngotSourcesView, ingot_sources_view, ADW_TYPE_BIN)

static void
show_failure (IngotSourcesView *self, const IngotFailure *failure)
{
  g_autofree char *headline = ingot_failure_dup_headline (failure);
  g_autofree char *advice = ingot_failure_dup_advice (failure);
  g_autofree char *words = g_strdup_printf ("%s. %s", headline, advice);

  adw_preferences_group_set_title (self->tried, headline);
  adw_preferences_group_set_description (self->tried, advice);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
update (IngotSourcesView *self)
{
  gboolean busy = self->job != NULL && !ingot_job_is_over (self->job);

  gtk_widget_set_sensitive (GTK_WIDGET (self->group), !busy);
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->tried), self->job != NULL);
  if (busy)
    {
      adw_preferences_group_set_title (self->tried, _("Asking for a token"));
      adw_preferences_group_set_description (self->tried, NULL);
    }
  else if (self->job != NULL && ingot_job_get_failure (self->job) != NULL)
    show_failure (self, ingot_job_get_failure (self->job));
}

static void
use_clicked_cb (IngotSourcesView *self, GtkWidget *button)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (self->buttons[i] == button)
      g_signal_emit (self, signals[USE], 0, sources[i].kind);
}

static void
change_clicked_cb (IngotSourcesView *self)
{
  g_signal_emit (self, signals[CHANGE], 0);
}

static void
add_row (IngotSourcesView *self, gsize i)
{
  const char *title = ingot_account_kind_get_title (sources[i].kind);
  /* Translators: %s is a source of tokens, such as "Azure CLI". */
  g_autofree char *label = g_strdup_printf (_("Use %s"), title);

  self->buttons[i] = g_object_new (GTK_TYPE_BUTTON, "label", _("Use"), "valign", GTK_ALIGN_CENTER, NULL);
  g_signal_connect_object (self->buttons[i], "clicked", G_CALLBACK (use_clicked_cb), self, G_CONNECT_SWAPPED);
  self->rows[i] = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", _(sources[i].words), "use-markup",
                                FALSE, "subtitle-lines", 0, "activatable-widget", self->buttons[i], NULL);
  adw_action_row_add_suffix (self->rows[i], self->buttons[i]);
  /* The row has called it by its own title, without what pressing it does. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->buttons[i]), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->rows[i]));
}

static void
ingot_sources_view_dispose (GObject *object)
{
  IngotSourcesView *self = INGOT_SOURCES_VIEW (object);

  g_clear_object (&self->job_signals);
  g_clear_object (&self->job);
  G_OBJECT_CLASS (ingot_sources_view_parent_class)->dispose (object);
}

static void
ingot_sources_view_class_init (IngotSourcesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ingot_sources_view_dispose;
  signals[USE] = g_signal_new ("use", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                               1, G_TYPE_INT);
  signals[CHANGE] = g_signal_new ("change", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-sources-view.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotSourcesView, group);
  gtk_widget_class_bind_template_child (widget_class, IngotSourcesView, spinner);
  gtk_widget_class_bind_template_child (widget_class, IngotSourcesView, tried);
  gtk_widget_class_bind_template_child (widget_class, IngotSourcesView, outcomes);
  gtk_widget_class_bind_template_callback (widget_class, change_clicked_cb);
}

static void
ingot_sources_view_init (IngotSourcesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    add_row (self, i);
  self->job_signals = g_signal_group_new (INGOT_TYPE_JOB);
  g_signal_group_connect_swapped (self->job_signals, "notify::state", G_CALLBACK (update), self);
  update (self);
}

GtkWidget *
ingot_sources_view_new (void)
{
  return g_object_new (INGOT_TYPE_SOURCES_VIEW, NULL);
}

void
ingot_sources_view_set_obstacle (IngotSourcesView *self, IngotAccountKind kind, const char *obstacle)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (sources[i].kind == kind)
      {
        adw_action_row_set_subtitle (self->rows[i], obstacle != NULL ? obstacle : _(sources[i].words));
        /* The command in it is there to be copied. */
        adw_action_row_set_subtitle_selectable (self->rows[i], obstacle != NULL);
        gtk_widget_set_sensitive (self->buttons[i], obstacle == NULL);
      }
}

void
ingot_sources_view_follow (IngotSourcesView *self, IngotJob *job, GListModel *outcomes)
{
  g_set_object (&self->job, job);
  ingot_outcome_row_fill (self->outcomes, outcomes);
  g_signal_group_set_target (self->job_signals, job);
  update (self);
}
