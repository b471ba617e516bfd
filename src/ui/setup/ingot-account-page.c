/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-account-page.h"
#include "ingot-outcome-row.h"
#include "ingot-sign-in-dialog.h"
#include "model/ingot-audience.h"

/* Tokens come and go by themselves; what is shown is in minutes. */
#define REFRESH_S 20

/* From here on minutes say nothing any more. */
#define LONG_S (3 * 3600)

struct _IngotAccountPage
{
  AdwNavigationPage parent_instance;

  IngotAccounts *accounts;
  IngotAccount *account;
  IngotJob *job; /* while it is signed out */
  guint refresh_id;
  IngotRolesJob *roles_job; /* or NULL */

  AdwBanner *problem_banner;
  GtkWidget *content;
  AdwActionRow *username;
  AdwActionRow *name;
  AdwActionRow *tenant;
  AdwActionRow *cloud;
  AdwActionRow *authority;
  AdwActionRow *client;
  GtkListBox *audiences;
  GtkWidget *no_audience;
  GtkListBox *roles;
  GtkLabel *no_role;
  GtkWidget *places;
  GtkListBox *outcomes;
  GtkWidget *sign_in;
  GtkButton *sign_out;
  GtkWidget *spinner;
};

static guint signed_out_signal;

G_DEFINE_FINAL_TYPE (IngotAccountPage, ingot_account_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
is_person (IngotAccountPage *self)
{
  return ingot_account_get_kind (self->account) == INGOT_ACCOUNT_PERSON;
}

static void
set_row (AdwActionRow *row, const char *text)
{
  gboolean there = text != NULL && *text != '\0';

  gtk_widget_set_visible (GTK_WIDGET (row), there);
  adw_action_row_set_subtitle (row, there ? text : "");
}

static void
show_account (IngotAccountPage *self)
{
  IngotCloud *cloud = ingot_account_get_cloud (self->account);
  const char *client = ingot_cloud_get_client_name (cloud);
  gboolean person = is_person (self);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), ingot_account_get_title (self->account));
  set_row (self->username, person ? ingot_account_get_username (self->account)
                                  : ingot_account_kind_get_title (ingot_account_get_kind (self->account)));
  set_row (self->name, ingot_account_get_name (self->account));
  set_row (self->tenant, ingot_account_get_tenant (self->account));
  set_row (self->cloud, ingot_cloud_get_title (cloud));
  set_row (self->authority, ingot_cloud_get_authority (cloud));
  /* A source of this computer's signs in as whatever it is itself. */
  set_row (self->client, !person ? NULL : client != NULL ? client : ingot_cloud_get_client_id (cloud));
  gtk_button_set_label (self->sign_out, person ? _("Sign _Out…") : _("_Remove…"));
  gtk_widget_set_visible (self->sign_in, person && ingot_account_get_signed_out (self->account));
}

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  return g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle, "use-markup", FALSE,
                       "title-lines", 0, "subtitle-lines", 0, "activatable", FALSE, NULL);
}

static GtkWidget *
make_audience_row (gpointer item, gpointer unused)
{
  IngotAudience *audience = item;
  gint64 left = ingot_audience_get_seconds_left (audience);
  const char *roles = ingot_audience_get_roles (audience);
  const char *permissions = ingot_audience_get_permissions (audience);
  const char *tenant = ingot_audience_get_tenant (audience);
  g_autoptr(GString) words = g_string_new (NULL);

  if (left > LONG_S)
    g_string_append_printf (words, _("Expires in %d h"), (int) MIN (left / 3600, G_MAXINT));
  else if (left > 0)
    g_string_append_printf (words, _("Expires in %d min"), (int) MIN ((left + 59) / 60, G_MAXINT));
  else
    g_string_append (words, _("Expired"));
  if (tenant != NULL)
    g_string_append_printf (words, "\n%s", tenant);
  if (roles != NULL)
    {
      g_string_append_c (words, '\n');
      g_string_append_printf (words, _("Roles: %s"), roles);
    }
  if (permissions != NULL)
    {
      g_string_append_c (words, '\n');
      g_string_append_printf (words, _("Permissions: %s"), permissions);
    }
  return new_row (ingot_audience_get_scope (audience), words->str);
}

