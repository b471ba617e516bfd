/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-sign-in-view.h"

struct _IngotSignInView
{
  AdwBin parent_instance;

  IngotSignInJob *job;
  GSignalGroup *job_signals;
  IngotCloud *cloud;
  char *whose;
  gboolean can_change;
  char *said;    /* what was announced last */
  guint tick_id;

  GtkLabel *headline;
  GtkLabel *sentence;
  GtkLabel *details;
  GtkWidget *card;
  GtkLabel *code;
  GtkWidget *open;
  GtkLinkButton *link;
  GtkWidget *waiting;
  GtkLabel *waiting_for;
  GtkWidget *time;
  GtkLabel *left;
  GtkProgressBar *bar;
  GtkWidget *new_code;
  GtkWidget *again;
  GtkWidget *browser;
  GtkWidget *until_quit;
  GtkWidget *change;
};

enum
{
  AGAIN,
  KEEP_UNTIL_QUIT,
  CHANGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IngotSignInView, ingot_sign_in_view, ADW_TYPE_BIN)

static gboolean
is_over (IngotSignInView *self)
{
  return ingot_job_is_over (INGOT_JOB (self->job));
}

static gboolean
is_by_code (IngotSignInView *self)
{
  return ingot_sign_in_job_get_way (self->job) == INGOT_SIGN_IN_WAY_CODE;
}

/* Each thing is said once, however often the view is brought up to date. */
static void
say (IngotSignInView *self, const char *words)
{
  if (g_set_str (&self->said, words))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* "A, B, 1": a code that is read as a word cannot be typed. */
static char *
spell (const char *code)
{
  GString *letters = g_string_new (NULL);

  for (const char *c = code; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (letters->len > 0)
        g_string_append (letters, ", ");
      g_string_append_unichar (letters, g_utf8_get_char (c));
    }
  return g_string_free_and_steal (letters);
}

static char *
dup_sentence (IngotSignInView *self)
{
  const char *name = ingot_cloud_get_client_name (self->cloud);
  g_autofree char *whose = self->whose != NULL
    ? g_strdup_printf (_("Ingot gets a token for %s. No password passes through it."), self->whose)
    : g_strdup (_("Ingot gets a token for your account. No password passes through it."));
  g_autofree char *who = name != NULL ? g_strdup_printf (_("The browser names the application “%s”."), name)
                                      : g_strdup (_("The browser names your organization’s application."));

  return g_strdup_printf ("%s %s", whose, who);
}

static void
set_words (IngotSignInView *self, const char *headline, const char *sentence)
{
  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->sentence, sentence);
}

static gboolean
tick_cb (gpointer user_data)
{
  IngotSignInView *self = user_data;
  gint64 left = MAX (0, ingot_sign_in_job_get_ends_at (self->job) - g_get_monotonic_time ());
  int seconds = (int) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  int lifetime = ingot_sign_in_job_get_lifetime (self->job);
  /* Translators: minutes and seconds for which a code is still good. */
  g_autofree char *words = g_strdup_printf (_("%d:%02d left"), seconds / 60, seconds % 60);

  gtk_label_set_label (self->left, words);
  gtk_progress_bar_set_fraction (self->bar, lifetime > 0 ? MIN (1, (double) seconds / lifetime) : 0);
  return G_SOURCE_CONTINUE;
}

/* The page where a code is entered has a short address; that of the browser's own sign-in nobody would type. */
static void
show_link (IngotSignInView *self)
{
  const char *link = ingot_sign_in_job_get_link (self->job);
  const char *shown = link != NULL && g_str_has_prefix (link, "https://") ? link + strlen ("https://") : link;
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (self->link));

  gtk_link_button_set_uri (self->link, link != NULL ? link : "");
  gtk_label_set_label (GTK_LABEL (label), shown != NULL ? shown : "");
}

static void
show_code (IngotSignInView *self)
{
  const char *code = ingot_sign_in_job_get_user_code (self->job);
  g_autofree char *sentence = dup_sentence (self);
  g_autofree char *letters = NULL;
  g_autofree char *words = NULL;

  if (code == NULL)
    {
      set_words (self, _("Getting a code"), sentence);
      return;
    }
  letters = spell (code);
  words = g_strdup_printf (_("Enter this code in your browser: %s"), letters);
  set_words (self, _("Enter this code in your browser"), sentence);
  gtk_label_set_label (self->code, code);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->code), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, letters, -1);
  say (self, words);
}

