/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-looks-view.h"

/* A look that is over sooner shows no progress: the spinner is enough. */
#define PATIENCE_MS 500

struct _IngotLooksView
{
  AdwBin parent_instance;

  GListModel *looks;
  GListModel *accounts;
  gboolean is_busy;
  guint patience_id;
  guint update_id;

  GtkWidget *progress;
  GtkProgressBar *bar;
  GtkLabel *asked;
  GtkWidget *problems;
  GtkListBox *list;
};

enum
{
  PROP_0,
  PROP_LOOKS,
  PROP_ACCOUNTS,
  PROP_BUSY,
  N_PROPS
};

enum
{
  TRY_AGAIN,
  SIGN_IN,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IngotLooksView, ingot_looks_view, ADW_TYPE_BIN)

/* Problems */

static void
button_clicked_cb (IngotLooksView *self, GtkButton *button)
{
  GObject *subject = g_object_get_data (G_OBJECT (button), "subject");

  g_signal_emit (self, signals[INGOT_IS_ACCOUNT (subject) ? SIGN_IN : TRY_AGAIN], 0, subject);
}

/* @subject: an account to sign in to, or a look to take again */
static GtkWidget *
button_new (IngotLooksView *self, gpointer subject)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (INGOT_IS_ACCOUNT (subject) ? _("Sign In") : _("_Try Again"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "subject", g_object_ref (subject), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (button_clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
text_new (const char *text, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_problem (IngotLooksView *self, const char *title, const char *text, gpointer subject)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "spacing", 12, NULL);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *texts = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 3,
                                   "hexpand", TRUE, "valign", GTK_ALIGN_CENTER, NULL);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, "activatable", FALSE, "focusable", FALSE, NULL);

  gtk_widget_add_css_class (icon, "warning");
  gtk_box_append (GTK_BOX (texts), text_new (title, "heading"));
  gtk_box_append (GTK_BOX (texts), text_new (text, "caption"));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), button_new (self, subject));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_append (self->list, row);
}

static void
add_failure (IngotLooksView *self, const char *title, const IngotFailure *failure, gpointer subject)
{
  g_autofree char *headline = ingot_failure_dup_headline (failure);
  g_autofree char *advice = ingot_failure_dup_advice (failure);
  g_autofree char *text = g_strdup_printf (_("%s. %s"), headline, advice);

  add_problem (self, title, text, subject);
}

static void
add_subscriptions (IngotLooksView *self, IngotDiscoverJob *look)
{
  GListModel *subscriptions = ingot_discover_job_get_subscriptions (look);

  for (guint i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr(IngotSubscription) subscription = g_list_model_get_item (subscriptions, i);
      const IngotFailure *failure = ingot_subscription_get_failure (subscription);
      const char *failed_at = ingot_subscription_get_failed_at (subscription);
      const char *name = ingot_subscription_get_name (subscription);
      g_autofree char *both = failed_at != NULL ? g_strdup_printf (_("%s in %s"), failed_at, name) : NULL;

      if (failure != NULL)
        add_failure (self, both != NULL ? both : name, failure, look);
    }
}

/* Names have to be typed there: that is how it is, and nothing to try again. */
static gboolean
is_without_list (IngotJob *look)
{
  const IngotFailure *failure = ingot_job_get_failure (look);

  return INGOT_IS_LIST_JOB (look)
         && (failure->code == INGOT_ERROR_NOT_FOUND || failure->code == INGOT_ERROR_FORBIDDEN);
}

static const char *
get_title (IngotJob *look)
{
  IngotAccount *account;

  if (INGOT_IS_LIST_JOB (look))
    return ingot_resource_get_name (ingot_list_job_get_resource (INGOT_LIST_JOB (look)));
  account = ingot_discover_job_get_account (INGOT_DISCOVER_JOB (look));
  return account != NULL ? ingot_account_get_title (account) : "";
}

static gboolean
is_signed_out (IngotJob *look)
{
  IngotAccount *account = INGOT_IS_DISCOVER_JOB (look)
                            ? ingot_discover_job_get_account (INGOT_DISCOVER_JOB (look)) : NULL;

  return account != NULL && ingot_account_get_signed_out (account);
}

static void
add_problems_of (IngotLooksView *self, IngotJob *look)
{
  if (is_signed_out (look))
    return; /* that is a problem of its own */
  if (ingot_job_get_state (look) == INGOT_JOB_FAILED && !is_without_list (look))
    add_failure (self, get_title (look), ingot_job_get_failure (look), look);
  else if (INGOT_IS_DISCOVER_JOB (look))
    add_subscriptions (self, INGOT_DISCOVER_JOB (look));
}

static void
add_signed_out (IngotLooksView *self)
{
  guint n = self->accounts != NULL ? g_list_model_get_n_items (self->accounts) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(IngotAccount) account = g_list_model_get_item (self->accounts, i);

      if (ingot_account_get_signed_out (account))
        add_problem (self, ingot_account_get_title (account),
                     _("You are signed out. Its deployments are shown as they were last listed."), account);
    }
}

static void
update_problems (IngotLooksView *self)
{
  guint n = self->looks != NULL ? g_list_model_get_n_items (self->looks) : 0;

  gtk_list_box_remove_all (self->list);
  add_signed_out (self);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(IngotJob) look = g_list_model_get_item (self->looks, i);

      add_problems_of (self, look);
    }
  gtk_widget_set_visible (self->problems, gtk_list_box_get_row_at_index (self->list, 0) != NULL);
}

/* Progress */

