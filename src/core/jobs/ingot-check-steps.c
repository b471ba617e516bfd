/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "auth/ingot-token-credential.h"
#include "azure/ingot-chat.h"
#include "azure/ingot-endpoint-style.h"
#include "ingot-check-job-private.h"
#include "net/ingot-reach.h"

#define MAX_ADDRESSES 2

/* What the steps hand on to each other. */
typedef struct
{
  IngotCheckJob *job;
  GCancellable *cancellable;
  SoupSession *session;
  IngotReach *reach;
  IngotCredential *credential;
  gint64 signing_in_us;
} Check;

/* Ends: each returns FALSE, for there are no more steps */

static gboolean
stop_with_failure (Check *self, IngotCheckKind kind, const IngotFailure *failure, const char *detail, gint64 duration)
{
  g_autoptr(IngotFailure) told = ingot_failure_copy (failure);

  g_set_str (&told->deployment, ingot_deployment_get_name (self->job->deployment));
  if (told->host == NULL && self->reach != NULL)
    told->host = g_strdup (ingot_reach_get_host (self->reach));
  ingot_check_job_stop (self->job, kind, told, detail, duration);
  return FALSE;
}

static gboolean
stop (Check *self, IngotCheckKind kind, const GError *error, gint64 duration)
{
  g_autoptr(IngotFailure) failure = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      ingot_check_job_end_cancelled (self->job);
      return FALSE;
    }
  failure = ingot_failure_new_from_error (error);
  return stop_with_failure (self, kind, failure, error->domain == INGOT_ERROR ? error->message : NULL, duration);
}

/* The way to the host */

static void
tell_name (Check *self)
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
find_name (Check *self)
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
make_connection (Check *self)
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
make_secure (Check *self)
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

static gboolean
uses_tokens (Check *self)
{
  return self->credential != NULL && ingot_credential_is_renewable (self->credential);
}

static void
pass_token (Check *self)
{
  IngotAccount *account = ingot_resource_get_account (self->job->resource);
  g_autofree char *detail = g_strdup_printf (_("%s has a token"), ingot_account_get_title (account));

  ingot_check_job_pass (self->job, INGOT_CHECK_SIGN_IN, detail, self->signing_in_us);
  ingot_check_job_begin (self->job, INGOT_CHECK_AUDIENCE);
}

static void
skip_tokens (Check *self)
{
  ingot_check_job_skip (self->job, INGOT_CHECK_AUDIENCE, _("Only tokens have one"));
}

/* That a key is there says nothing of whether it is taken: the step goes on until an answer has come. */
static gboolean
sign_in (Check *self)
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
      skip_tokens (self);
      return TRUE;
    }
  done = dex_await (dex_future_first (ingot_credential_authorize (self->credential, headers, self->cancellable),
                                      dex_cancellable_new_from_cancellable (self->cancellable), NULL), &error);
  self->signing_in_us = g_get_monotonic_time () - begin;
  if (!done)
    return stop (self, g_error_matches (error, INGOT_ERROR, INGOT_ERROR_SCOPE) ? INGOT_CHECK_AUDIENCE
                                                                                : INGOT_CHECK_SIGN_IN,
                 error, self->signing_in_us);
  if (uses_tokens (self))
    pass_token (self);
  return TRUE;
}

/* What one answer tells of */

static const char *
get_key_words (Check *self)
{
  if (ingot_resource_get_kind (self->job->resource) == INGOT_RESOURCE_SANDBOX)
    return _("The sandbox’s own key is accepted");
  return self->job->is_typed ? _("The key that was typed is accepted") : _("The key from the keyring is accepted");
}

static void
pass_sign_in (Check *self)
{
  if (self->credential != NULL && !uses_tokens (self))
    {
      ingot_check_job_pass (self->job, INGOT_CHECK_SIGN_IN, get_key_words (self), self->signing_in_us);
      skip_tokens (self);
    }
}

static void
pass_audience (Check *self)
{
  g_autofree char *audience = NULL;
  g_autofree char *detail = NULL;

  if (!uses_tokens (self))
    return;
  audience = ingot_token_source_dup_resource (ingot_token_credential_get_scope (INGOT_TOKEN_CREDENTIAL (self->credential)));
  detail = g_strdup_printf (_("Tokens for %s are accepted"), audience);
  ingot_check_job_pass (self->job, INGOT_CHECK_AUDIENCE, detail, -1);
}

static void
pass_role (Check *self)
{
  if (self->credential == NULL)
    ingot_check_job_skip (self->job, INGOT_CHECK_ROLE, _("This server asks for nothing"));
  else if (uses_tokens (self))
    ingot_check_job_pass (self->job, INGOT_CHECK_ROLE, _("The account may use deployments here"), -1);
  else
    ingot_check_job_pass (self->job, INGOT_CHECK_ROLE, _("Whoever has the key may use deployments here"), -1);
}