static void
show_browser (IngotSignInView *self)
{
  g_autofree char *sentence = dup_sentence (self);

  set_words (self, _("Sign in with your browser"), sentence);
  say (self, _("Sign in with your browser"));
}

static gboolean
is_keyring (const IngotFailure *failure)
{
  return failure->code == INGOT_ERROR_KEYRING || failure->code == INGOT_ERROR_KEYRING_LOCKED;
}

static void
set_suggested (GtkWidget *button, gboolean suggested)
{
  static const char *const suggestion[] = { "pill", "suggested-action", NULL };
  static const char *const other[] = { "flat", NULL };

  gtk_widget_set_css_classes (button, (const char **) (suggested ? suggestion : other));
}

/* Where no code is of use, another one is not what to try first. */
static void
suggest (IngotSignInView *self, gboolean browser)
{
  GtkBox *box = GTK_BOX (gtk_widget_get_parent (self->browser));

  set_suggested (self->browser, browser);
  set_suggested (self->new_code, !browser);
  gtk_box_reorder_child_after (box, self->browser, browser ? GTK_WIDGET (self->link) : self->again);
}

/* The service's own words come from outside: they are shown as they are, never as markup. */
static void
show_failure (IngotSignInView *self)
{
  g_autoptr(IngotFailure) unknown = ingot_failure_new (INGOT_ERROR_FAILED);
  const IngotFailure *failure = ingot_job_get_failure (INGOT_JOB (self->job));
  g_autofree char *headline = NULL;
  g_autofree char *advice = NULL;
  g_autofree char *words = NULL;

  if (failure == NULL)
    failure = unknown;
  headline = ingot_failure_dup_headline (failure);
  advice = ingot_failure_dup_advice (failure);
  words = g_strdup_printf ("%s. %s", headline, advice);
  set_words (self, headline, advice);
  gtk_label_set_label (self->details, failure->service_text != NULL ? failure->service_text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->details), failure->service_text != NULL);
  gtk_widget_set_visible (self->new_code, is_by_code (self));
  gtk_widget_set_visible (self->again, !is_by_code (self));
  gtk_widget_set_visible (self->browser, ingot_sign_in_job_offers_browser (self->job));
  suggest (self, ingot_sign_in_job_offers_browser (self->job)
                 && (failure->code == INGOT_ERROR_BLOCKED || failure->code == INGOT_ERROR_CONSENT));
  gtk_widget_set_visible (self->until_quit, is_keyring (failure));
  gtk_widget_set_visible (self->change, self->can_change);
  say (self, words);
}

static void
show_progress (IngotSignInView *self)
{
  gboolean by_code = is_by_code (self);
  IngotSignInStep step = ingot_sign_in_job_get_step (self->job);
  gboolean asks = step == INGOT_SIGN_IN_STEP_PERSON;
  gboolean ends = asks && ingot_sign_in_job_get_ends_at (self->job) != 0;

  if (by_code)
    show_code (self);
  else
    show_browser (self);
  show_link (self);
  gtk_widget_set_visible (self->card, asks && by_code);
  gtk_widget_set_visible (self->open, asks);
  gtk_widget_set_visible (GTK_WIDGET (self->link), asks && by_code);
  gtk_widget_set_visible (self->waiting, TRUE);
  gtk_label_set_label (self->waiting_for, asks ? _("Waiting for you to finish there")
                                          : step == INGOT_SIGN_IN_STEP_KEEPING ? _("Signed in; keeping it")
                                                                               : _("Asking the sign-in service"));
  gtk_widget_set_visible (self->time, ends);
  gtk_widget_set_visible (GTK_WIDGET (self->left), ends);
  /* Who sees that the code is of no use need not wait until it has expired. */
  gtk_widget_set_visible (self->browser, asks && by_code);
  suggest (self, FALSE);
  if (!ends)
    return;
  tick_cb (self);
  self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
}

static void
update (IngotSignInView *self)
{
  GtkWidget *sometimes[] = { self->card, self->open, GTK_WIDGET (self->link), self->waiting, self->time, self->new_code,
                             self->again, self->browser, self->until_quit, self->change,
                             GTK_WIDGET (self->details) };

  g_clear_handle_id (&self->tick_id, g_source_remove);
  for (gsize i = 0; i < G_N_ELEMENTS (sometimes); i++)
    gtk_widget_set_visible (sometimes[i], FALSE);
  if (self->job == NULL)
    return;
  if (is_over (self) && ingot_job_get_state (INGOT_JOB (self->job)) != INGOT_JOB_DONE)
    show_failure (self);
  else
    show_progress (self);
}

