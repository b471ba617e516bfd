/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-add-resource-private.h"
#include "ingot-sign-in-dialog.h"
#include "model/ingot-pasted.h"

#define REREAD_MS 150

/* In the order in which they are offered. */
static const IngotEndpointStyle styles[] = {
  INGOT_ENDPOINT_STYLE_V1, INGOT_ENDPOINT_STYLE_DEPLOYMENT, INGOT_ENDPOINT_STYLE_INFERENCE,
};

enum
{
  ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IngotAddResourceDialog, ingot_add_resource_dialog, ADW_TYPE_DIALOG)

static char *
dup_trimmed (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

static gboolean
is_blank (GtkEditable *editable)
{
  g_autofree char *text = dup_trimmed (editable);

  return *text == '\0';
}

static char *
dup_host (IngotEndpoint *endpoint)
{
  g_autoptr(GUri) uri = g_uri_parse (endpoint->url, G_URI_FLAGS_NONE, NULL);

  return g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : endpoint->url);
}

/* Only a server on this computer may be one that asks for no key. */
static gboolean
needs_key (IngotAddResourceDialog *self)
{
  g_autofree char *host = self->endpoint != NULL ? dup_host (self->endpoint) : NULL;

  return host == NULL || !ingot_endpoint_is_loopback (host);
}

static IngotEndpointStyle
get_style (IngotAddResourceDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->style_row);

  return styles[MIN (selected, G_N_ELEMENTS (styles) - 1)];
}

/* How the style addresses the deployment, in one line. */
static void
describe_style (IngotAddResourceDialog *self)
{
  g_autofree char *version = dup_trimmed (self->version_row);
  g_autofree char *words = NULL;

  switch (get_style (self))
    {
    case INGOT_ENDPOINT_STYLE_INFERENCE:
      words = g_strdup_printf (_("The name goes into a request to /models, with version %s"), version);
      break;
    case INGOT_ENDPOINT_STYLE_DEPLOYMENT:
      words = g_strdup_printf (_("The name goes into the URL, with version %s"), version);
      break;
    case INGOT_ENDPOINT_STYLE_V1:
    default:
      words = g_strdup (_("The name goes into the request, without a version"));
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->style_row), words);
}

static void
update (IngotAddResourceDialog *self)
{
  gboolean busy = self->job != NULL;
  gboolean has_version = ingot_endpoint_style_get_version (get_style (self)) != NULL;
  gboolean complete = self->endpoint != NULL && !is_blank (self->deployment) && !is_blank (self->name)
                      && ingot_signing_in_is_complete (self->signing_in)
                      && (!has_version || !is_blank (self->version_row));

  describe_style (self);
  gtk_widget_set_visible (GTK_WIDGET (self->version_row), self->endpoint != NULL && has_version);
  gtk_widget_set_visible (GTK_WIDGET (self->drop_row),
                          self->endpoint != NULL && get_style (self) == INGOT_ENDPOINT_STYLE_INFERENCE);
  gtk_widget_set_sensitive (self->add_button, complete && !busy);
  gtk_widget_set_sensitive (self->form, !busy);
  gtk_widget_set_visible (self->spinner, busy);
}

static void
fill_in (IngotAddResourceDialog *self, GtkEditable *row, const char *text)
{
  self->filling = TRUE;
  gtk_editable_set_text (row, text);
  self->filling = FALSE;
}

/* "contoso-eastus" of contoso-eastus.openai.azure.com; all of it of 127.0.0.1. */
static char *
suggest_name (IngotEndpoint *endpoint)
{
  char *host = dup_host (endpoint);

  if (!ingot_endpoint_is_loopback (host) && !g_hostname_is_ip_address (host))
    host[strcspn (host, ".")] = '\0';
  return host;
}

/* The version that the address names is that of its own style. */
static void
fill_in_version (IngotAddResourceDialog *self)
{
  IngotEndpointStyle style = get_style (self);
  const char *named = self->endpoint != NULL && self->endpoint->style == style ? self->endpoint->api_version : NULL;
  const char *usual = ingot_endpoint_style_get_version (style);

  fill_in (self, self->version_row, named != NULL ? named : usual != NULL ? usual : "");
}

