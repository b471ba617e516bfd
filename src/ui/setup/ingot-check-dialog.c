/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-check-dialog.h"
#include "ingot-check-outcome.h"
#include "ingot-check-row.h"
#include "widgets/ingot-copied.h"

struct _IngotCheckDialog
{
  AdwDialog parent_instance;

  IngotResources *resources;   /* of a deployment */
  IngotDeployment *deployment;
  IngotCheckFunc check;        /* of what is typed */
  gpointer check_data;
  IngotCheckJob *job;

  AdwWindowTitle *window_title;
  GtkWidget *again;
  GtkWidget *stop;
  GtkWidget *copy;
  GtkViewport *viewport;
  GtkListBox *steps;
  GtkWidget *one_request;
  IngotCheckOutcome *outcome;
};

enum
{
  USED,
  USE,
  SIGN_IN,
  EDIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IngotCheckDialog, ingot_check_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
make_row (gpointer step, gpointer unused)
{
  return ingot_check_row_new (step);
}

static void
announce (IngotCheckDialog *self)
{
  IngotCheckStep *failed = ingot_check_job_get_failed_step (self->job);
  const IngotFailure *failure = ingot_job_get_failure (INGOT_JOB (self->job));
  g_autofree char *advice = failure != NULL ? ingot_failure_dup_advice (failure) : NULL;
  g_autofree char *words = NULL;

  if (failed == NULL || failure == NULL)
    words = g_strdup (_("The check is done. Everything works."));
  else
    words = g_strdup_printf (_("The check is done. %s failed: %s. %s"), ingot_check_step_get_title (failed),
                             ingot_check_step_get_detail (failed), advice);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Whether one answer told of more than one step, so that some have no time of their own. */
static gboolean
has_come_to_asking (IngotCheckJob *job)
{
  for (guint i = INGOT_CHECK_ROLE; i < INGOT_CHECK_N_KINDS; i++)
    if (ingot_check_step_get_state (ingot_check_job_get_step (job, (IngotCheckKind) i)) == INGOT_CHECK_PASSED)
      return TRUE;
  return FALSE;
}

/* Whether the focus is, or will be once the dialog is there, on something that goes. */
static gboolean
loses_focus (IngotCheckDialog *self)
{
  GtkWidget *focus = adw_dialog_get_focus (ADW_DIALOG (self));

  return focus == NULL || focus == self->again || focus == self->stop
         || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->outcome));
}

static void
update (IngotCheckDialog *self)
{
  gboolean over = ingot_job_is_over (INGOT_JOB (self->job));
  gboolean moves_focus = loses_focus (self);

  gtk_widget_set_visible (self->again, over);
  gtk_widget_set_visible (self->stop, !over);
  gtk_widget_set_sensitive (self->copy, over);
  gtk_widget_set_visible (self->one_request, over && has_come_to_asking (self->job));
  ingot_check_outcome_show (self->outcome, over ? self->job : NULL);
  if (moves_focus)
    adw_dialog_set_focus (ADW_DIALOG (self), over ? self->again : self->stop);
}

/* What to do lies below the steps. It has a place once a frame was laid out with it; a check may well be over before
 * that. Only then the dialog has the focus, too, and whoever answers what is announced with Escape closes no other. */
static gboolean
reveal_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer unused)
{
  IngotCheckDialog *self = INGOT_CHECK_DIALOG (widget);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->outcome)))
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (GTK_WIDGET (self->outcome)) == 0)
    return G_SOURCE_CONTINUE;
  gtk_viewport_scroll_to (self->viewport, GTK_WIDGET (self->outcome), NULL);
  announce (self);
  return G_SOURCE_REMOVE;
}

static void
state_cb (IngotCheckDialog *self)
{
  update (self);
  if (!ingot_job_is_over (INGOT_JOB (self->job))
      || ingot_job_get_state (INGOT_JOB (self->job)) == INGOT_JOB_CANCELLED)
    return;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, NULL, NULL);
}

static void
drop_job (IngotCheckDialog *self)
{
  if (self->job == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->job, state_cb, self);
  ingot_job_cancel (INGOT_JOB (self->job));
  g_clear_object (&self->job);
}

static void
show_what (IngotCheckDialog *self)
{
  const char *name = ingot_deployment_get_name (ingot_check_job_get_deployment (self->job));
  const char *resource = ingot_resource_get_name (ingot_check_job_get_resource (self->job));
  g_autofree char *words = g_strdup_printf ("%s · %s", name, resource);

  adw_window_title_set_subtitle (self->window_title, words);
}

