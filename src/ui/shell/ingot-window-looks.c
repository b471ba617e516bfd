/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-window-private.h"

/* Well after the first frame, and after whatever somebody does first. */
#define REFRESH_S 5

/* What is deployed changes seldom; the Deployments page looks again by itself. */
#define MAX_AGE_US (12 * G_TIME_SPAN_HOUR)

static void
refresh_cb (gpointer user_data)
{
  IngotWindow *self = user_data;

  self->refresh_id = 0;
  ingot_resources_refresh (ingot_workspace_get_resources (self->workspace), MAX_AGE_US);
}

void
ingot_window_begin_refresh (IngotWindow *self)
{
  ingot_window_end_refresh (self);
  self->refresh_id = g_timeout_add_seconds_once (REFRESH_S, refresh_cb, self);
}

void
ingot_window_end_refresh (IngotWindow *self)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
}

static guint
count_resources (IngotDiscoverJob *look)
{
  GListModel *subscriptions = ingot_discover_job_get_subscriptions (look);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr(IngotSubscription) subscription = g_list_model_get_item (subscriptions, i);

      n += ingot_subscription_get_n_resources (subscription);
    }
  return n;
}

static void
response_cb (IngotWindow *self, const char *response, AdwDialog *dialog)
{
  if (g_str_equal (response, "add"))
    ingot_window_add_resource (self, g_object_get_data (G_OBJECT (dialog), "account"));
}

/* @text: why there is nothing, in sentences */
static void
offer_resource (IngotWindow *self, IngotAccount *account, const char *heading, const char *text)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, text);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "close", _("_Close"), "add", _("_Add Resource…"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "add", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "add");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  g_object_set_data_full (G_OBJECT (dialog), "account", g_object_ref (account), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
tell_nothing_found (IngotWindow *self, IngotAccount *account)
{
  g_autofree char *text =
    g_strdup_printf (_("%s reaches no Azure AI Foundry resource. Ask somebody who manages one for a role on it, such as "
                       "Cognitive Services User. A resource whose address you know can be added without being "
                       "listed."), ingot_account_get_title (account));

  offer_resource (self, account, _("No Resources Found"), text);
}

static void
look_over_cb (IngotWindow *self, GParamSpec *pspec, IngotDiscoverJob *look)
{
  IngotAccount *account = ingot_discover_job_get_account (look);
  const IngotFailure *failure = ingot_job_get_failure (INGOT_JOB (look));

  if (!ingot_job_is_over (INGOT_JOB (look)))
    return;
  g_signal_handlers_disconnect_by_func (look, look_over_cb, self);
  if (account == NULL)
    return;
  if (failure != NULL)
    {
      g_autofree char *headline = ingot_failure_dup_headline (failure);
      g_autofree char *advice = ingot_failure_dup_advice (failure);

      offer_resource (self, account, headline, advice);
    }
  else if (ingot_job_get_state (INGOT_JOB (look)) == INGOT_JOB_DONE && count_resources (look) == 0)
    tell_nothing_found (self, account);
}

void
ingot_window_look_for (IngotWindow *self, IngotAccount *account)
{
  g_autoptr(IngotDiscoverJob) look =
    ingot_resources_discover (ingot_workspace_get_resources (self->workspace), account);

  g_signal_handlers_disconnect_by_func (look, look_over_cb, self); /* it may run already */
  g_signal_connect_object (look, "notify::state", G_CALLBACK (look_over_cb), self, G_CONNECT_SWAPPED);
  ingot_window_show_deployments (self);
}