void
ingot_add_resource_dialog_choose_style (IngotAddResourceDialog *self, IngotEndpointStyle style)
{
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (styles[i] == style)
      adw_combo_row_set_selected (self->style_row, i);
}

static void
show_style (IngotAddResourceDialog *self)
{
  gboolean changed = self->recognised != self->endpoint->style;

  self->recognised = self->endpoint->style;
  if (changed)
    ingot_add_resource_dialog_choose_style (self, self->recognised);
  if (changed || self->endpoint->api_version != NULL)
    fill_in_version (self);
}

static void
show_left_out (IngotAddResourceDialog *self)
{
  const char *left_out = self->endpoint->left_out;
  g_autofree char *words = NULL;

  if (g_ascii_strcasecmp (left_out, "/chat/completions") == 0)
    words = g_strdup_printf (_("%s is added for each request"), left_out);
  else
    words = g_strdup_printf (_("%s is not needed: chats use /chat/completions"), left_out);
  adw_action_row_set_subtitle (self->left_out_row, words);
}

/* A resource that is extended stays as it is unless the person says otherwise. */
static void
show_known (IngotAddResourceDialog *self)
{
  IngotResource *known = self->resources != NULL ? ingot_resources_find (self->resources, self->endpoint) : NULL;

  if (g_set_object (&self->known, known))
    adw_switch_row_set_active (self->drop_row, known != NULL && ingot_resource_get_drops_extras (known));
}

static void
show_endpoint (IngotAddResourceDialog *self)
{
  g_autofree char *name = suggest_name (self->endpoint);

  adw_action_row_set_subtitle (self->resource_row, self->endpoint->url);
  show_known (self);
  show_style (self);
  if (self->endpoint->left_out != NULL)
    show_left_out (self);
  if (self->endpoint->warning != NULL)
    adw_action_row_set_subtitle (self->warning_row, self->endpoint->warning);
  if (!self->own_deployment)
    fill_in (self, self->deployment, self->endpoint->deployment != NULL ? self->endpoint->deployment : "");
  if (!self->own_name)
    fill_in (self, self->name, name);
}

static char *
dup_text (IngotAddResourceDialog *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/* A key does not stay where it can be read over a shoulder, nor in what Undo brings back. */
static void
move_key (IngotAddResourceDialog *self)
{
  g_autofree char *text = dup_text (self);
  g_autoptr(IngotPasted) pasted = ingot_pasted_read (text);

  if (pasted->masked == NULL)
    return;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, pasted->masked, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  if (pasted->key == NULL)
    return;
  ingot_signing_in_set_key (self->signing_in, pasted->key);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _("The key was moved to its row"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
reread (IngotAddResourceDialog *self)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  move_key (self);
  text = g_strstrip (dup_text (self));
  g_clear_handle_id (&self->reread_id, g_source_remove);
  g_clear_pointer (&self->endpoint, ingot_endpoint_free);
  if (*text != '\0')
    self->endpoint = ingot_endpoint_parse (text, &error);
  if (self->endpoint != NULL)
    show_endpoint (self);
  ingot_signing_in_set_needs_key (self->signing_in, needs_key (self));
  if (error != NULL)
    adw_action_row_set_subtitle (self->problem_row, error->message);

  gtk_widget_set_visible (self->understood, *text != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->problem_row), error != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->resource_row), self->endpoint != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->style_row), self->endpoint != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->warning_row),
                          self->endpoint != NULL && self->endpoint->warning != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->left_out_row),
                          self->endpoint != NULL && self->endpoint->left_out != NULL);
  update (self);
}

static gboolean
reread_cb (gpointer user_data)
{
  IngotAddResourceDialog *self = user_data;

  self->reread_id = 0;
  reread (self);
  return G_SOURCE_REMOVE;
}

