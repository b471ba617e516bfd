/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include "ingot-cloud-form.h"
#include "ingot-sign-in-dialog.h"
#include "ingot-sign-in-view.h"
#include "ingot-sources-view.h"

struct _IngotSignInDialog
{
  AdwDialog parent_instance;

  IngotAccounts *accounts;
  IngotAccount *account; /* who signs in again, or NULL */
  IngotJob *job;    /* an IngotSignInJob, or one that adds a source */
  GSignalGroup *job_signals;

  AdwBanner *problem_banner;
  GtkStack *stack;
  GtkWidget *form_page;
  IngotCloudForm *form;
  GtkWidget *view_page;
  IngotSignInView *view;
  GtkWidget *sources_page;
  IngotSourcesView *sources;
};

static guint signed_in_signal;

G_DEFINE_FINAL_TYPE (IngotSignInDialog, ingot_sign_in_dialog, ADW_TYPE_DIALOG)

static void
drop_job (IngotSignInDialog *self)
{
  g_autoptr(IngotJob) job = g_steal_pointer (&self->job);

  if (self->job_signals != NULL)
    g_signal_group_set_target (self->job_signals, NULL);
  if (job != NULL && !ingot_job_is_over (job))
    ingot_job_cancel (job);
}

static IngotAccount *
get_account (IngotSignInDialog *self)
{
  if (INGOT_IS_SIGN_IN_JOB (self->job))
    return ingot_sign_in_job_get_account (INGOT_SIGN_IN_JOB (self->job));
  return ingot_accounts_get_added (self->accounts, self->job);
}

static void
job_state_cb (IngotSignInDialog *self)
{
  g_autoptr(IngotAccount) account = NULL;

  if (self->job == NULL || ingot_job_get_state (self->job) != INGOT_JOB_DONE)
    return;
  g_set_object (&account, get_account (self));
  drop_job (self);
  adw_dialog_force_close (ADW_DIALOG (self));
  if (account != NULL)
    g_signal_emit (self, signed_in_signal, 0, account);
}

static void
follow (IngotSignInDialog *self, IngotSignInJob *job, IngotCloud *cloud, const char *whose)
{
  self->job = INGOT_JOB (job);
  g_signal_group_set_target (self->job_signals, job);
  ingot_sign_in_view_show (self->view, job, cloud, whose, self->account == NULL);
  gtk_stack_set_visible_child (self->stack, self->view_page);
  job_state_cb (self);
}

static void
begin_again (IngotSignInDialog *self, IngotSignInWay way, IngotKeepKey keep)
{
  const char *username = ingot_account_get_username (self->account);

  follow (self, ingot_accounts_sign_in_again (self->accounts, self->account, way, keep),
          ingot_account_get_cloud (self->account), username);
}