static void
show_progress_cb (gpointer user_data)
{
  IngotLooksView *self = user_data;

  self->patience_id = 0;
  gtk_widget_set_visible (self->progress, self->is_busy);
}

static void
set_busy (IngotLooksView *self, gboolean is_busy)
{
  if (self->is_busy == is_busy)
    return;
  self->is_busy = is_busy;
  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (is_busy)
    self->patience_id = g_timeout_add_once (PATIENCE_MS, show_progress_cb, self);
  else
    gtk_widget_set_visible (self->progress, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

static void
update_progress (IngotLooksView *self)
{
  guint n = self->looks != NULL ? g_list_model_get_n_items (self->looks) : 0;
  guint n_asked = 0, n_to_ask = 0, n_running = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(IngotJob) look = g_list_model_get_item (self->looks, i);

      if (ingot_job_is_over (look))
        continue;
      n_running++;
      n_asked += INGOT_IS_DISCOVER_JOB (look) ? ingot_discover_job_get_n_asked (INGOT_DISCOVER_JOB (look)) : 0;
      n_to_ask += INGOT_IS_DISCOVER_JOB (look) ? ingot_discover_job_get_n_to_ask (INGOT_DISCOVER_JOB (look)) : 1;
    }
  set_busy (self, n_running > 0);
  text = g_strdup_printf (_("%u of %u lists asked for"), n_asked, n_to_ask);
  gtk_label_set_label (self->asked, text);
  gtk_progress_bar_set_fraction (self->bar, n_to_ask > 0 ? (double) n_asked / n_to_ask : 0);
}

static gboolean
update_cb (gpointer user_data)
{
  IngotLooksView *self = user_data;

  self->update_id = 0;
  update_problems (self);
  return G_SOURCE_REMOVE;
}

static void
queue_update (IngotLooksView *self)
{
  update_progress (self);
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

static void
looks_changed_cb (IngotLooksView *self, guint position, guint removed, guint added)
{
  for (guint i = 0; i < added; i++)
    {
      g_autoptr(IngotJob) look = g_list_model_get_item (self->looks, position + i);

      g_signal_connect_object (look, "notify::state", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
      if (!INGOT_IS_DISCOVER_JOB (look))
        continue;
      g_signal_connect_object (look, "notify::n-asked", G_CALLBACK (update_progress), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (look, "notify::n-failures", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
    }
  queue_update (self);
}

static void
accounts_changed_cb (IngotLooksView *self, guint position, guint removed, guint added)
{
  for (guint i = 0; i < added; i++)
    {
      g_autoptr(IngotAccount) account = g_list_model_get_item (self->accounts, position + i);

      g_signal_connect_object (account, "notify::signed-out", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
    }
  queue_update (self);
}

static void
cancel_cb (IngotLooksView *self)
{
  guint n = self->looks != NULL ? g_list_model_get_n_items (self->looks) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(IngotJob) look = g_list_model_get_item (self->looks, i);

      ingot_job_cancel (look);
    }
}

/* @changed_cb: what hears of the items of @model */
static void
follow (IngotLooksView *self, GListModel **place, GListModel *model,
        void (*changed_cb) (IngotLooksView *self, guint position, guint removed, guint added))
{
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, changed_cb, self);
  g_set_object (place, model);
  if (model == NULL)
    return;
  g_signal_connect_object (model, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self, 0, 0, g_list_model_get_n_items (model));
}

static void
ingot_looks_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotLooksView *self = INGOT_LOOKS_VIEW (object);

  switch (prop_id)
    {
    case PROP_LOOKS:
      g_value_set_object (value, self->looks);
      break;
    case PROP_ACCOUNTS:
      g_value_set_object (value, self->accounts);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->is_busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_looks_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotLooksView *self = INGOT_LOOKS_VIEW (object);
  GListModel *model = g_value_get_object (value);

  if (prop_id == PROP_LOOKS && model != self->looks)
    follow (self, &self->looks, model, looks_changed_cb);
  else if (prop_id == PROP_ACCOUNTS && model != self->accounts)
    follow (self, &self->accounts, model, accounts_changed_cb);
  else
    return;
  g_object_notify_by_pspec (object, pspec);
}

static void
ingot_looks_view_dispose (GObject *object)
{
  IngotLooksView *self = INGOT_LOOKS_VIEW (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_object (&self->looks);
  g_clear_object (&self->accounts);
  G_OBJECT_CLASS (ingot_looks_view_parent_class)->dispose (object);
}

static void
ingot_looks_view_class_init (IngotLooksViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_looks_view_get_property;
  object_class->set_property = ingot_looks_view_set_property;
  object_class->dispose = ingot_looks_view_dispose;

  props[PROP_LOOKS] = g_param_spec_object ("looks", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_ACCOUNTS] = g_param_spec_object ("accounts", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[TRY_AGAIN] = g_signal_new ("try-again", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, INGOT_TYPE_JOB);
  signals[SIGN_IN] = g_signal_new ("sign-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, INGOT_TYPE_ACCOUNT);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-looks-view.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotLooksView, progress);
  gtk_widget_class_bind_template_child (widget_class, IngotLooksView, bar);
  gtk_widget_class_bind_template_child (widget_class, IngotLooksView, asked);
  gtk_widget_class_bind_template_child (widget_class, IngotLooksView, problems);
  gtk_widget_class_bind_template_child (widget_class, IngotLooksView, list);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
ingot_looks_view_init (IngotLooksView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

gboolean
ingot_looks_view_get_busy (IngotLooksView *self)
{
  return self->is_busy;
}