void
ingot_check_dialog_check_again (IngotCheckDialog *self)
{
  /* Its resource may have been removed meanwhile. */
  if (self->check == NULL && ingot_deployment_get_resource (self->deployment) == NULL)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }
  drop_job (self);
  if (self->check != NULL)
    self->job = self->check (self->check_data);
  else
    self->job = ingot_resources_check (self->resources, self->deployment);
  g_signal_connect_object (self->job, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->steps, ingot_check_job_get_steps (self->job), make_row, NULL, NULL);
  show_what (self);
  update (self);
}

static void
stop_clicked_cb (IngotCheckDialog *self)
{
  ingot_job_cancel (INGOT_JOB (self->job));
}

static void
copy_clicked_cb (IngotCheckDialog *self)
{
  g_autofree char *text = ingot_check_job_dup_text (self->job);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  ingot_copied_show (self->copy, _("Report copied"));
}

void
ingot_check_dialog_use (IngotCheckDialog *self, IngotDeployment *meant)
{
  g_return_if_fail (self->check == NULL);

  g_set_object (&self->deployment, meant);
  g_signal_emit (self, signals[USED], 0, meant);
  ingot_check_dialog_check_again (self);
}

static void
use_cb (IngotCheckDialog *self, const char *name, int style)
{
  IngotDeployment *meant;

  if (self->check != NULL)
    {
      g_signal_emit (self, signals[USE], 0, name, style);
      ingot_check_dialog_check_again (self);
      return;
    }
  if (ingot_deployment_get_resource (self->deployment) == NULL)
    return;
  meant = ingot_resources_use_name (self->resources, self->deployment, name);
  ingot_check_dialog_use (self, ingot_resources_use_style (self->resources, meant, (IngotEndpointStyle) style));
}

static void
sign_in_cb (IngotCheckDialog *self)
{
  g_signal_emit (self, signals[SIGN_IN], 0);
}

static void
edit_cb (IngotCheckDialog *self, int kind)
{
  g_signal_emit (self, signals[EDIT], 0, kind);
}

static void
ingot_check_dialog_closed (AdwDialog *dialog)
{
  IngotCheckDialog *self = INGOT_CHECK_DIALOG (dialog);

  if (self->job != NULL)
    ingot_job_cancel (INGOT_JOB (self->job));
}

static void
ingot_check_dialog_dispose (GObject *object)
{
  IngotCheckDialog *self = INGOT_CHECK_DIALOG (object);

  drop_job (self);
  g_clear_object (&self->deployment);
  g_clear_object (&self->resources);
  G_OBJECT_CLASS (ingot_check_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (INGOT_TYPE_CHECK_OUTCOME);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-check-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotCheckDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckDialog, again);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckDialog, stop);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckDialog, copy);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckDialog, viewport);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckDialog, one_request);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckDialog, outcome);
  gtk_widget_class_bind_template_callback (widget_class, ingot_check_dialog_check_again);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
}

static void
ingot_check_dialog_class_init (IngotCheckDialogClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ingot_check_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = ingot_check_dialog_closed;

  signals[USED] = g_signal_new ("used", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                INGOT_TYPE_DEPLOYMENT);
  signals[USE] = g_signal_new ("use", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                               G_TYPE_INT);
  signals[SIGN_IN] = g_signal_new ("sign-in", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
ingot_check_dialog_init (IngotCheckDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
ingot_check_dialog_new (IngotResources *resources, IngotDeployment *deployment)
{
  IngotCheckDialog *self = g_object_new (INGOT_TYPE_CHECK_DIALOG, NULL);

  self->resources = g_object_ref (resources);
  self->deployment = g_object_ref (deployment);
  ingot_check_dialog_check_again (self);
  return ADW_DIALOG (self);
}

AdwDialog *
ingot_check_dialog_new_typed (IngotCheckFunc check, gpointer user_data)
{
  IngotCheckDialog *self = g_object_new (INGOT_TYPE_CHECK_DIALOG, NULL);

  self->check = check;
  self->check_data = user_data;
  ingot_check_outcome_set_is_typed (self->outcome, TRUE);
  ingot_check_dialog_check_again (self);
  return ADW_DIALOG (self);
}

IngotDeployment *
ingot_check_dialog_get_deployment (IngotCheckDialog *self)
{
  return ingot_check_job_get_deployment (self->job);
}
