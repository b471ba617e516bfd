/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-chat"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-filter-grid.h"
#include "ingot-reply-card.h"

#define ATTEMPTS 3 /* the first one and at most two more */

struct _IngotReplyCard
{
  AdwBin parent_instance;

  IngotSendJob *job; /* whose next attempt is waited for */
  IngotDeployment *alternative;
  gboolean is_past; /* something comes after the reply */
  gint64 waiting_since;
  guint tick_id;

  GtkWidget *card;
  GtkImage *icon;
  GtkLabel *headline;
  GtkLabel *advice;
  AdwBin *filter;
  GtkWidget *countdown;
  GtkProgressBar *progress;
  GtkLabel *attempt;
  GtkWidget *rest;
  GtkButton *again;
  GtkWidget *edit;
  GtkWidget *another;
  GtkWidget *add_resource;
  GtkWidget *check;
  GtkWidget *sign_in;
  GtkButton *use_style;
  GtkButton *instead;
  GtkWidget *now;
  GtkWidget *cancel;
  GtkWidget *details_button;
  GtkLabel *details;
};

G_DEFINE_FINAL_TYPE (IngotReplyCard, ingot_reply_card, ADW_TYPE_BIN)

typedef enum { FAILED, INTERRUPTED, WAITING, PROBING } Look;

static void
set_look (IngotReplyCard *self, Look look, const char *tint, const char *icon)
{
  static const char *const tints[] = { "error", "warning", "neutral" };

  for (gsize i = 0; i < G_N_ELEMENTS (tints); i++)
    gtk_widget_remove_css_class (self->card, tints[i]);
  gtk_widget_add_css_class (self->card, tint);
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->again), look == FAILED || look == INTERRUPTED);
  gtk_button_set_label (self->again, look == INTERRUPTED ? _("Regenerate") : _("Try Again"));
  gtk_widget_set_visible (self->rest, FALSE);
  gtk_widget_set_visible (self->edit, FALSE);
  gtk_widget_set_visible (self->another, FALSE);
  gtk_widget_set_visible (self->add_resource, FALSE);
  gtk_widget_set_visible (self->check, FALSE);
  gtk_widget_set_visible (self->sign_in, FALSE);
  adw_bin_set_child (self->filter, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->filter), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->use_style), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->instead), FALSE);
  gtk_widget_set_visible (self->now, look == WAITING);
  gtk_widget_set_visible (self->cancel, look == WAITING || look == PROBING);
  gtk_widget_set_visible (self->countdown, look == WAITING);
}

static void
set_words (IngotReplyCard *self, const char *headline, const char *advice)
{
  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->advice, advice);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, headline,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, advice, -1);
}

/* The service's own words come from outside: they are shown as they are, never as markup. */
static void
set_details (IngotReplyCard *self, const IngotFailure *failure)
{
  g_autoptr(GString) details = g_string_new (NULL);

  if (failure != NULL && failure->service_text != NULL)
    g_string_append_printf (details, "%s\n", failure->service_text);
  if (failure != NULL && failure->status != 0)
    g_string_append_printf (details, _("HTTP status: %d\n"), failure->status);
  if (failure != NULL && failure->service_code != NULL)
    g_string_append_printf (details, _("Code: %s\n"), failure->service_code);
  if (failure != NULL && failure->request_id != NULL)
    g_string_append_printf (details, _("Request id: %s\n"), failure->request_id);
  if (details->len > 0)
    g_string_truncate (details, details->len - 1);
  gtk_label_set_label (self->details, details->str);
  gtk_widget_set_visible (self->details_button, details->len > 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->details_button), FALSE);
}

static void
copy_details_cb (IngotReplyCard *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_label (self->details));
}

static gboolean
tick_cb (gpointer user_data)
{
  IngotReplyCard *self = user_data;
  gint64 until = ingot_send_job_get_retry_at (self->job);
  gint64 now = g_get_monotonic_time ();
  gint64 left = MAX (0, until - now);
  g_autofree char *words = NULL;

  words = g_strdup_printf (_("Attempt %d of %d in %d s"), ingot_send_job_get_attempt (self->job) + 1,
                           ATTEMPTS,
                           (int) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC));
  gtk_label_set_label (self->attempt, words);
  if (until > self->waiting_since)
    {
      double waited = (double) (now - self->waiting_since) / (until - self->waiting_since);

      gtk_progress_bar_set_fraction (self->progress, CLAMP (waited, 0, 1));
    }
  return G_SOURCE_CONTINUE;
}