static GtkWidget *
make_role_row (gpointer item, gpointer unused)
{
  return new_row (ingot_assigned_role_get_name (item), ingot_assigned_role_get_where (item));
}

/* (transfer full): what is to be said of the roles beside them, or NULL */
static char *
dup_words_of_roles (IngotAccountPage *self)
{
  const IngotFailure *failure;
  g_autofree char *headline = NULL;
  g_autofree char *advice = NULL;

  if (self->roles_job == NULL)
    return g_strdup (_("Not known: the cloud has no management address that could be asked."));
  if (!ingot_job_is_over (INGOT_JOB (self->roles_job)))
    return g_strdup (_("Asking…"));
  failure = ingot_job_get_failure (INGOT_JOB (self->roles_job));
  if (failure == NULL)
    return g_list_model_get_n_items (ingot_roles_job_get_roles (self->roles_job)) == 0
      ? g_strdup (_("The account has no role in any subscription that it sees.")) : NULL;
  headline = ingot_failure_dup_headline (failure);
  advice = ingot_failure_dup_advice (failure);
  return g_strdup_printf (_("Not known. %s. %s"), headline, advice);
}

static void
show_roles (IngotAccountPage *self)
{
  g_autofree char *words = dup_words_of_roles (self);
  gboolean any = self->roles_job != NULL
                 && g_list_model_get_n_items (ingot_roles_job_get_roles (self->roles_job)) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->roles), any);
  gtk_widget_set_visible (GTK_WIDGET (self->no_role), words != NULL);
  gtk_label_set_label (self->no_role, words != NULL ? words : "");
}

/* Once for each time that the page is opened: they change seldom. */
static void
ask_for_roles (IngotAccountPage *self)
{
  self->roles_job = ingot_accounts_list_roles (self->accounts, self->account);
  if (self->roles_job != NULL)
    {
      GListModel *roles = ingot_roles_job_get_roles (self->roles_job);

      gtk_list_box_bind_model (self->roles, roles, make_role_row, NULL, NULL);
      g_signal_connect_object (roles, "items-changed", G_CALLBACK (show_roles), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->roles_job, "notify::state", G_CALLBACK (show_roles), self, G_CONNECT_SWAPPED);
    }
  show_roles (self);
}

static void
drop_roles (IngotAccountPage *self)
{
  if (self->roles_job == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->roles_job, show_roles, self);
  if (!ingot_job_is_over (INGOT_JOB (self->roles_job)))
    ingot_job_cancel (INGOT_JOB (self->roles_job));
  g_clear_object (&self->roles_job);
}

static gboolean
refresh_cb (gpointer user_data)
{
  IngotAccountPage *self = user_data;
  g_autoptr(GListModel) audiences = ingot_accounts_dup_audiences (self->accounts, self->account);
  gboolean any = g_list_model_get_n_items (audiences) > 0;

  gtk_list_box_bind_model (self->audiences, audiences, make_audience_row, NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->audiences), any);
  gtk_widget_set_visible (self->no_audience, !any);
  return G_SOURCE_CONTINUE;
}

static void
ingot_account_page_map (GtkWidget *widget)
{
  IngotAccountPage *self = INGOT_ACCOUNT_PAGE (widget);

  g_autoptr(GListModel) outcomes = ingot_accounts_dup_outcomes (self->accounts, self->account);

  GTK_WIDGET_CLASS (ingot_account_page_parent_class)->map (widget);
  gtk_widget_set_visible (self->places, outcomes != NULL);
  ingot_outcome_row_fill (self->outcomes, outcomes);
  if (self->roles_job == NULL)
    ask_for_roles (self);
  refresh_cb (self);
  self->refresh_id = g_timeout_add_seconds (REFRESH_S, refresh_cb, self);
}

static void
ingot_account_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&INGOT_ACCOUNT_PAGE (widget)->refresh_id, g_source_remove);
  GTK_WIDGET_CLASS (ingot_account_page_parent_class)->unmap (widget);
}

static void
show_busy (IngotAccountPage *self)
{
  gtk_widget_set_visible (self->spinner, self->job != NULL);
  gtk_widget_set_sensitive (self->content, self->job == NULL);
}