/* The tag keeps an address that wraps free of hyphens that are not in it. */
static void
address_changed_cb (IngotAddResourceDialog *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_apply_tag_by_name (self->buffer, "address", &start, &end);
  g_clear_handle_id (&self->reread_id, g_source_remove);
  self->reread_id = g_timeout_add (REREAD_MS, reread_cb, self);
}

static void
style_selected_cb (IngotAddResourceDialog *self)
{
  fill_in_version (self);
  update (self);
}

static void
version_changed_cb (IngotAddResourceDialog *self)
{
  if (!self->filling)
    update (self);
}

static void
deployment_changed_cb (IngotAddResourceDialog *self)
{
  if (!self->filling)
    self->own_deployment = !is_blank (self->deployment);
  update (self);
}

static void
name_changed_cb (IngotAddResourceDialog *self)
{
  if (!self->filling)
    self->own_name = !is_blank (self->name);
  update (self);
}

static void
show_failure (IngotAddResourceDialog *self, const IngotFailure *failure)
{
  g_autoptr(IngotFailure) unknown = ingot_failure_new (INGOT_ERROR_FAILED);
  g_autofree char *headline = NULL;
  g_autofree char *advice = NULL;
  g_autofree char *words = NULL;
  gboolean keyring;

  if (failure == NULL)
    failure = unknown;
  headline = ingot_failure_dup_headline (failure);
  advice = ingot_failure_dup_advice (failure);
  words = g_strdup_printf ("%s. %s", headline, advice);
  adw_banner_set_title (self->problem_banner, words);
  keyring = failure->code == INGOT_ERROR_KEYRING || failure->code == INGOT_ERROR_KEYRING_LOCKED;
  adw_banner_set_button_label (self->problem_banner, keyring ? _("Use Until Ingot Quits") : NULL);
  adw_banner_set_revealed (self->problem_banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
job_state_changed_cb (IngotAddResourceDialog *self)
{
  g_autoptr(IngotJob) job = NULL;
  IngotDeployment *added;

  if (self->job == NULL || !ingot_job_is_over (self->job))
    return;

  job = g_steal_pointer (&self->job);
  g_signal_handlers_disconnect_by_func (job, job_state_changed_cb, self);
  update (self);
  if (ingot_job_get_state (job) == INGOT_JOB_FAILED)
    show_failure (self, ingot_job_get_failure (job));
  if (ingot_job_get_state (job) != INGOT_JOB_DONE)
    return;

  added = ingot_resources_get_added (self->resources, job);
  if (added != NULL)
    g_signal_emit (self, signals[ADDED], 0, added);
  adw_dialog_force_close (ADW_DIALOG (self));
}

/* What was chosen takes the place of what was understood. A version that nobody named is not pinned. */
void
ingot_add_resource_dialog_take_choices (IngotAddResourceDialog *self)
{
  IngotEndpointStyle style = get_style (self);
  const char *usual = ingot_endpoint_style_get_version (style);
  g_autofree char *version = dup_trimmed (self->version_row);
  gboolean named = style == self->endpoint->style && self->endpoint->api_version != NULL;

  self->endpoint->style = style;
  self->endpoint->drops_extras = adw_switch_row_get_active (self->drop_row);
  g_set_str (&self->endpoint->api_version,
             usual != NULL && (named || !g_str_equal (version, usual)) ? version : NULL);
}

static IngotJob *
start (IngotAddResourceDialog *self, IngotKeepKey keep)
{
  g_autofree char *name = dup_trimmed (self->name);
  g_autofree char *deployment = dup_trimmed (self->deployment);
  IngotAccount *account = ingot_signing_in_get_account (self->signing_in);
  g_autofree char *key = NULL;
  IngotJob *job;

  if (account != NULL)
    return ingot_resources_add_with_account (self->resources, name, self->endpoint, deployment, account, NULL);
  key = ingot_signing_in_dup_key (self->signing_in);
  job = ingot_resources_add (self->resources, name, self->endpoint, deployment, key, keep);
  memset (key, 0, strlen (key));
  return job;
}

gboolean
ingot_add_resource_dialog_settle (IngotAddResourceDialog *self)
{
  if (self->reread_id != 0)
    reread (self);
  return gtk_widget_get_sensitive (self->add_button);
}

static void
add (IngotAddResourceDialog *self, IngotKeepKey keep)
{
  if (!ingot_add_resource_dialog_settle (self))
    return;

  adw_banner_set_revealed (self->problem_banner, FALSE);
  ingot_add_resource_dialog_take_choices (self);
  self->job = start (self, keep);
  g_signal_connect_object (self->job, "notify::state", G_CALLBACK (job_state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
  job_state_changed_cb (self);
}

static void
add_clicked_cb (IngotAddResourceDialog *self)
{
  add (self, INGOT_KEEP_IN_KEYRING);
}

static void
keep_until_quit_cb (IngotAddResourceDialog *self)
{
  add (self, INGOT_KEEP_UNTIL_QUIT);
}

static void
sign_in_cb (IngotAddResourceDialog *self)
{
  AdwDialog *dialog = ingot_sign_in_dialog_new (self->accounts, NULL);

  g_signal_connect_object (dialog, "signed-in", G_CALLBACK (ingot_signing_in_set_account), self->signing_in,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
cancel_clicked_cb (IngotAddResourceDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
ingot_add_resource_dialog_closed (AdwDialog *dialog)
{
  IngotAddResourceDialog *self = INGOT_ADD_RESOURCE_DIALOG (dialog);

  if (self->job != NULL)
    ingot_job_cancel (self->job);
}

static void
ingot_add_resource_dialog_dispose (GObject *object)
{
  IngotAddResourceDialog *self = INGOT_ADD_RESOURCE_DIALOG (object);

  g_clear_handle_id (&self->reread_id, g_source_remove);
  g_clear_pointer (&self->endpoint, ingot_endpoint_free);
  g_clear_object (&self->known);
  g_clear_object (&self->job);
  g_clear_object (&self->accounts);
  g_clear_object (&self->resources);
  G_OBJECT_CLASS (ingot_add_resource_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (INGOT_TYPE_SIGNING_IN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ingotapp/Ingot/ingot-add-resource-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, address);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, problem_banner);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, form);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, understood);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, problem_row);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, resource_row);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, style_row);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, version_row);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, drop_row);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, warning_row);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, left_out_row);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, deployment);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, signing_in);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, name);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, IngotAddResourceDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, ingot_add_resource_dialog_check);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_until_quit_cb);
  gtk_widget_class_bind_template_callback (widget_class, deployment_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, style_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, version_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
ingot_add_resource_dialog_class_init (IngotAddResourceDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ingot_add_resource_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = ingot_add_resource_dialog_closed;

  signals[ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, INGOT_TYPE_DEPLOYMENT);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
fill_styles (IngotAddResourceDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, "v1");
  gtk_string_list_append (names, _("Deployment"));
  gtk_string_list_append (names, _("Inference"));
  adw_combo_row_set_model (self->style_row, G_LIST_MODEL (names));
}

static void
ingot_add_resource_dialog_init (IngotAddResourceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_styles (self);

  self->buffer = gtk_text_view_get_buffer (self->address);
  gtk_text_buffer_create_tag (self->buffer, "address", "insert-hyphens", FALSE, NULL);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (address_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "paste-done", G_CALLBACK (move_key), self, G_CONNECT_SWAPPED);
  reread (self);
}

AdwDialog *
ingot_add_resource_dialog_new (IngotResources *resources, IngotAccounts *accounts)
{
  IngotAddResourceDialog *self = g_object_new (INGOT_TYPE_ADD_RESOURCE_DIALOG, NULL);

  g_set_object (&self->resources, resources);
  g_set_object (&self->accounts, accounts);
  ingot_signing_in_set_accounts (self->signing_in, accounts);
  return ADW_DIALOG (self);
}

void
ingot_add_resource_dialog_set_account (IngotAddResourceDialog *self, IngotAccount *account)
{
  ingot_signing_in_set_account (self->signing_in, account);
}