static void
ingot_reply_card_dispose (GObject *object)
{
  ingot_reply_card_clear (INGOT_REPLY_CARD (object));
  g_clear_object (&INGOT_REPLY_CARD (object)->alternative);
  G_OBJECT_CLASS (ingot_reply_card_parent_class)->dispose (object);
}

static void
ingot_reply_card_class_init (IngotReplyCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ingot_reply_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-reply-card.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, card);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, icon);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, headline);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, advice);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, countdown);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, filter);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, rest);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, edit);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, another);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, progress);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, attempt);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, again);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, add_resource);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, check);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, sign_in);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, use_style);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, instead);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, now);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, cancel);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, details_button);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyCard, details);
  gtk_widget_class_bind_template_callback (widget_class, copy_details_cb);
}

static void
ingot_reply_card_init (IngotReplyCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ingot_reply_card_new (void)
{
  return g_object_new (INGOT_TYPE_REPLY_CARD, NULL);
}

static void
offer_style (IngotReplyCard *self, IngotEndpointStyle style)
{
  g_autofree char *words = g_strdup_printf (_("Use the %s Style"), ingot_endpoint_style_get_title (style));

  gtk_button_set_label (self->use_style, words);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->use_style), "i", (int) style);
  gtk_widget_set_visible (GTK_WIDGET (self->use_style), TRUE);
}

static void
offer_alternative (IngotReplyCard *self)
{
  g_autofree char *words = NULL;

  if (self->alternative == NULL)
    return;
  words = g_strdup_printf (_("Use %s Instead"), ingot_deployment_get_name (self->alternative));
  gtk_button_set_label (self->instead, words);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->instead), "x",
                                    ingot_deployment_get_id (self->alternative));
  gtk_widget_set_visible (GTK_WIDGET (self->instead), TRUE);
}

static gboolean
helps_to_ask_another (IngotError code)
{
  static const IngotError codes[] = {
    INGOT_ERROR_FILTERED, INGOT_ERROR_RATE_LIMIT, INGOT_ERROR_CAPACITY, INGOT_ERROR_QUOTA_TOO_SMALL,
    INGOT_ERROR_TOO_LONG, INGOT_ERROR_NO_CHAT, INGOT_ERROR_NO_DEPLOYMENT, INGOT_ERROR_TIMEOUT, INGOT_ERROR_SERVICE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i] == code)
      return TRUE;
  return FALSE;
}

static gboolean
helps_to_sign_in (IngotError code)
{
  return code == INGOT_ERROR_SIGN_IN_AGAIN || code == INGOT_ERROR_MFA || code == INGOT_ERROR_CONSENT
         || code == INGOT_ERROR_BLOCKED;
}

/* A check asks for one word only: it cannot tell what is wrong with this prompt, nor with what came of it. */
static gboolean
helps_to_check (IngotError code)
{
  return code != INGOT_ERROR_FILTERED && code != INGOT_ERROR_INTERRUPTED && code != INGOT_ERROR_TOO_LONG
         && code != INGOT_ERROR_STORE;
}

void
ingot_reply_card_set_is_last (IngotReplyCard *self, gboolean is_last)
{
  self->is_past = !is_last;
}

static void
hide_what_is_past (IngotReplyCard *self)
{
  GtkWidget *const offers[] = { self->rest, self->edit, self->another, self->add_resource, self->check,
                                GTK_WIDGET (self->again), GTK_WIDGET (self->use_style), GTK_WIDGET (self->instead) };

  for (gsize i = 0; i < G_N_ELEMENTS (offers); i++)
    if (self->is_past)
      gtk_widget_set_visible (offers[i], FALSE);
}