static void
show_failure (IngotAccountPage *self, const IngotFailure *failure)
{
  g_autofree char *headline = ingot_failure_dup_headline (failure);
  g_autofree char *advice = ingot_failure_dup_advice (failure);
  g_autofree char *words = g_strdup_printf ("%s. %s", headline, advice);

  adw_banner_set_title (self->problem_banner, words);
  adw_banner_set_revealed (self->problem_banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
job_state_cb (IngotAccountPage *self)
{
  g_autoptr(IngotJob) job = NULL;

  if (self->job == NULL || !ingot_job_is_over (self->job))
    return;
  job = g_steal_pointer (&self->job);
  g_signal_handlers_disconnect_by_func (job, job_state_cb, self);
  show_busy (self);
  if (ingot_job_get_state (job) == INGOT_JOB_FAILED)
    show_failure (self, ingot_job_get_failure (job));
  else if (ingot_job_get_state (job) == INGOT_JOB_DONE)
    g_signal_emit (self, signed_out_signal, 0);
}

static void
sign_out (IngotAccountPage *self)
{
  adw_banner_set_revealed (self->problem_banner, FALSE);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  drop_roles (self);
  self->job = ingot_accounts_sign_out (self->accounts, self->account);
  g_signal_connect_object (self->job, "notify::state", G_CALLBACK (job_state_cb), self, G_CONNECT_SWAPPED);
  show_busy (self);
  job_state_cb (self);
}

static void
response_cb (IngotAccountPage *self, const char *response)
{
  if (g_str_equal (response, "sign-out") && self->job == NULL)
    sign_out (self);
}

/* Nobody signs out of a source: other programs go on using it. */
static void
sign_out_clicked_cb (IngotAccountPage *self)
{
  const char *title = ingot_account_get_title (self->account);
  g_autofree char *words = is_person (self)
    ? g_strdup_printf (_("The tokens of %s and the resources that are signed in to with it are removed from this "
                         "computer. Conversations stay."), title)
    : g_strdup_printf (_("Ingot no longer asks “%s” for tokens, and the resources that are signed in to with them are "
                         "removed from it. Conversations stay."), title);
  AdwDialog *dialog = adw_alert_dialog_new (is_person (self) ? _("Sign Out?") : _("Remove This Source?"), words);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_add_responses (alert, "cancel", _("_Cancel"), "sign-out",
                                  is_person (self) ? _("Sign _Out") : _("_Remove"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "sign-out", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
sign_in_clicked_cb (IngotAccountPage *self)
{
  adw_dialog_present (ingot_sign_in_dialog_new (self->accounts, self->account), GTK_WIDGET (self));
}

static void
ingot_account_page_dispose (GObject *object)
{
  IngotAccountPage *self = INGOT_ACCOUNT_PAGE (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  drop_roles (self);
  g_clear_object (&self->job);
  g_clear_object (&self->account);
  g_clear_object (&self->accounts);
  G_OBJECT_CLASS (ingot_account_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, problem_banner);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, content);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, username);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, name);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, tenant);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, cloud);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, authority);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, client);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, audiences);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, no_audience);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, roles);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, no_role);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, places);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, outcomes);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, sign_in);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, sign_out);
  gtk_widget_class_bind_template_child (widget_class, IngotAccountPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, sign_out_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_clicked_cb);
}

static void
ingot_account_page_class_init (IngotAccountPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ingot_account_page_dispose;
  GTK_WIDGET_CLASS (klass)->map = ingot_account_page_map;
  GTK_WIDGET_CLASS (klass)->unmap = ingot_account_page_unmap;
  signed_out_signal = g_signal_new ("signed-out", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
ingot_account_page_init (IngotAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
ingot_account_page_new (IngotAccounts *accounts, IngotAccount *account)
{
  IngotAccountPage *self = g_object_new (INGOT_TYPE_ACCOUNT_PAGE, NULL);

  self->accounts = g_object_ref (accounts);
  self->account = g_object_ref (account);
  g_signal_connect_object (account, "notify", G_CALLBACK (show_account), self, G_CONNECT_SWAPPED);
  show_account (self);
  return ADW_NAVIGATION_PAGE (self);
}
