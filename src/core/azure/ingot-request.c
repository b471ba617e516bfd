/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ingot-request.h"
#include "ingot-service-error.h"

/* An error is a few hundred bytes; a page of a gateway may have pictures in it. */
#define MAX_ERROR_BODY (256 * 1024)

#define DRAIN_MS 20

/* Lives as long as the exchange may ask for it. */
typedef struct
{
  IngotCredential *credential;
  GCancellable *cancellable;
  SoupMessage *message;
  guint refusals;
  char *id;
  char *name; /* of a header more, or NULL */
  char *value;
} Preparation;

struct _IngotRequest
{
  IngotExchange *exchange;
  GCancellable *cancellable;
  Preparation *preparation; /* owned by the exchange */
};

static void
preparation_free (gpointer data)
{
  Preparation *self = data;

  g_clear_object (&self->credential);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->message);
  g_free (self->id);
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

static DexFuture *
prepare (SoupMessage *message, gpointer user_data)
{
  Preparation *self = user_data;
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  g_set_object (&self->message, message);
  soup_message_headers_replace (headers, "x-ms-client-request-id", self->id);
  if (self->value != NULL)
    soup_message_headers_replace (headers, self->name, self->value);
  if (self->credential == NULL)
    return dex_future_new_true ();
  return ingot_credential_authorize (self->credential, headers, self->cancellable);
}

static DexFuture *
review (SoupMessage *message, GBytes *body, gpointer user_data)
{
  Preparation *self = user_data;
  const IngotCredentialRefusal refusal = {
    .sent = soup_message_get_request_headers (message),
    .answer = soup_message_get_response_headers (message),
    .body = body,
    .round = ++self->refusals,
  };

  return ingot_credential_recover (self->credential, &refusal, self->cancellable);
}

IngotRequest *
ingot_request_new (IngotExchange *exchange, IngotCredential *credential, GCancellable *cancellable)
{
  IngotRequest *self = g_new0 (IngotRequest, 1);
  Preparation *preparation = g_new0 (Preparation, 1);

  g_set_object (&preparation->credential, credential);
  g_set_object (&preparation->cancellable, cancellable);
  preparation->id = g_uuid_string_random ();
  ingot_exchange_set_prepare (exchange, prepare, preparation, preparation_free);
  if (credential != NULL && ingot_credential_is_renewable (credential))
    ingot_exchange_set_review (exchange, review);

  self->exchange = g_object_ref (exchange);
  g_set_object (&self->cancellable, cancellable);
  self->preparation = preparation;
  return self;
}

void
ingot_request_set_header (IngotRequest *self, const char *name, const char *value)
{
  g_set_str (&self->preparation->name, name);
  g_set_str (&self->preparation->value, value);
}

void
ingot_request_free (IngotRequest *self)
{
  g_object_unref (self->exchange);
  g_clear_object (&self->cancellable);
  g_free (self);
}

gboolean
ingot_request_send (IngotRequest *self, GError **error)
{
  g_autoptr(GInputStream) body = dex_await_object (ingot_exchange_send (self->exchange, self->cancellable), error);

  return body != NULL;
}

GBytes *
ingot_request_read (IngotRequest *self, GError **error)
{
  return dex_await_boxed (ingot_exchange_read (self->exchange, self->cancellable), error);
}

void
ingot_request_drain (IngotRequest *self)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  gsize length = 1;

  while (length > 0)
    {
      g_autoptr(GBytes) bytes = dex_await_boxed (dex_future_first (ingot_exchange_read (self->exchange, cancellable),
                                                                   dex_timeout_new_msec (DRAIN_MS), NULL),
                                                 NULL);

      length = bytes != NULL ? g_bytes_get_size (bytes) : 0;
    }
  g_cancellable_cancel (cancellable);
}

gboolean
ingot_request_is_ok (IngotRequest *self)
{
  int status = ingot_exchange_get_status (self->exchange);

  return status >= 200 && status < 300;
}

gboolean
ingot_request_read_rest (IngotRequest *self, GByteArray *text, gsize max, GError **error)
{
  for (;;)
    {
      g_autoptr(GBytes) bytes = ingot_request_read (self, error);

      if (bytes == NULL)
        return FALSE;
      if (g_bytes_get_size (bytes) == 0)
        return TRUE;
      if (g_bytes_get_size (bytes) > max - MIN (max, text->len))
        {
          g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL, _("The answer is too long."));
          return FALSE;
        }
      g_byte_array_append (text, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
    }
}

IngotFailure *
ingot_request_read_failure (IngotRequest *self, GError **error)
{
  g_autoptr(GByteArray) text = g_byte_array_new ();
  g_autoptr(GError) reason = NULL;
  IngotFailure *failure;

  if (!ingot_request_read_rest (self, text, MAX_ERROR_BODY, &reason)
      && g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }

  failure = ingot_service_error_read (ingot_exchange_get_status (self->exchange), (const char *) text->data,
                                      text->len, ingot_exchange_get_headers (self->exchange));
  ingot_request_complete_failure (self, failure);
  return failure;
}

/* The secret as it went out, without "Bearer "; or NULL. */
static const char *
get_secret (IngotRequest *self)
{
  SoupMessageHeaders *headers;
  const char *secret;

  if (self->preparation->message == NULL)
    return NULL;
  headers = soup_message_get_request_headers (self->preparation->message);
  secret = soup_message_headers_get_one (headers, "api-key");
  if (secret == NULL)
    secret = soup_message_headers_get_one (headers, "Authorization");
  if (secret != NULL && g_ascii_strncasecmp (secret, "Bearer ", 7) == 0)
    secret += 7;
  return secret != NULL && strlen (secret) >= 4 ? secret : NULL;
}

static void
remove_secret (char **text, const char *secret)
{
  g_auto(GStrv) parts = NULL;

  if (*text == NULL || secret == NULL || strstr (*text, secret) == NULL)
    return;
  parts = g_strsplit (*text, secret, -1);
  g_free (*text);
  *text = g_strjoinv ("…", parts);
}

void
ingot_request_complete_failure (IngotRequest *self, IngotFailure *failure)
{
  SoupMessageHeaders *headers = ingot_exchange_get_headers (self->exchange);
  const char *secret = get_secret (self);

  if (failure->status == 0)
    failure->status = ingot_exchange_get_status (self->exchange);
  if (failure->code == INGOT_ERROR_SIGN_IN && self->preparation->credential != NULL
      && ingot_credential_is_renewable (self->preparation->credential))
    failure->code = INGOT_ERROR_TOKEN_REFUSED;
  if (failure->request_id == NULL && headers != NULL)
    failure->request_id = ingot_service_error_dup_request_id (headers);
  remove_secret (&failure->service_text, secret);
  remove_secret (&failure->service_code, secret);
  remove_secret (&failure->request_id, secret);
}
