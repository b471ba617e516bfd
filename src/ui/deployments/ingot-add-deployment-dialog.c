/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-add-deployment-dialog.h"
#include "model/ingot-nearest.h"

/* How many near names are offered. */
#define N_NEAREST 3

struct _IngotAddDeploymentDialog
{
  AdwDialog parent_instance;

  IngotResources *resources;
  IngotResource *resource;
  IngotJob *job; /* that asks for the name; or NULL */

  AdwPreferencesGroup *group;
  GtkEditable *name;
  GtkWidget *add;
  GtkWidget *spinner;
  GtkWidget *problem;
  GtkLabel *headline;
  GtkLabel *advice;
  GtkWidget *near;
  AdwWrapBox *names;
};

static guint found_signal;

G_DEFINE_FINAL_TYPE (IngotAddDeploymentDialog, ingot_add_deployment_dialog, ADW_TYPE_DIALOG)

static char *
dup_name (IngotAddDeploymentDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
}

static void
update (IngotAddDeploymentDialog *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_set_sensitive (self->add, *name != '\0' && self->job == NULL);
  /* Not insensitive: GTK warns when that happens to what has the focus. */
  gtk_editable_set_editable (self->name, self->job == NULL);
  gtk_widget_set_visible (self->spinner, self->job != NULL);
}

static void
changed_cb (IngotAddDeploymentDialog *self)
{
  gtk_widget_set_visible (self->problem, FALSE);
  update (self);
}

static void
leave_with (IngotAddDeploymentDialog *self, IngotDeployment *deployment)
{
  g_signal_emit (self, found_signal, 0, deployment);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
near_clicked_cb (IngotAddDeploymentDialog *self, GtkButton *button)
{
  IngotDeployment *deployment = ingot_resource_find_deployment (self->resource, gtk_button_get_label (button));

  if (deployment != NULL)
    leave_with (self, deployment);
}

static void
offer_near (IngotAddDeploymentDialog *self)
{
  g_autofree char *name = dup_name (self);
  g_autoptr(GPtrArray) nearest = ingot_resource_find_nearest (self->resource, name, N_NEAREST);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->names))) != NULL)
    adw_wrap_box_remove (self->names, child);
  for (guint i = 0; i < nearest->len; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (ingot_deployment_get_name (nearest->pdata[i]));

      g_signal_connect_object (button, "clicked", G_CALLBACK (near_clicked_cb), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->names, button);
    }
  gtk_widget_set_visible (self->near, nearest->len > 0);
}

static void
show_failure (IngotAddDeploymentDialog *self, const IngotFailure *failure)
{
  g_autofree char *headline = ingot_failure_dup_headline (failure);
  g_autofree char *advice = ingot_failure_dup_advice (failure);

  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->advice, advice);
  offer_near (self);
  gtk_widget_set_visible (self->problem, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), headline, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
state_cb (IngotAddDeploymentDialog *self)
{
  g_autoptr(IngotJob) job = self->job;

  if (!ingot_job_is_over (job))
    {
      g_steal_pointer (&job);
      return;
    }
  self->job = NULL;
  update (self);
  if (ingot_job_get_state (job) == INGOT_JOB_DONE)
    leave_with (self, ingot_resources_get_added (self->resources, job));
  else if (ingot_job_get_state (job) == INGOT_JOB_FAILED)
    show_failure (self, ingot_job_get_failure (job));
}

static void
add_cb (IngotAddDeploymentDialog *self)
{
  g_autofree char *name = dup_name (self);

  if (*name == '\0' || self->job != NULL)
    return;
  gtk_widget_set_visible (self->problem, FALSE);
  self->job = ingot_resources_try_name (self->resources, self->resource, name);
  g_signal_connect_object (self->job, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
ingot_add_deployment_dialog_closed (AdwDialog *dialog)
{
  IngotAddDeploymentDialog *self = INGOT_ADD_DEPLOYMENT_DIALOG (dialog);

  if (self->job != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->job, self);
      ingot_job_cancel (self->job);
      g_clear_object (&self->job);
    }
}

static void
ingot_add_deployment_dialog_dispose (GObject *object)
{
  IngotAddDeploymentDialog *self = INGOT_ADD_DEPLOYMENT_DIALOG (object);

  ingot_add_deployment_dialog_closed (ADW_DIALOG (self));
  g_clear_object (&self->resources);
  g_clear_object (&self->resource);
  G_OBJECT_CLASS (ingot_add_deployment_dialog_parent_class)->dispose (object);
}

static void
ingot_add_deployment_dialog_class_init (IngotAddDeploymentDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ingot_add_deployment_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = ingot_add_deployment_dialog_closed;

  found_signal = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, INGOT_TYPE_DEPLOYMENT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ingotapp/Ingot/ingot-add-deployment-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotAddDeploymentDialog, group);
  gtk_widget_class_bind_template_child (widget_class, IngotAddDeploymentDialog, name);
  gtk_widget_class_bind_template_child (widget_class, IngotAddDeploymentDialog, add);
  gtk_widget_class_bind_template_child (widget_class, IngotAddDeploymentDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, IngotAddDeploymentDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, IngotAddDeploymentDialog, headline);
  gtk_widget_class_bind_template_child (widget_class, IngotAddDeploymentDialog, advice);
  gtk_widget_class_bind_template_child (widget_class, IngotAddDeploymentDialog, near);
  gtk_widget_class_bind_template_child (widget_class, IngotAddDeploymentDialog, names);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
ingot_add_deployment_dialog_init (IngotAddDeploymentDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
ingot_add_deployment_dialog_new (IngotResources *resources, IngotResource *resource)
{
  IngotAddDeploymentDialog *self = g_object_new (INGOT_TYPE_ADD_DEPLOYMENT_DIALOG, NULL);
  g_autofree char *description =
    g_strdup_printf (_("The name of a deployment on %s. It is asked for a chat of one token."),
                     ingot_resource_get_name (resource));
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  g_set_object (&self->resources, resources);
  g_set_object (&self->resource, resource);
  adw_preferences_group_set_description (self->group, escaped);
  update (self);
  return ADW_DIALOG (self);
}
