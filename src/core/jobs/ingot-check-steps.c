/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ingot-check-private.h"

#define MAX_ADDRESSES 2

/* Ends: each returns FALSE, for there are no more steps */

gboolean
ingot_check_stop_with_failure (IngotCheck *self, IngotCheckKind kind, const IngotFailure *failure,
                               const char *detail, gint64 duration)
{
  g_autoptr(IngotFailure) told = ingot_failure_copy (failure);

  g_set_str (&told->deployment, ingot_deployment_get_name (self->job->deployment));
  if (told->host == NULL && self->reach != NULL)
    told->host = ingot_reach_dup_shown_host (self->reach);
  ingot_check_job_stop (self->job, kind, told, detail, duration);
  return FALSE;
}

static gboolean
stop (IngotCheck *self, IngotCheckKind kind, const GError *error, gint64 duration)
{
  g_autoptr(IngotFailure) failure = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      ingot_check_job_end_cancelled (self->job);
      return FALSE;
    }
  failure = ingot_failure_new_from_error (error);
  return ingot_check_stop_with_failure (self, kind, failure, error->domain == INGOT_ERROR ? error->message : NULL,
                                        duration);
}

/* The way to the host */

static void
tell_name (IngotCheck *self)
{
  const char *host = ingot_reach_get_host (self->reach);
  const char *proxy = ingot_reach_get_proxy (self->reach);
  GPtrArray *addresses = ingot_reach_get_addresses (self->reach);
  g_autoptr(GString) list = g_string_new (NULL);
  g_autofree char *detail = NULL;

  if (proxy != NULL)
    detail = g_strdup_printf (_("The proxy %s looks up %s"), proxy, host);
  else if (addresses == NULL)
    detail = g_strdup_printf (_("%s is an address already"), host);
  if (detail != NULL)
    {
      ingot_check_job_skip (self->job, INGOT_CHECK_NAME, detail);
      return;
    }
  for (guint i = 0; i < MIN (addresses->len, MAX_ADDRESSES); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", (const char *) addresses->pdata[i]);
  if (addresses->len > MAX_ADDRESSES)
    g_string_append (list, ", …");
  detail = g_strdup_printf (_("%s is %s"), host, list->str);
  ingot_check_job_pass (self->job, INGOT_CHECK_NAME, detail, ingot_reach_get_duration (self->reach));
}

static gboolean
find_name (IngotCheck *self)
{
  IngotResource *resource = self->job->resource;
  g_autoptr(GError) error = NULL;

  ingot_check_job_begin (self->job, INGOT_CHECK_NAME);
  if (ingot_resource_get_kind (resource) == INGOT_RESOURCE_SANDBOX
      && !dex_await (dex_future_first (ingot_resources_prepare (self->job->resources, resource),
                                       dex_cancellable_new_from_cancellable (self->cancellable), NULL), &error))
    return stop (self, INGOT_CHECK_NAME, error, -1);
  self->session = ingot_resources_get_session (self->job->resources, resource, &error);
  if (self->session == NULL)
    return stop (self, INGOT_CHECK_SECURITY, error, -1);
  g_object_ref (self->session);
  self->reach = ingot_reach_new (self->session, ingot_resource_get_url (resource), self->cancellable, &error);
  if (self->reach == NULL)
    return stop (self, INGOT_CHECK_NAME, error, -1);
  if (!ingot_reach_find_name (self->reach, &error))
    return stop (self, INGOT_CHECK_NAME, error, ingot_reach_get_duration (self->reach));
  tell_name (self);
  return TRUE;
}

static gboolean
make_connection (IngotCheck *self)
{
  g_autofree char *address = ingot_reach_dup_address (self->reach);
  const char *proxy = ingot_reach_get_proxy (self->reach);
  const char *peer;
  g_autofree char *detail = NULL;
  g_autoptr(GError) error = NULL;

  ingot_check_job_begin (self->job, INGOT_CHECK_CONNECTION);
  if (!ingot_reach_connect (self->reach, &error))
    return stop (self, INGOT_CHECK_CONNECTION, error, ingot_reach_get_duration (self->reach));
  peer = ingot_reach_get_peer (self->reach);
  if (proxy != NULL)
    detail = g_strdup_printf (_("The proxy %s connects to %s"), proxy, address);
  else
    detail = g_strdup_printf (_("%s accepts connections"), peer != NULL ? peer : address);
  ingot_check_job_pass (self->job, INGOT_CHECK_CONNECTION, detail, ingot_reach_get_duration (self->reach));
  return TRUE;
}

static gboolean
make_secure (IngotCheck *self)
{
  g_autofree char *detail = NULL;
  g_autoptr(GError) error = NULL;

  if (!ingot_reach_is_secure (self->reach))
    {
      ingot_check_job_skip (self->job, INGOT_CHECK_SECURITY,
                            _("Plain http to this computer: nobody else can read it"));
      return TRUE;
    }
  ingot_check_job_begin (self->job, INGOT_CHECK_SECURITY);
  if (!ingot_reach_secure (self->reach, &error))
    return stop (self, INGOT_CHECK_SECURITY, error, ingot_reach_get_duration (self->reach));
  if (ingot_reach_get_issuer (self->reach) != NULL)
    detail = g_strdup_printf (_("%s, certificate by %s"), ingot_reach_get_protocol (self->reach),
                              ingot_reach_get_issuer (self->reach));
  ingot_check_job_pass (self->job, INGOT_CHECK_SECURITY,
                        detail != NULL ? detail : ingot_reach_get_protocol (self->reach),
                        ingot_reach_get_duration (self->reach));
  return TRUE;
}

/* Who asks */

gboolean
ingot_check_uses_tokens (IngotCheck *self)
{
  return self->credential != NULL && ingot_credential_is_renewable (self->credential);
}

static void
pass_token (IngotCheck *self)
{
  IngotAccount *account = ingot_resource_get_account (self->job->resource);
  g_autofree char *detail = g_strdup_printf (_("%s has a token"), ingot_account_get_title (account));

  ingot_check_job_pass (self->job, INGOT_CHECK_SIGN_IN, detail, self->signing_in_us);
  ingot_check_job_begin (self->job, INGOT_CHECK_AUDIENCE);
}

void
ingot_check_skip_tokens (IngotCheck *self)
{
  ingot_check_job_skip (self->job, INGOT_CHECK_AUDIENCE, _("Only tokens have one"));
}

/* That a key is there says nothing of whether it is taken: the step goes on until an answer has come. */
static gboolean
sign_in (IngotCheck *self)
{
  IngotCheckJob *job = self->job;
  gint64 begin = g_get_monotonic_time ();
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(GError) error = NULL;
  IngotCredential *credential;
  gboolean done;

  ingot_check_job_begin (job, INGOT_CHECK_SIGN_IN);
  if (!dex_await (ingot_resources_prepare (job->resources, job->resource), &error))
    return stop (self, INGOT_CHECK_SIGN_IN, error, -1);
  credential = job->is_typed ? job->credential : ingot_resources_get_credential (job->resources, job->resource);
  g_set_object (&self->credential, credential);
  if (self->credential == NULL)
    {
      ingot_check_job_skip (job, INGOT_CHECK_SIGN_IN, _("This server asks for nothing"));
      ingot_check_skip_tokens (self);
      return TRUE;
    }
  done = dex_await (dex_future_first (ingot_credential_authorize (self->credential, headers, self->cancellable),
                                      dex_cancellable_new_from_cancellable (self->cancellable), NULL), &error);
  self->signing_in_us = g_get_monotonic_time () - begin;
  if (!done)
    return stop (self, g_error_matches (error, INGOT_ERROR, INGOT_ERROR_SCOPE) ? INGOT_CHECK_AUDIENCE
                                                                                : INGOT_CHECK_SIGN_IN,
                 error, self->signing_in_us);
  if (ingot_check_uses_tokens (self))
    pass_token (self);
  return TRUE;
}

void
ingot_check_job_run (IngotCheckJob *job)
{
  IngotCheck self = { .job = job, .cancellable = ingot_job_get_cancellable (INGOT_JOB (job)) };

  if (find_name (&self) && make_connection (&self) && make_secure (&self))
    {
      ingot_reach_leave (self.reach);
      if (sign_in (&self))
        ingot_check_ask (&self);
    }
  g_clear_object (&self.session);
  g_clear_object (&self.credential);
  g_clear_pointer (&self.reach, ingot_reach_free);
}
