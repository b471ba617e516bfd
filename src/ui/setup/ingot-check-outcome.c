/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-check-outcome.h"
#include "widgets/ingot-copied.h"

struct _IngotCheckOutcome
{
  AdwBin parent_instance;

  IngotCheckJob *job;
  gboolean is_typed;

  GtkLabel *headline;
  GtkLabel *advice;
  GtkListBox *offers;
  GtkWidget *buttons;
  GtkWidget *sign_in;
  GtkButton *edit;
  GtkWidget *answer_list;
  AdwExpanderRow *answer;
  GtkLabel *words;
  AdwActionRow *request_id;
};

enum
{
  USE,
  SIGN_IN,
  EDIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IngotCheckOutcome, ingot_check_outcome, ADW_TYPE_BIN)

/* What would work instead */

static void
use_clicked_cb (GtkButton *button, IngotCheckOutcome *self)
{
  const char *name = g_object_get_data (G_OBJECT (button), "name");
  int style = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "style"));

  g_signal_emit (self, signals[USE], 0, name, style);
}

static void
add_offer (IngotCheckOutcome *self, const char *title, const char *subtitle, const char *name,
           IngotEndpointStyle style)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle != NULL ? subtitle : "",
                                 "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0, "activatable", FALSE,
                                 NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name ("ingot-deployments-symbolic");
  GtkWidget *button = gtk_button_new_with_label (_("Use"));
  /* Translators: a button's name for screen readers; %s is a deployment or an endpoint style */
  g_autofree char *label = g_strdup_printf (_("Use %s"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  /* The word on it would be the name otherwise. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  g_object_set_data (G_OBJECT (button), "style", GINT_TO_POINTER ((int) style));
  g_signal_connect_object (button, "clicked", G_CALLBACK (use_clicked_cb), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->offers, row);
}

static void
add_nearest (IngotCheckOutcome *self, GPtrArray *nearest)
{
  for (guint i = 0; nearest != NULL && i < nearest->len; i++)
    {
      IngotDeployment *meant = nearest->pdata[i];
      const char *model = ingot_deployment_get_model (meant);
      g_autofree char *words = model != NULL && i == 0 ? g_strdup_printf (_("%s · closest name"), model)
                               : i == 0                ? g_strdup (_("Closest name"))
                                                       : g_strdup (model);

      add_offer (self, ingot_deployment_get_name (meant), words, ingot_deployment_get_name (meant),
                 ingot_deployment_get_style (ingot_check_job_get_deployment (self->job)));
    }
}

static void
show_offers (IngotCheckOutcome *self, const IngotFailure *failure)
{
  IngotDeployment *deployment = ingot_check_job_get_deployment (self->job);

  gtk_list_box_remove_all (self->offers);
  if (failure != NULL && failure->suggested_style != 0)
    add_offer (self, ingot_endpoint_style_get_title (failure->suggested_style),
               _("The endpoint style in which this deployment answers"), ingot_deployment_get_name (deployment),
               failure->suggested_style);
  if (failure != NULL)
    add_nearest (self, ingot_check_job_get_nearest (self->job));
  gtk_widget_set_visible (GTK_WIDGET (self->offers), gtk_list_box_get_row_at_index (self->offers, 0) != NULL);
}

static gboolean
helps_to_sign_in (IngotError code)
{
  return code == INGOT_ERROR_SIGN_IN_AGAIN || code == INGOT_ERROR_MFA || code == INGOT_ERROR_CONSENT
         || code == INGOT_ERROR_BLOCKED;
}

/* What to change, as words on a button, where something of the resource may be wrong. */
static const struct
{
  IngotError code;
  const char *label;
} edits[] = {
  { INGOT_ERROR_SIGN_IN, N_("Enter the Key Again…") },
  { INGOT_ERROR_NO_KEY, N_("Enter the Key Again…") },
  { INGOT_ERROR_INPUT, N_("Enter the Key Again…") },
  { INGOT_ERROR_KEYS_DISABLED, N_("Sign In Without a Key…") },
  { INGOT_ERROR_SUBDOMAIN, N_("Change the Address…") },
  { INGOT_ERROR_NO_HOST, N_("Change the Address…") },
  { INGOT_ERROR_ADDRESS, N_("Change the Address…") },
  { INGOT_ERROR_NO_RESOURCE, N_("Change the Address…") },
  { INGOT_ERROR_NOT_FOUND, N_("Change the Address…") },
  { INGOT_ERROR_REDIRECT, N_("Change the Address…") },
  { INGOT_ERROR_API_VERSION, N_("Change the Version…") },
  { INGOT_ERROR_TENANT, N_("Sign In With Another Account…") },
  { INGOT_ERROR_TOKEN_REFUSED, N_("Sign In With Another Account…") },
};

/* (nullable) */
static const char *
find_edit (IngotCheckOutcome *self, const IngotFailure *failure)
{
  IngotResource *resource = ingot_check_job_get_resource (self->job);

  if (!self->is_typed && ingot_resource_get_kind (resource) == INGOT_RESOURCE_SANDBOX)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    if (edits[i].code == failure->code)
      return _(edits[i].label);
  return NULL;
}

/* The service's own words */

static void
show_answer (IngotCheckOutcome *self, const IngotFailure *failure)
{
  const char *code = failure->service_code;
  g_autofree char *number = failure->status != 0 ? g_strdup_printf ("%d", failure->status) : NULL;
  g_autofree char *summary = NULL;

  if (number != NULL && code != NULL && !g_str_equal (number, code))
    summary = g_strdup_printf ("%s %s", number, code);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->answer),
                                 number != NULL ? _("Answer of the Service") : _("Details"));
  adw_expander_row_set_subtitle (self->answer, summary != NULL ? summary : number != NULL ? number : "");
  gtk_label_set_label (self->words, failure->service_text != NULL ? failure->service_text : "");
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->words), GTK_TYPE_LIST_BOX_ROW),
                          failure->service_text != NULL);
  adw_action_row_set_subtitle (self->request_id, failure->request_id != NULL ? failure->request_id : "");
  gtk_widget_set_visible (GTK_WIDGET (self->request_id), failure->request_id != NULL);
  gtk_widget_set_visible (self->answer_list, failure->service_text != NULL || failure->request_id != NULL);
}

