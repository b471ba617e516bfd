/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <libdex.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-json.h"
#include "ingot-device-sign-in.h"
#include "model/ingot-endpoint.h"

#define GRANT "urn:ietf:params:oauth:grant-type:device_code"

#define DEFAULT_INTERVAL_S 5
#define DEFAULT_LIFETIME_S 900
#define LONGEST_INTERVAL_S 60
#define LONGEST_LIFETIME_S 3600

#define MAX_USER_CODE 32

/* What RFC 8628 adds when a client asks too often. */
#define SLOWER_S 5

void
ingot_device_code_free (IngotDeviceCode *self)
{
  g_free (self->user_code);
  g_free (self->link);
  secret_password_free (self->device_code);
  g_free (self);
}

static gboolean
is_user_code (const char *text)
{
  return text != NULL && *text != '\0' && strlen (text) <= MAX_USER_CODE
         && text[strspn (text, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-")] == '\0';
}

static gboolean
is_link (const char *text)
{
  g_autoptr(GUri) uri = text != NULL && strlen (text) < 2048 ? g_uri_parse (text, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL)
    return FALSE;
  return g_str_equal (g_uri_get_scheme (uri), "https")
         || (g_str_equal (g_uri_get_scheme (uri), "http") && ingot_endpoint_is_loopback (host));
}

IngotDeviceCode *
ingot_device_code_read (JsonObject *object, GError **error)
{
  const char *user_code = ingot_json_get_string (object, "user_code");
  const char *device_code = ingot_json_get_string (object, "device_code");
  const char *link = ingot_json_get_string (object, "verification_uri");
  gint64 interval = ingot_token_reply_get_number (object, "interval", DEFAULT_INTERVAL_S);
  gint64 lifetime = ingot_token_reply_get_number (object, "expires_in", DEFAULT_LIFETIME_S);
  IngotDeviceCode *self;

  if (link == NULL)
    link = ingot_json_get_string (object, "verification_url"); /* as drafts of the standard had it */
  if (!is_user_code (user_code) || !ingot_token_is_text (device_code) || !is_link (link))
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL,
                           _("The sign-in service sent no code. Check the authority of the cloud, and try again."));
      return NULL;
    }
  self = g_new0 (IngotDeviceCode, 1);
  self->user_code = g_strdup (user_code);
  self->device_code = g_strdup (device_code);
  self->link = g_strdup (link);
  self->interval_s = (int) CLAMP (interval, 1, LONGEST_INTERVAL_S);
  self->lifetime_s = (int) CLAMP (lifetime, 1, LONGEST_LIFETIME_S);
  return self;
}

static IngotDeviceCode *
begin (IngotEntra *entra, const char *tenant, const char *scope, const char *claims, GCancellable *cancellable,
       GError **error)
{
  g_autofree char *scopes = ingot_entra_dup_scopes (scope);
  g_autoptr(JsonNode) answer = NULL;
  IngotForm *form = ingot_entra_new_form (entra);

  ingot_form_add (form, "scope", scopes);
  ingot_form_add (form, "claims", claims);
  answer = ingot_entra_post (entra, tenant, "devicecode", form, NULL, cancellable, error);
  return answer != NULL ? ingot_device_code_read (ingot_json_node_object (answer), error) : NULL;
}

/* Returns: FALSE with @error when it was cancelled meanwhile */
static gboolean
wait_ms (int ms, GCancellable *cancellable, GError **error)
{
  DexFuture *until = dex_timeout_new_msec (ms);

  if (cancellable != NULL)
    until = dex_future_first (until, dex_cancellable_new_from_cancellable (cancellable), NULL);
  dex_await (until, NULL);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static IngotTokenReply *
ask (IngotEntra *entra, const char *tenant, const IngotDeviceCode *code, IngotEntraRefusal **refusal,
     GCancellable *cancellable, GError **error)
{
  IngotForm *form = ingot_entra_new_form (entra);

  ingot_form_add (form, "grant_type", GRANT);
  ingot_form_add_secret (form, "device_code", code->device_code);
  return ingot_entra_ask_token (entra, tenant, form, refusal, cancellable, error);
}

/* What a network does while a person looks for the phone is no reason to begin anew. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, INGOT_ERROR, INGOT_ERROR_ADDRESS)
         || g_error_matches (error, INGOT_ERROR, INGOT_ERROR_TIMEOUT)
         || g_error_matches (error, INGOT_ERROR, INGOT_ERROR_INTERRUPTED)
         || g_error_matches (error, INGOT_ERROR, INGOT_ERROR_FAILED);
}

static IngotPoll
classify (const IngotEntraRefusal *refusal, const GError *error)
{
  if (refusal != NULL)
    return refusal->poll;
  return is_passing (error) ? INGOT_POLL_LATER : INGOT_POLL_STOP;
}

static int
next_interval (int interval_s, IngotPoll poll)
{
  if (poll == INGOT_POLL_SLOW_DOWN)
    interval_s += SLOWER_S;
  else if (poll == INGOT_POLL_LATER)
    interval_s *= 2;
  return MIN (interval_s, LONGEST_INTERVAL_S);
}

static IngotTokenReply *
poll (IngotEntra *entra, const char *tenant, const IngotDeviceCode *code, int second_ms, char **wanted,
      GCancellable *cancellable, GError **error)
{
  gint64 end = g_get_monotonic_time () + code->lifetime_s * (gint64) second_ms * 1000;
  int interval_s = code->interval_s;

  while (wait_ms (interval_s * second_ms, cancellable, error))
    {
      g_autoptr(IngotEntraRefusal) refusal = NULL;
      g_autoptr(GError) reason = NULL;
      IngotTokenReply *reply = ask (entra, tenant, code, &refusal, cancellable, &reason);
      IngotPoll next = reply == NULL ? classify (refusal, reason) : INGOT_POLL_STOP;

      if (reply != NULL)
        return reply;
      if (next == INGOT_POLL_STOP)
        {
          if (refusal != NULL && wanted != NULL)
            *wanted = g_steal_pointer (&refusal->claims);
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
      if (g_get_monotonic_time () >= end)
        {
          g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_CODE_EXPIRED, _("The code has expired."));
          return NULL;
        }
      interval_s = next_interval (interval_s, next);
    }
  return NULL;
}

IngotTokenReply *
ingot_device_sign_in_run (IngotEntra *entra, const char *tenant, const char *scope, const char *claims, int second_ms,
                          IngotDeviceCodeFunc func, gpointer user_data, char **wanted, GCancellable *cancellable,
                          GError **error)
{
  g_autoptr(IngotDeviceCode) code = begin (entra, tenant, scope, claims, cancellable, error);

  if (code == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  func (code, user_data);
  return poll (entra, tenant, code, second_ms, wanted, cancellable, error);
}