void
ingot_reply_card_show_failure (IngotReplyCard *self, const IngotFailure *failure, gboolean can_continue)
{
  g_autofree char *headline = ingot_failure_dup_headline (failure);
  g_autofree char *advice = ingot_failure_dup_advice (failure);
  gboolean wait = failure->code == INGOT_ERROR_RATE_LIMIT || failure->code == INGOT_ERROR_CAPACITY
                  || failure->code == INGOT_ERROR_QUOTA_TOO_SMALL;
  gboolean filtered = failure->code == INGOT_ERROR_FILTERED;

  ingot_reply_card_clear (self);
  set_look (self, FAILED, wait ? "warning" : "error",
            wait       ? "power-profile-performance-symbolic"
            : filtered ? "security-high-symbolic"
                       : "dialog-error-symbolic");
  gtk_widget_set_visible (self->rest, can_continue);
  gtk_widget_set_visible (self->edit, filtered || failure->code == INGOT_ERROR_TOO_LONG);
  gtk_widget_set_visible (self->another, helps_to_ask_another (failure->code));
  if (failure->filter != NULL)
    adw_bin_set_child (self->filter, ingot_filter_grid_new (failure->filter));
  gtk_widget_set_visible (GTK_WIDGET (self->filter), failure->filter != NULL);
  gtk_widget_set_visible (self->add_resource,
                          failure->code == INGOT_ERROR_SIGN_IN || failure->code == INGOT_ERROR_NO_KEY);
  gtk_widget_set_visible (self->check, helps_to_check (failure->code));
  gtk_widget_set_visible (self->sign_in, helps_to_sign_in (failure->code));
  if (failure->suggested_style != 0)
    offer_style (self, failure->suggested_style);
  if (wait)
    offer_alternative (self);
  /* Who wants yet another one finds it below the card. */
  if (gtk_widget_get_visible (GTK_WIDGET (self->instead)))
    gtk_widget_set_visible (self->another, FALSE);
  hide_what_is_past (self);
  set_words (self, headline, advice);
  set_details (self, failure);
}

void
ingot_reply_card_show_interrupted (IngotReplyCard *self, gboolean can_continue)
{
  ingot_reply_card_clear (self);
  set_look (self, INTERRUPTED, "neutral", "dialog-information-symbolic");
  gtk_widget_set_visible (self->rest, can_continue);
  hide_what_is_past (self);
  set_words (self, _("The reply was interrupted"), _("What arrived is kept."));
  set_details (self, NULL);
}

void
ingot_reply_card_show_waiting (IngotReplyCard *self, IngotSendJob *job)
{
  const IngotFailure *failure = ingot_send_job_get_retry_failure (job);
  g_autofree char *headline = failure != NULL ? ingot_failure_dup_headline (failure)
                                              : g_strdup (_("The request failed"));
  gboolean limited = failure != NULL && failure->code == INGOT_ERROR_RATE_LIMIT;

  ingot_reply_card_clear (self);
  set_look (self, WAITING, "warning",
            limited ? "power-profile-performance-symbolic" : "dialog-warning-symbolic");
  set_words (self, headline, _("It is sent again by itself after a moment, as the service asks."));
  set_details (self, failure);
  offer_alternative (self);
  self->job = g_object_ref (job);
  self->waiting_since = g_get_monotonic_time ();
  self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
  tick_cb (self);
}

void
ingot_reply_card_show_probing (IngotReplyCard *self)
{
  g_autoptr(GdkPaintable) spinner = GDK_PAINTABLE (adw_spinner_paintable_new (GTK_WIDGET (self->icon)));

  ingot_reply_card_clear (self);
  set_look (self, PROBING, "neutral", NULL);
  gtk_image_set_from_paintable (self->icon, spinner);
  set_words (self, _("No chat was found at this address"),
             _("Trying whether the deployment answers in another endpoint style, for ten seconds at most."));
  set_details (self, NULL);
}

void
ingot_reply_card_set_alternative (IngotReplyCard *self, IngotDeployment *alternative)
{
  g_set_object (&self->alternative, alternative);
}

void
ingot_reply_card_clear (IngotReplyCard *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->job);
}