static void
show_failure (IngotCheckOutcome *self, const IngotFailure *failure)
{
  g_autofree char *advice = ingot_failure_dup_advice (failure);
  const char *edit = failure->suggested_style == 0 ? find_edit (self, failure) : NULL;

  gtk_label_set_label (self->headline, _("What To Do"));
  gtk_label_set_label (self->advice, advice);
  gtk_widget_set_visible (self->buttons, edit != NULL || helps_to_sign_in (failure->code));
  gtk_widget_set_visible (self->sign_in, helps_to_sign_in (failure->code));
  gtk_widget_set_visible (GTK_WIDGET (self->edit), edit != NULL);
  if (edit != NULL)
    gtk_button_set_label (self->edit, edit);
  show_answer (self, failure);
}

static void
show_success (IngotCheckOutcome *self)
{
  gtk_label_set_label (self->headline, _("Everything Works"));
  gtk_label_set_label (self->advice, _("The deployment answers. Nothing has to be done."));
  gtk_widget_set_visible (self->buttons, FALSE);
  gtk_widget_set_visible (self->answer_list, FALSE);
}

void
ingot_check_outcome_show (IngotCheckOutcome *self, IngotCheckJob *job)
{
  const IngotFailure *failure = job != NULL ? ingot_job_get_failure (INGOT_JOB (job)) : NULL;
  gboolean done = job != NULL && ingot_job_get_state (INGOT_JOB (job)) == INGOT_JOB_DONE;

  g_set_object (&self->job, job);
  gtk_widget_set_visible (GTK_WIDGET (self), failure != NULL || done);
  if (failure != NULL)
    show_failure (self, failure);
  else if (done)
    show_success (self);
  if (job != NULL)
    show_offers (self, failure);
}

void
ingot_check_outcome_set_is_typed (IngotCheckOutcome *self, gboolean is_typed)
{
  self->is_typed = is_typed;
}

static void
sign_in_clicked_cb (IngotCheckOutcome *self)
{
  g_signal_emit (self, signals[SIGN_IN], 0);
}

static void
edit_clicked_cb (IngotCheckOutcome *self)
{
  IngotCheckStep *failed = ingot_check_job_get_failed_step (self->job);

  if (failed != NULL)
    g_signal_emit (self, signals[EDIT], 0, (int) ingot_check_step_get_kind (failed));
}

static void
copy_id_cb (IngotCheckOutcome *self, GtkWidget *button)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          adw_action_row_get_subtitle (self->request_id));
  ingot_copied_show (button, _("Request ID copied"));
}

static void
ingot_check_outcome_dispose (GObject *object)
{
  g_clear_object (&INGOT_CHECK_OUTCOME (object)->job);
  G_OBJECT_CLASS (ingot_check_outcome_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-check-outcome.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotCheckOutcome, headline);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckOutcome, advice);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckOutcome, offers);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckOutcome, buttons);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckOutcome, sign_in);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckOutcome, edit);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckOutcome, answer_list);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckOutcome, answer);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckOutcome, words);
  gtk_widget_class_bind_template_child (widget_class, IngotCheckOutcome, request_id);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_id_cb);
}

static void
ingot_check_outcome_class_init (IngotCheckOutcomeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ingot_check_outcome_dispose;
  signals[USE] = g_signal_new ("use", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);
  signals[SIGN_IN] = g_signal_new ("sign-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
ingot_check_outcome_init (IngotCheckOutcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