/* (nullable): NULL with the reason in the banner */
static IngotCloud *
dup_cloud (IngotSignInDialog *self)
{
  g_autoptr(GError) error = NULL;
  IngotCloud *cloud = ingot_cloud_form_dup_cloud (self->form, &error);

  adw_banner_set_revealed (self->problem_banner, error != NULL);
  if (error != NULL)
    {
      adw_banner_set_title (self->problem_banner, error->message);
      gtk_accessible_announce (GTK_ACCESSIBLE (self), error->message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
    }
  return cloud;
}

static void
begin (IngotSignInDialog *self, IngotSignInWay way, IngotKeepKey keep)
{
  g_autoptr(IngotCloud) cloud = NULL;
  g_autofree char *tenant = NULL;

  drop_job (self);
  if (self->account != NULL)
    {
      begin_again (self, way, keep);
      return;
    }
  cloud = dup_cloud (self);
  if (cloud == NULL)
    return;
  tenant = ingot_cloud_form_dup_tenant (self->form);
  follow (self, ingot_accounts_sign_in (self->accounts, cloud, tenant, way, keep), cloud,
          *tenant != '\0' ? tenant : NULL);
}

static void
code_clicked_cb (IngotSignInDialog *self)
{
  begin (self, INGOT_SIGN_IN_WAY_CODE, INGOT_KEEP_IN_KEYRING);
}

static void
browser_clicked_cb (IngotSignInDialog *self)
{
  begin (self, INGOT_SIGN_IN_WAY_BROWSER, INGOT_KEEP_IN_KEYRING);
}

static void
again_cb (IngotSignInDialog *self, int way)
{
  begin (self, (IngotSignInWay) way, INGOT_KEEP_IN_KEYRING);
}

static void
keep_until_quit_cb (IngotSignInDialog *self)
{
  begin (self, ingot_sign_in_job_get_way (INGOT_SIGN_IN_JOB (self->job)), INGOT_KEEP_UNTIL_QUIT);
}

/* For the cloud that is in the form. */
static void
other_ways_clicked_cb (IngotSignInDialog *self)
{
  g_autoptr(IngotCloud) cloud = dup_cloud (self);

  if (cloud != NULL)
    gtk_stack_set_visible_child (self->stack, self->sources_page);
}

static void
use_cb (IngotSignInDialog *self, int kind)
{
  g_autoptr(IngotCloud) cloud = dup_cloud (self);
  g_autoptr(GListModel) outcomes = NULL;

  if (cloud == NULL)
    return;
  drop_job (self);
  self->job = ingot_accounts_add_source (self->accounts, (IngotAccountKind) kind, cloud);
  outcomes = ingot_accounts_dup_outcomes_of (self->accounts, self->job);
  ingot_sources_view_follow (self->sources, self->job, outcomes);
  g_signal_group_set_target (self->job_signals, self->job);
  job_state_cb (self);
}

static void
change_cb (IngotSignInDialog *self)
{
  drop_job (self);
  ingot_sources_view_follow (self->sources, NULL, NULL);
  gtk_stack_set_visible_child (self->stack, self->form_page);
}

static void
cancel_clicked_cb (IngotSignInDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
ingot_sign_in_dialog_closed (AdwDialog *dialog)
{
  drop_job (INGOT_SIGN_IN_DIALOG (dialog));
}

static void
ingot_sign_in_dialog_dispose (GObject *object)
{
  IngotSignInDialog *self = INGOT_SIGN_IN_DIALOG (object);

  drop_job (self);
  g_clear_object (&self->job_signals);
  g_clear_object (&self->account);
  g_clear_object (&self->accounts);
  G_OBJECT_CLASS (ingot_sign_in_dialog_parent_class)->dispose (object);
}

static void
ingot_sign_in_dialog_class_init (IngotSignInDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ingot_sign_in_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = ingot_sign_in_dialog_closed;
  signed_in_signal = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, INGOT_TYPE_ACCOUNT);

  g_type_ensure (INGOT_TYPE_CLOUD_FORM);
  g_type_ensure (INGOT_TYPE_SIGN_IN_VIEW);
  g_type_ensure (INGOT_TYPE_SOURCES_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-sign-in-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotSignInDialog, problem_banner);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInDialog, form_page);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInDialog, form);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInDialog, view_page);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInDialog, view);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInDialog, sources_page);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInDialog, sources);
  gtk_widget_class_bind_template_callback (widget_class, code_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, browser_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_until_quit_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_ways_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
ingot_sign_in_dialog_init (IngotSignInDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->job_signals = g_signal_group_new (INGOT_TYPE_JOB);
  g_signal_group_connect_swapped (self->job_signals, "notify::state", G_CALLBACK (job_state_cb), self);
}

AdwDialog *
ingot_sign_in_dialog_new (IngotAccounts *accounts, IngotAccount *account)
{
  IngotSignInDialog *self = g_object_new (INGOT_TYPE_SIGN_IN_DIALOG, NULL);
  g_autofree char *obstacle = ingot_accounts_dup_obstacle (accounts, INGOT_ACCOUNT_AZURE_CLI);

  g_set_object (&self->accounts, accounts);
  ingot_sources_view_set_obstacle (self->sources, INGOT_ACCOUNT_AZURE_CLI, obstacle);
  g_set_object (&self->account, account);
  if (account != NULL)
    code_clicked_cb (self);
  return ADW_DIALOG (self);
}
