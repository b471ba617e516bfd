/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-chat"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ingot-facts-dialog.h"
#include "ingot-filter-grid.h"
#include "widgets/ingot-words.h"

/* A group is only shown once something is in it. */
static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page, const char *title)
{
  GtkWidget *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title, "visible", FALSE, NULL);

  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  return ADW_PREFERENCES_GROUP (group);
}

/* Takes @value. What comes from a service is shown as it is, never as markup. */
static AdwActionRow *
add_row (AdwPreferencesGroup *group, const char *title, char *value)
{
  GtkWidget *row;

  if (value == NULL)
    return NULL;
  row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", value, "use-markup", FALSE,
                      "subtitle-selectable", TRUE, "css-classes", (const char *[]) { "property", NULL }, NULL);
  adw_preferences_group_add (group, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
  g_free (value);
  return ADW_ACTION_ROW (row);
}

static char *
dup_count (gint64 count)
{
  return count >= 0 ? g_strdup_printf ("%'" G_GINT64_FORMAT, count) : NULL;
}

static char *
dup_seconds (gint64 us)
{
  return us >= 0 ? g_strdup_printf (_("%.2f s"), us / (double) G_USEC_PER_SEC) : NULL;
}

static char *
dup_headroom (gint64 remaining, gint64 limit)
{
  if (remaining < 0)
    return NULL;
  if (limit < 0)
    return g_strdup_printf (_("%'d left"), (int) remaining);
  return g_strdup_printf (_("%'d of %'d a minute left"), (int) remaining, (int) limit);
}

static char *
dup_finish (const char *reason)
{
  if (g_strcmp0 (reason, "stop") == 0)
    return g_strdup (_("Complete (stop)"));
  if (g_strcmp0 (reason, "length") == 0)
    return g_strdup (_("Cut off at the token limit (length)"));
  if (g_strcmp0 (reason, "content_filter") == 0)
    return g_strdup (_("Stopped by the content filter (content_filter)"));
  return g_strdup (reason);
}

static void
copy_cb (AdwActionRow *row)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (row)), adw_action_row_get_subtitle (row));
}

static void
add_request_id (AdwPreferencesGroup *group, const char *id)
{
  AdwActionRow *row = add_row (group, _("Request Id"), g_strdup (id));
  GtkWidget *button;

  if (row == NULL)
    return;
  button = g_object_new (GTK_TYPE_BUTTON, "icon-name", "edit-copy-symbolic", "valign", GTK_ALIGN_CENTER,
                         "tooltip-text", _("Copy Request Id"), "css-classes", (const char *[]) { "flat", NULL }, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Copy Request Id"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_cb), row, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (row, button);
}

/* "max_tokens:max_completion_tokens temperature", see IngotFacts. */
static void
add_adjusted (AdwPreferencesGroup *group, const char *adjusted)
{
  g_auto(GStrv) names = g_strsplit (adjusted != NULL ? adjusted : "", " ", -1);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      char *replacement = strchr (names[i], ':');

      if (*names[i] == '\0')
        continue;
      if (replacement != NULL)
        *replacement++ = '\0';
      add_row (group, names[i], replacement != NULL ? g_strdup_printf (_("Sent as %s"), replacement)
                                                    : g_strdup (_("Left out: this deployment does not take it")));
    }
}

static void
add_filter (AdwPreferencesGroup *group, const IngotFilter *filter)
{
  GtkWidget *grid;

  if (filter == NULL)
    return;
  grid = ingot_filter_grid_new (filter);
  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "filter-card");
  adw_preferences_group_add (group, grid);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
}

static void
fill (AdwPreferencesPage *page, IngotTurn *turn)
{
  const IngotFacts *facts = ingot_turn_get_facts (turn);
  AdwPreferencesGroup *group = add_group (page, NULL);

  add_row (group, _("Deployment"), g_strdup (ingot_turn_get_deployment_name (turn)));
  add_row (group, _("Resource"), g_strdup (ingot_turn_get_resource_name (turn)));
  add_row (group, _("Model"), g_strdup (facts->model));
  add_row (group, _("End of the Reply"), dup_finish (facts->finish_reason));
  add_row (group, _("Region"), g_strdup (facts->region));
  add_row (group, _("Attempts"), dup_count (facts->attempts));
  add_request_id (group, facts->request_id);

  group = add_group (page, _("Tokens"));
  add_row (group, _("In"), dup_count (facts->prompt_tokens));
  add_row (group, _("In, Cached"), dup_count (facts->cached_tokens));
  add_row (group, _("Out"), dup_count (facts->completion_tokens));
  add_row (group, _("Out, Reasoning"), dup_count (facts->reasoning_tokens));

  group = add_group (page, _("Time"));
  add_row (group, _("To the First Token"), dup_seconds (facts->first_token_us));
  add_row (group, _("Thinking"), dup_seconds (facts->thinking_us));
  add_row (group, _("Total"), dup_seconds (facts->total_us));
  add_row (group, _("Speed"), ingot_words_dup_speed (ingot_facts_get_speed (facts)));

  group = add_group (page, _("Headroom"));
  add_row (group, _("Requests"), dup_headroom (facts->remaining_requests, facts->limit_requests));
  add_row (group, _("Tokens"), dup_headroom (facts->remaining_tokens, facts->limit_tokens));

  add_adjusted (add_group (page, _("Parameters Sent Otherwise")), facts->adjusted);
  add_filter (add_group (page, _("Content Filter: Prompt")), facts->prompt_filter);
  add_filter (add_group (page, _("Content Filter: Reply")), facts->reply_filter);
}

AdwDialog *
ingot_facts_dialog_new (IngotTurn *turn)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  AdwDialog *dialog = adw_dialog_new ();

  fill (ADW_PREFERENCES_PAGE (page), turn);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _("About This Reply"));
  adw_dialog_set_content_width (dialog, 420);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