static void
pass_path (Check *self)
{
  const IngotEndpointStyleTable *style = ingot_endpoint_style_find (ingot_deployment_get_style (self->job->deployment));
  g_autofree char *url = style->dup_url (self->job->deployment, INGOT_OPERATION_CHAT);
  g_autoptr(GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *detail = g_strdup_printf (_("%s is there"), uri != NULL ? g_uri_get_path (uri) : "/");

  ingot_check_job_pass (self->job, INGOT_CHECK_PATH, detail, -1);
}

static void
pass_version (Check *self)
{
  IngotEndpointStyle style = ingot_deployment_get_style (self->job->deployment);
  const char *usual = ingot_endpoint_style_get_version (style);
  const char *pinned = ingot_deployment_get_api_version (self->job->deployment);
  g_autofree char *detail = NULL;

  if (usual == NULL)
    {
      ingot_check_job_skip (self->job, INGOT_CHECK_API_VERSION, _("The v1 style has none"));
      return;
    }
  detail = g_strdup_printf (_("%s is accepted"), pinned != NULL ? pinned : usual);
  ingot_check_job_pass (self->job, INGOT_CHECK_API_VERSION, detail, -1);
}

static void
pass_deployment (Check *self)
{
  g_autofree char *detail = g_strdup_printf (_("“%s” is there"), ingot_deployment_get_name (self->job->deployment));

  ingot_check_job_pass (self->job, INGOT_CHECK_DEPLOYMENT, detail, -1);
}

/* A service looks at one layer after the other: what it complains of, all before was right. */
static void
pass_before (Check *self, IngotCheckKind kind)
{
  static void (*const pass[]) (Check *self) = {
    [INGOT_CHECK_SIGN_IN] = pass_sign_in,
    [INGOT_CHECK_AUDIENCE] = pass_audience,
    [INGOT_CHECK_ROLE] = pass_role,
    [INGOT_CHECK_PATH] = pass_path,
    [INGOT_CHECK_API_VERSION] = pass_version,
    [INGOT_CHECK_DEPLOYMENT] = pass_deployment,
  };

  for (guint i = INGOT_CHECK_SIGN_IN; i < kind && i < G_N_ELEMENTS (pass); i++)
    pass[i] (self);
}

static IngotChat *
new_chat (Check *self)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotTurn) question = ingot_turn_new_user ("Hi");
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply (NULL, NULL);
  IngotChat *chat;

  ingot_conversation_append (conversation, question);
  ingot_conversation_append (conversation, reply);
  ingot_parameters_set_number (ingot_conversation_get_parameters (conversation), INGOT_PARAMETER_MAX_TOKENS, 1);
  chat = ingot_chat_new (self->session, self->job->deployment, self->credential, conversation, reply);
  ingot_chat_forbid_retries (chat);
  return chat;
}

/* A model that reasons unseen cannot say anything in one token. It has answered all the same. */
static gboolean
has_run_out (const IngotFailure *failure)
{
  return failure->code == INGOT_ERROR_BAD_REQUEST && failure->service_text != NULL
         && strstr (failure->service_text, "output limit was reached") != NULL;
}

static void
pass_all (Check *self, gint64 duration)
{
  pass_before (self, INGOT_CHECK_ANSWER);
  ingot_check_job_pass (self->job, INGOT_CHECK_ANSWER, _("One token came back"), duration);
  ingot_job_set_state (INGOT_JOB (self->job), INGOT_JOB_DONE);
}

static void
ask (Check *self)
{
  g_autoptr(IngotChat) chat = new_chat (self);
  gint64 begin = g_get_monotonic_time ();
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotFailure) failure = NULL;
  IngotCheckKind kind;
  gint64 duration;
  gboolean done;

  if (self->credential == NULL)
    ingot_check_job_begin (self->job, INGOT_CHECK_PATH);
  done = dex_await (ingot_chat_run (chat, self->cancellable), &error);
  duration = g_get_monotonic_time () - begin;
  if (!done && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      ingot_check_job_end_cancelled (self->job);
      return;
    }
  failure = done ? NULL : ingot_chat_dup_failure (chat, error);
  if (done || has_run_out (failure))
    {
      pass_all (self, duration);
      return;
    }
  kind = ingot_check_kind_of_error (failure->code);
  pass_before (self, kind);
  stop_with_failure (self, kind, failure, NULL, duration);
}

void
ingot_check_job_run (IngotCheckJob *job)
{
  Check self = { .job = job, .cancellable = ingot_job_get_cancellable (INGOT_JOB (job)) };

  if (find_name (&self) && make_connection (&self) && make_secure (&self) && sign_in (&self))
    ask (&self);
  g_clear_object (&self.session);
  g_clear_object (&self.credential);
  g_clear_pointer (&self.reach, ingot_reach_free);
}
