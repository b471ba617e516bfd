/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-error.h"
#include "ingot-key-credential.h"
#include "ingot-secret.h"

struct _IngotKeyCredential
{
  GObject parent_instance;

  IngotVault *vault;
  char *address;
  IngotKeyHeader header;
  SecretValue *key;
  DexPromise *lookup; /* one, however many lanes wait and stop waiting: a locked keyring asks once */
};

static void ingot_key_credential_iface_init (IngotCredentialInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotKeyCredential, ingot_key_credential, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (INGOT_TYPE_CREDENTIAL, ingot_key_credential_iface_init))

/* Keys are visible ASCII. Anything else, a line break above all, could become a header of its own. */
static gboolean
check_key (SecretValue *key, GError **error)
{
  gsize length;
  const char *text = secret_value_get (key, &length);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      {
        g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_INPUT,
                             _("The key has a space, a line break or a character that no key has. "
                               "Enter it again."));
        return FALSE;
      }
  if (length > 0)
    return TRUE;
  g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_INPUT, _("The key is empty. Enter it again."));
  return FALSE;
}

static void
set_bearer (SoupMessageHeaders *headers, const char *key)
{
  char *value = g_strconcat ("Bearer ", key, NULL);

  soup_message_headers_replace (headers, "Authorization", value);
  explicit_bzero (value, strlen (value));
  g_free (value);
}

static DexFuture *
set_header (IngotKeyCredential *self, SoupMessageHeaders *headers)
{
  GError *error = NULL;

  soup_message_headers_remove (headers, "api-key");
  soup_message_headers_remove (headers, "Authorization");
  if (!check_key (self->key, &error))
    return dex_future_new_for_error (error);
  if (self->header == INGOT_KEY_HEADER_BEARER)
    set_bearer (headers, secret_value_get (self->key, NULL));
  else
    soup_message_headers_replace (headers, "api-key", secret_value_get (self->key, NULL));
  return dex_future_new_true ();
}

typedef struct
{
  IngotKeyCredential *credential;
  SoupMessageHeaders *headers;
} Waiter;

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  g_object_unref (waiter->credential);
  soup_message_headers_unref (waiter->headers);
  g_free (waiter);
}

static DexFuture *
key_is_there_cb (DexFuture *completed, gpointer user_data)
{
  Waiter *waiter = user_data;

  return set_header (waiter->credential, waiter->headers);
}

typedef struct
{
  IngotKeyCredential *credential;
  DexPromise *promise;
} Lookup;

static void
lookup_free (gpointer data)
{
  Lookup *lookup = data;

  g_object_unref (lookup->credential);
  dex_unref (lookup->promise);
  g_free (lookup);
}

static DexFuture *
looked_up_cb (DexFuture *completed, gpointer user_data)
{
  Lookup *lookup = user_data;
  IngotKeyCredential *self = lookup->credential;
  GError *error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  dex_clear (&self->lookup);
  if (value == NULL)
    {
      dex_promise_reject (lookup->promise, error);
      return dex_future_new_true ();
    }
  if (self->key == NULL)
    self->key = g_value_dup_boxed (value);
  dex_promise_resolve_boolean (lookup->promise, TRUE);
  return dex_future_new_true ();
}

static void
start_lookup (IngotKeyCredential *self)
{
  Lookup *lookup = g_new0 (Lookup, 1);

  self->lookup = dex_promise_new ();
  lookup->credential = g_object_ref (self);
  lookup->promise = dex_ref (self->lookup);
  dex_future_disown (dex_future_finally (ingot_vault_lookup (self->vault, self->address, NULL),
                                         looked_up_cb, lookup, lookup_free));
}

static DexFuture *
ingot_key_credential_authorize (IngotCredential *credential, SoupMessageHeaders *headers,
                                GCancellable *cancellable)
{
  IngotKeyCredential *self = INGOT_KEY_CREDENTIAL (credential);
  DexFuture *until;
  Waiter *waiter;

  if (self->key != NULL)
    return set_header (self, headers);
  if (self->lookup == NULL)
    start_lookup (self);
  until = dex_ref (self->lookup);
  if (cancellable != NULL)
    until = dex_future_first (until, dex_cancellable_new_from_cancellable (cancellable), NULL);
  waiter = g_new0 (Waiter, 1);
  waiter->credential = g_object_ref (self);
  waiter->headers = soup_message_headers_ref (headers);
  return dex_future_then (until, key_is_there_cb, waiter, waiter_free);
}

static void
ingot_key_credential_iface_init (IngotCredentialInterface *iface)
{
  iface->authorize = ingot_key_credential_authorize;
}

static void
ingot_key_credential_finalize (GObject *object)
{
  IngotKeyCredential *self = INGOT_KEY_CREDENTIAL (object);

  g_clear_object (&self->vault);
  g_free (self->address);
  g_clear_pointer (&self->key, secret_value_unref);
  dex_clear (&self->lookup);
  G_OBJECT_CLASS (ingot_key_credential_parent_class)->finalize (object);
}

static void
ingot_key_credential_class_init (IngotKeyCredentialClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_key_credential_finalize;
}

static void
ingot_key_credential_init (IngotKeyCredential *self)
{
}

IngotCredential *
ingot_key_credential_new (IngotVault *vault, const char *address, IngotKeyHeader header)
{
  IngotKeyCredential *self = g_object_new (INGOT_TYPE_KEY_CREDENTIAL, NULL);

  self->vault = g_object_ref (vault);
  self->address = g_strdup (address);
  self->header = header;
  return INGOT_CREDENTIAL (self);
}

IngotCredential *
ingot_key_credential_new_for_key (const char *key, IngotKeyHeader header)
{
  IngotKeyCredential *self = g_object_new (INGOT_TYPE_KEY_CREDENTIAL, NULL);

  self->key = ingot_secret_new (key);
  self->header = header;
  return INGOT_CREDENTIAL (self);
}