static void
launched_cb (GObject *launcher, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(IngotSignInView) self = user_data;
  g_autoptr(GError) error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (launcher), result, &error)
      || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) || self->job == NULL)
    return;
  gtk_label_set_label (self->waiting_for, _("No browser could be opened. Copy the link and open it yourself."));
  gtk_widget_set_visible (GTK_WIDGET (self->link), TRUE);
  say (self, gtk_label_get_label (self->waiting_for));
}

static void
copy_cb (IngotSignInView *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          ingot_sign_in_job_get_user_code (self->job));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _("Code copied"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
launch (IngotSignInView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr(GtkUriLauncher) launcher = gtk_uri_launcher_new (ingot_sign_in_job_get_link (self->job));

  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, launched_cb,
                           g_object_ref (self));
}

/* With the code where it can be pasted from. */
static void
open_cb (IngotSignInView *self)
{
  if (is_by_code (self))
    copy_cb (self);
  launch (self);
}

/* As Open Browser does. */
static gboolean
link_cb (IngotSignInView *self)
{
  open_cb (self);
  return TRUE;
}

/* Whoever chose the browser has asked for it to be opened. */
static void
link_changed_cb (IngotSignInView *self)
{
  update (self);
  if (!is_by_code (self) && ingot_sign_in_job_get_link (self->job) != NULL && !is_over (self))
    launch (self);
}

static void
new_code_cb (IngotSignInView *self)
{
  g_signal_emit (self, signals[AGAIN], 0, INGOT_SIGN_IN_WAY_CODE);
}

static void
browser_cb (IngotSignInView *self)
{
  g_signal_emit (self, signals[AGAIN], 0, INGOT_SIGN_IN_WAY_BROWSER);
}

static void
until_quit_cb (IngotSignInView *self)
{
  g_signal_emit (self, signals[KEEP_UNTIL_QUIT], 0);
}

static void
change_cb (IngotSignInView *self)
{
  g_signal_emit (self, signals[CHANGE], 0);
}

static void
ingot_sign_in_view_dispose (GObject *object)
{
  IngotSignInView *self = INGOT_SIGN_IN_VIEW (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->job_signals);
  g_clear_object (&self->job);
  g_clear_object (&self->cloud);
  g_clear_pointer (&self->whose, g_free);
  g_clear_pointer (&self->said, g_free);
  G_OBJECT_CLASS (ingot_sign_in_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-sign-in-view.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, headline);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, sentence);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, details);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, card);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, code);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, open);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, link);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, waiting);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, waiting_for);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, time);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, left);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, bar);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, new_code);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, again);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, browser);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, until_quit);
  gtk_widget_class_bind_template_child (widget_class, IngotSignInView, change);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_code_cb);
  gtk_widget_class_bind_template_callback (widget_class, browser_cb);
  gtk_widget_class_bind_template_callback (widget_class, until_quit_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
}

static void
ingot_sign_in_view_class_init (IngotSignInViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ingot_sign_in_view_dispose;

  signals[AGAIN] = g_signal_new ("again", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT);
  signals[KEEP_UNTIL_QUIT] = g_signal_new ("keep-until-quit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGE] = g_signal_new ("change", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
ingot_sign_in_view_init (IngotSignInView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->job_signals = g_signal_group_new (INGOT_TYPE_SIGN_IN_JOB);
  g_signal_group_connect_swapped (self->job_signals, "notify::state", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->job_signals, "notify::step", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->job_signals, "notify::link", G_CALLBACK (link_changed_cb), self);
  update (self);
}

GtkWidget *
ingot_sign_in_view_new (void)
{
  return g_object_new (INGOT_TYPE_SIGN_IN_VIEW, NULL);
}

void
ingot_sign_in_view_show (IngotSignInView *self, IngotSignInJob *job, IngotCloud *cloud, const char *whose,
                         gboolean can_change)
{
  g_set_object (&self->cloud, cloud);
  g_set_str (&self->whose, whose);
  g_clear_pointer (&self->said, g_free);
  self->can_change = can_change;
  g_set_object (&self->job, job);
  g_signal_group_set_target (self->job_signals, job);
  update (self);
}
